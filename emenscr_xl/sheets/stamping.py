"""Many workbooks of one: a template is drawn once, and each owner's workbook differs in a few cells.

Only the rows around a changed cell are written and deflated anew; all else goes over as the template's own
compressed bytes. The template's texts stay in the package's shared strings even where a cell no longer
shows them, so a template must hold nobody's answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from emenscr_xl.register.files.whole_file import write_whole
from emenscr_xl.sheets.cell_xml import Value
from emenscr_xl.sheets.package_writer import Package
from emenscr_xl.sheets.sheet_template import Position, SheetTemplate

#: By sheet name: what cells hold; how tall rows are, in points; cells' styles by number in the template.
Cells = Mapping[str, Mapping[Position, Value]]
Heights = Mapping[str, Mapping[int, float]]
Styles = Mapping[str, Mapping[Position, int]]

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook that `Book` wrote, ready to be stamped any number of times."""

    package: Package = field(repr=False)
    parts: Mapping[str, str]  # by sheet name: the package's member
    sheets: Mapping[str, SheetTemplate] = field(repr=False)

    @classmethod
    def from_bytes(cls, content: bytes) -> Template:
        """The template of a workbook's bytes. Raises ValueError when `Book` cannot have written it."""
        with ZipFile(BytesIO(content)) as package:
            parts = _parts(package)
            sheets = {name: SheetTemplate.from_xml(package.read(part)) for name, part in parts.items()}
        return cls(Package.from_bytes(content).packed(), parts, sheets)

    def stamp(
        self, path: Path, cells: Cells, heights: Heights | None = None, styles: Styles | None = None
    ) -> None:
        """Write the stamped workbook to `path`, whole or not at all. Raises as `stamped` does."""
        write_whole(path, self.stamped(cells, heights, styles))

    def stamped(self, cells: Cells, heights: Heights | None = None, styles: Styles | None = None) -> bytes:
        """The workbook with these cells, row heights and styles changed, and all others as in the template.

        The same changes give the same bytes. Raises KeyError for a sheet, row or cell that the template does
        not hold, ValueError for a value that no cell can hold.
        """
        heights, styles = heights or {}, styles or {}
        replaced = {}
        for name in dict.fromkeys((*cells, *heights, *styles)):
            if name not in self.sheets:
                raise KeyError(f"the template holds no sheet {name}")
            changes = cells.get(name, {}), heights.get(name), styles.get(name)
            if any(changes):
                replaced[self.parts[name]] = self.sheets[name].stamped(*changes)
        return self.package.with_members(replaced)


def changed(
    before: Mapping[tuple[str, int, int], Value], after: Mapping[tuple[str, int, int], Value]
) -> dict[str, dict[Position, Value]]:
    """By sheet, the cells of `after` that `before` does not hold with the same value.

    Keys are sheet, row and column, from 0. Only these need stamping when `before` is the template's.
    """
    found: dict[str, dict[Position, Value]] = {}
    for place, value in after.items():
        if place not in before or before[place] != value:
            found.setdefault(place[0], {})[place[1:]] = value
    return found


def _parts(package: ZipFile) -> dict[str, str]:
    """The member of each sheet; xlsxwriter numbers them in the workbook's order."""
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    names = [sheet.get("name", "") for sheet in book.iter(_SHEET)]
    return {name: f"xl/worksheets/sheet{n}.xml" for n, name in enumerate(names, start=1)}
