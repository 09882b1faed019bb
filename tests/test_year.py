"""A simulated year of sixty projects, day by day, beside an independent account of what must follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from builders import sample
from consolidated_reader import NOTHING, Lines, blocks_of, named
from emenscr_xl import consolidate, correct, forms, new
from emenscr_xl.form.load import shipped
from emenscr_xl.jobs.check import Checked, Choose, check_content
from emenscr_xl.jobs.new import register_of
from emenscr_xl.jobs.workspace import definition_of
from emenscr_xl.register.files.ledger import sha256_of
from emenscr_xl.sheets.register_workbook import write_register
from year.oracle import Expected, money, records, spent, text
from year.steps import steps
from year.story import PROJECTS, SETTINGS, Rows, Step, deliver, identity, plan_row

Frames = Mapping[str, pd.DataFrame]
ID = "รหัสโครงการ (ภายใน)"
#: What an account of the year says of one day: a name, what must be, what is.
Account = Iterator[tuple[str, object, object]]


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read of a file is kept for the whole year: the same content says the same on every day."""
    known: dict[str, Checked] = {}

    def kept(name: str, content: bytes, choose: Choose = definition_of) -> Checked:
        sha256 = sha256_of(content)
        if sha256 not in known:
            known[sha256] = check_content(name, content, choose)
        return known[sha256]

    monkeypatch.setattr("emenscr_xl.jobs.reading.FEW", 1_000_000)  # here, where it is kept
    for module in ("check", "reading"):
        monkeypatch.setattr(f"emenscr_xl.jobs.{module}.check_content", kept)


@pytest.mark.usefixtures("read_once")
def test_every_day_of_the_year_is_as_it_must_be(tmp_path: Path) -> None:
    folder, told = tmp_path / "งาน2570", steps()
    new(folder, 2570, sample().office)
    wrong = []
    for number in range(1, len(told) + 1):
        so_far = told[:number]
        expected = play(folder, so_far)
        frames = frames_of(folder / "reports" / "consolidated-2570.xlsx")
        for name, must, found in account(
            expected, frames, blocks_of(folder / "reports" / "consolidated-2570.xlsx")
        ):
            if must != found:
                wrong.append(f"{expected.today} {name}: {must} != {found}")
    assert wrong == []


def play(folder: Path, so_far: tuple[Step, ...]) -> Expected:
    """Let a day happen: the register as it then is, what is issued, what comes in, the consolidation."""
    step, expected = so_far[-1], Expected(so_far)
    lists: dict[str, Rows] = {"action_plan": [plan_row(p) for p in range(1, PROJECTS + 1)]}
    for each in so_far:
        for key, lines in each.register.items():
            lists[key] = [*lists.get(key, []), *lines]
    lists["returns"] = lists.get("returns", [])[-1:]  # its only line is filled in further, not added to
    if step is so_far[0]:
        _write(folder, lists)
        forms(folder, now=step.moment)
    if not step.sent:
        expected = _overruled(folder, so_far, lists)
    _write(folder, lists)
    if step.forms:
        quarter, day = step.forms
        forms(folder, quarter, now=step.moment.replace(year=day.year, month=day.month, day=day.day))
    deliver(folder / "returns", step)
    consolidate(folder, step.moment)
    if step.correct:
        correct(folder, now=step.moment)
    return expected


def _write(folder: Path, lists: Mapping[str, Rows]) -> None:
    definition = shipped(2570)
    write_register(
        folder / "register.xlsx", definition, register_of(definition, str(SETTINGS["office"]), lists)
    )


def _overruled(folder: Path, so_far: tuple[Step, ...], lists: dict[str, Rows]) -> Expected:
    """A person sets aside the last report of one project, and counts an older one of another."""
    by = {s: c.sent for c in Expected(so_far).came for s in [(c.sent.project, c.sent.quarter)]}
    aside, preferred = by[7, 4], by[8, 3]
    decided = ((aside, "ไม่นับไฟล์นี้"), (preferred, "นับไฟล์นี้"))
    lists["file_decisions"] = [
        {
            "file": sha256_of((folder / "returns" / sent.path).read_bytes())[:12], "decision": word,
            "reason": "ตัวอย่าง: เจ้าของโครงการแจ้ง", "decided_by": "ตัวอย่าง",
        }
        for sent, word in decided
    ]  # fmt: skip
    return Expected(so_far, frozenset({aside.path}), frozenset({preferred.path}))


