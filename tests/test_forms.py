"""`forms`: one workbook for each must-enter project, issued once, never written over."""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from builders import at, returned
from emenscr_xl import consolidate, forms, new
from emenscr_xl.cli.main import app
from emenscr_xl.core.submission import Cell
from emenscr_xl.jobs.workspace import JobError
from emenscr_xl.register.files.issued import read_issued
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace


def test_issues_one_prefilled_workbook_for_each_must_enter_project(tmp_path: Path) -> None:
    result = forms(workspace(tmp_path, FIRST, SECOND, "2570-011", "2570-019"))  # 011 ไม่ต้อง, 019 รอพิจารณา
    assert [line.project for line in result.issued] == [FIRST, SECOND]
    answers = returned(tmp_path / result.issued[0].file).submission
    assert answers.stamp.project == FIRST
    assert answers.text("M2.project_name") == "โครงการพัฒนาการอ่านออกเขียนได้ของนักเรียนชั้นประถมศึกษาปีที่ 1–3"
    assert answers.text("M1.mp_primary_y1") == "120101"
    assert answers.number("M2.budget_total") == 680000


def test_a_second_run_issues_nothing(tmp_path: Path) -> None:
    workspace(tmp_path)
    first = forms(tmp_path)
    before = {p: p.read_bytes() for p in (tmp_path / "forms").iterdir()}
    again = forms(tmp_path)
    assert (len(first.issued), len(again.issued)) == (3, 0)
    assert again.already == (FIRST, SECOND, THIRD)
    assert {p: p.read_bytes() for p in (tmp_path / "forms").iterdir()} == before


def test_a_named_project_is_issued_again_with_the_next_number(tmp_path: Path) -> None:
    workspace(tmp_path)
    forms(tmp_path)
    again = forms(tmp_path, projects=[SECOND])
    assert [(line.project, line.issue) for line in again.issued] == [(SECOND, 2)]
    assert returned(tmp_path / again.issued[0].file).submission.stamp.issue == 2


def test_every_issue_of_a_project_has_the_next_number(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST, SECOND)
    issued = [forms(tmp_path), forms(tmp_path, 1), forms(tmp_path, projects=[FIRST]), forms(tmp_path, 2)]
    issued += [forms(tmp_path, 2, [FIRST]), forms(tmp_path, 2)]
    numbers = [[(line.project, line.issue, line.quarter) for line in result.issued] for result in issued]
    assert numbers == [
        [(FIRST, 1, 0), (SECOND, 1, 0)],
        [(FIRST, 2, 1), (SECOND, 2, 1)],
        [(FIRST, 3, 0)],
        [(FIRST, 4, 2), (SECOND, 3, 2)],
        [(FIRST, 5, 2)],
        [],
    ]


def test_a_number_that_was_returned_is_not_given_again(tmp_path: Path) -> None:
    """issued.csv has lost its lines; the ledger of returns still knows issue 7."""
    workspace(tmp_path, FIRST)
    forms(tmp_path)
    send(tmp_path, "ส่งคืน.xlsx", FIRST, issue=7)
    consolidate(tmp_path, NOW)
    (tmp_path / "issued.csv").unlink()
    assert [line.issue for line in forms(tmp_path, projects=[FIRST]).issued] == [8]


def test_a_number_that_lies_in_forms_for_another_quarter_is_not_given_again(tmp_path: Path) -> None:
    """What a killed run left for quarter 1 is noted; quarter 2 has the next number."""
    workspace(tmp_path, FIRST)
    forms(tmp_path, 1)
    (tmp_path / "issued.csv").unlink()
    done = forms(tmp_path, 2)
    assert [(i.issue, i.quarter) for i in done.adopted] == [(1, 1)]
    assert [(i.issue, i.quarter) for i in done.issued] == [(2, 2)]
    assert [(i.issue, i.quarter) for i in read_issued(tmp_path)] == [(1, 1), (2, 2)]
    shutil.copy(tmp_path / f"forms/{FIRST}_issue-1_Q1.xlsx", tmp_path / f"forms/{FIRST}_issue-3_Q1.xlsx")
    with pytest.raises(JobError, match=f"{FIRST}_issue-3_Q1"):
        forms(tmp_path, 3)  # its stamp says issue 1


def test_a_workbook_that_a_killed_run_has_left_is_noted_and_not_written_again(tmp_path: Path) -> None:
    workspace(tmp_path)
    left = tmp_path / forms(tmp_path, projects=[SECOND]).issued[0].file
    (tmp_path / "issued.csv").unlink()
    os.utime(left, (1_700_000_000, 1_700_000_000))
    said = run("forms", tmp_path)
    assert f"forms/{left.name} (ออกไว้แล้วก่อนการทำงานหยุดกลางคัน บันทึกเพิ่มให้แล้ว)" in said.output
    assert left.stat().st_mtime == 1_700_000_000
    assert sorted(i.project for i in read_issued(tmp_path)) == [FIRST, SECOND, THIRD]
    assert forms(tmp_path).already == (FIRST, SECOND, THIRD)


