"""What people do to the cells of a return: typing, and rows, columns and sheets moved about."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape

from emenscr_xl.core.submission import Where
from emenscr_xl.core.values import typed_text
from fuzz.case import NOTHING, Case, Mutation
from fuzz.markup import encoded, found, rewritten, shown
from fuzz.slimming import SHARED
from fuzz.values import ERRORS, HOSTILE, NUMBERS, TEXTS

_ROW = re.compile(rb"<row\b[^>]*?(?:/>|>.*?</row>)", re.DOTALL)
_REFERENCE = re.compile(rb'(<(?:row|c)\b[^>]*? ?\br=")([A-Z]*)(\d+)"')
_CELL = re.compile(rb"<c\b[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ANCHOR = re.compile(rb"#[A-Za-z][\w.:\[\]]*")
_TYPED_NUMBERS = (
    "0",
    "-1",
    "1",
    "1.5",
    "100",
    "1e15",
    "1e22",
    "1e308",
    "-1e308",
    "0.1",
    "1e-320",
    "2570",
    "99999999999",
)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _text_cell(chance: Random, case: Case) -> tuple[Case, str, bytes, str]:
    """A text, as a string in its cell, in the list of all strings, in pieces, or as a formula's result."""
    text = _NOT_IN_XML.sub("", chance.choice((*TEXTS, *HOSTILE)))
    xml = encoded(escape(text).replace("\r", "&#13;"))
    kept = b'<t xml:space="preserve">%s</t>'
    how = chance.choice(("inline", "inline", "pieces", "formula", "shared"))
    if how == "shared" and SHARED in case.package.names():
        strings = case.package.part(SHARED)
        number = len(re.findall(rb"<si\b", strings))
        strings = strings.replace(b"</sst>", b"<si>" + kept % xml + b"</si></sst>")
        case = case.after("a string more", case.package.rewritten(SHARED, lambda _: strings))
        return case, "s", b"<v>%d</v>" % number, text
    if how == "formula":
        return case, "str", b'<v xml:space="preserve">%s</v>' % xml, text
    if how == "pieces":
        empty = b"<r><rPr><b/></rPr><t></t></r>"
        heard = b'<rPh sb="0" eb="1"><t>x</t></rPh>'
        return case, "inlineStr", b"<is><r>" + kept % xml + b"</r>" + empty + heard + b"</is>", text
    return case, "inlineStr", b"<is>" + kept % xml + b"</is>", text


def _number_cell(chance: Random, case: Case) -> tuple[Case, str, bytes, str]:
    number = chance.choice(_TYPED_NUMBERS)
    kind = chance.choice(("", "n"))
    return case, kind, b"<v>%s</v>" % number.encode(), typed_text(float(number))


def _logical_cell(chance: Random, case: Case) -> tuple[Case, str, bytes, str]:
    value = chance.choice("01")
    return case, "b", b"<v>%s</v>" % value.encode(), typed_text(value == "1")


def _error_cell(chance: Random, case: Case) -> tuple[Case, str, bytes, str]:
    error = chance.choice(ERRORS[:7])
    return case, "e", b"<v>%s</v>" % error.encode(), error


def _blank_cell(chance: Random, case: Case) -> tuple[Case, str, bytes, str]:
    return case, *chance.choice((("", b""), ("inlineStr", b"<is><t/></is>"), ("str", b"<v></v>"))), ""


_KINDS: tuple[Callable[[Random, Case], tuple[Case, str, bytes, str]], ...] = (
    _text_cell, _text_cell, _text_cell, _number_cell, _logical_cell, _error_cell, _blank_cell,
)  # fmt: skip


def typed(chance: Random, case: Case) -> Case:
    """An owner types into one to three answers. What must be read then is known."""
    for where in chance.sample(sorted(case.base.typable), chance.choice((1, 1, 3))):
        part, place = case.base.typable[where]
        case, kind, body, text = chance.choice(_KINDS)(chance, case)
        case = _written(case, where, part, place, kind, body, text)
    return case


def _written(case: Case, where: Where, part: str, place: str, kind: str, body: bytes, text: str) -> Case:
    index = case.package.names().index(part)
    xml = case.package.members[index].content
    old = re.search(rb'<c r="%s"([^>]*?)(?:/>|>.*?</c>)' % place.encode(), xml, re.DOTALL)
    if not old:
        return case
    style = re.search(rb' s="\d+"', old[1])
    kind_said = b' t="%s"' % kind.encode() if kind else b""
    new = b'<c r="%s"%s%s>%s</c>' % (place.encode(), style[0] if style else b"", kind_said, body)
    changed = xml[: old.start()] + new + xml[old.end() :]
    said = {where: text if kind == "e" else typed_text(text)}
    return rewritten(case, index, changed, f"typed into {place} {shown(new)}", said)


