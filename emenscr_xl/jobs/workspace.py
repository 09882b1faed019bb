"""One folder for each fiscal year: where everything of a workspace lies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from emenscr_xl.form.load import Definition, fiscal_years, shipped
from emenscr_xl.jobs.system_words import in_thai
from emenscr_xl.register.catalogue_versions import JOURNAL, LostVersion, UnknownVersion, in_use
from emenscr_xl.register.files.journal import JournalError
from emenscr_xl.register.folder import EXPORTS, REGISTER_FILE
from emenscr_xl.sheets.read import Returned, read_form, read_stamp
from emenscr_xl.sheets.source import CellSource, ClosedWorkbook
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

SAMPLE_MARK = ".emenscr-demo"
FOLDERS = ("forms", "returns", "corrections", "keyin", "reports", "received", EXPORTS)


class JobError(Exception):
    """A job could not run: what is wrong and what to do, in Thai and in English."""

    def __init__(self, th: str, en: str) -> None:
        self.th, self.en = th, en
        super().__init__(f"{th} / {en}")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders and files of one fiscal year."""

    folder: Path

    @property
    def register(self) -> Path:
        """The staff's workbook."""
        return self.folder / REGISTER_FILE

    @property
    def forms(self) -> Path:
        """The issued workbooks."""
        return self.folder / "forms"

    @property
    def returns(self) -> Path:
        """Where people drop files, under any name, in any sub-folder."""
        return self.folder / "returns"

    @property
    def corrections(self) -> Path:
        """The workbooks that are sent back."""
        return self.folder / "corrections"

    @property
    def alignment(self) -> Path:
        """The folder of the alignment-analysis workbooks."""
        return self.folder / "alignment"

    @property
    def exports(self) -> Path:
        """The folder that staff put the list exported from eMENSCR into."""
        return self.folder / EXPORTS

    @property
    def keyin(self) -> Path:
        """The folder of the key-in workbooks: what staff tick in them is read back."""
        return self.folder / "keyin"

    @property
    def memos(self) -> Path:
        """The folder of the memos."""
        return self.folder / "reports" / "memos"

    @property
    def sample(self) -> bool:
        """True for the invented office of the demonstration."""
        return (self.folder / SAMPLE_MARK).exists()

    def consolidated(self, fiscal_year: int) -> Path:
        """The consolidated workbook."""
        return self.folder / "reports" / f"consolidated-{fiscal_year}.xlsx"

    def notices(self, fiscal_year: int) -> Path:
        """The notices to owners."""
        return self.folder / "reports" / f"notices-{fiscal_year}.xlsx"

    def must_exist(self) -> None:
        """Raise JobError when there is no register: nobody works in a folder that is no workspace."""
        if not self.register.is_file():
            raise JobError(
                f"ไม่พบทะเบียนคุม {self.register} — สร้างด้วยคำสั่ง emenscr-xl new",
                f"There is no register {self.register}. Make one with: emenscr-xl new",
            )

    def defined(self, definition: Definition) -> Definition:
        """The definition with the catalogues that the office has loaded. JobError when one is lost."""
        with journals():
            loaded = in_use(self.folder, definition.form.catalogues)
        return definition.with_catalogues(loaded) if loaded else definition

    def open_register(self) -> tuple[Definition, Returned]:
        """The year's definition, with the office's catalogues, and the register's answers.

        Raises JobError when there is none to read.
        """
        self.must_exist()
        try:
            source = ClosedWorkbook(self.register.read_bytes())
            definition = self.defined(definition_of(source))
            register = read_form(source, definition.register)
        except UnreadableWorkbook as refusal:
            raise _unreadable(self.register, refusal) from refusal
        _whole(self.register, register)
        return definition, register


def workspace_of(file: Path) -> Workspace | None:
    """The workspace that a file lies in, at any depth; None when it lies in none."""
    folders = (Workspace(folder) for folder in file.absolute().parents)
    return next((w for w in folders if w.register.is_file()), None)


@contextmanager
def journals() -> Iterator[None]:
    """Say which line of which journal cannot be understood, or which kept list is lost, and what to do."""
    try:
        yield
    except JournalError as error:
        raise JobError(
            f"อ่าน {error.path} บรรทัดที่ {error.line} ไม่เข้าใจ ({error.what}) — แก้บรรทัดนั้นหรือกู้คืนไฟล์จากสำเนา",
            f"{error.path}, line {error.line} makes no sense ({error.what}). Mend it, or restore a copy.",
        ) from error
    except LostVersion as lost:
        raise JobError(
            f"บัญชีรายการ {lost.path} หายหรือถูกแก้ไข — กู้คืนไฟล์นั้นจากสำเนา",
            f"The catalogue {lost.path} is missing or was changed. Restore that file from a copy.",
        ) from lost
    except UnknownVersion as unknown:
        raise JobError(
            f"มีบัญชีรายการ {unknown.path} ที่บันทึก {JOURNAL} ไม่มี — กู้คืน {JOURNAL} จากสำเนา"
            " (ถ้าการนำเข้าหยุดกลางคันจึงไม่ถูกบันทึก ให้ย้ายไฟล์บัญชีนั้นออกแล้วนำเข้าใหม่)",
            f"The journal {JOURNAL} does not know the catalogue {unknown.path}. Restore {JOURNAL} from a copy"
            " (only if an import broke off before it was noted, move that file away and import again).",
        ) from unknown


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say what cannot be written, and what to do."""
    try:
        yield
    except OSError as error:
        raise JobError(
            f"เขียน {path} ไม่ได้ ({in_thai(error)}) — ปิดไฟล์ใน Excel ตรวจสิทธิ์และที่ว่างของดิสก์ แล้วสั่งอีกครั้ง",
            f"{path} cannot be written ({error.strerror}). Close it in Excel, check rights and room, retry.",
        ) from error


def _unreadable(path: Path, refusal: UnreadableWorkbook) -> JobError:
    """The refusal of a register, in its own words."""
    message = shipped(fiscal_years()[-1]).messages[refusal.message]
    th, en = message.text("th", refusal.details), message.text("en", refusal.details)
    return JobError(
        f"อ่านทะเบียนคุม {path} ไม่ได้: {th} — หรือกู้คืนทะเบียนคุมจากสำเนา",
        f"The register {path} cannot be read: {en} Or restore the register from a copy.",
    )


def _whole(path: Path, register: Returned) -> None:
    """Refuse a register whose sheets are gone: every project would seem to be gone with them."""
    lost = [f.details["label"] for f in register.damage if f.code == "STR-06"]
    if lost:
        names = ", ".join(lost)
        raise JobError(
            f"ทะเบียนคุม {path} ไม่มีส่วน {names} แล้ว — กู้คืนแผ่นงานนั้นจากสำเนาก่อนสั่งอีกครั้ง",
            f"The register {path} has lost {names}. Restore those sheets from a copy, then run again.",
        )


def definition_of(source: CellSource) -> Definition:
    """The definition of the year that a workbook says it is of. UnreadableWorkbook when none ships."""
    stamp, years = read_stamp(source), fiscal_years()
    found = stamp.fiscal_year
    if stamp.form not in {form.id for y in years for form in shipped(y).forms}:
        raise UnreadableWorkbook("STR-03")
    if found not in years:
        raise UnreadableWorkbook("STR-04", found=str(found), expected=", ".join(map(str, years)))
    return shipped(found)
