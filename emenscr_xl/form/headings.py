"""What the columns of an official list may be called, so that a list is taken as the office received it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from emenscr_xl.form.faults import Faults, build

_PARENTHESES = re.compile(r"\([^()]*\)")
#: What people write around and between the words of a heading.
_PUNCTUATION = re.compile(r"[\s*:.,/_()\[\]\-–]+")


@dataclass(frozen=True, slots=True)
class Names:
    """The headings that each column of a list may have, Thai and English, the preferred ones first."""

    code: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    first_year: tuple[str, ...] = ()
    last_year: tuple[str, ...] = ()
    years: tuple[str, ...] = ()  # "2566-2570"


ROLES = tuple(f.name for f in fields(Names))


@dataclass(frozen=True, slots=True)
class Headings:
    """A catalogue's own headings, by which a list is recognised, and those that any list may have."""

    own: Names = field(default_factory=Names)
    common: Names = field(default_factory=Names)

    def of(self, role: str) -> tuple[str, ...]:
        """Every heading that a role's column may have."""
        return (*getattr(self.own, role), *getattr(self.common, role))


NO_HEADINGS = Headings()


def headings(own: Mapping[str, Any], common: Mapping[str, Any], path: str, faults: Faults) -> Headings:
    """The headings that a catalogue's table and the form's own declare; unknown roles are faults."""
    if not own:
        return NO_HEADINGS
    named = build(Names, own, f"{path}.headings", faults)
    shared = build(Names, common, "form.toml: headings", faults)
    return Headings(named, shared) if named and shared else NO_HEADINGS


def plain_heading(text: str) -> str:
    """A heading as it is compared: small letters, without blanks and punctuation."""
    return _PUNCTUATION.sub("", text).casefold()


def spellings(text: str) -> tuple[str, ...]:
    """A heading as it is compared, whole and without what stands in parentheses."""
    return tuple(dict.fromkeys((plain_heading(text), plain_heading(_PARENTHESES.sub("", text)))))
