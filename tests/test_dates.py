"""Dates as Thai people type them: what is understood, and in which era."""

from datetime import date, datetime

import pytest

from emenscr_xl.core.dates import read_date

FIRST = date(2026, 10, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "1 ต.ค. 2569", "1 ต.ค. 69", "1 ตุลาคม 2569", "วันที่ 1 ตุลาคม พ.ศ. 2569", "๑/๑๐/๒๕๖๙", "01/10/2569",
        "1-10-69", "1.10.2569", "2569-10-01", " 1  ต.ค.  2569 ", "1ต.ค.2569", datetime(2569, 10, 1),
    ],
)  # fmt: skip
def test_buddhist_dates_in_many_spellings(typed: str | datetime) -> None:
    read = read_date(typed)
    assert read is not None
    assert (read.day, read.other_era) == (FIRST, False)


@pytest.mark.parametrize("typed", ["01/10/2026", "2026-10-01", "1 ต.ค. 2026", "1/10/26"])
def test_the_other_era_is_understood_and_noted(typed: str) -> None:
    """26 is 2026, not 2526: no project of today began in 1983."""
    read = read_date(typed)
    assert read is not None
    assert (read.day, read.other_era) == (FIRST, True)


@pytest.mark.parametrize("typed", ["31/02/2569", "ต้นเดือน", "10/2569", "1 ตุลา 2569 นี้", "", "32 ต.ค. 2569"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_date(typed) is None
