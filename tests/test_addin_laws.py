"""Laws of the add-in's Python: what it may use of xlwings, how long its functions are, what it says."""

from __future__ import annotations

import ast
import inspect
import re
import string
from pathlib import Path
from types import FunctionType

import pytest
import xlwings as xw

import emenscr_xl
from emenscr_xl.addin import ALLOWED, ribbon
from emenscr_xl.xlam.ribbon import groups
from emenscr_xl.xlam.sentences import sentences

PACKAGE = Path(emenscr_xl.__file__).parent
MACROS = PACKAGE.parent / "macros"
ADDIN = sorted((PACKAGE / "addin").glob("*.py"))
FUNCTIONS = {
    name: function
    for name, function in vars(ribbon).items()
    if isinstance(function, FunctionType) and function.__module__ == ribbon.__name__
}
CLASSES = {
    name: getattr(xw.main, name) for name in ("App", "Book", "Books", "Font", "Range", "Sheet", "Sheets")
}
LONGEST = 10


def test_every_button_has_its_function_and_every_function_its_button() -> None:
    assert [b.key for g in groups() for b in g.buttons] == list(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_ribbon_function_is_short_and_takes_the_book_in_front(function: FunctionType) -> None:
    assert len(inspect.getsource(function).splitlines()) < LONGEST
    assert str(inspect.signature(function)) == "(book: 'xw.Book | None') -> 'str'"


def test_only_the_allowed_members_of_xlwings_are_used() -> None:
    """Whatever an attribute is taken of: a name that a class of xlwings has must be one that is allowed."""
    assert set(ALLOWED) == set(CLASSES)
    public = {m for c in CLASSES.values() for m in vars(c) if not m.startswith("_")}
    ours = {n for module in ADDIN for n in _defined(module)}
    used = {n for module in ADDIN for n in _attributes(module)}
    allowed = {member for members in ALLOWED.values() for member in members}
    assert (used & public) - ours - allowed - OF_OTHERS == set()
    assert [m for m in allowed if not m.startswith("_") and m not in used] == []
    for name, members in ALLOWED.items():
        assert [m for m in members if not hasattr(CLASSES[name], m)] == []


#: Names that pathlib, ElementTree, Excel's own and ours have too.
OF_OTHERS = {"count", "formulas", "index", "keys", "names", "parent", "rows", "type", "version"}


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def _attributes(module: Path) -> set[str]:
    return {node.attr for node in ast.walk(_tree(module)) if isinstance(node, ast.Attribute)}


def _defined(module: Path) -> set[str]:
    """Names of our own that xlwings has, too: methods, and the fields of our records."""
    fields = (n.target for n in ast.walk(_tree(module)) if isinstance(n, ast.AnnAssign))
    functions = {n.name for n in ast.walk(_tree(module)) if isinstance(n, ast.FunctionDef)}
    return (functions | {f.id for f in fields if isinstance(f, ast.Name)}) - {"open", "save"}


def test_every_sentence_is_said_somewhere_and_every_one_that_is_said_exists() -> None:
    """Python names a sentence by its key; VBA by its key in capitals."""
    python = "\n".join(p.read_text(encoding="utf-8") for p in sorted(PACKAGE.rglob("*.py")))
    vba = "\n".join(
        p.read_text(encoding="utf-8") for p in sorted(MACROS.glob("*")) if p.suffix in (".bas", ".toml")
    )
    for key, sentence in sentences().items():
        named = f'"{key}"' in python or (sentence.vba and f'"{key.upper()}"' in vba)
        built = key.startswith("heading_") and 'f"heading_{' in python
        assert named or built, f"[{key}] is never said"


@pytest.mark.parametrize("key", sentences())
def test_a_sentence_is_thai_first_and_asks_the_same_details_in_both_languages(key: str) -> None:
    said = sentences()[key]
    details = [{n for _, n, _, _ in string.Formatter().parse(text) if n} for text in (said.th, said.en)]
    assert details[0] == details[1]
    assert re.search("[ก-๙]", said.th) or key == "about"
    assert not (said.vba and details[0]), "VBA fills in no details"
