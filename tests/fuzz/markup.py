"""Damage to the XML of a part, blindly: attributes, elements, references and types."""

from __future__ import annotations

import re
from random import Random
from xml.sax.saxutils import quoteattr

from fuzz.case import NOTHING, Case, Mutation, Typed
from fuzz.values import AREAS, HOSTILE, NUMBERS, PATHS, REFERENCES, TEXTS, TYPES

_ATTRIBUTE = re.compile(rb'\s([\w:.\-]+)="([^"]*)"')
_ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>.*?</\1>)", re.DOTALL)
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.\-]*)")
_TEXT = re.compile(rb">([^<>]+)<")
_SHARED = re.compile(rb't="s"><v>(\d+)</v>')
#: Parts that hold no answers, nor what an answer means.
_UNRELATED = ("docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml")
_OFTEN = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
#: What is put into an attribute of a name that readers look at.
_VALUES = {
    b"r": REFERENCES + NUMBERS, b"ref": AREAS, b"sqref": AREAS, b"t": TYPES, b"s": NUMBERS,
    b"spans": (*AREAS, *NUMBERS),
    b"Target": PATHS, b"name": TEXTS, b"Id": TEXTS, b"r:id": TEXTS, b"sheetId": NUMBERS, b"count": NUMBERS,
    b"uniqueCount": NUMBERS, b"min": NUMBERS, b"max": NUMBERS, b"numFmtId": NUMBERS, b"state": (*TEXTS,
    "veryHidden"),
}  # fmt: skip


def chosen(chance: Random, case: Case) -> int:
    """A part of XML: mostly a sheet, or one that says what the sheets are."""
    names = case.package.names()
    often = [n for n, name in enumerate(names) if name in _OFTEN or name.startswith("xl/worksheets/")]
    return chance.choice(often) if often and chance.random() < 0.9 else chance.randrange(len(names))


def found(chance: Random, pattern: re.Pattern[bytes], xml: bytes) -> re.Match[bytes] | None:
    """A match of a pattern: the next one from a place by chance, else the first."""
    return pattern.search(xml, chance.randrange(len(xml) + 1)) or pattern.search(xml)


def rewritten(case: Case, index: int, xml: bytes, words: str, typed: Typed | None = None) -> Case:
    """The case with the XML of a part rewritten."""
    member = case.package.members[index]
    if member.name in _UNRELATED:
        typed = NOTHING
    return case.after(f"{member.name[:60]}: {words}", case.package.having(index, content=xml), typed)


def shown(raw: bytes) -> str:
    """The beginning of some XML, for a sentence."""
    return repr(raw[:80].decode("utf-8", "replace"))


def encoded(text: str) -> bytes:
    """Text in UTF-8; half of a pair of surrogates too."""
    return text.encode("utf-8", "surrogatepass")


def _attribute(chance: Random, case: Case) -> Case:
    index = chosen(chance, case)
    xml = case.package.members[index].content
    match = found(chance, _ATTRIBUTE, xml)
    if not match:
        return case
    value = chance.choice(_VALUES.get(match[1], HOSTILE) if chance.random() < 0.8 else HOSTILE)
    new = encoded(quoteattr(value))
    if chance.random() < 0.1:
        new = chance.choice(
            (b'""', b"1", b"'", b'"<"', b'"&"', b'"&#0;"', b'"&x;"', b'"\xff"', b'"&#xD800;"')
        )
    changed = xml[: match.start(2) - 1] + new + xml[match.end() :]
    return rewritten(case, index, changed, f"{shown(match[0])} becomes {shown(new)}")


def _attribute_gone(chance: Random, case: Case) -> Case:
    index = chosen(chance, case)
    xml = case.package.members[index].content
    match = found(chance, _ATTRIBUTE, xml)
    if not match:
        return case
    again = match[0] if chance.random() < 0.3 else b""
    words = f"{shown(match[0])} {'twice' if again else 'gone'}"
    return rewritten(case, index, xml[: match.start()] + again * 2 + xml[match.end() :], words)


