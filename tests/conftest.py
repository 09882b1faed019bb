"""How the tests are shared out among the processes of `pytest -n`, and how each process uses its memory."""

import gc
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TESTS = Path(__file__).parent
#: The longest test of all: it begins first.
LONGEST = "tests/test_year.py"
#: The modules whose tests share what is costly to make. Each stays in one process, so that it is made once.
TOGETHER = {
    path.relative_to(TESTS.parent).as_posix()
    for path in TESTS.rglob("test_*.py")
    if 'scope="module"' in path.read_text(encoding="utf-8")
}


def module_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


class Together(LoadScopeScheduling):
    """Whole modules first; then, one by one, the other tests, so that no process waits long for another."""

    def _split_scope(self, nodeid: str) -> str:
        return module_of(nodeid) if module_of(nodeid) in TOGETHER else nodeid


# A group mark would say the same, but xdist 3.8 does not see it in pytest 9.2.
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    config.option.loadscopereorder = False
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    modules = {item: module_of(item.nodeid) for item in items}
    items.sort(key=lambda item: (modules[item] != LONGEST, modules[item] not in TOGETHER))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look for garbage in it again and again takes a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
