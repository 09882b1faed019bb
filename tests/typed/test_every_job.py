"""Every job of an office in which everybody types formulas: nothing that we write acts, nothing is lost."""

from __future__ import annotations

import json
import socket
import warnings
from pathlib import Path
from typing import NoReturn

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from typer.testing import CliRunner

from builders import definition, returned
from emenscr_xl import align, consolidate, correct, forms, notices, report
from emenscr_xl.cli.main import app
from emenscr_xl.core.submission import Where
from emenscr_xl.core.text import clean
from typed.office import SECRET, register, send_all
from typed.payloads import ALL
from typed.scan import trouble
from workspaces import FIRST, NOW, SECOND, THIRD

#: Files that hold no personal data.
BARE = ("issued.csv", ".emenscr-xl.lock", ".emenscr-xl.running.json")


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
        assert len(forms(folder, now=NOW).issued) == len((FIRST, SECOND, THIRD))
        send_all(folder)
        consolidate(folder, NOW)
        assert correct(folder, now=NOW).sent
        notices(folder, NOW)
        assert report(folder, now=NOW).keyin
        report(folder, 1, now=NOW)
        report(folder, annual=True, now=NOW)
        align(folder, NOW)
        assert len(forms(folder, 2, now=NOW).issued) == len((FIRST, SECOND, THIRD))
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


def test_names_phones_and_addresses_stand_in_no_list_of_issues_and_no_lock(office: Path) -> None:
    assert any(SECRET.encode() in p.read_bytes() for p in office.glob("received.csv"))
    for name in BARE:
        path = office / name
        assert not path.exists() or SECRET.encode() not in path.read_bytes()
