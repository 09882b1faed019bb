"""A memo (บันทึกข้อความ) before it is drawn: the definition's texts with the year's figures, in Thai digits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from emenscr_xl.form.memos import PLAN, MemoText
from emenscr_xl.form.modules import QUARTERS
from emenscr_xl.form.thai import be_date, be_date_long, thai_digits
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.punctuality import LATE, NOT_RECEIVED
from emenscr_xl.register.office import PROJECT_SCOPE, Office, scope
from emenscr_xl.register.printed.memo_figures import Counts
from emenscr_xl.register.summaries.quarters import quarter_name
from emenscr_xl.register.tables.gathered import ID, NAME
from emenscr_xl.register.tables.project_table import ALLOCATED, PROJECTS, UNIT

#: The dates of the calendar that the plan memo proposes.
PROPOSED = ("owners_due", "screened_by", "keyed_in_by", "sent_by")
MONEY = ("allocated", "planned", "spent")
#: Percentages: of what, over what.
SHARES = {
    "returned_percent": ("returned", "projects"),
    "complete_percent": ("complete", "projects"),
    "spent_percent": ("spent", "planned"),
}
BLANK = "–"
Table = tuple[tuple[str, ...], ...]  # the headings first


@dataclass(frozen=True, slots=True)
class Memo:
    """One memo. A blank text is a dotted line to write on; `table` and `listed` begin with their headings."""

    kind: str
    sender: str
    number: str
    day: str
    subject: str
    to: str
    paragraphs: tuple[str, ...]
    request: str
    signer: str
    position: str
    enclosure: str
    list_title: str
    table: Table
    listed: Table
    figures: bool = False  # the table is of figures: labels and values without headings


def memo_of(kind: str, counts: Counts, quarter: int) -> Memo:
    """The memo of a kind, for a quarter or for the year (0)."""
    collected = counts.collected
    text, office = collected.definition.memos[kind], collected.office
    listed = _owners(counts) if kind == PLAN else _behind(counts, quarter)
    words = _words(counts, quarter) | {"behind": str(len(listed) - 1)}
    enclosed = len(listed) > 1

    def filled(said: str) -> str:
        return thai_digits(said.format_map(words))

    return Memo(
        kind,
        sender=_setting(office, "memo_from") or filled(text.sender),
        number=_setting(office, "memo_number"),
        day=thai_digits(be_date_long(collected.today)),
        subject=filled(text.subject),
        to=_setting(office, "memo_to"),
        paragraphs=tuple(map(filled, text.body)),
        request=filled(text.request if enclosed else text.request_none or text.request),
        signer=_setting(office, "signer_name"),
        position=_setting(office, "signer_position"),
        enclosure=filled(text.enclosure) if enclosed else "",
        list_title=filled(text.list_title) if enclosed else "",
        table=_calendar(collected, quarter) if kind == PLAN else _figures(text, filled_words=words),
        listed=listed if enclosed else (),
        figures=kind != PLAN,
    )


def coming_quarter(office: Office, today: date) -> int:
    """The first quarter whose owners need not have reported yet; after the last one, the last."""
    dues = {q: office.due(scope(q)) for q in QUARTERS}
    return next((q for q, due in dues.items() if due is None or due >= today), QUARTERS[-1])


def _setting(office: Office, key: str) -> str:
    return str(office.settings.get(key, ""))


def _words(counts: Counts, quarter: int) -> dict[str, str]:
    """Every word that a memo may name, as it is written."""
    collected = counts.collected
    year, found = collected.definition.form.fiscal_year, counts.figures(quarter)
    words = {name: f"{value:,.2f}" if name in MONEY else f"{value:,.0f}" for name, value in found.items()}
    for name, (part, whole) in SHARES.items():
        share = found[part] * 100 / found[whole] if found[whole] else Decimal(0)
        words[name] = f"{share:.1f}"
    words |= {"office": collected.office.name, "fiscal_year": str(year)}
    if quarter:
        words |= {"quarter": str(quarter), "quarter_name": quarter_name(quarter, year)}
    return words


def _figures(text: MemoText, filled_words: Mapping[str, str]) -> Table:
    return tuple(
        (thai_digits(f.label.format_map(filled_words)), thai_digits(f.value.format_map(filled_words)))
        for f in text.figures
    )


def _calendar(collected: Collected, quarter: int) -> Table:
    """The dates of the quarter, and in the first one those of M1–M5 too."""
    (table,) = collected.definition.register.module("calendar").tables
    labels = {f.key: f.label for f in table.fields}
    scopes = [PROJECT_SCOPE, scope(quarter)] if quarter == 1 else [scope(quarter)]
    rows = [row for s in scopes for row in collected.office.calendar if row.get("scope") == s]
    days = (tuple(_day(row.get(key)) for key in PROPOSED) for row in rows)
    said = (thai_digits(str(row["scope"])) for row in rows)
    return (
        (labels["scope"], *(labels[key] for key in PROPOSED)),
        *((name, *dates) for name, dates in zip(said, days, strict=True)),
    )


def _day(value: object) -> str:
    return thai_digits(be_date(value)) if isinstance(value, date) else BLANK


def _owners(counts: Counts) -> Table:
    """Every project that must be entered, with its owner and its budget."""
    headings = ("ที่", "รหัส", "โครงการ", "กลุ่ม/หน่วย", "ผู้รับผิดชอบ", "งบประมาณ (บาท)")
    keys = (ID, NAME, UNIT, "owner", ALLOCATED)
    rows = zip(*map(counts.tables[PROJECTS].column, keys), strict=True)
    return headings, *(_numbered(n, row) for n, row in enumerate(rows, start=1))


def _behind(counts: Counts, quarter: int) -> Table:
    """The projects that reported late or not at all: in a quarter, or in any of the year."""
    form = counts.collected.definition.form
    scopes = [scope(m.quarter) for m in form.modules if m.quarter and quarter in (0, m.quarter)]
    headings = ("ที่", "รหัส", "โครงการ", "กลุ่ม/หน่วย", "ผู้รับผิดชอบ", *map(thai_digits, scopes))
    keys = [ID, NAME, UNIT, "owner", *(f"due:{s}" for s in scopes)]
    rows = []
    for row in zip(*map(counts.tables[PROJECTS].column, keys), strict=True):
        told = zip(scopes, row[4:], strict=True)
        words = tuple(_so_far(counts.collected, str(row[0]), of, word) for of, word in told)
        rows += [(*row[:4], *words)] if {LATE, NOT_RECEIVED} & set(words) else []
    return headings, *(_numbered(n, row) for n, row in enumerate(rows, start=1))


def _so_far(collected: Collected, project: str, of: str, word: str) -> str:
    """How a report stands; nothing yet of one that is not due."""
    due = collected.office.due(of, project)
    return "" if word == NOT_RECEIVED and (due is None or due >= collected.today) else word


def _numbered(number: int, row: tuple[object, ...]) -> tuple[str, ...]:
    return thai_digits(str(number)), *_cells(row)


def _cells(row: tuple[object, ...]) -> Iterator[str]:
    for value in row:
        if isinstance(value, Decimal | int):
            yield thai_digits(f"{value:,.2f}")
        else:
            yield str(value) if value not in (None, "") else BLANK
