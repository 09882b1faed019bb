"""Where the register, the counted return and the list from eMENSCR disagree about one project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from emenscr_xl.core.lists.export import ExportLine
from emenscr_xl.core.submission import Where
from emenscr_xl.form.export import ExportColumn
from emenscr_xl.form.model import Field
from emenscr_xl.register.collected import Collected, Counted
from emenscr_xl.register.link import Link, cell_link
from emenscr_xl.register.office import ACTION_PLAN, RECORD, Row
from emenscr_xl.register.reconciling.told import Told, planned, returned, same

#: What is compared with what, as a person reads it.
PLAN_RETURN = "ทะเบียนคุม กับ แบบที่ส่งคืน"
INSIDE = "วงเงิน M2 กับ แผนการใช้จ่าย M5"
RETURN_EXPORT = "แบบที่ส่งคืน กับ eMENSCR"
PLAN_EXPORT = "ทะเบียนคุม กับ eMENSCR"
REGISTER, RETURN, EXPORT = "register", "return", "export"


@dataclass(frozen=True, slots=True)
class Difference:
    """One item of which two sources disagree. `gap`: the second less the first, of money.

    `told` and `cells` say what each source tells and where it stands, by source.
    """

    item: str
    between: str
    told: Mapping[str, str]
    cells: Mapping[str, Link | None]
    gap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """What is known of one project: its row of the plan, its counted return, its line in eMENSCR."""

    collected: Collected
    row: Row
    counted: Counted | None
    line: ExportLine | None

    def differences(self) -> Iterator[Difference]:
        """Every difference, in the order of eMENSCR's columns."""
        for column in self.collected.definition.export.columns:
            listed, inside = self._listed(column), self._inside(column)
            if not (listed or column.planned):
                yield from inside
                continue
            told = {
                REGISTER: self.planned(column),
                RETURN: self.returned(column.like),
                EXPORT: self.exported(column),
            }
            if column.planned and told[REGISTER] and told[RETURN]:
                yield from self._between(column, PLAN_RETURN, told, (REGISTER, RETURN))
            yield from inside
            if listed and self.counted and (told[RETURN] or told[EXPORT]):
                yield from self._between(column, RETURN_EXPORT, told, (RETURN, EXPORT))
            elif listed and not self.counted and told[REGISTER]:
                yield from self._between(column, PLAN_EXPORT, told, (REGISTER, EXPORT))

    def _listed(self, column: ExportColumn) -> bool:
        """True when the project has a line in a list whose column is to be compared."""
        columns = self.collected.beside.exported.read.columns
        return column.compared and self.line is not None and column.key in columns

    def _between(
        self, column: ExportColumn, between: str, told: Mapping[str, Told | None], pair: tuple[str, str]
    ) -> Iterator[Difference]:
        """The difference of two sources, if any; that one of them is silent is a difference."""
        field = column.question(self.collected.definition.form)
        one, other = (told[source] for source in pair)
        if self._same(column, one, other):
            return
        known = {source: t for source, t in told.items() if t}
        shown = {source: t.shown(field) for source, t in known.items()}
        yield Difference(
            column.label, between, shown, {s: t.cell for s, t in known.items()}, _gap(field, one, other)
        )

    def _inside(self, column: ExportColumn) -> Iterator[Difference]:
        """The difference of two answers of the return that must agree."""
        one = self.returned(column.agrees) if column.agrees else None
        other = self.returned(column.like)
        if one and other and not self._same(column, one, other):
            field = column.question(self.collected.definition.form)
            both = ((column.agrees, one), (column.like, other))
            shown = " · ".join(f"{Where.at(address).module} {t.shown(field)}" for address, t in both)
            cells = {RETURN: other.cell or one.cell}
            yield Difference(column.label, INSIDE, {RETURN: shown}, cells, _gap(field, one, other))

    def _same(self, column: ExportColumn, one: Told | None, other: Told | None) -> bool:
        """True when both tell the same; no amount at all is as good as none of money."""
        if one is None or other is None:
            return all(told is None or told.number == 0 for told in (one, other))
        form = self.collected.definition.form
        return same(column, column.question(form), form)(one.answer, other.answer)

    def planned(self, column: ExportColumn) -> Told | None:
        """What the register tells of a column's item, and its cell."""
        field = column.question(self.collected.definition.form)
        answer = planned(self.row, self.collected.office, field)
        source, _, name = field.prefill.partition(".")
        link = plan_link(self.collected, self.row, name) if source == "project" else None
        return Told(answer, link) if answer else None

    def returned(self, address: str) -> Told | None:
        """What the counted return answers at an address, and its cell in the kept copy."""
        if self.counted is None:
            return None
        answer = returned(self.counted.submission, address)
        place = self.counted.places.get(Where.at(address))
        link = cell_link(f"../{self.counted.file.copy}", place) if place else None
        return Told(answer, link) if answer else None

    def exported(self, column: ExportColumn) -> Told | None:
        """What the project's line in eMENSCR says, and its cell."""
        answer = self.line.answers.get(column.key) if self.line else None
        if self.line is None or answer is None:
            return None
        return Told(answer, self.collected.beside.exported.cell(self.line, column.key))


def plan_link(collected: Collected, row: Row, column: str = "name") -> Link | None:
    """The link to a cell of the action plan; None where the row has none."""
    where = Where(ACTION_PLAN, f"{ACTION_PLAN}.{column}", int(str(row.get(RECORD, 0))))
    place = collected.places.get(where)
    return cell_link(collected.beside.register, place) if place else None


def _gap(field: Field, one: Told | None, other: Told | None) -> Decimal | None:
    """The second amount less the first; None where either is no amount of money."""
    before, after = (t.number if t else None for t in (one, other))
    return after - before if field.type == "money" and before is not None and after is not None else None
