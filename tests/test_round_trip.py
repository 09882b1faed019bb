"""What is filled is read back, whatever was typed and whatever happened to the file on its way.

Every question of the form is filled at once, tables in their first and last record. Two ways in: written by
us from a submission, and typed by another program (openpyxl) into the workbook as issued. Text that XML
cannot hold (control characters, lone surrogates, U+FFFE and U+FFFF) is left out: nobody can type it.
"""

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import oracles
from builders import at, brief, complete, definition, plan, returned, submitted, written
from emenscr_xl.core.submission import Answer, Cell, Submission, Value, Where
from emenscr_xl.form.model import Field
from emenscr_xl.form.thai import MONTHS, SHORT_MONTHS
from emenscr_xl.sheets.read import Returned, read_form
from emenscr_xl.sheets.source import ClosedWorkbook
from oracles import libreoffice

FORM = definition().form
few = settings(
    max_examples=20,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TEXTS = (
    "=1+1", '=HYPERLINK("http://x.y")', "-5 ครั้ง", "+66 2 000 0000", "@SUM(A1)", "'=1", "{=1}", "00123", "1e5",
    "TRUE", "#N/A", "#REF!", "01/02/2570", "50%", "๑๒๓ โรงเรียน", "เปิด \"ปิด\" 'ปิด'", "<b>&amp;</b> ]]> &#10;",
    "น้ำใจ ที่ปู่ย่า ฤๅษี เก็บกู้ กิ๊ก์", "น้\u0e4d\u0e32", "ผู้\u200bเรียน", "\u00a0ชิดขอบ\u3000", "กขค " * 500,
    "บรรทัดแรก\nบรรทัดสอง\n\n- ข้อย่อย", "วินโดวส์\r\nแมค\rยูนิโค้ด\u2028จบ", "ก\tข", "e\u0301 é", "\ufffd\x7f",
    "_x000D_", "a_x005F_b", "_x0E01_ก_x", "https://example.go.th/?a=1&b=2", "👩‍🏫 🇹🇭 😀",
)  # fmt: skip
DATES = (
    "1 ต.ค. 2569", "1 ตุลาคม พ.ศ. 2569", "วันที่ ๓๐ กันยายน ๒๕๗๐", "01/10/2569", "1-10-69", "1.10.2569",
    "2026-10-01", "2569-10-01", "29 ก.พ. 2571", "1 ม.ค. 2440", "28/02/2443", "31/12/9999", "31/12/2399",
    "ต้นเดือน", "31/02/2570", date(2026, 10, 1), date(2569, 10, 1), datetime(2027, 9, 30, 16, 45),
    date(1900, 3, 1), date(2399, 12, 31),
)  # fmt: skip
NUMBERS = (
    0, 5, -5, 2570, 0.1, 1234.5, "๑๒,๓๔๕.๖๗", "1,234,567.89", " 00012 ", "+7", "-0.10", ".5", "12 345",
    "999999999999.99", 999999999999999, "0.000000000000001", "1.23456789012345", 1e-12, 123456789.25,
    "ประมาณ 50", "1,2,3", "9" * 30,
)  # fmt: skip
NUMERIC = ("integer", "number", "money")


def places() -> list[tuple[Where, Field]]:
    """Every question that a person answers; in tables the first and the last record."""
    found = []
    for module, table, field in FORM.questions():
        name = f"{table.key}.{field.key}" if table else field.key
        for record in (1, table.rows) if table else (0,):
            found.append((Where(module.key, name, record), field))
    return [(where, field) for where, field in found if not field.computed]


PLACES = places()


class Supply:
    """Answers for any field, turn by turn: what is given, and out of the field's own lists."""

    def __init__(
        self, texts: Sequence[Cell], dates: Sequence[Cell], numbers: Sequence[Cell], picks: Sequence[int]
    ) -> None:
        self.texts, self.dates, self.numbers, self.picks = map(cycle, (texts, dates, numbers, picks))

    def cell(self, field: Field) -> Cell:
        if field.type == "date":
            return next(self.dates)
        if field.type in NUMERIC:
            return next(self.numbers)
        pick = next(self.picks)
        if field.type == "choice" and pick % 5:
            return ("{}", " {}\n", "{}\u200b")[pick % 3].format(field.choices[pick % len(field.choices)])
        entries = tuple(FORM.catalogues[field.catalogue].entries.values()) if field.catalogue else ()
        if entries and pick % 5:
            entry = entries[pick % len(entries)]
            return (entry.text, entry.code, entry.name)[pick % 3]
        return next(self.texts)

    def form(self) -> dict[Where, Cell]:
        """The whole form, filled."""
        return {where: self.cell(field) for where, field in PLACES}


def typed_date(day: date, how: int) -> Cell:
    """A day as people type it, or as a real date of either era."""
    be = day.year + 543
    return (
        f"{day.day} {SHORT_MONTHS[day.month - 1]} {be}",
        f"วันที่ {day.day} {MONTHS[day.month - 1]} พ.ศ. {be}",
        f"{day.day:02}/{day.month:02}/{be}",
        f"{be}-{day.month:02}-{day.day:02}",
        f"{day.day}.{day.month}.{day.year}",
        day,
        datetime(day.year, day.month, day.day, 23, 59),
        day if (day.month, day.day) == (2, 29) else day.replace(year=be),
    )[how]


LETTERS = [*map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))), *"  –=-+@'\"\n<&_x0D"]
legible = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t"
)
texts = st.one_of(
    st.sampled_from(TEXTS),
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=80),
    st.text(legible, min_size=1, max_size=40),
)
dates = st.builds(typed_date, st.dates(date(1900, 3, 1), date(2399, 12, 31)), st.integers(0, 7))
#: Excel keeps 15 significant digits: longer numbers have a law of their own.
exact = st.builds(
    lambda digits, point: Decimal(digits).scaleb(-point),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 15),
)
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
numbers = st.one_of(
    st.sampled_from(NUMBERS),
    st.integers(-(10**12), 10**12),
    exact.map(float),
    exact.map("{:,f}".format),
    exact.map(lambda number: f"{number:f}".translate(THAI_DIGITS)),
)
supplies = st.builds(
    Supply,
    st.lists(texts, min_size=7, max_size=7),
    st.lists(dates, min_size=5, max_size=5),
    st.lists(numbers, min_size=11, max_size=11),
    st.lists(st.integers(0, 10**6), min_size=13, max_size=13),
)