def _element(chance: Random, case: Case) -> Case:
    index = chosen(chance, case)
    xml = case.package.members[index].content
    match = found(chance, _ELEMENT, xml)
    if not match:
        return case
    how, element = chance.choice(("dropped", "doubled", "moved", "nested", "swallowed")), match[0]
    before, after = xml[: match.start()], xml[match.end() :]
    if how == "moved":
        place = chance.randrange(len(before) + 1) if chance.random() < 0.1 else before.rfind(b"<")
        before = before[:place] + element + before[place:]
    else:
        made = {
            "dropped": b"",
            "doubled": element * 2,
            "nested": b"<%s>%s</%s>" % (match[1], element, match[1]),
            "swallowed": b"<x:y xmlns:x='u'>%s</x:y>" % element,
        }
        before += made[how]
    return rewritten(case, index, before + after, f"element {shown(element)} {how}")


def _renamed(chance: Random, case: Case) -> Case:
    index = chosen(chance, case)
    xml = case.package.members[index].content
    match = found(chance, _TAG, xml)
    if not match:
        return case
    name = chance.choice(
        (b"x", b"c", b"row", b"v", b"f", b"is", b"si", b"t", b"sheet", b"sheetData", b"a:c", match[2].upper())
    )
    old, every = match[2], chance.random() < 0.4
    if every:
        changed = re.sub(rb"(</?)%s\b" % re.escape(old), rb"\g<1>" + name, xml)
    else:
        changed = xml[: match.start(2)] + name + xml[match.end(2) :]
    return rewritten(
        case, index, changed, f"{'every' if every else 'one'} <{old.decode()}> is <{name.decode()}>"
    )


def _text(chance: Random, case: Case) -> Case:
    index = chosen(chance, case)
    xml = case.package.members[index].content
    match = found(chance, _TEXT, xml)
    if not match:
        return case
    new = encoded(chance.choice(HOSTILE).replace("&", "&amp;").replace("<", "&lt;"))
    changed = xml[: match.start(1)] + new + xml[match.end(1) :]
    return rewritten(case, index, changed, f"text {shown(match[1])} becomes {shown(new)}")


def _shared_index(chance: Random, case: Case) -> Case:
    index = chosen(chance, case)
    xml = case.package.members[index].content
    match = found(chance, _SHARED, xml)
    if not match:
        return case
    number = chance.choice(NUMBERS).encode()
    changed = xml[: match.start(1)] + number + xml[match.end(1) :]
    return rewritten(case, index, changed, f"shared string {shown(match[1])} becomes {shown(number)}")


def _cut(chance: Random, case: Case) -> Case:
    index = chosen(chance, case)
    xml = case.package.members[index].content
    place, count = chance.randrange(len(xml) + 1), chance.choice((1, 3, 20))
    changed = (
        xml[:place]
        + chance.choice((b"", b"<", b">", b"&", b'"', b"\0", b"\xff", b"]]>"))
        + xml[place + count :]
    )
    return rewritten(case, index, changed, f"XML broken at {place}")


def _deep(chance: Random, case: Case) -> Case:
    index, depth = chosen(chance, case), chance.choice((300, 20_000))
    xml = case.package.members[index].content
    place = xml.find(chance.choice((b"<sheetData", b"<sheetPr", b"<si>", b"<row", b"<c ", b"</")))
    deep = b"<a>" * depth + b"</a>" * depth
    return rewritten(
        case, index, xml[:place] + deep + xml[place:], f"{depth} elements in each other at {place}"
    )


MUTATIONS: tuple[Mutation, ...] = (
    _attribute, _attribute, _attribute, _attribute, _attribute_gone, _element, _element, _renamed, _text,
    _shared_index, _cut, _deep,
)  # fmt: skip
