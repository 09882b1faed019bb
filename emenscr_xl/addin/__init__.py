"""The Python behind the buttons in Excel: the only place that knows xlwings.

Only these members of xlwings are used, all of its open-source part. The tests' engine over LibreOffice has
exactly these, so that every ribbon function runs in a live spreadsheet application on each test run.
"""

from __future__ import annotations

from collections.abc import Mapping

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "App": ("alert", "books", "display_alerts", "macro", "screen_updating", "status_bar"),
    "Books": ("__iter__", "__len__", "active", "open"),
    "Book": ("app", "caller", "close", "fullname", "name", "save", "sheets"),
    "Sheets": ("__getitem__", "__iter__", "add"),
    "Sheet": ("delete", "name", "range", "used_range"),
    "Range": (
        "color",
        "column",
        "column_width",
        "font",
        "formula",
        "last_cell",
        "options",
        "row",
        "value",
        "vertical_alignment",
        "wrap_text",
    ),
    "Font": ("bold", "color", "name", "size"),
}
