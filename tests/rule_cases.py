"""For each rule about completeness, alignment and time: what must be flagged, and what is near it and is not.

Each case changes a complete workbook (project 2570-001: strategy 3, master plan 12, Y1 120101; five
activities Nov–Dec, Dec–Jan, Jan–Jul, Feb–Aug, Aug–Sep; two quarters reported; 680,000 baht from November on).
`found` is all that the checks then find; `says` are parts of what the sentence names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from builders import Found, at, complete
from emenscr_xl.core.submission import Cell, Where

LONG = "ซ่อมเสริมรายกลุ่มสัปดาห์ละ 3 ครั้ง นักเรียนอ่านคล่องขึ้นจนเรียนวิชาอื่นได้ตามมาตรฐาน"
NAME = "โครงการพัฒนาการอ่านออกเขียนได้ของนักเรียนชั้นประถมศึกษาปีที่ 1–3"
STRATEGY, ISSUE = "M1.ns_primary_strategy", "M1.mp_primary_issue"
GOAL, NS_ISSUE = "M1.ns_primary_goals.goal", "M1.ns_primary_issue"
NS_EXPLAIN, Y2_EXPLAIN, Y1_EXPLAIN = (
    f"M1.{key}_explain" for key in ("ns_primary", "mp_primary_y2", "mp_primary_y1")
)
OUTCOME, RATIONALE = "M3.outcomes.name", "M3.rationale"
ACTIVITY, START, END, PART_OF = (
    "M4.activities.name", "M4.activities.start", "M4.activities.end", "M4.subactivities.activity",
)  # fmt: skip
CATEGORY, SPENT = "M5.budget_lines.category", "M6Q2.budget_actual"
RESULT, STATUS, PERCENT = (f"M6Q2.activity_results.{key}" for key in ("result", "status", "percent"))
IDLE: Mapping[str, Cell] = {"status": "ยังไม่ดำเนินการ", "result": LONG, "percent": None, "spending": None}
Changes = Mapping[Where, Cell]


@dataclass(frozen=True)
class Case:
    """Changes to a complete workbook, and all that is found then."""

    code: str
    name: str
    changes: Changes
    found: Found = field(default_factory=list)
    says: Mapping[str, str] = field(default_factory=dict)

    @property
    def flags(self) -> bool:
        """True when the rule itself must be found."""
        return any(message.partition(".")[0] == self.code for message, _, _ in self.found)


def months(*planned: tuple[str, int], line: int = 1) -> Changes:
    """A line of the spending plan that has these months alone, as (month, baht)."""
    every = ("10", "11", "12", "01", "02", "03", "04", "05", "06", "07", "08", "09")
    return {at(f"M5.budget_lines.month_{m}", line): dict(planned).get(m) for m in every}


def weights(*weights: float) -> Changes:
    """The weights of the activities, in order."""
    return {at("M4.activities.weight", n): weight for n, weight in enumerate(weights, start=1)}


def invested(baht: int) -> Changes:
    """A second line of งบลงทุน in November; the first line keeps the rest of 680,000."""
    line: dict[str, Cell] = {"category": "งบลงทุน", "source": "งบประมาณแผ่นดิน", "fiscal_year": 2570}
    second = {at(f"M5.budget_lines.{key}", 2): cell for key, cell in line.items()}
    return {**months(("12", 680_000 - baht)), **second, **months(("11", baht), line=2), **unspent()}


def unspent() -> Changes:
    """Figures of both quarters that keep to any plan from December on."""
    return {at(f"M6Q{q}.budget_actual"): 5_000 for q in (1, 2)}


def unreported() -> Changes:
    """No quarter is reported."""
    return {where: None for where in complete(quarters=(1, 2)) if where.module.startswith("M6")}


def one_activity(start: str, end: str) -> Changes:
    """All activities but the first are gone, and their sub-activities and reports with them."""
    cells = complete(quarters=(1, 2))
    tables = ("M4.activities.", "M6Q1.activity_results.", "M6Q2.activity_results.")
    gone: dict[Where, Cell] = {w: None for w in cells if w.address.startswith(tables) and w.record > 1}
    gone |= {w: None for w in cells if w.address.startswith("M4.subactivities.") and w.record > 2}
    return gone | {at(START, 1): start, at(END, 1): end, at("M4.activities.weight", 1): 100}


def every_percent(percent: int, *, spent: int) -> dict[Where, Cell]:
    """What the second quarter says of progress and of spending in all, and nothing of each activity's."""
    said = {at(PERCENT, n): percent for n in (1, 2, 3, 4)}
    apart: dict[Where, Cell] = {at("M6Q2.activity_results.spending", n): None for n in (1, 2, 3, 4)}
    before = {at("M6Q1.activity_results.percent", n): None for n in (1, 2)}
    return {**said, **apart, **before, at("M6Q1.budget_actual"): 0, at(SPENT): spent}


