"""A copy of the shipped definition, with faults planted in it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from emenscr_xl.form.faults import DefinitionError
from emenscr_xl.form.load import load_definition, templates

#: A file of the definition, a text that stands in it, and what to put there instead.
Edit = tuple[str, str, str]
_CHOICES = re.compile(r"(; known are|, out of| out of| one of) .*")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the definition folder of fiscal year 2570."""
    return shutil.copytree(templates() / "2570", tmp_path / "2570", ignore=shutil.ignore_patterns("sample"))


@pytest.fixture
def refused(folder: Path) -> Callable[..., list[str]]:
    """The faults for which the folder is refused after some edits, without the lists of what is allowed."""

    def faults(*edits: Edit) -> list[str]:
        for file, old, new in edits:
            path = folder / file
            text = path.read_text(encoding="utf-8")
            assert old in text, f"{file} has no {old}"
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(DefinitionError) as error:
            load_definition(folder)
        return [_CHOICES.sub(r"\1 …", fault) for fault in error.value.faults]

    return faults
