"""Making workbooks, one by one: as they are newly issued, and with all answers in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.clock import Table, Way, interleaved
from benchmarks.libreoffice import Opener
from benchmarks.office import Cells, Project
from benchmarks.peers import openpyxl_fills
from builders import plan, press
from emenscr_xl.core.submission import Submission
from emenscr_xl.register.files.whole_file import write_whole
from emenscr_xl.sheets.contents import issue_of
from emenscr_xl.sheets.form_workbook import write_form
from emenscr_xl.sheets.press import Impression

CELLS = "ours: stamped, given the cells"
OPENPYXL, DRAWN, STAMPED = "openpyxl: load, fill, save", "xlsxwriter: drawn from scratch", "ours: stamped"
BYTES, SAFE = "the same bytes written", "the same bytes written as ours are: beside, synced, put in place"
#: How many workbooks are made in the ways that take long.
MOST = 15
LIBREOFFICE = "LibreOffice: open, save"
SAID = (
    "Each workbook is made in every way before the next one is. openpyxl is given the cells and keeps the"
    " results that formulas had; drawing and stamping find out what the cells hold, verdicts and results of"
    " formulas included."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A project's workbook to be made; its submission is read anew each time, as a job does."""

    project: Project
    cells: Cells
    impression: Impression  # what is to be stamped, found out beforehand

    @classmethod
    def of(cls, project: Project, cells: Cells) -> Draft:
        """The draft of a project's workbook with these cells."""
        issue = issue_of(plan(), project.submission(cells), project.cover)
        return cls(project, cells, press().impression(issue, project.cover))

    @property
    def submission(self) -> Submission:
        """What it holds."""
        return self.project.submission(self.cells)

    def drawn(self, path: Path) -> None:
        """Draw it by xlsxwriter."""
        write_form(path, plan(), self.submission, self.project.cover)

    def stamped(self, path: Path) -> None:
        """Stamp it."""
        press().write(path, self.submission, self.project.cover)


class Scratch:
    """Paths that no file has had: writing over an old file takes ten times longer on some systems."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._paths = (folder / f"{number:06d}.xlsx" for number in count())

    def __call__(self) -> Path:
        """The next path."""
        return next(self._paths)


def issued(folder: Path, projects: Sequence[Project], opener: Opener | None) -> Table:
    """What a newly issued workbook takes, in which little is filled in."""
    drafts = [Draft.of(project, project.issued) for project in projects]
    return _table("generate", "One workbook, newly issued", folder, drafts, opener)


def answered(folder: Path, projects: Sequence[Project]) -> Table:
    """What a workbook with all answers takes, as one that is issued again."""
    drafts = [Draft.of(project, project.answered) for project in projects]
    return _table("generate again", "One workbook, with all answers", folder, drafts, None)


def _table(key: str, title: str, folder: Path, drafts: Sequence[Draft], opener: Opener | None) -> Table:
    path = Scratch(folder)
    blank, made = path(), path()
    drafts[0].drawn(blank)
    drafts[0].stamped(made)
    content = made.read_bytes()
    ways = [
        Way(OPENPYXL, lambda draft: openpyxl_fills(blank, path(), plan(), draft.submission), most=MOST),
        Way(DRAWN, lambda draft: draft.drawn(path()), most=MOST),
        Way(STAMPED, lambda draft: draft.stamped(path()), repeats=5),
        Way(CELLS, lambda draft: draft.impression.stamp(path()), repeats=5),
        Way(SAFE, lambda _: write_whole(path(), content), repeats=5),
        Way(BYTES, lambda _: path().write_bytes(content), repeats=5),
    ]
    if opener:
        ways.append(Way(LIBREOFFICE, partial(opener.saved, blank, path), most=3, elsewhere=True))
    return Table(key, title, SAID, interleaved(ways, drafts))
