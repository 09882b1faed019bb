"""What a kind of rule declares of itself: which fields it speaks of and which options it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """A rule kind: its field parameters (references), its options and one paragraph of documentation.

    A parameter names one field, or any number when it is among `many`; those among `codes` name code fields.
    `hangs`: which parameter's codes belong to which other's. `lists` are options with several values; those
    among `numbers` are numbers; `chosen` names the parameter among whose choices an option or list is.
    """

    fields: tuple[str, ...]
    about: str
    options: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    hangs: Mapping[str, str] = field(default_factory=dict)  # child -> parent
    numbers: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)  # option or list -> parameter
    sizes: Mapping[str, int] = field(default_factory=dict)  # parameter -> how many fields it names
    paired: tuple[str, ...] = ()  # parameters or lists that are as long as each other
    across: bool = False  # judged over all projects of the office, once their workbooks are together
