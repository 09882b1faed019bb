"""Numbers that the first reader takes for others without a word, or dies of with a word of its own."""

from __future__ import annotations

import re

#: What every odd value has; most sheets have none of them.
_MARKS = (b"<!", b"&#", b">-")
#: A number in pieces, of which calamine reads one: `3<!-- -->5`, `<![CDATA[35]]>`, `&#51;5`. And a number so
#: far below 0 that calamine panics, and prints so, when the cell has the format of a date.
_ODD = re.compile(rb"<(?:\w+:)?v\b[^<>]*>(?:[0-9.eE+-]*(?:&#|<!)|-[0-9]{12}|-[0-9.]+[eE]\+?[1-9])")


def has_odd_values(xml: bytes) -> bool:
    """True for a sheet with such a number: the second reader reads it."""
    return any(mark in xml for mark in _MARKS) and _ODD.search(xml) is not None
