"""Draw the documentation's pictures from real workbooks of the demonstration: `make pictures`.

Needs LibreOffice with python3-uno and poppler-utils, as the tests do.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

import xlwings as xw
from openpyxl import Workbook, load_workbook

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from ribbon_picture import ribbon_on  # noqa: E402 - as the next ones, found through the path above

import support  # noqa: E402
from area_offices import region  # noqa: E402
from builders import PROJECT, at, complete, definition, spoiled, submitted, written  # noqa: E402
from emenscr_xl import area, consolidate, correct, demo, notices, report  # noqa: E402
from emenscr_xl.addin import ribbon  # noqa: E402
from emenscr_xl.jobs.area import Wanted  # noqa: E402
from emenscr_xl.sheets.live.rows import FIRST_ROW, ISSUED  # noqa: E402
from oracles import libreoffice, live  # noqa: E402

#: The page on which a picture is taken: its margin in hundredths of a millimetre.
MARGIN = 200
LARGEST = 150_000  # bytes of a picture
SUMMARY = "reports/consolidated-2570.xlsx"
MISTAKES, BLANK = "mistakes.xlsx", "blank.xlsx"
ALIGNMENT = "alignment/alignment-2570_issue-1.xlsx"
CHECKS = definition().texts["checks_sheet"]
WRONG = {
    at("M2.project_type"): "อื่น ๆ",
    at("M2.previous_project_code"): None,
    at("M2.end_date"): "สิ้นปีงบประมาณ",
    at("M2.budget_total"): 500_000,
    at("M2.coordinator_position"): None,
}


#: The day of the follow-up: the quarter's deadline is past, the day for approval near.
FOLLOW_UP, QUARTER = datetime(2027, 4, 20, 9), 2
CORRECTION = "corrections/2570-003_issue-2_correct.xlsx"
NOTICES = "reports/notices-2570.xlsx"
KEYIN = "keyin/2570-001_keyin-1.xlsx"
AREA = "area/area-2570.xlsx"
MEMO = "reports/memos/memo-quarter-Q2_1.xlsx"


@dataclass(frozen=True, slots=True)
class View:
    """A part of a sheet as it is seen on the screen, and how many dots an inch has.

    Without an area: the first page of the sheet as it is printed.
    """

    workbook: str  # under the demonstration's folder
    sheet: str
    area: str = ""
    dpi: int = 96
    folded: tuple[str, ...] = ()  # rows that are left out
    checked: bool = False  # by the add-in's first button


VIEWS = {
    "summary.png": View(SUMMARY, "สรุปประจำปี", dpi=100),
    "start.png": View("returns/M1-M5/2570-003.xlsx", "เริ่มที่นี่", "A1:G38", 60),
    "questions.png": View("returns/M1-M5/2570-003.xlsx", "M1 ความเชื่อมโยง", "B2:E17", 92),
    "wrong.png": View(MISTAKES, "M2 ข้อมูลทั่วไป", "B11:E27", 92),
    "checked.png": View("returns/M1-M5/2570-016.xlsx", "M1 ความเชื่อมโยง", "B43:E47", 92, checked=True),
    "findings.png": View("returns/M1-M5/2570-016.xlsx", "ผลตรวจ eMENSCR", "C1:H8", 72, checked=True),
    "progress.png": View("returns/ไตรมาส 2/2570-001.xlsx", "M6 ไตรมาส 2", "B2:L16", 66),
    "matrix.png": View(ALIGNMENT, "ตารางวิเคราะห์", "B1:K8", 48),
    "coverage.png": View(ALIGNMENT, "ภาพรวมตามแผน", "A16:I26", 72),
    "chain.png": View(ALIGNMENT, "สายโซ่ XYZ", "A1:D20", 50),
    "register.png": View("register.xlsx", "แผนปฏิบัติการ", "B1:I11", 66),
    "correction.png": View(CORRECTION, "รายการที่ต้องแก้ไข", "B2:J12", 62),
    "quarter.png": View(SUMMARY, "สรุปไตรมาส 2", dpi=72),
    "deadlines.png": View(SUMMARY, "กำหนดส่งและการติดตาม", "A1:L19", 58, ("A5:A14",)),
    "reconcile.png": View(SUMMARY, "กระทบยอดโครงการ", "A1:J30", 62, ("A7:A28",)),
    "notice.png": View(NOTICES, "ใบแจ้งเตือน", dpi=72),
    "keyin.png": View(KEYIN, "ใบนำเข้า", "C1:M10", 62),
    "memo.png": View(MEMO, "บันทึกข้อความ", dpi=72),
    "area.png": View(AREA, "สรุปภาพรวม", dpi=84),
}


def main() -> None:
    """Make the demonstration in a temporary folder, and take the pictures."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        demo(folder / "demo")
        follow_up(folder / "demo")
        take(folder / "demo", folder, ROOT / "docs" / "images")


