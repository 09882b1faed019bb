"""The state of a file that cannot be read, and why."""

from __future__ import annotations


class UnreadableWorkbook(Exception):  # noqa: N818 - it names the file's state, not an error of ours
    """A file that cannot be read: a message code (STR-…) and its details. Never stops a run."""

    def __init__(self, message: str, **details: str) -> None:
        self.message = message
        self.details = details
        super().__init__(f"{message} {details}")
