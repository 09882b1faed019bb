"""Data sheets as Parquet files: the same rows and headings, each column of one type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from emenscr_xl.register.link import Link
from emenscr_xl.register.tables.data_table import DataTable, Row

#: The last column: what was typed where a column's type cannot hold it, `heading: text`.
AS_TYPED = "ค่าที่ไม่ตรงชนิดของคอลัมน์ (ตามที่พิมพ์)"
#: Beside each column of links: where the file lies, from the folder of the workbook.
PLACE = "{heading} · ที่อยู่ไฟล์"
CENT, MOST_INTEGER, MOST_MONEY = Decimal("0.01"), Decimal(2**63), Decimal(10) ** 16
#: Rows that are held before they are written as one group.
GROUP_ROWS = 20_000
#: A value as its column holds it; None when it cannot.
Held = Callable[[object], object]


def available() -> bool:
    """True when the extra `parquet` is installed."""
    return find_spec("pyarrow") is not None


def write_parquet(path: Path, table: DataTable, rows: Iterable[Row]) -> None:
    """Write the rows of a data sheet. The same rows give the same bytes.

    Money is decimal128(18, 2) in baht, dates date32, whole numbers int64, other numbers double, the rest
    text.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([pa.field(name, _type(pa, kind)) for name, kind, _ in _columns(table)])
    rows = iter(rows)
    with pq.ParquetWriter(path, schema, compression="snappy") as writer:
        while group := list(islice(rows, GROUP_ROWS)):
            columns = _turned(table, group)
            writer.write_table(pa.table(columns, schema=schema))


def _columns(table: DataTable) -> Iterator[tuple[str, str, int]]:
    """Every column of the file: its name, the kind of its values, and the column of the sheet they are of."""
    for number, (column, heading) in enumerate(zip(table.columns, table.headings, strict=True)):
        yield heading, column.kind, number
        if column.kind == "link":
            yield PLACE.format(heading=heading), "place", number
    yield AS_TYPED, "text", len(table.columns)


def _type(pa: Any, kind: str) -> Any:
    """The Arrow type of a kind of column."""
    types = {"date": pa.date32(), "integer": pa.int64(), "number": pa.float64()}
    return pa.decimal128(18, 2) if kind in ("money", "sum") else types.get(kind, pa.string())


def _turned(table: DataTable, rows: Sequence[Row]) -> list[list[object]]:
    """The values by column, and at the end what no column could hold."""
    typed: list[list[str]] = [[] for _ in rows]
    columns: list[list[object]] = []
    for heading, kind, number in list(_columns(table))[:-1]:
        hold = HOLD.get(kind, _text)
        columns.append([])
        for row, said in zip(rows, typed, strict=True):
            value = row[number]
            held = None if value is None or value == "" else hold(value)
            columns[-1].append(held)
            if _lost(value, held, kind):
                said.append(f"{heading}: {_text(value)}")
    columns.append([" · ".join(said) or None for said in typed])
    return columns


def _lost(value: object, held: object, kind: str) -> bool:
    """True when a typed column holds another value than the sheet shows; a double is as near as Excel's."""
    if kind not in TYPED or value in (None, ""):
        return False
    return held is None or (kind != "number" and held != value)


def _money(value: object) -> object:
    number = Decimal(value) if isinstance(value, Decimal | int) else MOST_MONEY
    return number.quantize(CENT) if abs(number) < MOST_MONEY else None


def _integer(value: object) -> object:
    number = Decimal(value) if isinstance(value, Decimal | int) else MOST_INTEGER
    return int(number) if number == int(number) and abs(number) < MOST_INTEGER else None


def _number(value: object) -> object:
    return float(value) if isinstance(value, Decimal | int | float) else None


def _date(value: object) -> object:
    return value if isinstance(value, date) else None


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _place(value: object) -> object:
    return value.target if isinstance(value, Link) else None


TYPED = ("money", "sum", "integer", "number", "date")
HOLD: Mapping[str, Held] = {
    "money": _money, "sum": _money, "integer": _integer, "number": _number, "date": _date, "place": _place,
}  # fmt: skip
