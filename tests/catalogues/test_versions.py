"""Importing keeps every version as it was, says where it came from, and writes nothing when refused."""

import csv
import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from emenscr_xl.cli.main import app
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.jobs.check_catalogue import ListOptions, check_catalogue
from emenscr_xl.jobs.import_catalogue import import_catalogue
from emenscr_xl.jobs.workspace import JobError, Workspace
from official_lists import SMALL, TARGETS, VALUE_CHAIN, csv_file, many_factors, said, xlsx_file
from workspaces import workspace

NOW = datetime(2026, 10, 5, 9)
Y1, FACTORS = "targets_y1", "value_chain_factors"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return workspace(tmp_path / "งาน2570")


def targets(path: Path, *names: tuple[str, str]) -> Path:
    return csv_file(path, [TARGETS, *names])


def in_use(office: Path, key: str = Y1) -> Catalogue:
    return Workspace(office).open_register()[0].form.catalogues[key]


def confirmed(office: Path) -> set[bool]:
    return {e.confirmed for e in in_use(office).entries.values()}


def files(office: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((office / "catalogues").glob("*"))}


def test_a_version_says_where_it_came_from(office: Path, tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "ปัจจัย.xlsx", [VALUE_CHAIN, *SMALL])
    import_catalogue(path, office, now=NOW)
    with (office / "catalogues" / "catalogues.csv").open(encoding="utf-8-sig") as stream:
        components, factors = csv.DictReader(stream)
    source = hashlib.sha256(path.read_bytes()).hexdigest()
    kept = hashlib.sha256((office / "catalogues" / f"{FACTORS}-1.csv").read_bytes()).hexdigest()
    assert factors == {
        "imported_at": "2026-10-05T09:00:00",
        "catalogue": FACTORS,
        "version": "1",
        "file": f"catalogues/{FACTORS}-1.csv",
        "sha256": kept,
        "source": "ปัจจัย.xlsx",
        "source_sha256": source,
        "first_year": "2570",
        "last_year": "2570",
        "entries": "3",
        "confirmed": "1",
    }
    assert components["catalogue"] == "value_chain_components"


