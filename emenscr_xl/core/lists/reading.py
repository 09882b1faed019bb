"""A whole file of lists, read and judged: every catalogue in it, and everything that is to be said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from emenscr_xl.core.lists.columns import Columns, columns_of
from emenscr_xl.core.lists.entries import Listed, Span, listed
from emenscr_xl.core.lists.extent import dropping, out_of_force
from emenscr_xl.core.lists.hierarchy import broken, orphans, with_parents
from emenscr_xl.core.lists.sheet import Fault, ListSheet
from emenscr_xl.form.catalogue import Catalogue

#: What a role's column is called where it is missing, in Thai and in English.
ROLE_WORDS: Mapping[str, tuple[str, str]] = {
    "code": ("รหัส", "the code"),
    "name": ("ชื่อ", "the name"),
    "parent": ("รหัสแม่", "the parent's code"),
    "first_year": ("ปีงบประมาณแรก", "the first fiscal year"),
    "last_year": ("ปีงบประมาณสุดท้าย", "the last fiscal year"),
    "years": ("ปีงบประมาณ", "the fiscal years"),
}


@dataclass(frozen=True, slots=True)
class ReadLists:
    """The lists of a file in the order of the catalogues, the sheet that they stand in, and what is said."""

    sheet: ListSheet | None
    lists: tuple[Listed, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file is to be read: the catalogues in use, those named, the years, and whether it is official.

    `year`: the fiscal year (BE) that the lists are to serve; `span`: the years of entries that name none.
    """

    catalogues: Mapping[str, Catalogue]
    named: Collection[str]
    year: int
    span: Span
    confirmed: bool


def read_lists(sheets: Sequence[ListSheet], wanted: Wanted) -> ReadLists:
    """Every list of a file. A file whose headings cannot be told has no lists, and says why.

    Nobody sees what stands in a hidden sheet: a list there is not read, and that is said.
    """
    read = _read([s for s in sheets if not s.hidden], wanted)
    hidden = [s for s in sheets if s.hidden and columns_of(s, wanted.catalogues, wanted.named)]
    if not hidden:
        return read
    unread = Fault("CAT-10.hidden", {"sheets": ", ".join(s.name for s in hidden)})
    return replace(read, faults=(*read.faults, unread))


def _read(sheets: Sequence[ListSheet], wanted: Wanted) -> ReadLists:
    found = {s.name: columns_of(s, wanted.catalogues, wanted.named) for s in sheets}
    holding = [s for s in sheets if found[s.name]]
    if len(holding) != 1:
        return ReadLists(None, (), (_no_sheet(holding, wanted),))
    (sheet,) = holding
    columns = found[sheet.name]
    faults = tuple(_headings(sheet, columns, wanted.named))
    if faults:
        return ReadLists(sheet, (), faults)
    lists = _lists(sheet, columns, wanted)
    if not lists:
        label = columns[0].catalogue.label
        return ReadLists(sheet, (), (Fault("CAT-02.rows", {"label": label}, columns[0].heading_row, 0),))
    return ReadLists(sheet, lists, tuple(_judged(sheet, lists, wanted)))


def _no_sheet(holding: Sequence[ListSheet], wanted: Wanted) -> Fault:
    """No sheet holds a list, or several do."""
    if holding:
        return Fault("CAT-02.sheets", {"sheets": ", ".join(s.name for s in holding)})
    known = [c for key, c in wanted.catalogues.items() if not wanted.named or key in wanted.named]
    if wanted.named:
        return _missing(known[0], "code")
    names = ", ".join(c.headings.own.code[0] for c in known if c.headings.own.code)
    return Fault("CAT-02", {"names": names})


def _missing(catalogue: Catalogue, role: str) -> Fault:
    th, en = ROLE_WORDS[role]
    names = ", ".join(catalogue.headings.of(role))
    return Fault("CAT-02.missing", {"label": catalogue.label, "role": th, "role_en": en, "names": names})


def _headings(sheet: ListSheet, columns: Sequence[Columns], named: Collection[str]) -> Iterator[Fault]:
    """What is missing or cannot be told apart; and, of a file that may be several lists, that it may."""
    files = {c.catalogue.file for c in columns}
    if len(files) > 1 and not named:
        labels = ", ".join(c.catalogue.label for c in columns)
        yield Fault("CAT-02.several", {"labels": labels, "keys": ", ".join(c.catalogue.key for c in columns)})
        return
    for each in columns:
        for role in each.missing:
            yield replace(_missing(each.catalogue, role), row=each.heading_row, column=0)
        for role, several in each.twice.items():
            th, en = ROLE_WORDS[role]
            said = ", ".join(sheet.text(each.heading_row, c) for c in several)
            details = {"label": each.catalogue.label, "role": th, "role_en": en, "columns": said}
            yield Fault("CAT-02.twice", details, each.heading_row, several[0])


def _lists(sheet: ListSheet, columns: Sequence[Columns], wanted: Wanted) -> tuple[Listed, ...]:
    """Each catalogue's list. One without any row, beside others that have some, is none of the file's."""
    found = [
        listed(
            sheet, each, wanted.catalogues.get(each.catalogue.parent), wanted.span, columns, wanted.confirmed
        )
        for each in columns
    ]
    return tuple(with_parents(f) for f in found if f.entries or f.faults)


def _judged(sheet: ListSheet, lists: Sequence[Listed], wanted: Wanted) -> Iterator[Fault]:
    """Everything to say of the lists, by row: their cells, their hierarchy, and what was read otherwise."""
    catalogues = wanted.catalogues
    new = {f.catalogue.key: replace(f.catalogue, entries=f.entries) for f in lists}
    known = {**catalogues, **new}
    faults = [fault for f in lists for fault in f.faults]
    for f in lists:
        parent = f.catalogue.parent
        faults += broken(f, known.get(parent), parent in new)
    yield from sorted(faults, key=lambda f: (f.row, f.column))
    others = {key: c for key, c in catalogues.items() if key not in new}
    for f in lists:
        yield from out_of_force(f, wanted.year)
        yield from dropping(f, wanted.year)
        yield from orphans(f, others)
        if f.restored:
            yield Fault("CAT-10", {"label": f.catalogue.label, "count": str(f.restored)})
    used = {c for f in lists for c in f.columns.taken.values()}
    formulas = sum(column in used for _, column in sheet.formulas)
    if formulas:
        yield Fault("CAT-10.formula", {"count": str(formulas)})
