"""Functions that end badly, for processes of their own."""

from __future__ import annotations

import os
import signal
from typing import NoReturn

from emenscr_xl.sheets.unreadable import UnreadableWorkbook


def doubled(number: int, *, times: int = 2) -> int:
    print("a library that prints")
    return number * times


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(3)


def work() -> NoReturn:
    while True:
        pass


def grow() -> int:
    return len(bytearray(1 << 40))


def refuse() -> NoReturn:
    raise UnreadableWorkbook("STR-02", reason="7")


def ask_for_the_far_cell(content: bytes) -> None:
    """What made readers abort the whole process."""
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
