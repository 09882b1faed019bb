"""The alignment-analysis workbook as a form: its questions repeat those of M1, and so do its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from emenscr_xl.form.faults import Faults
from emenscr_xl.form.model import Field, Form, Module, Rule, Table

#: What a question takes over from the one that it is like, unless it says otherwise itself.
_TAKEN = ("label", "hint", "required", "max_length")


def aligned(modules: Sequence[Module], form: Form, faults: Faults) -> tuple[Module, ...]:
    """The modules whose fields say what they are `like`, with what those of the form say of themselves."""
    known = {".".join(filter(None, (m.key, t.key if t else "", f.key))): f for m, t, f in form.questions()}
    return tuple(
        replace(m, items=tuple(_item(i, known, f"align.toml: {m.key}", faults) for i in m.items))
        for m in modules
    )


def _item(item: Field | Table, known: Mapping[str, Field], path: str, faults: Faults) -> Field | Table:
    if isinstance(item, Field):
        return _taken(item, known, path, faults)
    return replace(item, fields=tuple(_taken(f, known, f"{path}.{item.key}", faults) for f in item.fields))


def _taken(field: Field, known: Mapping[str, Field], path: str, faults: Faults) -> Field:
    if not field.like:
        return field
    if field.like not in known:
        faults.add(f"{path}.{field.key}.like", f"there is no field {field.like} in the form")
        return field
    model = known[field.like]
    own = {name: getattr(field, name) or getattr(model, name) for name in _TAKEN}
    return replace(
        field,
        **own,
        type=model.type,
        missing=model.missing,
        choices=model.choices,
        catalogue=model.catalogue,
        open=model.open,
        source=model.source,
        confidence=model.confidence,
    )


def counterparts(modules: Sequence[Module]) -> dict[str, str]:
    """By address of the form: the address of the question that is like it."""
    return {
        field.like: f"{module.key}.{table.key}.{field.key}"
        for module in modules
        for table in module.tables
        for field in table.fields
        if field.like
    }


def aligned_rules(modules: Sequence[Module], form: Form) -> Iterator[Rule]:
    """The form's rules that speak of questions repeated here, in their order, with the addresses here."""
    here = counterparts(modules)
    for rule in form.rules:
        fields = {name: tuple(here[a] for a in named if a in here) for name, named in rule.fields.items()}
        if fields and all(fields.values()):
            yield replace(rule, fields=fields)
