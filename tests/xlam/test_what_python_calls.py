"""What Python asks of the add-in's VBA: books, fills, protection. Run by LibreOffice on stand-ins."""

import random
from pathlib import Path

from emenscr_xl.xlam.sources import macro
from oracles import live
from xlam import fill_stand_ins, stand_ins
from xlam.trial import trial


def test_saved_is_told_and_set_and_an_unknown_book_is_no_error(office: live.Office, tmp_path: Path) -> None:
    with trial(office, tmp_path / "a.xlsm", {}, {}) as tried:
        tried.say("F1", "typed")
        assert tried.run("Books.IsSaved", "a.xlsm") is False
        tried.run("Books.MarkSaved", "a.xlsm")
        assert tried.run("Books.IsSaved", "a.xlsm") is True
        assert tried.run("Books.IsSaved", "other.xlsx") is False
        tried.run("Books.MarkSaved", "other.xlsx")


def test_a_book_or_a_sheet_is_shown_and_an_unknown_one_is_no_error(
    office: live.Office, tmp_path: Path
) -> None:
    with trial(office, tmp_path / "a.xlsm", {}, {}) as tried:
        other = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
        assert office.desktop.CurrentComponent != tried.document
        tried.run("Books.Show", "no such.xlsx")
        tried.run("Books.Show", "a.xlsm")
        assert office.desktop.CurrentComponent == tried.document
        tried.document.Sheets.insertNewByName("ก", 1)
        tried.run("Books.ShowSheet", "a.xlsm", "no such")
        assert tried.document.CurrentController.ActiveSheet.Name == "emenscr.conf"
        other.CurrentController.Frame.activate()
        tried.run("Books.ShowSheet", "a.xlsm", "ก")
        assert office.desktop.CurrentComponent == tried.document
        assert tried.document.CurrentController.ActiveSheet.Name == "ก"
        other.close(True)


AUTO_SAVE = """Attribute VB_Name = "P"
Option Explicit
Public Book As CloudBook
Public Function Stopped(State As String) As String
    Set Book = New CloudBook
    Book.AutoSaveOn = (State = "on")
    Stopped = Books.StopAutoSave("any") & " " & Book.AutoSaveOn
End Function
"""
CLOUD_BOOK = stand_ins.CLASS.format("CloudBook") + "Public AutoSaveOn As Boolean\n"


def test_auto_save_is_turned_off_and_told_and_an_excel_without_it_is_no_error(
    office: live.Office, tmp_path: Path
) -> None:
    cloud = {"P": AUTO_SAVE, "CloudBook": CLOUD_BOOK}
    books = {"Books": macro("Books.bas").replace("Set Book = Workbooks(BookName)", "Set Book = P.Book")}
    with trial(office, tmp_path / "a.xlsm", {}, {**cloud, **books}) as tried:
        assert [tried.run("P.Stopped", state) for state in ("on", "off")] == ["True False", "False False"]
    with trial(office, tmp_path / "b.xlsm", {}, {}) as tried:
        assert tried.run("Books.StopAutoSave", "b.xlsm") is False, "LibreOffice has no such property"
        assert tried.run("Books.StopAutoSave", "no such.xlsx") is False


FILLS = {"FakeFill": fill_stand_ins.FILL, "FillTries": fill_stand_ins.FILL_TRIES}
SOLID, NONE, GRADIENTS = "1", "-4142", ("4000", "4001")
PATTERNS = (SOLID, SOLID, SOLID, "-4124", "-4125", "17", "9", "14")


def test_sixty_fills_are_described_and_brought_back_exactly(office: live.Office, tmp_path: Path) -> None:
    chance = random.Random(2570)

    def colour() -> str:
        tint = chance.choice(("0", "0.4", "-0.249977111117", f"{chance.uniform(-1, 1):.12f}"))
        plain = str(chance.randrange(1 << 24))
        return chance.choice(("", plain, plain, f"T{chance.randint(1, 12):02}{tint}"))

    with trial(office, tmp_path / "a.xlsm", {}, FILLS) as tried:
        texts = set()
        for _ in range(60):
            given = chance.choice(PATTERNS), colour(), colour()
            text, before, painted, after = tried.run("FillTries.RoundTrip", *given).split(";")
            assert after == before, given
            assert painted == "1/255/3/0/0/-4105/0", "plain red, with nothing left of what it was"
            assert "," not in text
            assert text.startswith("P"), "a cell that keeps it takes it for no number and no date"
            texts.add(text)
        assert len(texts) > 40
        assert tried.run("FillTries.RoundTrip", NONE, "", "").startswith("-;")


