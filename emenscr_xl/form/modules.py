"""The modules of a form's TOML parts: one each, or one for each quarter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emenscr_xl.form.faults import Faults, build, tables
from emenscr_xl.form.model import Field, Module, Table

QUARTERS = (1, 2, 3, 4)


def modules_of(part: Mapping[str, Any], path: str, faults: Faults) -> list[Module]:
    """The module of a TOML part: one, or one for each quarter when it says `per_quarter`."""
    quarters = QUARTERS if part.get("per_quarter") else (0,)
    modules = []
    for quarter in quarters:
        data = _filled(part, quarter) if quarter else dict(part)
        found = tables(data.pop("items", []), f"{path}: items", faults)
        items = tuple(_item(i, f"{path}: items[{n}]", faults) for n, i in enumerate(found))
        data.pop("rules", None)
        data.pop("per_quarter", None)
        base = data.get("key", "")
        data["key"] = f"{base}Q{quarter}" if quarter else base
        built = [i for i in items if i is not None]
        module = build(Module, data, path, faults, items=tuple(built), base=base, quarter=quarter)
        if module:
            modules.append(module)
    return modules


def _filled(value: Any, quarter: int) -> Any:
    """The TOML value with `{quarter}` filled in, everywhere in it.

    A text in a list that says `{quarters}` stands there once for each quarter up to this one.
    """
    if isinstance(value, str):
        return value.replace("{quarter}", str(quarter))
    if isinstance(value, list):
        return [_filled(each, quarter) for v in value for each in _each_quarter(v, quarter)]
    if isinstance(value, dict):
        return {k: _filled(v, quarter) for k, v in value.items()}
    return value


def _each_quarter(value: Any, last: int) -> list[Any]:
    """A text that says `{quarters}`, for each quarter up to the last; anything else as it is."""
    if isinstance(value, str) and "{quarters}" in value:
        return [value.replace("{quarters}", str(q)) for q in QUARTERS if q <= last]
    return [value]


def _item(data: Mapping[str, Any], path: str, faults: Faults) -> Field | Table | None:
    """A field, or a table when it has fields of its own."""
    if "fields" not in data:
        return build(Field, data, path, faults)
    found = tables(data["fields"], f"{path}.fields", faults)
    columns = [build(Field, _whole(f), f"{path}.fields[{n}]", faults) for n, f in enumerate(found)]
    rest = {k: v for k, v in data.items() if k != "fields"}
    return build(Table, rest, path, faults, fields=tuple(c for c in columns if c))


def _whole(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A field as it is declared; one that is `like` another has its label and type from there."""
    return {"label": "", "type": "text", **data} if "like" in data else data
