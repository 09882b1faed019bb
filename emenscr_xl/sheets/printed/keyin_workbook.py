"""The key-in workbook of one project: a cover that says whether to begin, the lines, and the stamp."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Stamp
from emenscr_xl.form.messages import SEVERITIES, SEVERITY_WORDS
from emenscr_xl.register.link import Link
from emenscr_xl.register.printed.keyed import REMOVED, Line
from emenscr_xl.sheets.book import Book, put, quoted
from emenscr_xl.sheets.data_sheet import mark_page, titled
from emenscr_xl.sheets.drawn_rows import BesideUrl
from emenscr_xl.sheets.heights import height
from emenscr_xl.sheets.printed.keyin_columns import FIRST_ROW
from emenscr_xl.sheets.printed.keyin_sheet import KEYIN, done, draw_lines, total
from emenscr_xl.sheets.printed.print_stamp import KEYIN_FORM, VERSION, draw_print_stamp

COVER = "ก่อนนำเข้า"
LEFT, MIDDLE, RIGHT = range(3)
WIDTHS = (26, 62, 22)
#: Findings named on the cover; the rest are counted.
MOST_FINDINGS = 30
HOW = (
    "เปิดหน้าจอ eMENSCR ของโครงการนี้คู่กับแผ่น “{sheet}” แล้วไล่จากบรรทัดบนลงล่าง ลำดับเดียวกับหน้าจอ M1–M6",
    "คัดลอกช่อง “ค่าที่ต้องกรอก” ทีละช่อง ถ้ามีหลายบรรทัดให้ดับเบิลคลิกช่องก่อน แล้วเลือกและคัดลอกข้อความในช่อง",
    "บันทึกใน eMENSCR แล้วเลือก ✓ และใส่วันที่กับชื่อย่อในบรรทัดนั้น แล้วบันทึกไฟล์นี้ไว้ที่เดิม",
    "ใบนำเข้าฉบับถัดไปยกเครื่องหมายและวันที่มาให้ เฉพาะบรรทัดที่เปลี่ยนจะเป็นสีและต้องทำใหม่ พร้อมค่าเดิม",
    "บรรทัด “–” คือไม่มีคำตอบ ไม่ต้องกรอก และไม่นับ บรรทัด “ใช้เทียบยอด” คือยอดที่คำนวณให้ ใช้เทียบกับยอดในระบบ",
)


@dataclass(frozen=True, slots=True)
class KeyIn:
    """All that a key-in workbook says. `identity`: labels and texts; `modules`: names and titles in order."""

    project: str
    number: int
    quarter: int
    fiscal_year: int
    title: str
    identity: tuple[tuple[str, str], ...]
    file: Link  # where the values come from
    modules: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    findings: tuple[Said, ...]
    fingerprint: str
    sample: bool = False

    @property
    def warning(self) -> tuple[str, str]:
        """Whether to begin, in one sentence, and its tone."""
        counts = [sum(f.severity == s for f in self.findings) for s in SEVERITIES]
        if counts[0]:
            return f"ยังไม่ควรนำเข้า: มีข้อต้องแก้ {counts[0]} ข้อ — ดูแผ่น “{COVER}”", "error"
        if counts[1]:
            return f"นำเข้าได้ แต่มีข้อควรตรวจ {counts[1]} ข้อ — ดูแผ่น “{COVER}”", "wanted"
        return "นำเข้าได้ ไม่มีข้อต้องแก้หรือควรตรวจ", "done"


def write_keyin(path: Path, keyin: KeyIn, style: Mapping[str, Any], stamp_sheet: str) -> None:
    """Write the workbook, atomically."""
    with Book(path, style, keyin.title) as book:
        cover = book.sheet(COVER, landscape=False)
        lines = book.sheet(KEYIN)
        for sheet in (cover, lines):
            mark_page(sheet, keyin.sample)
        draw_lines(book, lines, titled(keyin.title, keyin.sample), keyin.warning, keyin.lines)
        _cover(book, cover, keyin)
        number, quarter = keyin.number, keyin.quarter
        stamp = Stamp(KEYIN_FORM, VERSION, keyin.fiscal_year, keyin.project, number, quarter)
        draw_print_stamp(book, stamp_sheet, stamp, keyin.fingerprint)
        cover.activate()


def _cover(book: Book, sheet: Worksheet, keyin: KeyIn) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    put(sheet, 0, LEFT, titled(keyin.title, keyin.sample), book.title())
    sheet.set_row(0, book.style["height"]["title"])
    row = _identity(book, sheet, keyin)
    text, tone = keyin.warning
    shape = book.cell_format(
        "text", bold=True, bg_color=book.colour(tone), font_color=book.colour(f"{tone}_ink"), valign="vcenter"
    )
    sheet.merge_range(row, LEFT, row, RIGHT, "", shape)
    put(sheet, row, LEFT, text, shape)
    sheet.set_row(row, 32)
    row = _progress(book, sheet, keyin, row + 2)
    row = _how(book, sheet, row)
    row = _findings(book, sheet, keyin.findings, row)
    sheet.print_area(0, LEFT, row - 2, RIGHT)


def _how(book: Book, sheet: Worksheet, row: int) -> int:
    """How to use the sheet of lines; gives the next free row."""
    _heading(book, sheet, row, "วิธีใช้")
    for number, how in enumerate(HOW, start=1):
        _merged(book, sheet, row + number, f"{number}. {how.format(sheet=KEYIN)}")
    return row + len(HOW) + 2


def _identity(book: Book, sheet: Worksheet, keyin: KeyIn) -> int:
    """Whose values these are and where they come from; gives the next free row."""
    row, text = 2, book.cell_format("text")
    for label, said in keyin.identity:
        put(sheet, row, LEFT, label, book.heading())
        sheet.merge_range(row, MIDDLE, row, RIGHT, "", text)
        put(sheet, row, MIDDLE, said, text)
        sheet.set_row(row, height(book.style, [(said, WIDTHS[MIDDLE] + WIDTHS[RIGHT])]))
        row += 1
    put(sheet, row, LEFT, "ค่าทั้งหมดมาจากไฟล์", book.heading())
    link = book.cell_format("text", font_color=book.colour("brand"), underline=1)
    sheet.merge_range(row, MIDDLE, row, RIGHT, "", link)
    url = BesideUrl(f"external:{keyin.file.target}")
    url.text = keyin.file.text
    sheet.write_url(row, MIDDLE, url, link)
    return row + 2


def _progress(book: Book, sheet: Worksheet, keyin: KeyIn, row: int) -> int:
    """A row for each module: how many of its lines are done, by formula, and a link; gives the next row."""
    _heading(book, sheet, row, "ความคืบหน้าการนำเข้า")
    for column, label in enumerate(("ส่วน", "เรื่อง (กดเพื่อไปที่บรรทัดแรก)", "นำเข้าแล้ว / ทั้งหมด")):
        put(sheet, row + 1, column, label, book.heading())
    last, row = FIRST_ROW + len(keyin.lines) - 1, row + 2
    centred = book.cell_format("text", align="center")
    link = book.cell_format("text", font_color=book.colour("brand"), underline=1)
    firsts = {
        line.item.module: n for n, line in reversed(list(enumerate(keyin.lines))) if line.state != REMOVED
    }
    for module, label in keyin.modules:
        put(sheet, row, LEFT, module, centred)
        target = f"internal:{quoted(KEYIN)}!A{FIRST_ROW + 1 + firsts.get(module, 0)}"
        sheet.write_url(row, MIDDLE, target, link, label)
        here = [line for line in keyin.lines if line.counts and line.item.module == module]
        _fraction(book, sheet, row, here, last, f"$A{row + 1}")
        row += 1
    put(sheet, row, LEFT, "รวม", book.cell_format("text", align="center", bold=True))
    put(sheet, row, MIDDLE, "", centred)
    _fraction(book, sheet, row, [line for line in keyin.lines if line.counts], last, "")
    return row + 2


def _fraction(book: Book, sheet: Worksheet, row: int, lines: Sequence[Line], last: int, module: str) -> None:
    """`12 / 30` by formula."""
    formula = f'={done(last, module, KEYIN)}&" / "&{total(last, module, KEYIN)}'
    said = f"{sum(line.done is not None for line in lines)} / {len(lines)}"
    shape = book.cell_format("text", align="center", bold=not module, num_format="General")
    sheet.write_formula(row, RIGHT, formula, shape, said)


def _findings(book: Book, sheet: Worksheet, findings: Sequence[Said], row: int) -> int:
    """What still stands, what must be fixed first; gives the next free row."""
    if not findings:
        return row
    _heading(book, sheet, row, "ข้อค้นพบที่ยังค้างอยู่")
    row += 1
    for column, label in enumerate(("ระดับ", "ข้อค้นพบและวิธีแก้", "ที่")):
        put(sheet, row, column, label, book.heading())
    worst = sorted(findings, key=lambda f: SEVERITIES.index(f.severity))
    text = book.cell_format("text")
    for row, values in enumerate(_said(worst), start=row + 1):  # noqa: B020 - goes on below the heading
        for column, value in enumerate(values):
            put(sheet, row, column, value, text)
        sheet.set_row(row, height(book.style, zip(values, WIDTHS, strict=True)))
    return row + 2


def _said(findings: Sequence[Said]) -> Iterator[tuple[str, str, str]]:
    for found in findings[:MOST_FINDINGS]:
        place = f"{found.sheet}!{found.cell}" if found.cell else ""
        yield f"{SEVERITY_WORDS['th'][found.severity]} {found.code}", found.message_th, place
    if len(findings) > MOST_FINDINGS:
        yield "", f"และอีก {len(findings) - MOST_FINDINGS} ข้อ — ดูทั้งหมดในสมุดรวม", ""


def _heading(book: Book, sheet: Worksheet, row: int, text: str) -> None:
    put(sheet, row, LEFT, text, book.format(bold=True, font_color=book.colour("brand")))


def _merged(book: Book, sheet: Worksheet, row: int, text: str) -> None:
    shape = book.format(text_wrap=True)
    sheet.merge_range(row, LEFT, row, RIGHT, "", shape)
    put(sheet, row, LEFT, text, shape)
    sheet.set_row(row, height(book.style, [(text, sum(WIDTHS))]))
