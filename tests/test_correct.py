"""`correct`: what must be corrected goes back inside the owner's own workbook, and its return answers it.

The office asks FIRST: four findings of the check and two comments of the return log.
"""

import shutil
import warnings
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from builders import at, complete, returned, stamp, written
from consolidated_reader import frames_of
from emenscr_xl import consolidate, correct, forms
from emenscr_xl.cli.main import app
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.submission import Cell, Submission, Where
from emenscr_xl.form.load import shipped
from emenscr_xl.jobs.check import check_file
from emenscr_xl.jobs.consolidate import collect
from emenscr_xl.jobs.intake import Intake
from emenscr_xl.jobs.workspace import JobError, Workspace
from emenscr_xl.register.corrections.changes import Changes
from emenscr_xl.register.corrections.replies import Reply
from emenscr_xl.register.corrections.requests import Request, noting_requests, read_requests
from emenscr_xl.register.files.issued import Issued, append_issued, read_issued
from emenscr_xl.register.files.journal import JournalError
from emenscr_xl.register.files.ledger import noting
from emenscr_xl.register.office import office_of
from oracles import libreoffice, live, openxml, require
from workspaces import FIRST, NOW, SECOND, send, workspace

PAGE, M2, M3 = "รายการที่ต้องแก้ไข", "M2 ข้อมูลทั่วไป", "M3 รายละเอียด"
ISSUED_AT = datetime(2026, 10, 15, 9)
LATER, LAST = datetime(2026, 12, 18, 9), datetime(2026, 12, 25, 9)
BUDGET, REASON = at("M2.budget_total"), at("M3.rationale")
UNIT, TARGET, NAME = at("M3.outputs.unit", 1), at("M3.outputs.target", 1), at("M3.outputs.name", 1)
Changed = Mapping[Where, Cell]
FAULTS: Changed = {BUDGET: 200000, UNIT: None, TARGET: "ทุกคน", at("M3.outputs.unit", 2): None}
LOG = [
    {"date": "1 ธ.ค. 2569", "project": FIRST, "part": "M3", "comment": "ระบุผลลัพธ์ให้วัดได้",
     "by": "ผู้กลั่นกรองตัวอย่าง", "due": "20 ธ.ค. 2569"},
    {"date": "1 ธ.ค. 2569", "project": FIRST, "comment": "=ตรวจคำผิดทั้งโครงการ"},
    {"date": "1 ธ.ค. 2569", "project": FIRST, "part": "M4", "comment": "ได้รับแล้ว", "done": "3 ธ.ค. 2569"},
]  # fmt: skip


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Offices that have issued their workbooks: with a return log, without, and with corrections sent."""
    folder = tmp_path_factory.mktemp("offices")
    logged = workspace(folder / "logged", FIRST, SECOND, lists={"returns": LOG})
    plain = workspace(folder / "plain", FIRST, SECOND)
    for each in (logged, plain):
        append_issued(
            each, [Issued("2026-10-15T09:00:00", p, 1, 0, f"forms/{p}.xlsx") for p in (FIRST, SECOND)]
        )
        faulty(each)
    sent = Path(shutil.copytree(logged, folder / "sent"))
    correct(sent, now=NOW)
    return {"logged": logged, "plain": plain, "sent": sent}


@pytest.fixture
def logged(bases: Mapping[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(bases["logged"], tmp_path / "งาน"))


@pytest.fixture
def plain(bases: Mapping[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(bases["plain"], tmp_path / "งาน"))


@pytest.fixture
def sent_back(bases: Mapping[str, Path], tmp_path: Path) -> Path:
    """The office with a return log after its first corrections went out."""
    return Path(shutil.copytree(bases["sent"], tmp_path / "งาน"))


def faulty(folder: Path, issue: int = 1, changes: Changed = FAULTS) -> Path:
    """A return of FIRST with the faults, or with others."""
    return send(folder, f"ส่งคืน ฉบับที่ {issue}.xlsx", FIRST, issue=issue, changes=dict(changes))


def workbook(folder: Path) -> Path:
    """The first correction workbook."""
    return folder / "corrections" / f"{FIRST}_issue-2_correct.xlsx"


def opened(path: Path, *, data_only: bool = False) -> Workbook:
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        return load_workbook(stream, data_only=data_only)


def asked(requests: tuple[Request, ...]) -> list[tuple[int, str, str, str, int, str, date | None]]:
    return [(r.number, r.code, r.part, r.address, r.record, r.text, r.due) for r in requests]


def answers(folder: Path, when: datetime) -> list[tuple[int, str, str, str]]:
    """Round, code and place, answer and remark of every request, as a consolidation would say."""
    definition, register = Workspace(folder).open_register()
    office = office_of(register.submission)
    intake = Intake(folder, definition, office, when.isoformat())
    intake.take_in(folder / "returns")
    collected = collect(intake, register, when.date(), sample=False)
    with noting(folder, intake.noted):
        return [said(reply) for reply in collected.rounds]


def said(reply: Reply) -> tuple[int, str, str, str]:
    request = reply.request
    return request.round, f"{request.code} {request.address or request.part}", reply.word, reply.remark


# ---------------------------------------------------------------- what is asked


def test_comments_and_findings_are_asked_with_cell_and_day(logged: Path) -> None:
    """Comments first, by the log's day or the setting's seven; then what was found, the gravest first."""
    send(logged, "ข.xlsx", SECOND)
    result = correct(logged, now=NOW)
    (sent,) = result.sent
    assert (sent.line.project, sent.line.issue, sent.line.quarter) == (FIRST, 2, 0)
    assert sent.line.file == f"corrections/{FIRST}_issue-2_correct.xlsx"
    week, log = date(2026, 12, 16), date(2026, 12, 20)
    assert asked(sent.requests) == [
        (1, "comment", "M3", "", 0, "", log),
        (2, "comment", "ทั้งโครงการ", "", 0, "", week),
        (3, "C-20", "M2", "M2.budget_total", 0, "200000", week),
        (4, "C-04", "M3", "M3.outputs.target", 1, "ทุกคน", week),
        (5, "C-04", "M3", "M3.outputs.unit", 1, "", week),
        (6, "C-04", "M3", "M3.outputs.unit", 2, "", week),
    ]
    assert (result.clean, result.waiting, result.held, result.new_files) == ((SECOND,), (), (), 2)
    assert read_requests(logged) == list(sent.requests)


def test_the_same_requests_are_sent_once_unless_a_project_is_named(sent_back: Path) -> None:
    again = correct(sent_back, now=LATER)
    assert (again.sent, again.waiting, again.clean) == ((), (FIRST,), (SECOND,))
    named = correct(sent_back, [FIRST], LATER)
    assert [(s.line.issue, s.requests[0].round) for s in named.sent] == [(3, 2)]
    assert correct(sent_back, [SECOND], LATER).clean == (SECOND,)
    assert [line.issue for line in forms(sent_back, projects=[FIRST]).issued] == [4]


def test_owners_are_not_asked_about_what_staff_look_into(tmp_path: Path) -> None:
    """An issue that the office has no note of giving out: the office's own doubt."""
    folder = workspace(tmp_path, FIRST)
    append_issued(folder, [Issued("2026-10-15T09:00:00", FIRST, 2, 0, f"forms/{FIRST}.xlsx")])
    faulty(folder, changes={})
    (counted,) = consolidate(folder, NOW).collected.returned
    assert [f.code for f in counted.standing] == ["STR-13"]
    assert (correct(folder, now=LATER).sent, correct(folder, now=LATER).clean) == ((), (FIRST,))


