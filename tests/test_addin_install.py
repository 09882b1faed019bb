"""The add-in is put in place, told of and taken away again: on Windows and macOS as played on this computer.

Whole trees are compared: what an installation made goes, and nothing else does.
"""

import json
import os
import plistlib
import re
import runpy
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from emenscr_xl import addin_status, build_addin, install_addin, remove_addin
from emenscr_xl.cli import addin_report
from emenscr_xl.cli.main import app
from emenscr_xl.jobs import addin as addin_job
from emenscr_xl.jobs import addin_status as status_job
from emenscr_xl.jobs.addin_places import ADDIN, HELD, System, this_system
from emenscr_xl.jobs.addin_settings import settings
from emenscr_xl.jobs.workspace import JobError
from emenscr_xl.xlam import package
from emenscr_xl.xlam.sentences import sentences
from emenscr_xl.xlam.xlwings_module import StrangeXlwings
from kills.children import answer, forked
from test_full_disk import denied

#: A child without rights may not even read the standard library: what a command imports is imported here.
IMPORTED = addin_report
ROOT = Path(__file__).parents[1]
XLWINGS = this_system().xlwings_version
WINDOWS_STARTUP = "AppData/Roaming/Microsoft/Excel/XLSTART"
MACOS_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
MACOS_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
both = pytest.mark.parametrize("platform", ["win32", "darwin"])
Play = Callable[..., System]
#: The VBA is the same in every add-in here; it is compressed once.
PROJECT = cache(package.vba_project)
#: A Python that has what is named, as `emenscr-xl=0.1.0`, and answers what it is asked in its own words.
FAKE = """#!/bin/sh
printf '{"python": "3.12.4", "package": "%s", "xlwings": "%s"}' '{package}' '{xlwings}'
"""


def python_at(place: Path, package: str, xlwings: str = XLWINGS) -> Path:
    """An interpreter that answers what a real one would; with the libraries that xlwings puts beside it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(FAKE.replace("{package}", package).replace("{xlwings}", xlwings), encoding="utf-8")
    place.chmod(0o755)
    for bits in (64, 32):
        (place.parent / f"xlwings{bits}-{XLWINGS}.dll").write_bytes(b"MZ")
    return place


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder that anybody may read: the one of pytest is its owner's alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Gives a system that has its home in this folder, and makes it the one that commands run on."""
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()

    def system(platform: str, **changes: object) -> System:
        here = this_system()
        python = python_at(tmp_path / "python312" / "python.exe", here.version)
        library = tmp_path / "package"
        (library / "addin").mkdir(parents=True, exist_ok=True)
        (library / "addin" / "click.py").touch()
        played = replace(
            here,
            platform=platform,
            home=home,
            environment={"APPDATA": str(home / "AppData/Roaming"), "PATH": ""},
            folder=elsewhere,
            applications=tmp_path / "Applications",
            log=home / "logs/emenscr-xl",
            registry=lambda key, name: "",
            python=python,
            base=python.parent,
            package=library,
        )
        played = replace(played, **changes)  # type: ignore[arg-type]
        for job in (addin_job, status_job):
            monkeypatch.setattr(job, "this_system", lambda: played)
        monkeypatch.setattr(package, "vba_project", lambda name, parts: PROJECT(name, tuple(parts)))
        return played

    return system


def tree(folder: Path) -> dict[str, bytes]:
    """Everything below a folder: files with their content, folders without."""
    return {
        str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"" for p in sorted(folder.rglob("*"))
    }


def told(addin: Path) -> Mapping[str, object]:
    """The settings inside an add-in, read by openpyxl, which opens workbooks only."""
    workbook = BytesIO()
    with ZipFile(addin) as package, ZipFile(workbook, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(b"ms-excel.addin.macro", b"ms-excel.sheet.macro"))
    sheet = load_workbook(workbook)["emenscr.conf"]
    return {str(key): value for key, value, *_ in sheet.iter_rows(values_only=True)}


def installed(system: System) -> Path:
    return install_addin(system=system).addin


def keys(system: System) -> list[str]:
    return [found.key for found in addin_status(system).troubles]


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["addin", *map(str, words)])


def older(system: System, version: str = "0.0.1") -> bytes:
    return package.addin({**settings(system, installed=True), "VERSION": version})


# --- in place ---


