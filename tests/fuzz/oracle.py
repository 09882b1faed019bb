"""What must hold of a file that was read or refused, however it was damaged."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import load_workbook

from emenscr_xl.core.submission import Answer, Where
from emenscr_xl.core.values import typed_text
from emenscr_xl.jobs.check import Checked, check_content
from emenscr_xl.sheets.alone import Limits
from fuzz.apart import apart
from fuzz.case import Case
from fuzz.values import ODD_IN_A_SENTENCE

_THAI, _LATIN = re.compile(r"[ก-๙]"), re.compile(r"[A-Za-z]")
_OURS_NEVER = re.compile(r"[{}]|Traceback|<class|object at 0x|\bNone\b|(?:Error|Exception)\b")
_TYPED = re.compile("|".join(map(re.escape, ODD_IN_A_SENTENCE)))
#: What is said of a file whose answers may not be what was sent; damage that harms none is STR-12.
_HARMED = re.compile(r"STR-(?!12)")
#: What openpyxl may take to tell what it reads.
_OPINION = Limits(seconds=3, memory=500_000_000)


class Wrong(Exception):  # noqa: N818 - it names what was found
    """What does not hold: a short cause, alike for all cases of it, and details."""

    def __init__(self, cause: str, details: str = "") -> None:
        self.cause, self.details = cause, details
        super().__init__(f"{cause}: {details}")


def judge(case: Case, content: bytes, again: bool = False, second: bool = False) -> Checked:
    """Read the file; raises Wrong, or what the reading raised. `again`: twice; `second`: by openpyxl, too."""
    checked = check_content(case.base.name, content, lambda _: case.base.definition)
    _status(checked)
    for finding in checked.findings:
        sentence(finding.code, finding.message_th, finding.message_en)
    _published(checked)
    if case.typed is not None:
        _answers(case, case.typed, checked)
    if again and _brief(checked) != _brief(
        check_content(case.base.name, content, lambda _: case.base.definition)
    ):
        raise Wrong("not the same when read again")
    if second:
        _second_opinion(content, checked)
    return checked


def _status(checked: Checked) -> None:
    """A file is unreadable, and one finding says why; or its findings are those of its answers."""
    unreadable = checked.submission is None
    expected = "unreadable" if unreadable else "findings" if checked.findings else "clean"
    if checked.status != expected or (unreadable and len(checked.findings) != 1):
        raise Wrong("status and findings disagree", f"{checked.status}, {len(checked.findings)} findings")


def sentence(code: str, th: str, en: str) -> None:
    """Raises Wrong when one of the two sentences says nothing, or speaks of our programs."""
    for said, letters in ((th, _THAI), (en, _LATIN)):
        text = _TYPED.sub("", said)
        if not letters.search(text):
            raise Wrong(f"{code} says nothing", repr(text))
        if ours := _OURS_NEVER.search(text):
            raise Wrong(f"{code} says {ours[0]!r}", repr(text[:300]))


def _published(checked: Checked) -> None:
    try:
        json.dumps(checked.as_json(), ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        raise Wrong("cannot be published as JSON", str(error)) from error


def _answers(case: Case, typed: Mapping[Where, str], checked: Checked) -> None:
    """No answer is changed without a word: each is as it was sent, or as it was typed since."""
    if checked.submission is None or any(_HARMED.match(f.code) for f in checked.findings):
        return
    sent, now = case.base.answers, checked.submission.answers
    for where in {*sent, *now, *typed}:
        expected, found = typed.get(where, _text(sent.get(where))), _text(now.get(where))
        if found != expected and (where in typed or not _alike(sent.get(where), now.get(where))):
            what = "typed text" if where in typed else "another answer"
            details = f"{where}: {found[:80]!r} instead of {expected[:80]!r}"
            raise Wrong(f"{what} was changed without a word", details)
    if checked.project != case.base.project:
        raise Wrong("the project was changed without a word", checked.project)


def _text(answer: Answer | None) -> str:
    return answer.typed if answer else ""


def _alike(one: Answer | None, other: Answer | None) -> bool:
    """True for the same value: a date without its format is the same day."""
    return one is not None and other is not None and one.value is not None and one.value == other.value


def _brief(checked: Checked) -> tuple[object, Mapping[Where, Answer]]:
    return checked.as_json(), checked.submission.answers if checked.submission else {}


def _second_opinion(content: bytes, checked: Checked) -> None:
    """Each answer is what openpyxl reads in the cell where it is said to lie."""
    if checked.submission is None:
        return
    answers = {w: a for w, a in checked.submission.answers.items() if w in checked.places}
    try:
        theirs = apart(_OPINION, _typed_texts, content, [checked.places[w] for w in answers])
    except Exception:  # what it cannot read, or not in time, it does not judge
        return
    for (where, answer), text in zip(answers.items(), theirs, strict=True):
        if text not in (None, answer.typed):
            raise Wrong("openpyxl reads otherwise", f"{where}: {answer.typed[:80]!r}, openpyxl {text[:80]!r}")


def _typed_texts(content: bytes, places: Sequence[tuple[str, str]]) -> list[str | None]:
    """What stands in some cells, by openpyxl; None where it has no such sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(content), data_only=True)
    known = [sheet.title for sheet in book.worksheets]
    return [typed_text(book[sheet][cell].value) if sheet in known else None for sheet, cell in places]
