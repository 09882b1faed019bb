"""Which line of the list from eMENSCR is which project of the action plan: by code, else by name.

Nothing is matched by likeness: near names are offered, and a person decides. What the result says depends on
what the lines hold, never on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from emenscr_xl.core.likeness import Likeness
from emenscr_xl.core.lists.export import ExportLine, comparable, of_office
from emenscr_xl.form.export import CODE, NAME, YEAR, ExportList
from emenscr_xl.register.office import Office, Row, project_id

#: Near names offered for one project or line.
MOST_NEAR = 2
#: Projects of the plan are known by their place in it: ids may be missing or stand twice.
Lines = tuple[ExportLine, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """The lines of each project, by its place in the plan: one, or several that cannot be told apart.

    `rivals`: projects that share their lines with another of the same name or code. `rest`: lines of no
    project. `near`: lines offered for a project without one; `likely`: projects offered for such a line, by
    its row.
    """

    lines: Mapping[int, Lines] = field(default_factory=dict)
    rivals: frozenset[int] = frozenset()
    rest: Lines = ()
    near: Mapping[int, Lines] = field(default_factory=dict)
    likely: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Matching:
    plan: Sequence[Row]
    listed: ExportList
    lines: dict[int, Lines] = field(default_factory=dict)
    rivals: set[int] = field(default_factory=set)

    def name(self, text: str) -> str:
        return comparable(text, self.listed.column(NAME).lead)

    def give(self, projects: Sequence[int], lines: Iterable[ExportLine]) -> None:
        for number in projects:
            self.lines[number] = tuple(lines)
        if len(projects) > 1:
            self.rivals.update(projects)

    def by_code(self, lines: Collection[ExportLine]) -> None:
        """Give each project the lines of its code."""
        coded = defaultdict(list)
        for line in lines:
            coded[code_key(line.typed(CODE))].append(line)
        projects = defaultdict(list)
        for number, row in enumerate(self.plan):
            projects[code_key(str(row.get("emenscr_code", "")))].append(number)
        for code, numbers in projects.items():
            if code and code in coded:
                self.give(numbers, coded[code])

    def by_name(self, lines: Collection[ExportLine]) -> None:
        """Give each project without a line those of its name; codes that differ forbid it."""
        named = defaultdict(list)
        for line in lines:
            named[self.name(line.typed(NAME))].append(line)
        projects = defaultdict(list)
        for number, row in enumerate(self.plan):
            if number not in self.lines and "name" in row:
                projects[self.name(str(row["name"]))].append(number)
        for name, numbers in projects.items():
            found = {n: [x for x in named[name] if not self.other_code(n, x)] for n in numbers}
            willing = [n for n in numbers if found[n]]
            for number in willing:
                self.give([number], found[number])
            if len(willing) > 1:
                self.rivals.update(willing)

    def other_code(self, number: int, line: ExportLine) -> bool:
        """True when both have a code: the same one would have matched them."""
        return bool(self.plan[number].get("emenscr_code")) and bool(line.typed(CODE))


def matched(plan: Sequence[Row], lines: Lines, office: Office, listed: ExportList) -> Matched:
    """Match the lines of a list with the projects of a plan."""
    matching = _Matching(plan, listed)
    matching.by_code(lines)
    matching.by_name(_ours(_rest(lines, matching.lines), office))
    rest = _rest(lines, matching.lines)
    near = _near(matching, _ours(rest, office))
    likely: dict[int, list[int]] = defaultdict(list)
    for number, found in near.items():
        for line in found:
            likely[line.row].append(number)
    offered = {row: tuple(numbers[:MOST_NEAR]) for row, numbers in likely.items()}
    return Matched(matching.lines, frozenset(matching.rivals), rest, near, offered)


def _rest(lines: Lines, given: Mapping[int, Lines]) -> Lines:
    """The lines that no project has."""
    taken = {line.row for found in given.values() for line in found}
    return tuple(line for line in lines if line.row not in taken)


def _ours(lines: Lines, office: Office) -> Lines:
    """The lines of the office and of the fiscal year."""
    return tuple(x for x in lines if of_office(x, office.name) and of_year(x, office.fiscal_year))


def _near(matching: _Matching, lines: Lines) -> dict[int, Lines]:
    """For each project without a line, those that are called alike: the nearest first."""
    wordings = [line.typed(NAME) for line in lines]
    likeness, least = Likeness(wordings), matching.listed.near / 100
    near = {}
    for number, row in enumerate(matching.plan):
        if number in matching.lines or "name" not in row:
            continue
        name = matching.name(str(row["name"]))
        found = zip(likeness.to(str(row["name"])), lines, strict=True)
        ranked = sorted(
            (-round(1.0 if matching.name(line.typed(NAME)) == name else like, 6), *_identity(line), n)
            for n, (like, line) in enumerate(found)
            if like >= least
        )
        if ranked:
            near[number] = tuple(lines[each[-1]] for each in ranked[:MOST_NEAR])
    return near


def _identity(line: ExportLine) -> tuple[str, str]:
    """What tells equal lines apart, whatever their order."""
    return line.typed(NAME), line.typed(CODE)


def of_year(line: ExportLine, fiscal_year: int) -> bool:
    """True for a line of the fiscal year (BE), or of one that cannot be told."""
    year = line.value(YEAR)
    return year is None or year == fiscal_year


def code_key(text: str) -> str:
    """A code as it is compared."""
    return project_id(text).casefold()
