"""A small office in which everybody types formulas, and a return that carries everything that could act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from builders import complete, definition, stamp, written
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.submission import Cell, Submission, Where
from emenscr_xl.form.model import Form
from emenscr_xl.jobs.new import register_of
from emenscr_xl.jobs.workspace import FOLDERS
from emenscr_xl.sheets.register_workbook import write_register
from typed.payloads import ALL
from workspaces import FIRST, SECOND, THIRD

#: What must be entered; the last one's owner sends nothing.
PROJECTS = (FIRST, SECOND, THIRD, "2570-900")
#: What their units are called; Excel counts some letters twice.
UNITS = (ALL[0], ALL[14], "😀" * 300, "&" * 301)
#: Stands in every answer that is personal, before the project that it belongs to.
SECRET = "ลับเฉพาะบุคคล7731"
#: File names that people may give; Windows does not take all of them.
NAMES = ("=cmd.xlsx", "\t=1.xlsx", "[1]'!#%20&.xlsx", "a\x01;=1\r@x.xlsx")
ATTACHED = ("+1.pdf", "-1+1.pdf", "@SUM(1).pdf", "\\\\127.0.0.1\\mark.pdf")
LIST = "=list[1]#\x02 %20&'.csv"
MAIN = b"xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
PARTS = {
    "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 mark",
    "xl/externalLinks/externalLink1.xml": b"<externalLink %b><ddeLink ddeTopic='m'/></externalLink>" % MAIN,
    "xl/connections.xml": b"<connections %b/>" % MAIN,
    "xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0 mark",
    "xl/activeX/activeX1.xml": b"<ax/>",
    "customXml/item1.xml": b"<mark/>",
    "customUI/customUI14.xml": b'<customUI onLoad="mark"/>',
}  # fmt: skip


def register(folder: Path) -> Path:
    """A workspace whose register holds payloads wherever a text may stand, beside what makes it work."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    form, own = definition().register, {"project": FIRST}
    whole = {
        "scope": "M1-M5",
        "kind": "ขยายเวลา",
        "until": "1 ม.ค. 2570",
        "rule": "C-01",
        "approval_scope": "M1-M5",
    }
    lists: Mapping[str, Iterable[Mapping[str, Cell]]] = {
        "action_plan": [
            *(
                _row(form, "action_plan", n, id=p, must_enter="ต้องนำเข้า", budget=10000, unit=UNITS[n])
                for n, p in enumerate(PROJECTS)
            ),
            *(_row(form, "action_plan", n) for n in range(4, 4 + len(ALL))),
        ],
        **{
            key: [_row(form, key, n, **(own | whole if n < 2 else {})) for n in range(4)]
            for key in ("extensions", "rule_waivers", "approvals", "file_decisions")
        },
        "returns": [
            _row(form, "returns", n, date="1 ธ.ค. 2569", due="", done="", part="", **own)
            for n in range(len(ALL))
        ],
    }
    made = register_of(definition(), ALL[0], lists)
    cells = {where: answer.typed for where, answer in made.answers.items()}
    settings = (f.key for f in form.module("settings").fields if f.type == "text")
    cells |= {Where("settings", key): _typed(form, f"settings.{key}", n) for n, key in enumerate(settings)}
    cells |= {Where("settings", "approval_chain.step", n): ALL[n * 3] for n in range(1, 5)}
    write_register(folder / "register.xlsx", definition(), submission_of(form, made.stamp, cells))
    return folder


def _row(form: Form, key: str, n: int, **kept: Cell) -> dict[str, Cell]:
    fields, of = (f.key for f in form.module(key).tables[0].answerable), kept.get("id", "")
    row = {name: _typed(form, f"{key}.{key}.{name}", n * 5 + k, of) for k, name in enumerate(fields)}
    return row | {name: value for name, value in kept.items() if name in row}


def _typed(form: Form, address: str, n: int, project: object = "") -> str:
    secret = f"{SECRET}{project}" if form.question(address)[2].personal else ""
    return f"{ALL[n % len(ALL)]}{secret}"


def hostile(form: Form, project: str, types: tuple[str, ...] = ()) -> Submission:
    """A return in which the questions of some types, or all, are answered by payloads."""
    cells: dict[Where, Cell] = {**complete(project, (1,))}
    for module, table, field in form.questions():
        if field.computed or (types and field.type not in types):
            continue
        name = f"{table.key}.{field.key}" if table else field.key
        for record in (1, 2) if table else (0,):
            cells[Where(module.key, name, record)] = _typed(form, f"{module.key}.{name}", len(cells), project)
    return submission_of(form, stamp(project), cells)


def send_all(folder: Path) -> None:
    """One return of payloads alone that carries all that could act, one under many names, and a plain one."""
    form, returns = definition().form, folder / "returns"
    written(returns / "active.xlsx", hostile(form, FIRST))
    (returns / "active.xlsx").write_bytes(active((returns / "active.xlsx").read_bytes()))
    content = written(
        returns / "texts.xlsx", hostile(form, SECOND, ("text", "long_text", "choice", "code"))
    ).read_bytes()
    for name in NAMES:
        (returns / name).write_bytes(content)
    written(returns / "plain.xlsx", submission_of(form, stamp(THIRD), complete(THIRD, (1,))))
    for name in ATTACHED:
        (returns / name).write_bytes(b"%PDF-1.4 " + name.encode())
    (returns / "mark.exe").write_bytes(b"MZ")
    rows = ["รหัสโครงการ,ชื่อโครงการ/การดำเนินงาน,ปีงบประมาณ,หน่วยงานระดับกองหรือเทียบเท่า"]
    rows += [f'"{t}","{t}",2570,"{t}"'.replace('""', '"') for t in ALL[:5] if '"' not in t]
    (folder / "emenscr" / LIST).write_text("\n".join(rows), encoding="utf-8", newline="")


def active(content: bytes) -> bytes:
    """The workbook with macros, links to other files, DDE, embedded objects, connections and a ribbon."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
                link = b'<Relationship Id="x1" Type="%b" Target="externalLinks/externalLink1.xml"/>' % kind
                part = part.replace(b"</Relationships>", link + b"</Relationships>")
            if name == "xl/workbook.xml":
                names = b'<definedName name="Auto_Open">[1]!mark</definedName></definedNames>'
                part = part.replace(b"</definedNames>", names)
            new.writestr(name, part)
        for name, part in PARTS.items():
            new.writestr(name, part)
    return made.getvalue()
