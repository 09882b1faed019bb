"""One law of names: a button's id, its callback, the function that it asks for. And the VBA is plain."""

import re
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from emenscr_xl.xlam.sentences import sentences
from emenscr_xl.xlam.sources import macro
from xlam.conditional import compiled_for

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


#: [MS-VBAL] 3.3.5.2: what nothing may be called. One of them, and Excel compiles nothing.
#: `Read` is none, but LibreOffice, which tries the rest, takes it for one.
RESERVED = (
    "call case close const declare defbool defbyte defcur defdate defdbl defint deflng "
    "deflnglng deflngptr defobj defsng defstr defvar dim do else elseif end endif enum erase "
    "event exit for friend function get global gosub goto if implements input let lock loop "
    "lset next on open option print private public put raiseevent redim resume return rset seek "
    "select set static stop sub type unlock wend while with write any as byref byval each in "
    "new shared until withevents optional paramarray preserve spc tab then to addressof and eqv "
    "imp is like mod not or typeof xor abs cbool cbyte ccur cdate cdbl cdec cint clng clnglng "
    "clngptr csng cstr cvar cverr date debug doevents fix int len lenb me psc scale sgn string "
    "array circle lbound ubound boolean byte currency double integer long longlong longptr "
    "single variant true false nothing empty null rem attribute linput decimal defdec read"
)


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_bears_a_name_that_vba_keeps_for_itself(name: str) -> None:
    text = macro(name)
    heads = re.findall(r"^(?:Public|Private) (?:Sub|Function) (\w+)(.*)", text, re.MULTILINE)
    dims = re.findall(r"^ *(?:Dim|(?:Public|Private)(?: Const)?) (.*)", text, re.MULTILINE)
    named = {procedure for procedure, _ in heads} | set(
        re.findall(r"(\w+)(?:\(\))? As ", "\n".join((*dims, *(rest for _, rest in heads))))
    )
    assert {each for each in named if each.lower() in RESERVED.split()} == set()
    assert named or name.endswith(".cls") or "IRibbonControl" in text


def test_macos_is_asked_nothing_by_vba() -> None:
    assert "MacScript" not in macro("Dialogs.bas")
    picked = compiled_for("mac", macro("Dialogs.bas")).partition("Private Function Picked(")[2]
    assert picked.count("\n") == 2, "its head and its end"


def test_what_python_calls_is_there_and_takes_text() -> None:
    called = {
        "Dialogs": ["PickFolder(Title, Start)", "PickFile(Title, Start)"],
        "Books": [
            "IsSaved(BookName)",
            "MarkSaved(BookName)",
            "Show(BookName)",
            "ShowSheet(BookName, SheetName)",
            "StopAutoSave(BookName)",
        ],
        "Fills": [
            "Describe(BookName, SheetName, Cells)",
            "Restore(BookName, SheetName, Cells, Texts)",
            "Paint(BookName, SheetName, Cells, Red As Long, Green As Long, Blue As Long)",
        ],
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
