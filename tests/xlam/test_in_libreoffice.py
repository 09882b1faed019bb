"""The project that we write runs: LibreOffice compiles its VBA, and every button reaches Python."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from xlsxwriter import Workbook

from emenscr_xl.xlam.sentences import sentence
from emenscr_xl.xlam.sources import macro
from emenscr_xl.xlam.xlwings_module import changed, installed, replacements, xlwings_modules
from oracles import live
from xlam import stand_ins
from xlam.conditional import System
from xlam.trial import trial

HERE = Path(__file__)
CONFIG = {"INTERPRETER_WIN": sys.executable, "INTERPRETER_MAC": "/usr/bin/python3", "PACKAGE": str(HERE)}
BUTTONS = [b.attrib for b in ElementTree.fromstring(macro("ribbon.xml")).iter() if b.tag.endswith("}button")]
IN_FRONT = {"InFront": stand_ins.IN_FRONT}


def click_of(name: str, more: str = "") -> str:
    return f"from emenscr_xl.addin import click; click.run('{name}'{more})"


def test_every_button_asks_python_for_the_function_of_its_name(office: live.Office, tmp_path: Path) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, {}) as tried:
        for button in BUTTONS:
            tried.click(button["onAction"])
        assert tried.noted("D1") == [click_of(button["id"]) for button in BUTTONS]
        assert tried.noted("D2") == []


@pytest.mark.parametrize(
    ("system", "missing", "said"),
    [
        ("windows", {"INTERPRETER_WIN": "C:\\no such\\python.exe"}, "no_python"),
        ("windows", {"INTERPRETER_WIN": ""}, "no_python"),
        ("windows", {"INTERPRETER_WIN": str(HERE.parent)}, "no_python"),
        ("windows", {"PACKAGE": str(HERE / "no such")}, "no_package"),
        ("mac", {"INTERPRETER_MAC": ""}, "no_python"),
    ],
)
def test_what_is_missing_is_said_and_python_is_not_called(
    office: live.Office, tmp_path: Path, system: System, missing: dict[str, str], said: str
) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG | missing, {}, system) as tried:
        tried.run("Setup.RunJob", "about")
        assert (tried.noted("D1"), tried.noted("D2")) == ([], [sentence(said)])


def test_without_a_workbook_a_blank_one_is_lent_and_taken_back_when_python_does_not_start(
    office: live.Office, tmp_path: Path
) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, IN_FRONT) as tried:
        for ending, left in (("raise", 0), ("fail", 0), ("", 1)):
            tried.say("D4", ending)
            tried.run("Setup.RunJob", "new_register")
            assert tried.noted("D3") == ["2"], "open while Python ran"
            assert len([each for each in office.desktop.Components if each.URL == ""]) == left
        assert tried.noted("D1") == [click_of("new_register", ", scratch=True")] * 3
        (blank,) = [each for each in office.desktop.Components if each.URL == ""]
        blank.close(True)


def test_an_error_of_vba_ends_in_a_thai_sentence_and_its_words_in_a_file(
    office: live.Office, tmp_path: Path
) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, {}) as tried:
        tried.say("D4", "raise")
        tried.click("Ribbon.Guide")
        said, place = tried.noted("D2")
        assert said == sentence("not_started")
        assert Path(place).read_text() == "no such server\n"


def test_a_damaged_sheet_of_settings_is_said_in_english(office: live.Office, tmp_path: Path) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, {}) as tried:
        live.cells(tried.document, "emenscr.conf", "A1").String = ""
        tried.click("Ribbon.About")
        assert tried.noted("D2") == ["The add-in is damaged. Run: emenscr-xl addin install"]


COLD = CONFIG | {"USE UDF SERVER": "False"}


@pytest.mark.parametrize(
    ("system", "config", "forbidden", "allowed"),
    [
        ("mac", CONFIG, """"$`\\|=""", "%"),
        ("windows", COLD, "=%", "$`"),
        ("windows", CONFIG, "", "=%$`"),
    ],
    ids=["mac", "cold", "warm"],
)
def test_a_name_that_a_shell_or_xlwings_would_not_take_never_leaves_excel(
    office: live.Office, tmp_path: Path, system: System, config: dict[str, str], forbidden: str, allowed: str
) -> None:
    hostile = "$(touch x) 100%=.xlsx"
    setup = macro("Setup.bas").replace("ActiveWorkbook.Name", f'"{hostile}"')
    with trial(office, tmp_path / "a.xlsm", config, {"Setup": setup}, system) as tried:
        tried.click("Ribbon.CheckAlignment")
        if forbidden:
            assert (tried.noted("D1"), tried.noted("D2")) == ([], [sentence("book_name")])
        else:
            assert tried.noted("D1") == [click_of("check_alignment")]
        for character in forbidden:
            assert tried.run("Setup.IsHarmless", f"ก{character}.xlsx") is False
            assert f"{character} " in sentence("book_name").replace(")", " ")
        assert tried.run("Setup.IsHarmless", f"โครงการ (1) {allowed} & 'ก'.xlsx") is True


