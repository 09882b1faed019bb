"""An office of any size: a register with that many must-enter projects, and a return of each.

The projects of the sample office again and again, each under a number and a name of its own. One return in
ten has a fault. The same size gives the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from builders import COVER, YEAR, at, definition, press, sample, spoiled, stamp
from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.submission import Cell, Submission, Where
from emenscr_xl.jobs.new import new
from emenscr_xl.jobs.sample import answers_of
from emenscr_xl.jobs.workspace import FOLDERS
from emenscr_xl.register.office import MUST_ENTER
from emenscr_xl.sheets.start_plan import Cover

#: Every so many returns one has a fault: the weights of its activities are not 100 together.
FAULTY = 10
#: What the sample says of a project that no register holds.
_NOT_LISTED = ("theme", "scale")
Cells = Mapping[Where, Cell]
_WEIGHT = at("M4.activities.weight", 1)


@dataclass(frozen=True)
class Project:
    """The n-th project, from 1."""

    number: int

    @property
    def id(self) -> str:
        """Its number in the register."""
        return f"{YEAR}-{self.number:05d}"

    @cached_property
    def row(self) -> dict[str, Cell]:
        """Its line of the action plan."""
        plain = {k: v for k, v in self._model.items() if v and k not in _NOT_LISTED}
        name = f"{plain['name']} ที่ {self.number}"
        return {
            **plain,
            "id": self.id,
            "name": name,
            "budget": int(plain["budget"]),
            "must_enter": MUST_ENTER,
        }

    @cached_property
    def issued(self) -> Cells:
        """What its workbook holds when it is issued."""
        return issued_cells(definition().form, stamp(self.id), self.row, {"office": sample().office})

    @cached_property
    def answered(self) -> Cells:
        """What its owner returns without a fault: M1 to M5, and M6 of the first quarter."""
        answers = answers_of(definition().form, self._model, sample().answers(self._model), (1,))
        return {**self.issued, **answers}

    def submission(self, cells: Cells) -> Submission:
        """Its workbook with these cells, read anew."""
        return submission_of(definition().form, stamp(self.id), cells)

    @property
    def faults(self) -> Cells:
        """What is wrong in its return."""
        return {_WEIGHT: 5} if self.number % FAULTY == 1 else {}

    @property
    def cover(self) -> Cover:
        """What the first sheet of its workbook says."""
        known = {"project": str(self.row["name"]), "project_id": self.id}
        return Cover(tuple((key, known.get(key, text)) for key, text in COVER.identity))

    @property
    def _model(self) -> Mapping[str, str]:
        return sample().projects[(self.number - 1) % len(sample().projects)]


def projects(count: int) -> Iterator[Project]:
    """So many projects."""
    return map(Project, range(1, count + 1))


def office(folder: Path, count: int) -> Path:
    """A workspace of so many projects, nothing issued and nothing returned."""
    new(folder, YEAR, sample().office, {"action_plan": [p.row for p in projects(count)]})
    return folder


def returned_office(folder: Path, count: int) -> Path:
    """A workspace in which every project's return has arrived."""
    office(folder, count)
    returns(folder / "returns", projects(count))
    return folder


def returns(folder: Path, of: Iterable[Project]) -> list[Path]:
    """The returns of some projects, in a folder that is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_sent(folder, project, project.faults) for project in of]


def changed(folder: Path, count: int, weight: int) -> None:
    """So many of the owners send another return under the same name: the weight of an activity is another."""
    for project in projects(count):
        _sent(folder / "returns", project, {_WEIGHT: weight})


def afresh(folder: Path) -> Path:
    """The workspace as it was before anything was taken in or issued."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "returns":
            shutil.rmtree(entry)
        elif entry.is_file() and entry.name != "register.xlsx":
            entry.unlink()
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    return folder


def _sent(folder: Path, project: Project, changes: Cells) -> Path:
    path = folder / f"{project.id}.xlsx"
    path.unlink(missing_ok=True)
    press().write(path, project.submission(spoiled(project.answered, changes)), project.cover)
    return path
