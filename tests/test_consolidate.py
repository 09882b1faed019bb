"""`consolidate`: what is taken in, what counts, and that nothing depends on chance."""

import hashlib
import os
import shutil
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from builders import at, definition, stamp, written
from emenscr_xl import consolidate, correct, forms
from emenscr_xl.cli.main import app
from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.jobs.consolidate import Consolidated
from emenscr_xl.jobs.new import new
from emenscr_xl.jobs.read_cache import FOLDER
from emenscr_xl.jobs.workspace import JobError
from emenscr_xl.register.files.ledger import read_ledger, sha256_of
from emenscr_xl.sheets.source import ClosedWorkbook
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

LATER = datetime(2027, 1, 9, 16, 30)


def decisions(done: Consolidated) -> dict[str, str]:
    return {Path(r.file).name: r.decision for r in done.collected.received}


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(path, data_only=True)
    formulas = load_workbook(path)
    return {
        s.title: [*s.iter_rows(values_only=True), *formulas[s.title].iter_rows(values_only=True)]
        for s in book
    }


def test_the_highest_issue_counts_then_the_newest(tmp_path: Path) -> None:
    workspace(tmp_path)
    send(tmp_path, "a.xlsx", FIRST, issue=2)
    send(tmp_path, "b.xlsx", FIRST, issue=1, changes={at("M2.area"): "อีกฉบับ"})
    send(tmp_path, "c.xlsx", SECOND)
    consolidate(tmp_path, NOW)
    send(tmp_path, "d.xlsx", SECOND, changes={at("M2.area"): "แก้แล้ว"})
    done = consolidate(tmp_path, LATER)
    assert decisions(done) == {
        "a.xlsx": "counted",
        "b.xlsx": "older_issue",
        "c.xlsx": "superseded",
        "d.xlsx": "counted",
    }
    assert done.collected.counted[SECOND].submission.text("M2.area") == "แก้แล้ว"


def test_of_files_received_together_the_one_modified_last_counts(tmp_path: Path) -> None:
    workspace(tmp_path)
    old = send(tmp_path, "z.xlsx", FIRST, changes={at("M2.area"): "เก่า"})
    new = send(tmp_path, "a.xlsx", FIRST, changes={at("M2.area"): "ใหม่"})
    os.utime(old, (1_700_000_000, 1_700_000_000))
    os.utime(new, (1_800_000_000, 1_800_000_000))
    done = consolidate(tmp_path, NOW)
    assert decisions(done) == {"z.xlsx": "conflicting", "a.xlsx": "counted"}
    assert all("ตัดสินไฟล์" in r.reason and r.number in r.reason for r in done.collected.received)


def test_every_sort_of_file_is_one_line_with_a_reason(tmp_path: Path) -> None:
    workspace(tmp_path)
    good = send(tmp_path, "ดี.xlsx", FIRST)
    (tmp_path / "returns" / "ย่อย").mkdir()
    shutil.copy(good, tmp_path / "returns" / "ย่อย" / "สำเนา.xlsx")
    (tmp_path / "returns" / "เสีย.xlsx").write_bytes(good.read_bytes()[:5000])
    (tmp_path / "returns" / "ว่าง.xlsx").write_bytes(b"")
    (tmp_path / "returns" / "แนบ.pdf").write_bytes(b"%PDF-1.7")
    shutil.copy(tmp_path / "register.xlsx", tmp_path / "returns" / "แบบอื่น.xlsx")
    send(tmp_path, "นอกแผน.xlsx", "2570-010")
    (tmp_path / "returns" / "~$ดี.xlsx").write_bytes(b"lock")
    done = consolidate(tmp_path, NOW)
    assert decisions(done) == {
        "ดี.xlsx": "counted", "สำเนา.xlsx": "duplicate", "เสีย.xlsx": "unreadable", "ว่าง.xlsx": "unreadable",
        "แนบ.pdf": "attachment", "แบบอื่น.xlsx": "other_form", "นอกแผน.xlsx": "unknown_project",
        "~$ดี.xlsx": "ignored",
    }  # fmt: skip
    assert all(r.reason for r in done.collected.received)


