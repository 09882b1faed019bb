"""The page that works the numbers: what follows there follows from what was measured there."""

import re

from benchmarks.nation import BEGIN, END, PAGE, figures, read_back


def test_the_figures_follow_from_what_was_measured() -> None:
    (said,) = re.findall(
        f"{re.escape(BEGIN)}(.*?){re.escape(END)}", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    tables = said.partition("\n\n")[2]
    assert tables == figures(read_back(said))
