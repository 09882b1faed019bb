"""The Start sheet without its drawing: where its blocks lie, their formulas, and what these give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from emenscr_xl.core.places import address
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.heights import line_count
from emenscr_xl.sheets.live.judged import Judged, answered
from emenscr_xl.sheets.live.places import TEXT
from emenscr_xl.sheets.live.rows import (
    FIRST_ROW,
    GREATEST,
    ISSUED,
    LINK,
    SAYS,
    TITLE,
    TO_DO,
    RowVerdict,
    area,
)

LEFT, ANSWERED, WRONG, NEEDED, PERCENT, GO = range(1, 7)
WIDTHS = {0: 2, LEFT: 60, ANSWERED: 14, WRONG: 14, NEEDED: 22, PERCENT: 14, GO: 30}
HOW = ("how_1", "how_2", "how_3", "how_4", "how_5")
FIRST_IDENTITY = 2
#: How many things to do are listed.
TO_DO_LINES = 15
#: The words for the whole workbook and their colours.
OVERALL = (("has_errors", "error"), ("incomplete", "wanted"), ("not_started", "locked"), ("ready", "done"))


@dataclass(frozen=True, slots=True)
class Cover:
    """What the Start sheet says of the workbook, in reading order: pairs of text key and text."""

    identity: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StartPlan:
    """The first row of each block (from 0), and the formulas by row and column."""

    overall: int
    how: int
    modules: int
    total: int
    to_do: int
    formulas: Mapping[tuple[int, int], str]

    @property
    def last_row(self) -> int:
        """The last row that is used: how many more things there are to do."""
        return self.to_do + TO_DO_LINES + 1


def start_plan(plan: Blueprint, identity_lines: int) -> StartPlan:
    """The Start sheet of a form's workbooks whose cover has so many lines."""
    overall = FIRST_IDENTITY + identity_lines
    how = overall + 2
    modules = how + len(HOW) + 3  # below them: where the guide is
    total = modules + len(plan.layout.plans) + 1
    to_do = total + 2
    formulas: dict[tuple[int, int], str] = {(overall, ANSWERED): _overall(plan, total)}
    for n, sheet in enumerate(plan.layout.plans, start=1):
        formulas |= _counts(modules + n, _module_counts(plan, sheet.module.key))
    sums = [f"SUM({address(modules + 1, c)}:{address(total - 1, c)})" for c in (ANSWERED, WRONG, NEEDED)]
    formulas |= _counts(total, sums) | _to_do(plan, to_do)
    return StartPlan(overall, how, modules, total, to_do, formulas)


def _overall(plan: Blueprint, total: int) -> str:
    """One word for the whole workbook, out of the counts of all modules."""
    texts = plan.definition.texts
    done, wrong, needed = (address(total, c) for c in (ANSWERED, WRONG, NEEDED))
    issued = f"{quoted(texts['checks_sheet'])}!{address(FIRST_ROW, ISSUED)}"
    errors, incomplete, not_started, ready = (f'"{texts[key]}"' for key, _ in OVERALL)
    texts_at = f"{quoted(texts['checks_sheet'])}!{area(TEXT, plan.live.terms.places.last_row)}"
    written = f"SUMPRODUCT(--(LEN({texts_at})>0))"
    started = f"IF({written}={issued},{not_started},{incomplete})"
    return f"=IF({wrong}>0,{errors},IF({done}={needed},{ready},{started}))"


def _module_counts(plan: Blueprint, module: str) -> list[str]:
    """How many rows of a module are answered, wrong, and needed."""
    places = [n for n, row in enumerate(plan.rows) if row.places[0].module == module]
    wanted = plan.live.reasons.wanted
    verdicts = f"{quoted(plan.live.terms.places.sheet)}!{area(GREATEST, len(places), places[0])}"
    needed, blank, wrong = (f'COUNTIF({verdicts},"{c}")' for c in (">0", f"={wanted}", f">{wanted}"))
    return [f"{needed}-{blank}", wrong, needed]


def _counts(row: int, counts: Sequence[str]) -> dict[tuple[int, int], str]:
    """A row of counts, and the share of what is needed that is right."""
    done, wrong, needed = (address(row, c) for c in (ANSWERED, WRONG, NEEDED))
    share = f'=IF({needed}=0,"",({done}-{wrong})/{needed})'
    columns = zip((ANSWERED, WRONG, NEEDED), counts, strict=True)
    return {(row, column): f"={count}" for column, count in columns} | {(row, PERCENT): share}