def meaning(answer: Answer) -> Value:
    """What an answer says: its value, else the text as typed."""
    return answer.typed if answer.value is None else answer.value


def meanings(submission: Submission) -> dict[Where, Value]:
    return {where: meaning(answer) for where, answer in submission.answers.items()}


def opened(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl loses
        return load_workbook(BytesIO(content))


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def type_into(book: Workbook, cells: Mapping[Where, Cell]) -> bytes:
    """The workbook with answers typed as Excel stores them: text as text, `_x000D_` escaped."""
    for where, cell in cells.items():
        lies = plan().layout.cells[where]
        target = book[lies.sheet].cell(lies.row + 1, lies.column + 1)
        if isinstance(cell, str):
            target.value = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", cell)
            target.data_type = "s"
        else:
            target.value = cell
    return saved(book)


def read(content: bytes) -> Returned:
    return read_form(ClosedWorkbook(content), FORM)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written") / "form.xlsx"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A workbook as issued, open in another program. Every test types over all its answers."""
    return opened(written(tmp_path_factory.mktemp("issued") / "form.xlsx", submitted({})).read_bytes())


@pytest.fixture
def office() -> None:
    oracles.require(libreoffice.available(), "LibreOffice")


@few
@given(supplies)
def test_what_we_write_is_read_back(scratch: Path, supply: Supply) -> None:
    submission = submitted(supply.form())
    back = returned(written(scratch, submission))
    assert meanings(back.submission) == meanings(submission)
    assert back.damage == ()


@few
@given(supplies)
def test_what_people_type_is_read(issued: Workbook, supply: Supply) -> None:
    cells = supply.form()
    back = read(type_into(issued, cells))
    assert back.submission.answers == submitted(cells).answers
    assert back.damage == ()


@few
@given(st.integers(10**15, 10**39 - 1).map(str), st.integers(0, 39), st.booleans())
def test_a_longer_number_is_kept_as_typed_or_as_excel_keeps_it(
    scratch: Path, digits: str, point: int, as_text: bool
) -> None:
    number = f"{digits[:-point]}.{digits[-point:]}" if 0 < point < len(digits) else digits
    cell = number if as_text else float(number)
    before = submitted({where: cell for where, f in PLACES if f.type in ("number", "money")})
    after = returned(written(scratch, before)).submission
    for where in before.answers:
        one, other = (s.number(where.address, where.record) for s in (before, after))
        assert one is not None
        assert other is not None
        assert abs(one - other) <= abs(one) * Decimal("1e-15")
        assert one == other or not as_text or len(digits.rstrip("0")) < 18


@pytest.mark.parametrize("blank", [None, "", "   ", "\u200b", "\u00a0\n", "\ufeff"])
def test_a_blank_is_no_answer(issued: Workbook, blank: Cell) -> None:
    assert read(type_into(issued, {where: blank for where, _ in PLACES})).submission.answers == {}


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_value_is_read_as_its_word(issued: Workbook, truth: bool) -> None:
    cells: dict[Where, Cell] = {where: None for where, _ in PLACES}
    back = read(type_into(issued, cells | {at("M2.area"): truth}))
    assert meanings(back.submission) == {at("M2.area"): str(truth).upper()}


def rich(turn: int) -> dict[Where, Cell]:
    """The whole form, filled with nasty cases."""
    days, figures = ([*cases[turn:], *cases[:turn]] for cases in (DATES, NUMBERS))
    return Supply(TEXTS, days, figures, range(turn, turn + 97)).form()


RICH = [rich(turn) for turn in range(0, len(DATES), 3)]


def test_the_rich_workbooks_hold_every_nasty_case() -> None:
    def held(*types: str) -> list[Cell]:
        return [cells[where] for cells in RICH for where, field in PLACES if field.type in types]

    assert set(TEXTS) <= {RICH[0][where] for where, field in PLACES if field.type in ("text", "long_text")}
    assert all(case in held("date") for case in DATES)
    assert all(case in held(kind) for case in NUMBERS for kind in NUMERIC)


@pytest.mark.usefixtures("office")
def test_libreoffice_may_open_and_save_what_we_wrote(tmp_path: Path) -> None:
    submission = submitted(RICH[0])
    back = returned(libreoffice.resaved(written(tmp_path / "form.xlsx", submission), tmp_path / "saved"))
    assert meanings(back.submission) == meanings(submission)
    assert back.damage == ()


@pytest.mark.usefixtures("office")
def test_libreoffice_may_open_and_save_what_people_typed(tmp_path: Path, issued: Workbook) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(len(RICH))]
    for file, cells in zip(files, RICH, strict=True):
        file.write_bytes(type_into(issued, cells))
    for copy, cells in zip(libreoffice.recalculated(files, tmp_path / "saved"), RICH, strict=True):
        back = returned(copy)
        assert meanings(back.submission) == meanings(submitted(cells))
        assert back.damage == ()


