"""One LibreOffice for all trials of the add-in's project."""

from collections.abc import Iterator

import pytest

from oracles import live, require


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[live.Office]:
    require(live.available(), "LibreOffice with python3-uno")
    with pytest.MonkeyPatch.context() as patch:
        folder = str(tmp_path_factory.mktemp("temp"))
        for name in ("TEMP", "HOME"):
            patch.setenv(name, folder)
        patch.setenv("SystemRoot", r"C:\Windows")
        with live.office() as running:
            yield running
