"""The annual summary: which blocks it has, each figure a formula over the data sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from emenscr_xl.form.messages import SEVERITIES
from emenscr_xl.form.model import Module
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.summaries.figures import (
    KEY,
    Above,
    Block,
    Count,
    Figure,
    Heading,
    Line,
    Ratio,
    Total,
)
from emenscr_xl.register.summaries.last_year import last_year_block
from emenscr_xl.register.summaries.lists import late_block, left_out_block
from emenscr_xl.register.summaries.of_quarter import begun_quarters, quarter_sheet
from emenscr_xl.register.summaries.plans import plan_blocks
from emenscr_xl.register.summaries.quarters import quarter_blocks
from emenscr_xl.register.tables import file_tables as files
from emenscr_xl.register.tables import project_table as projects
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.register.tables.project_table import PROJECTS

MOST_FREQUENT, MOST_NAMED = 10, 10
NOBODY = "ไม่มีรายการ"
CONTENTS_KEY, CONTENTS = "contents", "แผ่นงานในไฟล์นี้"
Tables = Mapping[str, DataTable]


def summary(collected: Collected, tables: Tables) -> tuple[Block, ...]:
    """The blocks of the summary sheet, from top to bottom."""
    quarters = tuple(m.quarter for m in collected.definition.form.modules if m.quarter)
    compared = last_year_block(collected, "12. เทียบกับปีก่อน")
    return (
        key_figures(collected),
        completeness_block(collected),
        *plan_blocks(collected, tables),
        unit_block(tables),
        *quarter_blocks(collected),
        frequent_block(collected, tables),
        late_block(collected, (0, *quarters), "10. ส่งล่าช้าและยังไม่ส่งเมื่อเลยกำหนด"),
        left_out_block(collected, "11. สิ่งที่ไม่ได้นับและเหตุผล"),
        *compared,
        contents_block(tables, begun_quarters(collected), f"{12 + len(compared)}. {CONTENTS} (คลิกชื่อเพื่อเปิด)"),
    )


def key_figures(collected: Collected) -> Block:
    """The office's year in a dozen figures."""
    figures = list(_office_figures())
    for severity in SEVERITIES:
        word = files.SHOWN[severity]
        found = Count(files.FINDINGS, ((files.SEVERITY, word),))
        figures.append((f"ข้อค้นพบ {word}", found, "รายการ", "count"))
    waived = Count(files.FINDINGS, ((files.COUNTS, 0),))
    figures.append(("ข้อค้นพบที่ได้รับยกเว้น (ไม่นับข้างต้น)", waived, "รายการ", "count"))
    figures.append(("ไฟล์ที่ได้รับทั้งหมด", Count(files.RECEIVED), "ไฟล์", "count"))
    lines = tuple(
        Line(str(n), name, (figure, unit), (kind, "text"))
        for n, (name, figure, unit, kind) in enumerate(figures, start=1)
    )
    headings = (Heading("จำนวน"), Heading("หน่วย", "text"))
    notes = tuple(_key_notes(collected))
    return Block("key", "1. ภาพรวม", ("ที่", "รายการ"), headings, lines, notes, strong=True)


def _office_figures() -> Iterator[tuple[str, Figure, str, str]]:
    """What is said of projects and money: name, figure, unit and kind."""
    plan, spent = Total(PROJECTS, projects.PLAN), Total(PROJECTS, projects.SPENT)
    words = {
        "ส่งคืนแล้ว": (projects.STATUS, projects.RETURNED),
        "ยังไม่ส่งคืน": (projects.STATUS, projects.NOT_RETURNED),
        "ข้อมูลครบถ้วน พร้อมนำเข้า": (projects.COMPLETE, projects.WHOLE),
    }
    yield "โครงการที่ต้องนำเข้า eMENSCR", Count(PROJECTS), "โครงการ", "count"
    for name, condition in words.items():
        yield name, Count(PROJECTS, (condition,)), "โครงการ", "count"
    yield "งบประมาณที่จัดสรร", Total(PROJECTS, projects.ALLOCATED), "บาท", "money"
    yield "วงเงินงบประมาณ (M2)", Total(PROJECTS, projects.BUDGET), "บาท", "money"
    yield "แผนการใช้จ่าย (M5)", plan, "บาท", "money"
    yield "เบิกจ่ายสะสมล่าสุด (M6)", spent, "บาท", "money"
    yield "ร้อยละการเบิกจ่ายต่อแผนการใช้จ่าย", Ratio(spent, plan), "", "percent"


def _key_notes(collected: Collected) -> Iterator[str]:
    """What complete means, and which returned projects are not counted."""
    yield "ครบถ้วน = ส่งคืนแล้ว กรอกครบทุกข้อที่ต้องกรอก และไม่มีข้อค้นพบระดับต้องแก้ (E) ที่ไม่ได้รับยกเว้น"
    asked = {str(row["id"]) for row in collected.office.must_enter}
    left_out = [project for project in collected.counted if project not in asked]
    if left_out:
        more = f" และอีก {len(left_out) - MOST_NAMED}" if len(left_out) > MOST_NAMED else ""
        named = ", ".join(left_out[:MOST_NAMED])
        yield f"ส่งคืนแล้วแต่ทะเบียนคุมไม่ได้ระบุว่าต้องนำเข้า จึงไม่รวม: {named}{more}"