def test_on_windows_it_lies_in_xlstart_and_names_this_python(play: Play) -> None:
    system = play("win32")
    done = install_addin(system=system)
    assert done.addin == system.home / WINDOWS_STARTUP / "emenscr.xlam"
    said = told(done.addin)
    assert said["INTERPRETER_WIN"] == str(system.python)
    assert said["PACKAGE"] == str(system.package / "addin" / "click.py")
    assert (said["VERSION"], said["XLWINGS"]) == (system.version, XLWINGS)
    assert str(said["USE UDF SERVER"]) == "True"
    assert not said.get("INTERPRETER_MAC")
    assert addin_status(system).well


def test_on_macos_it_has_the_script_that_xlwings_starts_python_by(play: Play) -> None:
    system = play("darwin")
    done = install_addin(system=system)
    assert done.addin == system.home / MACOS_STARTUP / "emenscr.xlam"
    assert system.xlwings
    name = f"xlwings-{XLWINGS}.applescript"
    assert (system.home / MACOS_SCRIPTS / name).read_bytes() == (system.xlwings / name).read_bytes()
    said = told(done.addin)
    assert (said["INTERPRETER_MAC"], str(said["USE UDF SERVER"])) == (str(system.python), "False")
    assert addin_status(system).well


def test_without_the_variable_of_windows_it_lies_in_the_roaming_folder_of_the_home(play: Play) -> None:
    system = play("win32", environment={})
    assert installed(system) == system.home / WINDOWS_STARTUP / ADDIN


def test_python_without_a_window_is_called_by_the_one_that_xlwings_wants(play: Play) -> None:
    system = play("win32")
    system = replace(system, python=system.python.with_name("pythonw.exe"))
    assert str(told(installed(system))["INTERPRETER_WIN"]).endswith("python.exe")


def test_cold_starts_python_for_each_click(play: Play) -> None:
    done = install_addin(cold=True, system=play("win32"))
    assert (done.warm, str(told(done.addin)["USE UDF SERVER"])) == (False, "False")


def test_without_the_library_beside_python_it_is_cold_and_says_why(play: Play) -> None:
    system = play("win32")
    lost = system.python.with_name(f"xlwings32-{XLWINGS}.dll")
    lost.unlink()
    done = install_addin(system=system)
    assert (done.warm, done.lost_dll) == (False, lost.name)
    assert addin_status(system).well
    said = run("install").output
    assert lost.name in said
    assert "แบบช้า" in said
    assert lost.name not in run("install", "--cold").output


def test_the_library_may_lie_above_as_in_a_virtual_environment(play: Play, tmp_path: Path) -> None:
    system = play("win32")
    python = python_at(tmp_path / "venv/Scripts/python.exe", system.version)
    for dll in python.parent.glob("*.dll"):
        dll.rename(python.parent.parent / dll.name)
    assert install_addin(system=replace(system, python=python)).warm


# --- and away ---


@both
def test_removing_leaves_the_tree_exactly_as_it_was(play: Play, tmp_path: Path, platform: str) -> None:
    system = play(platform)
    before = tree(tmp_path)
    installed(system)
    assert tree(tmp_path) != before
    done = remove_addin(system)
    assert (done.was_installed, done.left, done.foreign) == (True, (), False)
    assert tree(tmp_path) == before


@both
def test_folders_and_files_of_others_stay(play: Play, tmp_path: Path, platform: str) -> None:
    system = play(platform)
    assert system.startup
    system.startup.mkdir(parents=True)
    (system.startup / "personal.xlsb").write_bytes(b"theirs")
    system.log.mkdir(parents=True)
    (system.log / "addin.log").write_bytes(b"of a click")
    before = tree(tmp_path)
    installed(system)
    assert remove_addin(system).left == ()
    assert tree(tmp_path) == before


@both
def test_installing_again_over_an_older_version_and_removing(
    play: Play, tmp_path: Path, platform: str
) -> None:
    system = play(platform)
    before = tree(tmp_path)
    assert install_addin(system=replace(system, version="0.0.1")).former == ""
    done = install_addin(system=system)
    assert (done.former, told(done.addin)["VERSION"]) == ("0.0.1", system.version)
    installed(system)
    assert remove_addin(system).left == ()
    assert tree(tmp_path) == before


def test_the_script_of_an_older_xlwings_goes_with_it(play: Play, tmp_path: Path) -> None:
    system = play("darwin")
    before = tree(tmp_path)
    library = tmp_path / "xlwings"
    library.mkdir()
    (library / "xlwings-0.30.0.applescript").write_bytes(b"old")
    installed(replace(system, xlwings=library, xlwings_version="0.30.0"))
    installed(system)
    scripts = system.home / MACOS_SCRIPTS
    assert [p.name for p in scripts.iterdir()] == [f"xlwings-{XLWINGS}.applescript"]
    remove_addin(system)
    assert {k: v for k, v in tree(tmp_path).items() if not k.startswith("xlwings")} == before


