"""The budget of a file: how much of it is read, and from where on it is read in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from emenscr_xl.sheets.alone import Limits

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limit:
    """What is measured of a file, how much of it is read at all, and how much in the process that asks.

    A file beyond `most` is not read (STR-02). One beyond `here` is read alone. `shown` is how an amount is
    written.
    """

    th: str
    en: str
    most: int
    here: int
    shown: str
    why_th: str
    why_en: str

    def amount(self, count: int) -> str:
        """An amount as people read it."""
        return self.shown.format(count / MB if "MB" in self.shown else count)


#: Measured on a complete form as issued and as LibreOffice and openpyxl save it: up to 0.3 MB, 4 MB unzipped
#: (13 times), 23 members, 34,000 cells. The guard does not count the cells of a usual sheet,
#: but takes it for 51,948.
BUDGET: Mapping[str, Limit] = {
    "bytes": Limit(
        "ขนาดไฟล์", "size of the file", 30 * MB, 5 * MB, "{:.0f} MB",
        "แบบที่กรอกแล้วใหญ่ไม่เกิน 0.3 MB เผื่อรูปภาพที่วางไว้ในแผ่นงาน",
        "a filled form takes up to 0.3 MB; pictures pasted into sheets take more",
    ),
    "unzipped": Limit(
        "ขนาดเมื่อคลายแล้ว", "size when unzipped", 200 * MB, 20 * MB, "{:.0f} MB",
        "แบบที่กรอกแล้วคลายได้ถึง 4 MB ตัวอ่านใช้หน่วยความจำตามขนาดนี้",
        "a filled form unzips to 4 MB at most; readers take memory by this size",
    ),
    "ratio": Limit(
        "อัตราการขยายเมื่อคลาย", "growth when unzipped", 200, 200, "×{:,.0f}",
        "แบบที่กรอกแล้วขยาย 13 เท่า ระเบิดซิปขยายเป็นพันเท่า (นับเมื่อคลายแล้วเกิน 1 MB)",
        "a filled form grows 13 times, zip bombs a thousand times (asked from 1 MB unzipped on)",
    ),
    "members": Limit(
        "จำนวนชิ้นส่วนในไฟล์", "members of the package", 2_000, 500, "{:,.0f}",
        "แบบมี 23 ชิ้นส่วน รูปภาพที่วางไว้นับเป็นชิ้นส่วนด้วย",
        "a form has 23; each picture adds one",
    ),
    "cells": Limit(
        "จำนวนเซลล์ (แถว × คอลัมน์ ของทุกแผ่น)", "cells (rows × columns of all sheets)",
        4_000_000, 1_500_000, "{:,.0f}",
        "ตัวอ่านจองหน่วยความจำทั้งสี่เหลี่ยมถึงเซลล์สุดท้าย แบบมี 34,000 เซลล์",
        "readers take memory for the whole block up to the last cell; a form has 34,000",
    ),
    "text": Limit(
        "ความยาวของข้อความหนึ่ง (ไบต์)", "length of one text, in bytes", 1 * MB, 1 * MB, "{:,.0f}",
        "เซลล์ของ Excel เก็บได้ 32,767 ตัวอักษร หรือไม่เกิน 0.1 MB",
        "a cell of Excel holds 32,767 characters, at most 0.1 MB",
    ),
}  # fmt: skip

#: What the process of its own may take: time of work, and address space.
ALONE = Limits(seconds=20, memory=1_000 * MB)


def over(key: str, count: int) -> dict[str, str]:
    """What is too much, as the reason of a message, in both languages."""
    limit = BUDGET[key]
    amounts = limit.amount(count), limit.amount(limit.most)
    return {
        "reason": f"{limit.th} {amounts[0]} เกิน {amounts[1]}",
        "reason_en": f"{limit.en}: {amounts[0]}, more than {amounts[1]}",
    }
