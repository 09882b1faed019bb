"""One law of names: a button's id, its callback, the function that it asks for. And the VBA is plain."""

import re
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from emenscr_xl.xlam.sentences import sentences
from emenscr_xl.xlam.sources import macro

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
RIBBON = ElementTree.fromstring(macro("ribbon.xml"))
GROUPS = {
    "checking": ["check_completeness", "check_alignment", "clear_findings"],
    "preparing": ["new_register", "issue_forms", "alignment_tool"],
    "collecting": ["consolidate", "send_back", "key_in_sheets", "notices"],
    "reporting": ["quarterly_summary", "annual_summary", "memo"],
    "helping": ["guide", "about"],
}
JOBS = [job for jobs in GROUPS.values() for job in jobs]
LABELS = [
    *("ตรวจความครบถ้วน M1–M6", "ตรวจความสอดคล้อง", "ล้างผลตรวจ"),
    *("ทะเบียนปีใหม่", "สร้างแบบเก็บข้อมูล", "เครื่องมือวิเคราะห์ความเชื่อมโยง"),
    *("รวมข้อมูล", "ส่งกลับแก้ไข", "ใบนำเข้า", "ข้อความแจ้งเตือน"),
    *("สรุปรายไตรมาส", "สรุปประจำปี", "บันทึกข้อความ", "คู่มือ", "เกี่ยวกับ"),
]
BUTTONS = [button.attrib for button in RIBBON.iter(f"{UI}button")]
SOURCES = sorted(
    path.name for path in files("emenscr_xl.macros").iterdir() if path.name.endswith((".bas", ".cls"))
)
THAI = re.compile("[฀-๿]")


def camel(job: str) -> str:
    return "".join(word.title() for word in job.split("_"))


def test_the_tab_has_the_groups_and_buttons_that_were_agreed() -> None:
    (tab,) = RIBBON.iter(f"{UI}tab")
    assert (tab.attrib["id"], tab.attrib["label"]) == ("emenscr", "eMENSCR")
    groups = {group.attrib["id"]: [button.attrib["id"] for button in group] for group in tab}
    assert groups == GROUPS
    assert [button["label"] for button in BUTTONS] == LABELS
    assert all(THAI.search(group.attrib["label"]) for group in tab)


@pytest.mark.parametrize("button", BUTTONS, ids=JOBS)
def test_every_button_is_explained_in_thai_has_a_picture_and_its_own_callback(button: dict[str, str]) -> None:
    assert set(button) == {"id", "label", "size", "imageMso", "screentip", "supertip", "onAction"}
    assert button["onAction"] == f"Ribbon.{camel(button['id'])}"
    assert button["size"] in ("large", "normal")
    for text in (button["label"], button["screentip"], button["supertip"]):
        assert THAI.search(text)
        assert len(text) <= 1024, "Office's limit"
    assert re.fullmatch("[A-Za-z]+", button["imageMso"])
    assert len(button["screentip"]) < len(button["supertip"])


def test_the_callbacks_are_three_lines_without_logic_in_the_order_of_the_buttons() -> None:
    head = 'Attribute VB_Name = "Ribbon"\nOption Explicit\n'
    callback = 'Public Sub {}(control As IRibbonControl)\n    RunJob "{}"\nEnd Sub'
    text = macro("Ribbon.bas")
    assert text.startswith(head)
    code = [line for line in text.removeprefix(head).splitlines() if line and not line.startswith("'")]
    assert "\n".join(code) == "\n".join(callback.format(camel(job), job) for job in JOBS)


@pytest.mark.parametrize("name", SOURCES)
def test_vba_is_ascii_and_declares_what_it_uses(name: str) -> None:
    text = macro(name)
    assert text.isascii()
    assert "\nOption Explicit\n" in text
    assert text.startswith(f'Attribute VB_Name = "{name.partition(".")[0]}"\n')
    assert max(map(len, text.splitlines())) < 1024, "VBA's longest line"


def test_what_python_calls_is_there_and_takes_text() -> None:
    called = {
        "Dialogs": ["PickFolder(Title, Start)", "PickFile(Title, Start)"],
        "Books": ["IsSaved(BookName)", "MarkSaved(BookName)"],
        "Protection": [
            "Lift(BookName, SheetName)",
            "Restore(BookName, SheetName, Options)",
            "LiftBook(BookName)",
            "RestoreBook(BookName, Options)",
        ],
    }
    for module, expected in called.items():
        heads = re.findall(r"^Public (?:Sub|Function) (\w+)\((.*?)\)", macro(f"{module}.bas"), re.MULTILINE)
        plain = {f"{name}({given})".replace("ByVal ", "").replace(" As String", "") for name, given in heads}
        assert plain >= set(expected)


def test_every_sentence_that_vba_says_is_carried_and_every_one_carried_is_said() -> None:
    texts = macro("Setup.bas") + macro("xlwings.toml")
    said = set(re.findall(r'Said\("(\w+)"\)', texts)) | set(re.findall(r'Missing = "(\w+)"', texts))
    assert {key.lower() for key in said} == {key for key, sentence in sentences().items() if sentence.vba}