def secondary(**columns: Cell) -> Changes:
    """The sample's secondary master plan, with some columns changed."""
    return {at(f"M1.mp_secondary.{key}", 1): cell for key, cell in columns.items()}


A_CASES = (
    Case("A-01", "a strategy that does not go with the master plan",
         {at(STRATEGY): "5", at(GOAL, 1): "5.1", at(NS_ISSUE): "5.1"},
         [("A-01", STRATEGY, 0)],
         {"value": "5 – ", "other": "12 – การพัฒนาการเรียนรู้", "standing": "รอยืนยันกับบัญชีทางการ"}),
    Case("A-01", "near: the master plan's secondary strategy",
         {at(STRATEGY): "4", at(GOAL, 1): "4.1", at(NS_ISSUE): "4.1"}),
    Case("A-01", "near: no master plan is chosen", {at(ISSUE): None}, [("C-02", ISSUE, 0)]),
    Case("A-02", "a goal of another strategy", {at(GOAL, 1): "4.1"}, [("A-02", GOAL, 1)]),
    Case("A-02", "near: another goal of the same strategy", {at(GOAL, 1): "3.2"}),
    Case("A-03", "a Y2 of another issue",
         {at("M1.mp_primary_y2.target", 1): "110001"}, [("A-03", "M1.mp_primary_y2.target", 1)]),
    Case("A-03", "near: another Y2 of the issue", {at("M1.mp_primary_y2.target", 1): "120002"}),
    Case("A-04", "a factor of another Y1",
         {at("M1.vc_factor"): "110301V01F01"}, [("A-04", "M1.vc_factor", 0)]),
    Case("A-04", "near: the factor's earlier shape", {at("M1.vc_factor"): "120101F0102"}),
    Case("A-05", "a policy of an earlier government",
         {at("M1.gov_policy"): "SRETTHA-urgent-1"}, [("A-05", "M1.gov_policy", 0)]),
    Case("A-05", "near: another policy of this one", {at("M1.gov_policy"): "ANUTIN1-urgent_count-4"}),
    Case("A-06", "a reform plan in words",
         {at("M1.reform_area"): "ด้านอื่น"}, [("A-06", "M1.reform_area", 0)]),
    Case("A-06", "near: blanks are blank", {at("M1.reform_area"): " \u00a0"}),
    Case("A-07", "the target's own text",
         {at(Y1_EXPLAIN): "สอดคล้องกับเป้าหมาย คนไทยได้รับการศึกษาที่มีคุณภาพตามมาตรฐาน มีทักษะการเรียนรู้"
          " และทักษะที่จำเป็นของโลกศตวรรษที่ 21 สามารถเข้าถึงการเรียนรู้อย่างต่อเนื่องตลอดชีวิตดีขึ้น"},
         [("A-07", Y1_EXPLAIN, 0)], {"other_label": "เป้าหมายแผนแม่บทย่อย (Y1)"}),
    Case("A-07", "the project's name, without its first word, is copied and not also short",
         {at(NS_EXPLAIN): NAME.removeprefix("โครงการ")}, [("A-07", NS_EXPLAIN, 0)],
         {"other_label": "ชื่อแผนงาน/โครงการ/การดำเนินการ"}),
    Case("A-07", "very short", {at(Y1_EXPLAIN): "สอดคล้องโดยตรง"}, [("A-07.short", Y1_EXPLAIN, 0)],
         {"length": "14", "text": "สอดคล้องโดยตรง"}),
    Case("A-07", "the same in three fields is said of the second and third",
         {at(NS_EXPLAIN): LONG, at(Y2_EXPLAIN): f" {LONG} ", at(Y1_EXPLAIN): LONG.replace("3", "๓")},
         [("A-07.same", Y2_EXPLAIN, 0), ("A-07.same", Y1_EXPLAIN, 0)],
         {"other_label": "อธิบายความสอดคล้องของโครงการกับยุทธศาสตร์ชาติ"}),
    Case("A-07", "the same short text is short, and no more",
         {at(NS_EXPLAIN): "สอดคล้อง", at(Y1_EXPLAIN): "สอดคล้อง"},
         [("A-07.short", NS_EXPLAIN, 0), ("A-07.short", Y1_EXPLAIN, 0)]),
    Case("A-07", "near: the name and an explanation", {at(NS_EXPLAIN): f"{NAME} {LONG}"}),
    Case("A-07", "near: alike but not the same", {at(NS_EXPLAIN): LONG, at(Y1_EXPLAIN): f"{LONG} ทุกคน"}),
    Case("A-07", "near: forty letters", {at(NS_EXPLAIN): "ก ข ค ง " * 10}),
    Case("A-07", "near: blank", {at(Y1_EXPLAIN): None}, [("C-01", Y1_EXPLAIN, 0)]),
    Case("A-09", "a seldom used master plan as the second",
         secondary(issue="05", y2="050001", subplan="0501", y1="050101"),
         [("A-09", "M1.mp_secondary.issue", 1)], {"code": "05 – การท่องเที่ยว"}),
    Case("A-09", "near: one that is rarely used",
         secondary(issue="15", y2="150001", subplan="1501", y1="150101")),
    Case("A-10", "the secondary Y1 is the primary one",
         secondary(issue="12", y2="120001", subplan="1201", y1="120101"),
         [("A-10", "M1.mp_secondary.y1", 1)]),
    Case("A-10", "near: another Y1 of the same issue",
         secondary(issue="12", y2="120001", subplan="1202", y1="120201")),
    Case("A-12", "a milestone that is not listed",
         {at("M1.nesdp_milestone"): "14", at("M1.nesdp_target"): None},
         [("A-12", "M1.nesdp_milestone", 0), ("C-01", "M1.nesdp_target", 0)]),
    Case("A-12", "near: the listed one without its name", {at("M1.nesdp_milestone"): "๑๒"}),
)  # fmt: skip

