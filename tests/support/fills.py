"""What the add-in's VBA does with fills, done by LibreOffice's own Basic: one call for many cells."""

import re
from typing import Any

from oracles import live

NO_FILL, PLAIN = "-", re.compile(r"P1/R(\d+)/A")
TRANSPARENT = -1
MODULE, DESCRIBED, FILLED = "EngineFills", "Described", "Filled"
BASIC = f"""
Function {DESCRIBED}(Sheet As Object, Cells As String) As String
    Dim Places, At As Long
    Places = Split(Cells, ",")
    For At = 0 To UBound(Places)
        Places(At) = ColourOf(Sheet, Places(At))
    Next At
    {DESCRIBED} = Join(Places, ",")
End Function
Function ColourOf(Sheet As Object, Place As String) As String
    On Error GoTo Unknown
    Dim Cell As Object
    Cell = Sheet.getCellRangeByName(Place)
    ColourOf = IIf(Cell.IsCellBackgroundTransparent, {TRANSPARENT}, Cell.CellBackColor)
Unknown:
End Function
Function {FILLED}(Sheet As Object, Cells As String, Colours As String) As Boolean
    Dim Places, Given, At As Long
    Places = Split(Cells, ",")
    Given = Split(Colours, ",")
    {FILLED} = True
    For At = 0 To UBound(Places)
        If Not IsFilled(Sheet, Places(At), CLng(Given(At))) Then {FILLED} = False
    Next At
End Function
Function IsFilled(Sheet As Object, Place As String, Colour As Long) As Boolean
    On Error GoTo Unknown
    Sheet.getCellRangeByName(Place).CellBackColor = Colour
    IsFilled = True
Unknown:
End Function
"""


def described(pipe: str, sheet: Any, cells: str) -> list[str]:
    """The fill of each cell as the VBA says it; "" of what is no cell."""
    found: str = live.basic(pipe, MODULE, DESCRIBED, BASIC)(sheet, cells)
    return [colour and _text(int(colour)) for colour in found.split(",")]


def filled(pipe: str, sheet: Any, cells: str, texts: list[str]) -> bool:
    """Each cell gets the fill that its text says; True when all have it."""
    colours = ",".join(str(_colour(text)) for text in texts)
    return bool(live.basic(pipe, MODULE, FILLED, BASIC)(sheet, cells, colours))


def plain(red: int, green: int, blue: int) -> str:
    """A colour as the VBA says it: red is the last byte."""
    return f"P1/R{blue << 16 | green << 8 | red}/A"


def _text(colour: int) -> str:
    return NO_FILL if colour == TRANSPARENT else plain(colour >> 16, colour >> 8 & 255, colour & 255)


def _colour(text: str) -> int:
    """LibreOffice's number. Only what `described` gave is worth restoring."""
    if text == NO_FILL:
        return TRANSPARENT
    found = PLAIN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} describes no fill")
    number = int(found[1])
    return (number & 255) << 16 | number & 0xFF00 | number >> 16
