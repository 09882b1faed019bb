"""The hidden sheet of lists: what drop-downs offer and what the live checks look up, each by a defined name.

For each catalogue `L_…` names what is offered this year, `X_…` what is of other years only, and `A_…` all its
entries, as `code – name`. Beside them stand, where they are needed, `Z_…` the codes without their leading
zeros, `S_…` other names, `Q_…` the parents' codes, `G_…` the codes that only former versions list; the
families of dependent lists, `P_…`; and the pairs of relations, `R_…`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from emenscr_xl.form.catalogue import Catalogue, Entry
from emenscr_xl.form.model import Field, Form
from emenscr_xl.form.relation import Relation
from emenscr_xl.sheets.dependent_lists import CODE_MARK, Family, families, in_families, parents

Row = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Block:
    """Columns side by side on the sheet, and the defined names of some of its rows: first, and how many."""

    rows: Sequence[Row]
    names: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Lists:
    """The blocks of the sheet, and which defined names there are."""

    blocks: tuple[Block, ...]
    choices: Mapping[tuple[str, ...], str]  # by choices: the name of their list
    dependent: Mapping[str, tuple[str, str]]  # by catalogue: the names of its list and of its families
    defined: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "defined", frozenset(n for b in self.blocks for n in b.names))

    def name(self, question: Field) -> str | None:
        """The defined name of what a field's drop-down offers; None when it offers nothing."""
        if not question.catalogue:
            return self.choices.get(question.choices)
        return self.of("L", question.catalogue)

    def of(self, kind: str, catalogue: str) -> str | None:
        """The defined name of a catalogue's column of that kind (`L`, `A`, `Q` …); None when it has none."""
        name = f"{kind}_{catalogue}"
        return name if name in self.defined else None


def lists_of(form: Form) -> Lists:
    """Every list that a field of the form picks from, in reading order. Empty lists are left out."""
    blocks: list[Block] = []
    choices: dict[tuple[str, ...], str] = {}
    catalogues = dict.fromkeys(f.catalogue for _, _, f in form.questions() if f.catalogue)
    judged = {f.catalogue for module, _, f in form.questions() if module.layout == "form" or module.judged}
    for key in catalogues:
        catalogue = form.catalogues[key]
        blocks += (
            _columns(catalogue, form.fiscal_year) if key in judged else _offered(catalogue, form.fiscal_year)
        )
    for _, _, question in form.questions():
        if question.choices and question.choices not in choices:
            choices[question.choices] = f"L_choices_{len(choices) + 1}"
            blocks.append(_column(question.choices, choices[question.choices]))
    found = _families(form)
    for key, rows in found.items():
        listed = [(f"{CODE_MARK}{f.parent}", f.first, f.count) for f in rows]
        blocks.append(Block(listed, {f"P_{key}": (0, len(listed))}))
    blocks += (_pairs(relation) for relation in form.relations.values())
    return Lists(tuple(blocks), choices, {key: (f"L_{key}", f"P_{key}") for key in found})


def _offered(catalogue: Catalogue, fiscal_year: int) -> Iterator[Block]:
    """Only what a drop-down offers: enough for lists that the workbook does not check."""
    if offered := in_families(catalogue, fiscal_year):
        yield _column([e.text for e in offered], f"L_{catalogue.key}")


def _columns(catalogue: Catalogue, fiscal_year: int) -> Iterator[Block]:
    """A catalogue's columns: its entries offered this year first, those of one parent side by side."""
    offered = in_families(catalogue, fiscal_year)
    codes = {e.code for e in offered}
    entries = (*offered, *(e for code, e in catalogue.entries.items() if code not in codes))
    if not entries:
        return
    key, other = catalogue.key, len(entries) - len(offered)
    named = {"A": (0, len(entries)), "L": (0, len(offered)), "X": (len(offered), other)}
    names = {f"{kind}_{key}": rows for kind, rows in named.items() if rows[1]}
    yield Block([(e.text,) for e in entries], names)
    columns = {
        "Z": [_unpadded(e) for e in entries]
        if any(_unpadded(e) not in ("", e.code) for e in entries)
        else [],
        "S": [e.alias for e in entries],
        "Q": [e.parent for e in entries] if not catalogue.parent_digits else [],
        "G": list(catalogue.gone),
    }
    for kind, values in columns.items():
        if any(values):
            yield _column(values, f"{kind}_{key}")


def _pairs(relation: Relation) -> Block:
    """The pairs of a relation as `of|to`."""
    paired = [f"{of}|{to}" for of, codes in relation.pairs.items() for to in codes]
    return _column(paired, f"R_{relation.key}")


def _unpadded(entry: Entry) -> str:
    """A code of digits without its leading zeros; "" for any other."""
    return entry.code.lstrip("0") if entry.code.isdecimal() else ""


def _column(values: Sequence[str], name: str) -> Block:
    return Block([(value,) for value in values], {name: (0, len(values))})


def _families(form: Form) -> dict[str, tuple[Family, ...]]:
    """By catalogue: the families of each list that hangs on another answer. Empty ones are left out."""
    keys = dict.fromkeys(form.question(child)[2].catalogue for child in parents(form))
    found = {key: families(form.catalogues[key], form.fiscal_year) for key in keys}
    return {key: rows for key, rows in found.items() if rows}
