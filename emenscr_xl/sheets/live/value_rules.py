"""Rules over amounts, dates, months and record numbers as conditions."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.places import address as address_of
from emenscr_xl.core.rules.amounts import TOLERANCE
from emenscr_xl.core.submission import Where
from emenscr_xl.core.sums import first_part
from emenscr_xl.form.model import Rule
from emenscr_xl.form.thai import BE_OFFSET
from emenscr_xl.sheets.live.pieces import quoted_text
from emenscr_xl.sheets.live.places import BEGUN
from emenscr_xl.sheets.live.terms import Condition, Terms

Found = Iterator[tuple[Where, Condition]]


def _apart(one: str, other: str) -> str:
    """True when two amounts differ by more than the tolerance; binary noise does not count."""
    return f"ROUND(ABS({one}-{other}),6)>{TOLERANCE}"


def equals(rule: Rule, terms: Terms) -> Found:
    """A stated total differs from a sum whose parts are all sound."""
    (total,), (parts,) = (list(terms.each(rule.fields[n][0])) for n in ("total", "parts"))
    condition = f"{terms.number(total)},{terms.sound(parts)},{_apart(terms.value(total), terms.value(parts))}"
    if first_part(terms.form, parts.address):
        condition += f",NOT({unplanned(rule, terms)})"
    yield total, Condition(f"AND({condition})", rule.code)


def unplanned(rule: Rule, terms: Terms) -> str:
    """True when a total above 0 is stated and none of its parts is begun: then the parts are wanted."""
    (total,) = terms.each(rule.fields["total"][0])
    first = first_part(terms.form, rule.fields["parts"][0])
    begun = terms.all_begun(first) if first else "1"
    stated = f"{terms.number(total)},{terms.sound(total)},{terms.value(total)}>{TOLERANCE}"
    return f"AND({stated},SUM({begun})=0)"


def sums_to(rule: Rule, terms: Terms) -> Found:
    """A sum's cell shows another figure than its sound parts give."""
    for address in rule.fields["sums"]:
        for where in terms.each(address):
            shown = terms.places.answer(where)
            apart = f"IF(ISNUMBER({shown}),{_apart(shown, terms.value(where))},LEN({shown})>0)"
            yield where, Condition(f"AND({terms.sound(where)},{apart})", rule.code)


def zero_unless(rule: Rule, terms: Terms) -> Found:
    """The choice says no budget beside a sum, or the reverse. Said at the choice."""
    (amount,), (choice,) = (list(terms.each(rule.fields[n][0])) for n in ("amount", "choice"))
    none = f"EXACT({terms.text(choice)},{quoted_text(rule.options['zero_when'])})"
    condition = f"{terms.number(amount)},{terms.sound(amount)},{none}<>({terms.value(amount)}=0)"
    yield choice, Condition(f"AND({condition})", rule.code)


def at_most(rule: Rule, terms: Terms) -> Found:
    """A figure is above its limit."""
    (limit,) = terms.each(rule.fields["limit"][0])
    for address in rule.fields["value"]:
        for where in terms.each(address):
            value, most = terms.value(where), terms.value(limit)
            known = f"{terms.number(where)},{terms.number(limit)},{terms.sound(limit)}"
            above = f"IF(AND({known}),ROUND({value}-{most},6)>{TOLERANCE},FALSE)"
            yield where, Condition(above, rule.code)


def in_order(rule: Rule, terms: Terms) -> Found:
    """The first date or month is after the second."""
    (first,), (second,) = rule.fields["first"], rule.fields["second"]
    label = terms.form.question(second)[2].label
    for where in terms.each(first):
        a, b = terms.order(where), terms.order(terms.beside(second, where))
        condition = f"AND(N({a})>0,N({b})>0,N({a})>N({b}))"
        yield where, Condition(condition, rule.code, {"other_label": label})


def touches_year(rule: Rule, terms: Terms) -> Found:
    """The project's days are in order and share none with the fiscal year."""
    (start,), (end,) = (list(terms.each(rule.fields[n][0])) for n in ("start", "end"))
    year = terms.form.fiscal_year - BE_OFFSET
    a, b = terms.value(start), terms.value(end)
    outside = f"OR({b}<DATE({year - 1},10,1),{a}>DATE({year},9,30))"
    condition = f"AND({terms.number(start)},{terms.number(end)},N({a})<=N({b}),{outside})"
    yield start, Condition(condition, f"{rule.code}.year", {"fiscal_year": str(terms.form.fiscal_year)})


def within_period(rule: Rule, terms: Terms) -> Found:
    """A month has no day inside the project's dates."""
    start, end = (next(terms.each(rule.fields[n][0])) for n in ("period_start", "period_end"))
    a, b, year = terms.value(start), terms.value(end), terms.form.fiscal_year - BE_OFFSET - 1
    known = f"{terms.number(start)},{terms.number(end)},N({a})<=N({b})"
    for address in (*rule.fields["start"], *rule.fields["end"]):
        for where in terms.each(address):
            month = terms.order(where)
            outside = f"OR(DATE({year},10+{month},0)<{a},DATE({year},9+{month},1)>{b})"
            yield where, Condition(f"AND({month}>0,{known},{outside})", f"{rule.code}.period")


def not_falling(rule: Rule, terms: Terms) -> Found:
    """A figure is below the latest earlier quarter's that states one."""
    for address in rule.fields["value"]:
        module = terms.form.question(address)[0]
        for where in terms.each(address):
            before = '""'
            for quarter in range(1, module.quarter):
                cell = terms.value(Where(f"{module.base}Q{quarter}", where.field, where.record))
                before = f"IF(ISNUMBER({cell}),{cell},{before})"
            if module.quarter > 1:
                fallen = f"IF(ISNUMBER({before}),{terms.value(where)}<{before},FALSE)"
                yield where, Condition(f"IF({terms.number(where)},{fallen},FALSE)", rule.code)


def refers_to(rule: Rule, terms: Terms) -> Found:
    """A record number names a record that is not begun."""
    records = [terms.places.record(w)[0] for w in terms.each(rule.fields["of"][0])]
    first, last = (terms.places.rows[records[n]] for n in (0, -1))
    area = f"{_begun(first)}:{_begun(last)}"
    for address in rule.fields["number"]:
        for where in terms.each(address):
            number = terms.value(where)
            begun = f"INDEX({area},{number})"
            yield where, Condition(f"IF({number}<={len(records)},IFERROR({begun},0)=0,TRUE)", rule.code)


def _begun(row: int) -> str:
    return address_of(row, BEGUN, fixed=True)
