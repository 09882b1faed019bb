"""`addin status`: what is installed, where, which versions, what it calls, and what is wrong with it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emenscr_xl.jobs.addin_excel import blocked, excel_version
from emenscr_xl.jobs.addin_faults import Trouble, trouble
from emenscr_xl.jobs.addin_places import ADDIN, System, this_system
from emenscr_xl.jobs.addin_record import held_open, read_record
from emenscr_xl.jobs.addin_settings import (
    MACOS_PYTHON,
    PACKAGE,
    VERSION,
    WARM,
    WINDOWS_PYTHON,
    XLWINGS,
    dll_missing,
    read_settings,
    uncallable,
)
from emenscr_xl.jobs.workspace import JobError

#: Longer than any Python takes to start, on a slow disk with a virus scanner.
SECONDS = 20
#: What the interpreter is asked: nothing is imported that could fail or take long.
_QUESTION = """
import importlib.metadata, importlib.util, json, platform
def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
def there(name):
    return importlib.util.find_spec(name) is not None
print(json.dumps({
    "python": platform.python_version(),
    "package": version("emenscr-xl") if there("emenscr_xl") else "",
    "xlwings": version("xlwings") if there("xlwings") else "",
}))
"""


@dataclass(frozen=True, slots=True)
class AddinStatus:
    """What is installed. Versions that are not known are blank; `interpreter` is what a click would call."""

    addin: Path | None
    installed: bool
    recorded: bool = False  # by `addin install` on this computer, so that `addin remove` undoes it
    interpreter: str = ""
    warm: bool = False
    versions: Mapping[str, str] | None = None
    troubles: tuple[Trouble, ...] = ()

    @property
    def well(self) -> bool:
        """True when the add-in is there and nothing is wrong with it."""
        return self.installed and not self.troubles

    def as_json(self) -> dict[str, Any]:
        """The status as the published JSON says it."""
        return {
            "addin": str(self.addin or ""),
            "installed": self.installed,
            "recorded": self.recorded,
            "interpreter": self.interpreter,
            "warm": self.warm,
            "versions": dict(self.versions or {}),
            "troubles": [found.as_json() for found in self.troubles],
        }


def addin_status(system: System | None = None) -> AddinStatus:
    """Look at what is installed, and ask the interpreter that it calls. Nothing is changed.

    JobError when Excel does not even let the add-in be read.
    """
    system = system or this_system()
    if system.startup is None:
        return AddinStatus(None, installed=False, troubles=(trouble("no_excel"),))
    addin = system.startup / ADDIN
    versions = {"program": system.version, "excel": excel_version(system)}
    if not addin.is_file():
        found = (trouble("not_installed"), *blocked(system))
        return AddinStatus(addin, installed=False, versions=versions, troubles=found)
    with held_open(addin):
        told = read_settings(addin.read_bytes())
    troubles = [*_of_the_file(system, addin, told)]
    named = (told or {}).get(WINDOWS_PYTHON if system.windows else MACOS_PYTHON)
    python = Path(named) if named else None  # one that was copied by hand names none
    answer = _asked(python) if python and python.is_file() else None
    if told is not None:
        troubles += [*_of_python(system, python, answer), *_of_versions(told, answer or {})]
        troubles += [*_of_connection(system, python, told)]
    return AddinStatus(
        addin,
        installed=True,
        recorded=addin in _recorded(system),
        interpreter=str(python or ""),
        warm=(told or {}).get(WARM) == str(True),
        versions={**versions, "addin": (told or {}).get(VERSION, ""), **(answer or {})},
        troubles=(*troubles, *blocked(system)),
    )


def _recorded(system: System) -> frozenset[Path]:
    """The files that `addin install` wrote; none when its record cannot be read."""
    try:
        return frozenset(read_record(system.record).files)
    except JobError:
        return frozenset()


def _asked(python: Path) -> Mapping[str, str] | None:
    """The versions that an interpreter knows; None when it does not answer. Started as a click starts it."""
    try:
        done = subprocess.run(
            [python, "-B", "-c", _QUESTION],
            cwd=python.parent,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        answer: Mapping[str, str] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return answer


def _of_the_file(system: System, addin: Path, told: Mapping[str, str] | None) -> Iterator[Trouble]:
    """What is wrong with the add-in as a file."""
    if told is None:
        yield trouble("addin_unreadable", place=addin)
    try:
        if read_record(system.record).changed(addin):
            yield trouble("addin_changed", place=addin)
    except JobError:
        yield trouble("record_damaged", place=system.record)


def _of_python(system: System, python: Path | None, answer: Mapping[str, str] | None) -> Iterator[Trouble]:
    """What is wrong with the Python that it calls."""
    if python is None or not python.is_file():
        yield trouble("no_python")
        return
    yield from uncallable(system, python)
    if answer is None:
        yield trouble("python_silent", place=python)
    elif not answer["package"]:
        yield trouble("no_package")
    elif not answer["xlwings"]:
        yield trouble("no_xlwings")


def _of_versions(told: Mapping[str, str], answer: Mapping[str, str]) -> Iterator[Trouble]:
    """What the add-in was made from, and what its Python has now."""
    package, xlwings = answer.get("package", ""), answer.get("xlwings", "")
    if package and package != told.get(VERSION):
        yield trouble("other_version", addin=told.get(VERSION, "?"), package=package)
    elif package and told.get(PACKAGE) and not Path(told[PACKAGE]).is_file():
        yield trouble("package_moved", place=told[PACKAGE])
    if xlwings and xlwings != told.get(XLWINGS, xlwings):
        yield trouble("other_xlwings", addin=told[XLWINGS], python=xlwings)


def _of_connection(system: System, python: Path | None, told: Mapping[str, str]) -> Iterator[Trouble]:
    """What Excel needs beside Python itself."""
    version = told.get(XLWINGS, system.xlwings_version)
    if told.get(WARM) == str(True) and python and python.is_file():
        lost = dll_missing(system, python, version)
        if lost:
            yield trouble("no_dll", name=lost)
    script = system.script and system.script.with_name(f"xlwings-{version}.applescript")
    if script and not script.is_file():
        yield trouble("no_script", place=script)