def completeness_block(collected: Collected) -> Block:
    """How many projects have finished each module."""
    words = (projects.DONE, projects.PARTLY, projects.NOT_BEGUN, projects.NOTHING)
    lines = tuple(
        Line(
            projects.scope_of(module) if module.quarter else module.key,
            module.label,
            (*(Count(PROJECTS, ((projects.word_column(module.key), w),)) for w in words), Count(PROJECTS)),
        )
        for module in collected.definition.form.modules
    )
    headings = tuple(map(Heading, (*words, "รวม")))
    note = "นับจากคอลัมน์ความครบถ้วนในแผ่นโครงการ โครงการที่ยังไม่ส่งคืนและไตรมาสที่ยังไม่รายงานนับเป็นยังไม่เริ่ม"
    return Block(
        "completeness", "2. ความครบถ้วนของข้อมูล (จำนวนโครงการ)", ("ส่วน", "เรื่อง"), headings, lines, (note,)
    )


def unit_block(tables: Tables) -> Block:
    """Projects and money by the unit that owns them."""
    unit = (projects.UNIT, KEY)
    headings = (
        Heading("โครงการ"),
        Heading("ส่งคืนแล้ว"),
        Heading("ครบถ้วน"),
        Heading("จัดสรร (บาท)", "money"),
        Heading("แผน M5 (บาท)", "money"),
        Heading("เบิกจ่ายสะสม (บาท)", "money"),
        Heading("ร้อยละของแผน", "percent"),
    )
    plan, spent = (Total(PROJECTS, c, (unit,)) for c in (projects.PLAN, projects.SPENT))
    cells = (
        Count(PROJECTS, (unit,)),
        Count(PROJECTS, (unit, (projects.STATUS, projects.RETURNED))),
        Count(PROJECTS, (unit, (projects.COMPLETE, projects.WHOLE))),
        Total(PROJECTS, projects.ALLOCATED, (unit,)),
        plan,
        spent,
        Ratio(spent, plan),
    )
    units = list(dict.fromkeys(tables[PROJECTS].column(projects.UNIT))) or [NOBODY]
    lines = [Line(str(n), name, cells) for n, name in enumerate(units, start=1)]
    share = Ratio(Total(PROJECTS, projects.SPENT), Total(PROJECTS, projects.PLAN))
    lines.append(Line("", "รวม", (*[Above()] * 6, share), total=True))
    title = "5. จำแนกตามกลุ่ม/หน่วยเจ้าของโครงการ"
    return Block("units", title, ("ที่", "กลุ่ม/หน่วย"), headings, tuple(lines), keyed_by_name=True)


def frequent_block(collected: Collected, tables: Tables) -> Block:
    """The ten findings that occur most, waived ones left out."""
    code = (files.CODE, KEY)
    messages = collected.definition.messages
    cells = (
        Count(files.FINDINGS, (code, (files.COUNTS, 1))),
        Count(files.FINDINGS, (code, (files.FIRST, 1))),
    )
    said = ((c, messages[c]) for c in _frequent(tables))
    lines = [Line(c, m.rule_th, (files.SHOWN[m.severity], *cells)) for c, m in said]
    headings = (Heading("ระดับ", "text"), Heading("จำนวนที่พบ"), Heading("จำนวนโครงการ"))
    title = f"9. ข้อค้นพบที่พบบ่อย {MOST_FREQUENT} อันดับแรก"
    empty = [Line("–", NOBODY, ("", *cells))]
    return Block("frequent", title, ("รหัส", "ข้อตรวจ"), headings, tuple(lines or empty))


def _frequent(tables: Tables) -> Iterator[str]:
    """The codes found most often; of equals, the first in order."""
    found = tables[files.FINDINGS]
    counts = Counter(
        str(code)
        for code, counts in zip(found.column(files.CODE), found.column(files.COUNTS), strict=True)
        if counts == 1
    )
    ranked = sorted((-times, code) for code, times in counts.items())
    yield from (code for _, code in ranked[:MOST_FREQUENT])


def contents_block(tables: Tables, quarters: tuple[Module, ...], title: str) -> Block:
    """The quarters' summaries and the data sheets, with links and how many rows each has."""
    summaries = [(quarter_sheet(module), None) for module in quarters]
    data = [(table.sheet, Count(table.key)) for table in tables.values()]
    sheets = enumerate([*summaries, *data], start=1)
    lines = tuple(Line(str(n), sheet, (rows,), link=sheet) for n, (sheet, rows) in sheets)
    return Block(CONTENTS_KEY, title, ("ที่", "แผ่นงาน"), (Heading("จำนวนแถว"),), lines)
