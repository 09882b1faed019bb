"""Workbooks and checks for eMENSCR, from one definition by fiscal year. Every command is a function here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emenscr_xl.jobs.addin import build_addin as build_addin
    from emenscr_xl.jobs.addin import install_addin as install_addin
    from emenscr_xl.jobs.addin import remove_addin as remove_addin
    from emenscr_xl.jobs.addin_status import addin_status as addin_status
    from emenscr_xl.jobs.align import align as align
    from emenscr_xl.jobs.area import area as area
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
    from emenscr_xl.jobs.report import key_in_workbooks as key_in_workbooks
    from emenscr_xl.jobs.report import memo as memo
    from emenscr_xl.jobs.report import report as report

#: Jobs that share a module; every other one has a module of its name.
_TOGETHER = {
    "build_addin": "addin",
    "install_addin": "addin",
    "key_in_workbooks": "report",
    "memo": "report",
    "remove_addin": "addin",
}
JOBS = (
    "addin_status",
    "align",
    "area",
    "blank",
    "build_addin",
    "check",
    "check_catalogue",
    "consolidate",
    "correct",
    "demo",
    "describe",
    "forms",
    "import_catalogue",
    "install_addin",
    "key_in_workbooks",
    "memo",
    "new",
    "notices",
    "remove_addin",
    "report",
)


def __getattr__(name: str) -> Any:
    """A job, imported when it is first asked for: a check does not wait for the others."""
    if name in JOBS:
        return getattr(import_module(f"emenscr_xl.jobs.{_TOGETHER.get(name, name)}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
