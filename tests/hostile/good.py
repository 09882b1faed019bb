"""The real return that hostile files are made of, and short ways to spoil its package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from builders import complete, submitted, written

BOOK, RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
TEXTS, STYLES, ANSWERS, STAMP = (
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet4.xml",  # M2
    "xl/worksheets/sheet14.xml",
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Parts = dict[str, bytes]


@cache
def good() -> bytes:
    """A complete return of the first project."""
    with TemporaryDirectory() as folder:
        return written(Path(folder) / "good.xlsx", submitted(complete())).read_bytes()


def parts() -> Parts:
    """The parts of the good return by name."""
    with ZipFile(BytesIO(good())) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(members: Mapping[str, bytes], how: int = ZIP_DEFLATED) -> bytes:
    """A package of these members."""
    stream = BytesIO()
    with ZipFile(stream, "w", how, compresslevel=1) as package:
        for name, member in members.items():
            package.writestr(_info(name, how), member)
    return stream.getvalue()


def _info(name: str, how: int) -> ZipInfo:
    """A member with one date: the same content gives the same bytes. Names are as given, slashes or not."""
    info = ZipInfo("x", (2026, 12, 9, 16, 30, 0))
    info.filename, info.compress_type = name, how
    return info


def with_parts(**changed: bytes) -> bytes:
    """The good return with parts added or replaced: names as keywords, or as a mapping after `**`."""
    return packed({**parts(), **changed})


def without(name: str) -> bytes:
    """The good return without a part."""
    return packed({k: v for k, v in parts().items() if k != name})


def replaced(name: str, old: str, new: str) -> bytes:
    """The good return with a text of a part replaced once."""
    part = parts()[name].decode()
    assert old in part, old
    return with_parts(**{name: part.replace(old, new, 1).encode()})


def with_rows(*rows: str, after: str = "", sheet: str = ANSWERS) -> bytes:
    """The good return with rows added at the end of a sheet, and more XML after its rows."""
    return replaced(sheet, "</sheetData>", f"{''.join(rows)}</sheetData>{after}")


def with_sheet(xml: str, name: str = "ของฉัน") -> bytes:
    """The good return with one more sheet, as a person adds one."""
    return related("sheet99.xml", "worksheet", xml.encode(), f'<sheet name="{name}" sheetId="99" r:id="x1"/>')


def related(target: str, kind: str, part: bytes, listed: str = "", mode: str = "") -> bytes:
    """The good return with one more part of the workbook, its relation, and its line among the sheets."""
    whole = parts()
    relation = f'<Relationship Id="x1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    whole[RELATIONS] = whole[RELATIONS].replace(b"</Relationships>", relation.encode())
    whole[BOOK] = whole[BOOK].replace(b"</sheets>", f"{listed}</sheets>".encode())
    return packed(whole | {f"xl/{target}": part})


def sheet(*rows: str) -> str:
    """A sheet of these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def cell(place: str, value: str = "1", row: str = "") -> str:
    """A row with one cell; the row's number is the cell's unless it is given."""
    row = row or place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}"><v>{value}</v></c></row>'
