"""What is generated and kept in the repository is what the code makes today."""

import re
import runpy
from pathlib import Path
from zipfile import ZipFile

import pytest

from emenscr_xl import blank, describe
from emenscr_xl.form.load import shipped, templates

ROOT = Path(__file__).parents[1]


def members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("name", ["register-2570.xlsx", "form-2570.xlsx"])
def test_the_blank_workbooks_as_issued_are_what_the_code_makes(tmp_path: Path, name: str) -> None:
    """Mend with `make generated`."""
    blank(tmp_path, 2570)
    kept, made = members(templates() / "built" / name), members(tmp_path / name)
    assert sorted(kept) == sorted(made)
    assert [member for member in made if made[member] != kept[member]] == []


def test_the_reference_pages_are_what_the_definition_says() -> None:
    """Mend with `make generated`."""
    assert describe(ROOT / "docs", write=False) == []


def test_a_stale_page_is_named(tmp_path: Path) -> None:
    describe(tmp_path)
    (tmp_path / "rules.md").write_text("old", encoding="utf-8")
    assert describe(tmp_path, write=False) == ["rules.md"]
    assert describe(tmp_path) == ["rules.md"]
    assert describe(tmp_path, write=False) == []


def test_every_question_has_its_row_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "form-2570.md").read_text(encoding="utf-8")
    for module, table, field in shipped(2570).form.questions():
        if module.quarter <= 1:
            key = f"{table.key}.{field.key}" if table else field.key
            assert f"| `{key}` | {field.label} |" in page


def test_the_owners_guide_says_what_the_workbook_says() -> None:
    """Mend with `make generated`. Every section stands in it once, in order, and its pictures are there."""
    script = runpy.run_path(str(ROOT / "scripts" / "guide.py"))
    page = script["PAGE"].read_text(encoding="utf-8")
    assert script["filled"](page) == page
    blocks = [int(n) for n in re.findall(r"<!-- guide (\d+) -->", page)]
    assert blocks == list(range(1, len(shipped(2570).guide) + 1))
    pictures = re.findall(r"\]\(\.\./images/(\S+)\)", page)
    assert pictures
    assert all((ROOT / "docs" / "images" / picture).stat().st_size <= 150_000 for picture in pictures)
