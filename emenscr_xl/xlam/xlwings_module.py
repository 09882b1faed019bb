"""The VBA that xlwings brings, changed where `macros/xlwings.toml` says so.

The modules come from the installed xlwings, so that both ends are of one version. xlwings is not imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

import tomli

from emenscr_xl.form.faults import DefinitionError, Faults, build

#: The modules and where xlwings has them. The dictionary is for macOS, which has none of its own.
_FILES = MappingProxyType({"xlwings": "xlwings_custom_addin.bas", "Dictionary": "addin/Dictionary.cls"})
_FIRST_LINE = "Attribute VB_Name"


class StrangeXlwings(Exception):  # noqa: N818 - it names what is installed, not an error of ours
    """The installed xlwings is not the one that is known. `misfits` says where, `version` which it is."""

    def __init__(self, version: str, misfits: Sequence[str]) -> None:
        self.version = version
        self.misfits = tuple(misfits)
        super().__init__(
            f"the VBA of xlwings {version} is not what macros/xlwings.toml knows: {'; '.join(misfits)}"
        )


@dataclass(frozen=True, slots=True)
class Replacement:
    """A piece of a module's text, what stands in its place, and why. Lines end with LF."""

    module: str
    why: str
    old: str
    new: str
    times: int = 1


@cache
def replacements() -> tuple[Replacement, ...]:
    """All of them, in the file's order. DefinitionError when the file has faults."""
    tables = tomli.loads(files("emenscr_xl.macros").joinpath("xlwings.toml").read_text(encoding="utf-8"))
    faults = Faults()
    read = [
        build(Replacement, t, f"xlwings.toml: {i}", faults) for i, t in enumerate(tables["replacement"], 1)
    ]
    found = tuple(each for each in read if each)
    if strangers := {each.module for each in found} - set(_FILES):
        raise DefinitionError([*faults.found, f"xlwings.toml: no modules: {', '.join(sorted(strangers))}"])
    faults.raise_any()
    return found


def xlwings_modules() -> dict[str, str]:
    """The changed modules by name, lines ending with LF. StrangeXlwings when they are not as known."""
    return changed(installed(), replacements(), xlwings_version())


def installed() -> dict[str, str]:
    """The modules as the installed xlwings has them, from their first attribute on, lines ending with LF."""
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise StrangeXlwings("?", ["it is not installed"])
    folder = Path(spec.origin).parent
    try:
        texts = {name: (folder / file).read_text(encoding="ascii") for name, file in _FILES.items()}
    except (OSError, UnicodeDecodeError) as error:
        raise StrangeXlwings(xlwings_version(), [str(error)]) from None
    return {name: text[text.find(_FIRST_LINE) :] for name, text in texts.items()}


def changed(texts: Mapping[str, str], wanted: Sequence[Replacement], version: str) -> dict[str, str]:
    """The texts with all replacements made, or StrangeXlwings with all that do not fit."""
    result, misfits = dict(texts), []
    for each in wanted:
        found = result[each.module].count(each.old)
        if found != each.times:
            shown = each.old.strip().partition("\n")[0].strip()
            misfits.append(f"{each.module}: {found} times, not {each.times}: {shown}")
        result[each.module] = result[each.module].replace(each.old, each.new)
    if misfits:
        raise StrangeXlwings(version, misfits)
    return result


def xlwings_version() -> str:
    """Of the installed xlwings."""
    return version("xlwings")
