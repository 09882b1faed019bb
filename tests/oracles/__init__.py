"""Independent judges of a workbook: applications that know nothing of our code."""

import os

import pytest


def require(available: bool, what: str) -> None:
    """Skip the test when a tool is missing; fail it where everything should be there (CI=true)."""
    if available:
        return
    reason = f"{what} is missing; `scripts/setup --test-tools` installs it"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
