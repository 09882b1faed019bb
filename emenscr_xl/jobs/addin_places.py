"""Where the add-in lies, and what is known of the system: data, so that tests play any system anywhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_log_path

import emenscr_xl

if sys.platform == "win32":
    import winreg

    _HIVES = {
        "HKCU": winreg.HKEY_CURRENT_USER,
        "HKLM": winreg.HKEY_LOCAL_MACHINE,
        "HKCR": winreg.HKEY_CLASSES_ROOT,
    }
    _READ = winreg.KEY_READ | winreg.KEY_WOW64_64KEY

    def registered(key: str, name: str) -> str:
        """A value of the Windows registry as text, such as of `HKCU\\Software`; "" when there is none."""
        hive, _, path = key.partition("\\")
        try:
            with winreg.OpenKey(_HIVES[hive], path, 0, _READ) as opened:
                return str(winreg.QueryValueEx(opened, name)[0])
        except OSError:
            return ""

else:

    def registered(key: str, name: str) -> str:
        """Other systems have no registry."""
        return ""


ADDIN = "emenscr.xlam"
#: What Excel puts beside an add-in for as long as it holds it open.
HELD = f"~${ADDIN}"
RECORD = "addin.json"
#: Where a person finds the folder that Excel starts add-ins from, as it is typed there.
WINDOWS_STARTUP = r"%APPDATA%\Microsoft\Excel\XLSTART"
MACOS_STARTUP = "~/Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
_MACOS_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"


@dataclass(frozen=True, slots=True)
class System:
    """A computer as the installer sees it, and the Python that runs it there."""

    platform: str  # as sys.platform names it
    home: Path
    environment: Mapping[str, str]
    folder: Path  # the one that commands are given in
    applications: Path  # where macOS keeps its programs
    log: Path  # the folder of the add-in's log, and of the record of what was installed
    code_page: str  # the letters that programs like VBA's file functions can name
    registry: Callable[[str, str], str]  # key and name to the value as text; "" when there is none
    python: Path  # the interpreter that runs
    base: Path  # where that Python was installed, were it a virtual environment's
    package: Path  # the folder of emenscr_xl
    version: str
    xlwings: Path | None  # the folder of xlwings
    xlwings_version: str

    @property
    def windows(self) -> bool:
        """True on Windows."""
        return self.platform == "win32"

    @property
    def macos(self) -> bool:
        """True on macOS."""
        return self.platform == "darwin"

    @property
    def startup(self) -> Path | None:
        """The folder that Excel starts add-ins from; None where there is no Excel."""
        if self.windows:
            roaming = self.environment.get("APPDATA")
            return (Path(roaming) if roaming else self.home / "AppData/Roaming") / "Microsoft/Excel/XLSTART"
        return self.home / MACOS_STARTUP.removeprefix("~/") if self.macos else None

    @property
    def script(self) -> Path | None:
        """Where macOS lets Excel start programs from: xlwings' script, named by its version."""
        return self.home / _MACOS_SCRIPTS / self.script_name if self.macos else None

    @property
    def script_name(self) -> str:
        """The script as xlwings ships it, and as its VBA asks for it."""
        return f"xlwings-{self.xlwings_version}.applescript"

    @property
    def record(self) -> Path:
        """What an installation made, beside the add-in's log."""
        return self.log / RECORD

    @property
    def interpreter(self) -> Path:
        """The Python to call from Excel: xlwings wants python.exe, which hides its own window."""
        if self.windows and self.python.name.lower() == "pythonw.exe":
            return self.python.with_name("python.exe")
        return self.python

    @property
    def click(self) -> Path:
        """The file of the package that a click runs: while it is there, the package is."""
        return self.package / "addin" / "click.py"


def this_system() -> System:
    """The computer that this runs on."""
    found = find_spec("xlwings")
    return System(
        platform=sys.platform,
        home=Path.home(),
        environment=os.environ,
        folder=Path.cwd(),
        applications=Path("/Applications"),
        log=log_folder(),
        code_page="mbcs" if sys.platform == "win32" else "utf-8",
        registry=registered,
        python=Path(sys.executable),
        base=Path(sys.base_prefix),
        package=Path(emenscr_xl.__file__).parent,
        version=installed_version("emenscr-xl"),
        xlwings=Path(found.origin).parent if found and found.origin else None,
        xlwings_version=installed_version("xlwings"),
    )


def log_folder() -> Path:
    """Where the add-in's log lies, the same for every way that it is started."""
    return user_log_path("emenscr-xl", appauthor=False)


def installed_version(name: str) -> str:
    """The version of an installed package; "" when it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
