"""What differs between two workbooks of a project: answers in meaning, records paired by content."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from emenscr_xl.core.submission import Submission, Value, Where
from emenscr_xl.form.model import Form, Module, Table
from emenscr_xl.form.thai import be_date
from emenscr_xl.register.tables.answered import Answered

#: A formula's error value: no answer, and not carried over to the next issue.
ERROR = "STR-09"


def text_at(submission: Submission, where: Where) -> str:
    """What stands at a place, in words: an answer, what a computed cell gives, a figure typed over it."""
    over = submission.shown.get(where)
    value = Answered(submission).cell(where) if over is None else over
    if isinstance(value, date):
        return be_date(value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Changes:
    """One submission of a project, and the one that came after it."""

    before: Submission
    after: Submission
    _paired: dict[tuple[str, str], Mapping[int, int]] = field(default_factory=dict, repr=False, compare=False)

    def place(self, where: Where) -> Where | None:
        """Where the same record lies now; None when it is gone."""
        module, table, _ = self.after.form.question(where.address)
        if table is None or not where.record:
            return where
        key = module.key, table.key
        if key not in self._paired:
            self._paired[key] = paired(self.before, self.after, module, table)
        record = self._paired[key].get(where.record, where.record)
        return Where(where.module, where.field, record) if record else None

    def items(self, modules: Collection[str]) -> Iterator[tuple[Module, str]]:
        """The questions and tables of some modules of which an owner's answer differs, with their labels.

        What `forms` filled in where nothing stood is no change that anybody made.
        """
        one, other = _answers(self.before), _answers(self.after)
        form, found = self.after.form, set[tuple[str, str]]()
        for where in one.keys() | other.keys():
            filled = where not in one and given_by_forms(form, where)
            if one.get(where) != other.get(where) and not filled:
                found.add((where.module, where.field.partition(".")[0]))
        for module in form.modules:
            for item in module.items:
                if module.key in modules and (module.key, item.key) in found:
                    yield module, item.label


def answered(submission: Submission) -> dict[Where, Value]:
    """What stands in the cells that a person may change."""
    question = submission.form.question
    return {
        w: a.typed if a.value is None else a.value
        for w, a in submission.answers.items()
        if not question(w.address)[2].locked
    }


def given_by_forms(form: Form, where: Where) -> bool:
    """True for a question that `forms` answers itself: from the register, or by default."""
    _, table, field = form.question(where.address)
    first = table is not None and field.key == table.fields[0].key and where.record <= len(table.defaults)
    return bool(field.prefill or field.default or first)


def _answers(submission: Submission) -> dict[Where, Value]:
    """What a person answered; a formula's error value is no answer."""
    return {w: v for w, v in answered(submission).items() if submission.answers[w].fault != ERROR}


def paired(before: Submission, after: Submission, module: Module, table: Table) -> Mapping[int, int]:
    """By record: the record that holds the same now, 0 when it is gone. The most alike are paired first.

    A record that resembles none stays where it was, unless another has taken its place.
    """
    olds, news = (_records(s, module, table) for s in (before, after))
    alike = [
        (len(old.items() & new.items()), -abs(r - s), r, s)
        for r, old in olds.items()
        for s, new in news.items()
        if old.items() & new.items()
    ]
    found: dict[int, int] = {}
    for _, _, r, s in sorted(alike, key=lambda pair: (-pair[0], -pair[1], *pair[2:])):
        if r not in found and s not in found.values():
            found[r] = s
    for r in olds:
        if r not in found:
            found[r] = 0 if r in found.values() else r
    return found


def _records(submission: Submission, module: Module, table: Table) -> dict[int, dict[str, Value]]:
    """The answers of each begun record, by question."""
    found: dict[int, dict[str, Value]] = {}
    for where, value in _answers(submission).items():
        if where.module == module.key and where.field.partition(".")[0] == table.key:
            found.setdefault(where.record, {})[where.field] = value
    return found
