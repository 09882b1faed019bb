"""The sheets of money: what was allocated, asked for, planned and spent, by project, unit and source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from emenscr_xl.core.lists.export import ExportLine
from emenscr_xl.core.rules.amounts import TOLERANCE
from emenscr_xl.register.office import MUST_ENTER
from emenscr_xl.register.reconciling.standing import AGREED, DIFFERENT, NOT_RETURNED, UNDECIDED
from emenscr_xl.register.tables import project_table as projects
from emenscr_xl.register.tables.data_table import RETURNED, Column, DataTable, Row
from emenscr_xl.register.tables.gathered import Gathered, Project, project_columns, registered
from emenscr_xl.register.tables.making import Making
from emenscr_xl.register.tables.reconcile_tables import said_of_list

BUDGETS, BUDGET_TOTALS = "budgets", "budget_totals"
STATE, SOURCE, GROUP, ALL = "state", "source", "group", "รวม"
#: The columns of the list from eMENSCR that hold money.
ENTERED, ENTERED_PLAN = "budget_total", "budget_plan_total"
#: Where the amounts of eMENSCR come from.
OF_EXPORT = "รายการจาก eMENSCR"
LINES_OF = "โครงการในแผนปฏิบัติการ"


@dataclass(frozen=True, slots=True)
class Budget:
    """The money of one must-enter project; None where nothing is told or it is no amount."""

    project: str
    name: str
    unit: str
    source: str
    returned: bool
    line: ExportLine | None  # of the list from eMENSCR
    allocated: Decimal | None
    asked: Decimal | None
    planned: Decimal | None
    spent: Decimal | None
    entered: Decimal | None
    entered_plan: Decimal | None

    @property
    def differences(self) -> tuple[Decimal | None, ...]:
        """M2 less allocated, M5 less M2, eMENSCR less M2, and the plan of eMENSCR less M5."""
        pairs = (
            (self.asked, self.allocated),
            (self.planned, self.asked),
            (self.entered, self.asked),
            (self.entered_plan, self.planned),
        )
        return tuple(None if a is None or b is None else a - b for a, b in pairs)

    @property
    def state(self) -> str:
        """Whether all that is told agrees."""
        if not self.returned:
            return NOT_RETURNED
        return DIFFERENT if any(abs(d or Decimal(0)) > TOLERANCE for d in self.differences) else AGREED


def budget(project: Project, cells: Mapping[str, object], line: ExportLine | None) -> Budget:
    """The money of one project, from the sheet of projects and the list from eMENSCR."""
    return Budget(
        project.id,
        project.name,
        str(cells[projects.UNIT]),
        str(project.row.get("budget_source", projects.UNKNOWN)),
        project.counted is not None,
        line,
        *(_amount(cells.get(c)) for c in _MONEY),
        *(_amount(line.value(key) if line else None) for key in (ENTERED, ENTERED_PLAN)),
    )


_MONEY = (projects.ALLOCATED, projects.BUDGET, projects.PLAN, projects.SPENT)


def _amount(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal | int) else None


def budget_table(gather: Gathered, money: Callable[[Project], Budget]) -> Making:
    """A row for each must-enter project."""
    columns = (
        *project_columns(44),
        registered(Column(projects.UNIT, "กลุ่ม/หน่วย", width=28), "unit"),
        registered(Column(SOURCE, "แหล่งเงิน", width=18), "budget_source"),
        *_traced_columns(),
        *_difference_columns(),
        Column(STATE, "ผลกระทบยอด", "status", 16),
        Column("line", "บรรทัดใน eMENSCR", "link", 22),
    )
    title = gather.title("กระทบยอดงบประมาณรายโครงการ (บาท)")
    note = said_of_list(gather.collected)
    table = DataTable(BUDGETS, "กระทบยอดงบประมาณ", title, columns, STATE, note)
    return Making(table, lambda project: [_row(gather, money(project))])


def _row(gather: Gathered, each: Budget) -> Row:
    differences = (None if d is None or abs(d) <= TOLERANCE else d for d in each.differences)
    line = gather.collected.beside.exported.row([each.line] if each.line else [])
    return each.project, each.name, each.unit, each.source, *_told(each), *differences, each.state, line


def _told(each: Budget) -> tuple[Decimal | None, ...]:
    return each.allocated, each.asked, each.planned, each.spent, each.entered, each.entered_plan


def _amount_columns() -> Iterator[Column]:
    of = partial(Column, kind="money", width=17)
    yield of("allocated", "จัดสรร", group="สำนักงานและแบบที่ส่งคืน")
    yield of("asked", "วงเงิน M2", group="สำนักงานและแบบที่ส่งคืน")
    yield of("planned", "แผนการใช้จ่าย M5", group="สำนักงานและแบบที่ส่งคืน")
    yield of("spent", "เบิกจ่ายสะสม M6", group="สำนักงานและแบบที่ส่งคืน")
    yield of("entered", "วงเงินใน eMENSCR", group="eMENSCR")
    yield of("entered_plan", "แผนใน eMENSCR", group="eMENSCR")


def _traced_columns() -> Iterator[Column]:
    """The amounts of one project, each with where it comes from."""
    allocated, asked_for, planned, spent, *entered = (replace(c, group="") for c in _amount_columns())
    yield registered(allocated, "budget")
    yield replace(asked_for, origin=RETURNED, address=projects.BUDGET)
    yield from (planned, spent)
    yield from (replace(column, origin=OF_EXPORT) for column in entered)


def _difference_columns() -> Iterator[Column]:
    of = partial(Column, kind="money", width=17, group="ผลต่าง (ว่าง = ตรงกันหรือยังเทียบไม่ได้)")
    yield of("asked:less", "M2 − จัดสรร")
    yield of("planned:less", "M5 − M2")
    yield of("entered:less", "eMENSCR − M2")
    yield of("entered_plan:less", "แผนใน eMENSCR − M5")


def total_table(gather: Gathered, money: Sequence[Budget]) -> Making:
    """The totals of the must-enter projects by unit and by source; and those of the whole plan."""
    columns = (
        Column(GROUP, "จำแนกตาม", width=24),
        Column("name", "รายการ", width=44),
        Column("projects", "โครงการ", "integer", 10),
        Column("returned", "ส่งคืนแล้ว", "integer", 11),
        *_amount_columns(),
        Column("allocated:returned", "จัดสรรของที่ส่งคืน", "money", 17, "เทียบเฉพาะที่ส่งคืนแล้ว"),
        Column("asked:less", "M2 − จัดสรร", "money", 17, "เทียบเฉพาะที่ส่งคืนแล้ว"),
        Column("planned:less", "M5 − M2", "money", 17, "เทียบเฉพาะที่ส่งคืนแล้ว"),
    )
    title = gather.title("ยอดงบประมาณตามหน่วยและแหล่งเงิน (บาท)")
    table = DataTable(BUDGET_TOTALS, "ยอดตามหน่วยและแหล่งเงิน", title, columns, "name")

    def rows() -> Iterator[Row]:
        yield from _totals("กลุ่ม/หน่วย", money, lambda b: b.unit)
        yield from _totals("แหล่งเงิน", money, lambda b: b.source)
        yield from _whole_plan(gather)

    return Making(table, rest=rows)


def _totals(group: str, money: Sequence[Budget], by: Callable[[Budget], str]) -> Iterator[tuple[object, ...]]:
    """A row for each name, in the order in which the plan names them, and one of all."""
    for name in dict.fromkeys(map(by, money)):
        yield _total(group, name, [b for b in money if by(b) == name])
    yield _total(group, ALL, money)


def _total(group: str, name: str, money: Sequence[Budget]) -> tuple[object, ...]:
    """The sums of some projects; differences between what the returned ones tell."""
    returned = [b for b in money if b.returned]
    allocated, asked, planned = (_sum(map(_told, returned), n) for n in range(3))
    sums = (_sum(map(_told, money), n) for n in range(6))
    return group, name, len(money), len(returned), *sums, allocated, asked - allocated, planned - asked


def _sum(told: Iterable[Sequence[Decimal | None]], number: int) -> Decimal:
    return sum((each[number] or Decimal(0) for each in told), Decimal(0))


def _whole_plan(gather: Gathered) -> Iterator[tuple[object, ...]]:
    """What the whole plan allocates, by whether it must be entered: no more is known of the others."""
    words: dict[str, list[Decimal]] = {MUST_ENTER: []}
    for row in gather.collected.office.projects:
        words.setdefault(str(row.get("must_enter", UNDECIDED)), []).append(
            _amount(row.get("budget")) or Decimal(0)
        )
    blanks = (None,) * 8
    for word, amounts in words.items():
        yield LINES_OF, word, len(amounts), None, sum(amounts, Decimal(0)), *blanks
    every = [amount for amounts in words.values() for amount in amounts]
    yield LINES_OF, ALL, len(every), None, sum(every, Decimal(0)), *blanks
