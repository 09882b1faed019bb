"""What is said of data that lies beside a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from emenscr_xl.cli.report import pick
from emenscr_xl.form.messages import Language
from emenscr_xl.sheets.beyond import HOW_TO_OPEN


def say_parquet(console: Console, files: Sequence[Path], nowhere: Iterable[str], lang: Language) -> None:
    """Which data lies in Parquet files and how they are opened; which data lies nowhere and what to do."""
    if files:
        th = f"ข้อมูลในไฟล์ Parquet {len(files)} ไฟล์: {files[0].parent} — {HOW_TO_OPEN}"
        en = (
            f"Data in {len(files)} Parquet files: {files[0].parent}."
            " In Excel: Data > Get Data > From File > From Parquet."
        )
        console.print(escape(pick(lang, th, en)))
    for sheet in nowhere:
        th = f"{sheet}: แถวมากกว่าที่แผ่นงานรับได้ จึงไม่อยู่ในสมุด — ติดตั้ง emenscr-xl[parquet] แล้วสั่งใหม่"
        en = f"{sheet}: more rows than a sheet holds; left out. Install emenscr-xl[parquet], then run again."
        console.print(f"[yellow]{escape(pick(lang, th, en))}[/]")
