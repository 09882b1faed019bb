"""What is worth knowing of a whole workbook beside its findings: which lists its answers come from."""

from __future__ import annotations

from emenscr_xl.core.said import Worded
from emenscr_xl.core.submission import Submission
from emenscr_xl.form.catalogue import UNCONFIRMED, Catalogue, versions


def notes_of(submission: Submission) -> tuple[Worded, ...]:
    """Answers that no official list confirms, one note for all; and lists of other versions than today's."""
    found = []
    if doubtful := _unconfirmed(submission):
        labels = ", ".join(c.label for c in doubtful)
        en = f"Answers come from lists that still await the official one: {labels}."
        found.append(Worded(f"มีคำตอบจากรายการที่{UNCONFIRMED}: {labels}", en))
    carried = submission.stamp.catalogues
    if carried != versions(submission.form.catalogues):
        labels = ", ".join(c.label for c in _other_versions(submission, carried))
        th = f"แบบนี้ออกด้วยบัญชีรายการคนละฉบับกับที่ใช้ตรวจ: {labels}"
        found.append(Worded(th, f"This workbook was issued with other versions of these lists: {labels}."))
    return tuple(found)


def _unconfirmed(submission: Submission) -> list[Catalogue]:
    """The catalogues of which an unconfirmed entry is chosen, in the form's order."""
    found: dict[str, Catalogue] = {}
    for where in sorted(submission.answers):
        field = submission.form.question(where.address)[2]
        if field.type == "code":
            catalogue = submission.form.catalogues[field.catalogue]
            entry = catalogue.get(submission.text(where.address, where.record))
            if entry and not entry.confirmed:
                found[catalogue.key] = catalogue
    return [c for key, c in submission.form.catalogues.items() if key in found]


def _other_versions(submission: Submission, carried: str) -> list[Catalogue]:
    """The catalogues whose version is not the one that a stamp notes."""
    noted = dict(said.partition("=")[::2] for said in carried.split())
    return [c for key, c in submission.form.catalogues.items() if noted.get(key, "0") != str(c.version)]
