"""The house style's measurable rules: short modules, short functions, no junk drawers."""

import ast
from pathlib import Path

import pytest

import emenscr_xl

PACKAGE = Path(emenscr_xl.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40  # "under about 25"; a command's list of options or one JSON may take more
JUNK_DRAWERS = {"utils", "helpers", "common", "manager", "misc"}


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_is_short(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST_MODULE
    assert module.stem not in JUNK_DRAWERS


def test_functions_are_short() -> None:
    too_long = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    too_long.append((module.name, node.name, length))
    assert too_long == []


def test_no_job_reads_a_file_whole_that_anyone_may_have_put_there() -> None:
    """Each of these reads what the program itself or the system has written."""
    own = {
        "addin.py",
        "addin_excel.py",
        "addin_record.py",
        "addin_status.py",
        "cluster.py",
        "demo.py",
        "read_cache.py",
        "report.py",
        "workspace.py",
    }
    whole = {p.name for p in PACKAGE.glob("jobs/*.py") if ".read_bytes(" in p.read_text(encoding="utf-8")}
    assert whole == own
