"""Reading a cell by formula as `core` reads it: text, numbers, dates, codes. Nothing newer than Excel 2013.

Every piece takes the address of a cell and gives an expression. No piece depends on the machine's locale.
"""

from __future__ import annotations

from collections.abc import Iterable

from emenscr_xl.core.dates import (
    DAY_WORD,
    ERA_WORD,
    FIRST_SHORT_BE,
    FIRST_YEAR,
    LAST_SERIAL,
    MIDNIGHTS,
    MONTH_NAMES,
)
from emenscr_xl.core.text import BLANKS, INVISIBLE, SARA_AM, SPLIT_SARA_AM
from emenscr_xl.core.values import LONGEST_NUMBER
from emenscr_xl.form.thai import BE_OFFSET, FIRST_BE_YEAR, THAI_DIGITS

_DIGITS = '"0123456789"'
#: Blanks that XML or a formula cannot hold as they are.
_CONTROLS = {"\t": "CHAR(9)", "\n": "CHAR(10)", "\x0b": "CHAR(11)", "\r": "CHAR(13)"}
_DASHES = '"| – | — | - |"'


def quoted_text(text: str) -> str:
    """A text as a formula's string."""
    return '"' + text.replace('"', '""') + '"'


def squeezed(cell: str) -> str:
    """The text of a cell as `core.text.squeezed` gives it (but for composing accents)."""
    found = cell
    for character in INVISIBLE:
        found = f'SUBSTITUTE({found},"{character}","")'
    found = f'SUBSTITUTE({found},"{SPLIT_SARA_AM}","{SARA_AM}")'
    for blank in BLANKS:
        found = f'SUBSTITUTE({found},{_CONTROLS.get(blank, quoted_text(blank))}," ")'
    return f"TRIM({found})"


def arabic(text: str) -> str:
    """The text with Thai digits as Arabic ones."""
    for number, digit in enumerate(THAI_DIGITS):
        text = f'SUBSTITUTE({text},"{digit}","{number}")'
    return text


def only(text: str, characters: str, length: int) -> str:
    """True when the first characters of a text, up to `length`, are all among these, digits included.

    The text is filled up with zeros: applications disagree on where to find nothing.
    """
    filled = f'{text}&REPT("0",{length})'
    return f"SUMPRODUCT(--ISERROR(FIND(MID({filled},ROW($1:${length}),1),{quoted_text(characters)})))=0"


def one_of(text: str, listed: str) -> str:
    """How many entries of a list a text equals, letter by letter."""
    return f"SUMPRODUCT(--EXACT({listed},{text}))"


def coded(entries: str, code: str) -> str:
    """Which entries of a catalogue (`code – name`) bear a code, letter by letter: an array."""
    return f'EXACT(LEFT({entries},LEN({code})+3),{code}&" – ")'


def array(values: Iterable[str | int]) -> str:
    """A constant array of one row."""
    return "{" + ",".join(quoted_text(v) if isinstance(v, str) else str(v) for v in values) + "}"


def number(text: str, plain: str) -> str:
    """The number in a cell that holds one, or that is written in its plain text; "" when there is none."""
    point = f'FIND(".",{plain}&".")'
    comma = f'FIND(",",{plain})'
    sign = f'OR(LEFT({plain},1)="+",LEFT({plain},1)="-")'
    groups = f'(LEN({plain})-LEN(SUBSTITUTE({plain},",","")))'
    grouped = (
        f"AND({comma}-1-{sign}>=1,{comma}-1-{sign}<=3,{point}-{comma}=4*{groups},"
        f'SUMPRODUCT(--(MID({plain},{comma}+4*ROW($1:${LONGEST_NUMBER // 4})-4,1)=","))={groups})'
    )
    sound = (
        f"AND(LEN({plain})<={LONGEST_NUMBER},{only(plain, '0123456789,.+-', LONGEST_NUMBER)},"
        f'ISERROR(FIND("+",{plain},2)),ISERROR(FIND("-",{plain},2)),'
        f"ISNUMBER(FIND(RIGHT({plain},1),{_DIGITS})),"
        f'LEN({plain})-LEN(SUBSTITUTE({plain},".",""))<=1,'
        f'ISERROR(FIND(",",{plain},{point})),IF(ISERROR({comma}),TRUE,{grouped}))'
    )
    digits = plain
    for mark in ",.+-":
        digits = f'SUBSTITUTE({digits},"{mark}","")'
    places = f"MAX(0,LEN({plain})-{point})"
    value = f'IF(LEFT({plain},1)="-",-1,1)*VALUE({digits})/10^{places}'
    return f'IF(ISNUMBER({text}),{text},IF({plain}="","",IFERROR(IF({sound},{value},""),"")))'


