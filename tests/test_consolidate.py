"""`consolidate`: what is taken in, what counts, and that nothing depends on chance."""

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from builders import at
from emenscr_xl import consolidate
from emenscr_xl.jobs.consolidate import Consolidated
from emenscr_xl.register.ledger import read_ledger
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
        "b.xlsx": "superseded",
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
    assert decisions(consolidate(tmp_path, NOW)) == {"z.xlsx": "superseded", "a.xlsx": "counted"}


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
        "แนบ.pdf": "unreadable", "แบบอื่น.xlsx": "other_form", "นอกแผน.xlsx": "unknown_project",
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
    assert cells(consolidate(tmp_path, LATER).workbook) == first
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


def test_json_is_as_published(tmp_path: Path) -> None:
    workspace(tmp_path)
    send(tmp_path, "a.xlsx", FIRST, changes={at("M2.area"): None})
    said = consolidate(tmp_path, NOW).as_json()
    assert list(said) == ["projects", "counted", "files", "findings", "workbook"]
    assert (said["projects"], said["counted"], said["findings"]) == (3, 1, 1)
    assert list(said["files"][0]) == ["path", "sha256", "project", "decision", "reason"]
    assert Path(said["workbook"]).name == "consolidated-2570.xlsx"
