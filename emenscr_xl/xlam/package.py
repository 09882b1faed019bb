"""The add-in as a file, made without Excel: a workbook with ribbon, VBA project and a sheet of settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from emenscr_xl.xlam.sentences import sentences
from emenscr_xl.xlam.sources import SHEET, WORKBOOK, macro, modules
from emenscr_xl.xlam.vba_project import Module, vba_project
from emenscr_xl.xlam.xlwings_module import xlwings_version

NAME = "emenscr"
#: The sheet of settings. xlwings looks for it by the project's name.
CONFIG_SHEET = f"{NAME}.conf"
ADDIN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
MACRO_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

_RIBBON = "customUI/customUI14.xml"
_RIBBON_RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_CREATED = datetime(2026, 10, 1)  # the same sources give the same bytes
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_TITLE = "eMENSCR"
_COMMENT = "แท็บ eMENSCR: ตรวจแบบเก็บข้อมูล รวมข้อมูล ส่งกลับแก้ไข และสรุปรายไตรมาสกับประจำปี"


def addin(config: Mapping[str, str]) -> bytes:
    """The add-in with its settings, as `emenscr.xlam`. Same sources and settings, same bytes.

    Raises StrangeXlwings when the installed xlwings is not the one that is known.
    """
    return assembled(config, modules())


def assembled(config: Mapping[str, str], project: Sequence[Module], content_type: str = ADDIN) -> bytes:
    """The same with any modules; as a `MACRO_WORKBOOK`, other applications open it and run what is in it."""
    return _with_ribbon(_workbook(settings(config), vba_project(NAME, project)), content_type)


def settings(config: Mapping[str, str]) -> dict[str, str]:
    """All lines of the sheet of settings: the ones given, and the ones that are always the same."""
    fixed = {
        "INTERPRETER_WIN": "",
        "INTERPRETER_MAC": "",
        "PYTHONPATH": "",
        "PACKAGE": "",
        "ADD_WORKBOOK_TO_PYTHONPATH": "false",
        "USE UDF SERVER": "True",  # xlwings' name for one Python that stays warm; on Windows only
        "VERSION": version("emenscr-xl"),
        "XLWINGS": xlwings_version(),
    }
    said = {f"SAY_{key.upper()}": sentence.th for key, sentence in sentences().items() if sentence.vba}
    return {**fixed, **said, **config}


def _workbook(lines: Mapping[str, str], project: bytes) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": _TITLE, "comments": _COMMENT, "created": _CREATED})
        workbook.add_vba_project(BytesIO(project), is_stream=True)
        workbook.set_vba_name(WORKBOOK)
        sheet = workbook.add_worksheet(CONFIG_SHEET)
        sheet.set_vba_name(SHEET)
        sheet.set_column(0, 1, 40)
        for row, (key, value) in enumerate(lines.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
    return content.getvalue()


def _with_ribbon(workbook: bytes, content_type: str) -> bytes:
    """The package with the ribbon in it, said to be of this type."""
    with ZipFile(BytesIO(workbook)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types, relationships = "[Content_Types].xml", "_rels/.rels"
    parts[types] = _edited(parts[types], MACRO_WORKBOOK, content_type)
    link = f'<Relationship Id="{NAME}" Type="{_RIBBON_RELATIONSHIP}" Target="{_RIBBON}"/>'
    parts[relationships] = _edited(parts[relationships], "</Relationships>", f"{link}</Relationships>")
    parts[_RIBBON] = macro("ribbon.xml").encode()
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            package.writestr(entry, part)
    return content.getvalue()


def _edited(part: bytes, old: str, new: str) -> bytes:
    if part.count(old.encode()) != 1:
        raise ValueError(f"xlsxwriter writes otherwise than expected: {old}")
    return part.replace(old.encode(), new.encode())
