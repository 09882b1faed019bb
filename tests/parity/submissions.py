"""Random submissions: complete ones, typed in many ways, and broken in one place or many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from builders import complete, definition, sample
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.form.model import Field
from emenscr_xl.form.thai import MONTHS, SHORT_MONTHS

FORM = definition().form
PROJECTS = tuple(p["id"] for p in sample().projects)
BLANKS: Sequence[Cell] = (
    "",
    " ",
    "\u200b",
    "\u00a0",
    "\n",
    "\t \ufeff",
    "\u3000",
    "\x0b",
    "\u2003\u2028",
    "\u0085",
)
ODD_TEXTS: Sequence[Cell] = (
    "-", "=1+1", "*", "?", "~", "0", "TRUE",
    "#N/A", '"', "'", "- ข้อ 1\n- ข้อ 2", "ก" * 61, "ก" * 500, "ก " * 260,
    "ข" * 501, "ค\n" * 1001, "ง" * 4001, "จ" * 8001, 5,
    12.5, " ตัวอักษร ", "นํ้า", "a" * 120, "a@b.go.th",
)  # fmt: skip
ODD_NUMBERS: Sequence[Cell] = (
    0, -1, 1, 17, 17.5, 18, 0.1, 100, 100.5,
    101, 2559, 2570, 2581, 10**9, 10**12, -0.004, "1,234.50", "1,23", "๑๒๓",
    " 12 ", "12.", ".5", "-5", "+7", "1e5",
    "หลายคน", "12 บาท", "1 000", "1.2.3", "--1", "1,234,567", "0,123",
    "12,345,67", ",123", "1,234,", "1,2345", "1,234567", "+", "-", "๑,๒๓๔.๕๐",
    "5\u200b", "\u00a07", "1/2", "50%", "(5)", "$5", "1,234.5,6",
    "1" * 40, "1" * 41, "１２", "1\u202f000", "1\u2009234", "٣",
    "-1,000", "12-", "1+1", "๐", "00012",
)  # fmt: skip
ODD_DATES: Sequence[Cell] = (
    "31/02/2569", "32 ต.ค. 2569", "1/13/2569", "10/2569",
    "สิ้นปี", "1850-01-01", "1.2ต.ค.69", "1ต.ค.25.69", "*",
    "1*69", "1 ตุลา 2569", "0/10/2569", "1//2569",
    "1/10/256", "1/10/25699", "2569/10/01", "2569-1-1-", "29/2/2567",
    "29/2/2568", "29/2/2571", "1 ต.ค. 2400", "1 ม.ค. 2443",
    "1 ม.ค. 2444", "1/1/1900", "1/1/1901", "-1-1-69", "69",
    "1\u202fต.ค.\u202f2569", "１/10/2569", 46296, 2569, 0, 366,
    367, -5, 3_000_000, "วันที่", "วันที่ 1", "1 พ.ศ. 2569",
    "2026-10-01T00:00:00", "1/10/2569 00:00", "1 10 2569", "๓๑ ธ.ค. ๖๙",
    date(2568, 2, 28), date(2568, 2, 29), date(2569, 10, 1),
    date(2443, 1, 1), date(1901, 1, 1), date(2028, 2, 29),
)  # fmt: skip
ODD_CODES: Sequence[Cell] = (
    "99", "ไม่มีในรายการ", "*", "?", "0", "1", 1,
    12, 101, 1201, "๐๑", "01 – ", "– ชื่อ", "120101", "120101V01",
    "120101V01F01", "120101F0101", "v2_120101V01",
    "v3_120101V02F03", "v_120101V01", "120101v01", "120101V1",
    "120199", "129901", "12001", "1 – ชื่ออื่น", "99 – ไม่มี",
    "13", "00", "ต.ค.", "มีนาคม", " ", "01 - ความมั่นคง",
    "๑๒๐๑๐๑V๐๑", "10\u2003–\u2003ตุลาคม", "１２", "v٣_120101V01", "10 – \u3000",
    "10\u2010ตุลาคม", "v12_120101F0102", "120101V01F", "v2_", "_", "120101V01F0101",
)  # fmt: skip


#: Answers that rules compare with others, broken together and more often than chance alone would.
COMPARED: Sequence[Sequence[str]] = (
    ("M1.ns_primary_strategy",),
    ("M1.mp_primary_issue",),
    ("M1.vc_component",),
    ("M1.vc_component", "M1.vc_factor"),
    ("M1.reform_area",),
    ("M2.start_date", "M2.end_date"),
    ("M2.project_nature",),
    ("M6Q2.budget_actual",),
)


@dataclass(frozen=True)
class Typed:
    """What a workbook's cells hold, the quarter of its stamp, and the sums that were typed over."""

    cells: Mapping[Where, Cell]
    quarter: int
    shown: Mapping[Where, Decimal | str]


