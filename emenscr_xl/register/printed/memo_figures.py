"""The figures that the memos name: the same counts and sums as the summary of the consolidated workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.punctuality import LATE, NOT_ASKED, NOT_RECEIVED, NOT_SENT, ON_TIME
from emenscr_xl.register.office import APPROVED, IN_PROCESS, PROJECT_SCOPE, SENT_BACK, scope
from emenscr_xl.register.summaries.annual import summary
from emenscr_xl.register.summaries.figures import Block, Count, Figure, Line, Total, Value, values
from emenscr_xl.register.tables import file_tables as files
from emenscr_xl.register.tables import project_table as projects
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.register.tables.project_table import PROJECTS
from emenscr_xl.register.tables.stack import stack

DRAFT = "ร่าง"
#: The columns of the summary's blocks that the memos name: by their headings.
REPORTS: Mapping[str, str] = {
    "on_time": ON_TIME, "late": LATE, "not_received": NOT_RECEIVED, "excused": NOT_ASKED,
}  # fmt: skip
APPROVALS: Mapping[str, str] = {
    "approved": APPROVED, "in_process": IN_PROCESS, "sent_back": SENT_BACK, "draft": DRAFT,
    "not_sent": NOT_SENT,
}  # fmt: skip
MONEY: Mapping[str, str] = {"planned": "แผนสะสม (บาท)", "spent": "เบิกจ่ายสะสม (บาท)"}
#: What is counted over the projects' own sheet.
_WHOLE: Mapping[str, Figure] = {
    "projects": Count(PROJECTS),
    "returned": Count(PROJECTS, ((projects.STATUS, projects.RETURNED),)),
    "missing": Count(PROJECTS, ((projects.STATUS, projects.NOT_RETURNED),)),
    "complete": Count(PROJECTS, ((projects.COMPLETE, projects.WHOLE),)),
    "allocated": Total(PROJECTS, projects.ALLOCATED),
    "found_e": Count(files.FINDINGS, ((files.SEVERITY, files.SHOWN["E"]),)),
    "found_w": Count(files.FINDINGS, ((files.SEVERITY, files.SHOWN["W"]),)),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """The data sheets of a consolidation, and the figures of its summary."""

    collected: Collected
    tables: Mapping[str, DataTable]
    blocks: Mapping[str, Block]

    def figures(self, quarter: int) -> dict[str, Decimal]:
        """Every figure by its name in the memos: of one quarter, or of the year (0)."""
        found = {name: self._number(v) for name, v in zip(_WHOLE, self._whole(), strict=True)}
        quarters = [m.quarter for m in self.collected.definition.form.modules if m.quarter]
        asked = [scope(q) for q in ([quarter] if quarter else quarters)]
        found |= self._added("reports", REPORTS, asked)
        found |= self._added("approval", APPROVALS, asked if quarter else [PROJECT_SCOPE, *asked])
        found |= self._added("money", MONEY, [f"Q{quarter or quarters[-1]}"])
        return found | {"reports": sum((found[name] for name in REPORTS), Decimal(0))}

    def _whole(self) -> list[Value]:
        block = Block("memo", "", ("", ""), (), (Line("", "", tuple(_WHOLE.values())),))
        return values(block, self.tables)[0]

    def _added(self, key: str, columns: Mapping[str, str], codes: Iterable[str]) -> dict[str, Decimal]:
        """The figures of a block's lines, added up, by the headings of their columns."""
        block = self.blocks[key]
        headings = [heading.label for heading in block.headings]
        rows = {line.code: row for line, row in zip(block.lines, values(block, self.tables), strict=True)}
        return {
            name: sum((self._number(rows[code][headings.index(label)]) for code in codes), Decimal(0))
            for name, label in columns.items()
        }

    @staticmethod
    def _number(value: Value) -> Decimal:
        return Decimal(value) if isinstance(value, Decimal | int) else Decimal(0)


def counts(collected: Collected) -> Counts:
    """The figures of a consolidation."""
    tables = {table.key: table for table in stack(collected)}
    return Counts(collected, tables, {block.key: block for block in summary(collected, tables)})