def test_what_is_approved_is_not_asked_again(tmp_path: Path) -> None:
    """Findings in approved M1–M5 are left alone; a reviewer's words about a part open it."""
    approved = [{"project": FIRST, "approval_scope": "M1-M5", "approval_status": "อนุมัติ"}]
    folder = workspace(tmp_path, FIRST, lists={"approvals": approved, "returns": LOG[:1]})
    forms(folder, 1, now=ISSUED_AT)
    changes = {**FAULTS, at("M6Q1.budget_actual"): None}
    cells = {**complete(FIRST, (1,), quarter=1), **changes}
    submission = submission_of(shipped(2570).form, stamp(FIRST, 1, 1), cells)
    written(folder / "returns" / "a.xlsx", submission)
    (sent,) = correct(folder, now=NOW).sent
    assert sent.line.file == f"corrections/{FIRST}_issue-2_Q1_correct.xlsx"
    assert {(r.code, r.part) for r in sent.requests} == {("comment", "M3"), ("REQ-01", "M6 Q1")}
    book = opened(folder / sent.line.file)
    assert not book[M3]["E5"].protection.locked  # M3 is asked about
    assert book["M4 กิจกรรม"]["E7"].protection.locked


def test_the_workbook_takes_the_place_of_a_later_one_that_is_out(plain: Path) -> None:
    """The form of quarter 2 is out when the return of issue 1 is sent back: issue 3 asks for it."""
    consolidate(plain, NOW)
    forms(plain, 2, [FIRST], NOW)
    (sent,) = correct(plain, now=LATER).sent
    assert (sent.line.issue, sent.line.quarter) == (3, 2)