def test_a_quarter_s_workbook_holds_all_that_was_returned(tmp_path: Path) -> None:
    workspace(tmp_path)
    changes = {at("M3.outputs.target", 1): "ราว ๆ ร้อย", at("M2.area"): "=ทุกโรงเรียน"}
    send(tmp_path, "ส่งคืน.xlsx", FIRST, quarters=(1,), changes=changes)
    consolidate(tmp_path, NOW)
    line = forms(tmp_path, 2, [FIRST]).issued[0]
    before, after = (returned(p).submission for p in (tmp_path / "returns/ส่งคืน.xlsx", tmp_path / line.file))
    assert after.stamp.quarter == 2
    typed = {w: a for w, a in before.answers.items() if not before.form.question(w.address)[2].locked}
    assert {w: after.answers.get(w) for w in typed} == typed


def test_an_unknown_file_in_the_way_is_not_written_over(tmp_path: Path) -> None:
    workspace(tmp_path)
    stranger = tmp_path / "forms" / f"{FIRST}_issue-1.xlsx"
    stranger.write_bytes(b"somebody's")
    with pytest.raises(JobError):
        forms(tmp_path)
    assert stranger.read_bytes() == b"somebody's"


def test_a_project_that_need_not_be_entered_cannot_be_named(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST, "2570-011")
    with pytest.raises(JobError, match="2570-011"):
        forms(tmp_path, projects=["2570-011"])


def test_doubts_about_the_register_are_said(tmp_path: Path) -> None:
    workspace(tmp_path)
    assert forms(tmp_path).register_findings == ()


def test_a_re_issue_gives_every_answer_back_as_it_was_typed(tmp_path: Path) -> None:
    """Numbers longer than a cell holds, names that disagree with their code, wrong kinds of answer."""
    workspace(tmp_path)
    changes = {
        at("M2.budget_total"): "12345678901234567.89",
        at("M1.ns_primary_strategy"): "3 – ยุทธศาสตร์ชื่อที่พิมพ์เอง",
        at("M2.start_date"): "ต้นเดือนตุลาคม",
        at("M3.outputs.target", 1): "-ประมาณ ๑๐๐",
    }
    send(tmp_path, "ส่งคืน.xlsx", FIRST, changes=changes)
    consolidate(tmp_path, NOW)
    line = forms(tmp_path, projects=[FIRST]).issued[0]
    again = returned(tmp_path / line.file).submission
    assert {w: again.typed(w.address, w.record) for w in changes} == changes


# ---------------------------------------------------------------- rows that cannot have a workbook


def registered(folder: Path, *ids: str, **lists: Iterable[Mapping[str, Cell]]) -> Path:
    """A workspace whose must-enter projects have these ids, in a folder of its own."""
    plan = [{"id": i, "name": f"โครงการ {n}", "must_enter": "ต้องนำเข้า"} for n, i in enumerate(ids, start=1)]
    new(folder / "งาน", 2570, "สพป.ตัวอย่าง", {"action_plan": plan, **lists})
    return folder / "งาน"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*_issue-*"))


def test_no_id_writes_outside_the_workspace(tmp_path: Path) -> None:
    result = forms(registered(tmp_path, "../../evil", "2570-001", "a/b", "con"))
    assert files(tmp_path) == ["งาน/forms/2570-001_issue-1.xlsx"]
    assert result.held == ("../../evil", "a/b", "con")
    assert [f.code for f in result.register_findings] == ["REG-02"] * 3
    assert not result.clean


def test_repeated_ids_are_held_back_and_the_rest_issued(tmp_path: Path) -> None:
    folder = registered(tmp_path, "2570-001", "ABC", "2570-001", "abc", "2570-002")
    result = forms(folder)
    assert files(folder) == ["forms/2570-002_issue-1.xlsx"]
    assert result.held == ("2570-001", "ABC", "abc")
    assert {f.code for f in result.register_findings} == {"REG-01"}


def test_rows_held_back_are_said_after_the_doubts_and_the_status_is_1(tmp_path: Path) -> None:
    folder = registered(tmp_path, "2570-001", "2570-001", "2570-002")
    thai, english = run("forms", folder), run("forms", folder, "--lang", "en")
    assert (thai.exit_code, english.exit_code) == (1, 1)
    words = ("REG-01", "2570-002_issue-1.xlsx", "ยังไม่ออกแบบให้ 1 โครงการ", "แก้ในทะเบียนคุมแล้วสั่งอีกครั้ง: 2570-001")
    places = [thai.output.index(word) for word in words]
    assert places == sorted(places)
    assert "held back: 2570-001" in english.output
    assert "Correct the register" in english.output