def test_every_file_is_kept_exactly_under_its_hash(tmp_path: Path) -> None:
    workspace(tmp_path)
    content = send(tmp_path, "ชื่อใดก็ได้.xlsx", FIRST).read_bytes()
    (tmp_path / "returns" / "เสีย.xlsx").write_bytes(content[:100])
    consolidate(tmp_path, NOW)
    kept = {p.stem: p.read_bytes() for p in (tmp_path / "received").iterdir()}
    assert set(kept.values()) == {content, content[:100]}
    assert all(hashlib.sha256(c).hexdigest() == name for name, c in kept.items())


def test_the_ledger_only_grows(tmp_path: Path) -> None:
    workspace(tmp_path)
    send(tmp_path, "a.xlsx", FIRST)
    consolidate(tmp_path, NOW)
    before = (tmp_path / "received.csv").read_bytes()
    send(tmp_path, "b.xlsx", FIRST, issue=2)
    consolidate(tmp_path, LATER)
    assert (tmp_path / "received.csv").read_bytes().startswith(before)
    assert len(read_ledger(tmp_path)) == 2


def test_a_return_still_counts_when_its_file_is_taken_away(tmp_path: Path) -> None:
    workspace(tmp_path)
    send(tmp_path, "a.xlsx", FIRST)
    consolidate(tmp_path, NOW)
    (tmp_path / "returns" / "a.xlsx").unlink()
    assert list(consolidate(tmp_path, LATER).collected.counted) == [FIRST]


def test_a_second_run_with_nothing_new_gives_the_same_workbook(tmp_path: Path) -> None:
    workspace(tmp_path)
    send(tmp_path, "a.xlsx", FIRST, quarters=(1,))
    send(tmp_path, "b.xlsx", SECOND, changes={at("M2.budget_total"): 1})
    first = cells(consolidate(tmp_path, NOW).workbook)
    ledger = (tmp_path / "received.csv").read_bytes()
    same_day = NOW.replace(hour=23)  # another day may find another report late
    assert cells(consolidate(tmp_path, same_day).workbook) == first
    assert (tmp_path / "received.csv").read_bytes() == ledger


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    """The same returns under other names, so listed in another order: the same findings and figures."""
    results = []
    for folder, names in (("x", ("1.xlsx", "2.xlsx", "3.xlsx")), ("y", ("3.xlsx", "1.xlsx", "2.xlsx"))):
        office = workspace(tmp_path / folder)
        for name, project in zip(names, (FIRST, SECOND, THIRD), strict=True):
            sent = send(office, name, project, changes={at("M2.budget_total"): 5})
            os.utime(sent, (1_700_000_000, 1_700_000_000))
        done = consolidate(office, NOW)
        found = {p: c.findings for p, c in done.collected.counted.items()}
        results.append((found, cells(done.workbook)["สรุปประจำปี"]))
    assert results[0] == results[1]


def test_a_project_that_enters_the_register_later_makes_its_file_count(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST)
    send(tmp_path, "a.xlsx", SECOND)
    assert consolidate(tmp_path, NOW).collected.counted == {}
    (tmp_path / "register.xlsx").unlink()
    workspace(tmp_path, FIRST, SECOND)
    assert list(consolidate(tmp_path, LATER).collected.counted) == [SECOND]


def modified(path: Path, hour: int) -> Path:
    moment = datetime(2026, 12, 1, hour).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_newest_is_by_the_order_of_runs_never_by_the_clock(tmp_path: Path) -> None:
    """A ledger of April 2570, and a correction consolidated on a computer whose clock is months behind."""
    workspace(tmp_path)
    modified(send(tmp_path, "a.xlsx", FIRST), 12)
    consolidate(tmp_path, datetime(2027, 4, 12, 9))
    modified(send(tmp_path, "b.xlsx", FIRST, changes={at("M2.area"): "แก้แล้ว"}), 8)
    assert decisions(consolidate(tmp_path, NOW)) == {"a.xlsx": "superseded", "b.xlsx": "counted"}