def excel(name: str) -> dict[str, str | None]:
    """A module with a stand-in for the application itself."""
    text = macro(f"{name}.bas")
    for ours, instead in stand_ins.OF_APPLICATION.items():
        assert ours in text
        text = text.replace(ours, instead)
    python = stand_ins.XLWINGS.replace("    RunPython =", "    Excel.NotePython\n    RunPython =")
    return {name: text, "Excel": stand_ins.APPLICATION, "xlwings": python}


FREED = ["in 30 s 'a.xlsm'!Setup.FreeStatusBar", "alerts True, screen True"]


@pytest.mark.parametrize("ending", ["", "raise", "fail"])
def test_excel_asks_nothing_while_python_works_and_has_its_screen_back_however_that_ends(
    office: live.Office, tmp_path: Path, ending: str
) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, excel("Setup")) as tried:
        tried.say("D4", ending)
        tried.run("Setup.RunJob", "about")
        assert tried.noted("E1") == ["python alerts False", *FREED]


def test_a_group_of_sheets_is_left_and_stale_totals_are_computed_before_python_looks(
    office: live.Office, tmp_path: Path
) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, excel("Setup")) as tried:
        tried.say("E2", "by hand")
        tried.say("E4", "grouped")
        tried.run("Setup.RunJob", "check_completeness")
        assert tried.noted("E1") == ["ungrouped", "calculated", "python alerts False", *FREED]


def test_on_macos_python_frees_the_status_bar(office: live.Office, tmp_path: Path) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, excel("Setup"), "mac") as tried:
        tried.run("Setup.RunJob", "about")
        assert tried.noted("E1") == ["python alerts False"]


STATUS = """Attribute VB_Name = "P"
Option Explicit
Public Function Shown(Job As String) As String
    If Job <> "" Then Setup.RunJob Job
    Excel.StatusBar = "said"
    Setup.FreeStatusBar
    Shown = Excel.StatusBar
End Function
"""


def test_the_status_bar_is_freed_but_not_that_of_a_later_job(office: live.Office, tmp_path: Path) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, {**excel("Setup"), "P": STATUS}) as tried:
        assert tried.run("P.Shown", "") == "False", "the time has come"
        assert tried.run("P.Shown", "about") == "said", "it comes in half a minute"


def test_a_protected_view_alone_is_told_what_to_click_and_no_blank_workbook_jumps_before_it(
    office: live.Office, tmp_path: Path
) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, {**excel("Setup"), **IN_FRONT}) as tried:
        tried.say("E3", "shown")
        tried.run("Setup.RunJob", "check_completeness")
        assert (tried.noted("D1"), tried.noted("D2")) == ([], [sentence("no_workbook")])
        assert [each for each in office.desktop.Components if each.URL == ""] == []
        tried.say("D5", "a.xlsm")
        tried.run("Setup.RunJob", "check_completeness")
        assert tried.noted("D1") == [click_of("check_completeness")], "a workbook is open beside it"


# --- the module of xlwings itself, its surroundings stood in for ---


#: What LibreOffice lacks: objects of Windows, Excel's place and version, a workbook's whole path, an optional
#: parameter after one that is left out.
LACKING = {
    'CreateObject("Scripting.Dictionary")': "New Dictionary",
    'CreateObject("WScript.Shell")': "New WindowsShell",
    "& CreateGUID() &": "&",
    "Application.Hwnd": "1",
    "Application.Path": '"/Applications/Excel/MacOS"',
    "wb.FullName": "InFront.Place()",
    "Val(Application.VERSION) < 15": "False",
    ', Optional source As String = "") As Variant': ") As Variant: Dim source As String",
}


def real(texts: dict[str, str]) -> dict[str, str | None]:
    """The whole module, run with a stand-in for the shell of Windows and of macOS."""
    text = texts["xlwings"]
    for lacking, instead in LACKING.items():
        assert lacking in text
        text = text.replace(lacking, instead)
    return {"xlwings": text, "WindowsShell": stand_ins.WINDOWS, "MacOS": stand_ins.MACOS, **IN_FRONT}


