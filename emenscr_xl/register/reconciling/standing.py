"""How a project stands between the action plan, the returns and eMENSCR: words, and what to do about each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from emenscr_xl.core.lists.export import ExportLine
from emenscr_xl.register.collected import Counted
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.office import Row
from emenscr_xl.register.reconciling.compared import (
    INSIDE,
    PLAN_EXPORT,
    PLAN_RETURN,
    RETURN_EXPORT,
    Difference,
)

#: How a project stands altogether, in the order in which projects of no plan are listed.
AGREED, DIFFERENT, NOT_ENTERED, NOT_RETURNED = "ตรงกัน", "แตกต่าง", "ยังไม่นำเข้า", "ยังไม่ส่งคืน"
NEEDLESS, UNDECIDED = "ไม่ต้องนำเข้า", "รอพิจารณา"
NOT_PLANNED, OTHER_YEAR, NOT_OURS = "ไม่มีในแผน", "ปีงบประมาณอื่น", "ไม่ใช่ของเรา"
#: Whether it is in the plan, returned, in eMENSCR.
YES, NO, SEVERAL, UNKNOWN = "มี", "ไม่มี", "มีมากกว่าหนึ่ง", "ไม่ทราบ"
#: What to do about each state, and about each pair of sources that disagree.
TO_DO: Mapping[str, str] = {
    NOT_ENTERED: "นำเข้าโครงการใน eMENSCR แล้วคัดลอกรหัสมากรอกในแผ่นแผนปฏิบัติการ",
    NOT_RETURNED: "ติดตามให้ผู้รับผิดชอบส่งแบบเก็บข้อมูลคืน",
    NOT_PLANNED: "เพิ่มโครงการในแผนปฏิบัติการ หรือตรวจว่าเป็นของหน่วยงานอื่นหรือซ้ำกับโครงการที่มีแล้ว",
    UNDECIDED: "ระบุในแผ่นแผนปฏิบัติการว่าต้องนำเข้าหรือไม่",
    PLAN_RETURN: "ตรวจว่าทะเบียนคุมหรือแบบถูก แล้วแก้ทะเบียนคุม หรือส่งแบบกลับแก้ไข",
    INSIDE: "ส่งแบบกลับให้แก้วงเงินหรือแผนการใช้จ่ายให้เท่ากัน",
    RETURN_EXPORT: "แก้ใน eMENSCR ให้ตรงกับแบบ หรือส่งแบบกลับแก้ไขถ้าแบบผิด",
    PLAN_EXPORT: "ตรวจกับทะเบียนคุม แล้วแก้ใน eMENSCR หรือแก้ทะเบียนคุม",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of a project: what it is, and what to do; a hint is no difference."""

    text: str
    to_do: str = ""
    hint: bool = False


def needlessly_returned(word: str) -> Remark:
    """A return that the plan does not ask for."""
    return Remark(f"ส่งคืนแล้ว แต่แผนปฏิบัติการระบุว่า “{word}”", DECIDE_AGAIN)


def needlessly_entered(word: str) -> Remark:
    """A line in eMENSCR that the plan does not ask for."""
    return Remark(f"อยู่ใน eMENSCR แต่แผนปฏิบัติการระบุว่า “{word}”", DECIDE_AGAIN)


DECIDE_AGAIN = "ตรวจว่าต้องนำเข้าหรือไม่ แล้วแก้ช่อง “นำเข้า eMENSCR” ในแผนปฏิบัติการ"
RIVAL = Remark(
    "มีโครงการอื่นในแผนที่ใช้ชื่อหรือรหัส eMENSCR เดียวกัน จึงยังไม่เทียบกับ eMENSCR",
    "กรอกรหัส eMENSCR ของแต่ละโครงการในแผนปฏิบัติการให้ถูกและไม่ซ้ำกัน",
)
OUTSIDE = Remark("รหัสโครงการในแบบที่ส่งคืนไม่อยู่ในแผนปฏิบัติการ")


def twice(lines: Iterable[ExportLine]) -> Remark:
    """Several lines of one name or code."""
    rows = [line.row + 1 for line in lines]
    said = ", ".join(map(str, rows))
    return Remark(
        f"ใน eMENSCR มี {len(rows)} บรรทัดที่ชื่อหรือรหัสเดียวกัน (บรรทัดที่ {said}) จึงยังไม่เทียบ",
        "ตรวจใน eMENSCR ว่าบรรทัดใดถูก แล้วกรอกรหัส eMENSCR ในแผนปฏิบัติการ หรือลบรายการที่ซ้ำในระบบ",
    )


def unlisted(code: str) -> Remark:
    """A code in the plan that the list from eMENSCR does not have."""
    return Remark(
        f"ไม่พบรหัส {code} ของแผนปฏิบัติการในรายการจาก eMENSCR",
        "ถ้านำเข้าแล้ว ให้ตรวจรหัสในแผนปฏิบัติการ หรือส่งออกรายการจาก eMENSCR ใหม่",
        hint=True,
    )


def perhaps(names: Iterable[str], where: str) -> Remark:
    """Names that are near: offered, never matched. `where`: where they stand."""
    return Remark(
        f"{where}มีชื่อใกล้เคียง อาจเป็นโครงการนี้: {'; '.join(names)}",
        "ถ้าใช่โครงการเดียวกัน ให้กรอกรหัส eMENSCR ในแผนปฏิบัติการ หรือแก้ชื่อให้ตรงกัน",
        hint=True,
    )


def same_name(projects: Iterable[str]) -> Remark:
    """A return outside the plan that is called as projects of the plan are."""
    return Remark(
        f"ชื่อเหมือนโครงการ {', '.join(projects)} ในแผนปฏิบัติการ",
        "ถ้าเป็นโครงการเดียวกัน ให้ผู้รับผิดชอบกรอกในแบบที่ออกให้รหัสนั้น",
    )


def of_other(office: str) -> Remark:
    """A line of another office."""
    return Remark(f"หน่วยงานในรายการคือ “{office}”", hint=True)


def of_other_year(year: str) -> Remark:
    """A line of another fiscal year."""
    return Remark(f"ปีงบประมาณในรายการคือ {year}", hint=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one project stands. `row` None: it is not in the plan.

    `lines` are its lines in eMENSCR; `sure` is the one that it was compared with, if one is.
    """

    project: str
    name: str
    overall: str
    entered: str = UNKNOWN
    row: Row | None = None
    counted: Counted | None = None
    received: Received | None = None  # the newest file of a project that is not planned
    lines: tuple[ExportLine, ...] = ()
    sure: ExportLine | None = None
    remarks: tuple[Remark, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def differs(self) -> str:
        """What differs, one line each."""
        said = [r.text for r in self.remarks]
        said += [f"{d.item} ({d.between})" for d in self.differences]
        return "\n".join(dict.fromkeys(said))

    @property
    def to_do(self) -> str:
        """What to do, one line each."""
        said = [TO_DO.get(self.overall, ""), *(r.to_do for r in self.remarks)]
        said += [TO_DO[d.between] for d in self.differences]
        return "\n".join(dict.fromkeys(filter(None, said)))
