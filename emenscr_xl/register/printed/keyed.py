"""What staff noted on earlier key-in sheets, and what changed since: line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Form
from emenscr_xl.register.printed.keyin import Item, named

#: How a line stands beside what was keyed in last.
KEPT, CHANGED, ADDED, REMOVED = "เหมือนเดิม", "เปลี่ยน", "เพิ่มใหม่", "ลบออกจากระบบ"
#: What stands there of a line that is not keyed in.
COMPARE, WANTED = "ใช้เทียบยอด", "ยังไม่ได้กรอก (ต้องกรอก)"


@dataclass(frozen=True, slots=True)
class Keyed:
    """What stands in eMENSCR: the value that was ticked, when and by whom."""

    value: str
    day: date | str = ""  # the text where it is no date
    by: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of an earlier key-in sheet as staff left it. `carried`: it was ticked when it was issued."""

    where: Where
    value: str
    ticked: bool
    day: date | str = ""
    by: str = ""
    carried: bool = False
    removed: bool = False

    @property
    def keyed(self) -> bool:
        """True when staff say that it is done: by tick or by date."""
        return self.ticked or bool(self.day)


@dataclass(slots=True)
class History:
    """What stands in eMENSCR by all the key-in sheets of a project, and every place that they asked for."""

    keyed: dict[Where, Keyed] = field(default_factory=dict)
    seen: set[Where] = field(default_factory=set)

    def add(self, lines: Iterable[Noted]) -> None:
        """Take in the next sheet, oldest first.

        A line without tick says nothing, for staff may have gone on in an older sheet; but one whose carried
        tick was taken away is not in eMENSCR after all.
        """
        for line in lines:
            if line.removed:
                if line.keyed:
                    self.keyed.pop(line.where, None)
                continue
            self.seen.add(line.where)
            if line.keyed:
                self.keyed[line.where] = Keyed(line.value, line.day, line.by)
            elif line.carried:
                self.keyed.pop(line.where, None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be drawn: its item, how it stands, what was keyed in before, and the tick it keeps."""

    item: Item
    state: str = ""
    before: str = ""
    done: Keyed | None = None

    @property
    def counts(self) -> bool:
        """True for what is to be done in eMENSCR."""
        return self.item.kind == "value" or self.state == REMOVED


def lines_of(items: Iterable[Item], history: History, form: Form) -> tuple[Line, ...]:
    """The lines of a key-in sheet, what is to be taken out of eMENSCR at the end.

    A required answer that is blank is no reason to take out what was keyed in: it stays until answered.
    """
    items = tuple(items)
    here = {item.where for item in items if item.kind in ("value", "wanted")}
    gone = [where for where in history.keyed if where not in here]
    kept = (item for item in items if item.where not in gone)
    return (*(_line(item, history) for item in kept), *_removed(gone, history, form))


def _line(item: Item, history: History) -> Line:
    known = history.keyed.get(item.where)
    if item.kind != "value":
        said = {"sum": COMPARE, "wanted": WANTED}.get(item.kind, "")
        return Line(item, said, known.value if known else "")
    if known is None:
        return Line(item, ADDED if history.keyed and item.where not in history.seen else "")
    if known.value == item.value:
        return Line(item, KEPT, done=known)
    return Line(item, CHANGED, known.value)


def _removed(gone: Iterable[Where], history: History, form: Form) -> Iterator[Line]:
    order = {address: n for n, address in enumerate(_addresses(form))}
    for where in sorted(gone, key=lambda w: (order[w.address], w.record)):
        yield Line(Item(where, *named(form, where)), REMOVED, history.keyed[where].value)


def _addresses(form: Form) -> Iterator[str]:
    for module, table, question in form.questions():
        yield ".".join(filter(None, (module.key, table.key if table else "", question.key)))