# ---------------------------------------------------------------- the workbook


def test_the_first_sheet_says_what_where_why_and_until_when(bases: Mapping[str, Path]) -> None:
    book = opened(workbook(bases["sent"]), data_only=True)
    page = book.worksheets[0]
    assert (page.title, book.active.title) == (PAGE, PAGE)
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == [PAGE]
    assert page["B3"].value.endswith(f"({FIRST}) · ฉบับที่ 2 · ขอแก้ไขครั้งที่ 1")
    assert page["B4"].value == "ส่งคืนภายใน 16 ธันวาคม 2569 · กลุ่มนโยบายและแผน"
    assert page["B5"].value == "เปลี่ยนแล้ว 0 จาก 6 รายการ"
    rows = [[page.cell(r, c).value for c in (2, 3, 4, 5, 6, 8, 10)] for r in range(9, 15)]
    wait = "ยังไม่เปลี่ยน"
    output = "M3\nเป้าหมายเชิงผลผลิต (Output): "
    assert rows == [
        [1, "ข้อเสนอแนะ", "M3", M3, None, "ผู้กลั่นกรองตัวอย่าง", wait],
        [2, "ข้อเสนอแนะ", "ทั้งโครงการ", "เริ่มที่นี่", None, None, wait],
        [3, "ต้องแก้", "M2\nรวมวงเงินงบประมาณทั้งหมด (บาท)", f"{M2} E24", "200000", None, wait],
        [4, "ต้องแก้", f"{output}ค่าเป้าหมาย · ผลผลิตที่ 1", f"{M3} F22", "ทุกคน", None, wait],
        [5, "ต้องแก้", f"{output}หน่วยนับ · ผลผลิตที่ 1", f"{M3} G22", None, None, wait],
        [6, "ต้องแก้", f"{output}หน่วยนับ · ผลผลิตที่ 2", f"{M3} G23", None, None, wait],
    ]
    links = [page.cell(r, 5).hyperlink.location for r in range(9, 13)]
    assert links == [f"'{M3}'!E5", "'เริ่มที่นี่'!A1", f"'{M2}'!E24", f"'{M3}'!F22"]
    assert page["G10"].value == "=ตรวจคำผิดทั้งโครงการ"
    assert page["G10"].data_type == "s"
    assert [page.cell(9, 9).value, page.cell(11, 9).value] == [datetime(2026, 12, 20), datetime(2026, 12, 16)]
    assert book["_corrections"].sheet_state == "veryHidden"


def test_the_cells_asked_about_are_marked(bases: Mapping[str, Path]) -> None:
    book = opened(workbook(bases["sent"]))
    marked = {(s.title, c.coordinate) for s in book for row in s.iter_rows() for c in row if c.comment}
    assert marked == {(M2, "E24"), (M3, "F22"), (M3, "G22"), (M3, "G23")}
    cell = book[M3]["F22"]
    assert cell.comment.text.startswith("ขอให้แก้ไข (รายการที่ 4): “ค่าเป้าหมาย” ของผลผลิตที่ 1 ต้องเป็นตัวเลข")
    assert (cell.border.left.style, cell.fill.fgColor.rgb) == ("thick", "FFCFE6FA")
    assert book["เริ่มที่นี่"]["C9"].value == "16 ธันวาคม 2569"


def test_the_same_sentence_is_said_once(plain: Path) -> None:
    months = [at(f"M5.budget_lines.month_{m}", 1) for m in ("10", "11")]
    faulty(plain, changes={BUDGET: None, **dict.fromkeys(months, "เยอะ")})
    (sent,) = correct(plain, now=NOW).sent
    page = opened(workbook(plain)).worksheets[0]
    reasons = [page.cell(r, 7).value for r in range(9, 9 + len(sent.requests))]
    same = [n for n, r in enumerate(reasons) if r.startswith("เช่นเดียวกับรายการที่")]
    assert [sent.requests[n].asks for n in same] == [
        sent.requests[int(reasons[n].split()[-1]) - 1].asks for n in same
    ]
    assert len({r.asks for r in sent.requests}) == len(sent.requests) - len(same)


