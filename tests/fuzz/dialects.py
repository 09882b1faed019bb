"""The same workbook as other programs might write it: no answer is changed by these, nor what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from fuzz.case import NOTHING, Case, Mutation
from fuzz.markup import chosen, found, rewritten
from fuzz.values import AREAS

_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*\?>\s*")
_NAME = re.compile(rb"(</?)([A-Za-z_][\w.\-]*)(?=[\s/>])")
_MAIN = re.compile(rb'xmlns="([^"]*/main)"')
_QUOTED = re.compile(rb'="([^"\']*)"')
_GAP = re.compile(rb"(?<=>)(?=<(?!/t>|/v>|/f>|/formula))")
_TEXT = re.compile(rb"<(t|v)((?:\s[^<>]*)?)>([^<>&]+)</\1>")
_PLACE = re.compile(rb'(<c) (r="[A-Z]+\d+")((?: [a-z]+="[^"]*")+)')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_SPANS = re.compile(rb' spans="[^"]*"')
#: The parts that readers of cells look at.
_WRITTEN = ("xl/worksheets/", "xl/workbook", "xl/sharedStrings")
Rewrite = Callable[[Random, bytes], bytes]


def _prefixed(chance: Random, xml: bytes) -> bytes:
    if not _MAIN.search(xml) or b"<x14:" in xml:
        return xml
    return _MAIN.sub(rb'xmlns:x="\1"', _NAME.sub(rb"\1x:\2", xml), count=1)


def _single_quotes(chance: Random, xml: bytes) -> bytes:
    return _QUOTED.sub(rb"='\1'", xml)


def _encoding(chance: Random, xml: bytes) -> bytes:
    codec = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8"))
    name, bom = (
        ("UTF-16", "\ufeff") if codec.startswith("utf-16-") else (codec.upper().removesuffix("-SIG"), "")
    )
    text = _DECLARATION.sub(b"", xml).decode(errors="replace")
    return f'{bom}<?xml version="1.0" encoding="{name}"?>{text}'.encode(codec)


def _undeclared(chance: Random, xml: bytes) -> bytes:
    declaration = chance.choice(
        (b"", b"<?xml version='1.0'?>", b'<?xml version="1.0" standalone="no"?>\r\n\r\n')
    )
    return declaration + _DECLARATION.sub(b"", xml)


def _spaced(chance: Random, xml: bytes) -> bytes:
    head = _DECLARATION.match(xml)
    begin = head.end() if head else 0
    return xml[:begin] + _GAP.sub(chance.choice((b"\n", b"\r\n  ", b"\t")), xml[begin:])


def _noted(chance: Random, xml: bytes) -> bytes:
    notes = (
        b"<!-- <c r='A1' t='e'><v>#N/A</v></c> -->",
        b'<!--<row r="9"><c r="XFD9"/></row>-->',
        b"<?mso x?>",
    )
    note, gap = chance.choice(notes), found(chance, _GAP, xml)
    place = gap.start() if gap and gap.start() else len(xml)
    return xml[:place] + note + xml[place:]


def _sections(chance: Random, xml: bytes) -> bytes:
    return _TEXT.sub(rb"<\1\2><![CDATA[\3]]></\1>", xml)


def _references(chance: Random, xml: bytes) -> bytes:
    def spelled(match: re.Match[bytes]) -> bytes:
        text = "".join(f"&#x{ord(letter):X};" for letter in match[3].decode(errors="replace"))
        return b"<%s%s>%s</%s>" % (match[1], match[2], text.encode(), match[1])

    return _TEXT.sub(spelled, xml)


def _place_last(chance: Random, xml: bytes) -> bytes:
    return _PLACE.sub(rb"\1\3 \2", xml)


def _dimension(chance: Random, xml: bytes) -> bytes:
    area = chance.choice(("A1", "A1:XFD1048576", "C3:D4", "", "A1:B2", *AREAS)).encode()
    return _DIMENSION.sub(chance.choice((b"", b'<dimension ref="%s"/>' % area)), xml)


def _spans(chance: Random, xml: bytes) -> bytes:
    return _SPANS.sub(chance.choice((b"", b' spans="1:1"', b' spans="1:16384"', b' spans="x"')), xml)


def _extended(chance: Random, xml: bytes) -> bytes:
    more = b'<extLst><ext uri="{x}"><y:c xmlns:y="u" r="A1" t="e"><y:v>#N/A</y:v></y:c></ext></extLst>'
    end = xml.rfind(b"</")
    return xml[:end] + more + xml[end:] if end >= 0 and b"extLst" not in xml else xml


def _declared(chance: Random, xml: bytes) -> bytes:
    laughs = b'<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
    )
    kinds = (b"<!DOCTYPE x>", b"<!DOCTYPE x [%s]>" % laughs, b'<!DOCTYPE x SYSTEM "file:///etc/passwd">')
    head = _DECLARATION.match(xml)
    place = head.end() if head else 0
    changed = xml[:place] + chance.choice(kinds) + xml[place:]
    return changed.replace(b"</t>", b"&m;</t>", 1)


def _of(rewrite: Rewrite, words: str) -> Mutation:
    def mutate(chance: Random, case: Case) -> Case:
        index = chosen(chance, case)
        xml = case.package.members[index].content
        changed = xml if b"\0" in xml else rewrite(chance, xml)
        if changed == xml:
            return case
        return rewritten(case, index, changed, words, NOTHING)

    return mutate


def _everywhere(chance: Random, case: Case) -> Case:
    """A program writes all of its parts alike."""
    rewrite, words = chance.choice(_DIALECTS[:3])
    for index, member in enumerate(case.package.members):
        if member.name.startswith(_WRITTEN) and b"\0" not in member.content:
            case = rewritten(case, index, rewrite(chance, member.content), words, NOTHING)
    return case


_DIALECTS: tuple[tuple[Rewrite, str], ...] = (
    (_prefixed, "a prefix before every element"),
    (_single_quotes, "single quotes"),
    (_spaced, "blanks between the elements"),
    (_encoding, "another encoding"),
    (_undeclared, "another declaration"),
    (_noted, "a comment"),
    (_sections, "texts as CDATA"),
    (_references, "texts as character references"),
    (_place_last, "places behind the other attributes"),
    (_dimension, "another dimension"),
    (_spans, "other spans"),
    (_extended, "an extension"),
    (_declared, "a document type"),
)
MUTATIONS: tuple[Mutation, ...] = (*(_of(*dialect) for dialect in _DIALECTS), _everywhere)
