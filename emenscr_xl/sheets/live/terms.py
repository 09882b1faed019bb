"""What every compiled rule speaks with: the cells of the sheet of checks, and the lists it looks up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from emenscr_xl.core.submission import Where
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.model import Form
from emenscr_xl.sheets.lists import Lists
from emenscr_xl.sheets.live.pieces import coded
from emenscr_xl.sheets.live.places import BEGUN, DETAIL, FAULT, PLAIN, TEXT, VALUE, Places


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression that is true where a message is to be said, and the details of its sentence."""

    formula: str
    message: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """Short names for the cells of a place, as they stand in formulas."""

    form: Form
    places: Places
    lists: Lists

    def text(self, where: Where) -> str:
        """The answer as text."""
        return self.places.at(where, TEXT)

    def plain(self, where: Where) -> str:
        """The text prepared for reading a number, a date or a code."""
        return self.places.at(where, PLAIN)

    def value(self, where: Where) -> str:
        """The number, the day or the code; "" when there is none."""
        return self.places.at(where, VALUE)

    def number(self, where: Where) -> str:
        """True when the value is a number or a day."""
        return f"ISNUMBER({self.value(where)})"

    def sound(self, where: Where) -> str:
        """True when nothing is wrong with the answer itself."""
        return f"{self.places.at(where, FAULT)}=0"

    def order(self, where: Where) -> str:
        """A date's day, or a month's place in the fiscal year (0 when it is none)."""
        dated = self.form.question(where.address)[2].type == "date"
        return self.places.at(where, VALUE if dated else DETAIL)

    def begun(self, where: Where) -> str:
        """How much is written in a place's record."""
        return self.places.at(self.places.record(where)[0], BEGUN)

    def all_begun(self, where: Where) -> str:
        """The cells that say of each record of a place's table whether it is begun."""
        rows = [self.places.record(w)[0] for w in self.each(where.address)]
        return f"{self.places.at(rows[0], BEGUN)}:{self.places.at(rows[-1], BEGUN)}"

    def catalogue(self, where: Where) -> Catalogue:
        """The catalogue of a code field."""
        return self.form.catalogues[self.form.question(where.address)[2].catalogue]

    def listed(self, where: Where) -> str:
        """How often a place's code stands in its catalogue."""
        return f"SUMPRODUCT(--{coded(f'A_{self.catalogue(where).key}', self.value(where))})"

    def each(self, address: str) -> Iterator[Where]:
        """Every place of an address that the sheet of checks has."""
        table = self.form.question(address)[1]
        numbers = range(1, table.rows + 1) if table else (0,)
        return (w for w in (Where.at(address, n) for n in numbers) if w in self.places.rows)

    def beside(self, address: str, where: Where) -> Where:
        """The place of an address that goes with another place: in the same record, or asked once."""
        return Where.at(address, where.record if self.form.question(address)[1] else 0)

    def has(self, address: str) -> bool:
        """True when an address is judged in the workbook at all."""
        return any(True for _ in self.each(address))
