"""What libraries print on their own, past Python: a user must see none of it."""

from __future__ import annotations

import os
import tempfile
from typing import IO

_caught: list[IO[bytes]] = []


def catch() -> None:
    """From now on, keep what this process prints instead of showing it."""
    stream = tempfile.TemporaryFile()  # noqa: SIM115 - for as long as the process lives
    for shown in (1, 2):
        os.dup2(stream.fileno(), shown)
    _caught[:] = [stream]


def printed() -> str:
    """What was printed since the last time; "" when nothing is caught."""
    if not _caught or not os.fstat(_caught[0].fileno()).st_size:
        return ""
    stream = _caught[0]
    stream.seek(0)
    text = stream.read().decode("utf-8", "replace")
    stream.seek(0)
    stream.truncate()
    return text
