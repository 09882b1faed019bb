"""Blocks by plan: projects and budgets by national strategy, master plan and Y1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from emenscr_xl.form.catalogue import UNCONFIRMED, Catalogue
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.summaries.figures import KEY, Above, Block, Count, Heading, Line, Ratio, Total
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.register.tables.project_table import BUDGET, ISSUE, PROJECTS, STRATEGY, UNKNOWN, Y1

NOT_LISTED = "ไม่อยู่ในบัญชีรายการ"
GONE = "ไม่มีในบัญชีฉบับที่ {version}"
NOT_ANSWERED = "ยังไม่ได้ระบุ (รวมโครงการที่ยังไม่ส่งคืน)"
HEADINGS = (
    Heading("โครงการ"),
    Heading("ร้อยละ", "percent"),
    Heading("วงเงิน M2 (บาท)", "money"),
    Heading("ร้อยละ", "percent"),
    Heading("หมายเหตุ", "text"),
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """One plan: the field of the form, its title and what a code and a name are called."""

    key: str
    address: str
    catalogue: str
    title: str
    name: str
    whole_list: bool = False  # also the entries that no project chose


PLANS = (
    _Plan("strategies", STRATEGY, "national_strategies", "3. จำแนกตามยุทธศาสตร์ชาติ", "ยุทธศาสตร์ชาติ", True),
    _Plan("issues", ISSUE, "master_plan_issues", "4.1 จำแนกตามแผนแม่บทภายใต้ยุทธศาสตร์ชาติ", "ประเด็นแผนแม่บท"),
    _Plan("y1", Y1, "targets_y1", "4.2 จำแนกตามเป้าหมายแผนแม่บทย่อย (Y1)", "เป้าหมายแผนแม่บทย่อย"),
)


def plan_blocks(collected: Collected, tables: Mapping[str, DataTable]) -> tuple[Block, ...]:
    """A block for each plan."""
    catalogues = collected.definition.form.catalogues
    return tuple(_block(plan, catalogues[plan.catalogue], tables[PROJECTS]) for plan in PLANS)


def _block(plan: _Plan, catalogue: Catalogue, table: DataTable) -> Block:
    """A row for each code that a project chose, and one for the projects that chose none."""
    key = ((f"code:{plan.address}", KEY),)
    count, budget = Count(PROJECTS, key), Total(PROJECTS, BUDGET, key)
    projects, budgets = Count(PROJECTS), Total(PROJECTS, BUDGET)
    cells = (count, Ratio(count, projects), budget, Ratio(budget, budgets))
    used = {str(code) for code in table.column(f"code:{plan.address}")} - {UNKNOWN}
    lines = [Line(c, *_said(catalogue, c, cells)) for c in _codes(plan, catalogue, used)]
    lines.append(Line(UNKNOWN, NOT_ANSWERED, (*cells, None)))
    shares = (Above(), Ratio(projects, projects), Above(), Ratio(budgets, budgets), None)
    lines.append(Line("", "รวม", shares, total=True))
    return Block(plan.key, plan.title, ("รหัส", plan.name), HEADINGS, tuple(lines))


def _codes(plan: _Plan, catalogue: Catalogue, used: Iterable[str]) -> list[str]:
    """The codes in catalogue order, then those that the catalogue does not list."""
    used = set(used)
    listed = [c for c in catalogue.entries if plan.whole_list or c in used]
    return listed + sorted(used - set(listed))


def _said(
    catalogue: Catalogue, code: str, cells: tuple[Count | Total | Ratio, ...]
) -> tuple[str, tuple[Count | Total | Ratio | str | None, ...]]:
    """The name of a code, and its cells with a remark where no official list confirms it."""
    entry = catalogue.known(code)
    if entry is None:
        return NOT_LISTED, (*cells, UNCONFIRMED)
    if code in catalogue.gone:
        return entry.name, (*cells, GONE.format(version=catalogue.version))
    return entry.name, (*cells, None if entry.confirmed else UNCONFIRMED)
