"""What happened to a returned workbook on its way, told in one finding: STR-12.

The answers are read by their anchors whatever happened; this says what a person should know of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from emenscr_xl.core.submission import Finding, Stamp, Where
from emenscr_xl.form.catalogue import versions
from emenscr_xl.form.damage import KINDS
from emenscr_xl.form.load import Definition
from emenscr_xl.form.messages import Language
from emenscr_xl.sheets.displaced import displaced
from emenscr_xl.sheets.layout import MODULE_MARK, Layout, place
from emenscr_xl.sheets.lists import lists_of
from emenscr_xl.sheets.module_sheets import Happening, ModuleSheet, module_sheets
from emenscr_xl.sheets.package import FileFacts, Packaged
from emenscr_xl.sheets.read import Returned, stamp_sheet
from emenscr_xl.sheets.sheet_kinds import holds_no_answers
from emenscr_xl.sheets.source import CellSource
from emenscr_xl.sheets.typed_over import start_counts, typed_over

MOST_NAMES = 5
_JOINED: Mapping[Language, str] = {"th": " · ", "en": "; "}


def triaged(returned: Returned, source: CellSource, definition: Definition) -> Returned:
    """The workbook with what happened to its file as one finding more, if anything did."""
    sheets = list(module_sheets(returned, source))
    facts = source.facts() if isinstance(source, Packaged) else None
    found: dict[str, list[str]] = {}
    for kind, name in _happenings(returned, source, definition, sheets, facts):
        found.setdefault(kind, []).append(name)
    if not found:
        return returned
    finding = _finding(found, facts.program if facts else "", definition)
    return replace(returned, damage=(finding, *returned.damage))


def _finding(found: Mapping[str, Sequence[str]], program: str, definition: Definition) -> Finding:
    phrases = definition.damage
    grave = any(phrases[kind].severity == "W" for kind in found)
    details = {}
    for language, joined in _JOINED.items():
        suffix = "" if language == "th" else f"_{language}"
        said = [
            phrases[kind].text(language, names=_listed(found[kind], definition, language))
            for kind in KINDS
            if kind in found
        ]
        details[f"program{suffix}"] = program or phrases["no_program"].text(language)
        details[f"what{suffix}"] = joined.join(said)
    return Finding("STR-12.look" if grave else "STR-12", Where("", ""), details)


def _listed(names: Sequence[str], definition: Definition, language: Language) -> str:
    """The names, or the first few and how many more."""
    unique = list(dict.fromkeys(names))
    rest = len(unique) - MOST_NAMES
    more = [definition.damage["more"].text(language, count=str(rest))] if rest > 0 else []
    return " ".join([", ".join(unique[:MOST_NAMES]), *more])


def _happenings(
    returned: Returned,
    source: CellSource,
    definition: Definition,
    sheets: Sequence[ModuleSheet],
    facts: FileFacts | None,
) -> Iterator[Happening]:
    """Everything that happened, as kind and place."""
    names = _expected(source, definition, returned)
    yield from _sheet_names(source, names, _reported(definition))
    yield from (("anchors", s.name) for s in sheets if s.places.mended)
    for sheet in sheets:
        yield from displaced(sheet, _drawn(definition))
        yield from typed_over(sheet, returned.submission)
    start = names.get(definition.texts["start_sheet"])
    if start:
        yield from start_counts(source, start, [m.label for m in definition.form.modules])
    if facts:
        yield from _states(facts, names, definition)
        yield from _features(facts, sheets)
        lost = _lists_issued(returned.submission.stamp, definition) - facts.names
        yield from (("names", name) for name in sorted(lost))


def _expected(source: CellSource, definition: Definition, returned: Returned) -> dict[str, str]:
    """The form's sheets by the names that they were issued with, and the names that they bear now.

    Modules, the stamp and the guide are known by what they hold; the others, when renamed, by their order.
    """
    others = _others(definition)
    form, sheets = definition.form, returned.plan.found.sheets
    names = {m.sheet: sheets[m.key] for m in form.modules if m.key in sheets}
    stamp = stamp_sheet(source)
    if stamp:
        names[definition.texts["stamp_sheet"]] = stamp
    guide = _guide(source, definition)
    if guide:
        names[definition.texts["guide_sheet"]] = guide
    names |= {name: name for name in others if name not in names and name in source.sheet_names}
    missing = [name for name in _reported(definition) if name not in names]
    strange = [n for n in source.sheet_names if n not in names.values() and not _copy(source, n)]
    unknown = [n for n in strange if not holds_no_answers(source.grid(n))]
    if len(missing) == len(unknown):
        names |= dict(zip(missing, unknown, strict=True))
    return names


def _others(definition: Definition) -> list[str]:
    """The sheets that hold no module, in the order in which they lie: Start and guide shown, rest hidden."""
    return [name for key, name in definition.texts.items() if key.endswith("_sheet")]


def _reported(definition: Definition) -> list[str]:
    """Those of them that are missed: the guide holds nothing, and older workbooks have none."""
    return [name for name in _others(definition) if name != definition.texts["guide_sheet"]]


def _guide(source: CellSource, definition: Definition) -> str | None:
    """The sheet that holds the guide, by its title."""
    title = definition.texts["guide_title"]
    return next((n for n in source.sheet_names if any(title in row for row in source.grid(n)[:3])), None)


def _written(source: CellSource, name: str) -> bool:
    """True for a sheet that holds anything."""
    return any(v not in (None, "") for row in source.grid(name) for v in row)


def _copy(source: CellSource, name: str) -> bool:
    """True for a sheet that bears a module's mark."""
    return any(str(v).startswith(MODULE_MARK) for row in source.grid(name)[:8] for v in row)