def anything(chance: Random, case: Case) -> Case:
    """Something typed into any cell that has text: an answer, a label, the stamp, a list."""
    index = _sheet(chance, case)
    match = found(chance, _CELL, case.package.members[index].content) if index is not None else None
    if index is None or not match:
        return case
    case, kind, body, _ = chance.choice(_KINDS)(chance, case)
    xml = case.package.members[index].content
    opening = re.sub(rb' t="[^"]*"|/?>.*', b"", match[0], flags=re.DOTALL)
    new = opening + (b' t="%s">' % kind.encode() if kind else b">") + body + b"</c>"
    changed = xml[: match.start()] + new + xml[match.end() :]
    return rewritten(case, index, changed, f"{shown(match[0])} becomes {shown(new)}")


def _sheet(chance: Random, case: Case) -> int | None:
    """A sheet's part that has rows."""
    members = enumerate(case.package.members)
    sheets = [n for n, m in members if m.name.startswith("xl/worksheets/") and b"<row" in m.content]
    return chance.choice(sheets) if sheets else None


def _shifted(xml: bytes, first: int, rows: int, columns: int = 0) -> bytes:
    """The cells from a row on further down, or from a column on further right."""

    def moved(match: re.Match[bytes]) -> bytes:
        letters, row = match[2], int(match[3])
        if rows:
            row += rows if row >= first else 0
        elif letters and _number(letters) >= first:
            letters = _letters(_number(letters) + columns)
        return b'%s%s%d"' % (match[1], letters, row)

    return _REFERENCE.sub(moved, xml)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(number: int) -> bytes:
    letters = b""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = bytes([65 + letter]) + letters
    return letters


def _rows_inserted(chance: Random, case: Case) -> Case:
    index = _sheet(chance, case)
    if index is None:
        return case
    first, count = chance.randrange(1, 40), chance.choice((1, 1, 3, 500))
    xml = _shifted(case.package.members[index].content, first, count)
    return rewritten(case, index, xml, f"{count} rows inserted before row {first}", NOTHING)


def _columns_inserted(chance: Random, case: Case) -> Case:
    index = _sheet(chance, case)
    if index is None:
        return case
    first, count = chance.randrange(1, 9), chance.choice((1, 1, 2, 30))
    xml = _shifted(case.package.members[index].content, first, 0, count)
    return rewritten(case, index, xml, f"{count} columns inserted before column {first}", NOTHING)


def _rows_changed(chance: Random, case: Case) -> Case:
    """Rows deleted, sorted the other way round, copied over each other."""
    index = _sheet(chance, case)
    if index is None:
        return case
    xml = case.package.members[index].content
    rows = _ROW.findall(xml)
    how, begin = chance.choice(("gone", "reversed", "copied")), chance.randrange(len(rows) + 1)
    block = rows[begin : begin + chance.choice((1, 2, 5, 20))]
    if not block:
        return case
    numbers = [int(m[3]) for row in block if (m := _REFERENCE.search(row))]
    sources = {"gone": [], "reversed": block[::-1], "copied": [block[0]] * len(block)}[how]
    made = b"".join(_at(row, number) for row, number in zip(sources, numbers, strict=False))
    changed = xml.replace(b"".join(block), made, 1)
    return rewritten(case, index, changed, f"rows {numbers[:1]} to {numbers[-1:]} {how}")


def _at(row: bytes, number: int) -> bytes:
    """A row's cells in another row."""
    return _REFERENCE.sub(lambda m: b'%s%s%d"' % (m[1], m[2], number), row)


def _cells_copied(chance: Random, case: Case) -> Case:
    """A cell's content in another's place."""
    index = _sheet(chance, case)
    if index is None:
        return case
    xml = case.package.members[index].content
    one, other = found(chance, _CELL, xml), found(chance, _CELL, xml)
    if not one or not other or not (place := re.search(rb' r="[^"]*"', other[0])):
        return case
    new = re.sub(rb' r="[^"]*"', place[0], one[0], count=1)
    changed = xml[: other.start()] + new + xml[other.end() :]
    return rewritten(case, index, changed, f"{shown(other[0])} becomes {shown(new)}")


def _anchors(chance: Random, case: Case) -> Case:
    """Hidden texts that say where answers lie, and what the workbook is."""
    members = case.package.members
    index = chance.choice(
        [n for n, m in enumerate(members) if b"#" in m.content and m.name.endswith(".xml")] or [0]
    )
    xml = members[index].content
    match, other = found(chance, _ANCHOR, xml), found(chance, _ANCHOR, xml)
    if not match or not other:
        return case
    stamped = [t for t in (*TEXTS, *NUMBERS) if "<" not in t and "&" not in t]
    new = chance.choice((other[0], b"", match[0] + b" ", match[0].lower(), encoded(chance.choice(stamped))))
    changed = xml[: match.start()] + new + xml[match.end() :]
    return rewritten(case, index, changed, f"anchor {shown(match[0])} becomes {shown(new)}")


MUTATIONS: tuple[Mutation, ...] = (
    _rows_inserted, _columns_inserted, _rows_changed, _rows_changed, _cells_copied, _anchors, _anchors,
    anything,
)  # fmt: skip