def test_a_file_sent_again_after_another_competes_anew(tmp_path: Path) -> None:
    """A, then B, then A again, under a new name and under the same."""
    workspace(tmp_path)
    sent = [send(tmp_path, "x.xlsx", FIRST), send(tmp_path, "y.xlsx", SECOND)]
    before = [p.read_bytes() for p in sent]
    consolidate(tmp_path, NOW)
    send(tmp_path, "x.xlsx", FIRST, changes={at("M2.area"): "อีกฉบับ"})
    send(tmp_path, "y.xlsx", SECOND, changes={at("M2.area"): "อีกฉบับ"})
    consolidate(tmp_path, NOW.replace(hour=17))
    (tmp_path / "returns/z.xlsx").write_bytes(before[0])
    (tmp_path / "returns/y.xlsx").write_bytes(before[1])
    done = consolidate(tmp_path, NOW.replace(hour=18))
    counted = {p: Path(c.file.file).name for p, c in done.collected.counted.items()}
    assert counted == {FIRST: "z.xlsx", SECOND: "y.xlsx"}
    assert [r.decision for r in done.collected.received] == ["superseded"] * 4 + ["counted"] * 2
    assert all(c.submission.text("M2.area") != "อีกฉบับ" for c in done.collected.counted.values())


def test_a_duplicate_has_the_project_and_the_copy_of_the_first(tmp_path: Path) -> None:
    workspace(tmp_path)
    sent = modified(send(tmp_path, "a.xlsx", FIRST), 8)
    modified(Path(shutil.copy(sent, tmp_path / "returns/b.XLSM")), 9)
    first, again = consolidate(tmp_path, NOW).collected.received
    assert (again.decision, again.project, again.copy) == ("duplicate", FIRST, first.copy)
    assert (tmp_path / again.copy).read_bytes() == sent.read_bytes()
    assert read_ledger(tmp_path)[1].copy == first.copy


def test_an_untouched_form_never_counts(tmp_path: Path) -> None:
    workspace(tmp_path)
    line = forms(tmp_path, projects=[FIRST]).issued[0]
    modified(send(tmp_path, "a.xlsx", FIRST), 8)
    modified(Path(shutil.copy(tmp_path / line.file, tmp_path / "returns/b.xlsx")), 9)
    form = definition().form
    blank = submission_of(form, stamp(SECOND), issued_cells(form, stamp(SECOND), {"id": SECOND}, {}))
    written(tmp_path / "returns/c.xlsx", blank)  # issued by hand: issued.csv does not know it
    assert decisions(consolidate(tmp_path, NOW)) == {
        "a.xlsx": "counted", "b.xlsx": "unfilled", "c.xlsx": "unfilled"
    }  # fmt: skip


def test_an_untouched_re_issue_does_not_count_and_a_filled_one_does(tmp_path: Path) -> None:
    workspace(tmp_path)
    for project in (FIRST, SECOND, THIRD):
        send(tmp_path, f"{project}.xlsx", project)
    consolidate(tmp_path, NOW)
    forms(tmp_path)
    again = {line.project: tmp_path / line.file for line in forms(tmp_path, 1, [FIRST, SECOND, THIRD]).issued}
    shutil.copy(again[FIRST], tmp_path / "returns/ว่าง.xlsx")
    shutil.copy(again[SECOND], tmp_path / "returns/แบบหาย.xlsx")
    again[SECOND].unlink()  # what was issued cannot be compared: it counts
    send(tmp_path, "กรอก.xlsx", THIRD, issue=2, quarters=(1,))
    done = decisions(consolidate(tmp_path, LATER))
    assert {n: done[n] for n in ("ว่าง.xlsx", "แบบหาย.xlsx", "กรอก.xlsx")} == {
        "ว่าง.xlsx": "unfilled", "แบบหาย.xlsx": "counted", "กรอก.xlsx": "counted"
    }  # fmt: skip


def test_a_form_filled_in_where_it_was_issued_counts(tmp_path: Path) -> None:
    """Somebody fills in the very file in forms/ and copies it to returns/."""
    workspace(tmp_path)
    line = forms(tmp_path, projects=[FIRST]).issued[0]
    shutil.copy(send(tmp_path, "a.xlsx", FIRST), tmp_path / line.file)
    assert decisions(consolidate(tmp_path, NOW)) == {"a.xlsx": "counted"}


