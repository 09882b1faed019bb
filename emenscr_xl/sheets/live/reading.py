"""How the sheet of checks reads one answer: its text, plain text, value and detail as formulas."""

from __future__ import annotations

from collections.abc import Collection

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import NUMERIC_TYPES, Form
from emenscr_xl.form.thai import month_position
from emenscr_xl.sheets.live.pieces import (
    arabic,
    array,
    code_part,
    coded,
    compact,
    date_parts,
    day,
    number,
    squeezed,
)
from emenscr_xl.sheets.live.places import DETAIL
from emenscr_xl.sheets.live.terms import Terms

#: Types that a cell may hold as a real number.
NUMERIC = (*NUMERIC_TYPES, "date")
#: What stands in the text of a cell that holds an error value.
ERROR = "#"
#: What stands for TRUE and FALSE: some applications take them for numbers.
LOGICAL = "TRUE"
_MONTHS = {code: month_position(int(code)) for m in range(1, 13) for code in (str(m), f"{m:02}")}


def text(terms: Terms, where: Where) -> str:
    """The answer without blanks around it; a number stays one where a number or a date is asked."""
    cell = terms.places.answer(where)
    read = squeezed(cell)
    if terms.form.question(where.address)[2].type in NUMERIC:
        read = f"IF(ISNUMBER({cell}),{cell},{read})"
    return f'IF(ISERROR({cell}),"{ERROR}",IF(ISLOGICAL({cell}),"{LOGICAL}",{read}))'


def plain(terms: Terms, where: Where) -> str:
    """The text of a number, a date or a code, prepared for reading; "" for fields of text."""
    kind, cell = terms.form.question(where.address)[2].type, terms.text(where)
    if kind == "code":
        return f'IF({cell}="","",{code_part(cell)})'
    if kind not in NUMERIC:
        return ""
    read = compact(cell) if kind == "date" else arabic(f'SUBSTITUTE({cell}," ","")')
    return f'IF(ISNUMBER({cell}),"",{read})'


def value(terms: Terms, where: Where) -> str:
    """The number, the serial number of the day, or the code; "" for fields of text."""
    kind = terms.form.question(where.address)[2].type
    if kind == "code":
        return _code(terms, where)
    if kind == "date":
        return day(terms.text(where), terms.places.at(where, DETAIL))
    return number(terms.text(where), terms.plain(where)) if kind in NUMERIC else ""


def _code(terms: Terms, where: Where) -> str:
    """The code as listed: itself, else that of the one entry of that name or number, else as typed."""
    key, typed, said = terms.catalogue(where).key, terms.plain(where), terms.text(where)
    if not terms.catalogue(where).entries:
        return typed
    entries = f"A_{key}"
    alike = f'EXACT(MID({entries},FIND(" – ",{entries})+3,500),{said})'
    if aliases := terms.lists.of("S", key):
        alike = f"(({alike}+EXACT({aliases},{said}))>0)"
    found, listed = typed, f"SUMPRODUCT(--{coded(entries, typed)})"
    if unpadded := terms.lists.of("Z", key):
        found = _the_one(entries, f"EXACT({unpadded},{typed})", found)
    found = _the_one(entries, alike, found)
    return f'IF({typed}="","",IF({listed}>0,{typed},{found}))'


def _the_one(entries: str, alike: str, otherwise: str) -> str:
    """The code of the one entry that is alike; something else when none or several are."""
    entry = f"INDEX({entries},SUMPRODUCT({alike}*(ROW({entries})-1)))"
    return f'IF(SUMPRODUCT({alike}*1)=1,LEFT({entry},FIND(" – ",{entry})-1),{otherwise})'


def detail(terms: Terms, where: Where, months: Collection[str]) -> str:
    """A date's parts, or the place of a month in the fiscal year; "" for all others."""
    if terms.form.question(where.address)[2].type == "date":
        return date_parts(terms.plain(where))
    if where.address in months:
        code = terms.value(where)
        return f"SUMPRODUCT(EXACT({array(_MONTHS)},{code})*{array(_MONTHS.values())})"
    return ""


def months_of(form: Form) -> frozenset[str]:
    """The addresses whose answers are months of the fiscal year, as the rules use them."""
    found = set()
    for rule in form.rules:
        if rule.kind in ("within_period", "active_reported", "in_order"):
            named = (a for name in ("start", "end", "first", "second") for a in rule.fields.get(name, ()))
            found |= {a for a in named if form.question(a)[2].type == "code"}
    shown = (a for _, _, field in form.questions() if field.type == "active" for a in field.of)
    return frozenset({*found, *shown})
