"""Everything of an open document that a person could tell apart, read through UNO."""

from __future__ import annotations

from typing import Any

#: Of the cells of one format. Formats that differ in anything at all (borders, rules, conditions) are other ranges.
LOOKS = (
    "CellBackColor", "CharColor", "CharFontName", "CharHeight", "CharWeight", "HoriJustify",
    "IsCellBackgroundTransparent", "IsTextWrapped", "NumberFormat",
)  # fmt: skip


def facts(document: Any) -> dict[str, Any]:
    """By sheet: its state, every value and formula, and the cells of every format with its looks."""
    return {"structure": document.isProtected(), **{sheet.Name: _sheet(sheet) for sheet in document.Sheets}}


def _sheet(sheet: Any) -> dict[str, Any]:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(True)
    return {
        "visible": sheet.IsVisible,
        "protected": sheet.isProtected(),
        "values": cursor.getDataArray(),
        "formulas": cursor.getFormulaArray(),
        "formats": {
            found.RangeAddressesAsString: [str(look) for look in found.getByIndex(0).getPropertyValues(LOOKS)]
            for found in sheet.UniqueCellFormatRanges
        },
    }
