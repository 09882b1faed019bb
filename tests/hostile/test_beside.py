"""What lies in the other folders of a workspace, and what is no file at all."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from emenscr_xl import consolidate
from workspaces import NOW, send, workspace

PROJECT = "2570-001"
GREAT = 5_000_000_000


def great(path: Path) -> Path:
    """Five thousand million bytes: more than any of the machines that this runs on likes to hold."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04" if path.suffix == ".xlsx" else b"code,name\n")
        stream.truncate(GREAT)
    return path


@pytest.fixture
def office(tmp_path: Path) -> Path:
    workspace(tmp_path, PROJECT)
    send(tmp_path, "ดี.xlsx", PROJECT)
    return tmp_path


@pytest.mark.parametrize("name", ["รายการ.xlsx", "รายการ.csv"])
def test_a_list_that_is_far_too_large_stops_nothing(name: str, office: Path) -> None:
    great(office / "emenscr" / name)
    done = consolidate(office, NOW)
    assert done.counted == 1
    (finding,) = done.collected.beside.exported.findings
    assert finding.message_th.startswith("ไฟล์รายการจาก eMENSCR ใหญ่ผิดปกติจึงไม่เปิดอ่าน (")


def test_an_alignment_workbook_that_is_far_too_large_is_named(office: Path) -> None:
    path = great(office / "alignment" / "วิเคราะห์.xlsx")
    done = consolidate(office, NOW)
    assert done.counted == 1
    assert path.parent.name in done.unread


def test_a_folder_that_may_not_be_opened_is_named(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = office / "returns" / "ปิด"
    closed.mkdir()
    listed = os.scandir

    def scandir(path: Any) -> Any:
        if Path(os.fspath(path)) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    done = consolidate(office, NOW)
    assert done.counted == 1
    assert done.unread == ("returns/ปิด",)
    assert done.unread_because["returns/ปิด"].message_th == (
        "เปิดโฟลเดอร์นี้ไม่ได้ (ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น) จึงยังไม่ได้รับไฟล์ที่อยู่ในนั้น"
        " — ขอสิทธิ์เปิดโฟลเดอร์ หรือย้ายไฟล์ออกมา แล้วสั่งอีกครั้ง"
    )
