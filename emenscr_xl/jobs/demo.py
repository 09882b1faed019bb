"""`demo`: a whole year of an invented office, with the real commands from register to annual summary."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.submission import Cell, Stamp, Submission, Where
from emenscr_xl.form.catalogue import read_rows
from emenscr_xl.form.load import templates
from emenscr_xl.jobs.align import align
from emenscr_xl.jobs.consolidate import Consolidated, consolidate
from emenscr_xl.jobs.correct import correct
from emenscr_xl.jobs.form_desk import cover_of
from emenscr_xl.jobs.forms import forms
from emenscr_xl.jobs.new import Lists, new, register_of
from emenscr_xl.jobs.notices import notices
from emenscr_xl.jobs.progress import Progress, unseen
from emenscr_xl.jobs.report import Reported, report
from emenscr_xl.jobs.sample import Sample, answers_of, load_sample
from emenscr_xl.jobs.workspace import SAMPLE_MARK, JobError, Workspace
from emenscr_xl.register.files.issued import Issued
from emenscr_xl.register.files.ledger import NUMBER_LENGTH, sha256_of
from emenscr_xl.register.office import Office, office_of
from emenscr_xl.sheets.press import Press, form_press
from emenscr_xl.sheets.register_workbook import write_register

Row = Mapping[str, str]
FISCAL_YEAR = 2570
#: What Excel writes beside a workbook while it is open: the length of the user's name, then the name.
_LOCK_FILE = b"\x06" + "ตัวอย่าง"[:6].encode("cp874").ljust(54)
ISSUED_AT = datetime(2026, 10, 15, 9)
SECOND_ISSUE_AT = datetime(2027, 4, 1, 9)
SECOND_ISSUE_QUARTER = 2
EXPORT, EXPORTED_AS = "emenscr.csv", "ตัวอย่าง รายการจาก eMENSCR.csv"


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """What the demonstration made, and its last consolidation."""

    folder: Path
    register: Path
    forms: int
    returns: int
    consolidated: Consolidated
    alignment: Path
    corrections: int
    notices: Path
    printed: Reported


def demo(folder: Path, progress: Progress = unseen) -> Demonstrated:
    """Make the sample year in a new folder. Raises JobError when the folder holds anything already."""
    if folder.exists() and any(folder.iterdir()):
        raise JobError(
            f"โฟลเดอร์ {folder} ไม่ว่าง — ระบุโฟลเดอร์ใหม่ ตัวอย่างไม่เขียนทับไฟล์ของใคร",
            f"The folder {folder} is not empty. Name a new one: the demonstration writes over nothing.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SAMPLE_MARK).touch()
    data = templates() / str(FISCAL_YEAR) / "sample"
    sample, rows = load_sample(data), read_rows(data / "returns.csv")
    lists: Lists = {
        "action_plan": [_register_row(p) for p in sample.projects],
        "approvals": read_rows(data / "approvals.csv"),
        "extensions": read_rows(data / "extensions.csv"),
        "rule_waivers": read_rows(data / "waivers.csv"),
        "returns": read_rows(data / "return_log.csv"),
    }
    made = new(folder, FISCAL_YEAR, sample.office, lists)
    issued = len(forms(folder, now=ISSUED_AT).issued)
    second = sorted({r["project"] for r in rows if r["issue"] == "2"})
    issued += len(forms(folder, SECOND_ISSUE_QUARTER, second, SECOND_ISSUE_AT).issued)
    done = _year(folder, sample, lists, data, rows, progress)
    returned = sum(p.is_file() for p in (folder / "returns").rglob("*"))
    last = datetime.fromisoformat(max(r["received"] for r in rows))
    return Demonstrated(
        folder, made.register, issued, returned, done, align(folder, last).workbook,
        corrections=sum(1 for _ in (folder / "corrections").iterdir()),
        notices=notices(folder, last).workbook,
        printed=report(folder, SECOND_ISSUE_QUARTER, now=last),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the invented owners know when they fill in their workbooks."""

    workspace: Workspace
    press: Press
    office: Office
    sample: Sample
    faults: Mapping[str, Mapping[str, Any]]


def _year(
    folder: Path, sample: Sample, lists: Lists, data: Path, rows: Sequence[Row], progress: Progress
) -> Consolidated:
    """Let the returns of each day come in, and consolidate on that day."""
    faults = tomli.loads((data / "faults.toml").read_text(encoding="utf-8"))
    workspace = Workspace(folder)
    definition, register = workspace.open_register()
    scene = _Scene(
        workspace,
        form_press(definition),
        office_of(register.submission),
        sample,
        faults,
    )
    days = sorted({r["received"] for r in rows})
    for day in days:
        for minute, row in enumerate(r for r in rows if r["received"] == day):
            _modify(_return(scene, row), day, minute)
        if day == days[0]:
            _strays(workspace)
        if day == days[-1]:
            _exported(workspace, data / EXPORT, datetime.fromisoformat(day))
            _decide(scene, lists, read_rows(data / "file_decisions.csv"))
            correct(folder, now=datetime.fromisoformat(day), progress=progress)
        done = consolidate(folder, datetime.fromisoformat(day), progress)
    return done


