"""The modules of the add-in's VBA project: ours from `macros/`, and those of xlwings."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from emenscr_xl.xlam.vba_project import Module
from emenscr_xl.xlam.xlwings_module import xlwings_modules

#: The code names of the workbook and of its only sheet, whose modules an Excel workbook must have.
WORKBOOK, SHEET = "ThisWorkbook", "Sheet1"
_OURS = (
    f"{WORKBOOK}.cls",
    f"{SHEET}.cls",
    "Books.bas",
    "Dialogs.bas",
    "Fills.bas",
    "Protection.bas",
    "Ribbon.bas",
    "Setup.bas",
)
_NOTHING: Mapping[str, str | None] = MappingProxyType({})
#: What an application tells the three kinds of modules by.
_DOCUMENT, _CLASS = "\nAttribute VB_Base = ", "\nAttribute VB_PredeclaredId = "


def modules(replaced: Mapping[str, str | None] = _NOTHING) -> tuple[Module, ...]:
    """All modules in the project's order. For a trial: some, by name, with another text, or left out (None).

    Raises StrangeXlwings when the installed xlwings is not the one that is known.
    """
    texts = {**{name.partition(".")[0]: macro(name) for name in _OURS}, **xlwings_modules(), **replaced}
    return tuple(_module(name, text) for name, text in texts.items() if text is not None)


def macro(name: str) -> str:
    """The text of a file in `macros/`, lines ending with LF."""
    return files("emenscr_xl.macros").joinpath(name).read_text(encoding="utf-8")


def _module(name: str, text: str) -> Module:
    text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if _DOCUMENT in text:
        return Module(name, text, "document")
    return Module(name, text, "class" if _CLASS in text else "module")
