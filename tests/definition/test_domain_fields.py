"""Every row of the domain's field list has its place: M1–M6 in the form, M7 in the register's approvals."""

import csv
from pathlib import Path

import pytest

from emenscr_xl.form.load import shipped
from emenscr_xl.form.model import Module
from emenscr_xl.form.thai import SHORT_MONTHS

APPROVALS = shipped(2570).register.module("approvals").table("approvals")
MONTHS = ["10", "11", "12", "01", "02", "03", "04", "05", "06", "07", "08", "09"]
#: Keys that lie elsewhere in our form: sub-activities are a table of their own.
ELSEWHERE = {
    ("M4", "activities[].subactivities[]"): "subactivities[]",
    ("M5", "budget_source"): "budget_lines[].source",
    ("M6", "attachments"): "evidence",
}
#: Labels in words of our own.
REWORDED = {
    "activities[].start": "เดือนเริ่ม",
    "activities[].end": "เดือนสิ้นสุด",
    "activities[].uses_budget": "ใช้งบประมาณ",
    "activities[].weight": "ค่าน้ำหนัก (%)",
    "evidence": "หลักฐาน/ภาพประกอบ",
    "indicator_results[].actual": "ผลสะสม",
    "report_fiscal_year": "ปีงบประมาณที่รายงาน",
    **{f"budget_lines[].month_{month}": SHORT_MONTHS[int(month) - 1] for month in MONTHS},
}


def rows() -> list[dict[str, str]]:
    path = Path(__file__).parents[1] / "data" / "m_fields.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def single(key: str) -> list[str]:
    """The keys of a row: `a[].start / .end` is `a[].start` and `a[].end`; a range of months is twelve."""
    if ".." in key:
        return [f"{key.partition('10..')[0]}{month}" for month in MONTHS]
    first, *others = key.split(" / ")
    return [first, *(first.rpartition(".")[0] + o if o.startswith(".") else o for o in others)]


#: Module, key and Thai label of every place that the list asks for.
PLACES = [
    (base, ELSEWHERE.get((base, key), key), row["label_th"])
    for row in rows()
    for base in row["module"].split("/")
    for key in single(row["field_key"])
]
NAMES = [f"{base} {key}" for base, key, _ in PLACES]


def labels(module: Module) -> dict[str, str]:
    """The label of each question and table (`table[]`), and of each column (`table[].column`)."""
    found = {item.key: item.label for item in module.items}
    for table in module.tables:
        found[f"{table.key}[]"] = table.label
        found |= {f"{table.key}[].{f.key}": f.label for f in table.fields}
    return found


def places_of(base: str) -> list[dict[str, str]]:
    """The labels of the module: of each quarter's, for M6; of the approvals' columns, for M7."""
    if base == "M7":
        return [{f.key: f.label for f in APPROVALS.fields}]
    return [labels(module) for module in shipped(2570).form.modules if module.base == base]


def alike(ours: str, theirs: str) -> bool:
    """True when one label begins with the other, leaving out what stands in brackets."""
    ours, *_ = ours.split(" (")
    parts = [part.split(" (")[0] for part in theirs.split(" / ")]
    return any(ours.startswith(part) or part.startswith(ours) for part in parts)


def test_the_list_is_whole() -> None:
    assert len(rows()) == 77
    assert {base for base, _, _ in PLACES} == {"M1", "M2", "M3", "M4", "M5", "M6", "M7"}


@pytest.mark.parametrize(("base", "key", "label"), PLACES, ids=NAMES)
def test_every_row_has_its_place(base: str, key: str, label: str) -> None:
    found = places_of(base)
    assert found
    assert all(key in place for place in found)


@pytest.mark.parametrize(("base", "key", "label"), PLACES, ids=NAMES)
def test_every_label_is_the_domains(base: str, key: str, label: str) -> None:
    for place in places_of(base):
        assert place[key] == REWORDED[key] if key in REWORDED else alike(place[key], label)
