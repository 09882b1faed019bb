"""A cell of a sheet that opens a file."""

from __future__ import annotations

from dataclasses import dataclass

from emenscr_xl.core.places import Place


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens a file beside the workbook, at a place of it when one is named."""

    target: str
    text: str
    at: Place | None = None

    def __str__(self) -> str:
        return self.text


def cell_link(target: str, at: Place) -> Link:
    """The link to a cell of a workbook, called by its sheet and cell."""
    return Link(target, "!".join(at), at)
