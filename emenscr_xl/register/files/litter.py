"""Files that programs leave beside a workbook and nobody sent, by name: what is in one may say otherwise."""

from __future__ import annotations

from fnmatch import fnmatchcase

#: Names in small letters, by the reason that is given (`file_decisions.REASONS`). The first that fits speaks.
_NAMES = {
    "lock": ("~$*", ".~lock.*"),
    "unfinished": ("*.tmp", "*.crdownload", "*.part", "*.partial", "*.download", "*.filepart"),
    "system": ("thumbs.db", "desktop.ini", ".*"),
}


def litter(name: str) -> str:
    """Why a file of this name is no return, as the key of a reason; "" for a name that a person may give."""
    small = name.lower()
    for reason, patterns in _NAMES.items():
        if any(fnmatchcase(small, pattern) for pattern in patterns):
            return reason
    return ""
