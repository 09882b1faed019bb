"""Data as Parquet files: the rows of the sheets, each column of one type; what no sheet holds is said."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from area_offices import DAY, ONE, office
from consolidated_reader import DATA_SHEETS, blocks_of, frames_of
from emenscr_xl.cli.main import app
from emenscr_xl.jobs import parquet_files
from emenscr_xl.jobs.area import Wanted, area
from emenscr_xl.jobs.consolidate import Consolidated, consolidate
from emenscr_xl.jobs.workspace import JobError
from emenscr_xl.register.link import Link
from emenscr_xl.register.tables.data_table import Column, data_table
from emenscr_xl.sheets.beyond import HOW_TO_OPEN, MOST_ROWS
from emenscr_xl.sheets.parquet import AS_TYPED, write_parquet
from workspaces import FIRST, SECOND

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
INSTALL = 'pip install "emenscr-xl[parquet]"'


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Consolidated:
    folder = office(tmp_path_factory.mktemp("เขต") / "งาน", ONE, FIRST, SECOND, quarters=(1,))
    return consolidate(folder, DAY, parquet=True)


def plain(value: Any) -> Any:
    """A value of either file as both can say it."""
    if pd.isna(value):
        return None
    if isinstance(value, Decimal | int | float):
        return round(float(value), 6)
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def rows(frame: pd.DataFrame) -> list[list[Any]]:
    return [[plain(v) for v in row] for row in frame.astype(object).itertuples(index=False)]


def test_every_data_sheet_is_a_file_with_the_same_rows(done: Consolidated) -> None:
    sheets = frames_of(done.workbook)
    assert [path.stem for path in done.parquet] == list(DATA_SHEETS)
    for path in done.parquet:
        sheet, file = sheets[path.stem], pq.read_table(path).to_pandas()
        assert rows(file[[*sheet.columns]]) == rows(sheet), path.stem


def test_columns_have_types(done: Consolidated) -> None:
    (path,) = (p for p in done.parquet if p.stem == "โครงการ")
    schema = pq.read_schema(path)
    assert schema.field("เบิกจ่ายสะสมล่าสุด (บาท)").type == pa.decimal128(18, 2)
    assert schema.field("วันที่รับ").type == pa.date32()
    assert schema.field("ฉบับที่").type == pa.int64()
    assert schema.field("สถานะการส่งคืน").type == pa.string()


def test_each_sheet_says_where_the_file_is_and_how_it_is_opened(done: Consolidated) -> None:
    with closing(load_workbook(done.workbook, read_only=True)) as book:
        for path in done.parquet:
            note = str(book[path.stem]["B2"].value)
            assert f"{path.parent.name}/{path.name}" in note
            assert HOW_TO_OPEN in note


def test_without_being_asked_nothing_is_left_of_an_earlier_run(done: Consolidated, tmp_path: Path) -> None:
    folder = copytree(done.workbook.parents[1], tmp_path / "งาน")
    files = done.parquet[0].parent.name
    assert [*(folder / "reports" / files).iterdir()]
    assert consolidate(folder, DAY).parquet == ()
    assert not [*(folder / "reports" / files).iterdir()]


def cells() -> Iterator[tuple[object, ...]]:
    yield 1, Decimal("1.10"), date(2026, 10, 1), Decimal("0.1"), Link("../received/a.xlsx", "ก.xlsx"), "ก"
    yield "หนึ่ง", "ไม่แน่", "สิ้นปี", "มาก", None, None
    yield Decimal("2.5"), Decimal("0.005"), None, 3, None, None


def test_what_a_type_cannot_hold_is_kept_as_it_was_typed(tmp_path: Path) -> None:
    kinds = ("integer", "money", "date", "number", "link", "text")
    table = data_table("t", "t", "t", [Column(k, k, k) for k in kinds], cells(), "text")
    for name in ("one", "two"):
        write_parquet(tmp_path / name, table, table.all())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    first, second, third = pq.read_table(tmp_path / "one").to_pylist()
    assert (first["integer"], first["money"], first["date"]) == (1, Decimal("1.10"), date(2026, 10, 1))
    assert (first["number"], first["link"], first["link · ที่อยู่ไฟล์"]) == (0.1, "ก.xlsx", "../received/a.xlsx")
    assert [second[k] for k in kinds] == [None] * 6
    assert second[AS_TYPED] == "integer: หนึ่ง · money: ไม่แน่ · date: สิ้นปี · number: มาก"
    assert (third["integer"], third["money"]) == (None, Decimal("0.00"))
    assert third[AS_TYPED] == "integer: 2.5 · money: 0.005"


def test_rows_that_no_sheet_holds_go_to_parquet(done: Consolidated, tmp_path: Path) -> None:
    offices, limit = [done.workbook.parents[1]], 2
    whole = area(tmp_path / "ทั้งหมด", offices, now=DAY)
    cut = area(tmp_path / "ผล", offices, Wanted(most_rows=limit), now=DAY)
    kept, left = frames_of(whole.workbook), frames_of(cut.workbook)
    too_long = {name for name in DATA_SHEETS if len(kept[name]) > limit}
    assert {path.stem for path in cut.parquet} == too_long
    for name in DATA_SHEETS:
        if name in too_long:
            (path,) = (p for p in cut.parquet if p.stem == name)
            file = pq.read_table(path).to_pandas()
            assert (len(left[name]), rows(file[[*kept[name].columns]])) == (0, rows(kept[name]))
            with closing(load_workbook(cut.workbook, read_only=True)) as book:
                assert f"{len(file):,} แถว มากกว่าที่แผ่นงานหนึ่งรับได้" in str(book[name]["B2"].value)
        else:
            assert rows(left[name]) == rows(kept[name])
    assert cut.whole
    assert MOST_ROWS == 1_048_576 - 4


def test_a_summary_keeps_its_figures_when_rows_go_to_parquet(done: Consolidated, tmp_path: Path) -> None:
    folder = copytree(done.workbook.parents[1], tmp_path / "งาน")
    cut = consolidate(folder, DAY, most_rows=2)
    whole, left = frames_of(done.workbook), frames_of(cut.workbook)
    too_long = {name for name in DATA_SHEETS if len(whole[name]) > 2}
    assert {path.stem for path in cut.parquet} == too_long
    assert {name for name in DATA_SHEETS if left[name].empty} >= too_long
    assert blocks_of(cut.workbook) == blocks_of(done.workbook)
    with closing(load_workbook(cut.workbook)) as book:
        formulas = [str(c.value) for row in book["สรุปประจำปี"].iter_rows() for c in row if c.data_type == "f"]
    assert formulas
    assert not [f for f in formulas for name in too_long if f"'{name}'!" in f]


def test_without_pyarrow_it_says_what_to_install(
    done: Consolidated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offices = [done.workbook.parents[1]]
    monkeypatch.setattr(parquet_files, "available", lambda: False)
    with pytest.raises(JobError, match=r"emenscr-xl\[parquet\]"):
        area(tmp_path, offices, Wanted(parquet=True), now=DAY)
    left = area(tmp_path / "ผล", offices, Wanted(most_rows=2), now=DAY)
    assert ("กิจกรรม" in left.nowhere, left.whole, left.parquet) == (True, False, ())
    with closing(load_workbook(left.workbook, read_only=True)) as book:
        assert INSTALL in str(book["กิจกรรม"]["B2"].value)


def test_the_commands_say_where_the_data_is(done: Consolidated, tmp_path: Path) -> None:
    said = CliRunner().invoke(app, ["area", str(tmp_path), str(done.workbook.parents[1]), "--parquet"])
    assert (said.exit_code, HOW_TO_OPEN in said.output) == (0, True)
    assert frames_of(tmp_path / "area-2570.xlsx")["กิจกรรม"].empty
    (tmp_path / "ว่าง").mkdir()
    said = CliRunner().invoke(app, ["area", str(tmp_path), str(tmp_path / "ว่าง")])
    assert (said.exit_code, "ไม่พบโฟลเดอร์ทำงานของสำนักงานใด" in said.output) == (2, True)
