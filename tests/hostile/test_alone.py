"""A process of its own: whatever becomes of it, whoever asked goes on and knows why."""

from collections.abc import Callable
from threading import Thread

import pytest

from emenscr_xl.sheets.alone import Ended, Limits, alone
from emenscr_xl.sheets.unreadable import UnreadableWorkbook
from hostile import victims
from hostile.good import cell, packed, parts, sheet

LIMITS = Limits(seconds=20, memory=1 << 30)


def test_a_result_comes_back_and_what_was_printed_does_not() -> None:
    assert alone(LIMITS, victims.doubled, 21) == 42


def test_it_needs_no_main_thread() -> None:
    found: list[int] = []
    thread = Thread(target=lambda: found.append(alone(LIMITS, victims.doubled, 1, times=9)))
    thread.start()
    thread.join()
    assert found == [9]


def test_what_the_function_raises_comes_back_as_it_was() -> None:
    with pytest.raises(UnreadableWorkbook) as refusal:
        alone(LIMITS, victims.refuse)
    assert (refusal.value.message, refusal.value.details) == ("STR-02", {"reason": "7"})


def far() -> bytes:
    whole = parts()
    return packed(whole | {"xl/worksheets/sheet1.xml": sheet(cell("A1"), cell("XFD1048576")).encode()})


@pytest.mark.parametrize(
    ("victim", "arguments", "how"),
    [
        (victims.crash, (), "died"),
        (victims.leave, (), "died"),
        (victims.grow, (), "large"),
        (victims.ask_for_the_far_cell, (far(),), "large"),
    ],
)
def test_it_dies_alone(victim: Callable[..., object], arguments: tuple[object, ...], how: str) -> None:
    with pytest.raises(Ended) as end:
        alone(LIMITS, victim, *arguments)
    assert end.value.how == how


def test_it_is_ended_when_its_time_is_over() -> None:
    with pytest.raises(Ended) as end:
        alone(Limits(seconds=1, memory=1 << 30), victims.work)
    assert end.value.how == "slow"


def test_where_no_process_starts_there_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/interpreter")
    with pytest.raises(Ended) as end:
        alone(LIMITS, victims.doubled, 1)
    assert end.value.how == "died"
