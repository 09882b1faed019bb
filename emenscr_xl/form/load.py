"""Loading a definition folder: TOML and CSV in, one immutable Definition out, all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomli

from emenscr_xl.form.alignment import aligned, aligned_rules
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.catalogue_spec import load_catalogues
from emenscr_xl.form.damage import Phrase, phrases
from emenscr_xl.form.export import ExportList, export_list, verify_export
from emenscr_xl.form.faults import DefinitionError, Faults, build, tables
from emenscr_xl.form.guide import Section, sections
from emenscr_xl.form.house import Deadline, check_house, deadlines
from emenscr_xl.form.memos import MemoText, memo_texts
from emenscr_xl.form.messages import Message, in_force
from emenscr_xl.form.model import Form
from emenscr_xl.form.modules import modules_of
from emenscr_xl.form.relation import Relation, RelationSpec, load_relation
from emenscr_xl.form.rule_refs import rules_of, with_references
from emenscr_xl.form.topics import WAIVABLE, Topic, topics, verify_topics, waivable_rules
from emenscr_xl.form.verify import verify


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """Everything that one fiscal year's folder declares: three forms, the messages and the house style.

    A definition equals only itself, so that what follows from it can be kept.
    """

    form: Form
    register: Form
    alignment: Form
    messages: Mapping[str, Message]
    style: Mapping[str, Any]
    texts: Mapping[str, str]
    calendar: tuple[Deadline, ...]
    damage: Mapping[str, Phrase] = field(default_factory=dict)
    guide: tuple[Section, ...] = ()
    topics: tuple[Topic, ...] = ()
    memos: Mapping[str, MemoText] = field(default_factory=dict)
    export: ExportList = field(default_factory=ExportList)

    @property
    def forms(self) -> tuple[Form, ...]:
        """All that is asked: of owners, in the register, in the alignment-analysis workbook."""
        return self.form, self.register, self.alignment

    def with_catalogues(self, catalogues: Mapping[str, Catalogue]) -> Definition:
        """The definition with some catalogues in the place of its own, in every form."""
        form, register, alignment = (
            replace(f, catalogues={**f.catalogues, **catalogues}) for f in self.forms
        )
        return replace(self, form=form, register=register, alignment=alignment)


def templates() -> Path:
    """The folder of definitions that ships with the package."""
    return Path(str(files("emenscr_xl.workbook_templates")))


def fiscal_years() -> tuple[int, ...]:
    """The fiscal years (BE) that ship with the package, oldest first."""
    return tuple(sorted(int(p.parent.name) for p in templates().glob("[0-9]*/form.toml")))


@cache
def shipped(fiscal_year: int) -> Definition:
    """The shipped definition of a fiscal year (BE). DefinitionError when there is none."""
    if fiscal_year not in fiscal_years():
        raise DefinitionError([f"{fiscal_year}: no definition; there are {fiscal_years()}"])
    return load_definition(templates() / str(fiscal_year))


def load_definition(folder: Path) -> Definition:
    """The definition in a folder. Raises DefinitionError with every fault and its path.

    All files are judged at once; a form's rules only where its own fields are sound; and what must hold
    across the whole definition only when its files are.
    """
    faults = Faults()
    head, register_head, align_head = (
        _head(folder / name, faults) for name in ("form.toml", "register.toml", "align.toml")
    )
    catalogues = load_catalogues(folder, head, faults, "form.toml")
    messages = _messages(_toml(folder / "messages.toml", faults) or {}, head.get("fiscal_year", 0), faults)
    form = _form(folder, head, catalogues, faults, "form.toml")
    found = topics(_toml(folder / "topics.toml", faults), faults)
    lists = {**catalogues, WAIVABLE: waivable_rules(found, messages)}
    register = _form(folder, register_head, lists, faults, "register.toml")
    alignment = _alignment(folder, align_head, form, faults)
    style, texts = (_toml(folder / name, faults) for name in ("style.toml", "texts.toml"))
    check_house(style, texts, faults)
    damage = phrases(_toml(folder / "damage.toml", faults), faults)
    guide = sections(_toml(folder / "guide.toml", faults), texts, faults)
    memos = memo_texts(_toml(folder / "memos.toml", faults), faults)
    calendar = deadlines(head.get("calendar", ()), faults)
    export = export_list(_toml(folder / "export.toml", faults), faults)
    faults.raise_any()
    house = (style or {}, texts or {}, calendar, damage, guide)
    definition = Definition(form, register, alignment, messages, *house, found, memos, export)
    verify({"form": form, "register": register, "alignment": alignment}, messages, faults)
    verify_topics(found, messages, faults)
    verify_export(export, form, faults)
    faults.raise_any()
    return definition


def _toml(path: Path, faults: Faults) -> dict[str, Any] | None:
    """The content of a TOML file; None when it cannot be read."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.add(path.name, "the file does not exist")
    except ValueError as error:  # no TOML, or not UTF-8
        faults.add(path.name, f"not readable as TOML: {error}")
    return None