def random_submission(random: Random) -> Typed:
    """A complete, a half filled, or a broken submission, in the spelling of many people."""
    quarter = random.randrange(5)
    cells = dict(_complete(random.choice(PROJECTS), tuple(range(1, random.randrange(5) + 1)), quarter))
    if random.random() < 0.15:
        share = random.random()
        cells = {w: c for w, c in cells.items() if random.random() < share}
    if random.random() < 0.5:
        for where in random.sample(sorted(cells), min(len(cells), random.randrange(40))):
            cells[where] = spelled(random, FORM.question(where.address)[2], cells[where])
    kind = random.random()
    broken = 0 if kind < 0.2 else 1 if kind < 0.6 else random.randrange(2, 40)
    for _ in range(broken):
        where = random.choice(_places())
        cells[where] = odd(random, FORM.question(where.address)[2])
    if random.random() < 0.4:
        for address in random.choice(COMPARED):
            where = Where.at(address)
            cells[where] = odd(random, FORM.question(address)[2])
    return Typed(cells, quarter, _typed_over(random))


@cache
def _complete(project: str, quarters: tuple[int, ...], quarter: int) -> dict[Where, Cell]:
    """The sample office reports two quarters; the later ones say what the second said."""
    cells = complete(project, tuple(q for q in quarters if q <= 2), quarter=quarter)
    second = {w: c for w, c in cells.items() if w.module == "M6Q2" and w.field != "report_quarter"}
    later = [q for q in quarters if q > 2]
    return cells | {w._replace(module=f"M6Q{q}"): c for q in later for w, c in second.items()}


@cache
def _places() -> tuple[Where, ...]:
    """Every place that a person can fill; those near the top of a table more often."""
    found = []
    for module, table, field in FORM.questions():
        name = f"{table.key}.{field.key}" if table else field.key
        for record in range(1, table.rows + 1) if table else (0,):
            often = 1 if table and record > 3 else 4
            found += [Where(module.key, name, record)] * (0 if field.computed else often)
    return tuple(found)


@cache
def _sums() -> tuple[Where, ...]:
    found = []
    for module, table, field in FORM.questions():
        if field.type == "sum":
            name = f"{table.key}.{field.key}" if table else field.key
            found += [Where(module.key, name, n) for n in (range(1, table.rows + 1) if table else (0,))]
    return tuple(found)


def _typed_over(random: Random) -> dict[Where, Decimal | str]:
    count = random.choice((0, 0, 0, 0, 1, 3))
    amounts = (Decimal(0), Decimal("0.01"), Decimal("0.02"), Decimal(54_000), Decimal(-1), "ไม่มี", "1,234.00")
    return {w: random.choice(amounts) for w in random.sample(_sums(), count)}


def odd(random: Random, field: Field) -> Cell:
    """Something that somebody may have typed there, right or wrong."""
    if random.random() < 0.15:
        return random.choice(BLANKS)
    if random.random() < 0.05:
        return random.choice(ODD_TEXTS)
    return _ODD.get(field.type, _odd_text)(random, field)


