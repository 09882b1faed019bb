"""A full disk, or a folder that may not be written: one sentence in Thai, exit 2, nothing changed."""

import json
import os
import re
import resource
import shutil
import tempfile
import zoneinfo  # noqa: F401 - what reads dates asks for it, and a child without rights cannot load it
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from builders import at
from emenscr_xl import align, consolidate, correct, forms, import_catalogue
from emenscr_xl.cli import alignment_report, catalogue_report, report
from emenscr_xl.cli.main import app
from emenscr_xl.jobs.lock import LOCK, NOTE
from emenscr_xl.jobs.read_cache import FOLDER
from kills.children import answer
from kills.trials import office
from official_lists import SMALL, VALUE_CHAIN, xlsx_file
from workspaces import FIRST, send

#: A child without rights may not even read the standard library: what a command imports is imported here.
IMPORTED = (align, correct, forms, import_catalogue, alignment_report, catalogue_report, report)
LIST = "รายการ.xlsx"
#: Before now: what comes in one second has no order of arrival.
EARLIER = datetime(2026, 10, 1, 9)
#: Each job as a command, and a size that no file that it must write is smaller than.
COMMANDS: Mapping[str, tuple[list[str], int]] = {
    "consolidate": (["consolidate", "."], 20_000),
    "forms": (["forms", ".", "--quarter", "1"], 20_000),
    "correct": (["correct", "."], 20_000),
    "align": (["align", "."], 20_000),
    "catalogue": (["catalogue", "import", LIST, "."], 300),
}


@pytest.fixture(scope="module")
def ready() -> Iterator[Path]:
    """An office where whoever runs may read, and, unless that is root, write."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        made = office(Path(folder) / "งาน")
        xlsx_file(made / LIST, [VALUE_CHAIN, *SMALL])
        yield made


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name not in (LOCK, NOTE) and FOLDER not in p.parts  # what was read may be kept
    }


def refusal(folder: Path, command: list[str], hardship: Callable[[], object]) -> tuple[int, str, str]:
    """Exit status, output and complaint of a command that a child runs in hardship."""

    def work() -> str:
        os.chdir(folder)
        hardship()
        done = CliRunner().invoke(app, command)
        return json.dumps([done.exit_code, done.stdout, done.stderr or repr(done.exception)])

    code, out, complaint = json.loads(answer(work))
    return code, out, complaint


def denied() -> None:
    """Become somebody who may write nowhere here. Root may write everywhere, and becomes nobody."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    else:
        for folder in (Path(), *Path().rglob("*/")):
            folder.chmod(0o555)


def full(size: int) -> None:
    """No file may grow beyond a size, as where the disk ends."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def assert_refused(folder: Path, command: list[str], hardship: Callable[[], object], reason: str) -> None:
    before = everything(folder)
    code, out, complaint = refusal(folder, command, hardship)
    assert (code, out) == (2, ""), complaint
    assert re.fullmatch(rf"(เขียน|ใช้) \S+ ไม่ได้ \({reason}\) — [ก-๙][^\n]+\n", complaint)
    assert everything(folder) == before


@pytest.mark.parametrize("job", COMMANDS)
def test_a_full_disk_is_said_and_changes_nothing(ready: Path, job: str) -> None:
    """Full from the beginning, and when the first file of some size is written."""
    command, size = COMMANDS[job]
    for limit in (0, size):
        assert_refused(ready, command, lambda limit=limit: full(limit), "ไฟล์ใหญ่เกินที่ดิสก์รับได้")


def test_a_disk_that_is_full_for_the_last_file_takes_everything_back(ready: Path, tmp_path: Path) -> None:
    """A small file came: its copy and its line have room, the consolidated workbook has none."""
    folder = Path(shutil.copytree(ready, tmp_path / "x"))
    consolidate(folder, EARLIER)
    (folder / "returns/บันทึก.txt").write_text("ส่งแล้ว", encoding="utf-8")
    command, size = COMMANDS["consolidate"]
    assert_refused(folder, command, lambda: full(size), "ไฟล์ใหญ่เกินที่ดิสก์รับได้")
    assert [r.file for r in consolidate(folder).collected.received][-1] == "returns/บันทึก.txt"


def test_a_ledger_that_cannot_grow_takes_everything_back(ready: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ready, tmp_path / "x"))
    consolidate(folder)
    with (folder / "received.csv").open("a", encoding="utf-8") as stream:
        stream.write("," * 40 + "\r\n" + "\r\n" * 400_000)  # blank lines, of a ledger of many years
    send(folder, "c.xlsx", FIRST, changes={at("M2.area"): "ใหม่"})
    size = (folder / "received.csv").stat().st_size
    assert_refused(folder, ["consolidate", "."], lambda: full(size), "ไฟล์ใหญ่เกินที่ดิสก์รับได้")


@pytest.mark.parametrize("job", COMMANDS)
def test_a_folder_that_may_not_be_written_is_said_and_left_alone(ready: Path, job: str) -> None:
    assert_refused(ready, COMMANDS[job][0], denied, "ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น")
