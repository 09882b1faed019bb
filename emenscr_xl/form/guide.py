"""The guide for those who fill in a form: sections of short lines, shown in the workbook and in the docs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from emenscr_xl.form.faults import Faults, build, tables
from emenscr_xl.form.messages import placeholders


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its title and its lines, in which `{word}` stands for a fixed word of the workbook."""

    title: str
    lines: tuple[str, ...]


def sections(
    said: Mapping[str, Any] | None, texts: Mapping[str, str] | None, faults: Faults
) -> tuple[Section, ...]:
    """The sections of `guide.toml`, their words filled in. None: a file could not be read."""
    if said is None or texts is None:
        return ()
    for key in said.keys() - {"section"}:
        faults.add(f"guide.toml: {key}", "unknown key; known are section")
    found = []
    for n, table in enumerate(tables(said.get("section", []), "guide.toml: section", faults)):
        section = build(Section, table, f"guide.toml: section[{n}]", faults)
        for line in section.lines if section else ():
            for word in sorted(placeholders(line) - texts.keys()):
                faults.add(f"guide.toml: section[{n}]", f"{{{word}}} is no key of texts.toml")
        found += [section] if section else []
    if faults.found:
        return ()
    return tuple(replace(s, lines=tuple(line.format_map(texts) for line in s.lines)) for s in found)


def numbered(guide: tuple[Section, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each section's title and lines with their numbers, as people read and quote them."""
    return tuple(
        (f"{n}. {section.title}", tuple(f"{n}.{m} {line}" for m, line in enumerate(section.lines, start=1)))
        for n, section in enumerate(guide, start=1)
    )
