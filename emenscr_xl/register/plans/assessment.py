"""The seven criteria of NESDC for one project: what a machine can judge of its answers, and the score.

The criteria are published for yearly key-project proposals. The score is a self-check, no pass mark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from emenscr_xl.core.submission import Submission
from emenscr_xl.core.sums import amount

#: The parts that criterion 4 asks for, by their tables.
PARTS = ("objectives", "outputs", "outcomes", "target_groups")
INVESTMENT = "งบลงทุน"
#: What criteria 2 to 7 come to at most.
MOST = Decimal(29)
GATE = "c1"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the machine says of one criterion: its band, or "" where a person must judge, and why."""

    criterion: str
    band: str
    why: str


def judged(submission: Submission, codes: Collection[str]) -> tuple[Judgement, ...]:
    """What can be said of a return; `codes`: of the rules that were found broken in it."""
    return tuple(
        j
        for judge in (_chain, _evidence, _parts, _activities, _indicators, _investment)
        for j in judge(submission, codes)
    )


def score(bands: Mapping[str, Decimal]) -> Decimal:
    """The score out of 100, given that of each criterion.

    0 if criterion 1 is 0, else (c2 + … + c7) × 100 / 29.
    """
    if bands.get(GATE) == 0:
        return Decimal(0)
    return sum((value for key, value in bands.items() if key != GATE), Decimal(0)) * 100 / MOST


def _chain(submission: Submission, codes: Collection[str]) -> Iterator[Judgement]:
    if "A-04" in codes:
        yield Judgement(GATE, "0", "V หรือ F ไม่อยู่ใน Y1 ที่เลือก (A-04)")
    elif submission.text("M1.vc_factor"):
        yield Judgement(GATE, "", "รหัส V, F และ Y1 ต่อกัน ให้คนตัดสินว่าโครงการส่งผลต่อ Y1 จริงหรือไม่")


def _evidence(submission: Submission, codes: Collection[str]) -> Iterator[Judgement]:
    if "C-06" in codes:
        yield Judgement("c3", "", "ไม่พบตัวเลขที่มีปีและแหล่งที่มาในหลักการและเหตุผล (C-06)")


def _parts(submission: Submission, codes: Collection[str]) -> Iterator[Judgement]:
    module = submission.form.module("M3")
    absent = [t.label for t in (module.table(key) for key in PARTS) if not submission.records(module, t)]
    if len(absent) == len(PARTS):
        yield Judgement("c4", "0", "ไม่ระบุทั้ง 4 องค์ประกอบ")
    elif absent:
        yield Judgement("c4", "0.5", f"ยังไม่มี {', '.join(absent)}")


def _activities(submission: Submission, codes: Collection[str]) -> Iterator[Judgement]:
    module = submission.form.module("M4")
    activities = submission.records(module, module.table("activities"))
    yield Judgement("c5_1", "1" if activities else "0", f"มีกิจกรรมหลัก {len(activities)} กิจกรรม")
    if not activities:
        return
    of = {
        submission.number("M4.subactivities.activity", n)
        for n in submission.records(module, module.table("subactivities"))
    }
    without = [n for n in activities if n not in of]
    if not without:
        yield Judgement("c5_2", "1", "ทุกกิจกรรมหลักมีกิจกรรมย่อย")
    elif len(without) == len(activities):
        yield Judgement("c5_2", "0", "ไม่มีกิจกรรมย่อย")
    else:
        yield Judgement("c5_2", "", f"กิจกรรมหลักที่ยังไม่มีกิจกรรมย่อย: {', '.join(map(str, without))}")
    if not all(submission.text("M4.activities.start", n) for n in activities):
        yield Judgement("c5_3", "", "ยังกรอกเดือนเริ่มของกิจกรรมไม่ครบ")
        return
    broken = sorted({"C-08", "C-09"} & set(codes))
    why = f"ไม่เรียงตามเวลา หรือกิจกรรมเดียวยาวทุกไตรมาส ({', '.join(broken)})" if broken else "เรียงตามเวลา"
    yield Judgement("c5_3", "0" if broken else "1", why)


def _indicators(submission: Submission, codes: Collection[str]) -> Iterator[Judgement]:
    module = submission.form.module("M3")
    if not submission.records(module, module.table("indicators")):
        yield Judgement("c6", "0", "ไม่มีตัวชี้วัด")


def _investment(submission: Submission, codes: Collection[str]) -> Iterator[Judgement]:
    module = submission.form.module("M5")
    lines = submission.records(module, module.table("budget_lines"))
    total = amount(submission, "M5.budget_plan_total")
    invested = sum(
        amount(submission, "M5.budget_lines.total", n)
        for n in lines
        if submission.text("M5.budget_lines.category", n) == INVESTMENT
    )
    if not total or any(not submission.text("M5.budget_lines.category", n) for n in lines):
        return  # what is not planned yet cannot be judged
    if not invested:
        yield from (Judgement(key, "1.25", "ไม่มีงบลงทุน") for key in ("c7_building", "c7_equipment"))
    else:
        share = f"งบลงทุนร้อยละ {invested * 100 / total:.0f} ของแผนการใช้จ่าย"
        yield from (Judgement(key, "", share) for key in ("c7_building", "c7_equipment"))
