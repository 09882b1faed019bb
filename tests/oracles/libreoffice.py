"""LibreOffice as a judge: what a spreadsheet application computes from, saves of and prints of a workbook."""

import math
import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import to_excel

from oracles.cached import plainly_same

XLSX = "xlsx:Calc MS Excel 2007 XML"
PDF = "pdf:calc_pdf_Export"
START_SECONDS, FILE_SECONDS = 120, 20
RELATIVE_TOLERANCE = 1e-6

#: OOXMLRecalcMode 0: compute every formula on load, 1: trust the values in the file.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop></item>
</oor:items>
"""


def available() -> bool:
    """True when soffice and pdftoppm can be run, on a system where a hanging one can be ended."""
    return hasattr(os, "killpg") and all(map(shutil.which, ("soffice", "pdftoppm")))


def recalculated(paths: Sequence[Path], out: Path) -> list[Path]:
    """Copies in `out`, of the same names, whose every formula LibreOffice has computed anew."""
    return _converted(paths, out, XLSX, recalculate=True)


def resaved(path: Path, out: Path) -> Path:
    """A copy in `out`, of the same name, as a person gets it who opens and saves the file in LibreOffice."""
    return _converted([path], out, XLSX, recalculate=False)[0]


def pdf(paths: Sequence[Path], out: Path) -> list[Path]:
    """The workbooks as printed, computed anew."""
    return _converted(paths, out, PDF, recalculate=True)


def pictures(pdf: Path, out: Path, dpi: int = 70) -> list[Path]:
    """The pages of a PDF as PNG files, in order."""
    out.mkdir(parents=True, exist_ok=True)
    _run(["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(out / pdf.stem)], START_SECONDS)
    return sorted(out.glob(f"{pdf.stem}-*.png"))


def formula_differences(original: Path, recalculated: Path) -> list[str]:
    """Every formula of `original` whose cached value is an error or differs from the recalculated copy."""
    if plainly_same(original, recalculated, RELATIVE_TOLERANCE):
        return []
    cached, computed = _loaded(original, data_only=True), _loaded(recalculated, data_only=True)
    found = []
    for sheet, at in _formulas(_loaded(original, data_only=False)):
        ours = cached[sheet][at]
        theirs = computed[sheet][at] if sheet in computed.sheetnames else None
        if theirs is None or not _same(ours, theirs):
            shown = "no such sheet" if theirs is None else repr(theirs.value)
            found.append(f"{sheet}!{at}: cached {ours.value!r}, recalculated {shown}")
    return found


def _converted(paths: Sequence[Path], out: Path, to: str, *, recalculate: bool) -> list[Path]:
    """All files in one run of soffice, in a profile of its own so that runs do not wait for each other."""
    results = [out / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
    if len({p.name.casefold() for p in results}) < len(paths):
        raise ValueError("two of the files would be converted to the same name")
    if {p.resolve() for p in results} & {p.resolve() for p in paths}:
        raise ValueError("a file cannot be converted onto itself; choose another folder")
    out.mkdir(parents=True, exist_ok=True)
    for result in results:
        result.unlink(missing_ok=True)  # soffice ends with 0 even when it could not open a file
    with tempfile.TemporaryDirectory(prefix="soffice-", ignore_cleanup_errors=True) as profile:
        _write_profile(Path(profile), mode=0 if recalculate else 1)
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", to, "--outdir", str(out), *map(str, paths)]
        said = _run(command, START_SECONDS + FILE_SECONDS * len(paths))
    if missing := [p.name for p in results if not p.exists()]:
        raise RuntimeError(f"soffice made no {', '.join(missing)}: {said}")
    return results


def _write_profile(profile: Path, mode: int) -> None:
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS.format(mode=mode), encoding="utf-8")


def _run(command: Sequence[str], seconds: float) -> str:
    """What the command says. Ends it with all its children when it takes too long."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    ) as process:
        try:
            said = process.communicate(timeout=seconds)[0].decode("utf-8", "replace")
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {said}")
    return said


def _loaded(path: Path, *, data_only: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        return load_workbook(path, data_only=data_only)


def _formulas(workbook: Workbook) -> Iterator[tuple[str, str]]:
    """Sheet and address of every formula."""
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.coordinate) for cell in row if cell.data_type == "f")


def _same(ours: Cell, theirs: Cell) -> bool:
    if "e" in (ours.data_type, theirs.data_type):
        return False
    one, other = _plain(ours.value), _plain(theirs.value)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=RELATIVE_TOLERANCE)
    return one == other


def _plain(value: object) -> object:
    """Blank as text, truth and dates as the numbers that they are in a cell."""
    if value is None:
        return ""
    if isinstance(value, (date, datetime, time, timedelta)):
        return float(to_excel(value))
    return float(value) if isinstance(value, (bool, int, float)) else value
