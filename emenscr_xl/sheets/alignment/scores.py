"""The score of a project against the seven criteria, as a formula over their bands and as a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from xlsxwriter.utility import xl_range_abs

from emenscr_xl.core.places import address
from emenscr_xl.core.submission import Submission
from emenscr_xl.form.model import Field, Form
from emenscr_xl.register.plans.alignment import ASSESSMENT, asked, cell_of
from emenscr_xl.register.plans.assessment import GATE, MOST, score
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.layout import Layout
from emenscr_xl.sheets.live.pieces import quoted_text

#: Where the bands lie on their sheet.
FIRST_ROW = 4
CRITERION, BAND, SCORE, TEXT = range(4)
_CENT = Decimal("0.01")


def criteria(form: Form) -> list[Field]:
    """The criteria of the assessment, in order."""
    return [f for f in asked(form, ASSESSMENT) if f.catalogue]


def bands_of(form: Form) -> Iterator[tuple[str, str, Decimal, str]]:
    """Every band: its catalogue, its code, its score and its text."""
    for key in dict.fromkeys(f.catalogue for f in criteria(form)):
        for entry in form.catalogues[key].entries.values():
            yield key, entry.code, Decimal(entry.row["score"]), entry.name


def score_formula(form: Form, layout: Layout, record: int, texts: Mapping[str, str]) -> str:
    """0 if criterion 1 is 0, else the sum of the others × 100 / 29; how many are missing before that."""
    places = _ranges(form, texts["criteria_page"])
    points, blanks, gate = [], [], ""
    for question in criteria(form):
        cell = layout.cells[cell_of(form, ASSESSMENT, question.key, record)]
        here = address(cell.row, cell.column)
        bands, scores = places[question.catalogue]
        band = f'LEFT({here},FIND(" ",{here}&" ")-1)'
        if question.key == GATE:
            gate = f'{band}="0"'
        else:
            points.append(f"SUMPRODUCT(EXACT({bands},{band})*{scores})")
        blanks.append(f"(SUMPRODUCT(--EXACT({bands},{band}))=0)")
    missing = "+".join(blanks)
    before, after = (quoted_text(part) for part in texts["not_scored"].split("{count}"))
    whole = f"ROUND(({'+'.join(points)})*100/{MOST},2)"
    return f"=IF({gate},0,IF({missing}>0,{before}&({missing})&{after},{whole}))"


def _ranges(form: Form, sheet: str) -> dict[str, tuple[str, str]]:
    """By catalogue: the cells of its bands and of their scores."""
    rows: dict[str, list[int]] = {}
    for row, (key, *_) in enumerate(bands_of(form), start=FIRST_ROW):
        rows.setdefault(key, []).append(row)

    def area(at: list[int], column: int) -> str:
        return f"{quoted(sheet)}!{xl_range_abs(at[0], column, at[-1], column)}"

    return {key: (area(at, BAND), area(at, SCORE)) for key, at in rows.items()}


def score_value(submission: Submission, record: int, texts: Mapping[str, str]) -> float | str:
    """What the formula of the score gives."""
    form = submission.form
    bands: dict[str, Decimal] = {}
    for question in criteria(form):
        where = cell_of(form, ASSESSMENT, question.key, record)
        entry = form.catalogues[question.catalogue].get(submission.text(where.address, record))
        if entry:
            bands[question.key] = Decimal(entry.row["score"])
    missing = len(criteria(form)) - len(bands)
    if bands.get(GATE) == 0 or not missing:
        return float(score(bands).quantize(_CENT, ROUND_HALF_UP))
    return texts["not_scored"].format(count=missing)
