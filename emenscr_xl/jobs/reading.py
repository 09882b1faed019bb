"""Reading many files: in this process when they are few, else wherever an executor runs them.

What is read of a file follows from its content and the definition alone, so it may be read anywhere, in any
order, and is kept by its content.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from multiprocessing import get_context
from typing import NamedTuple

from emenscr_xl.core.packed import Packed, packed
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.check import check_content
from emenscr_xl.jobs.read_cache import ReadCache
from emenscr_xl.register.plans.across import set_beside

#: So many files are read before another process has begun to.
FEW = 48
#: Files in one task, and tasks that are under way for each core.
BATCH, AHEAD = 8, 3
MOST_PROCESSES = 8


class File(NamedTuple):
    """A file to read. Without content, it is known, or nobody asks."""

    sha256: str
    content: bytes | None


@dataclass(slots=True)
class Reading:
    """The files of one run as they are read, by the SHA-256 of their content."""

    definition: Definition
    cache: ReadCache
    executor: Executor | None = None  # None: this process, or processes of its own when there are many files
    _known: dict[str, Packed] = field(default_factory=dict)

    def known(self, sha256: str) -> Packed | None:
        """What is known of a content, from this run or an earlier one."""
        if sha256 not in self._known and (found := self.cache.get(sha256)):
            self._known[sha256] = found
        return self._known.get(sha256)

    def read(self, file: File) -> Packed:
        """One file, read here and now unless it is known. KeyError when it is not, and has no content."""
        if known := self.known(file.sha256):
            return known
        if file.content is None:
            raise KeyError(file.sha256)
        return self._keep(file.sha256, _read(self.definition, file.content))

    def ahead(self, files: Iterable[File]) -> Iterator[File]:
        """The files in their order, their content left behind: what had one is known when it comes out."""
        rest = iter(files)
        first, unread = [], 0
        for file in rest:
            first.append(file)
            unread += file.content is not None
            if unread == FEW:
                break
        else:
            yield from map(self._read_here, first)
            return
        with ExitStack() as stack:
            executor = self.executor or stack.enter_context(processes())
            yield from self._through(executor, chain(first, rest))

    def _read_here(self, file: File) -> File:
        if file.content is not None:
            self.read(file)
        return File(file.sha256, None)

    def _through(self, executor: Executor, files: Iterable[File]) -> Iterator[File]:
        """Batches handed to the executor, a few ahead of the one that is waited for."""
        definition = pickle.dumps(self.definition)
        under_way: deque[_Task] = deque()
        cores = getattr(executor, "cores", None) or os.cpu_count() or 1  # a cluster says how many it has
        asked: set[str] = set()
        for batch in _batches(files, asked):
            unread = {f.sha256: f.content for f in batch if f.content is not None}
            under_way.append(_Task(batch, unread, _begun(executor, definition, unread)))
            if len(under_way) > AHEAD * cores:
                yield from self._done(under_way.popleft())
        while under_way:
            yield from self._done(under_way.popleft())

    def _done(self, task: _Task) -> Iterator[File]:
        for sha256, data in zip(task.unread, self._result(task), strict=True):
            self._keep(sha256, Packed.from_bytes(self.definition.form, data))
        for file in task.batch:
            yield File(file.sha256, None)

    def _result(self, task: _Task) -> list[bytes]:
        """What the executor has read; what it cannot, because its processes died, is read here."""
        try:
            return task.future.result() if task.future else []
        except BrokenExecutor:
            return read_batch(pickle.dumps(self.definition), [*task.unread.values()])

    def _keep(self, sha256: str, read: Packed) -> Packed:
        self._known[sha256] = read
        if read.readable:
            self.cache.put(sha256, read)
        return read


class _Task(NamedTuple):
    batch: Sequence[File]
    unread: Mapping[str, bytes]  # by SHA-256
    future: Future[list[bytes]] | None


def _begun(executor: Executor, definition: bytes, unread: Mapping[str, bytes]) -> Future[list[bytes]] | None:
    """The reading of a batch. An executor that is broken already says so when the result is asked."""
    if not unread:
        return None
    try:
        return executor.submit(read_batch, definition, [*unread.values()])
    except BrokenExecutor as broken:
        failed: Future[list[bytes]] = Future()
        failed.set_exception(broken)
        return failed


def _batches(files: Iterable[File], asked: set[str]) -> Iterator[list[File]]:
    """The files in batches of so many to read; a content that comes twice is read once."""
    batch: list[File] = []
    unread = 0
    for file in files:
        again = file.sha256 in asked
        asked.add(file.sha256)
        batch.append(File(file.sha256, None) if again else file)
        unread += batch[-1].content is not None
        if unread == BATCH:
            yield batch
            batch, unread = [], 0
    yield batch


def processes() -> ProcessPoolExecutor:
    """A process for each core, few at most: one process takes what they have read.

    They begin anew, so that none inherits what threads of this one hold.
    """
    return ProcessPoolExecutor(min(MOST_PROCESSES, os.cpu_count() or 1), get_context("spawn"))


def read_batch(definition: bytes, contents: Sequence[bytes]) -> list[bytes]:
    """What is read of each content under a pickled definition: `Packed.to_bytes`."""
    known = _definition(definition)
    return [_read(known, content).to_bytes() for content in contents]


@lru_cache(maxsize=2)
def _definition(pickled: bytes) -> Definition:
    """The definition of a run, unpickled once in each process, and left alone by the garbage collector."""
    definition: Definition = pickle.loads(pickled)
    gc.freeze()
    return definition


def _read(definition: Definition, content: bytes) -> Packed:
    checked = check_content("", content, lambda _: definition)
    form = definition.form
    return packed(
        form, checked.project, checked.findings, checked.submission, checked.places, set_beside(form)
    )