def _odd_text(random: Random, _: Field) -> Cell:
    return random.choice(ODD_TEXTS)


def _odd_number(random: Random, field: Field) -> Cell:
    if random.random() < 0.3:
        return spelled(
            random, field, random.choice((random.randrange(200), round(random.uniform(0, 9e5), 2)))
        )
    return random.choice(ODD_NUMBERS)


def _odd_date(random: Random, field: Field) -> Cell:
    if random.random() < 0.5:
        day = date(2026, 10, 1) + timedelta(days=random.randrange(-900, 900))
        return spelled(random, field, day)
    return random.choice(ODD_DATES)


def _odd_choice(random: Random, field: Field) -> Cell:
    if random.random() < 0.6:
        return spelled(random, field, random.choice(field.choices))
    return random.choice(("อื่น ๆ", "ใช้", "ไม่ใช้", "*", "ใ?ม่", 5, field.choices[0] + "x", "ดำเนินการ เอง"))


def _odd_code(random: Random, field: Field) -> Cell:
    entries = tuple(FORM.catalogues[field.catalogue].entries.values())
    if entries and random.random() < 0.7:
        return spelled(random, field, random.choice(entries).text)
    return random.choice(ODD_CODES)


_ODD: Mapping[str, Callable[[Random, Field], Cell]] = {
    "integer": _odd_number,
    "number": _odd_number,
    "money": _odd_number,
    "date": _odd_date,
    "choice": _odd_choice,
    "code": _odd_code,
}


def spelled(random: Random, field: Field, cell: Cell) -> Cell:
    """The same answer as other people type it."""
    if isinstance(cell, date):
        return _date(random, cell)
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return _number(random, cell)
    if not isinstance(cell, str):
        return cell
    text = _code(random, field, cell) if field.type == "code" else cell
    return _spaced(random, text)


def _spaced(random: Random, text: str) -> str:
    before, after = (random.choice(("", "", " ", "\u00a0", "\u200b", "\n", "\u200e ")) for _ in range(2))
    if random.random() < 0.2:
        text = text.replace("ำ", "ํา").replace(" ", random.choice(("  ", "\u00a0", " \u200b")))
    return f"{before}{text}{after}"


def _thai(random: Random, text: str) -> str:
    return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) if random.random() < 0.3 else text


def _number(random: Random, number: int | float | Decimal) -> Cell:
    shape = random.choice(("", "s", "g", "+"))
    if not shape:
        return number
    if shape == "+":
        return _spaced(random, f"+{number}" if number >= 0 else str(number))
    return _spaced(random, _thai(random, f"{number:,}" if shape == "g" else str(number)))


def _date(random: Random, day: date) -> Cell:
    year = random.choice((day.year, day.year + 543))
    short = f"{year % 100:02}"
    months = (
        MONTHS[day.month - 1],
        SHORT_MONTHS[day.month - 1],
        SHORT_MONTHS[day.month - 1].replace(".", ""),
    )
    month = random.choice(months)
    texts = (
    f"{day.day}/{day.month}/{year}",
    f"{day.day:02}-{day.month:02}-{year}", f"{day.day}.{day.month}.{short}",
    f"{day.day} {month} {year}",
    f"{day.day}{month}{short}", f"วันที่ {day.day} {month} พ.ศ. {year}",
        f"{year}-{day.month:02}-{day.day:02}", f"{year}-{day.month:02}-{day.day:02} 00:00:00",
    )  # fmt: skip
    if random.random() < 0.3:
        leap = day.month == 2 and day.day == 29
        return day if leap else day.replace(year=random.choice((day.year, day.year + 543)))
    return _spaced(random, _thai(random, random.choice(texts)))


def _code(random: Random, field: Field, text: str) -> str:
    code, dash, name = text.partition(" – ")
    if not dash:
        return text
    shapes = (text, code, name, f"{code} - {name}", f"{code} — {name}", f"{code} – อื่น", code.lstrip("0"))
    return _thai(random, random.choice(shapes)) if random.random() < 0.8 else text
