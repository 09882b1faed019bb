"""The correction workbook: the owner's answers again, first what is to be corrected, and its cells marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.register.corrections.requests import Request
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.contents import contents_of, issue_of
from emenscr_xl.sheets.corrections.page import Page
from emenscr_xl.sheets.form_workbook import draw_form
from emenscr_xl.sheets.start_plan import Cover


def write_correction(
    path: Path, plan: Blueprint, submission: Submission, cover: Cover, closed: frozenset[str], page: Page
) -> None:
    """Write the workbook, atomically. The same requests on the same day give the same bytes."""
    issue = issue_of(plan, submission, cover, closed)
    marked = replace(issue, marked=_notes(plan.definition.texts, page.requests))
    draw_form(path, plan, contents_of(plan, marked), page.draw)


def _notes(texts: Mapping[str, str], requests: Sequence[Request]) -> dict[Where, str]:
    """The note beside each cell asked about: the numbers of its requests, and what they ask."""
    found: dict[Where, list[Request]] = {}
    for request in requests:
        if request.where:
            found.setdefault(request.where, []).append(request)
    return {
        where: texts["corrections_note"].format(
            numbers=", ".join(str(r.number) for r in asked), asks="\n".join(r.asks for r in asked)
        )
        for where, asked in found.items()
    }