def test_a_script_that_xlwings_itself_installed_stays(play: Play) -> None:
    system = play("darwin")
    script = system.home / MACOS_SCRIPTS / f"xlwings-{XLWINGS}.applescript"
    script.parent.mkdir(parents=True)
    script.write_bytes(b"theirs, and changed")
    installed(system)
    remove_addin(system)
    assert script.read_bytes() == b"theirs, and changed"


def test_a_file_that_somebody_changed_stays_and_is_said(play: Play) -> None:
    system = play("win32")
    addin = installed(system)
    addin.write_bytes(older(system))
    assert keys(system) == ["addin_changed", "other_version"]
    said = run("remove")
    assert (said.exit_code, f"เหลือไว้ เพราะไฟล์นี้ถูกแก้ไขหลังติดตั้ง: {addin}" in said.output) == (0, True)
    assert addin.exists()
    assert not system.log.exists()
    again = remove_addin(system)
    assert (again.was_installed, again.foreign) == (False, True)


def test_a_folder_that_somebody_filled_stays_and_is_said(play: Play) -> None:
    system = play("win32")
    addin = installed(system)
    (addin.parent / "theirs.xlsx").write_bytes(b"theirs")
    assert remove_addin(system).left == (addin.parent,)
    assert tree(addin.parent) == {"theirs.xlsx": b"theirs"}


def test_removing_what_is_not_installed_changes_nothing(play: Play, tmp_path: Path) -> None:
    play("win32")
    before = tree(tmp_path)
    said = run("remove")
    assert (said.exit_code, "ไม่ได้เปลี่ยนแปลงสิ่งใด" in said.output) == (0, True)
    assert tree(tmp_path) == before


def test_one_that_was_copied_by_hand_is_taken_over_but_not_removed_before(play: Play) -> None:
    system = play("win32")
    assert system.startup
    addin = build_addin(system.startup / ADDIN, system).addin
    assert remove_addin(system).foreign
    assert addin.exists()
    assert install_addin(system=system).former == system.version
    remove_addin(system)
    assert not addin.exists()


# --- what stops it ---


def assert_refused(
    system: System, folder: Path, key: str, job: Callable[..., object] = install_addin
) -> None:
    """One sentence that says what to do, and nothing changed."""
    before = tree(folder)
    with pytest.raises(JobError) as refusal:
        job(system=system)
    pieces = [text for text, *_ in Formatter().parse(sentences()[key].th) if text]
    assert all(piece in refusal.value.th for piece in pieces), refusal.value.th
    assert refusal.value.en
    assert tree(folder) == before


@pytest.mark.parametrize("job", [install_addin, remove_addin])
def test_refused_while_excel_holds_it_open(play: Play, tmp_path: Path, job: Callable[..., object]) -> None:
    system = play("win32")
    addin = installed(system)
    addin.with_name(HELD).write_bytes(b"")
    assert_refused(system, tmp_path, "addin_held", job)
    said = run("install")
    assert (said.exit_code, "ปิด Excel ทุกหน้าต่าง" in said.output) == (2, True)
    assert "Close every window of Excel" in run("install", "--lang", "en").output


def refuse(path: Path) -> None:
    """What Windows answers when Excel holds the file."""
    raise PermissionError(13, "The process cannot access the file", str(path))


def deny(monkeypatch: pytest.MonkeyPatch, deed: str, instead: Callable[[Path], object] = refuse) -> None:
    """The add-in may not be replaced, or not be removed."""
    real = getattr(Path, deed)

    def denied_there(self: Path, *args: object, **more: object) -> object:
        target = Path(str(args[0])) if args else self
        if target.name == ADDIN:
            instead(target)
        return real(self, *args, **more)

    monkeypatch.setattr(Path, deed, denied_there)


@both
@pytest.mark.parametrize("first", [True, False])
def test_refused_when_the_system_does_not_let_it_be_replaced(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, first: bool
) -> None:
    """All is taken back, whether an older one was there or not."""
    system = play(platform)
    if not first:
        installed(system)
    before = tree(tmp_path)
    with monkeypatch.context() as patch:
        deny(patch, "replace")
        assert_refused(system, tmp_path, "addin_held")
    assert tree(tmp_path) == before
    installed(system)
    assert addin_status(system).well


