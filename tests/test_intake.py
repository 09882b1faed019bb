"""Taking in: whatever a file is called, what is in it decides; and the list of files proves who sent what."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from builders import at, sample
from consolidated_reader import frames_of
from emenscr_xl import consolidate
from emenscr_xl.jobs.consolidate import Consolidated
from emenscr_xl.register.files.ledger import read_ledger
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

LITTER = {
    "~$ดี.xlsx": "ล็อก", ".~lock.ดี.xlsx#": "ล็อก", "._ดี.xlsx": "ระบบ", ".DS_Store": "ระบบ",
    "THUMBS.DB": "ระบบ", "Desktop.ini": "ระบบ", "ดี.xlsx.tmp": "ชั่วคราว", "ดี.xlsx.crdownload": "ชั่วคราว",
    "ดี.xlsx.partial": "ชั่วคราว", "~WRL0001.tmp": "ชั่วคราว",
}  # fmt: skip


def decisions(done: Consolidated) -> dict[str, str]:
    return {Path(r.file).name: r.decision for r in done.collected.received}


def test_what_programs_leave_is_kept_and_listed_with_its_reason(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST)
    for name in LITTER:
        (tmp_path / "returns" / name).write_bytes(f"litter of {name}".encode())
    done = consolidate(tmp_path, NOW)
    assert decisions(done) == dict.fromkeys(LITTER, "ignored")
    for line in done.collected.received:
        assert LITTER[Path(line.file).name] in line.reason
        assert (tmp_path / line.copy).read_bytes() == f"litter of {Path(line.file).name}".encode()
    assert done.waiting == done.unread == ()


def test_a_real_return_counts_under_any_name(tmp_path: Path) -> None:
    names = [
        *LITTER, "final (1).xlsx", "ส่งงาน ฉบับแก้ไข ๒.xlsx", "ย่อย/ลึก/ลงไป/a.xlsx", "x-DESKTOP-AB12.xlsx", "ก",
    ]  # fmt: skip
    workspace(tmp_path, *(p["id"] for p in sample().projects))
    sent = {}
    for name, project in zip(names, sample().projects, strict=False):
        path = tmp_path / "returns" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        send(tmp_path, "sent.xlsx", project["id"]).rename(path)
        sent[f"returns/{name}"] = project["id"]
    received = consolidate(tmp_path, NOW).collected.received
    assert {r.file: r.project for r in received if r.decision == "counted"} == sent
    assert len(sent) == len(received) == len(names)


def test_litter_that_cannot_be_opened_is_nobody_s_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel holds the lock file of a workbook that is open now."""
    workspace(tmp_path, FIRST)
    held = tmp_path / "returns/~$a.xlsx"
    held.write_bytes(b"lock")
    opened = os.open

    def refuse(name: os.PathLike[str] | str, *how: int, **more: int) -> int:
        if Path(name) == held:
            raise PermissionError(13, "locked", str(name))
        return opened(name, *how, **more)

    monkeypatch.setattr(os, "open", refuse)
    done = consolidate(tmp_path, NOW)
    assert (done.unread, done.collected.received) == ((), ())


def test_the_list_of_files_proves_who_sent_what_and_what_was_found(tmp_path: Path) -> None:
    """The coordinator as the return names them, however odd, and the findings as they were."""
    workspace(tmp_path, FIRST, SECOND)
    odd = {at("M2.coordinator_name"): "=นางสาว  ตัวอย่าง", at("M2.area"): None}
    send(tmp_path, "a.xlsx", FIRST, quarters=(1, 2), changes=odd)
    send(tmp_path, "b.xlsx", THIRD)
    (tmp_path / "returns/c.xlsx").write_bytes(b"")
    frame = frames_of(consolidate(tmp_path, NOW).workbook)["ไฟล์ที่ได้รับ"].set_index("ไฟล์")
    first, other, empty = (frame.loc[f"returns/{n}.xlsx"] for n in "abc")
    number = read_ledger(tmp_path)[0].sha256[:12]
    assert list(first[["เลขไฟล์", "ผู้ส่ง", "ฉบับที่", "รายงาน M6 ไตรมาส"]]) == [
        number, "=นางสาว ตัวอย่าง", 1, "1, 2"
    ]  # fmt: skip
    assert first["วันที่รับ"].date() == date(2026, 12, 9)
    assert list(first[["E", "W", "I"]]) == [1, 0, 0]
    assert (other["ผลการพิจารณา"], other["ผู้ส่ง"] != "") == ("ไม่พบโครงการ", True)
    assert empty[["ผู้ส่ง", "E"]].isna().all()


def test_a_ledger_of_an_older_version_is_read_and_added_to(tmp_path: Path) -> None:
    """Without senders and findings; with duplicates that say nothing of their content."""
    workspace(tmp_path, FIRST, SECOND)
    shutil.copy(send(tmp_path, "a.xlsx", FIRST), tmp_path / "returns/b.xlsx")
    consolidate(tmp_path, NOW)
    ledger = tmp_path / "received.csv"
    first, second = read_ledger(tmp_path)
    ledger.write_text(
        "received_at,sha256,file,modified_at,project,issue,quarter,reports,decision,reason\n"
        f"{first.received_at},{first.sha256},{first.file},,{FIRST},1,0,,counted,\n"
        f"{second.received_at},{second.sha256},{second.file},,,,,,duplicate,เหมือนกับ a\n",
        encoding="utf-8-sig",
    )
    send(tmp_path, "c.xlsx", SECOND)
    done = consolidate(tmp_path, NOW.replace(hour=17))
    assert decisions(done) == {"a.xlsx": "counted", "b.xlsx": "duplicate", "c.xlsx": "counted"}
    frame = frames_of(done.workbook)["ไฟล์ที่ได้รับ"].set_index("ไฟล์")
    assert frame["E"].isna().tolist() == [True, True, False]
    assert [r.sender != "" for r in read_ledger(tmp_path)] == [False, False, True]