HEAD: Mapping[str, type] = {
    "id": str,
    "version": str,
    "title": str,
    "fiscal_year": int,
    "modules": list,
    "module": list,
    "catalogues": dict,
    "headings": dict,
    "most_dropped": int,
    "relations": dict,
    "calendar": list,
    "sources": dict,
}


def _head(path: Path, faults: Faults) -> dict[str, Any]:
    """The head of a form: its keys that are known and of the right type."""
    head = _toml(path, faults)
    if head is None:
        return {}
    for key, value in head.items():
        if key not in HEAD:
            faults.add(f"{path.name}: {key}", f"unknown key; known are {', '.join(sorted(HEAD))}")
        elif type(value) is not HEAD[key]:
            faults.add(f"{path.name}: {key}", f"{value!r} is not of the type {HEAD[key].__name__}")
    for key in ("id", "version", "title", "fiscal_year"):
        if key not in head:
            faults.add(f"{path.name}: {key}", "missing key")
    return {k: v for k, v in head.items() if type(v) is HEAD.get(k)}


def _relations(folder: Path, head: Mapping[str, Any], faults: Faults) -> dict[str, Relation]:
    loaded = {}
    for key, table in head.get("relations", {}).items():
        spec = build(RelationSpec, table, f"form.toml: relations.{key}", faults)
        if spec:
            loaded[key] = load_relation(key, spec, folder / "catalogues", faults)
    return loaded


def _messages(said: Mapping[str, Any], fiscal_year: int, faults: Faults) -> dict[str, Message]:
    built = {}
    for code, table in said.items():
        base, path = said.get(code.partition(".")[0]), f"messages.toml: {code}"
        whole = {**base, **table} if isinstance(base, dict) and isinstance(table, dict) else table
        settled = in_force(whole, fiscal_year, path, faults) if isinstance(whole, dict) else whole
        message = build(Message, settled, path, faults)
        if message:
            built[code] = message
    return built


def _form(
    folder: Path, head: Mapping[str, Any], catalogues: Mapping[str, Catalogue], faults: Faults, name: str
) -> Form:
    before = len(faults.found)
    files = [(str(file), _toml(folder / str(file), faults)) for file in head.get("modules", ())]
    parts = [(file, part) for file, part in files if part is not None]
    inline = tables(head.get("module", []), f"{name}: module", faults)
    parts += [(f"{name}: module[{i}]", dict(part)) for i, part in enumerate(inline)]
    modules = tuple(m for file, part in parts for m in modules_of(part, file, faults))
    sound = len(faults.found) == before
    rules = tuple(r for file, part in parts for r in rules_of(part, file, modules, faults)) if sound else ()
    return Form(
        id=head.get("id", ""),
        version=head.get("version", ""),
        title=head.get("title", ""),
        fiscal_year=head.get("fiscal_year", 0),
        modules=with_references(modules),
        rules=rules,
        catalogues=catalogues,
        sources=head.get("sources", {}),
        relations=_relations(folder, head, faults),
    )


def _alignment(folder: Path, head: Mapping[str, Any], form: Form, faults: Faults) -> Form:
    """The alignment-analysis workbook: its own questions, and the form's with their rules."""
    own = load_catalogues(folder, head, faults, "align.toml")
    bare = _form(folder, head, {**form.catalogues, **own}, faults, "align.toml")
    if faults.found:
        return bare  # what the form itself does not have cannot be repeated
    modules = aligned(bare.modules, form, faults)
    sources = {**form.sources, **bare.sources}
    rules = (*aligned_rules(modules, form), *bare.rules)
    return replace(bare, modules=modules, rules=rules, sources=sources, relations=form.relations)