def test_the_next_version_stands_beside_the_former(office: Path, tmp_path: Path) -> None:
    import_catalogue(targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก")), office)
    before = files(office)
    import_catalogue(targets(tmp_path / "2.csv", ("120101", "ตัวอย่าง ข")), office)
    after = files(office)
    journal = "catalogues.csv"
    assert {name: after[name] for name in before if name != journal} == {
        name: content for name, content in before.items() if name != journal
    }
    assert after[journal].startswith(before[journal])
    assert (in_use(office).version, in_use(office).entries["120101"].name) == (2, "ตัวอย่าง ข")


def test_what_is_no_longer_listed_is_still_known(office: Path, tmp_path: Path) -> None:
    import_catalogue(targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก"), ("120102", "ตัวอย่าง ข")), office)
    import_catalogue(targets(tmp_path / "2.csv", ("120101", "ตัวอย่าง ค")), office)
    catalogue = in_use(office)
    assert [e.code for e in catalogue.offered(2570)] == ["120101"]
    assert catalogue.gone["120102"].name == "ตัวอย่าง ข"
    assert "110101" in catalogue.gone  # of the list that ships
    assert catalogue.get("120102") is None


def test_a_code_that_comes_back_is_listed_again(office: Path, tmp_path: Path) -> None:
    for n, code in enumerate(("120101", "120102", "120101")):
        import_catalogue(targets(tmp_path / f"{n}.csv", (code, f"ตัวอย่าง {n}")), office)
    catalogue = in_use(office)
    assert (list(catalogue.entries), "120101" in catalogue.gone, "120102" in catalogue.gone) == (
        ["120101"],
        False,
        True,
    )


def test_the_difference_is_against_the_version_in_use(office: Path, tmp_path: Path) -> None:
    first = [VALUE_CHAIN, *SMALL]
    import_catalogue(csv_file(tmp_path / "1.csv", first), office)
    rows = [
        VALUE_CHAIN,
        SMALL[0],
        (*SMALL[1][:4], "ตัวอย่าง ชื่อใหม่"),
        ("120101", "120101V02", "ตัวอย่าง ครู", "120101V02F02", "ตัวอย่าง เพิ่ม"),
    ]
    _, factors = check_catalogue(csv_file(tmp_path / "2.csv", rows), office).lists
    changes = factors.difference
    assert [e.code for e in changes.added] == ["120101V02F02"]
    assert [e.code for e in changes.removed] == ["120101V02F01"]
    assert [(c.before.name, c.after.name) for c in changes.renamed] == [("ตัวอย่าง สุขภาวะ", "ตัวอย่าง ชื่อใหม่")]
    assert (changes.moved, changes.unchanged) == ((), 1)


def test_an_entry_that_moves_to_another_parent(tmp_path: Path, office: Path) -> None:
    heading = ("รหัสหมุดหมาย", "รหัสเป้าหมายหมุดหมาย", "เป้าหมายหมุดหมาย")
    now = in_use(office, "nesdp13_targets").entries["12.1"]
    (found,) = check_catalogue(
        csv_file(tmp_path / "m.csv", [heading, ("13", "12.1", now.name)]), office
    ).lists
    (moved,) = found.difference.moved
    assert (moved.before.parent, moved.after.parent, found.difference.renamed) == ("12", "13", ())


def test_the_same_list_again_makes_no_version(office: Path, tmp_path: Path) -> None:
    path = targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก"))
    import_catalogue(path, office)
    before = files(office)
    again = import_catalogue(path, office)
    assert (again.already, again.versions, files(office)) == (True, (), before)
    assert len(import_catalogue(path, office, ListOptions(confirmed=False)).versions) == 1


def test_nothing_is_written_when_refused(office: Path, tmp_path: Path) -> None:
    bad = targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก"), ("129901", "ตัวอย่าง ข"))
    assert import_catalogue(bad, office).checked.refused
    assert not (office / "catalogues").exists()


def test_checking_writes_nothing(office: Path, tmp_path: Path) -> None:
    before = sorted(office.rglob("*"))
    check_catalogue(targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก")), office)
    assert sorted(office.rglob("*")) == before


def test_years_of_the_options(office: Path, tmp_path: Path) -> None:
    path = targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก"))
    import_catalogue(path, office, ListOptions(from_year=2566))
    entry = in_use(office).entries["120101"]
    assert (entry.first_year, entry.last_year) == (2566, 2570)
    later = import_catalogue(path, office, ListOptions(from_year=2571, to_year=2575)).checked
    assert (later.refused, said(later)[-1]) == (True, ("CAT-09.year", ""))
    assert in_use(office).version == 1
    with pytest.raises(JobError, match="2575"):
        import_catalogue(path, office, ListOptions(from_year=2575, to_year=2570))


def test_an_imported_list_is_confirmed_unless_told_otherwise(office: Path, tmp_path: Path) -> None:
    path = targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก"))
    assert confirmed(office) == {False}
    import_catalogue(path, office)
    assert confirmed(office) == {True}
    import_catalogue(path, office, ListOptions(confirmed=False))
    assert confirmed(office) == {False}


def test_a_former_version_can_be_taken_back(office: Path, tmp_path: Path) -> None:
    import_catalogue(csv_file(tmp_path / "1.csv", [VALUE_CHAIN, *SMALL]), office)
    import_catalogue(csv_file(tmp_path / "2.csv", [VALUE_CHAIN, SMALL[0]]), office)
    assert list(in_use(office, FACTORS).gone) == ["120101V01F02", "120101V02F01"]
    for key in ("value_chain_components", FACTORS):
        import_catalogue(office / "catalogues" / f"{key}-1.csv", office)
    again = in_use(office, FACTORS)
    assert (again.version, list(again.entries), again.gone) == (3, [row[3] for row in SMALL], {})


def test_a_version_that_is_taken_back_is_what_it_was(office: Path, tmp_path: Path) -> None:
    first = targets(tmp_path / "ร่าง.csv", ("120101", "ตัวอย่าง ก"))
    import_catalogue(first, office, ListOptions(confirmed=False))
    import_catalogue(targets(tmp_path / "2.csv", ("120101", "ตัวอย่าง ข")), office)
    own = office / "catalogues" / f"{Y1}-1.csv"
    (found,) = check_catalogue(own, office).lists
    assert (found.catalogue.key, [e.confirmed for e in found.entries]) == (Y1, [False])
    (again,) = import_catalogue(own, office).versions
    assert (again.version, again.source, again.confirmed) == (3, "ร่าง.csv", False)
    assert again.source_sha256 == hashlib.sha256(first.read_bytes()).hexdigest()
    assert confirmed(office) == {False}
    assert import_catalogue(own, office).already
    assert import_catalogue(first, office, ListOptions(confirmed=False)).already


def test_a_list_that_was_changed_by_hand_is_not_used(office: Path, tmp_path: Path) -> None:
    import_catalogue(targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก")), office)
    kept = office / "catalogues" / f"{Y1}-1.csv"
    content = kept.read_bytes()
    kept.write_bytes(content.replace("ตัวอย่าง".encode(), "แก้เอง".encode()))
    with pytest.raises(JobError, match="กู้คืนไฟล์นั้นจากสำเนา"):
        in_use(office)
    kept.unlink()
    with pytest.raises(JobError, match=f"{Y1}-1.csv"):
        in_use(office)
    kept.write_bytes(content)
    assert in_use(office).version == 1


@pytest.mark.parametrize("options", [ListOptions(from_year=2027), ListOptions(to_year=2030)])
def test_years_of_the_common_era_are_refused(office: Path, tmp_path: Path, options: ListOptions) -> None:
    path = targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก"))
    for job in (check_catalogue, import_catalogue):
        with pytest.raises(JobError, match=r"ไม่ใช่ปี พ\.ศ\."):
            job(path, office, options)


def test_other_years_and_another_confirmation_are_changes(office: Path, tmp_path: Path) -> None:
    path = targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก"), ("120102", "ตัวอย่าง ข"))
    import_catalogue(path, office)
    rows = [(*TARGETS, "ปีงบประมาณ"), ("120101", "ตัวอย่าง ก", "2569-2570"), ("120102", "ตัวอย่าง ข", "")]
    again = csv_file(tmp_path / "2.csv", rows)
    (found,) = check_catalogue(again, office).lists
    (change,) = found.difference.redated
    assert (change.before.first_year, change.after.first_year) == (2570, 2569)
    assert (found.difference.reassured, found.difference.unchanged) == ((), 1)
    (found,) = check_catalogue(again, office, ListOptions(confirmed=False)).lists
    assert [c.after.code for c in found.difference.reassured] == ["120101", "120102"]
    assert found.difference.unchanged == 0
    _, text = run("catalogue", "check", again, "--workspace", office)
    assert ("เปลี่ยนปี 1" in text, "2570–2570 → 2569–2570" in text, "คงเดิม 1" in text) == (True, True, True)


@pytest.mark.parametrize("cut", ["deleted", "shortened"])
def test_without_its_journal_no_version_gives_way_to_the_list_before_it(
    office: Path, tmp_path: Path, cut: str
) -> None:
    path = targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก"))
    import_catalogue(path, office)
    journal = office / "catalogues" / "catalogues.csv"
    former = journal.read_bytes()
    import_catalogue(targets(tmp_path / "2.csv", ("120101", "ตัวอย่าง ข")), office)
    whole = journal.read_bytes()
    if cut == "deleted":
        journal.unlink()
    else:
        journal.write_bytes(former)
    before = files(office)
    for job in (lambda: in_use(office), lambda: import_catalogue(path, office)):
        with pytest.raises(JobError, match=r"กู้คืน catalogues/catalogues\.csv จากสำเนา"):
            job()
    assert files(office) == before
    journal.write_bytes(whole)
    assert in_use(office).version == 2


def test_files_that_are_no_versions_stop_nothing(office: Path, tmp_path: Path) -> None:
    import_catalogue(targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก")), office)
    for name in ("บัญชีจากกรม-1.csv", f"{Y1}-1 copy.csv", f"{Y1}-1.xlsx"):
        (office / "catalogues" / name).write_text("ตัวอย่าง", encoding="utf-8")
    assert in_use(office).version == 1


def test_what_only_the_shipped_list_says_of_a_code_stays(office: Path, tmp_path: Path) -> None:
    """Relevance to an office of the area (A-09, coverage) is no column of an official list."""
    before = in_use(office, "master_plan_issues")
    rows = [("รหัสแผนแม่บท", "แผนแม่บท"), *((e.code, e.name) for e in before.entries.values())]
    for n, listed in enumerate((rows, rows[:2], rows)):
        import_catalogue(csv_file(tmp_path / f"{n}.csv", listed), office)
    after = in_use(office, "master_plan_issues")
    assert after.version == 3
    relevance = {code: e.row["relevance_to_esa_office"] for code, e in after.entries.items()}
    assert relevance == {c: e.row["relevance_to_esa_office"] for c, e in before.entries.items()}
    assert relevance["12"] == "core"


def test_a_catalogue_of_no_such_name(office: Path, tmp_path: Path) -> None:
    path = targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง ก"))
    with pytest.raises(JobError, match="fiscal_months"):
        import_catalogue(path, office, ListOptions(["fiscal_months"]))


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(w) for w in words])
    return result.exit_code, result.output


def test_the_commands(office: Path, tmp_path: Path) -> None:
    good = csv_file(tmp_path / "ปัจจัย.csv", [VALUE_CHAIN, *many_factors(30)])
    bad = csv_file(tmp_path / "เสีย.csv", [VALUE_CHAIN, *many_factors(30), *SMALL[1:2], ("1", *SMALL[1][1:])])
    status, said = run("catalogue", "check", good, "--workspace", office)
    assert (status, "รหัส = D “รหัสปัจจัย”" in said, "เพิ่ม 30" in said) == (0, True, True)
    assert "และอีก 20 รายการ" in said
    status, said = run("catalogue", "import", bad, office)
    assert (status, "เสีย.csv!B33" in said, "ไม่มีสิ่งใดถูกบันทึก" in said) == (1, True, True)
    status, said = run("catalogue", "import", good, office, "--lang", "en")
    assert (status, "is now version 1 (30 entries, fiscal years 2570–2570)" in said) == (0, True)
    status, said = run("catalogue", "import", good, office)
    assert (status, "ใช้บัญชีนี้อยู่แล้ว" in said) == (0, True)


def test_the_commands_as_json(office: Path, tmp_path: Path) -> None:
    status, said = run("catalogue", "check", targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง")), "--json")
    (each,) = json.loads(said)["lists"]
    assert (status, each["catalogue"], each["columns"]["code"]) == (
        0,
        Y1,
        {"column": "A", "heading": "รหัสเป้าหมาย"},
    )
    assert (len(each["renamed"]), each["added"], len(each["removed"]), each["unchanged"]) == (1, [], 75, 0)
    status, said = run("catalogue", "import", tmp_path / "1.csv", office, "--json")
    assert (status, json.loads(said)["versions"][0]["version"]) == (0, 1)


def test_exit_2_when_there_is_no_file_or_no_workspace(office: Path, tmp_path: Path) -> None:
    assert run("catalogue", "check", tmp_path / "absent.csv")[0] == 2
    path = targets(tmp_path / "1.csv", ("120101", "ตัวอย่าง"))
    status, said = run("catalogue", "import", path, tmp_path)
    assert (status, "ไม่พบทะเบียนคุม" in said) == (2, True)