def frames_of(path: Path) -> Frames:
    """The data sheets as pandas reads them."""
    found = pd.read_excel(path, sheet_name=None, header=3, dtype=object, engine="calamine")
    return {
        name: frame[frame.iloc[:, 0] != NOTHING].astype(object).where(frame.notna(), "")
        for name, frame in found.items()
        if not name.startswith("สรุป")
    }


def account(expected: Expected, frames: Frames, blocks: Mapping[str, Lines]) -> Account:
    """Everything that is compared on a day."""
    yield from _files(expected, frames)
    yield from _projects(expected, frames)
    yield from _data(expected, frames)
    yield from _findings(expected, frames)
    yield from _follow_up(expected, frames)
    yield from _figures(expected, blocks)


def _files(expected: Expected, frames: Frames) -> Account:
    received = frames["ไฟล์ที่ได้รับ"]
    found = dict(zip(received["ไฟล์"], received["ผลการพิจารณา"], strict=True))
    for came in expected.came:
        name = f"returns/{came.sent.path}"
        yield name, expected.decision(came), found.pop(name, None)
    stray = {f"returns/{name}": name for step in expected.steps for name in step.stray}
    words = {"~$": "ไม่ใช่ไฟล์ที่ส่ง", "35": "ไฟล์ซ้ำ", "ไฟ": "อ่านไม่ได้"}
    yield "stray files", {path: words[name[:2]] for path, name in stray.items()}, found


def _projects(expected: Expected, frames: Frames) -> Account:
    rows = {r[ID]: r for _, r in frames["โครงการ"].iterrows()}
    counted = expected.counted()
    yield "projects", [identity(p) for p in range(1, PROJECTS + 1)], list(rows)
    for project in range(1, PROJECTS + 1):
        yield identity(project), _row(expected, project), _found(rows[identity(project)], project in counted)


def _row(expected: Expected, project: int) -> list[Any]:
    """What a project's line says, as the story has it."""
    quarters = (1, 2, 3, 4)
    words = [expected.punctual(project, q) for q in quarters]
    approvals = [expected.approval(project, s) for s in ("M1-M5", *(f"M6 Q{q}" for q in quarters))]
    came = expected.counted().get(project)
    if came is None:
        return ["ยังไม่ได้รับ", *words, *approvals]
    answers = came.answers
    last = next((s for q in reversed(quarters) if (s := spent(answers, q)) is not None), "")
    return [
        "รับแล้ว", *words, *approvals, came.sent.issue, str(came.day), money(answers, "M2.budget_total"),
        sum(money(answers, f"M5.budget_lines.month_{m:02d}") for m in range(1, 13)), last,
        text(answers, "M3.rationale"),
    ]  # fmt: skip


def _found(row: Mapping[str, Any], returned: bool) -> list[Any]:
    """What a project's line says, as the workbook has it."""
    words = [row[f"M6 Q{q} ตามกำหนด"] for q in (1, 2, 3, 4)]
    approvals = [row[f"{s} การอนุมัติ"] for s in ("M1-M5", *(f"M6 Q{q}" for q in (1, 2, 3, 4)))]
    if not returned:
        return [row["สถานะการส่งคืน"], *words, *approvals]
    return [
        row["สถานะการส่งคืน"], *words, *approvals, row["ฉบับที่"], str(row["วันที่รับ"])[:10],
        row["รวมวงเงินงบประมาณทั้งหมด (บาท)"], row["รวมงบประมาณจากแผนการใช้จ่ายทั้งหมด (บาท)"],
        row["เบิกจ่ายสะสมล่าสุด (บาท)"], row["หลักการและเหตุผล"],
    ]  # fmt: skip


def _data(expected: Expected, frames: Frames) -> Account:
    """The stacked tables: which records there are, and some of what they say."""
    counted = expected.counted()
    for table, sheet, column, label in (
        ("M4.activities", "กิจกรรม", "name", "ชื่อกิจกรรม (หลัก)"),
        ("M3.objectives", "วัตถุประสงค์", "text", "วัตถุประสงค์"),
        ("M3.target_groups", "กลุ่มเป้าหมาย", "amount", "จำนวน"),
    ):
        must = [
            (identity(p), n, text(c.answers, f"{table}.{column}", n))
            for p, c in counted.items()
            for n in records(c.answers, table)
        ]
        frame = frames[sheet]
        column_label = label if label in frame else next(c for c in frame if str(c).startswith(label))
        found = [(r.iloc[0], int(r["ลำดับที่"]), _plain(r[column_label])) for _, r in frame.iterrows()]
        yield sheet, must, found
    reports = frames["M6 รายไตรมาส"]
    yield (
        "reports",
        sorted((identity(p), q, spent(c.answers, q)) for p, c in counted.items() for q in c.sent.reports),
        sorted(
            (r.iloc[0], int(r["ไตรมาส"]), float(r["ผลการเบิกจ่ายสะสมถึงสิ้นไตรมาส (บาท)"]))
            for _, r in reports.iterrows()
        ),
    )


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)


