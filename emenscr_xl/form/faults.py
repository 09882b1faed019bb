"""Faults of a definition: gathered all at once, each with its path."""

from __future__ import annotations

import dataclasses
import functools
import typing
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

T = TypeVar("T")


class DefinitionError(Exception):
    """Our own mistakes in a definition. `faults` holds every one, as `path: what is wrong`."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class Faults:
    """A collector of faults; `raise_any` ends the loading when there are some."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, path: str, fault: str) -> None:
        """Note a fault at a path such as `m1.toml: field[3].label`."""
        self.found.append(f"{path}: {fault}")

    def raise_any(self) -> None:
        """Raise DefinitionError with all the faults found so far, if any."""
        if self.found:
            raise DefinitionError(list(dict.fromkeys(self.found)))  # a quarterly file is read four times


def tables(value: Any, path: str, faults: Faults) -> list[Mapping[str, Any]]:
    """The TOML value as a list of tables; anything else is a fault."""
    if isinstance(value, list) and all(isinstance(v, dict) for v in value):
        return value
    faults.add(path, "not a list of tables")
    return []


def build(cls: type[T], data: Any, path: str, faults: Faults, **given: Any) -> T | None:
    """A dataclass from a TOML table. Unknown keys, missing keys and wrong types are faults; None then."""
    hints = _hints(typing.cast(Hashable, cls))
    fields = [f for f in dataclasses.fields(cls) if f.name not in given]  # type: ignore[arg-type]
    required = [f.name for f in fields if f.default is f.default_factory]  # both are MISSING
    values = checked({f.name: hints[f.name] for f in fields}, data, path, faults, required)
    return None if values is None else cls(**given, **values)


def checked(
    keys: Mapping[str, Any], data: Any, path: str, faults: Faults, required: Iterable[str] | None = None
) -> dict[str, Any] | None:
    """The values of a TOML table, each as the type of its key. All keys are required unless it is said which.

    Unknown keys, missing keys and wrong types are faults; None then.
    """
    if not isinstance(data, Mapping):
        faults.add(path, "not a table")
        return None
    before, wanted = len(faults.found), frozenset(keys if required is None else required)
    for key in data:
        if key not in keys:
            faults.add(f"{path}.{key}", f"unknown key; known are {', '.join(sorted(keys))}")
    values = {}
    for name, kind in keys.items():
        if name in data:
            values[name] = _converted(data[name], kind, f"{path}.{name}", faults)
        elif name in wanted:
            faults.add(f"{path}.{name}", "missing key")
    return values if len(faults.found) == before else None


@functools.cache
def _hints(cls: Hashable) -> dict[str, Any]:
    """The types of a dataclass's fields."""
    return typing.get_type_hints(cls)


def _converted(value: Any, hint: Any, path: str, faults: Faults) -> Any:
    """The TOML value as the type of the dataclass's field."""
    if typing.get_origin(hint) is typing.Literal:
        return _one_of(value, typing.get_args(hint), path, faults)
    if typing.get_origin(hint) is tuple:
        items = value if isinstance(value, list) else [value]
        return tuple(_converted(v, str, path, faults) for v in items)
    if hint == Decimal | None and isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    if hint in (str, int, bool) and type(value) is hint:
        return value
    if isinstance(value, dict) and typing.get_origin(hint) is not None:
        return value
    faults.add(path, f"{value!r} is not of the type {getattr(hint, '__name__', hint)}")
    return None


def _one_of(value: Any, allowed: tuple[Any, ...], path: str, faults: Faults) -> Any:
    if value not in allowed:
        faults.add(path, f"{value!r} is not one of {', '.join(map(str, allowed))}")
    return value
