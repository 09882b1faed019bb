"""The tab “eMENSCR” as a picture: what `macros/ribbon.xml` says, drawn on a sheet of LibreOffice.

The symbols are plain ones of our own: those that Excel shows belong to Microsoft. Lengths are in dots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from emenscr_xl.form.load import fiscal_years, shipped
from emenscr_xl.xlam.ribbon import Button, Group, groups
from oracles import live

DOT = 2540 / 96  # hundredths of a millimetre
POINT = 4 / 3
FONT, SIZE = "Loma", 9.5
OTHER_TABS = ("ไฟล์", "หน้าแรก", "แทรก", "เค้าโครงหน้า", "สูตร", "ข้อมูล", "รีวิว", "มุมมอง")
THIS_TAB = "eMENSCR"
TABS, BODY, CAPTION = 34, 78, 26  # heights: of the strip of tabs, of the buttons, of the groups' captions
GAP, LARGE, SMALL, STACK = 8, 32, 16, 3
#: Each symbol's strokes on a field of 16 × 16; one that ends with z is an area.
SYMBOLS: Mapping[str, str] = {
    "check_completeness": "3,1 13,1 13,15 3,15 z; 5,8 7.5,11 11.5,5",
    "check_alignment": "1,1 6,1 6,5 1,5 z; 9,11 14,11 14,15 9,15 z; 3.5,5 3.5,13 8,13; 6,10.5 8,13 6,15.5",
    "clear_findings": "6,3 14,3 10,11 2,11 z; 5,11 9,3; 1,14 15,14",
    "new_register": "3,1 9.5,1 13,4.5 13,15 3,15 z; 9.5,1 9.5,4.5 13,4.5; 5.5,10 10.5,10; 8,7.5 8,12.5",
    "issue_forms": "5,1 15,1 15,11 12,11; 1,5 12,5 12,15 1,15 z; 1,8.5 12,8.5; 5,5 5,15; 5,1 5,5",
    "alignment_tool": "1,1 5,1 5,5 1,5 z; 1,11 5,11 5,15 1,15 z; 11,6 15,6 15,10 11,10 z; "
    "5,3 8,3 8,13 5,13; 8,8 11,8",
    "consolidate": "1,9 1,15 15,15 15,9; 8,1 8,11; 4.5,7.5 8,11 11.5,7.5",
    "send_back": "6,2 2,6 6,10; 2,6 11,6 14,9 14,14",
    "key_in_sheets": "1,4 15,4 15,13 1,13 z; 3,7 5,7; 7,7 9,7; 11,7 13,7; 4,10 12,10",
    "notices": "1,3 15,3 15,13 1,13 z; 1,3 8,9 15,3",
    "quarterly_summary": "2,9 5,9 5,14 2,14 z; 6,6 9,6 9,14 6,14 z; 10,3 13,3 13,14 10,14 z; 1,14 15,14",
    "annual_summary": "1,1 1,15 15,15; 3,12 7,8 10,10 15,3; 11.5,3 15,3 15,6.5",
    "memo": "3,1 13,1 13,15 3,15 z; 5,4.5 8,4.5; 5,7.5 11,7.5; 5,10 11,10; 5,12.5 9,12.5",
    "guide": "1,2 8,4 8,15 1,13 z; 15,2 8,4 8,15 15,13 z",
    "about": "5,1 11,1 15,5 15,11 11,15 5,15 1,11 1,5 z; 8,7 8,12; 8,4 8,4.6",
}


def ribbon_on(document: Any) -> str:
    """Draw the tab on the first sheet of a document; the cell that it covers."""
    pen = Pen(document, document.Sheets.getByIndex(0))
    top, right = TABS + GAP, 0.0
    for number, group in enumerate(groups()):
        if number:
            pen.line([(right, top), (right, top + BODY + CAPTION - GAP)], "border")
        right = _group(pen, group, right, top)
    height = top + BODY + CAPTION
    pen.box(right, TABS, "locked")
    _tabs(pen)
    pen.line([(0, TABS), (0, height), (right, height), (right, TABS)], "border")
    pen.sheet.Columns.getByIndex(0).Width = round(right * DOT)
    pen.sheet.Rows.getByIndex(0).Height = round(height * DOT)
    return "A1"


def _tabs(pen: Pen) -> None:
    left = 14.0
    for name in (*OTHER_TABS, THIS_TAB):
        chosen = name == THIS_TAB
        width = pen.text(left, 8, name, "brand" if chosen else "muted", bold=chosen)
        if chosen:
            pen.line([(left, TABS - 2), (left + width, TABS - 2)], "brand", 3)
        left += width + 22


def _group(pen: Pen, group: Group, left: float, top: float) -> float:
    """Draw a group with its caption below; where it ends."""
    right = left + GAP / 2
    for large, together in groupby(group.buttons, attrgetter("large")):
        buttons, size = list(together), 1 if large else STACK
        for first in range(0, len(buttons), size):
            right = (_large if large else _stack)(pen, buttons[first : first + size], right, top)
    right += GAP / 2
    pen.text(left, top + BODY, group.label, "muted", width=right - left)
    return right


def _large(pen: Pen, buttons: Sequence[Button], left: float, top: float) -> float:
    """One button: a symbol above its label in at most two lines, as narrow as they allow."""
    (button,) = buttons
    label = button.label.replace(" ", "\n", 1)
    width = pen.narrowest(label, lines=2) + GAP
    pen.symbol(button.key, left + (width - LARGE) / 2, top, LARGE)
    pen.text(left, top + LARGE + 4, label, "ink", width=width)
    return left + width


def _stack(pen: Pen, buttons: Sequence[Button], left: float, top: float) -> float:
    """Small buttons below each other: each a symbol beside its label."""
    ends = [left]
    for row, button in enumerate(buttons):
        y = top + row * (BODY / STACK)
        pen.symbol(button.key, left + GAP, y + 2, SMALL)
        ends.append(left + SMALL + 2 * GAP + pen.text(left + SMALL + 2 * GAP, y + 1, button.label, "ink"))
    return max(ends) + GAP


@dataclass(frozen=True)
class Pen:
    """Draws on a sheet in the colours of the house."""

    document: Any
    sheet: Any
    colours: Mapping[str, str] = field(default_factory=lambda: shipped(fiscal_years()[-1]).style["colour"])

    def box(self, width: float, height: float, colour: str) -> None:
        """An area from the corner on, without an outline."""
        shape = self._added("RectangleShape", width, height)
        shape.LineStyle = live.enum("com.sun.star.drawing.LineStyle", "NONE")
        shape.FillColor = self._colour(colour)

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, thick: float = 1, *, area: bool = False
    ) -> None:
        """A line through points; an area when it is to be filled."""
        shape = self._added("PolyPolygonShape" if area else "PolyLineShape", 1, 1)
        shape.PolyPolygon = (tuple(_point(x, y) for x, y in points),)
        shape.LineColor, shape.LineWidth = self._colour(colour), round(thick * DOT)
        if area:
            shape.FillColor = self._colour("band")

    def symbol(self, key: str, x: float, y: float, size: float) -> None:
        """A button's symbol."""
        for stroke in SYMBOLS[key].split(";"):
            *pairs, last = stroke.split()
            area = last == "z"
            dots = [tuple(map(float, pair.split(","))) for pair in (pairs if area else [*pairs, last])]
            self.line(
                [(x + a * size / 16, y + b * size / 16) for a, b in dots],
                "brand",
                1 + size / LARGE,
                area=area,
            )

    def text(
        self, x: float, y: float, said: str, colour: str, *, width: float = 0, bold: bool = False
    ) -> float:
        """Write a text, in the middle of a width where one is given; its own width."""
        shape = self._written(said, width)
        shape.CharColor = self._colour(colour)
        if bold:
            shape.CharWeight = shape.CharWeightComplex = 150.0
        shape.Position = _point(x, y)
        return float(shape.Size.Width / DOT)

    def narrowest(self, said: str, lines: int) -> float:
        """The smallest width in which a text takes no more lines than these, as LibreOffice breaks them."""
        width = LARGE
        while True:
            shape = self._written(said, width)
            height = shape.Size.Height / DOT
            self.sheet.DrawPage.remove(shape)
            if height < (lines + 0.5) * SIZE * POINT * 1.4:
                return width
            width += 2

    def _written(self, said: str, width: float) -> Any:
        shape = self._added("TextShape", width or 1, 1)
        shape.TextWordWrap = bool(width)
        shape.TextAutoGrowWidth, shape.TextAutoGrowHeight = not width, True
        for side in ("Left", "Right", "Upper", "Lower"):
            setattr(shape, f"Text{side}Distance", 0)
        shape.String = said
        for script in ("", "Complex"):
            setattr(shape, f"CharFontName{script}", FONT)
            setattr(shape, f"CharHeight{script}", float(SIZE))
        if width:
            shape.ParaAdjust = live.enum("com.sun.star.style.ParagraphAdjust", "CENTER")
        return shape

    def _added(self, kind: str, width: float, height: float) -> Any:
        shape = self.document.createInstance(f"com.sun.star.drawing.{kind}")
        shape.Size = live.struct(
            "com.sun.star.awt.Size", Width=round(width * DOT), Height=round(height * DOT)
        )
        self.sheet.DrawPage.add(shape)
        return shape

    def _colour(self, name: str) -> int:
        return int(self.colours[name][1:], 16)


def _point(x: float, y: float) -> Any:
    return live.struct("com.sun.star.awt.Point", X=round(x * DOT), Y=round(y * DOT))
