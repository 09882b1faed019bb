"""Files that are absent or cannot be read are refused by name, and nothing else is said for their sake."""

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = [
    "form.toml",
    "m1.toml",
    "m6.toml",
    "register.toml",
    "messages.toml",
    "style.toml",
    "texts.toml",
    "damage.toml",
    "topics.toml",
    "export.toml",
]
Refused = Callable[..., list[str]]


@pytest.mark.parametrize("file", FILES)
def test_an_absent_file(refused: Refused, folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert refused() == [f"{file}: the file does not exist"]


@pytest.mark.parametrize("file", FILES)
def test_a_syntax_error_says_its_line(refused: Refused, folder: Path, file: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(f"key = \n{text}", encoding="utf-8")
    assert refused() == [f"{file}: not readable as TOML: Invalid value (at line 1, column 7)"]


@pytest.mark.parametrize("file", FILES)
def test_a_file_saved_in_the_thai_code_page(refused: Refused, folder: Path, file: str) -> None:
    (folder / file).write_bytes("# ปีงบประมาณ".encode("cp874"))
    [fault] = refused()
    assert fault.startswith(f"{file}: not readable as TOML: 'utf-8' codec")
