"""What is found in the workbook in front: the same findings as the command `check` gives for its file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import xlwings as xw

from emenscr_xl.addin.desk import Desk, file_of
from emenscr_xl.addin.findings_sheet import Listing
from emenscr_xl.addin.live_book import LiveWorkbook, live
from emenscr_xl.addin.painting import show
from emenscr_xl.core.said import Said
from emenscr_xl.form.load import Definition, fiscal_years, shipped
from emenscr_xl.form.messages import Language
from emenscr_xl.jobs.addin_faults import refused
from emenscr_xl.jobs.check import Definitions, check_source
from emenscr_xl.jobs.workspace import JobError
from emenscr_xl.sheets.read import read_form, read_stamp
from emenscr_xl.sheets.unreadable import UnreadableWorkbook
from emenscr_xl.xlam.sentences import both, sentence

#: The codes that say of a project how it stands to the plans.
ALIGNMENT = ("A-", "ALN-")


def check_book(desk: Desk, wanted: Callable[[Said], bool] = lambda finding: True) -> str:
    """Check the book in front, paint and list what is wanted of the findings; the sentence that says so."""
    book = desk.front()
    listing = found_in(book, wanted)
    stopped = sentence("autosave_stopped") if show(desk, book, listing) else ""
    if not listing.findings:
        return sentence("checked_clean", title=listing.title) + stopped
    return (
        sentence("checked", title=listing.title, counts=listing.counts, sheet=sentence("findings_sheet"))
        + stopped
    )


def of_alignment(finding: Said) -> bool:
    """True for a finding about plans and the XYZ chain."""
    return finding.code.startswith(ALIGNMENT)


def found_in(book: xw.Book, wanted: Callable[[Said], bool] = lambda finding: True) -> Listing:
    """What is found in a book. JobError when it is no workbook of ours."""
    path = file_of(book)
    source = live(book, _content(path))
    choose = Definitions().of(path or Path(book.name))
    try:
        definition, form = choose(source), read_stamp(source).form
        if form == definition.alignment.id:
            raise refused("alignment_judges_itself")
        if form == definition.register.id:
            return _of_register(book, source, definition, wanted)
        checked = check_source(book.name, source, choose)
    except UnreadableWorkbook as refusal:
        raise _not_ours(refusal) from refusal
    title = sentence("findings_title", what=f"{checked.project} · {book.name}".removeprefix(" · "))
    notes = [note.th for note in checked.notes]
    parts = {m.key: m.label for m in definition.form.modules}
    return Listing(title, notes, tuple(filter(wanted, checked.findings)), parts, definition.style)


def _of_register(
    book: xw.Book, source: LiveWorkbook, definition: Definition, wanted: Callable[[Said], bool]
) -> Listing:
    from emenscr_xl.jobs.register_check import register_sayings

    findings = register_sayings(definition, read_form(source, definition.register), date.today())
    parts = {m.key: m.label for m in definition.register.modules}
    title = sentence("findings_title", what=book.name)
    return Listing(title, (), tuple(filter(wanted, findings)), parts, definition.style)


def _content(path: Path | None) -> bytes | None:
    try:
        return path.read_bytes() if path else None
    except OSError:  # open elsewhere: the cells can be checked all the same
        return None


def _not_ours(refusal: UnreadableWorkbook) -> JobError:
    """Why a book cannot be checked, and that it was left alone."""
    message = shipped(fiscal_years()[-1]).messages[refusal.message]

    languages: tuple[Language, ...] = ("th", "en")
    th, en = (message.text(language, refusal.details) for language in languages)
    return JobError(both("not_ours", reason=th)[0], both("not_ours", reason=en)[1])