def _findings(expected: Expected, frames: Frames) -> Account:
    found = frames["ข้อค้นพบ"]
    errors = found[found["ระดับ"] == "ต้องแก้ (E)"]
    by: dict[str, set[str]] = {}
    for project, code in zip(errors.iloc[:, 0], errors["รหัส"], strict=True):
        by.setdefault(project, set()).add(code)
    must = {identity(p): codes for p in range(1, PROJECTS + 1) if (codes := expected.errors(p))}
    yield "errors", must, by

    office = found[found["รหัส"].isin(("T-02", "T-03", "T-04", "T-05", "C-24", "C-40"))]
    said = {(int(p[-3:]), code) for p, code in zip(office.iloc[:, 0], office["รหัส"], strict=True)}
    yield "the office's year", expected.office_findings() ^ said, set()


def _follow_up(expected: Expected, frames: Frames) -> Account:
    """Deadlines, the tracker and the rounds of correction."""
    rows = frames["กำหนดส่งและการติดตาม"]
    said = {
        (int(r.iloc[0][-3:]), int(r["เรื่อง"][-1]) if "Q" in r["เรื่อง"] else 0): (
            r["สถานะ"],
            int(r["ล่าช้า (วัน)"] or 0),
        )
        for _, r in rows.iterrows()
    }
    must = {(p, q): expected.state(p, q) for p in range(1, PROJECTS + 1) for q in range(5)}
    yield "deadlines", {k: (v, said.get(k)) for k, v in must.items() if v != said.get(k)}, {}
    tracked = frames["ติดตามการอนุมัติ"]
    states = {
        (int(p[-3:]), s): w
        for p, s, w in zip(tracked.iloc[:, 0], tracked["เรื่อง"], tracked["สถานะล่าสุด"], strict=True)
    }
    lines = expected.tracker()
    missing = {key for key in lines if (int(key[0][-3:]), key[1]) not in states}
    yield "tracker lines", set(), missing
    yield "tracker", {}, {k: w for k, w in states.items() if w != expected.approval(*k)}
    history = frames["ประวัติการอนุมัติ"]
    typed = sum(len(step.register.get("approvals", ())) for step in expected.steps)
    yield "history", typed, int((history["จากแผ่น"] == "ติดตาม M7").sum())
    rounds = frames["รอบการแก้ไข"]
    answers = {(int(r.iloc[0][-3:]), int(r["รอบที่"]), r["รหัส"], r["ผล"]) for _, r in rounds.iterrows()}
    yield "rounds", set(), answers ^ expected.rounds()


def _figures(expected: Expected, blocks: Mapping[str, Lines]) -> Account:
    counted = expected.counted()
    figures = {name: values[0] for name, values in named(blocks["1"]).items()}
    answers = [c.answers for c in counted.values()]
    last = [next((s for q in (4, 3, 2, 1) if (s := spent(a, q)) is not None), 0.0) for a in answers]
    yield "projects", PROJECTS, figures["โครงการที่ต้องนำเข้า eMENSCR"]
    yield "returned", len(counted), figures["ส่งคืนแล้ว"]
    yield "missing", PROJECTS - len(counted), figures["ยังไม่ส่งคืน"]
    yield "budget", sum(money(a, "M2.budget_total") for a in answers), figures["วงเงินงบประมาณ (M2)"]
    yield "spent", sum(last), figures["เบิกจ่ายสะสมล่าสุด (M6)"]
    yield "files", len(expected.came) + len(_strays(expected)), figures["ไฟล์ที่ได้รับทั้งหมด"]
    late = {q: [expected.punctual(p, q) for p in range(1, PROJECTS + 1)] for q in (1, 2, 3, 4)}
    for (code, _), values in blocks["7"].items():
        words = late[int(code[-1])]
        yield (
            f"reports {code}",
            [words.count(w) for w in ("ตรงเวลา", "ล่าช้า", "ยังไม่ได้รับ", "ยกเว้น")],
            values[:4],
        )


def _strays(expected: Expected) -> list[str]:
    return [name for step in expected.steps for name in step.stray]
