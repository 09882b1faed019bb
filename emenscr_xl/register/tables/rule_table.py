"""The catalogue of rules as a sheet of the register: what each code says, compares and rests on."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.rulebook import rulebook
from emenscr_xl.form.load import Definition
from emenscr_xl.register.tables.data_table import Column, DataTable, data_table
from emenscr_xl.register.tables.file_tables import SHOWN

RULES = "rules"
#: Questions named on one side of a comparison; the catalogue of rules in the documentation names all.
MOST_NAMED = 8
ON_RETURN = "บอกเมื่อตรวจไฟล์เท่านั้น"
COLUMNS = (
    Column("code", "รหัส", width=10),
    Column("severity", "ระดับ", "status", 15),
    Column("rule", "ข้อตรวจ", "long_text", 26),
    Column("message", "ข้อความ", "long_text", 44),
    Column("compared", "เทียบจาก", "long_text", 38),
    Column("status", "ในแบบบอกว่า", "long_text", 22),
    Column("waivable", "ยกเว้น", "status", 13),
    Column("basis", "ที่มา", width=16),
    Column("message_en", "Message", "long_text", 41),
)


def rule_table(definition: Definition) -> DataTable:
    """A row for each message, by topic and code."""
    title = f"ข้อตรวจทั้งหมด · ปีงบประมาณ {definition.form.fiscal_year} · คำใน {{ }} แทนด้วยสิ่งที่พบจริง"
    return data_table(RULES, "ข้อตรวจทั้งหมด", title, COLUMNS, _rows(definition), "severity")


def _rows(definition: Definition) -> Iterator[tuple[str, ...]]:
    for rule in rulebook(definition):
        compared, status = "\n".join(rule.compared(MOST_NAMED)), "\n".join(rule.status) or ON_RETURN
        waivable = "ยกเว้นได้" if rule.waivable else "ไม่ได้"
        for m in rule.messages.values():
            words = rule.code, SHOWN[m.severity], m.rule_th, m.th
            yield *words, compared, status, waivable, m.basis, m.en
