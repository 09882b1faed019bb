"""What is generated and kept in the repository is what the code makes today."""

import re
import runpy
from pathlib import Path
from zipfile import ZipFile

import pytest

from emenscr_xl import blank, describe
from emenscr_xl.cli.main import app
from emenscr_xl.form.load import shipped, templates
from emenscr_xl.xlam.ribbon import groups

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
    """Mend with `make generated`. Every section stands in it once, in order."""
    script = runpy.run_path(str(ROOT / "scripts" / "guide.py"))
    page = script["PAGE"].read_text(encoding="utf-8")
    assert script["filled"](page) == page
    blocks = [int(n) for n in re.findall(r"<!-- guide (\d+) -->", page)]
    assert blocks == list(range(1, len(shipped(2570).guide) + 1))


PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_pictures_of_the_documentation_are_there(page: Path) -> None:
    named = re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in named if "://" not in link and not (page.parent / link).exists()] == []


def test_pictures_are_small_and_each_is_shown_somewhere() -> None:
    shown = {name for p in PAGES for name in re.findall(r"images/(\S+?\.png)", p.read_text(encoding="utf-8"))}
    pictures = {p.name: p.stat().st_size for p in (ROOT / "docs" / "images").glob("*.png")}
    assert set(pictures) == shown
    assert [name for name, size in pictures.items() if size > 150_000] == []


def test_every_button_has_its_place_in_the_guide_and_its_symbol_in_the_picture() -> None:
    buttons = {button.key: button.label for group in groups() for button in group.buttons}
    page = (ROOT / "docs" / "guide" / "excel.md").read_text(encoding="utf-8")
    assert [label for label in buttons.values() if f"**{label}**" not in page] == []
    assert set(runpy.run_path(str(ROOT / "scripts" / "ribbon_picture.py"))["SYMBOLS"]) == set(buttons)


def test_guides_and_readme_name_commands_that_there_are() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs" / "guide").glob("*.md")]
    named = {c for p in pages for c in re.findall(r"(?:^|`)emenscr-xl ([a-z]+)", p.read_text("utf-8"), re.M)}
    commands = {c.callback.__name__ for c in app.registered_commands if c.callback}
    assert named <= commands | {"catalogue", "addin"}
    assert {"new", "forms", "check", "consolidate", "correct", "notices", "report", "align"} <= named