@pytest.mark.parametrize("seed", range(3))
def test_every_answer_is_there_word_for_word(plain: Path, seed: int) -> None:
    """Formulas as text, long numbers, line breaks, Thai digits: what counted is what goes back."""
    odd = ["=1+1", "-ข้อแรก\nข้อสอง", "๑๒๓", "'", "12345678901234567.89", '<&>"', "_x000D_", "0012"]
    form = shipped(2570).form
    texts = [w for w in complete() if form.question(w.address)[2].type in ("text", "long_text")]
    chosen = [
        w for n, w in enumerate(sorted(texts)) if n % 3 == seed and not form.question(w.address)[2].locked
    ]
    changes: dict[Where, Cell] = {w: odd[n % len(odd)] for n, w in enumerate(chosen)} | {UNIT: None}
    path = faulty(plain, changes=changes)
    (sent,) = correct(plain, now=NOW).sent
    before, after = returned(path).submission, returned(plain / sent.line.file).submission
    typed = [
        {w: a.typed for w, a in s.answers.items() if not form.question(w.address)[2].locked}
        for s in (before, after)
    ]
    assert typed[0] == typed[1]  # what is locked stands as the register has it
    assert after.stamp.issue == 2


def test_the_same_day_gives_the_same_bytes(plain: Path, tmp_path: Path) -> None:
    twin = Path(shutil.copytree(plain, tmp_path / "twin"))
    (one,), (other,) = correct(plain, now=NOW).sent, correct(twin, now=NOW.replace(hour=20)).sent
    assert (plain / one.line.file).read_bytes() == (twin / other.line.file).read_bytes()


def test_our_own_sheets_are_no_damage(bases: Mapping[str, Path]) -> None:
    codes = {f.code for f in check_file(workbook(bases["sent"])).findings}
    assert codes == {"C-04", "C-20"}


# ---------------------------------------------------------------- how it was answered


def test_three_rounds_are_answered_and_kept(plain: Path) -> None:
    """Fixed, fixed elsewhere, changed and still wrong, left alone; then the next rounds."""
    budget, target, unit, unit_2 = (
        "C-20 M2.budget_total", "C-04 M3.outputs.target", "C-04 M3.outputs.unit", "C-04 M3.outputs.unit",
    )  # fmt: skip
    correct(plain, now=NOW)
    assert answers(plain, NOW) == [
        (1, budget, "รอส่งคืน", ""), (1, target, "รอส่งคืน", ""),
        (1, unit, "รอส่งคืน", ""), (1, unit_2, "รอส่งคืน", ""),
    ]  # fmt: skip
    months = {w: c for w, c in complete(FIRST).items() if w.address.startswith("M5.budget_lines.month")}
    fitting = dict.fromkeys(months) | {min(months): 200000}  # the plan follows the budget
    second = {**FAULTS, **fitting, TARGET: "หลายคน", UNIT: "คน"}
    faulty(plain, 2, changes=second)
    first_round = [
        (1, budget, "แก้ที่อื่น", "คำตอบที่เปลี่ยน: M3 เป้าหมายเชิงผลผลิต (Output); M5 แผนการใช้จ่าย"),
        (1, target, "ยังไม่แก้", "เปลี่ยนแล้วแต่ยังพบข้อเดิม"),
        (1, unit, "แก้แล้ว", ""),
        (1, unit_2, "ยังไม่แก้", ""),
    ]
    assert answers(plain, LATER) == first_round
    assert [s.line.issue for s in correct(plain, now=LATER).sent] == [3]
    faulty(plain, 3, changes={**second, TARGET: 120})
    second_round = [(2, target, "แก้แล้ว", ""), (2, unit_2, "ยังไม่แก้", "")]
    found = answers(plain, LAST)
    assert [a for a in found if "T-07" not in a[1] and "C-32" not in a[1]] == [*first_round, *second_round]
    (third,) = correct(plain, now=LAST).sent
    assert (third.line.issue, {r.round for r in third.requests}) == (4, {3})


