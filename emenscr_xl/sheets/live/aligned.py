"""A line of the alignment matrix in words: its verdict, and the reasons for it, as formulas and as values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from xlsxwriter.utility import xl_col_to_name

from emenscr_xl.core.places import address
from emenscr_xl.core.submission import Where
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.live.formulas import Live
from emenscr_xl.sheets.live.pieces import quoted_text
from emenscr_xl.sheets.live.places import VERDICT
from emenscr_xl.sheets.live.reasons import COMPLETE
from emenscr_xl.sheets.live.rows import FIRST_ROW, SENTENCE, StatusRow

Texts = Mapping[str, str]
_PART = "; "
#: The hidden sheet on which each line of the matrix is judged, and the columns of its words.
LINES = "_verdicts"
LINE_COLUMNS: Mapping[str, int] = {"verdict": 0, "reason": 1}


def line_formula(first_row: int, kind: str) -> str:
    """What is said of the line that a cell stands in, alike in every row: lines may be sorted."""
    letter = xl_col_to_name(LINE_COLUMNS[kind])
    return f'=INDEX({LINES}!${letter}:${letter},ROW()-{first_row})&""'


def verdict_formula(live: Live, row: StatusRow, texts: Texts, found: str) -> str:
    """Aligned, to be reviewed, or not aligned: by the greatest verdict among the line's choices.

    `found`: the cell that says what was found in the explanations of the return.
    """
    greatest = f"MAX({','.join(_cells(live, row))})"
    good, review, bad = (quoted_text(texts[key]) for key in ("aligned", "to_review", "not_aligned"))
    sound = f'AND({greatest}={COMPLETE},{found}="")'
    return f"=IF({greatest}>{live.reasons.wanted},{bad},IF({sound},{good},{review}))"


def verdict_value(live: Live, row: StatusRow, numbers: Mapping[Where, int], texts: Texts, found: str) -> str:
    """What the formula of the verdict gives."""
    greatest = max(numbers.get(where, 0) for where in row.places)
    if greatest > live.reasons.wanted:
        return texts["not_aligned"]
    return texts["aligned" if greatest == COMPLETE and not found else "to_review"]


def reason_formula(live: Live, row: StatusRow, texts: Texts, found: str) -> str:
    """Each choice that is wrong, doubtful or wanted, by its short name, with what is said of it."""
    sheet, sentences = quoted(live.terms.places.sheet), len(live.reasons.sentences)
    area = ":".join(address(r, SENTENCE, fixed=True) for r in (FIRST_ROW, FIRST_ROW + sentences - 1))
    wanted, unstated = live.reasons.wanted, quoted_text(texts["not_stated"])
    parts = []
    for where, cell in zip(row.places, _cells(live, row), strict=True):
        name = quoted_text(f"{_PART}{_name(live, where)}: ")
        said = f"IF({cell}={wanted},{unstated},INDEX({sheet}!{area},{cell}+1))"
        parts.append(f'IF({cell}>{COMPLETE},{name}&{said},"")')
    returned = quoted_text(f"{_PART}{texts['found_in_return']}: ")
    parts.append(f'IF({found}="","",{returned}&{found})')
    nothing = f"MAX({','.join(_cells(live, row))})=0"
    whole = f"MID({'&'.join(parts)},{len(_PART) + 1},9999)"
    return f"=IF({nothing},{quoted_text(texts['not_linked'])},{whole})"


def reason_value(live: Live, row: StatusRow, numbers: Mapping[Where, int], texts: Texts, found: str) -> str:
    """What the formula of the reasons gives."""
    if not any(where in numbers for where in row.places):
        return texts["not_linked"]
    said = [*_said(live, row, numbers, texts), *([f"{texts['found_in_return']}: {found}"] if found else [])]
    return _PART.join(said)


def _said(live: Live, row: StatusRow, numbers: Mapping[Where, int], texts: Texts) -> Iterator[str]:
    for where in row.places:
        number = numbers.get(where, 0)
        if number > COMPLETE:
            wanted = number == live.reasons.wanted
            yield f"{_name(live, where)}: {texts['not_stated'] if wanted else live.reasons.sentences[number]}"


def _name(live: Live, where: Where) -> str:
    field = live.terms.form.question(where.address)[2]
    return field.short or field.label


def _cells(live: Live, row: StatusRow) -> list[str]:
    """The verdicts of the line's choices on the sheet of checks."""
    sheet = quoted(live.terms.places.sheet)
    return [f"{sheet}!{live.terms.places.at(where, VERDICT)}" for where in row.places]


#: By the type of a computed field.
LINE_FORMULAS: Mapping[str, Callable[[Live, StatusRow, Texts, str], str]] = {
    "verdict": verdict_formula,
    "reason": reason_formula,
}
LINE_VALUES: Mapping[str, Callable[[Live, StatusRow, Mapping[Where, int], Texts, str], str]] = {
    "verdict": verdict_value,
    "reason": reason_value,
}
