"""Rules over codes as conditions: what a code hangs on, its edition, its catalogue, its repetition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from emenscr_xl.core.submission import Where
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.model import Rule
from emenscr_xl.sheets.live.pieces import coded, name_part, one_of, only
from emenscr_xl.sheets.live.terms import Condition, Terms

Found = Iterator[tuple[Where, Condition]]
_TOKEN = re.compile(r"\\d\{(\d+)\}|(\d)")


def belongs_to(rule: Rule, terms: Terms) -> Found:
    """The child's parent is known and is not the chosen one."""
    (parent,) = rule.fields["parent"]
    for child in rule.fields["child"]:
        for where in terms.each(child):
            chosen = terms.value(terms.beside(parent, where))
            wrong = _unlike_parent(terms, where, chosen)
            if wrong:
                label = terms.form.question(parent)[2].label
                condition = f'AND({chosen}<>"",{wrong})'
                yield where, Condition(condition, rule.code, {"parent_label": label})


def _unlike_parent(terms: Terms, where: Where, chosen: str) -> str:
    """True when the code's parent is known and is another one; "" when no parent can be known."""
    catalogue, code = terms.catalogue(where), terms.value(where)
    listed = ""
    if terms.lists.of("Q", catalogue.key):
        own = coded(f"A_{catalogue.key}", code)
        with_chosen = f"SUMPRODUCT({own}*EXACT(Q_{catalogue.key},{chosen}))"
        listed = f"AND(SUMPRODUCT({own}*1)>0,{with_chosen}=0)"
    if not catalogue.parent_digits:
        return listed
    begins = f"NOT(EXACT(LEFT({code},{catalogue.parent_digits}),{chosen}))"
    shaped = of_shape(catalogue, code)
    return f"IF({shaped},{begins},{listed})" if listed else f"AND({shaped},{begins})"


def of_shape(catalogue: Catalogue, code: str) -> str:
    """True when a code has its catalogue's shape: runs of digits, fixed digits. Else NotImplementedError."""
    shape = catalogue.shape.removesuffix("$") or r"\d+"
    if shape == r"\d+":
        return only(code, "0123456789", 30)
    tokens = list(_TOKEN.finditer(shape))
    if "".join(t[0] for t in tokens) != shape:
        raise NotImplementedError(f"catalogue {catalogue.key}: the sheet cannot check the shape {shape}")
    terms, length = [], 0
    for token in tokens:
        if token[2]:
            terms.append(f'MID({code},{length + 1},1)="{token[2]}"')
        length += int(token[1] or 1)
    return f"AND({','.join([f'LEN({code})={length}', only(code, '0123456789', length), *terms])})"


def value_chain(rule: Rule, terms: Terms) -> Found:
    """V and F have their shape, carry the chosen Y1, and F belongs to V: one finding each at most."""
    addresses = (rule.fields[name][0] for name in ("y1", "component", "factor"))
    for y1, component, factor in zip(*(terms.each(a) for a in addresses), strict=True):
        chosen = terms.value(y1)
        for where in (component, factor):
            stem = _without_edition(terms.value(where))
            digits = f"AND({only(f'LEFT({stem},6)', '0123456789', 6)},LEN({stem})>6)"
            shape = f"OR({','.join(_tails(f'MID({stem},7,99)', factor=where == factor))})"
            yield where, Condition(f"NOT(AND({digits},{shape}))", f"{rule.code}.shape")
            yield where, Condition(f'AND({chosen}<>"",NOT(EXACT(LEFT({stem},6),{chosen})))', rule.code)
            if where == factor:
                yield where, Condition(_other_component(terms, component, stem), f"{rule.code}.component")


def _without_edition(code: str) -> str:
    """The code without `v2_` before it."""
    mark = f'FIND("_",{code}&"_")'
    number = f"MID({code},2,{mark}-2)"
    edition = f'AND(EXACT(LEFT({code},1),"v"),{mark}>2,{mark}<LEN({code}),{only(number, "0123456789", 9)})'
    return f"IF(IFERROR({edition},FALSE),MID({code},{mark}+1,99),{code})"