def test_a_clean_register_gives_status_0_and_one_with_a_fault_1(tmp_path: Path) -> None:
    assert run("forms", workspace(tmp_path / "ดี", FIRST)).exit_code == 0
    calendar = [{"scope": "M1-M5", "owners_due": "เร็ว ๆ นี้", "sent_by": "31 ธ.ค. 2569"}]
    assert run("forms", registered(tmp_path, "2570-001", calendar=calendar)).exit_code == 1


def test_a_doubt_that_need_not_be_mended_gives_status_0(tmp_path: Path) -> None:
    result = run("forms", registered(tmp_path, "2570-001", approvals=[
        {"project": "2570-999", "approval_scope": "M1-M5", "approval_status": "ร่าง"}
    ]))  # fmt: skip
    assert (result.exit_code, "REG-03" in result.output) == (0, True)


def test_only_held_rows_is_not_an_empty_action_plan(tmp_path: Path) -> None:
    assert "กรอกแผนปฏิบัติการ" not in run("forms", registered(tmp_path, "a/b")).output


def test_a_named_project_that_is_held_back_is_not_unknown(tmp_path: Path) -> None:
    result = forms(registered(tmp_path, "a/b", "c/d", "2570-001"), projects=["a/b", "๒๕๗๐–๐๐๑"])
    assert (result.held, [line.project for line in result.issued]) == (("a/b",), ["2570-001"])


def test_the_file_and_the_stamp_have_the_id_with_plain_digits_and_dashes(tmp_path: Path) -> None:
    folder = registered(tmp_path, "๒๕๗๐–๐๐๑")
    (line,) = forms(folder).issued
    assert line.file == "forms/2570-001_issue-1.xlsx"
    assert returned(folder / line.file).submission.stamp.project == "2570-001"


def test_nothing_is_issued_when_a_later_file_is_in_the_way(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "forms" / f"{THIRD}_issue-1.xlsx").write_bytes(b"somebody's")
    with pytest.raises(JobError, match=THIRD):
        forms(tmp_path)
    assert files(tmp_path) == [f"forms/{THIRD}_issue-1.xlsx"]


# ---------------------------------------------------------------- kept copies


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 damaged"])
def test_a_project_whose_kept_copy_is_lost_is_held_back(tmp_path: Path, content: bytes | None) -> None:
    workspace(tmp_path)
    send(tmp_path, "ส่งคืน.xlsx", FIRST)
    consolidate(tmp_path, NOW)
    (copy,) = (tmp_path / "received").iterdir()
    copy.unlink() if content is None else copy.write_bytes(content)
    result = forms(tmp_path, 1)
    assert [line.project for line in result.issued] == [SECOND, THIRD]
    assert result.held == (FIRST,)
    assert [line.copy for line in result.lost] == [f"received/{copy.name}"]
    said = run("forms", tmp_path, "--quarter", 1)
    assert said.exit_code == 1
    assert f"received/{copy.name}" in said.output
    assert "returns/ส่งคืน.xlsx" in said.output
    assert FIRST in said.output


def test_a_lost_copy_put_back_lets_the_project_be_issued(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST)
    sent = send(tmp_path, "ส่งคืน.xlsx", FIRST)
    consolidate(tmp_path, NOW)
    (copy,) = (tmp_path / "received").iterdir()
    copy.unlink()
    (lost,) = forms(tmp_path, 1).lost
    sent.rename(tmp_path / lost.copy)
    assert [line.project for line in forms(tmp_path, 1).issued] == [FIRST]


# ---------------------------------------------------------------- waivers


def waiving(folder: Path, *scopes: str) -> Path:
    """Two projects, the first of which is waived for some scopes."""
    lines = [{"project": "2570-001", "scope": scope, "kind": "ยกเว้น"} for scope in scopes]
    return registered(folder, "2570-001", "2570-002", extensions=lines)


@pytest.mark.parametrize(("scope", "quarter"), [("M6 Q1", 1), ("M1-M5", 0)])
def test_no_workbook_for_a_project_that_is_waived(tmp_path: Path, scope: str, quarter: int) -> None:
    folder = waiving(tmp_path, scope)
    result = forms(folder, quarter)
    assert ([line.project for line in result.issued], result.waived) == (["2570-002"], ("2570-001",))
    assert result.clean
    assert "ยกเว้น 1 โครงการ" in run("forms", folder, "--quarter", quarter).output
    assert "1 projects are waived" in run("forms", folder, "--quarter", quarter, "--lang", "en").output


@pytest.mark.parametrize(("scope", "quarter"), [("M6 Q1", 2), ("M6 Q1", 0), ("M1-M5", 1)])
def test_a_waiver_of_another_scope_holds_nothing(tmp_path: Path, scope: str, quarter: int) -> None:
    result = forms(waiving(tmp_path, scope), quarter)
    assert (len(result.issued), result.waived) == (2, ())


def test_a_waived_project_that_is_named_is_issued(tmp_path: Path) -> None:
    result = forms(waiving(tmp_path, "M6 Q1"), 1, ["2570-001"])
    assert ([line.project for line in result.issued], result.waived) == (["2570-001"], ())
