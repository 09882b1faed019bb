"""The two judges side by side: the workbook, live in LibreOffice, and the core."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from builders import definition, plan, stamp, written
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.sheets.live.judged import Judged, judge
from emenscr_xl.sheets.live.places import VERDICT
from oracles.live import Office
from parity.submissions import Typed, random_submission

QUARTERS = range(5)
DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Disagreement:
    """A status that the workbook and the core do not say alike."""

    number: int
    where: str
    sheet: str
    core: str
    typed: str


@dataclass
class Bench:
    """One open workbook: what it holds now, the formulas of its sums, and what was fetched of it (slow)."""

    document: Any
    held: dict[Where, Cell] = field(default_factory=dict)
    formulas: dict[Where, str] = field(default_factory=dict)
    cells: dict[Where, Any] = field(default_factory=dict)
    columns: dict[tuple[str, int], Any] = field(default_factory=dict)

    def fill(self, wanted: Mapping[Where, Cell]) -> None:
        """Make the cells hold these answers and no others, and compute."""
        for where in {*self.held, *wanted}:
            if self.held.get(where) != wanted.get(where) or type(self.held.get(where)) is not type(
                wanted.get(where)
            ):
                self._put(where, wanted.get(where))
        self.held = dict(wanted)
        self.document.calculate()

    def _put(self, where: Where, value: Cell) -> None:
        cell = self._cell(where)
        if plan().form.question(where.address)[2].computed:
            self.formulas.setdefault(where, cell.getFormula())
            if value is None:
                cell.setFormula(self.formulas[where])
                return
        if value is None:
            cell.setString("")
        elif isinstance(value, str):
            cell.setString(value)
        else:
            cell.setValue(float((value - DAY_ZERO).days if isinstance(value, date) else value))

    def _cell(self, where: Where) -> Any:
        if where not in self.cells:
            at = plan().layout.cells[where]
            sheet = self.document.Sheets.getByName(at.sheet)
            self.cells[where] = sheet.getCellByPosition(at.column, at.row)
        return self.cells[where]

    def column(self, sheet: str, column: int, last_row: int) -> list[Any]:
        """The values of a column from its first row on."""
        if (sheet, column) not in self.columns:
            found = self.document.Sheets.getByName(sheet)
            self.columns[sheet, column] = found.getCellRangeByPosition(column, 0, column, last_row)
        return [row[0] for row in self.columns[sheet, column].getDataArray()]


def open_benches(office: Office, folder: Path) -> Iterator[Bench]:
    """A blank workbook for each quarter that may be due, open in LibreOffice; closed with the office."""
    for quarter in QUARTERS:
        blank = submission_of(definition().form, stamp(quarter=quarter), {})
        document = office.document(written(folder / f"Q{quarter}.xlsx", blank))
        document.enableAutomaticCalculation(False)
        document.calculateAll()
        yield Bench(document)


def disagreements(office: Office, folder: Path, count: int, seed: int) -> list[Disagreement]:
    """Every status of so many random submissions that the two judges do not say alike."""
    benches, random = list(open_benches(office, folder)), Random(seed)
    found: list[Disagreement] = []
    for number in range(count):
        typed = random_submission(random)
        bench = benches[typed.quarter]
        bench.fill(
            {**typed.cells, **{w: a if isinstance(a, str) else float(a) for w, a in typed.shown.items()}}
        )
        found += _compared(number, bench, typed)
    return found


def judged(typed: Typed) -> Judged:
    """What the core says."""
    issued = stamp(quarter=typed.quarter)
    submission = submission_of(definition().form, issued, typed.cells, typed.shown)
    return judge(plan().live, plan().rows, plan().row_of, submission)


def _compared(number: int, bench: Bench, typed: Typed) -> Iterator[Disagreement]:
    core, live = judged(typed), plan().live
    columns: dict[str, list[Any]] = {}
    for row, verdict in zip(plan().rows, core.rows, strict=True):
        at = row.cell
        if at.sheet not in columns:
            columns[at.sheet] = bench.column(
                at.sheet, at.column, plan().layout.plan(row.places[0].module).last_row
            )
        said = columns[at.sheet][at.row]
        if said != verdict.says:
            answers = "; ".join(f"{w.field}={typed.cells.get(w)!r:.60}" for w in row.places)
            yield Disagreement(number, row.title, str(said), verdict.says, answers)
    numbers = bench.column(live.terms.places.sheet, VERDICT, live.terms.places.last_row)
    for where, at_row in live.terms.places.rows.items():
        if numbers[at_row] != core.numbers.get(where, 0):
            answer = f"{typed.cells.get(where)!r:.60}"
            mine = str(core.numbers.get(where, 0))
            yield Disagreement(number, f"{where.address}[{where.record}]", str(numbers[at_row]), mine, answer)
