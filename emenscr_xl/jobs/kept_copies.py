"""The copies of returns that a workspace keeps, as they are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from emenscr_xl.core.packed import Packed
from emenscr_xl.core.submission import Submission
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.file_content import bounded
from emenscr_xl.jobs.progress import Progress, told, unseen
from emenscr_xl.jobs.read_cache import ReadCache
from emenscr_xl.jobs.reading import File, Reading
from emenscr_xl.register.files.ledger import Received, sha256_of


@dataclass(slots=True)
class KeptCopies:
    """The copies in one run: each is seen to be whole once, and read once."""

    folder: Path
    reading: Reading
    progress: Progress = unseen  # told of each copy before it is read
    sound: set[str] = field(default_factory=set)  # contents whose copy is seen to be whole

    @classmethod
    def of_workspace(
        cls,
        folder: Path,
        definition: Definition,
        progress: Progress = unseen,
        executor: Executor | None = None,
        cache: Path | None = None,
    ) -> KeptCopies:
        """The copies of a workspace, read under a definition.

        `executor`: where they are read when many; `cache`: where what was read is kept, if not there.
        """
        known = ReadCache.of(cache or folder, definition)
        return cls(folder, Reading(definition, known, executor), progress)

    def of(self, line: Received) -> Packed | None:
        """A copy as it is read. None when it is gone or damaged."""
        known = self.reading.known(line.sha256)
        if known and line.sha256 in self.sound:
            return known
        content = self._content(line)
        return self.reading.read(File(line.sha256, content)) if content is not None else None

    def submission(self, line: Received | None) -> Submission | None:
        """The answers in a copy. None when there are none, or it is gone or damaged."""
        read = self.of(line) if line else None
        return read.answers.submission if read and read.readable else None

    def read(self, lines: Collection[Received]) -> None:
        """Read copies ahead, as many at a time as there is room for."""
        for _ in self.reading.ahead(self._unknown(lines)):
            pass

    def _unknown(self, lines: Collection[Received]) -> Iterator[File]:
        for line in told(lines, lambda line: line.file, self.progress):
            known = self.reading.known(line.sha256)
            if not (known and line.sha256 in self.sound) and (content := self._content(line)) is not None:
                yield File(line.sha256, None if known else content)

    def _content(self, line: Received) -> bytes | None:
        """What a copy holds. None when it is gone or damaged."""
        try:
            content = bounded(self.folder / line.copy)
        except OSError:
            return None
        if sha256_of(content) != line.sha256:
            return None
        self.sound.add(line.sha256)
        return content