@pytest.fixture
def hostile(office: live.Office, tmp_path: Path) -> Iterator[Path]:
    """A workbook in front that would name its own Python, in a sheet and in a file beside it."""
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "emenscr.conf").write_text('"CONDA PATH","evil in the folder"\n')
    path = tmp_path / "sent" / "hostile.xlsx"
    with Workbook(
        path
    ) as book:  # the sheet in front, as LibreOffice looks for the end of a column only there
        sheet = book.add_worksheet("emenscr.conf")
        sheet.write_column("A1", ["INTERPRETER_MAC", "LICENSE_KEY"])
        sheet.write_column("B1", ["evil in the sheet", "x"])
        book.add_worksheet("evil.py")
    document = office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
    yield path
    document.close(True)


GETTING = 'Attribute VB_Name = "P"\nPublic Function Got(Key)\nGot = GetConfig(CStr(Key))\nEnd Function\n'


def without(*whys: str) -> dict[str, str]:
    """The module with all replacements but some: to see what these are for."""
    kept = [each for each in replacements() if not each.why.startswith(whys)]
    assert len(kept) == len(replacements()) - len(whys)
    return changed(installed(), kept, "")


@pytest.mark.parametrize(
    ("texts", "python", "path"),
    [
        (xlwings_modules(), CONFIG["INTERPRETER_MAC"], ""),
        (without("A workbook that somebody sent must not choose"), "evil in the sheet", ""),
        (without("Nor a file"), CONFIG["INTERPRETER_MAC"], "evil in the folder"),
    ],
    ids=["ours", "its sheet would be read", "its folder would be read"],
)
def test_a_hostile_workbook_in_front_does_not_choose_the_python(
    office: live.Office, tmp_path: Path, hostile: Path, texts: dict[str, str], python: str, path: str
) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, {**real(texts), "P": GETTING}, "mac") as tried:
        tried.say("D5", hostile.name)
        tried.say("D7", str(hostile))
        assert (tried.run("P.Got", "INTERPRETER_MAC"), tried.run("P.Got", "CONDA PATH")) == (python, path)


PYTHON = "from emenscr_xl.addin import click; click.run('about')"


def windows_python(folder: Path) -> str:
    """A file that both LibreOffice and what VBA does with backslashes take for a Python."""
    python = folder / "Thai\\python.exe"
    python.touch()
    return str(python)


@pytest.mark.parametrize("system", ["windows", "mac"])
def test_the_path_of_the_workbook_in_front_and_its_code_never_reach_a_command_line(
    office: live.Office, tmp_path: Path, hostile: Path, system: System
) -> None:
    config = {**CONFIG, "INTERPRETER_WIN": windows_python(tmp_path), "USE UDF SERVER": "False"}
    with trial(office, tmp_path / "a.xlsm", config, real(xlwings_modules()), system) as tried:
        tried.say("D5", hostile.name)
        tried.say("D7", str(hostile))
        tried.run("Setup.RunJob", "about")
        (command,) = tried.noted("D1")
        assert tried.noted("D2") == []
    assert PYTHON in command
    assert hostile.name in command
    assert "sent" not in command
    assert "embedded" not in command


def test_the_warm_python_is_one_for_all_workbooks_and_looks_into_no_folder_of_theirs(
    office: live.Office, tmp_path: Path, hostile: Path
) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, real(xlwings_modules())) as tried:
        tried.say("D5", hostile.name)
        commands = []
        for place in (hostile, tmp_path / "other.xlsx"):
            tried.say("D7", str(place))
            commands.append(tried.run("xlwings.XLPyCommand"))
    assert commands[0] == commands[1]
    shell, code = commands[0].split(" -c ")
    assert shell == rf'C:\Windows\System32\cmd.exe  /K ""{sys.executable}" -B -P'
    served = code[1:-2].replace('\\"', '"').replace("xlwings.serve('$(CLSID)')", "print(sys.path, xlwings)")
    for planted in ("xlwings.py", "os.py"):
        (hostile.parent / planted).write_text("raise SystemExit('planted')")
    done = subprocess.run(
        [sys.executable, "-B", "-P", "-c", served],
        cwd=hostile.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "''" not in done.stdout
    assert "sent" not in done.stdout


def test_what_python_says_of_a_failed_start_is_kept_for_whoever_looks_after_the_program(
    office: live.Office, tmp_path: Path
) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, real(xlwings_modules())) as tried:
        tried.run("xlwings.ShowError", "", "Traceback: no module named emenscr_xl")
        said, place = tried.noted("D2")
        assert said == sentence("not_started")
        assert Path(place).read_text() == "Traceback: no module named emenscr_xl\n"


def test_on_macos_a_missing_applescript_is_said_in_thai(office: live.Office, tmp_path: Path) -> None:
    with trial(office, tmp_path / "a.xlsm", CONFIG, real(xlwings_modules()), "mac") as tried:
        tried.say("D5", "a.xlsm")
        tried.say("D4", "raise")
        tried.run("Setup.RunJob", "about")
        assert tried.noted("D2") == [sentence("no_applescript")]
