"""Has the user pressed Esc? While Python works, Excel itself does not listen to keys."""

from __future__ import annotations

import ctypes
import sys
from ctypes import util

_WINDOWS_ESCAPE, _MAC_ESCAPE, _MAC_SESSION = 0x1B, 53, 0


def escape_pressed() -> bool:
    """True when Esc is held, or on Windows was pressed since this was last asked; elsewhere False."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetAsyncKeyState(_WINDOWS_ESCAPE))
    if sys.platform == "darwin":
        graphics = ctypes.CDLL(util.find_library("CoreGraphics"))
        return bool(graphics.CGEventSourceKeyState(_MAC_SESSION, _MAC_ESCAPE) & 1)
    return False
