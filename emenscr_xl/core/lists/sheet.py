"""A sheet of a file that may hold a list, whatever kind of file it is, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from emenscr_xl.core.submission import Cell
from emenscr_xl.core.text import squeezed
from emenscr_xl.core.values import typed_text

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ListSheet:
    """The cells of one sheet, rows and columns from 0; merged cells all hold the value of their block."""

    name: str
    rows: Sequence[Sequence[Cell]]
    errors: Mapping[Position, str] = field(default_factory=dict)
    formulas: frozenset[Position] = frozenset()
    hidden: bool = False
    _texts: Sequence[Sequence[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        texts = [[_line(cell) for cell in row] for row in self.rows]
        object.__setattr__(self, "_texts", texts)

    def cell(self, row: int, column: int) -> Cell:
        """The value of a cell; None outside the sheet."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """The cell as one line of text."""
        cells = self._texts[row] if 0 <= row < len(self._texts) else ()
        return cells[column] if column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to say of a list: a message code and its details; row and column from 0, -1 for none."""

    message: str
    details: Mapping[str, str] = field(default_factory=dict)
    row: int = -1
    column: int = -1


def _line(cell: Cell) -> str:
    return "" if cell in (None, "") else squeezed(typed_text(cell))
