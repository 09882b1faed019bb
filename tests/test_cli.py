"""The command line: exit status, Thai first, JSON as published, never a traceback."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from builders import at, complete, submitted, written
from emenscr_xl.cli.main import app
from workspaces import workspace

KEYS = ["code", "severity", "module", "field", "record", "sheet", "cell", "message_th", "message_en"]


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return written(tmp_path / "clean.xlsx", submitted(complete()))


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return written(tmp_path / "faulty.xlsx", submitted({**complete(), at("M2.area"): None}))


def test_exit_0_when_nothing_is_found(clean: Path) -> None:
    result = run("check", clean)
    assert (result.exit_code, "ไม่พบข้อผิด" in result.output) == (0, True)


def test_exit_1_with_where_and_what_to_do(faulty: Path) -> None:
    result = run("check", faulty)
    assert result.exit_code == 1
    assert "M2 ข้อมูลทั่วไป!E" in result.output
    assert "ยังไม่ได้กรอก “พื้นที่ดำเนินโครงการ” — กรอกคำตอบในช่องนี้" in result.output


def test_english_on_demand(faulty: Path) -> None:
    assert "is blank. Fill it in." in run("check", faulty, "--lang", "en").output


def test_json_is_as_published(clean: Path, faulty: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"not a workbook")
    said = json.loads(run("check", clean, faulty, broken, tmp_path / "absent.xlsx", "--json").stdout)
    assert [f["status"] for f in said["files"]] == ["clean", "findings", "unreadable", "unreadable"]
    assert list(said["files"][0]) == ["path", "status", "project", "findings", "notes"]
    (finding,) = said["files"][1]["findings"]
    assert list(finding) == KEYS
    assert (finding["code"], finding["module"], finding["field"]) == ("C-01", "M2", "area")
    assert all(len(f["findings"]) == 1 for f in said["files"][2:])


def test_exit_2_in_one_sentence_when_there_is_no_register(tmp_path: Path) -> None:
    for command in ("forms", "consolidate"):
        result = run(command, tmp_path)
        assert result.exit_code == 2
        assert "ไม่พบทะเบียนคุม" in result.output
        assert "Traceback" not in result.output


def test_exit_2_for_a_year_without_definition(tmp_path: Path) -> None:
    result = run("new", tmp_path / "w", "--fiscal-year", "2599")
    assert (result.exit_code, "2599" in result.output) == (2, True)


def test_new_says_that_it_changed_nothing(tmp_path: Path) -> None:
    run("new", tmp_path, "--office", "สพป.ตัวอย่าง")
    assert "ไม่ได้เปลี่ยนแปลงสิ่งใด" in run("new", tmp_path).output


def test_forms_and_consolidate_say_what_they_did(tmp_path: Path) -> None:
    workspace(tmp_path)
    assert "ออกแบบเก็บข้อมูล 3 ไฟล์" in run("forms", tmp_path).output
    result = run("consolidate", tmp_path)
    assert (result.exit_code, "นับได้ 0 จาก 3 โครงการ" in result.output) == (0, True)


def test_report_says_what_it_wrote_and_for_whom_not(tmp_path: Path) -> None:
    workspace(tmp_path)
    result = run("report", tmp_path)
    assert result.exit_code == 0
    assert "memo-plan-Q" in result.output
    assert "ยังไม่มีแบบที่นับได้ 3 โครงการ จึงไม่มีใบนำเข้า: 2570-001, 2570-004, 2570-007" in result.output
    both = run("report", tmp_path, "--annual", "--quarter", "1")
    assert (both.exit_code, "เลือกอย่างใดอย่างหนึ่ง" in both.output) == (2, True)


def test_an_empty_action_plan_is_explained(tmp_path: Path) -> None:
    run("new", tmp_path)
    assert "กรอกแผนปฏิบัติการในทะเบียนคุมก่อน" in run("forms", tmp_path).output


def test_what_the_system_says_of_a_file_is_said_in_thai(tmp_path: Path) -> None:
    absent = tmp_path / "absent.csv"
    said = CliRunner().invoke(app, ["catalogue", "check", str(absent)])
    assert (said.exit_code, "ไม่พบไฟล์หรือโฟลเดอร์" in said.output, "No such file" in said.output) == (
        2,
        True,
        False,
    )
    said = CliRunner().invoke(app, ["catalogue", "check", str(absent), "--lang", "en"])
    assert "No such file" in said.output


def test_describe_says_whether_the_pages_agree(tmp_path: Path) -> None:
    def described(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["describe", str(tmp_path), *words])
        return result.exit_code, result.output.splitlines()[-1] if result.output else ""

    assert described("--check") == (1, "ไม่ตรงกับนิยาม — สั่ง make generated")
    assert described("--check", "--lang", "en")[1].endswith("Run: make generated")
    described()
    assert described("--check") == (0, "ตรงกับนิยาม")
    assert described("--check", "--lang", "en") == (0, "The pages agree with the definition.")
