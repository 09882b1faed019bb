"""How much of what repeats itself is tested: enough for every change, or all of it (`make thorough`)."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
#: True when nothing is left out, however long it takes.
THOROUGH = bool(os.environ.get("EMENSCR_XL_THOROUGH"))


def some(items: Sequence[T], count: int) -> Sequence[T]:
    """So many of the items, at least two, spread from the first to the last; all when thorough."""
    if THOROUGH or count >= len(items):
        return items
    last = len(items) - 1
    return [items[round(n * last / (count - 1))] for n in range(count)]
