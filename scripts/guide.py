"""Put the lines of the workbook's guide into docs/guide/owner.md, in its marks: part of `make generated`."""

from __future__ import annotations

import re
from pathlib import Path

from emenscr_xl.form.guide import numbered
from emenscr_xl.form.load import fiscal_years, shipped

PAGE = Path(__file__).parents[1] / "docs" / "guide" / "owner.md"
#: `<!-- guide 2 -->`, the second section, `<!-- /guide -->`.
_BLOCK = re.compile(r"(<!-- guide (\d+) -->\n).*?(<!-- /guide -->)", re.DOTALL)


def filled(page: str) -> str:
    """The page with every block as the newest year's guide has it."""
    sections = numbered(shipped(fiscal_years()[-1]).guide)

    def block(found: re.Match[str]) -> str:
        title, lines = sections[int(found[2]) - 1]
        listed = "".join(f"- {line.replace('*', chr(92) + '*')}\n" for line in lines)
        return f"{found[1]}## {title}\n\n{listed}{found[3]}"

    return _BLOCK.sub(block, page)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
