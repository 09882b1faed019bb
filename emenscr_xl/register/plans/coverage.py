"""The plan seen from above: how many projects, and how much money, serve each of its nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from emenscr_xl.core.submission import Submission
from emenscr_xl.core.text import digits, squeezed
from emenscr_xl.core.values import split_code
from emenscr_xl.form.catalogue import UNCONFIRMED, Catalogue, Entry
from emenscr_xl.form.model import Field, Form
from emenscr_xl.register.plans.alignment import MATRIX, SERVED, asked, table_of
from emenscr_xl.register.summaries.figures import (
    KEY,
    Above,
    Across,
    Block,
    Count,
    Heading,
    Left,
    Line,
    Ratio,
    Rest,
    Standing,
    Total,
)
from emenscr_xl.register.tables.data_table import Column, DataTable, data_table
from emenscr_xl.register.tables.project_table import UNKNOWN

PROJECTS, NODES = "_projects", "_served"
BUDGET, NOTHING = "budget", UNKNOWN
UNSERVED, CROWDED, SERVES = "ยังไม่มีโครงการ", "กระจุกตัว", "มีโครงการ"
HEADINGS = (
    Heading("เขตต้องขับเคลื่อน", "flag"),
    Heading("โครงการ"),
    Heading("ร้อยละ", "percent"),
    Heading("วงเงิน (บาท)", "money"),
    Heading("ร้อยละ", "percent"),
    Heading("ผล", "text"),
    Heading("หมายเหตุ", "text"),
)
#: The chain whose factors are too many for a table of all of them.
_WITHOUT_BLOCK = ("component", "factor")
STRATEGY, ISSUE = "strategy", "issue"
#: The column of the master plans that says how often an education office serves one (unconfirmed).
RELEVANCE = "relevance_to_esa_office"


def project_table(matrix: Submission) -> DataTable:
    """The projects of the matrix: what each is, its money, and the code of each choice."""
    table = table_of(matrix.form, MATRIX)
    codes = [f for f in asked(matrix.form, MATRIX) if f.type == "code"]
    columns = (
        Column("project", "รหัสโครงการ"),
        Column("name", "ชื่อโครงการ"),
        Column(BUDGET, "วงเงิน", "money"),
        *(Column(f.key, f.short or f.label) for f in codes),
    )
    rows = []
    for n in range(1, table.rows + 1):
        at = f"{MATRIX}.{table.key}"
        money = matrix.number(f"{at}.{BUDGET}", n)
        said = (matrix.text(f"{at}.{key}", n) for key in ("project", "name"))
        rows.append((*said, money or 0, *(matrix.text(f"{at}.{f.key}", n) or NOTHING for f in codes)))
    return data_table(PROJECTS, PROJECTS, PROJECTS, columns, rows, "name")


def served_table(matrix: Submission) -> DataTable:
    """The nodes that the office must serve."""
    table = table_of(matrix.form, SERVED)
    columns = (Column("level", "แผน"), Column("code", "รหัส"))
    at = f"{SERVED}.{table.key}"
    rows = [
        tuple(_code(matrix.text(f"{at}.{key}", n)) for key in ("level", "code"))
        for n in range(1, table.rows + 1)
    ]
    return data_table(NODES, NODES, NODES, columns, rows, "code")


def _code(text: str) -> str:
    """The code in what was typed: `12`, `๑๒` and `12 – name` are one."""
    return digits(split_code(squeezed(text))[0])


def unknown_nodes(form: Form, served: DataTable) -> tuple[str, ...]:
    """The nodes that the office must serve and that no list on offer holds: `plan code`."""
    lists = {f.short or f.label: form.catalogues[f.catalogue] for f in asked(form, MATRIX) if f.catalogue}
    found = []
    for level, code in zip(served.column("level"), served.column("code"), strict=True):
        offered = lists[level].offered(form.fiscal_year) if level in lists else ()
        if code and code not in {e.code for e in offered}:
            found.append(f"{level} {code}".strip())
    return tuple(found)


def coverage(form: Form, projects: DataTable, served: DataTable) -> tuple[Block, ...]:
    """A block for each plan whose list is loaded, and the heat map of master plans by strategy."""
    questions = [f for f in asked(form, MATRIX) if f.catalogue and f.key not in _WITHOUT_BLOCK]
    loaded = [f for f in questions if form.catalogues[f.catalogue].entries]
    blocks = []
    for number, question in enumerate(loaded, start=1):
        used = {*projects.column(question.key), *_served(served, question)}
        blocks.append(_block(form, number, question, used))
    return (*blocks, _heat(form, len(blocks) + 1))


def _block(form: Form, number: int, question: Field, used: Collection[str]) -> Block:
    """A row for each node that an education office may serve or that a project chose, and for the rest."""
    catalogue, level = form.catalogues[question.catalogue], question.short or question.label
    offered = catalogue.offered(form.fiscal_year)
    entries = [e for e in offered if e.code in used or not _seldom(form, catalogue, e)]
    figures = _figures(form, question.key, level)
    lines = [Line(e.code, e.name, (*figures, _remark(e))) for e in entries]
    lines.append(Line(NOTHING, "โครงการที่ยังไม่ระบุ", (0, *figures[1:5], None, None)))
    money = Total(PROJECTS, BUDGET)
    rest = (0, Rest(Count(PROJECTS)), Ratio(Left(1), Count(PROJECTS)), Rest(money), Ratio(Left(3), money))
    lines.append(Line("", "รหัสอื่นที่ไม่อยู่ในตารางนี้", (*rest, None, None)))
    whole = (Above(), Above(), Ratio(Left(1), Count(PROJECTS)), Above(), Ratio(Left(3), money), None, None)
    lines.append(Line("", "รวม", whole, total=True))
    left = len(offered) - len(entries)
    notes = (f"ไม่แสดง {left} รายการของแผนแม่บทที่เขตพื้นที่การศึกษาไม่ค่อยใช้ (รอยืนยัน)",) if left else ()
    return Block(question.key, f"{number}. {question.label}", ("รหัส", level), HEADINGS, tuple(lines), notes)


def _served(served: DataTable, question: Field) -> Collection[str]:
    """The codes of one plan that the office must serve."""
    level = question.short or question.label
    codes = zip(served.column("level"), served.column("code"), strict=True)
    return {code for of, code in codes if of == level}


def _seldom(form: Form, catalogue: Catalogue, entry: Entry) -> bool:
    """True for a node below a master plan that an education office is unlikely to serve."""
    if not catalogue.parent:
        return False
    parents = form.catalogues[catalogue.parent]
    above = parents.get(catalogue.parent_of(entry.code) or "")
    if above is None:
        return False
    return above.row.get(RELEVANCE) == "unlikely" or _seldom(form, parents, above)


def crowded(form: Form) -> tuple[int, int]:
    """When a node is crowded: with at least so many projects, and more than that percentage of all (A-11)."""
    (rule,) = (r for r in form.rules if r.kind == "crowded")
    return int(rule.options["least"]), int(rule.options["percent"])


def _figures(form: Form, key: str, level: str) -> tuple[Count, Count, Ratio, Total, Ratio, Standing]:
    """The figures of every node of a plan: they look up the code of their own row."""
    chosen = ((key, KEY),)
    must = Count(NODES, (("level", level), ("code", KEY)))
    least, percent = crowded(form)
    standing = Standing(0, 1, 2, least, percent / 100, UNSERVED, CROWDED, SERVES)
    count, money = Count(PROJECTS, chosen), Total(PROJECTS, BUDGET, chosen)
    return (
        must,
        count,
        Ratio(Left(1), Count(PROJECTS)),
        money,
        Ratio(Left(3), Total(PROJECTS, BUDGET)),
        standing,
    )


def _remark(entry: Entry) -> str | None:
    return None if entry.confirmed else UNCONFIRMED


def _heat(form: Form, number: int) -> Block:
    """How many projects of each master plan chose each strategy."""
    strategies, issues = (
        form.catalogues[c].offered(form.fiscal_year) for c in ("national_strategies", "master_plan_issues")
    )
    headings = (*(Heading(f"{s.code} {s.name}", "heat") for s in strategies), Heading("รวม", "heat"))
    lines = []
    for issue in issues:
        counts = (Count(PROJECTS, ((ISSUE, KEY), (STRATEGY, s.code))) for s in strategies)
        lines.append(Line(issue.code, issue.name, (*counts, Across(0, len(strategies) - 1))))
    title = f"{number}. แผนที่ความร้อน: แผนแม่บท (แถว) × ยุทธศาสตร์ชาติ (คอลัมน์) จำนวนโครงการ"
    return Block("heat", title, ("รหัส", "แผนแม่บท"), headings, tuple(lines))


def most_relevant(form: Form) -> Iterator[tuple[str, str]]:
    """The nodes that an education office serves before all others: level and code (unconfirmed)."""
    question = next(f for f in asked(form, MATRIX) if f.key == ISSUE)
    for entry in form.catalogues[question.catalogue].entries.values():
        if entry.row.get(RELEVANCE) == "core":
            yield question.short, entry.code
