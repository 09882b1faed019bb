"""Issued workbooks stay small enough for e-mail and chat, with the office's list of V and F too."""

import csv
import random
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

import oracles
from builders import (
    COVER,
    at,
    complete,
    definition,
    drawn,
    issued,
    returned,
    spoiled,
    stamp,
    submitted,
    written,
)
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.check import check
from emenscr_xl.core.submission import Cell, Submission, Value, Where
from emenscr_xl.form.load import Definition, load_definition, templates
from emenscr_xl.sheets.blueprint import form_blueprint
from emenscr_xl.sheets.press import Press
from emenscr_xl.sheets.read import read_form
from emenscr_xl.sheets.source import ClosedWorkbook
from oracles import libreoffice

#: Bytes. An ordinary form, and one with 1,500 factors.
ORDINARY, LOADED = 175_000, 250_000
TARGETS, COMPONENTS, FACTORS = 30, 5, 10
#: Words for names; all names are invented, and say so.
WORDS = re.split(
    r"\s+",
    """การ ความ พัฒนา คุณภาพ ผู้เรียน ครู สถานศึกษา หลักสูตร ระบบ ดิจิทัล สมรรถนะ ส่งเสริม สนับสนุน เครือข่าย ชุมชน บริหาร
จัดการ ทรัพยากร แหล่งเรียนรู้ อาชีพ ทักษะ ประเมินผล นวัตกรรม มาตรฐาน โอกาส เสมอภาค ทางการศึกษา เทคโนโลยี สารสนเทศ บุคลากร
งบประมาณ กฎหมาย ระเบียบ ร่วมมือ ภาครัฐ เอกชน ท้องถิ่น คุณธรรม จริยธรรม ผู้นำ วิจัย องค์ความรู้ ปฐมวัย ขั้นพื้นฐาน อย่างทั่วถึง ต่อเนื่อง
มีประสิทธิภาพ ทันสมัย เหมาะสม แนะแนว""",
)


def name(words: random.Random) -> str:
    """An invented name of some 60 characters."""
    text = "ตัวอย่าง"
    while len(text) < 58:
        text += words.choice(WORDS)
    return text


def factors() -> list[dict[str, str]]:
    """The rows of an invented list of components and factors for the first Y1 targets."""
    targets = list(definition().form.catalogues["targets_y1"].entries)[:TARGETS]
    words = random.Random(2570)
    found = []
    for component in (f"{y1}V{v:02}" for y1 in targets for v in range(1, COMPONENTS + 1)):
        row = {"target_code": component[:6], "component_code": component, "component_name_th": name(words)}
        for factor in (f"{component}F{f:02}" for f in range(1, FACTORS + 1)):
            said = {"factor_code": factor, "factor_name_th": name(words), "fiscal_years": "2566-2570"}
            found.append({**row, **said, "fvct_version": "", "source": "ตัวอย่าง", "confidence": "low"})
    return found


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Definition:
    """The shipped definition when the office has loaded its list of V and F."""
    folder = tmp_path_factory.mktemp("definition") / "2570"
    shutil.copytree(templates() / "2570", folder, ignore=shutil.ignore_patterns("sample"))
    with (folder / "catalogues" / "value_chain_factors.csv").open("w", encoding="utf-8", newline="") as file:
        rows = factors()
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return load_definition(folder)


@cache
def press_of(definition: Definition) -> Press:
    return Press(form_blueprint(definition))


def pressed(definition: Definition, path: Path, cells: dict[Where, Cell]) -> Submission:
    """What a workbook holds that is issued with these cells."""
    submission = submission_of(definition.form, stamp(), cells)
    press_of(definition).write(path, submission, COVER)
    return submission


def values(submission: Submission) -> dict[Where, Value | None]:
    """What was answered: the code alone of what is picked from a list."""
    return {where: answer.value for where, answer in submission.answers.items()}


def with_factors(definition: Definition, cells: dict[Where, Cell]) -> dict[Where, Cell]:
    """The cells with V and F picked from the list."""
    y1 = at("M1.mp_primary_y1")
    code = next(iter(definition.form.catalogues["value_chain_factors"].entries))
    entries = definition.form.catalogues
    chosen = {
        at("M1.vc_component"): entries["value_chain_components"].entries[code[:9]].text,
        at("M1.vc_factor"): entries["value_chain_factors"].entries[code].text,
    }
    return spoiled(cells, chosen | {y1: entries["targets_y1"].entries[code[:6]].text})


def test_an_issued_form_is_small(tmp_path: Path) -> None:
    path = written(tmp_path / "form.xlsx", submitted(issued()))
    assert path.stat().st_size < ORDINARY
    assert returned(path) == returned(drawn(tmp_path / "drawn.xlsx", submitted(issued())))


def test_a_form_with_1500_factors_is_small_and_read_back(loaded: Definition, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    assert len(loaded.form.catalogues["value_chain_factors"].entries) == TARGETS * COMPONENTS * FACTORS
    for cells in (issued(), with_factors(loaded, complete())):
        submission = pressed(loaded, path, cells)
        assert path.stat().st_size < LOADED
        read = read_form(ClosedWorkbook(path.read_bytes()), loaded.form).submission
        assert values(read) == values(submission)


def test_listed_factors_are_judged_alike_in_the_sheet_and_on_return(
    loaded: Definition, tmp_path: Path
) -> None:
    """The cached values are the core's; LibreOffice finds the same."""
    oracles.require(libreoffice.available(), "LibreOffice")
    sound = with_factors(loaded, complete())
    component, factor = at("M1.vc_component"), at("M1.vc_factor")
    goal = at("M1.ns_primary_goals.goal", 1)
    listed = str(sound[factor])
    code, _, name_ = listed.partition(" – ")
    typed: dict[str, tuple[dict[Where, Cell], list[str]]] = {
        "sound": ({}, []),
        "code-alone": ({factor: code}, []),
        "name-alone": ({factor: name_}, []),
        "other-name": ({factor: f"{code} – ชื่ออื่น"}, ["A-12.name"]),
        "other-parent": ({factor: code.replace("V01F01", "V02F01")}, ["A-04.component"]),
        "not-listed": ({factor: f"{code[:-2]}99"}, ["A-12"]),
        "longer": ({factor: f"{code}0"}, ["A-04.shape"]),
        "beginning": ({goal: "1."}, ["A-12"]),  # of a listed code, as of its goal 1.1
        "lower-case": ({component: code[:9].lower()}, ["A-04.shape"]),
    }
    paths, findings = [], {}
    for case, (changes, _) in typed.items():
        paths.append(tmp_path / f"{case}.xlsx")
        submission = pressed(loaded, paths[-1], spoiled(sound, changes))
        findings[case] = [f.message for f in check(submission) if f.where in (goal, component, factor)]
    copies = libreoffice.recalculated(paths, tmp_path / "again")
    assert [libreoffice.formula_differences(*pair) for pair in zip(paths, copies, strict=True)] == [
        [] for _ in paths
    ]
    assert findings == {case: expected for case, (_, expected) in typed.items()}