def test_removal_is_refused_when_the_system_does_not_let_it_go(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = play("darwin")
    installed(system)
    with monkeypatch.context() as patch:
        deny(patch, "unlink")
        assert_refused(system, tmp_path, "addin_held", remove_addin)
    assert remove_addin(system).left == ()


@pytest.mark.parametrize("mode", [0o755, 0o777])
def test_a_folder_that_may_not_be_written_is_said_and_left_alone(
    play: Play, tmp_path: Path, mode: int
) -> None:
    """A child without rights tries: root may write anywhere. The log's folder is closed, too, or open."""
    system = play("win32")
    assert system.startup
    system.startup.mkdir(parents=True)
    system.log.mkdir(parents=True)
    system.log.chmod(mode)
    before = tree(tmp_path)

    def work() -> str:
        os.chdir(tmp_path)
        denied()
        return run("install").output

    said = answer(work)
    assert re.fullmatch(r"เขียน \S+ ไม่ได้ \(ไม่มีสิทธิ์[^\n]+\) — [ก-๙][^\n]+\n", said)
    assert tree(tmp_path) == before


def test_a_file_of_that_name_that_is_not_ours_is_left_alone(play: Play, tmp_path: Path) -> None:
    system = play("win32")
    assert system.startup
    system.startup.mkdir(parents=True)
    (system.startup / ADDIN).write_bytes(b"not a workbook")
    assert_refused(system, tmp_path, "addin_foreign")
    assert keys(system)[:1] == ["addin_unreadable"]


def test_ours_that_was_damaged_is_replaced(play: Play) -> None:
    system = play("win32")
    addin = installed(system)
    addin.write_bytes(b"cut short")
    assert keys(system)[:2] == ["addin_unreadable", "addin_changed"]
    installed(system)
    assert addin_status(system).well


def test_a_damaged_record_is_named(play: Play, tmp_path: Path) -> None:
    system = play("win32")
    installed(system)
    system.record.write_text("{", encoding="utf-8")
    assert_refused(system, tmp_path, "record_damaged")
    assert_refused(system, tmp_path, "record_damaged", remove_addin)
    assert keys(system) == ["record_damaged"]
    system.record.unlink()
    installed(system)
    remove_addin(system)
    assert not (system.home / WINDOWS_STARTUP / ADDIN).exists()


def test_the_python_of_the_microsoft_store_is_refused(play: Play, tmp_path: Path) -> None:
    store = tmp_path / "WindowsApps" / "PythonSoftwareFoundation.Python.3.12"
    assert_refused(play("win32", base=store), tmp_path, "store_python")
    assert_refused(play("win32", python=store / "python.exe"), tmp_path, "store_python")


@pytest.mark.parametrize(("code_page", "callable_"), [("cp874", True), ("utf-8", True), ("cp1252", False)])
def test_a_thai_path_needs_a_windows_that_can_spell_it(
    play: Play, tmp_path: Path, code_page: str, callable_: bool
) -> None:
    python = python_at(tmp_path / "สมชาย" / "python.exe", this_system().version)
    system = play("win32", python=python, base=python.parent, code_page=code_page)
    if callable_:
        installed(system)
        assert addin_status(system).well
    else:
        assert_refused(system, tmp_path, "path_letters")


def test_a_path_with_blanks_is_refused_on_macos_alone(play: Play, tmp_path: Path) -> None:
    python = python_at(tmp_path / "my python" / "python.exe", this_system().version)
    assert_refused(play("darwin", python=python), tmp_path, "path_spaces")
    installed(play("win32", python=python))


def test_without_xlwings_nothing_is_built(play: Play, tmp_path: Path) -> None:
    system = play("win32", xlwings=None)
    assert_refused(system, tmp_path, "no_xlwings")
    assert_refused(system, tmp_path, "no_xlwings", build_addin)


def test_another_xlwings_than_is_known_is_named(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strange(_: Mapping[str, str]) -> bytes:
        raise StrangeXlwings("9.9", ["xlwings: 0 times, not 1: Sub X"])

    system = play("win32")
    monkeypatch.setattr(package, "addin", strange)
    for job in (install_addin, build_addin):
        assert_refused(system, tmp_path, "strange_xlwings", job)
    assert_refused(play("darwin", xlwings_version="9.9"), tmp_path, "strange_xlwings")


@both
@pytest.mark.parametrize("deed", ["replace", "unlink"])
def test_an_installation_that_is_killed_can_be_repeated_or_removed(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, deed: str
) -> None:
    """Killed when the add-in is put in the place of an older one, and when it is being removed."""
    system = play(platform)
    before = tree(tmp_path)
    installed(replace(system, version="0.0.1"))

    def killed() -> None:
        deny(monkeypatch, deed, lambda _: os._exit(9))
        (install_addin if deed == "replace" else remove_addin)(system=system)

    _, status = os.waitpid(forked(killed), 0)
    assert os.waitstatus_to_exitcode(status) == 9
    if platform == "win32":
        installed(system)
        assert addin_status(system).well
    assert remove_addin(system).left == ()
    assert tree(tmp_path) == before


def test_what_a_killed_installation_left_is_cleared(play: Play) -> None:
    system = play("win32")
    assert system.startup
    system.startup.mkdir(parents=True)
    half = system.startup / f".{ADDIN}.123.tmp"
    half.write_bytes(b"half")
    installed(system)
    assert not half.exists()


# --- status ---


def test_nothing_installed_is_said_with_what_to_do(play: Play) -> None:
    play("win32")
    said = run("status")
    assert said.exit_code == 1
    assert "ยังไม่ได้ติดตั้ง Add-in — ปิด Excel แล้วสั่ง emenscr-xl addin install" in said.output


@both
def test_all_is_well_with_every_version(play: Play, platform: str) -> None:
    plist = play(platform).applications / "Microsoft Excel.app/Contents/Info.plist"
    plist.parent.mkdir(parents=True)
    plist.write_bytes(plistlib.dumps({"CFBundleShortVersionString": "16.92"}))
    system = play(platform, registry=lambda key, name: "16.92" if name == "VersionToReport" else "")
    installed(system)
    said = run("status")
    assert (said.exit_code, "พร้อมใช้" in said.output) == (0, True), said.output
    for version in (f"Add-in {system.version}", f"xlwings {XLWINGS}", "Python 3.12.4", "Excel 16.92"):
        assert version in said.output
    assert str(system.python) in said.output
    assert "All is well" in run("status", "--lang", "en").output


def test_json_is_as_published(play: Play) -> None:
    system = play("win32")
    addin = installed(system)
    (addin.parent.parent / "x").mkdir()
    system.python.unlink()
    said = json.loads(run("status", "--json").stdout)
    assert list(said) == ["addin", "installed", "recorded", "interpreter", "warm", "versions", "troubles"]
    assert said["addin"] == str(addin)
    assert [said[key] for key in ("installed", "recorded", "warm")] == [True, True, True]
    (found,) = said["troubles"]
    assert list(found) == ["key", "message_th", "message_en", "cure_th"]
    assert (found["key"], found["message_th"]) == ("no_python", sentences()["no_python"].th)


def unusable(python: Path) -> None:
    python.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda s: s.python.unlink(), ["no_python"]),
        (lambda s: unusable(s.python), ["python_silent"]),
        (lambda s: s.python.chmod(0o644), ["python_silent"]),
        (lambda s: python_at(s.python, ""), ["no_package"]),
        (lambda s: python_at(s.python, s.version, ""), ["no_xlwings"]),
        (lambda s: python_at(s.python, "9.9.9"), ["other_version"]),
        (lambda s: python_at(s.python, s.version, "9.9.9"), ["other_xlwings"]),
        (lambda s: s.click.unlink(), ["package_moved"]),
        (lambda s: s.python.with_name(f"xlwings64-{XLWINGS}.dll").unlink(), ["no_dll"]),
        (lambda s: s.startup.joinpath(ADDIN).unlink(), ["not_installed"]),
    ],
)
def test_each_thing_that_goes_wrong_later_is_found(
    play: Play, change: Callable[[System], object], expected: list[str]
) -> None:
    system = play("win32")
    installed(system)
    change(system)
    assert keys(system) == expected
    said = run("status")
    assert said.exit_code == 1
    assert sentences()[expected[0]].cure in said.output


