"""`forms`: one workbook for each must-enter project, issued once, never written over."""

from pathlib import Path

import pytest

from builders import at, returned
from emenscr_xl import consolidate, forms
from emenscr_xl.jobs.workspace import JobError
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
