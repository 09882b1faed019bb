"""Two tables of an area written into one workbook: its projects, and all their activities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks import child
from benchmarks.clock import Table, figure

OURS, PANDAS = "ours: two data sheets", "pandas: to_excel"
#: Heading and kind of each column.
PROJECTS = (
    ("รหัสโครงการ", "text"), ("ชื่อโครงการ", "text"), ("กลุ่มงาน", "unit"), ("งบประมาณ", "money"),
    ("เบิกจ่าย", "money"), ("เริ่ม", "date"), ("สถานะ", "status"), ("ปีงบประมาณ", "integer"),
)  # fmt: skip
ACTIVITIES = (
    ("รหัสโครงการ", "text"), ("ลำดับ", "integer"), ("กิจกรรม", "text"), ("น้ำหนัก", "number"),
    ("ใช้งบประมาณ", "choice"), ("เริ่ม", "date"), ("สิ้นสุด", "date"), ("ผลการดำเนินงาน", "text"),
)  # fmt: skip
START = date(2026, 10, 1)


def measured(folder: Path, projects: int, activities: int, times: int) -> Table:
    """What writing takes, in fresh processes in turn."""
    taken: dict[str, list[child.Run]] = {OURS: [], PANDAS: []}
    jobs = {OURS: "whole_jobs:writes_big_table", PANDAS: "whole_jobs:writes_big_table_by_pandas"}
    for turn in range(times):
        for way, job in jobs.items():
            path = folder / f"{job.rpartition(':')[2]}-{turn}.xlsx"
            taken[way].append(child.run(job, str(path), projects, activities))
    figures = (
        figure(way, [run.taken for run in runs], memory=max(run.memory or 0 for run in runs))
        for way, runs in taken.items()
    )
    title = f"{projects:,} projects and {activities:,} activities written"
    said = (
        "Each in a process of its own, imports included. Ours has styles, filters, fitted widths and heights."
    )
    return Table("big table", title, said, tuple(figures))


def by_us(path: Path, projects: int, activities: int) -> None:
    """Both tables as data sheets."""
    from builders import definition
    from emenscr_xl.register.tables.data_table import Column, DataTable
    from emenscr_xl.sheets.book import Book
    from emenscr_xl.sheets.data_sheet import draw_data

    with Book(path, definition().style, "ตาราง") as book:
        book.sheet("สรุป")
        for key, headings, rows in (
            ("projects", PROJECTS, _projects(projects)),
            ("activities", ACTIVITIES, _activities(activities)),
        ):
            columns = tuple(Column(f"{key}{n}", *heading) for n, heading in enumerate(headings))
            table = DataTable(key, key, key, columns, columns[1].key)
            for row in rows:
                table.rows.append(row)
            draw_data(book, table, "สรุป")


def by_pandas(path: Path, projects: int, activities: int) -> None:
    """Both tables as frames."""
    import pandas as pd

    with pd.ExcelWriter(path) as writer:
        for sheet, headings, rows in (
            ("projects", PROJECTS, _projects(projects)),
            ("activities", ACTIVITIES, _activities(activities)),
        ):
            frame = pd.DataFrame(rows, columns=[heading for heading, _ in headings])
            frame.to_excel(writer, sheet_name=sheet, index=False)


def _projects(count: int) -> Iterator[tuple[object, ...]]:
    for n in range(count):
        name, unit = f"โครงการพัฒนาคุณภาพการศึกษา ที่ {n}", f"กลุ่มที่ {n % 9}"
        yield f"2570-{n:05d}", name, unit, n * 1000, n * 400, START + timedelta(n % 300), "รับแล้ว", 2570


def _activities(count: int) -> Iterator[tuple[object, ...]]:
    for n in range(count):
        begun = START + timedelta(n % 200)
        said = f"ดำเนินการแล้วตามแผนของกิจกรรมที่ {n} มีผู้เข้าร่วม {n % 97} คน"
        yield f"2570-{n // 30:05d}", n % 30 + 1, f"กิจกรรมที่ {n}", 3.5, "ใช้", begun, begun + timedelta(60), said
