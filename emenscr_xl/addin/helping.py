"""What the add-in says of itself: the guide, and versions. What it needs is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from emenscr_xl.addin.desk import Desk
from emenscr_xl.form.load import fiscal_years, shipped
from emenscr_xl.jobs.workspace import writing
from emenscr_xl.xlam.sentences import sentence, sentences

if TYPE_CHECKING:
    from emenscr_xl.sheets.addin_guide import GuidePage

GUIDE = "คู่มือปุ่ม eMENSCR.xlsx"


def guide(desk: Desk) -> str:
    """Write the guide anew, as this version has it, and open it."""
    from emenscr_xl.addin.log import log_file
    from emenscr_xl.sheets.addin_guide import write_addin_guide

    path = log_file().with_name(GUIDE)
    with desk.rewritten(path), writing(path):
        write_addin_guide(path, shipped(fiscal_years()[-1]).style, _pages())
    desk.open(path)
    return sentence("guide_open", place=path)


def about(desk: Desk) -> str:
    """Say the versions, the fiscal years and the log's place."""
    import platform

    from emenscr_xl.addin.log import log_file
    from emenscr_xl.jobs.addin_places import installed_version

    years = ", ".join(map(str, fiscal_years()))
    versions = {"version": installed_version("emenscr-xl"), "xlwings": installed_version("xlwings")}
    said = sentence("about", years=years, log=log_file(), python=platform.python_version(), **versions)
    desk.tell(said)
    return said.partition("\n")[0]


def _pages() -> Iterator[GuidePage]:
    from emenscr_xl.xlam.ribbon import groups

    buttons = [(g.label, b.label, b.does, b.how) for g in groups() for b in g.buttons]
    columns = (("กลุ่ม", 20), ("ปุ่ม", 26), ("ทำอะไร", 44), ("ใช้อย่างไร", 70))
    yield "ปุ่ม", "ปุ่มในแท็บ eMENSCR", columns, buttons
    faults = [(s.th, s.cure) for s in sentences().values() if s.cure]
    yield "ข้อความ", "ข้อความที่อาจพบ และวิธีแก้", (("ข้อความ", 70), ("วิธีแก้", 90)), faults