def follow_up(office: Path) -> None:
    """What staff do with the demonstration's year once the quarter's deadline is past."""
    correct(office, now=FOLLOW_UP)
    consolidate(office, now=FOLLOW_UP)
    notices(office, now=FOLLOW_UP)
    report(office, QUARTER, now=FOLLOW_UP)
    others = region(office.parent / "ภาค")
    area(office / "area", [office, others], Wanted(name="พื้นที่ตัวอย่าง"), now=FOLLOW_UP)


def take(office: Path, folder: Path, images: Path) -> None:
    """Take the pictures of the demonstration's office, with a folder for what is needed on the way."""
    written(office / MISTAKES, submitted(spoiled(complete(PROJECT), WRONG)))
    Workbook().save(office / BLANK)
    with support.libreoffice_app() as app:
        running = live.Office(app.impl.desktop, app.impl.pipe, app.impl.pid)
        for picture, view in VIEWS.items():
            paper = folder / f"{Path(picture).stem}.pdf"
            act = _shown(office / view.workbook, view, app)
            running.changed(office / view.workbook, act, paper, libreoffice.PDF)
            copy(libreoffice.pictures(paper, folder, view.dpi)[0], images / picture)
        paper = running.changed(office / BLANK, _ribbon, folder / "ribbon.pdf", libreoffice.PDF)
        copy(libreoffice.pictures(paper, folder, 96)[0], images / "ribbon.png")
    for kept in sorted(images.glob("*.png")):
        size = kept.stat().st_size
        print(f"{kept.name}: {size // 1000} kB{' — too large' if size > LARGEST else ''}")


def _ribbon(document: Any) -> None:
    """Print the add-in's tab."""
    sheet = document.Sheets.getByIndex(0)
    _alone(document, sheet, sheet.getCellRangeByName(ribbon_on(document)))


def _shown(workbook: Path, view: View, app: xw.App) -> Callable[[Any], None]:
    """Leave only what the view shows to be printed."""

    def act(document: Any) -> None:
        if view.checked:
            ribbon.check_completeness(xw.Book(impl=app.impl.book(document)))
        sheet = document.Sheets.getByName(view.sheet)
        for other in document.Sheets:
            if other.Name != view.sheet:
                other.IsVisible = False
                other.setPrintAreas(())
        if document.Sheets.hasByName(
            CHECKS
        ):  # the demonstration's returns count as issued with their answers
            document.Sheets.getByName(CHECKS).getCellByPosition(ISSUED, FIRST_ROW).setValue(0)
        if view.area:
            _arrange(sheet, workbook, view)
            _alone(document, sheet, live.cells(document, view.sheet, view.area))

    return act


def _arrange(sheet: Any, workbook: Path, view: View) -> None:
    """Give a sheet the widths that Excel gives it, and fold what the view leaves out."""
    sheet.unprotect("")
    for column, width in _widths(workbook, view.sheet).items():
        sheet.Columns.getByIndex(column).Width = width
    for rows in view.folded:
        sheet.getCellRangeByName(rows).Rows.IsVisible = False


def _widths(workbook: Path, sheet: str) -> dict[int, int]:
    """The widths of a sheet's columns in a file, in hundredths of a millimetre; of a new sheet, none."""
    book = load_workbook(workbook)
    return {
        n - 1: int(((d.width - 0.71) * 7 + 5) / 96 * 2540)
        for d in (book[sheet].column_dimensions.values() if sheet in book.sheetnames else ())
        if not d.hidden
        for n in range(d.min, d.max + 1)
    }


def _alone(document: Any, sheet: Any, area: Any) -> None:
    """Put an area alone on one page of its own size."""
    sheet.setPrintAreas((area.RangeAddress,))
    sheet.setPrintTitleRows(False)
    sheet.setPrintTitleColumns(False)
    page = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    page.HeaderIsOn = page.FooterIsOn = False
    for side in ("Left", "Right", "Top", "Bottom"):
        setattr(page, f"{side}Margin", MARGIN)
    page.PageScale = 100
    page.IsLandscape = area.Size.Width > area.Size.Height
    page.Width = area.Size.Width + 3 * MARGIN
    page.Height = area.Size.Height + 3 * MARGIN


if __name__ == "__main__":
    main()
