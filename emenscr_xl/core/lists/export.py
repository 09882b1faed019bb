"""The list of projects that eMENSCR exports, read line by line, whatever its order and other columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from emenscr_xl.core.lists.columns import MOST_ROWS_ABOVE, Labels, labels_of
from emenscr_xl.core.lists.sheet import Fault, ListSheet
from emenscr_xl.core.submission import Answer, Value
from emenscr_xl.core.text import digits, squeezed
from emenscr_xl.core.values import read_answer
from emenscr_xl.form.export import NAME, OFFICE, YEAR, ExportList
from emenscr_xl.form.headings import plain_heading, spellings
from emenscr_xl.form.model import Field, Form
from emenscr_xl.form.thai import BE_OFFSET, FIRST_BE_YEAR

#: Rows named in one sentence; the rest are counted.
MOST_ROWS = 6


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One project of the list: its row from 0, and what its columns answer; blanks are left out."""

    row: int
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def typed(self, key: str) -> str:
        """The text of a column, "" when blank."""
        answer = self.answers.get(key)
        return answer.typed if answer else ""

    def value(self, key: str) -> Value | None:
        """The value of a column; None when blank or unreadable."""
        answer = self.answers.get(key)
        return answer.value if answer else None


@dataclass(frozen=True, slots=True)
class ReadExport:
    """The lines of a file, the sheet that they stand in, the place of each column, and what is said."""

    sheet: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[ExportLine, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Heading:
    """A row that may be the heading: the column of each key, and the keys that several columns bear."""

    sheet: ListSheet
    row: int
    taken: Mapping[str, int]
    twice: Mapping[str, Sequence[int]]


def read_export(sheets: Sequence[ListSheet], listed: ExportList, form: Form) -> ReadExport:
    """The projects of an exported list. A file without a column of names has none, and says why.

    What stands in a hidden sheet is not read. Of several sheets with a list, the one with most columns is.
    """
    found = [h for sheet in sheets if not sheet.hidden if (h := _heading(sheet, listed))]
    if not found:
        names = ", ".join(listed.column(NAME).headings[:2])
        return ReadExport(faults=(Fault("EXP-02", {"names": names}),))
    heading = max(found, key=lambda h: len(h.taken))
    sheet = heading.sheet
    if NAME in heading.twice:
        said = ", ".join(sheet.text(heading.row, c) for c in heading.twice[NAME])
        return ReadExport(sheet.name, faults=(Fault("EXP-02.twice", {"columns": said}),))
    others = [h.sheet.name for h in found if h is not heading]
    lines, nameless = _lines(heading, listed, form)
    faults = (*_columns_said(heading, listed), *_rows_said(sheet.name, others, lines, nameless))
    return ReadExport(sheet.name, heading.taken, lines, faults)


def _heading(sheet: ListSheet, listed: ExportList) -> _Heading | None:
    """The row that names the most columns, the name's among them; of equals, the first."""
    best: _Heading | None = None
    for row in range(min(len(sheet.rows), MOST_ROWS_ABOVE)):
        found = _named(sheet, row, labels_of(sheet, row), listed)
        named = NAME in found.taken or NAME in found.twice
        if named and (best is None or len(found.taken) > len(best.taken)):
            best = found
    return best


def _named(sheet: ListSheet, row: int, labels: Labels, listed: ExportList) -> _Heading:
    """By key, the column that bears one of its names: those named first are preferred."""
    taken: dict[str, int] = {}
    twice: dict[str, Sequence[int]] = {}
    for column in listed.columns:
        for name in map(plain_heading, column.headings):
            bear = [c for c, said in enumerate(labels) if name in said and c not in taken.values()]
            if len(bear) == 1:
                taken[column.key] = bear[0]
            elif bear:
                twice[column.key] = bear
            if bear:
                break
    return _Heading(sheet, row, taken, twice)


def _lines(
    heading: _Heading, listed: ExportList, form: Form
) -> tuple[tuple[ExportLine, ...], tuple[int, ...]]:
    """The projects, and the rows that hold something but no project's name."""
    sheet, lines, nameless = heading.sheet, [], []
    asked = {c.key: c.question(form) for c in listed.columns if c.key in heading.taken}
    no_project = {key for name in listed.totals for key in spellings(name)}
    no_project |= set(spellings(sheet.text(heading.row, heading.taken[NAME])))
    for row in range(heading.row + 1, len(sheet.rows)):
        answers = dict(_answers(heading, row, asked, form))
        name = squeezed(answers[NAME].typed) if NAME in answers else ""
        if name and not set(spellings(name)) & no_project:
            lines.append(ExportLine(row, answers))
        elif answers and not name and not no_project & _words(sheet, row):
            nameless.append(row)
    return tuple(lines), tuple(nameless)


def _words(sheet: ListSheet, row: int) -> set[str]:
    """Every text of a row, as headings are compared."""
    return {key for c in range(len(sheet.rows[row])) for key in spellings(sheet.text(row, c))}


def _answers(
    heading: _Heading, row: int, asked: Mapping[str, Field], form: Form
) -> Iterator[tuple[str, Answer]]:
    for key, question in asked.items():
        cell = heading.sheet.cell(row, heading.taken[key])
        answer = read_answer(question, cell, form.catalogues)
        if answer:
            yield key, _in_buddhist_era(answer) if key == YEAR else answer


def _in_buddhist_era(answer: Answer) -> Answer:
    """A fiscal year of the Common Era as one of the Buddhist era."""
    year = answer.value
    if isinstance(year, int) and year < FIRST_BE_YEAR:
        return replace(answer, value=year + BE_OFFSET)
    return answer


def _columns_said(heading: _Heading, listed: ExportList) -> Iterator[Fault]:
    """Which compared columns the list lacks, and which it has more than once."""
    for key, columns in heading.twice.items():
        said = ", ".join(heading.sheet.text(heading.row, c) for c in columns)
        yield Fault("EXP-03", {"label": listed.column(key).label, "columns": said})
    absent = [
        c.label
        for c in listed.columns
        if c.compared and c.key not in heading.taken and c.key not in heading.twice
    ]
    if absent:
        yield Fault("EXP-04", {"labels": ", ".join(absent)})


def _rows_said(
    sheet: str, others: Sequence[str], lines: Collection[ExportLine], nameless: Sequence[int]
) -> Iterator[Fault]:
    """Other sheets that hold a list too, rows without a name, and a list without any project."""
    if others:
        yield Fault("EXP-03.sheets", {"sheet": sheet, "others": ", ".join(others)})
    if nameless:
        more = f", +{len(nameless) - MOST_ROWS}" if len(nameless) > MOST_ROWS else ""
        rows = ", ".join(str(row + 1) for row in nameless[:MOST_ROWS]) + more
        yield Fault("EXP-05", {"count": str(len(nameless)), "rows": rows})
    if not lines:
        yield Fault("EXP-02.rows", {"sheet": sheet})


def of_office(line: ExportLine, office: str) -> bool:
    """True for a line of the office: its unit is the office's name, or is not told."""
    unit = line.typed(OFFICE)
    return not unit or comparable(unit) == comparable(office)


def comparable(text: str, lead: Sequence[str] = ()) -> str:
    """A name as it is compared: one blank between words, Arabic digits, no word that may stand before it."""
    plain = digits(squeezed(text.replace("\n", " "))).casefold()
    for word in lead:
        plain = plain.removeprefix(word.casefold()).strip() or plain
    return plain
