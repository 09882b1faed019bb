"""What the sheet of findings says, as a person reads it."""

from __future__ import annotations

import xlwings as xw

SHEET = "ผลตรวจ eMENSCR"


def listed(book: xw.Book) -> list[tuple[object, object, object]]:
    """Code, place and sentence of each row below the heading."""
    rows = book.sheets[SHEET].used_range.options(ndim=2).value
    (header,) = (n for n, row in enumerate(rows) if "รหัส" in row)
    columns = [rows[header].index(name) for name in ("รหัส", "ช่อง (คลิกเพื่อไป)", "ข้อค้นพบและวิธีแก้")]
    found = ([row[column] for column in columns] for row in rows[header + 1 :])
    return [(code, place or "", said) for code, place, said in found if code]
