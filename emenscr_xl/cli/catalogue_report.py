"""What the catalogue commands say: which column was taken for what, what is wrong, what changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape

from emenscr_xl.cli.report import console_of, pick, say_findings
from emenscr_xl.core.lists.reading import ROLE_WORDS
from emenscr_xl.form.catalogue import LAST_YEAR, UNCONFIRMED, Entry
from emenscr_xl.form.messages import Language
from emenscr_xl.jobs.check_catalogue import CheckedCatalogue, CheckedList
from emenscr_xl.jobs.import_catalogue import ImportedCatalogue

#: Changes of one kind named on a terminal; the rest are counted, and all are in the JSON.
MOST_CHANGES = 10
#: Cells named in one finding: a list is mended cell by cell.
MOST_CELLS = 100


def say_catalogue(done: CheckedCatalogue, lang: Language) -> None:
    """Every list of the file with its columns, then the findings, then the differences."""
    console = console_of()
    sheet = (
        pick(lang, f" · แผ่นงาน {done.sheet}", f" · sheet {done.sheet}")
        if done.sheet not in ("", done.path.name)
        else ""
    )
    console.print(f"[bold]{escape(str(done.path))}[/]{escape(sheet)}")
    for each in done.lists:
        _columns(console, each, lang)
    say_findings(console, done.findings, lang, MOST_CELLS)
    if not done.refused:
        for each in done.lists:
            _difference(console, each, lang)
    else:
        refused = ("นำเข้าไม่ได้ ไม่มีสิ่งใดถูกบันทึก — แก้ตามที่บอกแล้วสั่งอีกครั้ง", "Refused; nothing was written.")
        console.print(f"[red]{pick(lang, *refused)}[/]")


def say_imported(done: ImportedCatalogue, lang: Language) -> None:
    """What was found, then the versions that were kept."""
    say_catalogue(done.checked, lang)
    console = console_of()
    labels = {each.catalogue.key: each.catalogue.label for each in done.checked.lists}
    for version in done.versions:
        years = f"{version.first_year}–{version.last_year}"
        said = pick(
            lang,
            f"นำเข้า {labels[version.catalogue]} เป็นฉบับที่ {version.version}"
            f" ({version.entries} รายการ ปีงบประมาณ {years}): {version.file}",
            f"{labels[version.catalogue]} is now version {version.version}"
            f" ({version.entries} entries, fiscal years {years}): {version.file}",
        )
        console.print(escape(said))
    if done.already:
        console.print(pick(lang, "ใช้บัญชีนี้อยู่แล้ว ไม่ได้เปลี่ยนแปลงสิ่งใด", "In use already; nothing was changed."))


def _columns(console: Console, each: CheckedList, lang: Language) -> None:
    words = {role: pick(lang, *said) for role, said in ROLE_WORDS.items()}
    taken = ", ".join(f"{words[role]} = {c} “{h}”" for role, (c, h) in each.columns.items())
    count = pick(lang, f"{len(each.entries)} รายการ", f"{len(each.entries)} entries")
    console.print(
        f"  [bold]{escape(each.catalogue.label)}[/] {each.catalogue.key} · {count} · {escape(taken)}"
    )


def _difference(console: Console, each: CheckedList, lang: Language) -> None:
    """The changes by kind, the first of each by name, and against what."""
    changes = each.difference
    version = each.catalogue.version
    shipped = pick(lang, "บัญชีตั้งต้น", "the list that ships")
    against = pick(lang, f"ฉบับที่ {version}", f"version {version}") if version else shipped
    console.print(
        pick(
            lang,
            f"  ผลต่างของ {each.catalogue.label} กับ{against}:",
            f"  {each.catalogue.label} against {against}:",
        )
    )
    added = [e.text for e in changes.added]
    removed = [e.text for e in changes.removed]
    renamed = [f"{c.after.code}: {c.before.name} → {c.after.name}" for c in changes.renamed]
    moved = [f"{c.after.text}: {c.before.parent} → {c.after.parent}" for c in changes.moved]
    redated = [f"{c.after.text}: {_years(c.before)} → {_years(c.after)}" for c in changes.redated]
    reassured = [f"{c.after.text}: {_confirmed(c.after, lang)}" for c in changes.reassured]
    kinds = (
        (("เพิ่ม", "added"), added),
        (("ตัดออก", "removed"), removed),
        (("เปลี่ยนชื่อ", "renamed"), renamed),
        (("ย้ายรหัสแม่", "moved"), moved),
        (("เปลี่ยนปี", "other years"), redated),
        (("สถานะการยืนยันเปลี่ยน", "confirmation changed"), reassured),
    )
    for words, lines in kinds:
        for line in _kind(pick(lang, *words), lines, lang):
            console.print(escape(line))
    console.print(pick(lang, f"    คงเดิม {changes.unchanged}", f"    unchanged {changes.unchanged}"))


def _years(entry: Entry) -> str:
    last = "" if entry.last_year == LAST_YEAR else entry.last_year
    return f"{entry.first_year}–{last}"


def _confirmed(entry: Entry, lang: Language) -> str:
    words = ("ยืนยันแล้ว", "confirmed") if entry.confirmed else (UNCONFIRMED, "not confirmed yet")
    return pick(lang, *words)


def _kind(word: str, lines: Sequence[str], lang: Language) -> Iterator[str]:
    if not lines:
        return
    yield f"    {word} {len(lines)}"
    yield from (f"      {line}" for line in lines[:MOST_CHANGES])
    rest = len(lines) - MOST_CHANGES
    if rest > 0:
        yield pick(
            lang, f"      และอีก {rest} รายการ (ดูทั้งหมดด้วย --json)", f"      and {rest} more (all with --json)"
        )
