"""The projects that are consolidated, each with its answers: what every data sheet is stacked from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from emenscr_xl.core.places import Place
from emenscr_xl.form.model import Field, Form, Module
from emenscr_xl.register.collected import Collected, Counted, Places
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.folder import REGISTER_FILE
from emenscr_xl.register.follow_up.followed import Followed, followed
from emenscr_xl.register.link import Link
from emenscr_xl.register.office import ACTION_PLAN, Row
from emenscr_xl.register.tables.answered import Answered
from emenscr_xl.register.tables.data_table import REGISTER, RETURNED, Column

ID, NAME, QUARTER, RECORD = "project", "project_name", "quarter", "record"
#: The columns that tell how late something is: a word, and a number of days.
STATE, DAYS_LATE = "state", "days_late"


@dataclass(frozen=True, slots=True)
class Project:
    """A must-enter project with what counts for it: held only while its rows are made."""

    id: str
    row: Row  # of the action plan
    counted: Counted | None = None
    answers: Answered | None = None
    places: Places = field(default_factory=dict)  # the cell of each answer
    copy: Link | None = None  # of the file that counts

    @property
    def name(self) -> str:
        """Its name as the register has it."""
        return name_of(self.row)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The must-enter projects by id, in the order of the action plan. Of equal ids the first row speaks."""

    collected: Collected
    form: Form
    projects: Mapping[str, Row]
    followed: Mapping[str, Followed]

    def title(self, of: str) -> str:
        """The title line of a sheet: short enough for the narrowest page, whose header names the office."""
        return f"{of} · ปีงบประมาณ {self.form.fiscal_year}"

    def each(self) -> Iterator[Project]:
        """Each project with what counts for it, one after the other: only one return is opened at a time."""
        for project, row in self.projects.items():
            counted = self.collected.counted.get(project)
            if counted is None:
                yield Project(project, row)
            else:
                answers = Answered(counted.submission)
                yield Project(project, row, counted, answers, counted.places, copy_of(counted.file))

    @property
    def quarters(self) -> tuple[Module, ...]:
        """The modules that are reported by quarter."""
        return tuple(m for m in self.form.modules if m.quarter)

    @property
    def yearly(self) -> tuple[Module, ...]:
        """The modules that are answered once a year."""
        return tuple(m for m in self.form.modules if not m.quarter)


def gathered(collected: Collected) -> Gathered:
    """The projects of a consolidation."""
    projects = {str(p["id"]): p for p in reversed(collected.office.must_enter)}
    projects = dict(reversed(projects.items()))
    follow = followed(collected.office, collected.received, collected.today)
    return Gathered(collected, collected.definition.form, projects, follow)


def name_of(project: Row) -> str:
    """A project's name as the register has it."""
    return str(project.get("name", ""))


def copy_of(line: Received) -> Link:
    """The link from the consolidated workbook to the kept copy of a file, named as it was sent."""
    return Link(f"../{line.copy}", line.file.replace("\\", "/").rpartition("/")[2])


def register_link(at: Place | None, text: str) -> Link:
    """The link from the consolidated workbook to a cell of the register, or to the whole of it."""
    return Link(f"../{REGISTER_FILE}", text, at)


def project_columns(width: int = 40) -> tuple[Column, Column]:
    """The columns that every stacked sheet begins with; `width` is that of the name."""
    return (
        registered(Column(ID, "รหัสโครงการ", width=14), "id"),
        registered(Column(NAME, "ชื่อโครงการ", width=width), "name"),
    )


def registered(column: Column, field: str) -> Column:
    """The column, known to hold what the action plan says of the row's project."""
    return replace(column, origin=REGISTER, address=f"{ACTION_PLAN}.{ACTION_PLAN}.{field}")


def asked(column: Column, field: Field, address: str) -> Column:
    """The column, known to hold the answers to a question; what is computed from other answers is not."""
    if field.computed and field.type != "mirror":
        return replace(column, group="")
    return replace(column, origin=RETURNED, address=address)
