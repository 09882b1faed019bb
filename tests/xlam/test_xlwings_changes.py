"""What we change in the VBA of xlwings: each change fits, or nothing is built and the version is named."""

from dataclasses import replace

import pytest

from emenscr_xl.xlam.xlwings_module import (
    Replacement,
    StrangeXlwings,
    changed,
    installed,
    replacements,
    xlwings_modules,
    xlwings_version,
)


def procedure(text: str, head: str) -> str:
    """The text of a procedure from its first line to its last."""
    begun = text[text.index(f"\n{head}") :]
    return begun[: begun.index("\nEnd ")]


def test_every_change_has_a_reason_and_changes_something() -> None:
    for each in replacements():
        assert each.why
        assert each.old != each.new


@pytest.mark.parametrize("head", ["Function GetConfig(", "Function XLPyCommand(", "Sub ShowError("])
def test_the_workbook_in_front_is_not_asked_for_settings_nor_written_into(head: str) -> None:
    assert "ActiveWorkbook" in procedure(installed()["xlwings"], head)
    assert "ActiveWorkbook" not in procedure(xlwings_modules()["xlwings"], head)


def test_code_in_sheets_and_files_beside_a_workbook_are_not_looked_for() -> None:
    text = xlwings_modules()["xlwings"]
    assert ".py" not in procedure(text, "Public Function RunPython(").replace("xlwings.pro", "")
    assert text.count("GetDirectoryConfigFilePath") == 2, "only where it is defined"
    assert "ActiveWorkbook.FullName" not in text


def test_windows_is_asked_for_its_own_cmd_alone() -> None:
    text = xlwings_modules()["xlwings"]
    assert installed()["xlwings"].count('"cmd.exe /C') == 1
    for head in ("Function ExecuteWindows(", "Function XLPyCommand("):
        commands = [line.strip() for line in procedure(text, head).splitlines() if "cmd.exe " in line]
        started = [line for line in commands if not line.startswith("'") and "CondaCmd" not in line]
        assert started
        assert all('Environ("SystemRoot") & "\\System32\\cmd.exe ' in line for line in started)


def test_the_only_boxes_of_vba_that_are_left_are_of_what_we_never_call() -> None:
    boxes = [line.strip() for line in xlwings_modules()["xlwings"].splitlines() if "MsgBox" in line]
    assert [box[:40] for box in boxes if not box.startswith("'")] == [
        'MsgBox "Embedded code requires a valid L',
        'MsgBox "This functionality is not yet su',
        'MsgBox "Your Conda version seems to be t',
    ]


def test_a_change_that_does_not_fit_names_the_version_and_all_misfits() -> None:
    first, second = replacements()[:2]
    wrong = [replace(first, times=2), replace(second, old="\nnot there\n"), *replacements()[2:]]
    with pytest.raises(StrangeXlwings) as raised:
        changed(installed(), wrong, "9.9.9")
    assert raised.value.version == "9.9.9"
    assert raised.value.misfits == (
        'xlwings: 1 times, not 2: Public Const PROJECT_NAME As String = "myaddin"',
        "xlwings: 0 times, not 1: not there",
    )
    assert "xlwings 9.9.9" in str(raised.value)


def test_a_change_is_made_as_often_as_it_says() -> None:
    twice = Replacement("xlwings", "a trial", "a", "b", times=2)
    assert changed({"xlwings": "a-a"}, [twice], "") == {"xlwings": "b-b"}


def test_an_xlwings_that_is_not_installed_or_lacks_its_vba_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emenscr_xl.xlam.xlwings_module.find_spec", lambda name: None)
    with pytest.raises(StrangeXlwings, match="not installed"):
        installed()
    monkeypatch.undo()
    monkeypatch.setattr("emenscr_xl.xlam.xlwings_module._FILES", {"xlwings": "no-such.bas"})
    with pytest.raises(StrangeXlwings, match=r"no-such\.bas"):
        installed()


def test_the_module_is_of_the_installed_version() -> None:
    assert f'XLWINGS_VERSION As String = "{xlwings_version()}"' in xlwings_modules()["xlwings"]
