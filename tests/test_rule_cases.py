"""Every rule of alignment, completeness and time beside what it must flag and what it must leave alone."""

import pytest

from builders import complete, definition, found, spoiled, submitted
from emenscr_xl.core.check import check
from rule_cases import CASES, Case

MESSAGES = definition().messages
#: Rules with a file of their own: in tests/checks, A-11 (and A-07.copied) in tests/test_across.py, those of
#: the office's year in tests/test_deadlines.py.
ELSEWHERE = {
    "C-01", "C-02", "C-03", "C-04", "C-10", "C-20", "C-21", "C-22", "C-30", "C-34", "T-01", "T-06", "A-08",
    "A-11", "C-24", "C-40", "T-02", "T-03", "T-04", "T-05",
}  # fmt: skip
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.name}")


@each_case
def test_exactly_what_is_found(case: Case) -> None:
    assert found(spoiled(complete(quarters=(1, 2)), case.changes)) == case.found


@each_case
def test_the_sentence_names_what_was_compared(case: Case) -> None:
    findings = check(submitted(spoiled(complete(quarters=(1, 2)), case.changes)))
    own = [f for f in findings if f.code == case.code]
    for name, text in case.says.items():
        assert text in own[0].details[name]
        for language in ("th", "en"):
            detail = own[0].details.get(f"{name}_{language}", own[0].details[name])
            assert detail in MESSAGES[own[0].message].text(language, own[0].details)


def test_the_complete_workbook_is_silent() -> None:
    assert found(complete(quarters=(1, 2))) == []


@pytest.mark.parametrize(
    "code", sorted({m.partition(".")[0] for m in MESSAGES if m[:2] in ("A-", "C-", "T-")} - ELSEWHERE)
)
def test_every_rule_has_what_it_flags_and_what_it_leaves_alone(code: str) -> None:
    assert {case.flags for case in CASES if case.code == code} == {True, False}


def test_every_sentence_of_these_rules_is_provoked() -> None:
    said = {message for case in CASES for message, _, _ in case.found}
    codes = {case.code for case in CASES}
    variants = {m for m in MESSAGES if m.partition(".")[0] in codes}
    assert variants - said == {
        "A-04.component", "A-04.shape", "A-07.copied", "A-12.gone", "A-12.name",
    }  # elsewhere  # fmt: skip


def test_what_has_a_file_of_its_own_has_it() -> None:
    assert not ELSEWHERE & {case.code for case in CASES}
    assert set(MESSAGES) >= ELSEWHERE
