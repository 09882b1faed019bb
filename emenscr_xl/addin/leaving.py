"""What xlwings would leave behind after a click, taken away."""

from __future__ import annotations

import atexit
import gc

import xlwings as xw


def let_go() -> None:
    """Let go of Excel.

    On Windows xlwings keeps the book of the click, and Excel then stays in memory after it was closed; when
    Python ends, it ends every Excel without a workbook. On macOS it wipes the status bar when Python ends.
    """
    native = getattr(xw, "_xlwindows", None) or getattr(xw, "_xlmac", None)
    if native is not None:
        atexit.unregister(native.cleanup)
        if hasattr(native, "BOOK_CALLER"):
            native.BOOK_CALLER = None
    gc.collect()
