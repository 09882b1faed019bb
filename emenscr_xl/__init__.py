"""Workbooks and checks for eMENSCR, from one definition by fiscal year. Every command is a function here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emenscr_xl.jobs.align import align as align
    from emenscr_xl.jobs.blank import blank as blank
    from emenscr_xl.jobs.check import check as check
    from emenscr_xl.jobs.check_catalogue import check_catalogue as check_catalogue
    from emenscr_xl.jobs.consolidate import consolidate as consolidate
    from emenscr_xl.jobs.correct import correct as correct
    from emenscr_xl.jobs.demo import demo as demo
    from emenscr_xl.jobs.describe import describe as describe
    from emenscr_xl.jobs.forms import forms as forms
    from emenscr_xl.jobs.import_catalogue import import_catalogue as import_catalogue
    from emenscr_xl.jobs.new import new as new
    from emenscr_xl.jobs.notices import notices as notices
    from emenscr_xl.jobs.report import report as report

JOBS = (
    "align",
    "blank",
    "check",
    "check_catalogue",
    "consolidate",
    "correct",
    "demo",
    "describe",
    "forms",
    "import_catalogue",
    "new",
    "notices",
    "report",
)


def __getattr__(name: str) -> Any:
    """A job, imported when it is first asked for: a check starts without pandas."""
    if name in JOBS:
        return getattr(import_module(f"emenscr_xl.jobs.{name}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