def test_a_record_that_moved_is_the_same_record(plain: Path) -> None:
    """The faulty second output moves up when the first is deleted: it is still not fixed."""
    first, second = (
        {w: c for w, c in complete(FIRST).items() if w.field.startswith("outputs.") and w.record == n}
        for n in (1, 2)
    )
    faulty(plain, changes={at("M3.outputs.unit", 2): None})
    correct(plain, now=NOW)
    moved: dict[Where, Cell] = {Where(w.module, w.field, 1): c for w, c in second.items()}
    gone: dict[Where, Cell] = dict.fromkeys(second)
    assert first.keys() == moved.keys()
    faulty(plain, 2, changes={**moved, **gone, UNIT: None})
    assert answers(plain, LATER) == [(1, "C-04 M3.outputs.unit", "ยังไม่แก้", "")]


def outputs(*rows: tuple[str, ...]) -> Submission:
    fields = ("name", "target", "unit")
    cells: dict[Where, Cell] = {
        at(f"M3.outputs.{f}", n): v
        for n, row in enumerate(rows, start=1)
        for f, v in zip(fields, row, strict=True)
    }
    return submission_of(shipped(2570).form, stamp(), cells)


@pytest.mark.parametrize(
    ("after", "places"),
    [
        ([("ก", "1", ""), ("ข", "2", "คน")], [1, 2]),
        ([("ข", "2", "คน"), ("ก", "1", "คน")], [2, 1]),
        ([("ข", "2", "คน")], [None, 1]),
        ([("ค", "9", "เล่ม"), ("ข", "2", "คน")], [1, 2]),
        ([], [1, 2]),
    ],
)  # fmt: skip
def test_records_are_paired_by_what_they_hold(after: list[tuple[str, ...]], places: list[int | None]) -> None:
    changes = Changes(outputs(("ก", "1", ""), ("ข", "2", "คน")), outputs(*after))
    found = [changes.place(at("M3.outputs.unit", n)) for n in (1, 2)]
    assert [place and place.record for place in found] == places


def test_words_of_a_reviewer_are_answered_by_what_changed(logged: Path) -> None:
    """A change in the part, elsewhere, or nowhere; and an answered line is no reason to send again."""
    faulty(logged, changes={})
    correct(logged, now=NOW)
    assert [a[2] for a in answers(logged, NOW)] == ["รอส่งคืน", "รอส่งคืน"]
    faulty(logged, 2, changes={at("M2.area"): "ทุกอำเภอ"})
    changed = "คำตอบที่เปลี่ยน: M2 พื้นที่ดำเนินโครงการ"
    assert answers(logged, LATER) == [
        (1, "comment M3", "แก้ที่อื่น", changed),
        (1, "comment ทั้งโครงการ", "แก้แล้ว", f"{changed} — คนควรอ่านว่าตรงตามที่ขอ"),
    ]
    assert correct(logged, now=LATER).clean == (FIRST, SECOND)
    assert [r.code for r in correct(logged, [FIRST], LATER).sent[0].requests] == ["comment", "comment"]
    changes = {at("M2.area"): "ทุกอำเภอ", NAME: "คู่มือเล่มใหม่"}
    faulty(logged, 3, changes=changes)
    assert answers(logged, LAST)[2:] == [
        (2, "comment M3", "แก้แล้ว", "คำตอบที่เปลี่ยน: M3 เป้าหมายเชิงผลผลิต (Output) — คนควรอ่านว่าตรงตามที่ขอ"),
        (2, "comment ทั้งโครงการ", "แก้แล้ว", "คำตอบที่เปลี่ยน: M3 เป้าหมายเชิงผลผลิต (Output) — คนควรอ่านว่าตรงตามที่ขอ"),
    ]


def test_a_workbook_that_comes_back_as_it_went_out_answers_nothing(plain: Path) -> None:
    correct(plain, now=NOW)
    shutil.copy(workbook(plain), plain / "returns" / "ไม่ได้แก้.xlsx")
    same = {(word, remark) for _, _, word, remark in answers(plain, LATER)}
    assert same == {("ยังไม่แก้", "ส่งคืนแล้วโดยไม่ได้เปลี่ยนคำตอบใด")}
    assert correct(plain, now=LATER).waiting == (FIRST,)


