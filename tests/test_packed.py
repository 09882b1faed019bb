"""A packed return is the return: every answer, finding and cell comes out as it went in."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import at, complete, definition, spoiled, stamp, written
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.packed import Answers, Packed, Unpackable, packed
from emenscr_xl.core.said import Said, Worded
from emenscr_xl.core.submission import Answer, Submission, Where
from emenscr_xl.jobs.check import check_content

FORM = definition().form
ADDRESSES = sorted({w.address for w in complete(quarters=(1,))})
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WHERE = st.builds(Where.at, st.sampled_from(ADDRESSES), st.integers(-9, 999))
VALUE = st.one_of(st.none(), TEXT, st.integers(), st.decimals(allow_nan=False), st.dates())
ANSWER = st.builds(Answer, TEXT, VALUE, TEXT, st.dictionaries(TEXT, TEXT, max_size=2), st.booleans())
SAID = st.builds(
    Said,
    *(TEXT, st.sampled_from("EWI"), TEXT, TEXT, st.integers(0, 99), TEXT, TEXT),
    st.builds(Worded, TEXT, TEXT),
    TEXT,
)


def unpacked(data: bytes) -> tuple[Answers, Answers]:
    out = Packed.from_bytes(FORM, data)
    return out.brief, out.answers


def again(one: Packed) -> Packed:
    return Packed.from_bytes(FORM, one.to_bytes())


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(WHERE, ANSWER, max_size=8),
    st.dictionaries(WHERE, st.one_of(TEXT, st.decimals(allow_nan=False)), max_size=3),
    st.frozensets(WHERE, max_size=3),
    st.dictionaries(WHERE, st.tuples(TEXT, TEXT.filter(bool)), max_size=5),
    st.lists(SAID, max_size=3),
)
def test_what_goes_in_comes_out(
    answers: dict[Where, Answer],
    shown: dict[Where, Decimal | str],
    lost: frozenset[Where],
    places: dict[Where, tuple[str, str]],
    findings: list[Said],
) -> None:
    submission = Submission(FORM, stamp(), answers, shown, lost)
    out = again(packed(FORM, "2570-001", tuple(findings), submission, places))
    assert (out.project, out.findings) == ("2570-001", tuple(findings))
    assert out.answers.submission == submission
    assert out.answers.places == places
    values = (answers.values(), out.answers.submission.answers.values())
    assert all(type(one.value) is type(other.value) for one, other in zip(*values, strict=True))


def test_the_answers_of_some_questions_are_unpacked_alone() -> None:
    submission = submission_of(FORM, stamp(), complete())
    area, name = at("M2.area"), at("M4.activities.name", 1)
    places = {area: ("M2", "C7"), name: ("M4", "B9")}
    out = again(packed(FORM, "2570-001", (), submission, places, {"M2.area"}))
    assert out.brief.submission.answers == {area: submission.answers[area]}
    assert out.brief.places == {area: ("M2", "C7")}
    assert out.answers.submission.answers == submission.answers


def test_all_are_when_nobody_says_which() -> None:
    submission = submission_of(FORM, stamp(), complete())
    assert again(packed(FORM, "2570-001", (), submission)).brief.submission == submission


def test_a_file_without_answers_has_none_to_unpack() -> None:
    out = again(packed(FORM, "", check_content("x", b"").findings))
    assert not out.readable
    assert [f.code for f in out.findings] == ["STR-01"]


@pytest.mark.parametrize(
    "spoil",
    [lambda d: d[:-9], lambda d: b"", lambda d: d[:40] + b"x" + d[41:], lambda d: d[: len(d) // 9]],
)
def test_what_was_cut_off_or_changed_is_not_taken_for_answers(spoil: Callable[[bytes], bytes]) -> None:
    submission = submission_of(FORM, stamp(), complete())
    data = spoil(packed(FORM, "2570-001", (), submission, None, ADDRESSES[:40]).to_bytes())
    with pytest.raises(Unpackable):
        unpacked(data)


def test_a_return_takes_a_small_part_of_its_file(tmp_path: Path) -> None:
    cells = spoiled(complete(quarters=(1, 2)), {at("M4.activities.weight", 1): 5})
    path = written(tmp_path / "form.xlsx", submission_of(FORM, stamp(), cells))
    checked = check_content("x", path.read_bytes())
    out = packed(FORM, checked.project, checked.findings, checked.submission, checked.places)
    assert len(out.to_bytes()) < path.stat().st_size / 10
    assert out.answers.submission.answers == checked.submission.answers
