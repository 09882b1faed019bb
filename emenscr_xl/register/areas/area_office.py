"""One office of an area as a run finds it: whether it counts, why not, and what its year comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from emenscr_xl.register.collected import Collected
from emenscr_xl.register.summaries.figures import Value

COUNTED, NOTHING_RETURNED = "นับแล้ว", "นับแล้ว ยังไม่มีแบบส่งคืน"
NO_WORKSPACE, UNREADABLE, OTHER_YEAR, SAME_OFFICE = "ยังไม่ได้รับ", "อ่านไม่ได้", "คนละปีงบประมาณ", "ซ้ำ"
#: What a row's office can be: those that count come first.
STATES = (COUNTED, NOTHING_RETURNED, NO_WORKSPACE, UNREADABLE, OTHER_YEAR, SAME_OFFICE)
COUNTS = (COUNTED, NOTHING_RETURNED)
SHIPPED, LOADED = "ตั้งต้น", "{label} ฉบับที่ {version}"


@dataclass(frozen=True, slots=True)
class AreaOffice:
    """A folder that came, and the office that it is of. `figures`: by column of the sheet of offices."""

    number: int  # from 1, in the order of the folders
    path: Path
    folder: str  # as it is shown: from the folder that was named
    group: str = ""  # the folder that it lies in, below the one that was named
    name: str = ""
    state: str = COUNTED
    reason: str = ""  # why it does not count, in Thai
    year: int | None = None
    catalogues: str = ""
    newest: datetime | None = None  # when its newest file was received
    figures: Mapping[str, Value] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """True when its figures are part of the area's."""
        return self.state in COUNTS


def catalogues_of(collected: Collected) -> str:
    """The lists that an office has loaded itself, or that all are those that ship."""
    loaded = (c for c in collected.definition.form.catalogues.values() if c.version)
    said = [LOADED.format(label=c.label, version=c.version) for c in loaded]
    return ", ".join(said) or SHIPPED