def test_a_finding_that_the_office_waives_since_is_waived(tmp_path: Path) -> None:
    waivers = [{"project": FIRST, "rule": "C-22", "until": "31 ธ.ค. 2569", "reason": "รับโอน"}]
    folder = workspace(tmp_path, FIRST, lists={"rule_waivers": waivers})
    faulty(folder, changes={at("M2.project_nature"): "ไม่ใช้งบประมาณ"})
    (sent,) = correct(folder, now=datetime(2027, 1, 5)).sent  # after the waiver's last day
    assert [r.code for r in sent.requests] == ["C-22"]
    faulty(folder, 2, changes={at("M2.project_nature"): "ไม่ใช้งบประมาณ", at("M2.area"): "ทุกอำเภอ"})
    assert answers(folder, NOW) == [(1, "C-22 M2.project_nature", "ยกเว้นแล้ว", "ยกเว้นถึง 31 ธ.ค. 2569: รับโอน")]


def test_the_consolidated_workbook_keeps_the_rounds(plain: Path) -> None:
    correct(plain, now=NOW)
    faulty(plain, 2, changes={**FAULTS, UNIT: "คน"})
    frames = frames_of(consolidate(plain, LATER).workbook)
    rounds = frames["รอบการแก้ไข"]
    columns = ["รอบที่", "ฉบับที่", "รายการที่", "ระดับ", "รหัส", "ส่วน", "ผล", "จำนวนวัน"]
    assert rounds[columns].to_numpy().tolist() == [
        [1, 2, 1, "ต้องแก้", "C-20", "M2", "ยังไม่แก้", 9],
        [1, 2, 2, "ต้องแก้", "C-04", "M3", "ยังไม่แก้", 9],
        [1, 2, 3, "ต้องแก้", "C-04", "M3", "แก้แล้ว", 9],
        [1, 2, 4, "ต้องแก้", "C-04", "M3", "ยังไม่แก้", 9],
    ]
    assert set(rounds["รหัสโครงการ"]) == {FIRST}
    projects = frames["โครงการ"].set_index("รหัสโครงการ (ภายใน)")
    counts = projects[["รอบการแก้ไข", "คำขอแก้ไขที่ค้าง"]].to_numpy().tolist()
    assert counts == [[1, 3], [0, 0]]


# ---------------------------------------------------------------- cut off, lost, in the way


def test_a_killed_run_is_taken_up_where_it_ended(sent_back: Path, tmp_path: Path) -> None:
    """Requests noted and the workbook in its place, not noted as issued: the next run adopts both."""
    journal = sent_back / "issued.csv"
    whole, before = journal.read_bytes(), read_requests(sent_back)
    journal.write_bytes(whole[: whole.index(b"2026-12-09")])
    again = correct(sent_back, now=LATER)
    assert (again.sent, again.waiting) == ((), (FIRST,))
    assert [i.file for i in read_issued(sent_back)][-1] == f"corrections/{FIRST}_issue-2_correct.xlsx"
    # requests without a workbook were never sent: the next run sends its own under the same number
    workbook(sent_back).unlink()
    journal.write_bytes(whole[: whole.index(b"2026-12-09")])
    assert answers(sent_back, LATER) == []
    (sent,) = correct(sent_back, now=LATER).sent
    assert (sent.line.issue, {r.round for r in sent.requests}) == (2, {1})
    assert read_requests(sent_back) == [*before, *sent.requests]
    assert [r[:2] for r in answers(sent_back, LAST)] == [
        (1, f"{r.code} {r.address or r.part}") for r in sent.requests
    ]


def test_a_failure_sends_nothing(plain: Path) -> None:
    """Somebody's file bears the next name: nothing is noted, and it is left alone."""
    workbook(plain).parent.mkdir(exist_ok=True)
    workbook(plain).write_bytes(b"somebody's")
    with pytest.raises(JobError, match="_issue-2_correct"):
        correct(plain, now=NOW)
    assert (workbook(plain).read_bytes(), read_requests(plain)) == (b"somebody's", [])


def test_a_request_is_read_as_it_was_noted(tmp_path: Path) -> None:
    whole = Request("C-01", "E", "M3", "M3.rationale", 0, "0012", "ว่าง\n“กรอก”", "=คำของผู้ตรวจ",
                    issued_at="2026-12-09T16:30:00", round=1, project=FIRST, issue=2, number=1,
                    due=date(2026, 12, 16), about="a" * 64)  # fmt: skip
    with noting_requests(tmp_path, [whole]):
        pass
    assert read_requests(tmp_path) == [whole]


