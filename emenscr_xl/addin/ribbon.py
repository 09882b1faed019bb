"""What each button of the ribbon does: a function bears its button's id, and gives the sentence it ends with.

`book` is the workbook in front, None when none is open for editing. What stops a function is a JobError.
"""

from __future__ import annotations

import xlwings as xw

from emenscr_xl.addin import helping
from emenscr_xl.addin import office_jobs as office
from emenscr_xl.addin.checking import check_book, of_alignment
from emenscr_xl.addin.desk import Desk
from emenscr_xl.addin.painting import clear
from emenscr_xl.xlam.sentences import sentence


def check_completeness(book: xw.Book | None) -> str:
    """Everything that `check` finds in the book, painted on its cells and listed."""
    return check_book(Desk.of(book))


def check_alignment(book: xw.Book | None) -> str:
    """Of the findings, those about the plans of three levels and the XYZ chain."""
    return check_book(Desk.of(book), of_alignment)


def clear_findings(book: xw.Book | None) -> str:
    """The colours that the cells had, and no sheet of findings."""
    desk = Desk.of(book)
    cells = clear(desk, desk.front())
    return sentence("nothing_to_clear") if cells is None else sentence("cleared", cells=cells)


def new_register(book: xw.Book | None) -> str:
    """A workspace for a fiscal year in a folder that the user picks; its register is opened."""
    return office.new_register(Desk.of(book))


def issue_forms(book: xw.Book | None) -> str:
    """Data-collection workbooks for the projects that have none yet, or for a quarter."""
    return office.issue_forms(Desk.of(book))


def alignment_tool(book: xw.Book | None) -> str:
    """The next issue of the alignment-analysis workbook, opened."""
    return office.alignment_tool(Desk.of(book))


def consolidate(book: xw.Book | None) -> str:
    """The returns taken in, and the consolidated workbook written anew and opened."""
    return office.consolidate(Desk.of(book))


def send_back(book: xw.Book | None) -> str:
    """Correction workbooks for the projects that are asked anything."""
    return office.send_back(Desk.of(book))


def key_in_sheets(book: xw.Book | None) -> str:
    """Key-in workbooks of the projects about which anything is new."""
    return office.key_in_sheets(Desk.of(book))


def notices(book: xw.Book | None) -> str:
    """Texts to send to owners: late, due soon, to correct; opened."""
    return office.notices(Desk.of(book))


def quarterly_summary(book: xw.Book | None) -> str:
    """As `consolidate`, opened at the summary of a quarter."""
    return office.quarterly_summary(Desk.of(book))


def annual_summary(book: xw.Book | None) -> str:
    """As `consolidate`, opened at the annual summary."""
    return office.annual_summary(Desk.of(book))


def memo(book: xw.Book | None) -> str:
    """The memo of the coming quarter's plan, of a quarter or of the year, opened."""
    return office.memo(Desk.of(book))


def guide(book: xw.Book | None) -> str:
    """What every button does, and what every message asks for, as a workbook."""
    return helping.guide(Desk.of(book))


def about(book: xw.Book | None) -> str:
    """Versions, the fiscal years that ship, and where the log lies."""
    return helping.about(Desk.of(book))
