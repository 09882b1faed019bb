"""What all workbooks of a form share, whoever they are for: computed once for a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from emenscr_xl.core.submission import Where
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Field, Form
from emenscr_xl.sheets.alignment.scores import score_formula
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.dependent_lists import dependent_sources
from emenscr_xl.sheets.layout import Layout, place
from emenscr_xl.sheets.lists import Lists, lists_of
from emenscr_xl.sheets.live.aligned import LINE_COLUMNS, line_formula
from emenscr_xl.sheets.live.formulas import Live, live_checks
from emenscr_xl.sheets.live.places import VALUE
from emenscr_xl.sheets.live.rows import StatusRow, status_rows
from emenscr_xl.sheets.live.wanted import active


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Where everything lies, what its formulas are, and what drop-downs offer."""

    definition: Definition
    form: Form
    layout: Layout
    lists: Lists
    live: Live
    rows: tuple[StatusRow, ...]  # those that bear a status, in reading order
    with_status: frozenset[tuple[str, int]]  # where those stand: sheet and row
    hints: Mapping[str, str]  # by address: what stands small below the label, or in the prompt of a column
    dependent: Mapping[str, str]  # by address: the source of a drop-down that follows another answer
    answers: tuple[Where, ...]  # the places that a person answers
    locked: tuple[Where, ...]  # those of them that the register answers
    common: tuple[Where, ...]  # those of the locked ones that are alike for every project
    row_of: Mapping[Where, int]  # by judged place: which of the rows it belongs to
    shown_in: Mapping[Where, tuple[Where, ...]]  # by answer: the computed cells that show or add it

    def formula(self, where: Where) -> str:
        """The formula of a computed cell; "" for a cell without one."""
        field = self.form.question(where.address)[2]
        home, places = self.layout.cells[where].sheet, self.live.terms.places
        if field.type == "mirror":
            return f'={places.answer(Where.at(field.of[0], where.record), home)}&""'
        if field.type == "active":
            quarter = self.form.module(where.module).quarter
            planned = active(self.live.terms, field.of, where.record, quarter, f"{quoted(places.sheet)}!")
            return f'=IF({planned},"{field.word}","")'
        if field.type in LINE_COLUMNS:
            return line_formula(self.layout.cells[Where(where.module, where.field, 1)].row, field.type)
        if field.type == "score":
            return score_formula(self.form, self.layout, where.record, self.definition.texts)
        return f"={quoted(places.sheet)}!{places.at(where, VALUE)}" if field.type == "sum" else ""

    def line(self, where: Where) -> StatusRow:
        """The row with a status that speaks for a place's record."""
        return self.rows[self.row_of[self.live.terms.places.record(where)[0]]]

    def first_answer(self, module: str) -> str:
        """The link to the first answer of a module that its owner gives."""
        where = next(w for w in self.answers if w.module == module and w not in self.locked)
        return self.rows[self.row_of[where]].link

    def offered(self, field: Field, address: str) -> str | None:
        """What a field's drop-down offers, as a formula: its list, or what hangs on another answer."""
        name = self.lists.name(field)
        return self.dependent.get(address, f"={name}" if name else None)


@lru_cache(maxsize=2)  # that of the shipped form, and that of an office with catalogues of its own
def form_blueprint(definition: Definition) -> Blueprint:
    """The blueprint of the workbook that owners fill in, made once for each definition."""
    return blueprint(definition, definition.form)


@lru_cache(maxsize=2)
def register_blueprint(definition: Definition) -> Blueprint:
    """The blueprint of the register as issued, made once for each definition."""
    return blueprint(definition, definition.register)


def blueprint(definition: Definition, form: Form) -> Blueprint:
    """The blueprint of a definition's form or register."""
    layout = place(form, definition.style)
    hints = {
        ".".join(filter(None, (module.key, table.key if table else "", field.key))): _hint(
            definition, form, field
        )
        for module, table, field in form.questions()
    }
    lists = lists_of(form)
    dependent = dependent_sources(form, layout, lists.dependent)
    live = live_checks(form, layout, lists, definition.messages, definition.texts)
    rows = tuple(
        r for p in layout.plans if p.module.layout == "form" or p.module.judged for r in status_rows(p)
    )
    answers = tuple(w for w in layout.cells if not form.question(w.address)[2].computed)
    return Blueprint(
        definition, form, layout, lists, live, rows,
        with_status=frozenset((row.cell.sheet, row.cell.row) for row in rows),
        hints=hints,
        dependent=dependent,
        answers=answers,
        locked=tuple(w for w in answers if form.question(w.address)[2].locked),
        common=tuple(w for w in answers if _common(form.question(w.address)[2])),
        row_of={where: n for n, row in enumerate(rows) for where in row.places},
        shown_in=_shown_in(form, layout),
    )  # fmt: skip


def _common(field: Field) -> bool:
    """True for a locked question whose answer does not depend on the project."""
    source = field.prefill.partition(".")[0]
    return field.locked and (
        source == "settings" or field.prefill == "stamp.fiscal_year" or bool(field.default)
    )


def _shown_in(form: Form, layout: Layout) -> dict[Where, tuple[Where, ...]]:
    """By answer: the computed cells that show or add it, sums of sums too."""
    found: dict[Where, tuple[Where, ...]] = {}
    for where in layout.cells:
        if form.question(where.address)[2].computed:
            for answer in _sources(form, where):
                found[answer] = (*found.get(answer, ()), where)
    return found


def _sources(form: Form, where: Where) -> Iterator[Where]:
    """The answers that a computed cell shows or adds."""
    for part in form.question(where.address)[2].of:
        table, field = form.question(part)[1:]
        records = range(1, table.rows + 1) if table and not where.record else (where.record,)
        for record in records:
            place = Where.at(part, record)
            yield from _sources(form, place) if field.computed else (place,)


def _hint(definition: Definition, form: Form, field: Field) -> str:
    """The hint, and how many of the entries on offer no official list confirms."""
    catalogue = form.catalogues.get(field.catalogue)
    offered = catalogue.offered(form.fiscal_year) if catalogue else ()
    doubtful = sum(not e.confirmed for e in offered)
    note = definition.texts["unconfirmed"].format(count=doubtful, total=len(offered))
    return "\n".join(filter(None, (field.hint, f"({note})" if doubtful else "")))