def forms(book: Workbook) -> list[Worksheet]:
    """The sheets that hold answers."""
    return [book[module.sheet] for module in FORM.modules]


def insert_rows_above(book: Workbook) -> None:
    for sheet in forms(book):
        sheet.insert_rows(1, 3)


def insert_rows_everywhere(book: Workbook) -> None:
    for sheet in forms(book):
        for row in range(sheet.max_row, 1, -1):
            sheet.insert_rows(row)


def insert_columns_before_a(book: Workbook) -> None:
    for sheet in forms(book):
        sheet.insert_cols(1, 2)


def insert_a_column_before_the_answers(book: Workbook) -> None:
    for sheet in forms(book):
        sheet.insert_cols(5)


def delete_defined_names(book: Workbook) -> None:
    book.defined_names.clear()


def reverse_the_sheets(book: Workbook) -> None:
    book._sheets.reverse()


def show_everything(book: Workbook) -> None:
    for sheet in book:
        sheet.sheet_state = "visible"
        sheet.protection.disable()
        for dimension in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()):
            dimension.hidden = False


def delete_the_other_sheets(book: Workbook) -> None:
    for title in (definition().texts["start_sheet"], definition().texts["lists_sheet"]):
        del book[title]


def copy_a_sheet(book: Workbook) -> None:
    book.copy_worksheet(forms(book)[2])


