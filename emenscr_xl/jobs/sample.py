"""The invented sample office: its projects, and the answers that its people would give."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.form.catalogue import read_rows
from emenscr_xl.form.model import NUMERIC_TYPES, Field, Form, Module, Table

NO_BUDGET = "ไม่ใช้งบประมาณ"
USES_BUDGET = "ใช้งบประมาณ"
WITH, WITHOUT = "ใช้", "ไม่ใช้"
ACTIVITY_USES_BUDGET = "activities.uses_budget"
ACTIVITY_SPENDING = "activity_results.spending"


@dataclass(frozen=True, slots=True)
class Sample:
    """The projects as the register's action plan has them, the answers by theme, and the office's name.

    `own`: what a project says otherwise than its theme, by project id and module.
    """

    projects: tuple[Mapping[str, str], ...]
    themes: Mapping[str, Mapping[str, Any]]
    own: Mapping[str, Mapping[str, Mapping[str, Any]]]
    office: str = ""

    def answers(self, project: Mapping[str, str]) -> Mapping[str, Any]:
        """The answers of a project: its theme's, with its own instead where it has any."""
        theme, own = self.themes[project["theme"]], self.own.get(project["id"], {})
        return {**theme, **{module: {**theme[module], **given} for module, given in own.items()}}


def load_sample(folder: Path) -> Sample:
    """The sample in a folder: `projects.csv`, `themes.toml` and `own.toml`."""
    data, own = (tomli.loads((folder / f"{n}.toml").read_text(encoding="utf-8")) for n in ("themes", "own"))
    office = str(data.pop("office", ""))
    return Sample(tuple(read_rows(folder / "projects.csv")), data, own, office)


def answers_of(
    form: Form, project: Mapping[str, str], theme: Mapping[str, Any], quarters: Collection[int] = ()
) -> dict[Where, Cell]:
    """Every answer of a complete workbook that is not prefilled: M1–M5, and M6 of the given quarters."""
    answers: dict[Where, Cell] = {}
    for module in form.modules:
        if not module.quarter or module.quarter in quarters:
            answers.update(_module(form, module, project, theme.get(module.key, {})))
    answers[Where("M2", "project_nature")] = USES_BUDGET if budget(project) else NO_BUDGET
    answers.update(_budget_line(form, project, theme))
    answers.update(_spending(project, theme, quarters))
    return answers


def _spending(
    project: Mapping[str, str], theme: Mapping[str, Any], quarters: Collection[int]
) -> Iterator[tuple[Where, Cell]]:
    """What is spent by each quarter's end: in all, and by the activities that have begun."""
    before, activities = 0, theme["M4"]["activities"]
    done, spent = [0.0] * len(activities), [0] * len(activities)
    for quarter in range(1, max(quarters, default=0) + 1):
        total = budget(project) * theme[f"spent_q{quarter}"] // 100
        results = theme[f"M6Q{quarter}"]["activity_results"]
        now = [float(result[-1] or 0) for result in results]
        steps = [a[-1] * (n - d) * (a[-2] == WITH) for a, n, d in zip(activities, now, done, strict=True)]
        more = shared(total - before, steps if any(steps) else now)
        spent = [s + m for s, m in zip(spent, more, strict=True)]
        before, done = total, now
        if quarter in quarters:
            yield Where(f"M6Q{quarter}", "budget_actual"), total
            begun = (n for n, result in enumerate(results) if result[0])
            yield from ((Where(f"M6Q{quarter}", ACTIVITY_SPENDING, n + 1), spent[n]) for n in begun)


def shared(total: int, weights: Sequence[float]) -> list[int]:
    """A total split by weight into whole baht; the last that has a weight takes what rounding leaves."""
    amounts = [int(total * weight / sum(weights)) for weight in weights]
    amounts[max(n for n, weight in enumerate(weights) if weight)] += total - sum(amounts)
    return amounts


def budget(project: Mapping[str, str]) -> int:
    """The project's budget in whole baht."""
    return int(project["budget"])


def _module(
    form: Form, module: Module, project: Mapping[str, str], given: Mapping[str, Any]
) -> Iterator[tuple[Where, Cell]]:
    """The theme's answers to one module. A key that the form does not ask is an error."""
    items = {item.key: item for item in module.items}
    for key, value in given.items():
        item = items[key]
        if isinstance(item, Table):
            yield from _records(form, module, item, project, value)
        else:
            yield Where(module.key, key), _cell(form, item, project, value)


def _records(
    form: Form, module: Module, table: Table, project: Mapping[str, str], records: list[list[Any]]
) -> Iterator[tuple[Where, Cell]]:
    for number, record in enumerate(records, start=1):
        names = [f"{table.key}.{f.key}" for f in table.answerable]
        asked = [(n, f) for n, f in zip(names, table.answerable, strict=True) if n != ACTIVITY_SPENDING]
        for (name, field), value in zip(asked, record, strict=True):
            if name == ACTIVITY_USES_BUDGET and not budget(project):
                yield Where(module.key, name, number), WITHOUT
            elif value != "":
                yield Where(module.key, name, number), _cell(form, field, project, value)


def _cell(form: Form, field: Field, project: Mapping[str, str], value: Any) -> Cell:
    """What a person leaves in the cell: `code – name` for a listed code, a number for a number, else text."""
    if field.type in NUMERIC_TYPES:
        return _number(project["scale"]) if value == "{scale}" else _number(str(value))
    text = str(value).format_map({**project, "scale": f"{_number(project['scale']):,}"})
    if field.type == "code":
        entry = form.catalogues[field.catalogue].get(text)
        return entry.text if entry else text
    return text


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _budget_line(
    form: Form, project: Mapping[str, str], theme: Mapping[str, Any]
) -> Iterator[tuple[Where, Cell]]:
    """One line of the spending plan: nothing for a project without budget, blank in unplanned months."""
    total = budget(project)
    if not total:
        return
    table = form.module("M5").table("budget_lines")
    line: dict[str, Cell] = {
        "category": theme["category"],
        "source": project["budget_source"],
        "fiscal_year": form.fiscal_year,
    }
    months = [f.key for f in table.answerable if f.key.startswith("month_")]
    planned = zip(months, shared(total, theme["month_shares"]), strict=True)
    line.update((month, amount) for month, amount in planned if amount)
    for key, cell in line.items():
        yield Where("M5", f"{table.key}.{key}", 1), cell
