"""Laws of the package's code: nothing that was read is run, and there is no way to a network."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import emenscr_xl

PACKAGE = Path(emenscr_xl.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
#: Run a text, or make objects of bytes that may have come from others.
RUNS = ("eval", "exec", "compile", "__import__")
OF_THE_SYSTEM = (
    "system",
    "popen",
    "startfile",
    "execv",
    "execve",
    "execl",
    "spawnl",
    "spawnv",
    "posix_spawn",
)
UNPICKLES = ("pickle", "marshal", "shelve", "dill", "cloudpickle", "dbm", "jsonpickle", "yaml")
NETWORK = (
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc", "dask", "distributed",
)  # fmt: skip
#: Who may all the same, and why.
OWN_BYTES = {
    "register/areas/spool.py": "its own rows, in a nameless file that nobody else can write",
    "sheets/alone.py": "what a process that may die alone was asked, and what it answers",
    "jobs/reading.py": "the definition, handed by the process that asks to the ones that read for it",
}
#: Who starts other programs, and why; everybody else starts none.
STARTS = {
    "addin/dialogs.py": "macOS has its dialogs in osascript",
    "jobs/addin_status.py": "asks the Python that Excel will call for its versions",
    "sheets/alone.py": "reads a file in a process that may die alone",
}
#: Who may reach a scheduler of the office's own, when a person names its address.
REACHES = ("jobs/cluster.py", "cli/cluster.py")


def of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {of(module): ast.parse(module.read_text(encoding="utf-8")) for module in MODULES}


def test_no_text_is_run_and_no_shell_is_asked(trees: dict[str, ast.Module]) -> None:
    found = []
    for name, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in RUNS:
                found.append((name, call.func.id))
            if isinstance(call.func, ast.Attribute) and call.func.attr in OF_THE_SYSTEM:
                found.append((name, call.func.attr))
            found += [(name, "shell") for k in call.keywords if k.arg == "shell"]
    assert found == []


def test_nothing_that_was_read_becomes_objects_of_its_own_choice(trees: dict[str, ast.Module]) -> None:
    found = {name for name, tree in trees.items() for m in imported(tree) if m in UNPICKLES}
    assert found <= set(OWN_BYTES)


def test_only_the_declared_modules_start_another_program(trees: dict[str, ast.Module]) -> None:
    found = {name for name, tree in trees.items() if "subprocess" in imported(tree)}
    assert found <= set(STARTS)


def test_there_is_no_way_to_a_network(trees: dict[str, ast.Module]) -> None:
    found = [(name, m) for name, tree in trees.items() for m in imported(tree) if m in NETWORK]
    assert [(name, m) for name, m in found if name not in REACHES] == []


def test_only_the_addin_keeps_a_log(trees: dict[str, ast.Module]) -> None:
    known = {"addin/log.py", "jobs/cluster.py"}  # who reaches Dask silences its log
    assert {name for name, tree in trees.items() if "logging" in imported(tree)} == known
