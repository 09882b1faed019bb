"""How the tests are shared out among the processes of `pytest -n`, what they share, and their memory."""

import gc
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from emenscr_xl import demo
from emenscr_xl.jobs.demo import Demonstrated

TESTS = Path(__file__).parent
#: The longest test of all: it begins first.
LONGEST = "tests/test_year.py"
#: Modules that share the demonstration's year: they run in one process, as if they were the first of them.
OF_THE_DEMO = ("tests/test_demo.py", "tests/live/test_returns_of_the_demo.py")
#: The modules whose tests share what is costly to make. Each stays in one process, so that it is made once.
TOGETHER = {OF_THE_DEMO[0]} | {
    path.relative_to(TESTS.parent).as_posix()
    for path in TESTS.rglob("test_*.py")
    if 'scope="module"' in path.read_text(encoding="utf-8")
}


def module_of(nodeid: str) -> str:
    """The module of a test, or the first of those that share what is costly."""
    module = nodeid.partition("::")[0]
    return OF_THE_DEMO[0] if module in OF_THE_DEMO else module


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Demonstrated:
    return demo(tmp_path_factory.mktemp("ปีตัวอย่าง") / "demo")


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
