"""Relations between two catalogues: which codes of one go with which codes of the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from emenscr_xl.form.catalogue import UNCONFIRMED, read_rows
from emenscr_xl.form.faults import Faults


@dataclass(frozen=True, slots=True)
class RelationSpec:
    """One `[relations.KEY]` table of form.toml: its file, and for either side the catalogue and column."""

    label: str
    file: str
    of: str
    of_column: str
    to: str
    to_column: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Pairs of codes: of each code of the catalogue `of`, those of `to` that go with it, in file order.

    `confirmed` is False when no official list confirms one of the pairs.
    """

    key: str
    label: str
    of: str
    to: str
    pairs: Mapping[str, tuple[str, ...]]
    confirmed: bool = True

    @property
    def standing(self) -> Mapping[str, str]:
        """How sure the relation is, as details of a message: Thai and English."""
        if self.confirmed:
            return {"standing": "ยืนยันแล้ว", "standing_en": "confirmed"}
        return {"standing": UNCONFIRMED, "standing_en": "not yet confirmed by the official list"}


def load_relation(key: str, spec: RelationSpec, folder: Path, faults: Faults) -> Relation:
    """The relation that a specification describes; a missing file or column, or a blank code, is a fault."""
    path, pairs = f"relations.{key}", dict[str, tuple[str, ...]]()
    rows: list[dict[str, str]] = []
    try:
        rows = read_rows(folder / spec.file)
    except FileNotFoundError:
        faults.add(path, f"the file {spec.file} does not exist")
    except ValueError as error:
        faults.add(path, f"the file {spec.file} cannot be read: {error}")
    for number, row in enumerate(rows, start=1):
        one, other = row.get(spec.of_column, ""), row.get(spec.to_column, "")
        if not one or not other or other in pairs.get(one, ()):
            faults.add(f"{path}, row {number}", f"the pair {one!r} and {other!r} has a blank or stands twice")
        pairs[one] = (*pairs.get(one, ()), other)
    confirmed = not any("unconfirmed" in row.get("source", "") for row in rows)
    return Relation(key, spec.label, spec.of, spec.to, pairs, confirmed)