def compact(text: str) -> str:
    """The text of a date as `core.dates.compact` gives it."""
    found = text
    for midnight in reversed(MIDNIGHTS):
        rest = f"LEFT({text},LEN({text})-{len(midnight)})"
        found = f'IF(EXACT(RIGHT({text},{len(midnight)}),"{midnight}"),{rest},{found})'
    return arabic(f'SUBSTITUTE(SUBSTITUTE({found},"{DAY_WORD}","",1)," ","")')


def date_parts(plain: str) -> str:
    """Year, month and day of a compact text as `2569/10/1`, in the digits as typed; "" when it is no date."""
    slashed = f'SUBSTITUTE(SUBSTITUTE({plain},".","/"),"-","/")'
    first = f'FIND("/",{slashed})'
    second = f'FIND("/",{slashed},{first}+1)'
    a = f"LEFT({slashed},{first}-1)"
    b = f"MID({slashed},{first}+1,{second}-{first}-1)"
    c = f"MID({slashed},{second}+1,9)"
    dashes = f'LEN({plain})-LEN(SUBSTITUTE({plain},"-",""))=2'
    short = "OR(LEN({0})=1,LEN({0})=2)"
    day_first = f"AND({short.format(a)},{short.format(b)},OR(LEN({c})=2,LEN({c})=4))"
    year_first = f"AND(LEN({a})=4,{short.format(b)},{short.format(c)},{dashes})"
    in_digits = f'IF({day_first},{c}&"/"&{b}&"/"&{a},IF({year_first},{a}&"/"&{b}&"/"&{c},""))'
    numeric = f"AND(LEN({plain})<=10,{only(slashed, '0123456789/', 10)})"
    return f'IF({plain}="","",IFERROR(IF({numeric},{in_digits},{_in_words(plain)}),""))'


def _in_words(plain: str) -> str:
    """The parts of `1ต.ค.2569`, with or without the word for the era."""
    bare = f'SUBSTITUTE({plain},".","")'
    day = f"IF(ISNUMBER(FIND(MID({bare},2,1),{_DIGITS})),2,1)"
    year = f"IF({only(f'RIGHT({bare},4)', '0123456789', 4)},4,2)"
    middle = f'SUBSTITUTE(MID({bare},{day}+1,LEN({bare})-{day}-{year}),"{ERA_WORD}","")'
    month = f"SUMPRODUCT(EXACT({array(MONTH_NAMES)},{middle})*{array([*range(1, 13), *range(1, 13)])})"
    whole = (
        f"AND({month}>0,{only(f'LEFT({plain},{day})', '0123456789', 2)},"
        f"{only(f'RIGHT({plain},{year})', '0123456789', 4)},LEN({bare})>{day}+{year})"
    )
    return f'IF({whole},RIGHT({plain},{year})&"/"&{month}&"/"&LEFT({plain},{day}),"")'


def day(text: str, parts: str) -> str:
    """The serial number of the day in a cell, or in a date's parts; "" when there is no such day."""
    first = f'FIND("/",{parts})'
    typed = f"VALUE(LEFT({parts},{first}-1))"
    full = f"IF({first}=3,{typed}+IF({typed}>={FIRST_SHORT_BE},2500,2000),{typed})"
    second = f'FIND("/",{parts},{first}+1)'
    month, number_ = f"VALUE(MID({parts},{first}+1,{second}-{first}-1))", f"VALUE(MID({parts},{second}+1,2))"
    written = _checked(_common_era(full), month, number_)
    real = _checked(_common_era(f"YEAR({text})"), f"MONTH({text})", f"DAY({text})")
    known = f'IF({text}<{LAST_SERIAL},{real},"")'
    return f'IF(ISNUMBER({text}),IFERROR({known},""),IF({parts}="","",IFERROR({written},"")))'


def _common_era(year: str) -> str:
    return f"({year}-IF({year}>={FIRST_BE_YEAR},{BE_OFFSET},0))"


def _checked(year: str, month: str, number_: str) -> str:
    """The day when it exists: DATE alone would roll 31 February over into March."""
    made = f"DATE({year},{month},{number_})"
    sound = f"AND({year}>={FIRST_YEAR},{month}>=1,{month}<=12,{number_}>=1,DAY({made})={number_})"
    return f'IF({sound},{made},"")'


def dashed(text: str) -> str:
    """True when a text is written as `code – name`."""
    return f'ISNUMBER(FIND("|"&MID({text},FIND(" ",{text}&" "),3)&"|",{_DASHES}))'


def code_part(text: str) -> str:
    """The code before the dash, else the whole text; Thai digits as Arabic ones."""
    return arabic(f'IF({dashed(text)},LEFT({text},FIND(" ",{text})-1),{text})')


def name_part(text: str) -> str:
    """The name behind the dash, else ""."""
    return f'IF({dashed(text)},MID({text},FIND(" ",{text})+3,999),"")'