def write_strange_anchors(book: Workbook) -> None:
    sheet = book[FORM.module("M2").sheet]
    strange = ("#M2.x", "#M5.budget_total", "#M2.attachments[0]", "#M2.attachments[99]", "#M2.attachments[1")
    for row, anchor in enumerate(strange, start=sheet.max_row + 2):
        sheet.cell(row, 1).value = anchor


def rename_the_sheets(book: Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"แผ่น {number}"


MANGLINGS: tuple[Callable[[Workbook], None], ...] = (
    insert_rows_above,
    insert_rows_everywhere,
    write_strange_anchors,
    copy_a_sheet,
    insert_columns_before_a,
    insert_a_column_before_the_answers,
    delete_defined_names,
    reverse_the_sheets,
    show_everything,
    delete_the_other_sheets,
    rename_the_sheets,  # the last: the others know the sheets by name
)


def without_escapes(cells: Mapping[Where, Cell]) -> dict[Where, Cell]:
    """Without text like `_x000D_`, which openpyxl itself loses when it loads and saves."""
    return {w: c for w, c in cells.items() if not re.search("_x[0-9A-F]{4}_", str(c))}


@pytest.mark.parametrize("mangle", MANGLINGS, ids=lambda m: m.__name__)
def test_the_anchors_still_find_every_answer(scratch: Path, mangle: Callable[[Workbook], None]) -> None:
    submission = submitted(without_escapes(RICH[1]))
    book = opened(written(scratch, submission).read_bytes())
    mangle(book)
    back = read(saved(book))
    assert meanings(back.submission) == meanings(submission)
    assert back.damage == ()


@pytest.mark.usefixtures("office")
def test_the_anchors_find_every_answer_after_all_of_it_and_libreoffice(tmp_path: Path) -> None:
    submission = submitted(without_escapes(RICH[2]))
    book = opened(written(tmp_path / "form.xlsx", submission).read_bytes())
    for mangle in MANGLINGS:
        mangle(book)
    (tmp_path / "mangled.xlsx").write_bytes(saved(book))
    back = returned(libreoffice.resaved(tmp_path / "mangled.xlsx", tmp_path / "saved"))
    assert meanings(back.submission) == meanings(submission)
    assert back.damage == ()


@pytest.mark.parametrize(("record", "below"), [(1, 0), (1, -1), (2, 0), (8, 0), (8, 1), (8, 2)])
def test_text_in_an_inserted_row_is_reported_and_no_answer(scratch: Path, record: int, below: int) -> None:
    """Above the first record, between records, below the last one."""
    submission = submitted(complete())
    book = opened(written(scratch, submission).read_bytes())
    lies = plan().layout.cells[at("M3.outputs.name", record)]
    sheet, row = book[lies.sheet], lies.row + 1 + below
    sheet.insert_rows(row)
    sheet.cell(row, lies.column + 1).value = "ผลผลิตที่เพิ่มเอง"
    back = read(saved(book))
    assert meanings(back.submission) == meanings(submission)
    assert [(f.message, f.details) for f in back.findings()] == [("STR-07", {"text": "ผลผลิตที่เพิ่มเอง"})]
    assert back.cells[back.damage[0].where].row == row - 1


def test_a_copied_sheet_with_other_answers_is_reported(scratch: Path) -> None:
    """The first one counts; the same answers twice are no harm."""
    submission = submitted(complete())
    book = opened(written(scratch, submission).read_bytes())
    lies = plan().layout.cells[at("M3.outputs.name", 2)]
    copy = book.copy_worksheet(book[lies.sheet])
    copy.cell(lies.row + 1, lies.column + 1).value = "ผลผลิตอื่น"
    back = read(saved(book))
    assert meanings(back.submission) == meanings(submission)
    assert [brief(f) for f in back.findings()] == [("STR-08", "M3.outputs.name", 2)]