def _sheet_names(source: CellSource, names: Mapping[str, str], others: Sequence[str]) -> Iterator[Happening]:
    """Sheets renamed, deleted, copied or added. A module's sheet that is gone has a finding of its own."""
    for issued, now in names.items():
        if issued != now:
            yield "renamed", f"{issued} → {now}"
    yield from (("deleted", name) for name in others if name not in names)
    for name in source.sheet_names:
        if name not in names.values():
            if _copy(source, name):
                yield "copied", name
            elif not holds_no_answers(source.grid(name)) and _written(source, name):
                yield "added", name


def _states(facts: FileFacts, names: Mapping[str, str], definition: Definition) -> Iterator[Happening]:
    """Sheets that are hidden and should not be, or the other way round."""
    hidden = {*_others(definition)} - {definition.texts[f"{key}_sheet"] for key in ("start", "guide")}
    for issued, now in names.items():
        if now in facts.states:
            visible = facts.states[now] == "visible"
            if visible and issued in hidden:
                yield "shown", now
            elif not visible and issued not in hidden:
                yield "hidden", now


def _features(facts: FileFacts, sheets: Sequence[ModuleSheet]) -> Iterator[Happening]:
    """What the modules' sheets no longer have, and merged answers."""
    for sheet in sheets:
        has = facts.sheets.get(sheet.name)
        if has:
            features = {"drop_downs": has.input_rules, "protection": has.protected, "colours": has.colours}
            yield from ((kind, sheet.name) for kind, there in features.items() if not there)
            for area in has.merged:
                if any(area.holds(c.row, c.column) for c in sheet.cells.values()):
                    yield "merged", f"{sheet.name} {area}"


@lru_cache(maxsize=4)  # the same for every file of a run
def _drawn(definition: Definition) -> Layout:
    """Where everything lay when the workbook was issued."""
    return place(definition.form, definition.style)


def _lists_issued(stamp: Stamp, definition: Definition) -> frozenset[str]:
    """The names of lists that a workbook was issued with, as far as the catalogues are those of today."""
    now = set(versions(definition.form.catalogues).split())
    other = {said.partition("=")[0] for said in now ^ set(stamp.catalogues.split())}
    return frozenset(name for name in _list_names(definition) if name.partition("_")[2] not in other)


@lru_cache(maxsize=4)
def _list_names(definition: Definition) -> frozenset[str]:
    """The names of lists that a workbook issued today has."""
    return lists_of(definition.form).defined
