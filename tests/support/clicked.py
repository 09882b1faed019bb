"""Python as a click starts it: attaches to the LibreOffice of the click, and runs what the add-in's VBA says.

python -m support.clicked PIPE COMMAND-FILE OUTCOME-FILE
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import support


def main(pipe: str, command: str, outcome: str) -> None:
    """Run the command on the book in front; the outcome is what the person was told, or a traceback."""
    with support.attach(pipe) as app:
        app.impl.addins.add("emenscr.xlsm")
        try:
            app.books.active.set_mock_caller()
            exec(Path(command).read_text(encoding="utf-8"), {})
            said = "\n".join(map(str, (*(a.prompt for a in app.impl.alerts), app.status_bar)))
        except BaseException:  # for the test to show: nothing else would see it
            said = traceback.format_exc()
    Path(f"{outcome}.part").write_text(said, encoding="utf-8")
    Path(f"{outcome}.part").rename(outcome)


if __name__ == "__main__":
    main(*sys.argv[1:])