def test_on_macos_a_lost_script_is_found(play: Play) -> None:
    system = play("darwin")
    installed(system)
    assert system.script
    system.script.unlink()
    assert keys(system) == ["no_script"]
    installed(system)
    assert keys(system) == []


def test_a_python_that_does_not_end_is_not_waited_for(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_job, "SECONDS", 0.2)
    system = play("win32")
    installed(system)
    answers = system.python.read_text(encoding="utf-8").replace("#!/bin/sh\n", "#!/bin/sh\nsleep 1\n")
    system.python.write_text(answers, encoding="utf-8")
    assert keys(system) == ["python_silent"]


def test_one_copied_by_hand_names_no_python(play: Play) -> None:
    system = play("win32")
    assert system.startup
    build_addin(system.startup / ADDIN, system)
    found = addin_status(system)
    assert [t.key for t in found.troubles] == ["no_python"]
    assert not found.recorded
    installed(system)
    assert addin_status(system).recorded


def test_this_very_python_answers(play: Play) -> None:
    """No stand-in: the interpreter of the tests has the package and xlwings."""
    system = play("darwin", python=Path(sys.executable))
    installed(system)
    found = addin_status(system)
    assert found.well
    assert found.versions
    assert (found.versions["package"], found.versions["xlwings"]) == (system.version, XLWINGS)


