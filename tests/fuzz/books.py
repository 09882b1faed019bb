"""What people do to sheets, and what programs say of them: names, order, states, merged cells."""

from __future__ import annotations

import re
from random import Random
from xml.sax.saxutils import quoteattr

from fuzz.case import NOTHING, Case, Mutation
from fuzz.markup import encoded, rewritten
from fuzz.values import AREAS, PATHS, TEXTS

_SHEET = re.compile(rb"<sheet [^>]*/>")
_NAME = re.compile(rb'name="[^"]*"')
_DEFINED = re.compile(rb"<definedName\b[^>]*>.*?</definedName>", re.DOTALL)
_RELATION = re.compile(rb"<Relationship [^>]*/>")
_TARGET = re.compile(rb'Target="([^"]*)"')
_STATES = (b"hidden", b"veryHidden", b"visible", b"x", b"")
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def _part(case: Case, name: str) -> tuple[int, bytes] | None:
    """A part that is still there and plain text."""
    names = case.package.names()
    index = names.index(name) if name in names else None
    if index is None or b"\0" in case.package.members[index].content:
        return None
    return index, case.package.members[index].content


def _one_sheet(chance: Random, case: Case) -> Case:
    """A sheet renamed, hidden, shown, deleted from the list, or listed twice."""
    part = _part(case, BOOK)
    sheets = _SHEET.findall(part[1]) if part else []
    if not part or not sheets:
        return case
    old, name = chance.choice(sheets), encoded(quoteattr(chance.choice(TEXTS)))
    name = b'"' + name[1:-1].replace(b'"', b"&quot;") + b'"'
    new, words = chance.choice(
        (
            (_NAME.sub(lambda _: b"name=" + name, old), "renamed"),
            (_NAME.sub(lambda _: (_NAME.search(chance.choice(sheets)) or [b""])[0], old), "named as another"),
            (
                re.sub(rb' state="\w*"', b"", old).replace(b"/>", b' state="%s"/>' % chance.choice(_STATES)),
                "hidden",
            ),
            (b"", "deleted"),
            (old + old, "listed twice"),
        )
    )
    return rewritten(case, part[0], part[1].replace(old, new, 1), f"sheet {old[:60]!r} {words}", NOTHING)


def _order(chance: Random, case: Case) -> Case:
    part = _part(case, BOOK)
    sheets = _SHEET.findall(part[1]) if part else []
    if not part or not sheets:
        return case
    order = iter(chance.sample(sheets, len(sheets)))
    return rewritten(
        case, part[0], _SHEET.sub(lambda _: next(order), part[1]), "sheets in another order", NOTHING
    )


def _relations(chance: Random, case: Case) -> Case:
    """Where the parts of the sheets are said to lie."""
    part = _part(case, RELATIONS)
    relations = _RELATION.findall(part[1]) if part else []
    targets = _TARGET.findall(part[1]) if part else []
    if not part or not relations or not targets:
        return case
    old = chance.choice(relations)
    own = (_TARGET.search(old) or [b"", b""])[1]
    target = chance.choice(
        (
            chance.choice(targets),
            *(b"/xl/" + own, b"./" + own, b"../xl/" + own, own.upper(), own.replace(b"/", b"\\")),
            encoded(quoteattr(chance.choice(PATHS))[1:-1].replace('"', "")),
        )
    )
    external = b' TargetMode="External"' if chance.random() < 0.1 else b""
    new = _TARGET.sub(lambda _: b'Target="%s"%s' % (target, external), old)
    return rewritten(case, part[0], part[1].replace(old, new, 1), f"{own!r} lies at {target[:60]!r}", NOTHING)


def _names(chance: Random, case: Case) -> Case:
    """Names gone, or new ones that are odd."""
    part = _part(case, BOOK)
    if not part:
        return case
    odd = b"<definedName name=%s>%s</definedName>" % (
        encoded(quoteattr(chance.choice(TEXTS)).replace("'", "&apos;")) if chance.random() < 0.5 else b'"x"',
        chance.choice((b"#REF!", b"'[1]x'!$A$1", b"", b"cmd|'/c calc'!A0")),
    )
    new = chance.choice((b"", odd))
    changed = _DEFINED.sub(lambda _: new, part[1], count=chance.choice((0, 1, 3)))
    return rewritten(case, part[0], changed, "defined names changed", NOTHING)


def _merged(chance: Random, case: Case) -> Case:
    """Cells said to be merged: what they hold is still there."""
    sheets = [
        n
        for n, m in enumerate(case.package.members)
        if b"</sheetData>" in m.content and b"\0" not in m.content
    ]
    if not sheets:
        return case
    index, area = chance.choice(sheets), chance.choice((*AREAS, "D5:F9", "E5:E6", "A1:Z60")).encode()
    merged = b'<mergeCells count="1"><mergeCell ref="%s"/></mergeCells>' % area
    xml = case.package.members[index].content.replace(b"</sheetData>", b"</sheetData>" + merged, 1)
    return rewritten(case, index, xml, f"{area[:60]!r} merged", NOTHING)


def _days(chance: Random, case: Case) -> Case:
    """Days counted from 1904, as an old Mac does: every date is another day."""
    part = _part(case, BOOK)
    if not part:
        return case
    changed = re.sub(
        rb"<workbookPr\b", b'<workbookPr date1904="%s"' % chance.choice((b"1", b"true", b"x")), part[1]
    )
    return rewritten(case, part[0], changed, "days from 1904", None)


MUTATIONS: tuple[Mutation, ...] = (_one_sheet, _one_sheet, _order, _relations, _names, _merged, _days)