def test_nothing_is_read_twice_in_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts, what it is compared with, and a return of no planned project."""
    workspace(tmp_path, FIRST)
    read: list[str] = []

    class Noting(ClosedWorkbook):
        def __init__(self, content: bytes, beside: Collection[str]) -> None:
            read.append(hashlib.sha256(content).hexdigest())
            super().__init__(content, beside)

    monkeypatch.setattr("emenscr_xl.jobs.check.ClosedWorkbook", Noting)
    for issue, project in ((1, FIRST), (2, FIRST), (3, FIRST), (1, SECOND)):
        send(tmp_path, f"{project} {issue}.xlsx", project, issue=issue, changes={at("M2.area"): f"ที่ {issue}"})
    received = consolidate(tmp_path, NOW).collected.received
    assert sorted(read) == sorted(r.sha256 for r in received)
    read.clear()
    assert decisions(consolidate(tmp_path, LATER))[f"{SECOND} 1.xlsx"] == "unknown_project"
    assert read == []
    shutil.rmtree(tmp_path / FOLDER)
    assert decisions(consolidate(tmp_path, LATER))[f"{SECOND} 1.xlsx"] == "unknown_project"
    assert sorted(read) == sorted(r.sha256 for r in received if r.decision in ("counted", "unknown_project"))


@pytest.mark.parametrize("harm", [Path.unlink, lambda p: p.write_bytes(p.read_bytes()[:900])])
def test_a_lost_copy_is_one_row_and_the_next_best_counts(tmp_path: Path, harm: object) -> None:
    workspace(tmp_path)
    send(tmp_path, "a.xlsx", FIRST)
    sent = send(tmp_path, "b.xlsx", FIRST, issue=2, changes={at("M2.area"): "ล่าสุด"})
    content, lost = sent.read_bytes(), consolidate(tmp_path, NOW).collected.received[1]
    sent.unlink()
    harm(tmp_path / lost.copy)  # type: ignore[operator]
    done = consolidate(tmp_path, LATER)
    assert decisions(done) == {"a.xlsx": "counted", "b.xlsx": "unreadable"}
    assert "returns/" in done.collected.received[1].reason
    sent.write_bytes(content)
    assert decisions(consolidate(tmp_path, LATER)) == {"a.xlsx": "older_issue", "b.xlsx": "counted"}
    assert len(read_ledger(tmp_path)) == 2


def test_a_journal_that_excel_saved_is_read_and_added_to(tmp_path: Path) -> None:
    workspace(tmp_path)
    send(tmp_path, "ก.xlsx", FIRST)
    consolidate(tmp_path, NOW)
    ledger = tmp_path / "received.csv"
    excel = ledger.read_text("utf-8-sig").replace("2026-12-09T16:30:00", "9/12/2026 16:30")
    ledger.write_bytes(excel.encode("cp874"))
    send(tmp_path, "ข ①.xlsx", SECOND)
    done = consolidate(tmp_path, LATER)
    assert decisions(done) == {"ก.xlsx": "counted", "ข ①.xlsx": "counted"}
    assert len(consolidate(tmp_path, LATER).collected.received) == 2


@pytest.mark.parametrize("journal", ["received.csv", "issued.csv"])
def test_a_journal_that_makes_no_sense_stops_with_where_and_what_to_do(tmp_path: Path, journal: str) -> None:
    workspace(tmp_path)
    send(tmp_path, "a.xlsx", FIRST)
    (tmp_path / journal).write_text("ชื่อ,วันที่\nก,ข\n", encoding="utf-8")
    with pytest.raises(JobError) as stopped:
        consolidate(tmp_path, NOW)
    for said in (stopped.value.th, stopped.value.en):
        assert journal in said
        assert "2" in said


def test_odd_names_are_taken_in(tmp_path: Path) -> None:
    workspace(tmp_path)
    long = send(tmp_path, "a.xlsx", FIRST).rename(tmp_path / "returns" / ("ย" * 60 + "." + "x" * 70))
    raw = os.fsdecode(bytes(tmp_path / "returns") + b"/\xbb\xc3\xd0.xlsx")
    send(tmp_path, "b.xlsx", SECOND).rename(raw)
    done = consolidate(tmp_path, NOW)
    assert {r.decision for r in done.collected.received} == {"counted"}
    assert {r.file for r in done.collected.received} == {
        f"returns/{long.name}", "returns/\\udcbb\\udcc3\\udcd0.xlsx"
    }  # fmt: skip
    assert len(consolidate(tmp_path, LATER).collected.received) == 2


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    workspace(tmp_path)
    path, opened = send(tmp_path, "ล็อก.xlsx", FIRST), os.open

    def refuse(name: os.PathLike[str] | str, *how: int, **more: int) -> int:
        if Path(name).name == path.name:
            raise PermissionError(13, "locked", str(name))
        return opened(name, *how, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        yield tmp_path


def test_a_file_that_cannot_be_read_now_is_said_and_left_for_next_time(locked: Path) -> None:
    done = consolidate(locked, NOW)
    assert done.unread == ("returns/ล็อก.xlsx",)
    assert done.as_json()["unread"] == ["returns/ล็อก.xlsx"]
    assert "ไม่มีสิทธิ์" in done.as_json()["unread_reasons"]["returns/ล็อก.xlsx"]
    assert read_ledger(locked) == []
    said = CliRunner().invoke(app, ["consolidate", str(locked)]).output
    assert "returns/ล็อก.xlsx" in said
    assert "ครั้งต่อไป" in said


def test_counts_are_those_of_the_summary(tmp_path: Path) -> None:
    """A returned project that need not be entered is in no figure."""
    workspace(tmp_path, FIRST, SECOND, "2570-011")  # 011 ไม่ต้อง
    send(tmp_path, "a.xlsx", FIRST, changes={at("M2.area"): None})
    send(tmp_path, "b.xlsx", "2570-011", changes={at("M2.area"): None})
    done = consolidate(tmp_path, NOW)
    said = done.as_json()
    assert (said["projects"], said["counted"], said["findings"]) == (2, 1, 1)
    assert "นับได้ 1 จาก 2 โครงการที่ต้องนำเข้า · ข้อค้นพบ 1 รายการ" in (
        CliRunner().invoke(app, ["consolidate", str(tmp_path)]).output
    )


def test_attachments_are_kept_and_are_no_trouble(tmp_path: Path) -> None:
    workspace(tmp_path)
    names = ["a.pdf", "b.JPG", "c.jpeg", "d.png", "e.docx", "f.pptx", "g.zip", "h.ods", "i.csv", "j"]
    for name in names:
        (tmp_path / "returns" / name).write_bytes(f"content of {name}".encode())
    send(tmp_path, "k.xlsx", FIRST).rename(tmp_path / "returns/k.zip")
    done = consolidate(tmp_path, NOW)
    assert list(decisions(done).values()) == ["attachment"] * 7 + ["unreadable"] * 3 + ["counted"]
    assert all((tmp_path / r.copy).is_file() for r in done.collected.received)
    said = CliRunner().invoke(app, ["consolidate", str(tmp_path)]).output
    assert "เอกสารแนบ: 7" in said
    assert "a.pdf" not in said
    assert "h.ods" in said


def test_english_says_decisions_and_reasons_in_english(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST)
    forms(tmp_path)
    shutil.copy(tmp_path / f"forms/{FIRST}_issue-1.xlsx", tmp_path / "returns/a.xlsx")
    (tmp_path / "returns/b.xlsx").write_bytes(b"")
    (tmp_path / "returns/c.csv").write_bytes(b"1,2")
    send(tmp_path, "d.xlsx", SECOND)
    gone = consolidate(tmp_path, NOW).collected.received[1]
    (tmp_path / "returns/b.xlsx").unlink()
    (tmp_path / gone.copy).unlink()
    said = CliRunner().invoke(app, ["consolidate", str(tmp_path), "--lang", "en"]).output
    rows = [line for line in said.splitlines() if "Workbook:" not in line]
    assert not any("\u0e01" <= c <= "\u0e5b" for line in rows for c in line)
    assert "unfilled" not in said
    assert "not filled in: 1" in said


def test_a_workbook_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    workspace(tmp_path)
    shutil.rmtree(tmp_path / "reports")
    (tmp_path / "reports").write_text("a file in the way")
    with pytest.raises(JobError, match="consolidated-2570"):
        consolidate(tmp_path, NOW)


def test_json_is_as_published(tmp_path: Path) -> None:
    workspace(tmp_path)
    send(tmp_path, "a.xlsx", FIRST, changes={at("M2.area"): None})
    said = consolidate(tmp_path, NOW).as_json()
    assert list(said) == [
        "projects",
        "counted",
        "files",
        "findings",
        "waived",
        "workbook",
        "parquet",
        "unread",
        "not_written",
        "unread_reasons",
        "waiting",
        "register",
        "emenscr",
    ]
    assert (said["projects"], said["counted"], said["findings"], said["waived"]) == (3, 1, 1, 0)
    assert list(said["files"][0]) == ["path", "sha256", "project", "decision", "reason"]
    assert Path(said["workbook"]).name == "consolidated-2570.xlsx"
    assert (said["unread"], said["register"]) == ([], [])
    assert said["emenscr"] == {"file": "", "lines": 0, "findings": []}


def test_json_tells_what_is_wrong_with_the_register(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "register.xlsx").unlink()
    plan = [{"id": "ก/ข", "name": "ตัวอย่าง", "must_enter": "ต้องนำเข้า"}]
    new(tmp_path, 2570, "สพป.ตัวอย่าง", {"action_plan": plan})
    found = consolidate(tmp_path, NOW).as_json()["register"]
    assert "REG-02" in {f["code"] for f in found}
    keys = ["code", "severity", "module", "field", "record", "sheet", "cell", "message_th", "message_en"]
    assert all(list(f) == keys for f in found)


def test_an_issue_that_was_never_given_out_waits_for_a_person(tmp_path: Path) -> None:
    """Issue 2 of a project that was given issue 1 alone: it must not beat the real one."""
    workspace(tmp_path, FIRST)
    forms(tmp_path, projects=[FIRST])
    send(tmp_path, "a.xlsx", FIRST, issue=1)
    send(tmp_path, "b.xlsx", FIRST, issue=2)
    done = consolidate(tmp_path, NOW)
    assert decisions(done) == {"a.xlsx": "counted", "b.xlsx": "waiting"}
    assert done.collected.counted[FIRST].findings == ()
    (waiting,) = done.as_json()["waiting"]
    assert (waiting["path"], waiting["number"]) == ("returns/b.xlsx", done.collected.received[1].sha256[:12])
    said = CliRunner().invoke(app, ["consolidate", str(tmp_path)]).output
    assert f"returns/b.xlsx: {waiting['reason']}" in said


def test_an_issue_from_before_the_notes_begin_counts_and_is_doubted(tmp_path: Path) -> None:
    """Of a project that was never noted, and of issues before the first that was, nobody can say."""
    workspace(tmp_path, FIRST, SECOND)
    send(tmp_path, "a.xlsx", FIRST, issue=1)
    send(tmp_path, "b.xlsx", SECOND, issue=7)
    consolidate(tmp_path, NOW)
    forms(tmp_path, projects=[FIRST])
    counted = consolidate(tmp_path, LATER).collected.counted
    assert {p: [f.code for f in c.findings] for p, c in counted.items()} == {
        FIRST: ["STR-13"], SECOND: ["STR-13"]
    }  # fmt: skip


def test_without_a_note_of_what_was_issued_no_issue_is_doubted(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST)
    send(tmp_path, "a.xlsx", FIRST, issue=3)
    assert consolidate(tmp_path, NOW).collected.counted[FIRST].findings == ()


def test_a_report_that_the_newer_issue_lacks_is_not_lost_in_silence(tmp_path: Path) -> None:
    """Two workbooks were out at once; the second quarter came in the older one, then the newer without it."""
    workspace(tmp_path / "ก", FIRST)
    sent = send(tmp_path / "ก", "ไตรมาส 2.xlsx", FIRST, issue=1, quarters=(1, 2))
    send(tmp_path / "ก", "ไตรมาส 1.xlsx", FIRST, issue=2, quarters=(1,))
    (found,) = consolidate(tmp_path / "ก", NOW).collected.counted[FIRST].findings
    assert (found.code, found.severity) == ("STR-14", "W")
    assert "M6 Q2 ใน returns/ไตรมาส 2.xlsx (ฉบับที่ 1)" in found.message_th
    assert correct(tmp_path / "ก", now=NOW).sent == ()  # staff look into it first
    aside = {"file": sha256_of(sent.read_bytes()), "decision": "ไม่นับไฟล์นี้", "reason": "รายงานก่อนเวลา"}
    workspace(tmp_path / "ข", FIRST, lists={"file_decisions": [aside]})
    shutil.copytree(tmp_path / "ก" / "returns", tmp_path / "ข" / "returns", dirs_exist_ok=True)
    assert consolidate(tmp_path / "ข", NOW).collected.counted[FIRST].findings == ()
