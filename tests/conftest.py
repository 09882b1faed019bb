"""How the tests are shared out among the processes of `pytest -n`."""

import pytest


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups afterwards
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that ask for a fixture of their module stay in one process: it is made once."""
    for item in items:
        found = item._fixtureinfo.name2fixturedefs.values()
        if any(fixture[-1].scope == "module" for fixture in found):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
