"""The keys of the house style, the fixed words and the calendar: all that a definition gives of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from emenscr_xl.form.faults import Faults, build, checked

#: The keys of a table, and the type of each value.
Keys = Mapping[str, Any]


def _keys(names: str, kind: type, **others: Any) -> Keys:
    """Keys whose values are of one type, and a few others."""
    return {**dict.fromkeys(names.split(), kind), **others}


TEXTS = _keys(
    "start_sheet guide_sheet lists_sheet checks_sheet stamp_sheet number status question answer"
    " required complete wrong doubtful form_status not_started incomplete has_errors ready"
    " to_do_title to_do_none to_do_more project project_id"
    " owner unit office issue deadline deadline_none contact module answered needed percent overall how_title"
    " how_1 how_2 how_3 how_4 how_5 how_6 guide_title go"
    " catalogues catalogues_shipped catalogues_loaded"
    " blank_project unconfirmed closed_approved closed_reported"
    " aligned to_review not_aligned not_stated not_linked linked stated"
    " found_in_return no_such_project"
    " align_title align_how_title align_how_1 align_how_2 align_how_3 align_how_4 align_how_5"
    " align_how_6 all_projects"
    " verdicts_title"
    " coverage_page coverage_title coverage_index coverage_note"
    " chain_page chain_title chain_pick chain_pick_hint chain_level chain_choice"
    " chain_explained chain_state chain_project"
    " criteria_page criteria_title criterion band score described self_check not_scored served_default"
    " corrections_page corrections_watch corrections_title corrections_of corrections_due corrections_how"
    " corrections_done corrections_all corrections_changed corrections_unchanged corrections_look"
    " corrections_healed corrections_same corrections_note corrections_cell corrections_held"
    " corrections_asked corrections_kind corrections_by corrections_answer corrections_wordless"
    " notice_list notice_page notice_page_title notice_nobody notice_dear notice_anybody notice_intro"
    " notice_yearly notice_quarter notice_late notice_late_line notice_soon notice_soon_line notice_today"
    " notice_returned notice_returned_line notice_correction notice_wanted_by"
    " notice_more notice_ask notice_contact"
    " notice_thanks notice_signed",
    str,
)
COLOUR = _keys(
    "ink muted brand band answer locked border bar"
    " heat done done_ink wanted wanted_ink doubt doubt_ink error error_ink asked",
    str,
    chart=tuple[str, ...],
)
FONT = _keys("size heading small", int, name=str)
WIDTH = _keys(
    "number seq status label record answer text long_text integer number_answer money date choice code unit",
    int,
)
HEIGHT = _keys("title line least status most", int)
STYLE: Mapping[str, Keys] = {"font": FONT, "colour": COLOUR, "width": WIDTH, "height": HEIGHT}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The default dates of one scope (`M1-M5`, `M6 Q1`): days of a month of the fiscal year."""

    scope: str
    month: int
    owners_due: int
    screened_by: int
    keyed_in_by: int
    submitted_by: int
    sent_by: int
    after_year_end: bool = False


def check_house(style: Mapping[str, Any] | None, texts: Mapping[str, Any] | None, faults: Faults) -> None:
    """Unknown keys, missing keys and wrong types are faults. None: the file itself could not be read."""
    if texts is not None:
        checked(TEXTS, texts, "texts.toml", faults)
    if style is not None:
        for name in style.keys() - STYLE.keys():
            faults.add(f"style.toml: {name}", f"unknown key; known are {', '.join(STYLE)}")
        for name, keys in STYLE.items():
            checked(keys, style.get(name, {}), f"style.toml: {name}", faults)


def deadlines(lines: Iterable[Any], faults: Faults) -> tuple[Deadline, ...]:
    """The calendar's lines."""
    built = (build(Deadline, line, f"form.toml: calendar[{n}]", faults) for n, line in enumerate(lines))
    return tuple(line for line in built if line)
