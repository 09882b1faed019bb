"""What is late or out of order: T-02 to T-05, at the lines of the register (procedure 5.8, 5.9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.form.thai import be_date
from emenscr_xl.register.follow_up.approval_item import Item, day_of
from emenscr_xl.register.follow_up.followed import PARTS, Followed
from emenscr_xl.register.follow_up.punctuality import AFTER_TIME, NOT_SENT_IN_TIME
from emenscr_xl.register.lines import lines_of
from emenscr_xl.register.office import SENT_BACK, scope

RETURNED_DAYS = "returned_days"


def unsent(project: Followed) -> Iterator[Finding]:
    """M1–M5 (T-02) and M6 (T-03) that were not sent for approval by the last day, or only after it."""
    for quarter in PARTS:
        word, days = project.sending(quarter)
        limit = project.sent_by(quarter)
        if limit is None or word not in (NOT_SENT_IN_TIME, AFTER_TIME):
            continue
        code, item = "T-03" if quarter else "T-02", project.item(quarter)
        details = {"scope": scope(quarter), "until": be_date(limit), "days": str(days)}
        if word == AFTER_TIME and item.sent_on:
            yield Finding(f"{code}.late", _first_sent(item), {**details, "sent": be_date(item.sent_on)})
        else:
            yield Finding(code, _item_place(project, quarter), details)


def out_of_order(project: Followed) -> Iterator[Finding]:
    """M6 that came before M1–M5 is approved, and quarters that were skipped (T-04)."""
    reported = [q for q in PARTS[1:] if project.owes(q).received or project.item(q).sent]
    if not reported:
        return
    yearly = project.item(0)
    if not (yearly.approved or project.excused(0)):
        details = {"scopes": _scopes(reported), "status": yearly.status}
        yield Finding("T-04", _item_place(project, 0), details)
    last = reported[-1]
    skipped = [q for q in PARTS[1:last] if q not in reported and not project.excused(q)]
    if skipped:
        details = {"scopes": _scopes(skipped), "later": scope(last)}
        yield Finding("T-04.skipped", _item_place(project, last), details)


def left_open(project: Followed) -> Iterator[Finding]:
    """What was sent back longer ago than the settings allow and has not been sent again (T-05)."""
    allowed = project.office.days(RETURNED_DAYS)
    for quarter in PARTS:
        item = project.item(quarter)
        if item.last and item.status == SENT_BACK and _long_ago(project, item.since, allowed):
            details = _open_for(project, item.since, allowed) | {"scope": scope(quarter)}
            yield Finding("T-05", item.last.at("approval_status"), details)
    for line in project.open_requests:
        asked = line.row.get("date")
        if isinstance(asked, date) and _long_ago(project, asked, allowed):
            details = _open_for(project, asked, allowed) | {"part": line.text("part") or WHOLE}
            yield Finding("T-05.log", line.at("done"), details)


#: What a line of the return log is about when it names no part.
WHOLE = "ทั้งโครงการ"


def _long_ago(project: Followed, since: date | None, allowed: int) -> bool:
    return since is not None and project.today > since + timedelta(days=allowed)


def _open_for(project: Followed, since: date | None, allowed: int) -> dict[str, str]:
    day = since or project.today
    return {"since": be_date(day), "days": str((project.today - day).days), "allowed": str(allowed)}


def _first_sent(item: Item) -> Where:
    """The cell with the day on which an item was sent."""
    line = next(line for line in item.sent if day_of(line) == item.sent_on)
    return line.at("date" if "date" in line.row else "returned_at")


def _item_place(project: Followed, quarter: int) -> Where:
    """Where an item stands in the register: its last line in the tracker, else the line that sets its day."""
    item, name = project.item(quarter), scope(quarter)
    if item.last:
        return item.last.at("approval_status")
    extension = project.office.extension(name, project.id)
    if extension and extension[1] == project.sent_by(quarter):
        return lines_of(project.office, "extensions")[extension[0]].at("until")
    days = (line for line in lines_of(project.office, "calendar") if line.text("scope") == name)
    return next((line.at("sent_by") for line in days if "sent_by" in line.row), project.line.at("id"))


def _scopes(quarters: list[int]) -> str:
    return ", ".join(map(scope, quarters))
