"""What can be told of Excel without starting it: its version, and settings that keep add-ins out."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator

from emenscr_xl.jobs.addin_faults import Trouble, trouble
from emenscr_xl.jobs.addin_places import System

_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
#: Where Excel keeps a person's own choice, and an organization's policy. 16.0 is every Excel since 2016.
_CHOICE = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
_POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
#: Key below these, value, and the name of the policy as Microsoft's administrative templates give it.
_SETTINGS = (
    ("", "DisableAllAddins", "Disable all application add-ins"),
    ("", "RequireAddinSig", "Require that application add-ins are signed by Trusted Publisher"),
    (r"\Trusted Locations", "AllLocationsDisabled", "Disable all trusted locations"),
)


def excel_version(system: System) -> str:
    """The version of Excel; "" when there is none, or it does not say."""
    if system.windows:
        return system.registry(_CLICK_TO_RUN, "VersionToReport") or system.registry(
            r"HKCR\Excel.Application\CurVer", ""
        ).removeprefix("Excel.Application.")
    if not system.macos:
        return ""
    try:
        told = plistlib.loads((system.applications / "Microsoft Excel.app/Contents/Info.plist").read_bytes())
    except (OSError, plistlib.InvalidFileException, ValueError):
        return ""
    return str(told.get("CFBundleShortVersionString", ""))


def blocked(system: System) -> Iterator[Trouble]:
    """Settings of Excel on Windows with which it does not load this add-in, or not its macros."""
    for below, value, name in _SETTINGS if system.windows else ():
        if any(system.registry(root + below, value) not in ("", "0") for root in (_POLICY, _CHOICE)):
            yield trouble("blocked_by_setting", setting=name)
