"""Parts whose XML is a weapon, or is no XML: bombs, entities, encodings, depth."""

from __future__ import annotations

from hostile.good import ANSWERS, BOOK, MAIN, RELATIONS, STAMP, STYLES, TEXTS, TYPES, parts, with_parts
from hostile.kinds import CHANGED, READ, SECOND, content

DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ฮา">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"ฮ" * 100_000}">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NETWORK = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><!-- -->'
PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>'


def declaring(name: str, types: str, used: str = "") -> bytes:
    """The good return with types declared at the head of a part, and an entity used in its first text."""
    body = parts()[name].removeprefix(DECLARED).decode()
    if used:
        body = body.replace("<t>", f"<t>{used}", 1)
    return with_parts(**{name: DECLARED + f"{types}{body}".encode()})


content("a billion laughs", "STR-01")(lambda: declaring(TEXTS, LAUGHS, "&j;"))
content("a billion laughs in the answers", "STR-01")(lambda: declaring(ANSWERS, LAUGHS, "&j;"))
content("an entity a thousand times", "STR-01")(lambda: declaring(TEXTS, QUADRATIC, "&a;" * 1_000))
content("an entity that is a file of the system", "STR-01")(lambda: declaring(ANSWERS, OUTSIDE, "&a;"))
content("types from the network", "STR-01")(lambda: declaring(ANSWERS, NETWORK))
content("types from the network by a parameter", "STR-01")(lambda: declaring(TEXTS, PARAMETER))
for part in (BOOK, RELATIONS, TYPES, STYLES, STAMP, "_rels/.rels", "docProps/app.xml"):
    content(f"types declared in {part}", "STR-01")(lambda part=part: declaring(part, "<!DOCTYPE x>"))
content("types declared in the theme, which nobody needs", READ)(
    lambda: declaring("xl/theme/theme1.xml", "<!DOCTYPE x>")
)


HALF_OPEN = b'<c r="A1" t="e" <dataValidation '


def errors_without_end() -> bytes:
    cell = b'<c r="F900" t="e"><f>1</f></c>'
    return in_answers(b"</sheetData>", b'<row r="900">' + cell * 30_000 + b"</row></sheetData>")


def recoded(name: str, encoding: str, said: str = "") -> bytes:
    """The good return with a part in another encoding."""
    text = parts()[name].decode().replace('encoding="UTF-8"', f'encoding="{said or encoding}"')
    return with_parts(**{name: text.encode(encoding, "xmlcharrefreplace")})


content("the answers in UTF-16", READ)(lambda: recoded(ANSWERS, "utf-16"))
content("the workbook part in UTF-16", READ)(lambda: recoded(BOOK, "utf-16"))
content("types declared in UTF-16", "STR-01")(lambda: with_parts(**{ANSWERS: declared_in_utf_16()}))
content("the answers in UTF-32", "STR-01")(lambda: recoded(ANSWERS, "utf-32"))
content("the answers in UTF-7", CHANGED)(lambda: recoded(ANSWERS, "utf-7"))
content("the answers in the Thai code page, said so", READ, notes=SECOND)(lambda: recoded(ANSWERS, "tis-620"))
content("the answers in the Thai code page, said to be UTF-8", "STR-01")(
    lambda: recoded(ANSWERS, "cp874", "UTF-8")
)


def declared_in_utf_16() -> bytes:
    body = parts()[ANSWERS].removeprefix(DECLARED).decode()
    return f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>{body}'.encode("utf-16")


def in_cdata() -> bytes:
    xml = parts()[ANSWERS]
    start = xml.index(b"<is><t>") + 7
    end = xml.index(b"</t>", start)
    return with_parts(**{ANSWERS: xml[:start] + b"<![CDATA[" + xml[start:end] + b"]]>" + xml[end:]})


def in_answers(old: bytes, new: bytes, name: str = ANSWERS) -> bytes:
    part = parts()[name]
    assert old in part, old
    return with_parts(**{name: part.replace(old, new, 1)})


content("bytes that are no UTF-8", "STR-01")(lambda: in_answers(b"<is><t>", b"<is><t>\xff\xfe\x80"))
content("NUL bytes in the answers", "STR-01")(lambda: in_answers(b"<is><t>", b"<is><t>\0\0"))
content("a part of nothing but NUL bytes", "STR-01")(lambda: with_parts(**{ANSWERS: bytes(50_000)}))
content("an empty part", "STR-01")(lambda: with_parts(**{ANSWERS: b""}))
content("a part cut off", "STR-01")(lambda: with_parts(**{ANSWERS: parts()[ANSWERS][:5_000]}))
content("tags that do not match", READ)(lambda: in_answers(b"</row>", b"</wor>"))
content("the same attribute twice", "STR-01")(lambda: in_answers(b'<c r="A5"', b'<c r="A5" r="XFD1048576"'))
content("the same attribute twice, with spaces", "STR-01")(
    lambda: in_answers(b'<c r="A5"', b'<c r="A5" r = "XFD1048576"')
)
content("a cell outside of the rows of a part whose tags do not match", "STR-01")(
    lambda: in_answers(b"</sheetData>", b"</sheetData><x:c></y>")
)
content("half a million tags in each other", READ)(
    lambda: in_answers(b"</sheetData>", b"</sheetData>" + b"<a>" * 500_000 + b"</a>" * 500_000)
)
content("half a million tags in each other in the workbook part", READ)(
    lambda: in_answers(b"</workbook>", b"<a>" * 500_000 + b"</a>" * 500_000 + b"</workbook>", BOOK)
)
content("a megabyte of half-open tags in a comment", READ)(
    lambda: in_answers(
        b"</sheetData>", b"</sheetData><!--" + b'<c r="A1" t="e" <dataValidation ' * 30_000 + b"-->"
    )
)
content("a megabyte of errors without an end", READ)(errors_without_end)
content("ten thousand attributes", READ)(
    lambda: in_answers(b"<sheetData>", f"<sheetData {_attributes()}>".encode())
)
content("an attribute of 5 MB", "STR-02")(
    lambda: in_answers(b"<sheetData>", b'<sheetData x="' + b"x" * 5_000_000 + b'">')
)
content("names with a prefix", READ)(lambda: with_parts(**{ANSWERS: with_prefix(parts()[ANSWERS].decode())}))
content("the strict dialect", READ)(lambda: with_parts(**strict()))
content("instructions and comments between cells", READ)(
    lambda: in_answers(b"<row ", b'<?php evil() ?><!-- <c r="XFD1048576"/> --><row ')
)
content("an answer in CDATA", READ)(in_cdata)


def _attributes() -> str:
    return " ".join(f'a{n}="{n}"' for n in range(10_000))


def with_prefix(xml: str) -> bytes:
    """Every name of a part with a prefix."""
    head, _, body = xml.partition("<worksheet")
    body = f"<worksheet{body}".replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    return (head + body.replace("xmlns=", "xmlns:x=")).encode()


def strict() -> dict[str, bytes]:
    """The parts in the strict dialect, as Excel saves them on request."""
    names = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006": "http://purl.oclc.org/ooxml/officeDocument",
    }
    changed = parts()
    for old, new in names.items():
        changed = {k: v.replace(old.encode(), new.encode()) for k, v in changed.items()}
    return changed
