"""The returns that are damaged: small ones of excerpts of the form, and the whole form's."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from builders import COVER, at, complete, definition, issued, stamp
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.places import address
from emenscr_xl.core.submission import Answer, Cell, Submission, Where
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Field, Form, Table
from emenscr_xl.jobs.check import check_content
from emenscr_xl.sheets.blueprint import form_blueprint
from emenscr_xl.sheets.form_workbook import write_form
from emenscr_xl.sheets.press import Press
from fuzz.package import Package
from fuzz.slimming import part_of, sheet_names, slimmed
from parity.submissions import random_submission

#: The modules of each excerpt, and how many records its tables have: the same is read, only less of it.
EXCERPTS = (("M1", "M2"), ("M3", "M4", "M6Q1"), ("M2", "M4", "M5"))
RECORDS, ENTRIES = 2, 3
#: How many of the cases are of the whole form.
WHOLE = 0.015
_NUMBERED = ("fiscal_months",)


@dataclass(frozen=True)
class Base:
    """A whole return: its package, the definition that it is checked under, and what is read of it."""

    name: str
    package: Package
    definition: Definition
    project: str
    answers: Mapping[Where, Answer]
    typable: Mapping[Where, tuple[str, str]]  # the part and the cell of each place that an owner answers


def pick(chance: Random) -> Base:
    """One of the returns: mostly small ones."""
    return chance.choice(whole() if chance.random() < WHOLE else excerpts())


@cache
def excerpts() -> tuple[Base, ...]:
    """For each excerpt: as issued, complete, random answers; drawn, stamped, and as openpyxl saves it."""
    return tuple(base for keys in EXCERPTS for base in _of_excerpt(_excerpt(keys), "+".join(keys)))


@cache
def whole() -> tuple[Base, ...]:
    """Returns of the whole form: complete, and with a quarter's M6 due and faults."""
    faults = {
        at("M2.area"): None,
        at("M4.activities.name", 1): "=1+1",
        at("M5.budget_lines.month_11", 1): "๑,๐๐๐ บาท",
    }
    bad = {**complete(quarters=(1,)), **faults}
    return (
        _base("the whole form", definition(), _package(definition(), complete())),
        _base("the whole form with faults", definition(), _package(definition(), bad, 1)),
    )


def _of_excerpt(shown: Definition, name: str) -> Iterator[Base]:
    full = complete(quarters=(1,))
    odd = {**full, **random_submission(Random(name)).cells}
    hidden = (shown.texts["checks_sheet"], shown.texts["lists_sheet"], shown.texts["guide_sheet"])
    yield _base(f"{name} as issued", shown, _package(shown, issued(), 0, hidden))
    yield _base(f"{name} complete", shown, _package(shown, full, 0, hidden))
    yield _base(f"{name} of quarter 1", shown, _package(shown, full, 1, hidden))
    yield _base(f"{name} with odd answers", shown, _package(shown, odd, 1, hidden))
    drawn = _package(shown, full, 0, hidden, _drawn)
    yield _base(f"{name} drawn from scratch", shown, drawn)
    yield _base(f"{name} as openpyxl saves it", shown, _saved(drawn))


@cache
def _excerpt(keys: tuple[str, ...]) -> Definition:
    """The form with some of its modules, short tables and short lists."""
    form = definition().form.with_rows(lambda _, table: min(table.rows, RECORDS))
    form = _closed(replace(form, modules=tuple(m for m in form.modules if m.key in keys)))
    rules = (r for r in form.rules if all(form.asks(f) for fields in r.fields.values() for f in fields))
    used = set(map(str, complete(quarters=(1,)).values()))
    lists = {key: _short(catalogue, used) for key, catalogue in form.catalogues.items()}
    return replace(definition(), form=replace(form, rules=tuple(rules), catalogues=lists))


def _closed(form: Form) -> Form:
    """The form without the computed fields whose sources it does not ask."""

    def kept(items: Sequence[Field | Table]) -> Iterator[Field | Table]:
        for item in items:
            if isinstance(item, Table):
                yield replace(item, fields=tuple(f for f in item.fields if all(map(form.asks, f.of))))
            elif all(map(form.asks, item.of)):
                yield item

    closed = replace(form, modules=tuple(replace(m, items=tuple(kept(m.items))) for m in form.modules))
    fewer = len([*closed.questions()]) < len([*form.questions()])
    return _closed(closed) if fewer else closed


def _short(catalogue: Catalogue, used: set[str]) -> Catalogue:
    """A catalogue's first entries, and those that the answers use."""
    if catalogue.key in _NUMBERED:
        return catalogue
    first = tuple(catalogue.entries)[:ENTRIES]
    kept = {c: e for c, e in catalogue.entries.items() if c in first or c in used or e.text in used}
    return replace(catalogue, entries=kept)


Write = Callable[[Path, Definition, Submission], None]


@cache
def _press(shown: Definition) -> Press:
    return Press(form_blueprint(shown))


def _stamped(path: Path, shown: Definition, submission: Submission) -> None:
    _press(shown).write(path, submission, COVER)


def _drawn(path: Path, shown: Definition, submission: Submission) -> None:
    write_form(path, _press(shown).plan, submission, COVER)


def _saved(package: Package) -> Package:
    """The workbook as openpyxl saves it."""
    stream = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that it loses
        load_workbook(BytesIO(package.packed())).save(stream)
    return Package.of(stream.getvalue())


def _package(
    shown: Definition,
    cells: Mapping[Where, Cell],
    quarter: int = 0,
    emptied: Collection[str] = (),
    write: Write = _stamped,
) -> Package:
    asked = {where: cell for where, cell in cells.items() if _asked(shown.form, where)}
    submission = submission_of(shown.form, stamp(quarter=quarter), asked)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        write(path, shown, submission)
        package = Package.of(path.read_bytes())
    return slimmed(package, emptied) if emptied else package


def _base(name: str, shown: Definition, package: Package) -> Base:
    for member in package.members:
        member.packed  # noqa: B018 - packed once, before the workers share it
    read = check_content(name, package.packed(), lambda _: shown)
    assert read.submission is not None, read.findings
    return Base(name, package, shown, read.project, dict(read.submission.answers), _typable(shown, package))


def _asked(form: Form, where: Where) -> bool:
    """True for a place that the form has."""
    table = form.question(where.address)[1] if form.asks(where.address) else None
    return form.asks(where.address) and where.record <= (table.rows if table else 0)


def _typable(shown: Definition, package: Package) -> dict[Where, tuple[str, str]]:
    """Where an owner may type what is read as typed: no dates, whose numbers show as days."""
    plan, names = _press(shown).plan, sheet_names(package)
    found = {}
    for where in plan.answers:
        field = shown.form.question(where.address)[2]
        if field.type != "date" and where not in plan.locked:
            cell = plan.layout.cells[where]
            found[where] = part_of(names.index(cell.sheet) + 1), address(cell.row, cell.column)
    return found
