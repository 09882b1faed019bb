"""What must hold across a whole definition: Excel's limits, catalogues, messages and references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.faults import Faults
from emenscr_xl.form.messages import Message, placeholders
from emenscr_xl.form.model import Field, Form, Module, Table
from emenscr_xl.form.rule_refs import Questions

SHEET_NAME = 31
PROMPT = 255
FORBIDDEN_IN_SHEET = re.compile(r"[\[\]:*?/\\]")
PREFILL = re.compile(r"^(project|settings|stamp)\.(\w+)$")
STAMP_VALUES = ("fiscal_year", "project", "issue", "quarter")


def verify(forms: Mapping[str, Form], messages: Mapping[str, Message], faults: Faults) -> None:
    """Add every fault of the forms, by name, and of the messages."""
    register = forms["register"]
    for name, each in forms.items():
        _sheets(name, each, faults)
        questions = Questions.of(each.modules)
        for module, table, field in each.questions():
            path = _path(module, table, field)
            _field(path, field, module, each, faults)
            _known(path, field, module, questions, faults)
            _prefill(path, field, register, faults)
        _codes(name, each, messages, faults)
    for code, message in messages.items():
        _message(code, message, faults)
    for each in forms.values():
        _catalogues(each.catalogues, faults)
    _relations(forms["form"], faults)


def _message(code: str, message: Message, faults: Faults) -> None:
    try:
        alike = placeholders(message.en) == message.placeholders
    except ValueError as error:
        faults.add(f"messages.toml: {code}", f"the braces of a text do not pair: {error}")
        return
    if not alike:
        faults.add(f"messages.toml: {code}", "the Thai and the English text name different details")
    if not placeholders(message.cell) <= message.placeholders:
        faults.add(f"messages.toml: {code}.cell", "names a detail that the sentences do not name")


def _catalogues(catalogues: Mapping[str, Catalogue], faults: Faults) -> None:
    for key, catalogue in catalogues.items():
        _pattern(f"catalogues.{key}.shape", catalogue.shape, faults)
        if catalogue.parent and catalogue.parent not in catalogues:
            faults.add(f"catalogues.{key}.parent", f"there is no catalogue {catalogue.parent!r}")


def _relations(form: Form, faults: Faults) -> None:
    """A relation pairs codes of catalogues, and a rule that uses one asks for codes of the same ones."""
    for key, relation in form.relations.items():
        codes = {relation.of: relation.pairs, relation.to: {c for to in relation.pairs.values() for c in to}}
        for catalogue, used in codes.items():
            known = form.catalogues[catalogue].entries if catalogue in form.catalogues else {}
            for code in sorted(set(used) - set(known)):
                faults.add(f"relations.{key}", f"the catalogue {catalogue!r} has no code {code!r}")
    for rule in (r for r in form.rules if r.kind == "related"):
        asked = tuple(form.question(rule.fields[side][0])[2].catalogue for side in ("of", "to"))
        named = form.relations.get(rule.options["relation"])
        if named is None or (named.of, named.to) != asked:
            faults.add(
                f"form: rule {rule.code}", f"there is no relation {rule.options['relation']!r} of {asked}"
            )


def _pattern(path: str, pattern: str, faults: Faults) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        faults.add(path, f"not a regular expression: {error}")


def _path(module: Module, table: Table | None, field: Field) -> str:
    """`MODULE.field` or `MODULE.table.field`."""
    return ".".join(filter(None, (module.key, table.key if table else "", field.key)))


def _sheets(name: str, form: Form, faults: Faults) -> None:
    _unlike(name, (m.key for m in form.modules), faults)
    _unlike(name, (m.sheet.lower() for m in form.modules), faults)
    for module in form.modules:
        path = module.key
        if not module.sheet or len(module.sheet) > SHEET_NAME or FORBIDDEN_IN_SHEET.search(module.sheet):
            faults.add(f"{path}.sheet", f"a sheet name has 1 to {SHEET_NAME} characters, none of []:*?/\\")
        _limit(f"{path}.label", module.label, faults)
        _unlike(path, (i.key for i in module.items), faults)
        for table in module.tables:
            _table(f"{path}.{table.key}", table, form, faults)


def _unlike(path: str, names: Iterable[str], faults: Faults) -> None:
    """Names that must differ."""
    for name, times in Counter(names).items():
        if times > 1:
            faults.add(path, f"{name!r} stands {times} times")


def _table(path: str, table: Table, form: Form, faults: Faults) -> None:
    _limit(f"{path}.label", table.label, faults)
    _limit(f"{path}.hint", table.hint, faults)
    if table.rows < 1:
        faults.add(f"{path}.rows", "a table has at least one row")
    if table.min_rows not in (0, 1):
        faults.add(f"{path}.min_rows", "0 or 1: more cannot be asked")
    if table.rows_of and table.rows_of not in {f"{m.key}.{t.key}" for m in form.modules for t in m.tables}:
        faults.add(f"{path}.rows_of", f"there is no table {table.rows_of}")
    _unlike(path, (f.key for f in table.fields), faults)


def _limit(path: str, text: str, faults: Faults, most: int = PROMPT) -> None:
    if len(text) > most:
        faults.add(path, f"{len(text)} characters; Excel takes {most}")


def _known(path: str, field: Field, module: Module, questions: Questions, faults: Faults) -> None:
    for reference in _references(field):
        if questions.resolve(reference, module.key) is None:
            faults.add(path, f"there is no field {reference}")


def _field(path: str, field: Field, module: Module, form: Form, faults: Faults) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", field.key):
        faults.add(f"{path}.key", "a key has small letters, digits and underscores")
    _limit(f"{path}.label", field.label, faults)
    _limit(f"{path}.hint", field.hint, faults)
    _type(path, field, module.quarter, form, faults)
    for source in field.source:
        if source not in form.sources:
            faults.add(f"{path}.source", f"there is no source {source!r}")
    if field.required_when and set(field.required_when) != {"field", "equals"}:
        faults.add(f"{path}.required_when", "needs `field` and `equals`")
    _pattern(f"{path}.pattern", field.pattern, faults)


def _type(path: str, field: Field, quarter: int, form: Form, faults: Faults) -> None:
    """What each type needs."""
    if field.type == "code" and field.catalogue not in form.catalogues:
        faults.add(f"{path}.catalogue", f"there is no catalogue {field.catalogue!r}")
    if field.type == "choice" and not field.choices:
        faults.add(f"{path}.choices", "a choice needs choices")
    if field.type in ("sum", "mirror") and not field.of:
        faults.add(f"{path}.of", f"a {field.type} needs `of`")
    if field.type == "active" and not (len(field.of) == 2 and field.word and quarter):
        faults.add(path, "an active field has two months in `of`, a `word`, and a module per quarter")


def _references(field: Field) -> Iterator[str]:
    """The fields that a field speaks of."""
    if "field" in field.required_when:
        yield field.required_when["field"]
    yield from field.of


def _prefill(path: str, field: Field, register: Form, faults: Faults) -> None:
    if not field.prefill:
        return
    match = PREFILL.match(field.prefill)
    known = {
        "stamp": STAMP_VALUES,
        "settings": tuple(f.key for m in register.modules if m.key == "settings" for f in m.fields),
        "project": tuple(
            f.key for m in register.modules for t in m.tables if t.key == "action_plan" for f in t.fields
        ),
    }
    if not match or match[2] not in known[match[1]]:
        faults.add(f"{path}.prefill", f"{field.prefill!r} names nothing in stamp, settings or action plan")


def _codes(name: str, form: Form, messages: Mapping[str, Message], faults: Faults) -> None:
    used = {(f"rule {r.kind}", r.code) for r in form.rules}
    for module, table, field in form.questions():
        if field.like:
            continue  # its messages are those of the question that it repeats
        used |= {(_path(module, table, field), c) for c in _field_codes(field)}
        if table:
            used.add((f"{module.key}.{table.key}", table.missing))
    for where, code in sorted(used):
        if code not in messages:
            faults.add(f"{name}: {where}", f"there is no message {code}")


def _field_codes(field: Field) -> Iterator[str]:
    """The messages that a field's blank or bad answer needs."""
    yield field.missing
    if field.invalid:
        yield f"{field.invalid}.number"
        if (field.minimum, field.exclusive_minimum, field.maximum) != (None, None, None):
            yield f"{field.invalid}.range"