C_CASES = (
    Case("C-05", "a percentage of nothing measurable",
         {at(OUTCOME, 1): "นักเรียนมีคุณภาพดีขึ้น"}, [("C-05", OUTCOME, 1)],
         {"bare": "ดีขึ้น", "target": "85 ร้อยละ", "text": "นักเรียนมีคุณภาพดีขึ้น"}),
    Case("C-05", "a number that only counts off, a unit with a word more",
         {at(OUTCOME, 1): "นักเรียนชั้น ป.6 มีทักษะในศตวรรษที่ ๒๑ มากยิ่งขึ้น",
          at("M3.outcomes.unit", 1): "ร้อยละของผู้เรียน"},
         [("C-05", OUTCOME, 1)], {"bare": "มากยิ่งขึ้น"}),
    Case("C-05", "near: a number that counts", {at(OUTCOME, 1): "นักเรียน ป.6 อ่านหนังสือเพิ่มขึ้น 5 เล่ม"}),
    Case("C-05", "near: it says by what it is measured", {at(OUTCOME, 1): "นักเรียนมีคะแนนทดสอบดีขึ้น"}),
    Case("C-05", "near: counted things",
         {at(OUTCOME, 1): "สื่อการสอนที่มีคุณภาพ", at("M3.outcomes.unit", 1): "ชุด"}),
    Case("C-05", "near: without a target C-04 speaks",
         {at(OUTCOME, 1): "นักเรียนมีคุณภาพดีขึ้น", at("M3.outcomes.target", 1): None},
         [("C-04", "M3.outcomes.target", 1)]),
    Case("C-06", "a figure without year and source",
         {at(RATIONALE): "นักเรียนอ่านไม่ออกร้อยละ ๑๒.๔๐ จึงต้องแก้ไข"}, [("C-06", RATIONALE, 0)],
         {"figure": "“12.40”", "year": "–", "source": "–"}),
    Case("C-06", "figure and source in one paragraph, the year in another",
         {at(RATIONALE): "ปีการศึกษา 2568 เป็นปีที่เปลี่ยนหลักสูตร\nนักเรียนอ่านไม่ออก 412 คน (ที่มา: แบบคัดกรอง)"},
         [("C-06", RATIONALE, 0)], {"figure": "“412”", "year": "–", "source": "“ที่มา”"}),
    Case("C-06", "numbers that only count off are no figures",
         {at(RATIONALE): "รายงานปีการศึกษา 2568 ของนักเรียนชั้นประถมศึกษาปีที่ 1–6 ตามมาตรา 22"},
         [("C-06", RATIONALE, 0)], {"figure": "–", "year": "“2568”", "source": "“รายงาน”"}),
    Case("C-06", "near: all three in Thai digits",
         {at(RATIONALE): "ปี ๒๕๖๘ นักเรียนอ่านไม่ออกร้อยละ ๑๒.๔๐ (ที่มา: แบบคัดกรอง)"}),
    Case("C-06", "an office is no source, nor is a part of a Latin word",
         {at(RATIONALE): "สำนักงานเผยแพร่สื่อ CONTENT 12 เรื่องในปี 2568"}, [("C-06", RATIONALE, 0)],
         {"figure": "“12”", "year": "“2568”", "source": "–"}),
    Case("C-06", "sums, spans and an area's number are no figures",
         {at(RATIONALE): "สพป. เขต 1 รายงานปี 2568 ว่าใช้ 250,000 บาท ตามแผน 5 ปี"}, [("C-06", RATIONALE, 0)],
         {"figure": "–", "source": "“รายงาน”"}),
    Case("C-06", "near: a figure after ที่, its source on the next line",
         {at(RATIONALE): "คะแนนเฉลี่ยอยู่ที่ 45.20\nที่มา: สทศ. พ.ศ.2568"}),
    Case("C-06", "near: places of the area are counted, a comma follows the year",
         {at(RATIONALE): "รายงานปี 2568, โรงเรียนขนาดเล็กในเขต 45 แห่ง"}),
    Case("C-06", "near: the year follows the figure",
         {at(RATIONALE): "ผลการทดสอบร้อยละ 28.5 ปีการศึกษา 2568"}),
    Case("C-06", "near: blank", {at(RATIONALE): None}, [("C-01", RATIONALE, 0)]),
    Case("C-07", "an activity without a sub-activity",
         {at(PART_OF, 3): 1}, [("C-07", ACTIVITY, 2)], {"activities": "2 “อบรมเชิงปฏิบัติการครู"}),
    Case("C-07", "several without one are listed once",
         {at(PART_OF, n): 1 for n in range(3, 7)}, [("C-07", ACTIVITY, 2)],
         {"activities": "”, 3 “จัดกิจกรรมพัฒนาการอ่าน"}),
    Case("C-07", "no sub-activity at all is said once",
         {at(f"M4.subactivities.{c}", n): None for c in ("name", "activity") for n in range(1, 9)},
         [("C-07.none", ACTIVITY, 1)], {"count": "5"}),
    Case("C-07", "near: every activity has one left", {at(PART_OF, 5): 1}),
    Case("C-07", "near: one that does not say whose it is", {at(PART_OF, 3): None}, [("C-01", PART_OF, 3)]),
    Case("C-07", "near: one of an activity that is not there", {at(PART_OF, 3): 9}, [("RUL-01", PART_OF, 3)]),
    Case("C-08", "one activity through all quarters", one_activity("11", "07"),
         [("C-08", ACTIVITY, 1)], {"start": "11 – พฤศจิกายน"}),
    Case("C-08", "near: one activity through three", one_activity("01", "09")),
    Case("C-08", "near: two, one of them through all quarters", {at(START, 1): "10", at(END, 1): "09"}),
    Case("C-09", "an activity before the one above it",
         {at(START, 3): "03"}, [("C-09", START, 4)],
         {"activities": "02 – กุมภาพันธ์ (“จัดกิจกรรมพัฒนาการอ่าน"}),
    Case("C-09", "several are listed once", {at(START, 1): "01", at(END, 1): "01", at(START, 3): "03"},
         [("C-09", START, 2)], {"activities": "01 – มกราคม); “"}),
    Case("C-09", "before the last one above it that says when",
         {at(START, 2): "03", at(END, 2): "03", at(START, 3): None}, [("C-01", START, 3), ("C-09", START, 4)],
         {"activities": "(“อบรมเชิงปฏิบัติการครู"}),
    Case("C-09", "what is no month says not when",
         {at(START, 2): "03", at(END, 2): "03", at(START, 3): "ต้นปี"},
         [("A-12", START, 3), ("C-09", START, 4)], {"activities": "(“อบรมเชิงปฏิบัติการครู"}),
    Case("C-09", "near: the same month", {at(START, 3): "02"}),
    Case("C-23", "above 10 %", invested(68_001), [("C-23", CATEGORY, 2)],
         {"share": "10.00", "low": "10", "high": "30", "score": "0.75", "amount": "68,001.00"}),
    Case("C-23", "above 60 %", invested(500_000), [("C-23", CATEGORY, 2)],
         {"share": "73.53", "low": "60", "high": "100", "score": "0.25"}),
    Case("C-23", "near: exactly 10 %", invested(68_000)),
    Case("C-31", "the plan's text", {at(RESULT, 3): "จัดกิจกรรมพัฒนาการอ่านการเขียน ตามกลุ่มความสามารถในโรงเรียน"},
         [("C-31", RESULT, 3)], {"other_label": "ชื่อกิจกรรม (หลัก)"}),
    Case("C-31", "last quarter's text",
         {at(RESULT, 2): complete(quarters=(1,))[at("M6Q1.activity_results.result", 2)]},
         [("C-31.before", RESULT, 2)], {"quarter": "1"}),
    Case("C-31", "very short", {at(RESULT, 3): "อยู่ระหว่างดำเนินการ"}, [("C-31.short", RESULT, 3)],
         {"length": "20", "shortest": "30"}),
    Case("C-31", "how often is no result", {at(RESULT, 3): "จัดอบรมแล้ว 1 ครั้ง"}, [("C-31.short", RESULT, 3)]),
    Case("C-31", "near: short, with a counted result", {at(RESULT, 3): "อบรมครู ๖๐ คน ผ่าน ๕๘ คน"}),
    Case("C-31", "near: short, of an activity that was finished last quarter", {at(RESULT, 1): "เสร็จแล้ว"}),
    Case("C-31", "near: last quarter's text of a finished activity",
         {at(RESULT, 1): complete(quarters=(1,))[at("M6Q1.activity_results.result", 1)]}),
    Case("C-31", "near: short, of one not begun and explained",
         {at(RESULT, 4): "รอเปิดภาคเรียน", at(STATUS, 4): "ยังไม่ดำเนินการ", at(PERCENT, 4): None,
          at("M6Q2.activity_results.spending", 4): None}),
    Case("C-31", "near: the same again of one that is still not begun",
         {at(f"M6Q{q}.activity_results.{key}", 4): cell for q in (1, 2) for key, cell in IDLE.items()}),
    Case("C-32", "spending above the plan",
         {at(SPENT): 442_001}, [("C-32", SPENT, 0)], {"plan": "442,000.00", "difference": "1.00"}),
    Case("C-32", "progress without spending",
         {at("M6Q1.budget_actual"): 0, at(SPENT): 0},
         [("C-32.unspent", "M6Q1.budget_actual", 0), ("C-32.unspent", SPENT, 0)],
         {"activities": "1 (100 %), 2 (50 %)"}),
    Case("C-32", "an activity's spending without its progress", {at(PERCENT, 3): 0},
         [("C-32.idle", PERCENT, 3)], {"other_label": "เบิกจ่ายสะสม (บาท)"}),
    Case("C-32", "spending in all without any progress", every_percent(0, spent=1_000),
         [("C-32.idle", PERCENT, 1)], {"spent": "1,000.00"}),
    Case("C-32", "an activity's own spending goes before that in all",
         every_percent(0, spent=1_000) | {at("M6Q2.activity_results.spending", 3): 1_000},
         [("C-32.idle", PERCENT, 3)], {"other_label": "เบิกจ่ายสะสม (บาท)"}),
    Case("C-32", "near: satang above the plan", {at(SPENT): 442_000.99}),
    Case("C-32", "near: spending as planned", {at(SPENT): 442_000}),
    Case("C-32", "near: above the budget too is RUL-02's", {at(SPENT): 680_001}, [("RUL-02", SPENT, 0)]),
    Case("C-32", "near: neither progress nor spending", every_percent(0, spent=0)),
    Case("C-32", "near: progress of activities that use no budget",
         every_percent(40, spent=0) | {at("M4.activities.uses_budget", n): "ไม่ใช้" for n in range(1, 6)}),
    Case("C-33", "past its last month and not finished",
         {at(STATUS, 2): "อยู่ระหว่างดำเนินการ", at("M6Q2.problems"): None, at("M6Q2.solutions"): None},
         [("C-33", "M6Q2.problems", 0)], {"count": "1", "state": "อยู่ระหว่างดำเนินการ"}),
    Case("C-33", "not begun though its first month is past",
         {at(STATUS, 3): "ยังไม่ดำเนินการ", at("M6Q2.problems"): None, at("M6Q2.solutions"): None},
         [("C-33", "M6Q2.problems", 0)], {"activity": "จัดกิจกรรมพัฒนาการอ่าน"}),
    Case("C-33", "that there is none, and a dash, explain nothing",
         {at(STATUS, 2): "อยู่ระหว่างดำเนินการ", at("M6Q2.problems"): "ไม่มี", at("M6Q2.solutions"): " - "},
         [("C-33", "M6Q2.problems", 0)], {"count": "1"}),
    Case("C-33", "near: none but for one thing is told",
         {at(STATUS, 2): "อยู่ระหว่างดำเนินการ", at("M6Q2.problems"): "ไม่มีวิทยากร", at("M6Q2.solutions"): None}),
    Case("C-33", "near: one of the two is told",
         {at(STATUS, 2): "อยู่ระหว่างดำเนินการ", at("M6Q2.problems"): None}),
    Case("C-33", "near: nothing is behind plan", {at("M6Q2.problems"): None, at("M6Q2.solutions"): None}),
    Case("C-33", "near: cancelled is settled",
         {at(STATUS, 2): "ยกเลิก", at("M6Q2.problems"): None, at("M6Q2.solutions"): None}),
)  # fmt: skip

