"""A read return in few bytes: to keep on disk, to hand from process to process, to hold by the thousand.

Only text goes in, and only values come out: what is packed is JSON, compressed. Whoever unpacks must have the
form that the return was read under.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from emenscr_xl.core.places import Place
from emenscr_xl.core.said import FACTS, Said, Worded
from emenscr_xl.core.submission import Answer, Stamp, Submission, Value, Where
from emenscr_xl.form.model import Form

_LENGTH = 4  # bytes that say how long what follows is
_LEVEL = 1  # returns are packed while somebody waits
_NOTHING: Mapping[str, str] = {}
_NOWHERE = (0, "")
_DATE, _DECIMAL, _TYPED = "date", "decimal", "typed"


class Unpackable(ValueError):  # noqa: N818 - it names the state of what was packed
    """What was packed is cut off or changed, or is none of ours."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a return answers, and in which cells."""

    submission: Submission
    places: Mapping[Where, Place]


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it was read: what was found, and its answers packed. An unreadable one has no body."""

    form: Form
    project: str
    findings: tuple[Said, ...]
    body: bytes
    beside: bytes = b""  # some of the answers once more; b"": nobody has said which

    @property
    def readable(self) -> bool:
        """True when there are answers."""
        return bool(self.body)

    @property
    def answers(self) -> Answers:
        """The answers, unpacked; those asked for last are at hand. Raises Unpackable when there are none."""
        return _answers(self.form, self.body)

    @property
    def brief(self) -> Answers:
        """The few answers that are set beside those of other projects, unpacked. Raises Unpackable."""
        return _unpacked(self.form, self.beside or self.body)

    def to_bytes(self) -> bytes:
        """All of it but the form."""
        findings = [f.facts for f in self.findings]
        texts = [[f.message_th, f.message_en, f.waived] for f in self.findings]
        head = _compressed([self.project, findings, texts])
        return _measured(head) + _measured(self.beside) + self.body

    @classmethod
    def from_bytes(cls, form: Form, data: bytes) -> Packed:
        """What `to_bytes` gave. Raises Unpackable."""
        head, rest = _parted(data)
        beside, body = _parted(rest)
        try:
            project, findings, texts = _plain(head)
            said = tuple(
                Said(**dict(zip(FACTS, known, strict=True)), sentence=Worded(th, en), waived=waived)
                for known, (th, en, waived) in zip(findings, texts, strict=True)
            )
        except (TypeError, ValueError) as error:
            raise Unpackable(str(error)) from error
        return cls(form, project, said, body, beside)


def packed(
    form: Form,
    project: str,
    findings: tuple[Said, ...],
    submission: Submission | None = None,
    places: Mapping[Where, Place] | None = None,
    beside: Collection[str] = (),
) -> Packed:
    """A read return, packed. `places`: the cells of some places; `beside`: the addresses of `brief`."""
    if submission is None:
        return Packed(form, project, findings, b"")
    whole, few = Answers(submission, places or {}), b""
    if beside:
        answers = {where: a for where, a in submission.answers.items() if where.address in beside}
        cells = {where: place for where, place in whole.places.items() if where in answers}
        few = _packed(Answers(Submission(form, submission.stamp, answers), cells))
    return Packed(form, project, findings, _packed(whole), few)


def _packed(of: Answers) -> bytes:
    submission, stamp = of.submission, of.submission.stamp
    sheets = list(dict.fromkeys(sheet for sheet, _ in of.places.values()))
    lies = {where: (sheets.index(sheet), cell) for where, (sheet, cell) in of.places.items()}
    content = {
        "stamp": [
            stamp.form, stamp.version, stamp.fiscal_year, stamp.project, stamp.issue, stamp.quarter,
            stamp.catalogues,
        ],
        "answers": [
            [*where, *lies.pop(where, _NOWHERE), *_of_answer(answer)]
            for where, answer in submission.answers.items()
        ],
        "shown": [[*where, _of_value(value)] for where, value in submission.shown.items()],
        "lost": sorted(submission.lost),
        "sheets": sheets,
        "places": [[*where, *place] for where, place in lies.items()],
    }  # fmt: skip
    return _compressed(content)


@lru_cache(maxsize=2)  # who asks for the answers of a return asks again, before it asks for the next one's
def _answers(form: Form, body: bytes) -> Answers:
    return _unpacked(form, body)


def _unpacked(form: Form, body: bytes) -> Answers:
    try:
        content = _plain(body)
        sheets, answers, places = content["sheets"], {}, {}
        for module, field, record, sheet, cell, *answer in content["answers"]:
            where = Where(module, field, record)
            answers[where] = _answer(*answer)
            if cell:
                places[where] = sheets[sheet], cell
        for module, field, record, sheet, cell in content["places"]:
            places[Where(module, field, record)] = sheets[sheet], cell
        submission = Submission(
            form,
            Stamp(*content["stamp"]),
            answers,
            {Where(m, f, r): _shown(value) for m, f, r, value in content["shown"]},
            frozenset(Where(m, f, r) for m, f, r in content["lost"]),
        )
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise Unpackable(str(error)) from error
    return Answers(submission, places)


def _measured(data: bytes) -> bytes:
    return len(data).to_bytes(_LENGTH, "big") + data


def _parted(data: bytes) -> tuple[bytes, bytes]:
    """What `_measured` gave, and what follows it. Raises Unpackable when it is cut off."""
    end = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    if len(data) < end:
        raise Unpackable("cut off")
    return data[_LENGTH:end], data[end:]


def _compressed(content: object) -> bytes:
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


def _plain(data: bytes) -> Any:
    try:
        return json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise Unpackable(str(error)) from error


def _of_answer(answer: Answer) -> list[Any]:
    """The text, the value, and as much of the rest as is not as usual."""
    value = [_TYPED] if answer.value == answer.typed else _of_value(answer.value)
    rest = [answer.fault, dict(answer.details), answer.other_era]
    return [answer.typed, value, *(rest if any(rest) else ())]


def _answer(
    typed: str, value: Any, fault: str = "", details: Mapping[str, str] = _NOTHING, other_era: bool = False
) -> Answer:
    return Answer(typed, typed if value == [_TYPED] else _value(value), fault, details, other_era)


def _of_value(value: Value | None) -> Any:
    """A value as JSON has it; what it has not is named by its kind."""
    if isinstance(value, Decimal):
        return [_DECIMAL, str(value)]
    return [_DATE, value.isoformat()] if isinstance(value, date) else value


def _value(content: Any) -> Value | None:
    if isinstance(content, list):
        kind, text = content
        return Decimal(text) if kind == _DECIMAL else date.fromisoformat(text)
    return content  # type: ignore[no-any-return]  # str, int or None


def _shown(content: Any) -> Decimal | str:
    value = _value(content)
    return value if isinstance(value, Decimal) else str(value)
