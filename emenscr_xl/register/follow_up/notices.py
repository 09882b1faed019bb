"""Notices to the owners of projects: what is late, what falls due, what was sent back, ready to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from emenscr_xl.core.text import shortened, squeezed
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.register.corrections.requests import Request
from emenscr_xl.register.follow_up.followed import PARTS, Followed
from emenscr_xl.register.follow_up.obligation import Obligation
from emenscr_xl.register.follow_up.punctuality import DUE_SOON, OVERDUE
from emenscr_xl.register.office import SENT_BACK, Office, Row

Texts = Mapping[str, str]
NOTHING_OUT: Mapping[str, Sequence[Request]] = MappingProxyType({})
#: Characters of a notice: more is not read on a telephone.
LONGEST = 1_500
#: Lines of a kind that are named when there is room; the rest are counted.
MOST_LINES = 10
NAME_LENGTH, COMMENT_LENGTH = 60, 120


@dataclass(frozen=True, slots=True)
class Notice:
    """What one owner is told: lines of what is late, of what falls due soon, of what was sent back."""

    owner: Row  # the first of the owner's projects: name, unit, e-mail, telephone
    late: tuple[str, ...]
    soon: tuple[str, ...]
    returned: tuple[str, ...]
    text: str

    @property
    def name(self) -> str:
        """The owner's name; "" when the action plan has none."""
        return str(self.owner.get("owner_name", ""))


def notices(
    office: Office,
    followed: Iterable[Followed],
    texts: Texts,
    today: date,
    out: Mapping[str, Sequence[Request]] = NOTHING_OUT,
) -> tuple[Notice, ...]:
    """A notice for each owner who is late, soon due or asked to correct, in the order of the action plan.

    An owner is a name with an e-mail; projects without either belong together by unit. `out`: by project,
    what the correction workbook asks that has not come back.
    """
    owners: dict[tuple[str, ...], list[Followed]] = {}
    for project in followed:
        owners.setdefault(_owner(project.line.row), []).append(project)
    made = (_notice(office, projects, texts, today, out) for projects in owners.values())
    return tuple(notice for notice in made if notice.late or notice.soon or notice.returned)


def _owner(row: Row) -> tuple[str, ...]:
    name, email = squeezed(str(row.get("owner_name", ""))), str(row.get("email", "")).casefold()
    return (name, email) if name or email else ("", "", squeezed(str(row.get("unit", ""))))


def _notice(
    office: Office,
    projects: list[Followed],
    texts: Texts,
    today: date,
    out: Mapping[str, Sequence[Request]],
) -> Notice:
    late: list[str] = []
    soon: list[str] = []
    returned: list[str] = []
    for project in projects:
        for owes in map(project.owes, PARTS):
            if owes.state == OVERDUE:
                late.append(_line(texts, "notice_late_line", project, owes, owes.days_late))
            elif owes.state == DUE_SOON:
                key = "notice_soon_line" if owes.days_left else "notice_today"
                soon.append(_line(texts, key, project, owes, owes.days_left))
        returned += _sent_back(project, texts, out.get(project.id, ()))
    owner = projects[0].line.row
    parts = {"notice_late": late, "notice_soon": soon, "notice_returned": returned}
    text = _fitting(office, owner, parts, texts, today)
    return Notice(owner, tuple(late), tuple(soon), tuple(returned), text)


def _line(texts: Texts, key: str, project: Followed, owes: Obligation, days: int | None) -> str:
    """One report with its day."""
    due = be_date_long(owes.due) if owes.due else ""
    return texts[key].format(**_called(project), what=_what(texts, owes.quarter), due=due, days=days)


def _called(project: Followed) -> dict[str, str]:
    return {"project": project.id, "name": shortened(project.line.text("name"), NAME_LENGTH)}


def _what(texts: Texts, quarter: int) -> str:
    return texts["notice_quarter"].format(quarter=quarter) if quarter else texts["notice_yearly"]


def _sent_back(project: Followed, texts: Texts, out: Sequence[Request]) -> Iterator[str]:
    """What approvers sent back, then what the office asked to correct, while it is open.

    A correction workbook holds the lines of the return log that were open when it was sent.
    """
    for quarter in PARTS:
        item = project.item(quarter)
        if item.status == SENT_BACK and item.last:
            comment = item.last.text("return_comment")
            yield _request(texts, project, _what(texts, quarter), item.since, comment)
    sent = out[0].sent if out else None
    if sent:
        what = texts["notice_correction"].format(issue=out[0].issue, count=len(out))
        wanted = _wanted(texts, min((r.due for r in out if r.due), default=None))
        yield _request(texts, project, what, sent, "", wanted)
    for line in project.open_requests:
        asked, wanted = line.row.get("date"), _wanted(texts, line.row.get("due"))
        since = asked if isinstance(asked, date) else None
        if sent and (since is None or since <= sent):
            continue
        yield _request(texts, project, line.text("part"), since, line.text("comment"), wanted)


def _wanted(texts: Texts, due: object) -> str:
    return texts["notice_wanted_by"].format(due=be_date_long(due)) if isinstance(due, date) else ""


def _request(
    texts: Texts, project: Followed, what: str, since: date | None, comment: str, wanted: str = ""
) -> str:
    return squeezed(
        texts["notice_returned_line"].format(
            **_called(project),
            what=what,
            since=be_date_long(since) if since else "–",
            days=(project.today - since).days if since else "–",
            wanted=wanted,
            comment=f"“{shortened(comment, COMMENT_LENGTH)}”" if comment else "",
        )
    )


def _fitting(office: Office, owner: Row, parts: Mapping[str, list[str]], texts: Texts, today: date) -> str:
    """The whole text, with as many lines of each kind as there is room for."""
    for most in range(MOST_LINES, 0, -1):
        text = "\n".join(_written(office, owner, parts, texts, today, most))
        if len(text) <= LONGEST:
            break
    return text


def _written(
    office: Office, owner: Row, parts: Mapping[str, list[str]], texts: Texts, today: date, most: int
) -> Iterator[str]:
    anybody = texts["notice_anybody"].format(unit=owner.get("unit", "")).strip()
    yield texts["notice_dear"].format(owner=owner.get("owner_name", anybody))
    yield ""
    yield (
        texts["notice_intro"]
        .format(office=office.name, year=office.fiscal_year, today=be_date_long(today))
        .strip()
    )
    for key, lines in parts.items():
        if lines:
            yield ""
            yield texts[key].format(count=len(lines))
            yield from (f"{n}. {line}" for n, line in enumerate(lines[:most], start=1))
            if len(lines) > most:
                yield texts["notice_more"].format(count=len(lines) - most)
    yield ""
    yield texts["notice_ask"]
    if contact := office.settings.get("contact"):
        yield texts["notice_contact"].format(contact=contact)
    yield texts["notice_thanks"]
