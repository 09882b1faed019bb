"""Cells whose values make no sense, and workbooks that count days or hide sheets otherwise."""

from __future__ import annotations

from hostile.good import ANSWERS, BOOK, STYLES, parts, replaced, with_parts, with_rows
from hostile.kinds import CHANGED, DAMAGED, LOOK, READ, SECOND, content


def odd(cells: str) -> bytes:
    """The good return with a row of odd cells far below its answers."""
    return with_rows(f'<row r="900">{cells}</row>')


content("numbers without end", READ)(lambda: odd('<c r="F900"><v>1e999</v></c><c r="G900"><v>NaN</v></c>'))
content("a number of ten thousand digits", READ)(lambda: odd(f'<c r="F900"><v>{"9" * 10_000}</v></c>'))
content("a number that is a word", READ)(lambda: odd('<c r="F900"><v>ห้าพัน</v></c>'))
content("days that no calendar has", READ)(
    lambda: odd(
        f'<c r="F900" s="{date_style()}"><v>1e15</v></c><c r="G900" s="{date_style()}"><v>-700000</v></c>'
    )
)
content("a format that is not there", READ)(lambda: odd('<c r="F900" s="99999"><v>1</v></c>'))
content("a type of cell that nobody knows", READ, notes=SECOND)(
    lambda: odd('<c r="F900" t="zz"><v>1</v></c>')
)
content("an error that nobody knows", READ, notes=SECOND)(lambda: odd('<c r="F900" t="e"><v>#EVIL!</v></c>'))
content("half of a letter", READ)(
    lambda: odd('<c r="F900" t="inlineStr"><is><t>_xD800_ _x0000_ _x000D_</t></is></c>')
)
content("a letter that XML forbids", "STR-01")(
    lambda: odd('<c r="F900" t="inlineStr"><is><t>&#xD800;</t></is></c>')
)
content("days counted from 1904", CHANGED)(
    lambda: replaced(BOOK, "<workbookPr ", '<workbookPr date1904="1" ')
)
content("every sheet very hidden", READ, notes=DAMAGED)(
    lambda: with_parts(
        **{
            BOOK: parts()[BOOK]
            .replace(b' state="hidden"', b"")
            .replace(b' state="veryHidden"', b"")
            .replace(b'" r:id=', b'" state="veryHidden" r:id=')
        }
    )
)
content("a module hidden", READ, notes=DAMAGED)(
    lambda: replaced(BOOK, 'sheetId="4" r:id', 'sheetId="4" state="hidden" r:id')
)
content("a state of a sheet that nobody knows", "STR-01")(
    lambda: replaced(BOOK, 'sheetId="4" r:id', 'sheetId="4" state="gone" r:id')
)
content("a million formats", READ)(lambda: formats(1_000_000))
content("formats said to be without end", READ)(
    lambda: replaced(STYLES, '<cellXfs count="', '<cellXfs count="99999999')
)
content("all cells of a sheet merged", READ, notes=LOOK)(lambda: merged('<mergeCell ref="A1:XFD1048576"/>'))
content("a hundred thousand merged blocks", READ)(
    lambda: merged("".join(f'<mergeCell ref="F{n}:G{n}"/>' for n in range(1_000, 101_000)))
)
content("a merged block that lies nowhere", "STR-01")(lambda: merged('<mergeCell ref="ZZZZ0:A99999999999"/>'))
content("a hundred thousand conditional formats", READ)(
    lambda: with_rows(
        after='<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"/>'
        "</conditionalFormatting>" * 100_000
    )
)
content("a thousand columns declared again and again", READ)(
    lambda: replaced(ANSWERS, "</cols>", '<col min="1" max="16384" width="9"/>' * 1_000 + "</cols>")
)
content("a formula shared by every cell", READ)(
    lambda: odd('<c r="F900"><f t="shared" si="4294967295" ref="A1:XFD1048576">G900</f><v>1</v></c>')
)
content("a formula of a megabyte", "STR-02")(lambda: odd(f'<c r="F900"><f>{"1+" * 500_000}1</f><v>1</v></c>'))


def date_style() -> int:
    """The number of a format of the good return that shows days."""
    return 1


def formats(count: int) -> bytes:
    return replaced(STYLES, "</cellXfs>", '<xf numFmtId="14" xfId="0"/>' * count + "</cellXfs>")


def merged(blocks: str) -> bytes:
    return with_rows(after=f"<mergeCells>{blocks}</mergeCells>")
