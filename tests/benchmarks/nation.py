"""Many offices: what each return takes, measured on a few small offices, and what that makes for the nation.

    python -m benchmarks.nation 4 60     offices, and returns of each; writes docs/guide/nation.md

The figures stand in the page between two marks: what was measured, and what follows from it.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import child
from benchmarks.machine import facts
from benchmarks.office import projects, returned_office
from builders import YEAR
from emenscr_xl.form.thai import be_date
from emenscr_xl.jobs.new import new

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "nation.md"
BEGIN, END = "<!-- measured by: make nation -->\n", "<!-- /measured -->"
#: The nation: offices, and returns of each in a quarter.
OFFICES, EACH = 250, 400
WORKERS = (8, 32)
CONSOLIDATE, AREA, AGAIN, PARQUET = (
    "สำนักงาน: รวมข้อมูล ครั้งแรก",
    "พื้นที่: ภาพรวม ครั้งแรก",
    "พื้นที่: ภาพรวม ครั้งต่อไป ไฟล์ไม่เปลี่ยน",
    "พื้นที่: ภาพรวม ครั้งต่อไป ด้วย --parquet",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What each return takes: processor ms by job, kB on disk by place; and the most memory in MB."""

    ms: dict[str, float]
    kilobytes: dict[str, float]
    memory: float


def measured(offices: int, returns: int) -> Measured:
    """Every job on so many offices of so many returns, each in a process of its own."""
    with TemporaryDirectory() as name:
        top, out = Path(name) / "area", Path(name) / "out"
        folders = [*_folders(top, offices, returns)]
        runs = {CONSOLIDATE: [child.run("whole_jobs:consolidates", str(f)) for f in folders]}
        for way, parquet in ((AREA, 0), (AGAIN, 0), (PARQUET, 1)):
            runs[way] = [child.run("nation:gathers", str(out), str(top), parquet)]
        every = offices * returns
        ms = {way: sum(r.cpu for r in each) * 1000 / every for way, each in runs.items()}
        of_area = [run for way in (AREA, AGAIN, PARQUET) for run in runs[way]]
        kilobytes = {"โฟลเดอร์ของสำนักงาน": _size(top) / every, "โฟลเดอร์ภาพรวม": _size(out) / every}
        return Measured(ms, kilobytes, max(run.memory or 0 for run in of_area))


def gathers(out: str, top: str, parquet: int) -> None:
    """The view of an area."""
    from emenscr_xl.jobs.area import Wanted, area

    area(Path(out), [Path(top)], Wanted(parquet=bool(parquet)), now=datetime(2027, 1, 5, 9))


def _folders(top: Path, offices: int, returns: int) -> Iterator[Path]:
    """The offices: the same returns, under names of their own."""
    first = returned_office(top / "1", returns)
    rows = {"action_plan": [p.row for p in projects(returns)]}
    yield first
    for number in range(2, offices + 1):
        folder = top / str(number)
        shutil.copytree(first, folder)
        (folder / "register.xlsx").unlink()
        new(folder, YEAR, f"สพป.ตัวอย่าง เขต {number}", rows)
        yield folder


def _size(folder: Path) -> float:
    """Kilobytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1000


def figures(what: Measured) -> str:
    """The tables of the page: what each return takes, and what it makes for an office and the nation."""
    return "\n".join((*_each(what), "", *_nation(what), ""))


def _each(what: Measured) -> Iterator[str]:
    yield "| งาน | มิลลิวินาทีของหน่วยประมวลผล ต่อแบบหนึ่งไฟล์ |\n|---|---:|"
    for way, ms in what.ms.items():
        yield f"| {way} | {ms:.1f} |"
    yield "\n| ที่เก็บ | กิโลไบต์ต่อแบบหนึ่งไฟล์ |\n|---|---:|"
    for place, kilobytes in what.kilobytes.items():
        yield f"| {place} | {kilobytes:.0f} |"


def _nation(what: Measured) -> Iterator[str]:
    """What follows for one office and for all."""
    returns = OFFICES * EACH
    read = what.ms[AREA] - what.ms[AGAIN]
    own, rest = what.ms[CONSOLIDATE], what.ms[PARQUET]
    disk, out = what.kilobytes.values()
    every = f"ทั้งประเทศ {OFFICES} สำนักงาน {returns:,} แบบ"
    yield f"| จากตัวเลขข้างบน | สำนักงานเดียว {EACH} แบบ | {every} |\n|---|---:|---:|"
    yield f"| สำนักงานรวมข้อมูลเอง (หนึ่งแกน) | {_time(own * EACH)} | แต่ละสำนักงานทำของตน |"
    yield f"| ภาพรวมครั้งแรก หนึ่งแกน | {_time(what.ms[AREA] * EACH)} | {_time((read + rest) * returns)} |"
    for workers in WORKERS:
        took = _time((read / workers + rest) * returns)
        yield f"| ภาพรวมครั้งแรก ไฟล์อ่านบน {workers} แกน | – | {took} |"
    yield f"| ภาพรวมครั้งต่อไป ไฟล์ไม่เปลี่ยน | {_time(rest * EACH)} | {_time(rest * returns)} |"
    yield f"| ดิสก์: โฟลเดอร์ของสำนักงาน | {_room(disk * EACH)} | {_room(disk * returns)} |"
    yield f"| ดิสก์: โฟลเดอร์ภาพรวม | {_room(out * EACH)} | {_room(out * returns)} |"


def _time(ms: float) -> str:
    seconds = ms / 1000
    if seconds < 90:
        return f"{seconds:.0f} วินาที"
    return f"{seconds / 60:.0f} นาที" if seconds < 5400 else f"{seconds / 3600:.1f} ชั่วโมง"


def _room(kilobytes: float) -> str:
    return f"{kilobytes / 1e6:,.1f} GB" if kilobytes > 1e6 else f"{kilobytes / 1000:,.0f} MB"


def read_back(page: str) -> Measured:
    """What the page says was measured."""
    found = dict(re.findall(r"^\| (.+?) \| ([\d.]+) \|$", page, re.MULTILINE))
    ways = (CONSOLIDATE, AREA, AGAIN, PARQUET)
    places = ("โฟลเดอร์ของสำนักงาน", "โฟลเดอร์ภาพรวม")
    return Measured({w: float(found[w]) for w in ways}, {p: float(found[p]) for p in places}, 0)


def main(words: Sequence[str]) -> None:
    """Measure, and write the page's figures."""
    offices, returns = map(int, words)
    what, moment = measured(offices, returns), datetime.now()
    machine = dict(facts(moment))
    said = (
        f"วัดเมื่อ {be_date(moment.date())} ด้วย `make nation` กับ {offices} สำนักงาน สำนักงานละ {returns} แบบ"
        f" บน {machine['processor']} {machine['system']} หน่วยความจำสูงสุดของ `area` {what.memory:.0f} MB\n\n"
    )
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    PAGE.write_text(
        f"{head}{BEGIN}{said}{figures(what)}{END}{rest.split(END)[1]}", encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:] or ("4", "60"))
