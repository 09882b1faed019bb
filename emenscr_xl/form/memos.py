"""The texts of the memos (บันทึกข้อความ): data, with named places for the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from emenscr_xl.form.faults import Faults, build, tables
from emenscr_xl.form.messages import placeholders

PLAN, QUARTERLY, ANNUAL = "plan", "quarter", "annual"
_OFFICE = ("office", "fiscal_year", "projects", "allocated")
_PROGRESS = (
    *_OFFICE,
    *("returned", "returned_percent", "missing", "complete", "complete_percent"),
    *("reports", "on_time", "late", "not_received", "excused"),
    *("planned", "spent", "spent_percent", "found_e", "found_w"),
    *("approved", "in_process", "sent_back", "draft", "not_sent"),
    "behind",
)
#: What each memo may name between braces.
WORDS: Mapping[str, tuple[str, ...]] = {
    PLAN: (*_OFFICE, "quarter", "quarter_name"),
    QUARTERLY: (*_PROGRESS, "quarter", "quarter_name"),
    ANNUAL: _PROGRESS,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a memo's table: what is counted, and its figure with its unit."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MemoText:
    """One memo. `request`: what is asked for; `list_title`: the heading of what is enclosed."""

    sender: str
    subject: str
    body: tuple[str, ...]
    request: str
    enclosure: str
    list_title: str
    figures: tuple[Figure, ...] = ()
    request_none: str = ""  # what is asked for when nothing is enclosed

    @property
    def sentences(self) -> Iterable[str]:
        """Every text in which figures may be named."""
        named = (self.sender, self.subject, *self.body, self.request, self.request_none)
        listed = (self.enclosure, self.list_title)
        return (*named, *listed, *(text for figure in self.figures for text in (figure.label, figure.value)))


def memo_texts(said: Mapping[str, Any] | None, faults: Faults) -> dict[str, MemoText]:
    """The memos of `memos.toml`: every kind there is, naming only what is known. None: not readable."""
    if said is None:
        return {}
    for key in said.keys() - WORDS.keys():
        faults.add(f"memos.toml: {key}", f"unknown memo; known are {', '.join(WORDS)}")
    found = {}
    for kind, words in WORDS.items():
        path = f"memos.toml: {kind}"
        memo = _memo(said.get(kind, {}), path, faults)
        if memo:
            found[kind] = memo
            for name in sorted({n for text in memo.sentences for n in placeholders(text)} - set(words)):
                faults.add(path, f"{{{name}}} is unknown; known are {', '.join(words)}")
    return found


def _memo(table: Any, path: str, faults: Faults) -> MemoText | None:
    data = dict(table) if isinstance(table, Mapping) else table
    lines = data.pop("figures", []) if isinstance(data, dict) else []
    built = (
        build(Figure, line, f"{path}.figures[{n}]", faults)
        for n, line in enumerate(tables(lines, f"{path}.figures", faults))
    )
    figures = tuple(figure for figure in built if figure)
    return build(MemoText, data, path, faults, figures=figures)