def test_a_gradient_and_a_plain_colour_with_a_tint_are_not_described(
    office: live.Office, tmp_path: Path
) -> None:
    tinted = fill_stand_ins.FILL.replace("Indexes(0) = 3\nEnd", "Indexes(0) = 3\n    Tints(0) = 0.4\nEnd", 1)
    with trial(office, tmp_path / "a.xlsm", {}, FILLS) as tried:
        for pattern in GRADIENTS:
            assert tried.run("FillTries.RoundTrip", pattern, "", "").startswith(";")
    with trial(office, tmp_path / "b.xlsm", {}, FILLS | {"FakeFill": tinted}) as tried:
        assert tried.run("FillTries.RoundTrip", SOLID, "255", "").startswith(";")


#: LibreOffice takes a fill away only so.
NO_FILL = "    Fill.Pattern = xlNone\n", "    Fill.Pattern = xlNone: Fill.ColorIndex = xlNone\n"
IN_CELLS = {**FILLS, "Fills": macro("Fills.bas").replace(*NO_FILL)}


def test_cells_are_painted_in_one_call_and_have_their_fills_again_in_another(
    office: live.Office, tmp_path: Path
) -> None:
    where = "a.xlsm", "emenscr.conf"
    with trial(office, tmp_path / "a.xlsm", {}, IN_CELLS) as tried:

        def colours() -> list[int]:
            cells = (live.cells(tried.document, where[1], cell) for cell in ("H1", "I2", "J30"))
            return [cell.CellBackColor for cell in cells]

        assert tried.run("FillTries.Paint", where[1], "I2", "0,176,240") is True
        text = tried.run("Fills.Describe", *where, "H1,I2,J30")
        first, second, third = text.split(",")
        assert (first, third) == ("-", "-")
        assert second.startswith(f"P1/R{0xF0B000}/"), "red is the last byte, as in Excel"
        assert tried.run("FillTries.Paint", where[1], "H1,I2,J30", "249,222,220") is True
        assert colours() == [0xF9DEDC] * 3
        assert tried.run("Fills.Restore", *where, "H1,I2,J30", text) is True
        assert colours() == [-1, 0x00B0F0, -1]
        many = ",".join(f"AB{1000 + row}" for row in range(40))
        assert tried.run("Fills.Describe", *where, many) == ",".join("-" * 40)


def test_fills_that_excel_refuses_are_an_answer(office: live.Office, tmp_path: Path) -> None:
    with trial(office, tmp_path / "a.xlsm", {}, IN_CELLS) as tried:
        assert tried.run("Fills.Describe", "no such.xlsx", "a", "A1,B2") == ","
        assert tried.run("Fills.Restore", "no such.xlsx", "a", "A1,B2", "-,-") is False
        assert tried.run("Fills.Restore", "a.xlsm", "emenscr.conf", "A1,B2", "-") is False
        assert tried.run("FillTries.Paint", "no such", "A1", "1,2,3") is False
        assert tried.run("FillTries.Paint", "emenscr.conf", "I2", "0,0,255") is True
        assert tried.run("Fills.Restore", "a.xlsm", "emenscr.conf", "A1,??,I2", "-,-,-") is False
        assert live.cells(tried.document, "emenscr.conf", "I2").CellBackColor == -1, "the others have theirs"


FAKES = {"FakeSheet": stand_ins.SHEET, "FakeProtection": stand_ins.PROTECTION, "Tries": stand_ins.TRIES}
NOT_PROTECTED = ",".join("0" * 15)


def test_protection_is_lifted_and_restored_exactly(office: live.Office, tmp_path: Path) -> None:
    chance = random.Random(2570)
    with trial(office, tmp_path / "a.xlsm", {}, FAKES) as tried:
        for selection in ("0", "1", "-4142") * 20:
            flags = [str(chance.randint(0, 1)) for _ in range(15)]
            flags[chance.randrange(3)] = "1"  # protected in some way
            state = ",".join([*flags, selection])
            lifted, after, restored = tried.run("Tries.RoundTrip", state, "").split(";")
            assert (lifted, restored) == (state, state)
            assert after == f"{NOT_PROTECTED},{selection}"


def test_an_unprotected_sheet_is_left_alone_and_a_password_is_not_guessed(
    office: live.Office, tmp_path: Path
) -> None:
    with trial(office, tmp_path / "a.xlsm", {}, FAKES) as tried:
        assert tried.run("Tries.RoundTrip", f"{NOT_PROTECTED},1", "").split(";")[0] == ""
        locked = "0,1" + NOT_PROTECTED[3:] + ",0"
        assert tried.run("Tries.RoundTrip", locked, "secret").split(";")[:2] == ["raised", locked]
        assert tried.run("Protection.Lift", "no such.xlsx", "a") == "locked"
        assert tried.run("Protection.Restore", "no such.xlsx", "a", locked) is False
        assert tried.run("Protection.LiftBook", "no such.xlsx") == "locked"
        assert tried.run("Protection.RestoreBook", "no such.xlsx", "1,0") is False