def _to_do(plan: Blueprint, first: int) -> dict[tuple[int, int], str]:
    """The first things to do, each a link to its cell, and how many more there are."""
    texts, sheet = plan.definition.texts, quoted(plan.live.terms.places.sheet)
    count = len(plan.rows)
    numbers, titles, links, says = (f"{sheet}!{area(c, count)}" for c in (TO_DO, TITLE, LINK, SAYS))
    found = {}
    for n in range(1, TO_DO_LINES + 1):
        at = f"SMALL({numbers},{n})"
        said = f'INDEX({titles},{at})&" – "&INDEX({says},{at})'
        none = f'"{texts["to_do_none"]}"' if n == 1 else '""'
        found[first + n, LEFT] = f"=IFERROR(HYPERLINK(INDEX({links},{at}),{said}),{none})"
    before, after = texts["to_do_more"].split("{count}")
    total = f"COUNT({numbers})"
    rest = f'"{before}"&({total}-{TO_DO_LINES})&"{after}"'
    found[first + TO_DO_LINES + 1, LEFT] = f'=IF({total}>{TO_DO_LINES},{rest},"")'
    return found


def start_values(
    plan: Blueprint, start: StartPlan, judged: Judged, cover: Cover
) -> dict[tuple[int, int], str | float]:
    """What the cells hold that differ from owner to owner, by row and column."""
    texts = plan.definition.texts
    found: dict[tuple[int, int], str | float] = {
        (FIRST_IDENTITY + n, ANSWERED): said for n, (_, said) in enumerate(cover.identity)
    }
    counts = list(_count_values(plan, judged))
    for n, values in enumerate(counts, start=1):
        found |= _row_values(start.modules + n, *values)
    whole = [sum(column) for column in zip(*counts, strict=True)]
    found |= _row_values(start.total, *whole)
    found[start.overall, ANSWERED] = texts[overall_word(*whole)]
    lines = to_do_lines(plan, judged)
    shown = [*(lines or [texts["to_do_none"]]), *[""] * TO_DO_LINES][:TO_DO_LINES]
    found |= {(start.to_do + n, LEFT): line for n, line in enumerate(shown, start=1)}
    rest = len(lines) - TO_DO_LINES
    found[start.last_row, LEFT] = texts["to_do_more"].format(count=rest) if rest > 0 else ""
    return found


def _count_values(plan: Blueprint, judged: Judged) -> Iterator[tuple[int, int, int]]:
    """For each module: how many rows are answered, wrong, and needed."""
    found: dict[str, list[RowVerdict]] = {sheet.module.key: [] for sheet in plan.layout.plans}
    for row, verdict in zip(plan.rows, judged.rows, strict=True):
        if verdict.greatest:
            found[row.places[0].module].append(verdict)
    for verdicts in found.values():
        wrong = sum(v.greatest > judged.wanted for v in verdicts)
        yield answered(verdicts, judged.wanted), wrong, len(verdicts)


def _row_values(row: int, done: int, wrong: int, needed: int) -> dict[tuple[int, int], str | float]:
    share = (done - wrong) / needed if needed else ""
    return {(row, ANSWERED): done, (row, WRONG): wrong, (row, NEEDED): needed, (row, PERCENT): share}


def overall_word(done: int, wrong: int, needed: int) -> str:
    """The key of the word for a workbook as it is issued: how many rows are answered, wrong and needed."""
    return "has_errors" if wrong else "ready" if done == needed else "not_started"


def to_do_lines(plan: Blueprint, judged: Judged) -> list[str]:
    """Everything that there is to do, in reading order, as the Start sheet lists it."""
    rows = zip(plan.rows, judged.rows, strict=True)
    return [f"{row.title} – {verdict.says}" for row, verdict in rows if verdict.greatest >= judged.wanted]


def start_heights(cover: Cover, style: Mapping[str, Mapping[str, int]]) -> dict[int, float]:
    """The heights of the rows that say whose the workbook is."""
    room = sum(WIDTHS[c] for c in range(ANSWERED, GO + 1))
    return {
        FIRST_IDENTITY + n: line_count(said, room) * style["height"]["line"] + 4.0
        for n, (_, said) in enumerate(cover.identity)
    }
