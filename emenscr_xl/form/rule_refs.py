"""Rules of a module file: kinds and parameters checked, references resolved to full addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from emenscr_xl.form.faults import Faults, tables
from emenscr_xl.form.kind import Kind
from emenscr_xl.form.kinds import KINDS
from emenscr_xl.form.model import Field, Module, Rule, Table


@dataclass(frozen=True, slots=True)
class Questions:
    """Every field of some modules by its full address: `MODULE.field` or `MODULE.table.field`."""

    modules: tuple[str, ...]
    fields: Mapping[str, Field]

    @classmethod
    def of(cls, modules: Iterable[Module]) -> Questions:
        """The fields of the modules, in their order."""
        known = tuple(modules)
        return cls(tuple(m.key for m in known), {a: f for m in known for a, f in _questions(m)})

    def resolve(self, reference: str, home: str) -> str | None:
        """The full address of `field`, `table.field` or `MODULE.…`, looked up in its own module first."""
        full = (f"{module}.{reference}" for module in (home, *self.modules))
        return next((address for address in (*full, reference) if address in self.fields), None)


def _questions(module: Module) -> Iterator[tuple[str, Field]]:
    for item in module.items:
        if isinstance(item, Table):
            yield from ((f"{module.key}.{item.key}.{f.key}", f) for f in item.fields)
        else:
            yield f"{module.key}.{item.key}", item


def rules_of(part: Mapping[str, Any], path: str, modules: Sequence[Module], faults: Faults) -> list[Rule]:
    """The rules of one file, once for every module that the file made (four for a quarterly one)."""
    homes = [m.key for m in modules if m.base == part.get("key")]
    questions = Questions.of(modules)
    rules = []
    for number, data in enumerate(tables(part.get("rules", []), f"{path}: rules", faults)):
        for home in homes:
            rule = _rule(data, f"{path}: rules[{number}]", home, questions, faults)
            if rule:
                rules.append(rule)
    return rules


def _rule(data: Mapping[str, Any], path: str, home: str, questions: Questions, faults: Faults) -> Rule | None:
    kind = KINDS.get(str(data.get("kind", "")))
    if kind is None or not isinstance(data.get("code"), str):
        faults.add(path, f"needs a code and a kind out of {', '.join(KINDS)}")
        return None
    before = len(faults.found)
    parameters = (*kind.fields, *kind.options, *kind.lists)
    for key in set(data) - {"code", "kind", *parameters}:
        faults.add(f"{path}.{key}", f"unknown key for the kind {data['kind']}")
    for key in parameters:
        if key not in data:
            faults.add(f"{path}.{key}", "missing key")
    fields = {
        name: _references(data[name], f"{path}.{name}", home, questions, faults)
        for name in kind.fields
        if name in data
    }
    for name, found in fields.items():
        _fitting(kind, name, found, f"{path}.{name}", questions, faults)
    options = {name: str(data[name]) for name in kind.options if name in data}
    lists = {name: _texts(data[name], f"{path}.{name}", faults) for name in kind.lists if name in data}
    rule = Rule(data["code"], data["kind"], fields, options, lists)
    if len(faults.found) == before:
        _options(kind, rule, path, questions, faults)
    return rule if len(faults.found) == before else None


def _texts(value: Any, path: str, faults: Faults) -> tuple[str, ...]:
    """A list of texts, or of numbers as texts, that holds at least one."""
    if isinstance(value, list) and value and all(isinstance(v, str | int | float) for v in value):
        return tuple(str(v) for v in value)
    faults.add(path, "not a list of texts")
    return ()


def _options(kind: Kind, rule: Rule, path: str, questions: Questions, faults: Faults) -> None:
    """Options that are numbers are so; options that name answers are among the choices of their fields."""
    for name in kind.numbers:
        for value in rule.lists.get(name) or (rule.options[name],):
            if not re.fullmatch(r"\d+(\.\d+)?", value, re.ASCII):
                faults.add(f"{path}.{name}", f"{value!r} is not a number")
    if len({len(rule.fields.get(name) or rule.lists[name]) for name in kind.paired}) > 1:
        faults.add(path, f"{', '.join(kind.paired)} are not of one length")
    for name, parameter in kind.chosen.items():
        offered = {c for address in rule.fields[parameter] for c in questions.fields[address].choices}
        for value in rule.lists.get(name) or (rule.options[name],):
            if value not in offered:
                faults.add(f"{path}.{name}", f"{value!r} is no choice of {', '.join(rule.fields[parameter])}")


def _references(value: Any, path: str, home: str, questions: Questions, faults: Faults) -> tuple[str, ...]:
    found = []
    for reference in value if isinstance(value, list) else [value]:
        address = questions.resolve(str(reference), home)
        if address is None:
            faults.add(path, f"there is no field {reference}")
        else:
            found.append(address)
    return tuple(found)


def _fitting(
    kind: Kind, name: str, found: Sequence[str], path: str, questions: Questions, faults: Faults
) -> None:
    """A parameter of one field names one; a parameter of codes names code fields."""
    if len(found) > 1 and name not in kind.many:
        faults.add(path, "names one field only")
    if len(found) != kind.sizes.get(name, len(found)):
        faults.add(path, f"names {kind.sizes[name]} fields")
    for address in found:
        if name in kind.codes and questions.fields[address].type != "code":
            faults.add(path, f"{address} is not a code field")


def with_references(modules: Sequence[Module]) -> tuple[Module, ...]:
    """The modules with every sum's and mirror's `of` as full addresses. What is not found stays."""
    questions = Questions.of(modules)
    return tuple(
        replace(m, items=tuple(_item_with_references(i, m.key, questions) for i in m.items)) for m in modules
    )


def _item_with_references(item: Field | Table, home: str, questions: Questions) -> Field | Table:
    if isinstance(item, Table):
        columns = tuple(_with_references(f, f"{item.key}.", home, questions) for f in item.fields)
        return replace(item, fields=columns)
    return _with_references(item, "", home, questions)


def _with_references(field: Field, prefix: str, home: str, questions: Questions) -> Field:
    """A bare name in a table is a column of the same table."""
    resolve = questions.resolve
    found = tuple(resolve(f"{prefix}{name}", home) or resolve(name, home) or name for name in field.of)
    return replace(field, of=found) if found else field