@pytest.mark.parametrize("spoiled", [{"severity": "X"}, {"issue": 0}])
def test_a_request_that_makes_no_sense_says_where(tmp_path: Path, spoiled: dict[str, str | int]) -> None:
    sound = Request("C-04", "E", issued_at=NOW.isoformat(), round=1, project=FIRST, issue=2, number=1)
    with noting_requests(tmp_path, [sound, replace(sound, **spoiled)]):  # type: ignore[arg-type]
        pass
    with pytest.raises(JournalError) as error:
        read_requests(tmp_path)
    assert (error.value.path, error.value.line) == (tmp_path / "corrections.csv", 3)


def test_a_request_about_a_question_that_the_form_has_no_more_is_no_failure(sent_back: Path) -> None:
    journal = sent_back / "corrections.csv"
    text = journal.read_text(encoding="utf-8-sig").replace("M2.budget_total", "M2.no_such_question")
    journal.write_text(text, encoding="utf-8-sig")
    faulty(sent_back, 2, changes={**FAULTS, UNIT: "คน"})
    (gone,) = [r for r in consolidate(sent_back, LATER).collected.rounds if "no_such" in r.request.address]
    assert (gone.word, gone.remark) == ("แก้ที่อื่น", "แบบไม่มีคำถามนี้แล้ว")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def test_the_command_says_what_it_sent_and_what_waits(plain: Path) -> None:
    first, again = run("correct", plain), run("correct", plain, "--lang", "en")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert f"corrections/{FIRST}_issue-2_correct.xlsx · ครั้งที่ 1 · 4 รายการ · ส่งคืนภายใน" in first.output
    assert "ออกสมุดแก้ไข 1 ไฟล์" in first.output
    assert "ไม่มีเรื่องที่ต้องแก้ไข 1 โครงการ" in first.output
    assert "รับไฟล์ใหม่ 1 ไฟล์ก่อนส่งกลับ" in first.output
    assert "Issued 0 correction workbooks" in again.output
    assert "1 projects have the same requests already" in again.output


def test_the_command_refuses_an_unknown_project_and_holds_back_a_lost_return(plain: Path) -> None:
    unknown = run("correct", plain, "--project", "2570-999")
    assert (unknown.exit_code, "2570-999" in unknown.output) == (2, True)
    consolidate(plain, NOW)
    for path in (plain / "returns").iterdir():
        path.unlink()
    for copy in (plain / "received").iterdir():
        copy.unlink()
    lost = run("correct", plain)
    assert (lost.exit_code, "หายหรืออ่านไม่ได้" in lost.output) == (1, True)
    assert list((plain / "corrections").iterdir()) == []


# ---------------------------------------------------------------- as spreadsheet applications see it


def test_excel_would_take_it_and_libreoffice_computes_the_same(
    bases: Mapping[str, Path], tmp_path: Path
) -> None:
    require(openxml.available(), "the Open XML SDK validator")
    require(libreoffice.available(), "LibreOffice")
    path = workbook(bases["sent"])
    assert openxml.errors([path])[path] == []
    (copy,) = libreoffice.recalculated([path], tmp_path / "again")
    assert libreoffice.formula_differences(path, copy) == []


def test_what_changes_is_seen_at_once_and_answered_when_it_returns(sent_back: Path) -> None:
    require(live.available(), "LibreOffice with python3-uno")
    seen: list[list[str]] = []

    def look(document: object) -> None:
        rows = [f"J{r}" for r in range(9, 15)]
        seen.append([live.cells(document, PAGE, c).String for c in ("B5", *rows)])

    def fix(document: object) -> None:
        look(document)
        live.cells(document, M2, "E24").Value = 680000
        look(document)
        live.cells(document, M3, "F22").Value = 120
        for cell in ("G22", "G23"):
            live.cells(document, M3, cell).String = "คน"
        look(document)

    with live.office() as office:
        office.changed(workbook(sent_back), fix, sent_back / "returns" / "แก้แล้ว.xlsx")
    wait, done = "ยังไม่เปลี่ยน", "เปลี่ยนแล้ว"
    assert seen == [
        ["เปลี่ยนแล้ว 0 จาก 6 รายการ", *[wait] * 6],
        ["เปลี่ยนแล้ว 2 จาก 6 รายการ", wait, done, done, wait, wait, wait],
        ["เปลี่ยนแล้วครบ 6 รายการ — ตรวจแผ่น “เริ่มที่นี่” แล้วส่งคืน", *[done] * 6],
    ]
    done = consolidate(sent_back, LATER).collected
    assert [reply.word for reply in done.rounds] == ["แก้แล้ว"] * 6
    assert done.counted[FIRST].standing == ()
