"""Put into the guides what is said elsewhere, in its marks: part of `make generated`.

The workbook's own guide goes into owner.md, the add-in's sentences with their cures into install.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from emenscr_xl.form.guide import numbered
from emenscr_xl.form.load import fiscal_years, shipped
from emenscr_xl.xlam.sentences import sentences

GUIDES = Path(__file__).parents[1] / "docs" / "guide"
PAGE, INSTALL = GUIDES / "owner.md", GUIDES / "install.md"
#: `<!-- guide 2 -->`, the second section, `<!-- /guide -->`.
_BLOCK = re.compile(r"(<!-- guide (\d+) -->\n).*?(<!-- /guide -->)", re.DOTALL)
_MESSAGES = re.compile(r"(<!-- messages -->\n).*?(<!-- /messages -->)", re.DOTALL)


def filled(page: str) -> str:
    """The page with every block as the newest year's guide has it."""
    sections = numbered(shipped(fiscal_years()[-1]).guide)

    def block(found: re.Match[str]) -> str:
        title, lines = sections[int(found[2]) - 1]
        listed = "".join(f"- {line.replace('*', chr(92) + '*')}\n" for line in lines)
        return f"{found[1]}## {title}\n\n{listed}{found[3]}"

    return _BLOCK.sub(block, page)


def with_messages(page: str) -> str:
    """The page with the table of what the add-in says, each sentence with its cure."""
    table = "".join(f"{line}\n" for line in _rows())
    return _MESSAGES.sub(lambda found: f"{found[1]}{table}{found[2]}", page)


def _rows() -> Iterator[str]:
    """A sentence for a fault has a cure; the others tell what was done, and need none."""
    yield "| ข้อความ | แก้อย่างไร |"
    yield "|---|---|"
    for said in sentences().values():
        if said.cure:
            yield f"| {_cell(said.th)} | {_cell(said.cure)} |"


def _cell(text: str) -> str:
    """A text as it is read, not as Markdown; details stand in ‹ ›."""
    plain = re.sub(r"[\\`*~|<]", r"\\\g<0>", text.replace("\n", " "))
    return plain.replace("{", "‹").replace("}", "›")


if __name__ == "__main__":
    for path, fill in ((PAGE, filled), (INSTALL, with_messages)):
        path.write_text(fill(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
