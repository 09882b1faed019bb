"""V and F hang on the chosen Y1, and F on the chosen V (A-04, NESDC criterion 1, a gate).

Code shapes: V `120101V01`, F `120101V01F01` or the earlier `120101F0101`; later editions prefix `v2_`, `v3_`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.form.model import Rule

_EDITION = re.compile(r"^v\d+_", re.ASCII)
_COMPONENT = re.compile(r"^(?:v\d+_)?(?P<y1>\d{6})V(?P<v>\d{2})$", re.ASCII)
_FACTOR = re.compile(r"^(?:v\d+_)?(?P<y1>\d{6})(?:V(?P<v>\d{2})F\d{2}|F(?P<early>\d{2})\d{2})$", re.ASCII)


def value_chain(rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding for each of V and F at most: its shape, else its Y1, else (for F) its component.

    The three are asked once, or stand in one table.
    """
    (y1_at,), (component,), (factor,) = (rule.fields[name] for name in ("y1", "component", "factor"))
    for address, shape, example in ((component, _COMPONENT, "V01"), (factor, _FACTOR, "V01F01")):
        for where, answer in context.submission.places(address):
            match, child = shape.match(str(answer.value)), answer.typed
            y1 = context.submission.text(y1_at, where.record)
            chosen = _COMPONENT.match(context.submission.text(component, where.record))
            if match is None:
                expected = f"{y1 or '120101'}{example}"
                yield context.finding(f"{rule.code}.shape", where, child=child, expected=expected)
            elif y1 and match["y1"] != y1:
                yield context.finding(rule.code, where, child=child, expected=y1)
            elif address == factor and chosen and _number(match) != chosen["v"]:
                component_typed = context.submission.typed(component, where.record)
                yield context.finding(f"{rule.code}.component", where, child=child, expected=component_typed)


def _number(factor: re.Match[str]) -> str:
    """The component's number inside a factor's code."""
    return factor["v"] or factor["early"]


def carried(code: str) -> str:
    """The code that a V or F hangs on by its own digits: the V's Y1, the F's V; "" for any other code."""
    if component := _COMPONENT.match(code):
        return component["y1"]
    factor = _FACTOR.match(code)
    return f"{code[: factor.start('y1')]}{factor['y1']}V{_number(factor)}" if factor else ""


def is_value_chain(code: str) -> bool:
    """True for the code of a component or of a factor."""
    return bool(carried(code))


def without_edition(code: str) -> str:
    """The code without `v2_` before it, for comparing."""
    return _EDITION.sub("", code)