T_CASES = (
    Case("T-07", "spending before the project starts",
         {at("M2.start_date"): "1 ธ.ค. 2569", at(START, 1): "12"},
         [("T-07", "M5.budget_lines.month_11", 1)],
         {"months": "พ.ย.", "total": "68,000.00", "start": "1 ธ.ค. 2569", "lines": "รายการที่ 1"}),
    Case("T-07", "two lines before the project starts are said once",
         {**invested(68_000), at("M2.start_date"): "1 ม.ค. 2570", at(START, 1): "01", at(END, 1): "01",
          at(START, 2): "01"},
         [("T-07", "M5.budget_lines.month_12", 1)],
         {"months": "พ.ย., ธ.ค.", "total": "680,000.00", "lines": "รายการที่ 1, รายการที่ 2"}),
    Case("T-07", "all spending in the last quarter",
         {**months(("08", 300_000), ("09", 380_000)), **{at(f"M6Q{q}.budget_actual"): None for q in (1, 2)}},
         [("T-07.late", "M5.budget_lines.month_08", 1), ("REQ-01", "M6Q1.budget_actual", 0),
          ("REQ-01", SPENT, 0)], {"total": "680,000.00"}),
    Case("T-07", "near: it starts within that month", {at("M2.start_date"): "30 พ.ย. 2569"}),
    Case("T-07", "near: the project starts in the last quarter",
         {**months(("08", 300_000), ("09", 380_000)), **one_activity("07", "09"), **unreported(),
          at("M2.start_date"): "1 ก.ค. 2570"}),
    Case("T-07", "near: dates that T-01 doubts",
         {at("M2.start_date"): "1 มี.ค. 2570", at("M2.end_date"): "1 ก.พ. 2570"},
         [("T-01", "M2.start_date", 0)]),
    Case("T-07", "near: a little earlier is enough",
         {**months(("06", 1_000), ("09", 679_000)), **{at(f"M6Q{q}.budget_actual"): None for q in (1, 2)}},
         [("REQ-01", "M6Q1.budget_actual", 0), ("REQ-01", SPENT, 0)]),
)  # fmt: skip

R_CASES = (
    Case("RUL-03", "weights that add up to 90",
         {at("M4.activities.weight", 1): 10}, [("RUL-03", "M4.activities.weight", 1)], {"sum": "90"}),
    Case("RUL-03", "weights that miss by more than rounding",
         weights(16.67, 16.67, 16.67, 16.67, 33.38),
         [("RUL-03", "M4.activities.weight", 1)], {"sum": "100.06"}),
    Case("RUL-03", "near: each of the weights is rounded",
         weights(16.67, 16.67, 16.67, 16.67, 33.34)),
    Case("RUL-03", "near: one is left blank", {at("M4.activities.weight", 1): None}),
    Case("RUL-03", "near: none is used", {at("M4.activities.weight", n): None for n in range(1, 6)}),
)  # fmt: skip

CASES = (*A_CASES, *C_CASES, *T_CASES, *R_CASES)