def _tails(tail: str, *, factor: bool) -> Iterator[str]:
    """The endings that a component (`V01`) or a factor (`V01F01`, `F0101`) may have after its six digits."""
    if not factor:
        yield f'AND(LEN({tail})=3,EXACT(LEFT({tail},1),"V"),{only(f"MID({tail},2,2)", "0123456789", 2)})'
        return
    digits = f"MID({tail},2,2)&MID({tail},5,2)"
    full = f'EXACT(LEFT({tail},1)&MID({tail},4,1),"VF")'
    yield f"AND(LEN({tail})=6,{full},{only(digits, '0123456789', 4)})"
    yield f'AND(LEN({tail})=5,EXACT(LEFT({tail},1),"F"),{only(f"MID({tail},2,4)", "0123456789", 4)})'


def _other_component(terms: Terms, component: Where, factor_stem: str) -> str:
    """True when a component of the right shape is chosen and the factor carries another number."""
    stem = _without_edition(terms.value(component))
    (shaped,) = _tails(f"MID({stem},7,99)", factor=False)
    sound = f"AND({only(f'LEFT({stem},6)', '0123456789', 6)},{shaped})"
    return f"AND({sound},NOT(EXACT(MID({stem},8,2),MID({factor_stem},8,2))))"


def in_edition(rule: Rule, terms: Terms) -> Found:
    """The code is listed, but not for this fiscal year."""
    for address in rule.fields["codes"]:
        for where in terms.each(address):
            other_years = terms.lists.of("X", terms.catalogue(where).key)
            if other_years:
                condition = f"SUMPRODUCT(--{coded(other_years, terms.value(where))})>0"
                yield where, Condition(condition, rule.code, {"fiscal_year": str(terms.form.fiscal_year)})


def not_asked_since(rule: Rule, terms: Terms) -> Found:
    """Anything answered, from that fiscal year on."""
    since = rule.options["fiscal_year"]
    if terms.form.fiscal_year >= int(since):
        for address in rule.fields["field"]:
            for where in terms.each(address):
                yield where, Condition("TRUE", rule.code, {"since": since})


def related(rule: Rule, terms: Terms) -> Found:
    """The relation knows the one code, the other is listed, and the two are no pair."""
    pairs, sides = f"R_{rule.options['relation']}", (terms.each(rule.fields[n][0]) for n in ("of", "to"))
    for of, to in zip(*sides, strict=True):
        one = f'{terms.value(of)}&"|"'
        known = f"SUMPRODUCT(--EXACT(LEFT({pairs},LEN({terms.value(of)})+1),{one}))>0"
        unpaired = f"{one_of(f'{one}&{terms.value(to)}', pairs)}=0"
        yield to, Condition(f"AND({terms.listed(to)}>0,{known},{unpaired})", rule.code)


def repeats(rule: Rule, terms: Terms) -> Found:
    """The secondary line bears the primary line's code."""
    (primary,) = rule.fields["primary"]
    for address in rule.fields["secondary"]:
        for where in terms.each(address):
            chosen = terms.value(terms.beside(primary, where))
            yield where, Condition(f"EXACT({terms.value(where)},{chosen})", rule.code)


def in_catalogue(rule: Rule, terms: Terms) -> Found:
    """The code is not listed where it should be, or no longer, or its typed name is not the listed one."""
    for address in rule.fields["codes"]:
        field = terms.form.question(address)[2]
        catalogue = terms.form.catalogues[field.catalogue]
        for where in terms.each(address) if catalogue.entries else ():
            name, code = name_part(terms.text(where)), terms.value(where)
            unlisted = f"{terms.listed(where)}=0"
            if field.open:
                unlisted = f"AND({unlisted},NOT({of_shape(catalogue, code)}))" if catalogue.shape else "FALSE"
            if gone := terms.lists.of("G", catalogue.key):
                yield where, Condition(f"{one_of(code, gone)}>0", f"{rule.code}.gone")
            yield where, Condition(unlisted, rule.code)
            whole = f'{code}&" – "&{name}'
            other = f'AND({name}<>"",{terms.listed(where)}>0,{one_of(whole, f"A_{catalogue.key}")}=0)'
            yield where, Condition(other, f"{rule.code}.name")