def _modify(path: Path, day: str, minute: int) -> None:
    """Say of a return that it was saved on the morning of its day: those that come later were saved later."""
    moment = datetime.fromisoformat(day).replace(hour=9, minute=0).timestamp() + 60 * minute
    os.utime(path, (moment, moment))


def _return(scene: _Scene, row: Row) -> Path:
    """Write one return: what an owner would send back of the issued workbook."""
    quarter = SECOND_ISSUE_QUARTER if row["issue"] == "2" else 0
    line = Issued("", row["project"], int(row["issue"]), quarter, row["file"])
    listed = scene.office.project(line.project) or {"id": line.project, "name": "ตัวอย่าง: โครงการนอกแผน"}
    cover = cover_of(scene.press.plan.definition, scene.office, listed, line)
    path = scene.workspace.returns / line.file
    scene.press.write(path, _filled(scene, listed, line, row), cover)
    return path


def _filled(scene: _Scene, listed: Mapping[str, Any], line: Issued, row: Row) -> Submission:
    """The answers of one return, with the faults that its row names."""
    form, sample = scene.press.plan.form, scene.sample
    stamp = Stamp(form.id, form.version, form.fiscal_year, line.project, line.issue, line.quarter)
    project = next((p for p in sample.projects if p["id"] == line.project), sample.projects[0])
    cells = issued_cells(form, stamp, listed, scene.office.settings)
    quarters = [int(q) for q in row["quarters"].split()]
    cells |= answers_of(form, project, sample.answers(project), quarters)
    shown: dict[Where, Decimal | str] = {}
    for fault in (scene.faults[name] for name in row["faults"].split()):
        shown |= {_place(a): Decimal(v) for a, v in fault.get("shown", {}).items()}
        cells = dict(_spoiled(cells, fault))
    return submission_of(form, stamp, cells, shown)


def _place(address: str) -> Where:
    """`M3.outputs.target[1]` as a place."""
    name, _, record = address.rstrip("]").partition("[")
    return Where.at(name, int(record or 0))


def _spoiled(cells: Mapping[Where, Cell], fault: Mapping[str, Any]) -> Iterator[tuple[Where, Cell]]:
    """The answers with some left out, tables with only their first records, and some answered wrongly."""
    blank = tuple(f"{a}." for a in fault.get("blank", ()))
    for where, cell in cells.items():
        most = fault.get("keep", {}).get(where.address.rpartition(".")[0], where.record)
        if where.record <= most and not (blank and f"{where.address}.".startswith(blank)):
            yield where, cell
    for address, cell in fault.get("set", {}).items():
        yield _place(address), cell


def _strays(workspace: Workspace) -> None:
    """What comes back besides: the same file twice, another form, a broken file, a lock file."""
    files = sorted((workspace.returns / "M1-M5").glob("2570-*.xlsx"))
    content = files[0].read_bytes()
    shutil.copy2(files[0], workspace.returns / "M1-M5" / "สำเนา ส่งซ้ำ.xlsx")
    (workspace.returns / "M1-M5" / "ไฟล์เสีย.xlsx").write_bytes(content[: len(content) // 2])
    (workspace.returns / "M1-M5" / f"~${files[0].name}").write_bytes(_LOCK_FILE)
    (workspace.returns / "M1-M5" / "ไฟล์แบบอื่น.xlsx").write_bytes(workspace.register.read_bytes())


def _exported(workspace: Workspace, sample: Path, moment: datetime) -> None:
    """The office's list as it might come out of eMENSCR, saved by Excel as CSV."""
    path = workspace.exports / EXPORTED_AS
    path.write_text(sample.read_text(encoding="utf-8"), encoding="utf-8-sig")
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def _decide(scene: _Scene, lists: Lists, rows: Sequence[Row]) -> None:
    """Let a person decide about files, by their numbers, in the register."""
    returns, definition = scene.workspace.returns, scene.press.plan.definition
    numbers = (sha256_of((returns / row["file"]).read_bytes())[:NUMBER_LENGTH] for row in rows)
    decisions = [{**row, "file": number} for row, number in zip(rows, numbers, strict=True)]
    register = register_of(definition, scene.sample.office, {**lists, "file_decisions": decisions})
    write_register(scene.workspace.register, definition, register)


def _register_row(project: Mapping[str, str]) -> dict[str, Cell]:
    """A sample project as a row of the action plan."""
    columns = {k: v for k, v in project.items() if k not in ("theme", "scale") and v != ""}
    return {**columns, "budget": int(project["budget"])}
