"""Draw the documentation's pictures from real workbooks of the demonstration: `make pictures`.

Needs LibreOffice and poppler-utils, as the tests do.
"""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from emenscr_xl import demo  # noqa: E402
from oracles import libreoffice  # noqa: E402 - found through the path above

#: Picture: the workbook it shows, under the demonstration's folder, and the printed page.
PICTURES = {
    "summary.png": ("reports/consolidated-2570.xlsx", 1),
    "start.png": ("returns/M1-M5/2570-003.xlsx", 1),
    "questions.png": ("returns/M1-M5/2570-003.xlsx", 2),
    "register.png": ("register.xlsx", 2),
}


def main() -> None:
    """Make the demonstration in a temporary folder and keep one page of each workbook."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        demo(folder / "demo")
        printed: dict[str, list[Path]] = {}
        for picture, (workbook, page) in PICTURES.items():
            if workbook not in printed:
                out = folder / str(len(printed))
                (paper,) = libreoffice.pdf([folder / "demo" / workbook], out)
                printed[workbook] = libreoffice.pictures(paper, out, dpi=110)
            copy(printed[workbook][page - 1], ROOT / "docs" / "images" / picture)


if __name__ == "__main__":
    main()