@pytest.mark.parametrize("root", [r"HKCU\Software\Policies\Microsoft", r"HKCU\Software\Microsoft"])
@pytest.mark.parametrize(
    ("key", "value", "policy"),
    [
        (r"Excel\Security", "DisableAllAddins", "Disable all application add-ins"),
        (
            r"Excel\Security",
            "RequireAddinSig",
            "Require that application add-ins are signed by Trusted Publisher",
        ),
        (r"Excel\Security\Trusted Locations", "AllLocationsDisabled", "Disable all trusted locations"),
    ],
)
def test_a_setting_that_keeps_add_ins_out_is_named(
    play: Play, root: str, key: str, value: str, policy: str
) -> None:
    there = {(rf"{root}\Office\16.0\{key}", value): "1"}
    system = play("win32", registry=lambda k, n: there.get((k, n), ""))
    installed(system)
    assert keys(system) == ["blocked_by_setting"]
    said = run("install")
    assert (said.exit_code, policy in said.output) == (1, True)
    there = dict.fromkeys(there, "0")
    assert keys(system) == []


# --- build, and systems without Excel ---


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_build_names_no_python_on_any_system(play: Play, platform: str) -> None:
    system = play(platform)
    done = build_addin(system=system)
    assert done.addin == system.folder / "emenscr.xlam"
    said = told(done.addin)
    assert not any(said.get(key) for key in ("INTERPRETER_WIN", "INTERPRETER_MAC", "PACKAGE"))
    assert str(said["USE UDF SERVER"]) == "False"


def test_the_same_sources_give_the_same_file(play: Play, tmp_path: Path) -> None:
    system = play("linux")
    first, second = (build_addin(tmp_path / n, system).addin for n in ("a.xlam", "b.xlam"))
    assert first.read_bytes() == second.read_bytes()


def test_build_says_what_to_do_next(play: Play, tmp_path: Path) -> None:
    play("linux")
    said = run("build", "--output", tmp_path)
    assert said.exit_code == 0
    assert str(tmp_path / "emenscr.xlam") in said.output
    assert r"%APPDATA%\Microsoft\Excel\XLSTART" in said.output
    assert (tmp_path / "emenscr.xlam").exists()
    other = run("build", "--output", tmp_path / "emenscr.xlsm")
    assert (other.exit_code, "ลงท้ายด้วย .xlam" in other.output) == (2, True)


def test_without_excel_install_builds_here_and_explains(play: Play, tmp_path: Path) -> None:
    system = play("linux")
    before = tree(tmp_path)
    said = run("install")
    assert said.exit_code == 0
    assert str(system.folder / ADDIN) in said.output
    assert "Startup.localized/Excel" in said.output
    assert set(tree(tmp_path)) - set(before) == {"elsewhere/emenscr.xlam"}
    assert "ระบบนี้ไม่มี Excel" in run("status").output
    assert run("status").exit_code == 1
    assert not remove_addin(system).was_installed


# --- the papers ---


def test_the_guide_lists_every_message_with_its_cure() -> None:
    """Mend with `make generated`."""
    script = runpy.run_path(str(ROOT / "scripts" / "guide.py"))
    page = script["INSTALL"].read_text(encoding="utf-8")
    assert script["with_messages"](page) == page
    shown = re.sub(r"\\(.)", r"\1", page)
    faults = [said for said in sentences().values() if said.cure]
    for text in (text for said in faults for text in (said.th, said.cure)):
        assert text.replace("{", "‹").replace("}", "›") in shown


def test_sentences_have_the_same_details_in_both_languages() -> None:
    def details(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [key for key, s in sentences().items() if details(s.th) != details(s.en)] == []
    assert [key for key, s in sentences().items() if s.vba and details(s.th)] == []
