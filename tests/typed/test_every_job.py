"""Every job of an office in which everybody types formulas: nothing that we write acts, nothing is lost."""

from __future__ import annotations

import csv
import json
import re
import socket
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from builders import definition, returned
from emenscr_xl import align, consolidate, correct, forms, notices, report
from emenscr_xl.cli.main import app
from emenscr_xl.core.submission import Where
from emenscr_xl.core.text import clean
from emenscr_xl.jobs.area import area
from typed.office import PARTS, PROJECTS, SECRET, register, send_all
from typed.payloads import ALL
from typed.scan import trouble
from workspaces import FIRST, NOW

#: Rows of the table of what is kept where: the file, and the sheet or column.
KEPT = re.compile(r"^\| `([^`]+)` \| ([^|]+?) \|", re.MULTILINE)
PRIVACY = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")


def opened(path: Path) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl would lose on writing
        return load_workbook(path)


def refused(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a job touches the network")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year of the office, played without a network."""
    folder = tmp_path_factory.mktemp("typed") / "งาน"
    with pytest.MonkeyPatch.context() as patched:
        for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
            patched.setattr(socket, name, refused)
        register(folder)
        assert len(forms(folder, now=NOW).issued) == len(PROJECTS)
        send_all(folder)
        consolidate(folder, NOW)
        assert correct(folder, now=NOW).sent
        notices(folder, NOW)
        assert report(folder, now=NOW).keyin
        report(folder, 1, now=NOW)
        report(folder, annual=True, now=NOW)
        align(folder, NOW)
        assert len(forms(folder, 2, now=NOW).issued) == len(PROJECTS)
        assert area(folder.parent / "ภาพรวม", [folder], now=NOW).counted
    return folder


def written_by_us(folder: Path) -> list[Path]:
    """All but what others sent, and our exact copies of it."""
    others = {"returns", "received", "emenscr"}
    files = (p for p in sorted(folder.rglob("*")) if p.suffix in (".xlsx", ".csv"))
    return [p for p in files if others.isdisjoint(p.relative_to(folder).parts)]


def test_no_file_that_we_write_holds_anything_that_acts(office: Path) -> None:
    files = written_by_us(office)
    assert {p.relative_to(office).parts[0] for p in files} >= {
        "alignment", "corrections", "corrections.csv", "forms", "issued.csv", "keyin", "received.csv",
        "register.xlsx", "reports",
    }  # fmt: skip
    assert [said for path in files for said in trouble(path)] == []


def test_the_oracle_sees_what_acts(office: Path) -> None:
    said = "\n".join(trouble(office / "returns" / "active.xlsx"))
    assert [part for part in PARTS if f"part {part}" not in said] == []
    assert "formula [1]!mark" in said
    assert "element ddeLink" in said


def test_the_view_of_an_area_holds_nothing_that_acts(office: Path) -> None:
    made = sorted((office.parent / "ภาพรวม").rglob("*.xlsx"))
    assert made
    assert [said for path in made for said in trouble(path)] == []


def test_what_was_typed_is_in_the_next_issue_letter_for_letter(office: Path) -> None:
    """All questions of an owner; what the register knows better comes from there."""
    sent, issued = (returned(office / p) for p in ("returns/active.xlsx", f"forms/{FIRST}_issue-3_Q2.xlsx"))
    known = {w for w in sent.submission.answers if _prefilled(w)}
    kept = {w: a.typed for w, a in sent.submission.answers.items() if w not in known}
    assert {clean(t) for t in ALL} <= {text.replace(SECRET, "") for text in kept.values()}
    assert {w: issued.submission.typed(w.address, w.record) for w in kept} == kept


def _prefilled(where: Where) -> bool:
    field = definition().form.question(where.address)[2]
    return bool(field.prefill) or field.locked


@pytest.mark.parametrize("file", [f"forms/{FIRST}_issue-3_Q2.xlsx", "reports/consolidated-2570.xlsx"])
def test_an_independent_reader_finds_every_payload_as_a_text(office: Path, file: str) -> None:
    """openpyxl leaves some escapes as they are."""
    cells = [c for sheet in opened(office / file) for row in sheet.iter_rows() for c in row if c.value]
    texts = {str(c.value) for c in cells if c.data_type == "s"}
    assert {clean(t) for t in ALL} <= texts | {unescape(text) for text in texts}


def test_a_program_that_was_sent_is_kept_and_no_link_leads_to_it(office: Path) -> None:
    sheet = opened(office / "reports" / "consolidated-2570.xlsx")["ไฟล์ที่ได้รับ"]
    rows = [row for row in sheet.iter_rows() if any(c.value == "returns/mark.exe" for c in row)]
    assert [c.hyperlink for row in rows for c in row if c.hyperlink] == []
    (copy,) = (str(c.value) for c in rows[0] if str(c.value).startswith("received/"))
    assert (office / copy).read_bytes() == b"MZ"


def test_what_is_checked_is_told_as_plain_text(office: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(office / "returns" / "active.xlsx"), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)


def test_the_page_on_privacy_says_where_personal_data_is_kept_and_it_is_nowhere_else(office: Path) -> None:
    """Every answer that the definition calls personal is marked in this office; every file is searched."""
    others = office / "returns", office / "received"
    files = [p for p in office.rglob("*") if p.is_file() and p.parent not in others]
    found = {(_kind(path.relative_to(office)), place) for path in files for place in _places(path)}
    assert found == set(KEPT.findall(PRIVACY))


def _kind(name: Path) -> str:
    one_of_its_kind = name.parent.as_posix() in (".", "reports")
    return name.as_posix() if one_of_its_kind else f"{name.parent.as_posix()}/*{name.suffix}"


def _places(path: Path) -> Iterator[str]:
    """The sheets or columns of a file in which something personal stands; "" for a file of another kind."""
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            if any(SECRET in str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row):
                yield name
    elif path.suffix == ".csv" and SECRET in path.read_text(encoding="utf-8-sig"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                yield from (column for column, cell in row.items() if SECRET in str(cell))
    elif SECRET.encode() in path.read_bytes():
        yield ""


def test_the_page_on_privacy_names_every_personal_question() -> None:
    for form in definition().forms:
        for module, _, field in form.questions():
            assert not field.personal or f"{module.sheet}: {field.label}" in PRIVACY


@pytest.mark.parametrize("folder", ["forms", "corrections", "keyin"])
def test_a_workbook_of_one_project_tells_of_no_other_projects_people(office: Path, folder: str) -> None:
    others = [f"{SECRET}{p}".encode() for p in PROJECTS if p != FIRST]
    for path in (office / folder).glob(f"{FIRST}_*.xlsx"):
        with ZipFile(path) as package:
            parts = [package.read(name) for name in package.namelist()]
        assert any(f"{SECRET}{FIRST}".encode() in part for part in parts)
        assert not any(mark in part for mark in others for part in parts)
