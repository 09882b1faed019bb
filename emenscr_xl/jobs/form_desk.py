"""What a workbook holds when it is issued, and what writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.packed import Packed
from emenscr_xl.core.submission import Cell, Stamp, Submission, Where
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Form
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.jobs.issuing import Draft
from emenscr_xl.register.closed import closed_modules
from emenscr_xl.register.files.issued import Issued
from emenscr_xl.register.office import Office, Row, scope
from emenscr_xl.sheets.press import Press
from emenscr_xl.sheets.start_plan import Cover

#: By project: what the alignment-analysis workbook has chosen.
Choices = Mapping[str, Mapping[Where, Cell]]


@dataclass(frozen=True, slots=True)
class FormDesk:
    """What the workbooks of a run are made from."""

    press: Press
    office: Office
    choices: Choices

    def draft(self, project: Row, line: Issued, read: Packed | None) -> Draft:
        """A project's workbook, ready to be written; `read`: the return whose answers it holds."""
        return Draft(line, partial(self._write, project, line, read))

    def _write(self, project: Row, line: Issued, read: Packed | None, path: Path) -> None:
        """Write one workbook. What was answered is unpacked only now: drafts wait by the thousand."""
        definition, known = self.press.plan.definition, read.answers.submission if read else None
        cells = self.choices.get(line.project, {})
        submission = answers_issued(definition.form, self.office, project, line, known, cells)
        closed = closed_modules(self.office, line.project, line.quarter, known)
        self.press.write(path, submission, cover_of(definition, self.office, project, line), closed)


def answers_issued(
    form: Form,
    office: Office,
    project: Row,
    line: Issued,
    known: Submission | None,
    cells: Mapping[Where, Cell],
) -> Submission:
    """What a workbook holds when it is issued: from the register, as analysed, and as answered before."""
    stamp = Stamp(form.id, form.version, form.fiscal_year, line.project, line.issue, line.quarter)
    issued = {**issued_cells(form, stamp, project, office.settings), **cells}
    submission = submission_of(form, stamp, issued)
    return with_answers(submission, known) if known else submission


def with_answers(issued: Submission, known: Submission) -> Submission:
    """The issued workbook with all that was answered before; locked cells stay as the register has them.

    A formula's error value was no answer, and is not written as one.
    """
    form = issued.form
    answers = {w: a for w, a in known.answers.items() if a.fault != "STR-09"}
    kept = {w: a for w, a in answers.items() if not form.question(w.address)[2].locked}
    return replace(issued, answers={**issued.answers, **kept})


def cover_of(
    definition: Definition, office: Office, project: Row, line: Issued, due: date | None = None
) -> Cover:
    """What the Start sheet says of a project's workbook; `due`: when it is wanted, if not by the calendar."""
    due = due or office.due(scope(line.quarter), line.project)
    return Cover(
        identity=(
            ("project", str(project.get("name", ""))),
            ("project_id", line.project),
            ("unit", str(project.get("unit", ""))),
            ("owner", str(project.get("owner_name", ""))),
            ("office", office.name),
            ("issue", str(line.issue)),
            ("deadline", be_date_long(due) if isinstance(due, date) else definition.texts["deadline_none"]),
            ("contact", str(office.settings.get("contact", ""))),
            ("catalogues", catalogues_in_words(definition)),
        )
    )


def catalogues_in_words(definition: Definition) -> str:
    """Which catalogues the definition offers, as owners read it: those that ship, or the office's own."""
    texts = definition.texts
    loaded = [c for c in definition.form.catalogues.values() if c.version]
    said = [texts["catalogues_loaded"].format(label=c.label, version=c.version) for c in loaded]
    return " · ".join(said) or texts["catalogues_shipped"]
