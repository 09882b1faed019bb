"""`addin build`, `install`, `remove`: the Excel add-in as a file, in its place in Excel, and away again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from emenscr_xl.jobs.addin_faults import refused
from emenscr_xl.jobs.addin_places import ADDIN, HELD, System, this_system
from emenscr_xl.jobs.addin_record import held_open, place, read_record, take_back
from emenscr_xl.jobs.addin_settings import (
    VERSION,
    dll_missing,
    must_be_callable,
    read_settings,
    settings,
)
from emenscr_xl.jobs.workspace import writing
from emenscr_xl.register.files.whole_file import write_whole
from emenscr_xl.xlam import package
from emenscr_xl.xlam.xlwings_module import StrangeXlwings


@dataclass(frozen=True, slots=True)
class Built:
    """An add-in as a file that names no Python."""

    addin: Path
    version: str


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation did. `placed` is False on a system without Excel: then the file is only built."""

    addin: Path
    version: str
    placed: bool
    former: str = ""  # the version that it replaced
    warm: bool = False  # one Python process serves every click
    lost_dll: str = ""  # why it is not warm: this file is not where Excel would look for it


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal did. `left`: files and folders of ours that somebody else has changed or filled."""

    addin: Path | None
    was_installed: bool
    left: tuple[Path, ...] = ()
    foreign: bool = False  # an add-in lies there that was not installed by this program


def build_addin(output: Path | None = None, system: System | None = None) -> Built:
    """Write the add-in as a file, on any system. It names no Python: `install_addin` makes one that does.

    JobError when xlwings is not installed, the name is no add-in's, or nothing can be written there.
    """
    system = system or this_system()
    path = output or system.folder / ADDIN
    path = path / ADDIN if path.is_dir() else path
    if path.suffix.lower() != ".xlam":
        raise refused("addin_name", place=path)
    if system.xlwings is None:
        raise refused("no_xlwings")
    content = _made(settings(system, installed=False))
    with writing(path):
        write_whole(path, content)
    return Built(path, system.version)


def install_addin(*, cold: bool = False, system: System | None = None) -> Installed:
    """Put the add-in where Excel starts it from, told which Python to call; over an older one, too.

    `cold`: each click starts a Python of its own. JobError when Excel holds the add-in open, when a file of
    that name is not ours, when this Python cannot be called from Excel, or something cannot be written; then
    all is as it was. Where there is no Excel the file is built in the current folder.
    """
    system = system or this_system()
    if system.startup is None:
        built = build_addin(None, system)
        return Installed(built.addin, built.version, placed=False)
    must_be_callable(system)
    addin = system.startup / ADDIN
    former = _replaceable(system, addin)
    lost = "" if cold else dll_missing(system, system.interpreter, system.xlwings_version)
    warm = system.windows and not cold and not lost
    files = _script(system)
    files[addin] = _made(settings(system, installed=True, warm=warm))
    place(files, system.record)
    return Installed(addin, system.version, placed=True, former=former, warm=warm, lost_dll=lost)


def remove_addin(system: System | None = None) -> Removed:
    """Undo what the installation made, and nothing else. JobError when Excel holds the add-in open."""
    system = system or this_system()
    addin = system.startup / ADDIN if system.startup else None
    if addin is None:
        return Removed(None, was_installed=False)
    record = read_record(system.record)
    foreign = addin.exists() and addin not in record.files
    if not record.files:
        return Removed(addin, was_installed=False, foreign=foreign)
    _free(addin)
    return Removed(addin, was_installed=True, left=take_back(system.record), foreign=foreign)


def _made(told: Mapping[str, str]) -> bytes:
    """The add-in. JobError when the installed xlwings is not one that it can be made from."""
    try:
        return package.addin(told)
    except StrangeXlwings as strange:
        raise refused("strange_xlwings", version=strange.version) from strange


def _replaceable(system: System, addin: Path) -> str:
    """The version of the add-in that lies there; "" when none does. JobError when it may not be replaced."""
    _free(addin)
    if not addin.exists():
        return ""
    with held_open(addin):
        found = read_settings(addin.read_bytes())
    if found is None and addin not in read_record(system.record).files:
        raise refused("addin_foreign", place=addin)
    return (found or {}).get(VERSION, "")


def _free(addin: Path) -> None:
    """Raise JobError while Excel holds the add-in open."""
    if (addin.parent / HELD).exists():
        raise refused("addin_held", place=addin)


def _script(system: System) -> dict[Path, bytes]:
    """The script that Excel on macOS starts Python by. One that somebody else put there is left alone."""
    if system.script is None or system.xlwings is None:
        return {}
    record = read_record(system.record)
    if system.script.exists() and not record.wrote(system.script):
        return {}
    try:
        return {system.script: (system.xlwings / system.script_name).read_bytes()}
    except FileNotFoundError as lost:
        raise refused("strange_xlwings", version=system.xlwings_version) from lost
