"""What the commands say on a terminal: grouped, where and what to do, Thai first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.markup import escape

from emenscr_xl.core.said import Said
from emenscr_xl.form.messages import SEVERITIES, SEVERITY_WORDS, Language, Severity
from emenscr_xl.jobs.check import Checked
from emenscr_xl.jobs.consolidate import Consolidated
from emenscr_xl.jobs.forms import FormsIssued
from emenscr_xl.jobs.held_back import held_back
from emenscr_xl.jobs.new import Made
from emenscr_xl.register.collected import in_english
from emenscr_xl.register.files.file_decisions import DECISION_WORDS, FOR_A_PERSON
from emenscr_xl.register.reconciling.exported import Exported

COLOUR = {"E": "red", "W": "yellow", "I": "cyan"}
#: Cells named in one line; the rest are counted.
MOST_CELLS = 6
#: Decisions that ask somebody to do something.
TROUBLE = (*FOR_A_PERSON, "unfilled", "unreadable", "other_form", "unknown_project")
#: What is found in a file that no later run reads either.
TOO_LARGE = "STR-02"


def pick(lang: Language, th: str, en: str) -> str:
    """The text in the language asked for."""
    return th if lang == "th" else en


def console_of() -> Console:
    """Where everything is said: whole lines, no guesses at what is a number."""
    return Console(soft_wrap=True, highlight=False)


def say_new(made: Made, lang: Language) -> None:
    """Where the workspace lies, or that it was there already."""
    if made.created:
        text = pick(lang, f"สร้างแล้ว: {made.register}", f"Made: {made.register}")
    else:
        text = pick(
            lang,
            f"มีโฟลเดอร์ทำงานอยู่แล้ว ไม่ได้เปลี่ยนแปลงสิ่งใด: {made.register}",
            f"The workspace exists; nothing was changed: {made.register}",
        )
    console_of().print(escape(text))


def say_forms(result: FormsIssued, lang: Language) -> None:
    """Doubts about the register first; then what was issued, and which projects were given none and why."""
    console = console_of()
    say_register(console, result.register_findings, lang)
    for line in result.issued:
        console.print(escape(line.file))
    for line in result.adopted:
        console.print(
            pick(
                lang,
                f"{escape(line.file)} (ออกไว้แล้วก่อนการทำงานหยุดกลางคัน บันทึกเพิ่มให้แล้ว)",
                f"{escape(line.file)} (issued by a run that broke off; noted now)",
            )
        )
    issued = len(result.issued)
    console.print(pick(lang, f"ออกแบบเก็บข้อมูล {issued} ไฟล์", f"Issued {issued} workbooks"))
    for text in (*_not_needed(result, lang), *(note.text(lang) for note in held_back(result))):
        console.print(escape(text))
    if not (issued or result.adopted or result.already or result.held or result.waived):
        console.print(
            pick(
                lang,
                "ยังไม่มีโครงการที่ระบุว่า “ต้องนำเข้า” — กรอกแผนปฏิบัติการในทะเบียนคุมก่อน",
                "No project is marked “ต้องนำเข้า” yet. Fill the action plan in the register first.",
            )
        )


def _not_needed(result: FormsIssued, lang: Language) -> Iterator[str]:
    """How many projects had their workbooks, and how many are waived."""
    already, waived = len(result.already), len(result.waived)
    if already:
        yield pick(
            lang,
            f"ออกไว้แล้ว {already} โครงการ (ออกซ้ำด้วย --project)",
            f"{already} projects had theirs already (issue again with --project)",
        )
    if waived:
        yield pick(
            lang,
            f"ไม่ออกให้โครงการที่ได้รับยกเว้น {waived} โครงการ (ออกให้ได้ด้วย --project)",
            f"{waived} projects are waived and were given none (issue with --project)",
        )


def say_register(console: Console, findings: Sequence[Said], lang: Language) -> None:
    """What is doubtful in the register, under its name."""
    if findings:
        console.print(pick(lang, "[bold]ทะเบียนคุม[/]", "[bold]Register[/]"))
        say_findings(console, findings, lang)


def say_checked(checked: Sequence[Checked], lang: Language) -> None:
    """Each file with its findings, the same sentence once with all its cells."""
    console = console_of()
    for file in checked:
        project = f" · {file.project}" if file.project else ""
        console.print(f"[bold]{escape(file.path)}[/]{escape(project)}")
        if file.status == "clean":
            console.print(pick(lang, "  [green]ไม่พบข้อผิด[/]", "  [green]nothing found[/]"))
        say_findings(console, file.findings, lang)
    _say_notes(console, checked, lang)
    total = Counter(f.severity for c in checked for f in c.findings)
    counts = " · ".join(f"{SEVERITY_WORDS[lang][s]} {total[s]}" for s in SEVERITIES)
    console.print(pick(lang, f"{len(checked)} ไฟล์ · {counts}", f"{len(checked)} files · {counts}"))


def _say_notes(console: Console, checked: Sequence[Checked], lang: Language) -> None:
    """What is worth knowing of the files, the same once with how many files it is of."""
    for text, count in Counter(note.text(lang) for c in checked for note in c.notes).items():
        files = pick(lang, f" ({count} ไฟล์)", f" ({count} files)") if len(checked) > 1 else ""
        console.print(f"[cyan]{escape(text)}[/]{files}")


def say_findings(
    console: Console, findings: Iterable[Said], lang: Language, most_cells: int = MOST_CELLS
) -> None:
    """The findings, the same sentence once with its cells; the rest of them are counted."""
    groups: dict[tuple[Severity, str, str], list[str]] = {}
    for f in findings:
        place = f"{f.sheet}!{f.cell}" if f.cell else ""
        groups.setdefault((f.severity, f.code, f.text(lang)), []).append(place)
    for (severity, code, text), places in groups.items():
        where = ", ".join(p for p in places[:most_cells] if p)
        more = len(places) - most_cells
        if more > 0:
            where += pick(lang, f" และอีก {more} ช่อง", f" and {more} more")
        colour = COLOUR[severity]
        console.print(f"  [{colour}]{SEVERITY_WORDS[lang][severity]} {code}[/] {escape(where)}")
        console.print(f"      {escape(text)}")


def say_described(stale: Sequence[str], check_only: bool, lang: Language) -> None:
    """The pages that differed from the definition; and, where they were only checked, what to do."""
    console = console_of()
    for name in stale:
        console.print(escape(name))
    if not check_only:
        return
    if stale:
        said = (
            "ไม่ตรงกับนิยาม — สั่ง make generated",
            "The pages differ from the definition. Run: make generated",
        )
    else:
        said = ("ตรงกับนิยาม", "The pages agree with the definition.")
    console.print(pick(lang, *said))


def say_consolidated(done: Consolidated, lang: Language) -> None:
    """What was received, what counts, and where the workbook is."""
    console, collected = console_of(), done.collected
    say_register(console, done.register_findings, lang)
    for key, count in Counter(r.decision for r in collected.received).most_common():
        console.print(f"  {DECISION_WORDS[lang][key]}: {count}")
    for line in collected.received:
        if line.decision in TROUBLE:
            why = pick(lang, line.reason, in_english(line.reason, collected.definition.messages))
            console.print(f"    [yellow]{escape(line.file)}[/]: {escape(why)}")
    later = pick(
        lang,
        "อ่านไม่ได้ขณะนี้ (อาจเปิดอยู่) จะรับในการสั่งรวมครั้งต่อไป",
        "could not be read now (it may be open); the next consolidation tries again",
    )
    for name in done.unread:
        reason = done.unread_because.get(name)
        told = [pick(lang, reason.message_th, reason.message_en)] if reason else []
        told += [] if reason and reason.code == TOO_LARGE else [later]
        console.print(f"    [yellow]{escape(name)}[/]: {escape(' · '.join(told))}")
    figures = pick(
        lang,
        f"นับได้ {done.counted} จาก {done.projects} โครงการที่ต้องนำเข้า · ข้อค้นพบ {done.findings} รายการ",
        f"{done.counted} of {done.projects} must-enter projects counted · {done.findings} findings",
    )
    waived = pick(lang, f" · ยกเว้น {done.waived} รายการ", f" · {done.waived} waived") if done.waived else ""
    console.print(figures + waived)
    say_export(console, collected.beside.exported, lang)
    console.print(pick(lang, "สมุดรวม: ", "Workbook: ") + escape(str(done.workbook)))


def say_export(console: Console, exported: Exported, lang: Language) -> None:
    """Which list from eMENSCR was used, and what is doubtful about it."""
    if exported.file:
        lines = len(exported.read.lines)
        said = (f"รายการจาก eMENSCR: {lines} บรรทัด · ", f"List from eMENSCR: {lines} lines · ")
        console.print(pick(lang, *said) + escape(exported.file))
        say_findings(console, exported.findings, lang)
