"""A worksheet of xlsxwriter with texts and formulas written our way, by methods not of its interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from emenscr_xl.sheets.cell_xml import without_controls
from emenscr_xl.sheets.shared_formulas import shared

#: Of an XML element: names and values.
Attributes = Sequence[tuple[str, object]]


class PlainSheet(Worksheet):  # type: ignore[misc]
    """A sheet that writes formulas as they are, and once where rows that follow each other share one.

    None of our formulas needs the marks of functions newer than 2010.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def add_long_table(self, first: int, last: int, right: int, options: Mapping[str, object]) -> None:
        """A table from the first column to `right`, of any length: each of its cells would be remembered."""
        self.add_table(first, 0, first + 1, right, options)
        table = self.tables[-1]
        table["range"] = table["a_range"] = table["autofilter"] = xl_range(first, 0, last, right)

    def link_cell(self, row: int, column: int, url: Url) -> None:
        """Make a cell that holds a formula a link, too."""
        self.hlink_count += 1
        self.hyperlinks[row][column] = url

    def _write_string(self, row: int, column: int, string: str, cell_format: Format | None = None) -> int:
        """Called for every text: what looks like markup of xlsxwriter's own is typed text, too."""
        if string.startswith("<r>") and string.endswith("</r>"):
            string = f"<r><t>{self._escape_data(string)}</t></r>"
        return super()._write_string(row, column, string, cell_format)  # type: ignore[no-any-return]

    def _write_sheet_data(self) -> None:
        cells = {(row, column): cell for row, held in self.table.items() for column, cell in held.items()}
        formulas = {at: cell.formula for at, cell in cells.items() if isinstance(cell, CellFormulaTuple)}
        self._shared = shared(formulas)
        super()._write_sheet_data()

    def _xml_formula_element(self, formula: str, result: object, attributes: Attributes = ()) -> None:
        """Called for each cell with a formula; its address is the first attribute."""
        held = self._shared.get(str(attributes[0][1]))
        result = without_controls(result) if isinstance(result, str) else result
        if held is None:
            super()._xml_formula_element(formula, result, attributes)
            return
        self._xml_start_tag("c", attributes)
        if held.formula:
            self._xml_data_element("f", held.formula, held.marks)
        else:
            self._xml_empty_tag("f", held.marks)
        self.fh.write(f"<v>{self._escape_data(result)}</v></c>")
