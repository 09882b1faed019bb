"""What a workbook's file says of its sheets and LibreOffice forgets when it opens it."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PASSWORDS = ("workbookPassword", "workbookHashValue")


@dataclass(slots=True)
class Facts:
    """Names of very hidden sheets; whether the structure is protected, and by a password.

    `newer_errors`: cells as (sheet, "E5") with an error that LibreOffice does not know, such as #SPILL!;
    a test says so, whatever stands in the cell.
    """

    very_hidden: set[str]
    structure: bool = False
    password: bool = False
    newer_errors: dict[tuple[str, str], str] = field(default_factory=dict)


def facts(path: Path) -> Facts:
    """Those of a file; of one that is no package, or not there, nothing special."""
    if not zipfile.is_zipfile(path):
        return Facts(set())
    with zipfile.ZipFile(path) as package, package.open("xl/workbook.xml") as part:
        workbook = ElementTree.parse(part).getroot()
    hidden = (sheet for sheet in workbook.iter(f"{MAIN}sheet") if sheet.get("state") == "veryHidden")
    kept = workbook.find(f"{MAIN}workbookProtection")
    given = {} if kept is None else kept.attrib
    locked = given.get("lockStructure") in ("1", "true")
    return Facts({sheet.attrib["name"] for sheet in hidden}, locked, any(key in given for key in PASSWORDS))
