"""Whole jobs as users run them, each for a process of its own: `child.run("whole_jobs:consolidates", …)`.

Imports stand inside the functions: what a job imports is part of what it takes.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

#: The day of every job: the same input gives the same output.
NOW = datetime(2027, 1, 5, 9)


def issues(folder: str) -> None:
    """Workbooks for all projects of an office."""
    from emenscr_xl import forms

    forms(Path(folder), now=NOW)


def reads(folder: str) -> None:
    """The answers of all returns."""
    from benchmarks.our_reading import submissions
    from emenscr_xl.jobs.reading import processes

    with processes() as executor:
        submissions(sorted((Path(folder) / "returns").glob("*.xlsx")), executor)


def consolidates(folder: str) -> None:
    """All returns checked, and the consolidated workbook with its summaries and charts."""
    from emenscr_xl import consolidate

    consolidate(Path(folder), NOW)


def consolidates_by_pandas(folder: str, most: int) -> None:
    """What a script does with so many of the returns."""
    from benchmarks.peers import pandas_consolidates

    pandas_consolidates(Path(folder), most)


def writes_big_table(path: str, projects: int, activities: int) -> None:
    """One big table and one very big one, as data sheets of ours."""
    from benchmarks.big_table import by_us

    by_us(Path(path), projects, activities)


def writes_big_table_by_pandas(path: str, projects: int, activities: int) -> None:
    """The same rows by pandas."""
    from benchmarks.big_table import by_pandas

    by_pandas(Path(path), projects, activities)
