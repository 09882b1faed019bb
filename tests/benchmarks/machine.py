"""Where and with what a run was made."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("openpyxl", "pandas", "python-calamine", "xlsxwriter", "xlwings")


def facts(moment: datetime) -> Iterator[tuple[str, str]]:
    """What a reader must know to compare: a name and what it is."""
    yield "date", f"{moment:%Y-%m-%d %H:%M}"
    yield "processor", f"{_line('cpuinfo', 'model name') or platform.machine()}, {os.cpu_count()} cores"
    memory = _line("meminfo", "MemTotal")
    if memory:
        yield "memory", f"{int(memory.split()[0]) / 2**20:.0f} GiB"
    yield "system", f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    yield "libraries", ", ".join(f"{name} {version(name)}" for name in LIBRARIES)


def load() -> str:
    """How busy the machine was with all that it did in the last minutes; "" where no system tells it."""
    if not hasattr(os, "getloadavg"):
        return ""
    return "{:.1f} · {:.1f} · {:.1f} (1, 5 and 15 minutes)".format(*os.getloadavg())


def _line(name: str, key: str) -> str:
    """A line of a file of the system; "" where there is none."""
    try:
        lines = Path("/proc", name).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((text.partition(":")[2].strip() for text in lines if text.startswith(key)), "")
