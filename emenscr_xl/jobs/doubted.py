"""What is doubtful about the file that counts for a project, seen beside what was issued and what came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from emenscr_xl.core.said import Said, said
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.form.load import Definition
from emenscr_xl.register.files.decided import left_behind
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.office import scope


def never_issued(
    definition: Definition, issued: Collection[tuple[str, int]], line: Received
) -> Iterator[Said]:
    """A file of an issue that the office never gave out (STR-13), where it keeps note of what it gave out."""
    if issued and (line.project, line.issue) not in issued:
        finding = Finding("STR-13", Where("", ""), {"project": line.project, "issue": str(line.issue)})
        yield said(finding, definition.messages)


def behind(definition: Definition, received: Iterable[Received], line: Received) -> Iterator[Said]:
    """Reports of quarters that came in other files, and are not in the one that counts (STR-14)."""
    left = left_behind(received, line)
    if left:
        files = [(scope(quarter), file) for quarter, file in left.items()]
        details = {
            "issue": str(line.issue),
            "reports": ", ".join(f"{name} ใน {file.file} (ฉบับที่ {file.issue})" for name, file in files),
            "reports_en": ", ".join(f"{name} in {file.file} (issue {file.issue})" for name, file in files),
        }
        yield said(Finding("STR-14", Where("", ""), details), definition.messages)
