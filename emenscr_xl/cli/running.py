"""What every command shares: its options, its exit status, and how it says what stopped it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from emenscr_xl.form.faults import DefinitionError
from emenscr_xl.jobs.system_words import in_thai
from emenscr_xl.jobs.workspace import JobError

CLEAN, FINDINGS, FAILED = 0, 1, 2


class Lang(StrEnum):
    """The language of what is said."""

    TH = "th"
    EN = "en"


WorkspaceArgument = Annotated[Path, typer.Argument(metavar="WORKSPACE", help="โฟลเดอร์ของปีงบประมาณ")]
LangOption = Annotated[Lang, typer.Option("--lang", help="ภาษาที่แสดง")]
JsonOption = Annotated[bool, typer.Option("--json", help="แสดงผลเป็น JSON")]
ClusterOption = Annotated[
    str,
    typer.Option("--cluster", metavar="ADDRESS", help="อ่านไฟล์บน Dask scheduler นี้ (เครือข่ายที่ไว้ใจได้)"),
]
ParquetOption = Annotated[bool, typer.Option("--parquet", help="เก็บข้อมูลเป็นไฟล์ Parquet ข้างสมุดด้วย")]


@contextmanager
def failures(lang: Lang) -> Iterator[None]:
    """Say what stopped a job in one sentence, never as a traceback."""
    try:
        yield
    except JobError as error:
        _say_error(error.th if lang is Lang.TH else error.en)
        raise typer.Exit(FAILED) from None
    except DefinitionError as error:
        _say_error("นิยามของแบบไม่ถูกต้อง / the definition has faults:\n" + "\n".join(error.faults))
        raise typer.Exit(FAILED) from None
    except OSError as error:
        th = f"ใช้ {error.filename} ไม่ได้ ({in_thai(error)}) — ตรวจที่อยู่และสิทธิ์ของไฟล์หรือโฟลเดอร์"
        en = f"{error.filename} cannot be used ({error.strerror}). Check its place and permissions."
        _say_error(th if lang is Lang.TH else en)
        raise typer.Exit(FAILED) from None


def _say_error(text: str) -> None:
    typer.echo(text, err=True)


def print_json(value: Any) -> None:
    """Print a value as JSON, Thai as Thai."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total, name: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("รับไฟล์ / taking in", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name[-40:])
