"""Everything of an open document that a person could tell apart, read through UNO."""

from __future__ import annotations

from typing import Any

import xlwings as xw

from oracles import live

#: Of a cell of each format. Formats that differ in anything else (borders, conditions) are other ranges.
LOOKS = (
    "CellBackColor", "CharColor", "CharFontName", "CharHeight", "CharWeight", "HoriJustify",
    "IsCellBackgroundTransparent", "IsTextWrapped", "NumberFormat",
)  # fmt: skip
#: Run inside the application: thousands of questions from outside would take seconds.
MODULE, FUNCTION = "Facts", "Formats"
BASIC = f"""
Function {FUNCTION}(Sheet As Object) As String
    Dim Ranges As Object, Cell As Object, Found As String, At As Long
    Ranges = Sheet.UniqueCellFormatRanges
    For At = 0 To Ranges.Count - 1
        Cell = Ranges.getByIndex(At).getByIndex(0)
        Found = Found & Ranges.getByIndex(At).RangeAddressesAsString
        {"".join(f'Found = Found & " " & Cell.{look} : ' for look in LOOKS)}
        Found = Found & Chr(10)
    Next At
    {FUNCTION} = Found
End Function
"""


def facts(book: xw.Book) -> dict[str, Any]:
    """By sheet: its state, every value and formula, and the cells of every format with its looks."""
    formats = live.basic(book.app.impl.pipe, MODULE, FUNCTION, BASIC)
    return {sheet.Name: _sheet(sheet, formats(sheet)) for sheet in book.impl.uno.Sheets}


def seen(book: xw.Book) -> dict[str, Any]:
    """The same of the sheets that a person sees; of the others only that they are there."""
    formats = live.basic(book.app.impl.pipe, MODULE, FUNCTION, BASIC)
    sheets = book.impl.uno.Sheets
    return {s.Name: _sheet(s, formats(s)) if s.IsVisible else {"visible": False} for s in sheets}


def _sheet(sheet: Any, formats: str) -> dict[str, Any]:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(True)
    return {
        "visible": sheet.IsVisible,
        "protected": sheet.isProtected(),
        "values": cursor.getDataArray(),
        "formulas": cursor.getFormulaArray(),
        "formats": sorted(formats.splitlines()),
    }
