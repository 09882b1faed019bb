"""Has the user pressed Esc? While Python works, Excel itself does not listen to keys."""

from __future__ import annotations

import ctypes
import sys
from ctypes import util

#: The bit that says so; the lowest one tells of presses before, and not reliably.
_DOWN = 0x8000
_WINDOWS_ESCAPE, _MAC_ESCAPE, _MAC_SESSION = 0x1B, 53, 0


def escape_pressed() -> bool:
    """True when Esc is held down; where there is no Excel, False."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetAsyncKeyState(_WINDOWS_ESCAPE) & _DOWN)
    if sys.platform == "darwin":
        graphics = ctypes.CDLL(util.find_library("CoreGraphics"))
        return bool(graphics.CGEventSourceKeyState(_MAC_SESSION, _MAC_ESCAPE) & 1)
    return False
