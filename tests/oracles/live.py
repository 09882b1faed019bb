"""LibreOffice as a running application: what a person does to a workbook by hand, done through UNO.

    with live.office() as office:
        office.changed(path, act, out)  # open, act(document), save as xlsx

`act` gets the open document, a com.sun.star.sheet.SpreadsheetDocument; the helpers below do what is asked
most. Each office is a process of its own, in a profile of its own, and is ended by its own id.
"""

import builtins
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from oracles.libreoffice import START_SECONDS, XLSX, _write_profile

#: Where distributions put python3-uno, which no package index has.
SYSTEM_PACKAGES = Path("/usr/lib/python3/dist-packages")
Act = Callable[[Any], None]


def available() -> bool:
    """True when soffice can be run and this Python can speak with it."""
    return hasattr(os, "killpg") and shutil.which("soffice") is not None and uno() is not None


class Office:
    """A running LibreOffice: its desktop, the name of the pipe at which it listens, its process."""

    def __init__(self, desktop: Any, pipe: str, pid: int) -> None:
        self.desktop, self.pipe, self.pid = desktop, pipe, pid

    def document(self, path: Path) -> Any:
        """The document of a file, open until the office ends."""
        found = self.desktop.loadComponentFromURL(
            path.resolve().as_uri(), "_blank", 0, properties(Hidden=True)
        )
        if found is None:
            raise RuntimeError(f"LibreOffice does not open {path.name}")
        return found

    @contextmanager
    def opened(self, path: Path) -> Iterator[Any]:
        """The document of a file, closed without saving at the end."""
        document = self.document(path)
        try:
            yield document
        finally:
            document.close(True)

    def changed(self, path: Path, act: Act, out: Path, to: str = XLSX) -> Path:
        """Open a file, act on its document, save it as another one."""
        out.parent.mkdir(parents=True, exist_ok=True)
        with self.opened(path) as document:
            act(document)
            document.storeToURL(out.resolve().as_uri(), properties(FilterName=to.partition(":")[2]))
        return out


@contextmanager
def office() -> Iterator[Office]:
    """A LibreOffice of one's own; formulas are computed when cells change, as for a person."""
    with tempfile.TemporaryDirectory(prefix="soffice-", ignore_cleanup_errors=True) as profile:
        _write_profile(Path(profile), mode=1)
        pipe = f"emenscr-{os.getpid()}-{time.monotonic_ns()}"
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            yield Office(connected(pipe, process), pipe, process.pid)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def cells(document: Any, sheet: str, area: str) -> Any:
    """A range of a sheet by its address, `E7` or `B2:F9`."""
    return document.Sheets.getByName(sheet).getCellRangeByName(area)


def unprotect(document: Any) -> None:
    """Take the protection off every sheet, as a person must before most other damage."""
    for sheet in document.Sheets:
        sheet.unprotect("")


def paste(document: Any, sheet: str, area: str, target: str, *, cut: bool = False) -> None:
    """Copy or cut a range and paste it at a cell of the same sheet."""
    home = document.Sheets.getByName(sheet)
    source, at = cells(document, sheet, area).RangeAddress, cells(document, sheet, target).CellAddress
    (home.moveRange if cut else home.copyRange)(at, source)


def sort(document: Any, sheet: str, area: str, column: int, *, descending: bool = False) -> None:
    """Sort a range by one of its columns, counted from 0."""
    field = struct("com.sun.star.table.TableSortField", Field=column, IsAscending=not descending)
    typed = uno().Any("[]com.sun.star.table.TableSortField", (field,))
    descriptor = (_property("SortFields", typed), _property("ContainsHeader", False))
    uno().invoke(
        cells(document, sheet, area), "sort", (uno().Any("[]com.sun.star.beans.PropertyValue", descriptor),)
    )


def struct(name: str, **values: Any) -> Any:
    """A UNO struct with its members."""
    made = uno().createUnoStruct(name)
    for key, value in values.items():
        setattr(made, key, value)
    return made


def enum(kind: str, value: str) -> Any:
    """A UNO enum's value."""
    return uno().Enum(kind, value)


def _property(name: str, value: Any) -> Any:
    return struct("com.sun.star.beans.PropertyValue", Name=name, Value=value)


def properties(**values: Any) -> tuple[Any, ...]:
    """A sequence of UNO properties."""
    return tuple(_property(name, value) for name, value in values.items())


@cache
def basic(pipe: str, module: str, function: str, source: str) -> Callable[..., Any]:
    """A function of LibreOffice's Basic, run inside the LibreOffice at a pipe: quick where much is asked."""
    there = _remote(pipe, None)
    name = "com.sun.star.script.ApplicationScriptLibraryContainer"
    library = there.ServiceManager.createInstanceWithContext(name, there).getByName("Standard")
    if not library.hasByName(module):
        library.insertByName(module, source)
    factory = there.getValueByName("/singletons/com.sun.star.script.provider.theMasterScriptProviderFactory")
    url = f"vnd.sun.star.script:Standard.{module}.{function}?language=Basic&location=application"
    script = factory.createScriptProvider("").getScript(url)
    return lambda *arguments: script.invoke(arguments, (), ())[0]


def connected(pipe: str, process: subprocess.Popen[bytes] | None = None) -> Any:
    """The desktop of the LibreOffice at a pipe; waits for it to answer while its process lives."""
    there = _remote(pipe, process)
    return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)


def _remote(pipe: str, process: subprocess.Popen[bytes] | None) -> Any:
    """The context of the LibreOffice at a pipe."""
    context = uno().getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    ends = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(url)
        except Exception:  # NoConnectException is a UNO type: until it listens
            if time.monotonic() > ends or process is None or process.poll() is not None:
                raise
            time.sleep(0.2)


def uno() -> Any:
    """The module `uno`, from the system's packages; None when there is none that this Python can load."""
    if "uno" in sys.modules:
        return sys.modules["uno"]
    plain = builtins.__import__
    sys.path.append(str(SYSTEM_PACKAGES))
    try:
        return importlib.import_module("uno")
    except ImportError:
        return None
    finally:
        sys.path.remove(str(SYSTEM_PACKAGES))
        builtins.__import__ = plain  # uno puts its own in its place
