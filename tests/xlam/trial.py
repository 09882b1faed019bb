"""The add-in's VBA project, or a part of it, running in LibreOffice as one system compiles it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from emenscr_xl.xlam.package import CONFIG_SHEET, MACRO_WORKBOOK, NAME, assembled
from emenscr_xl.xlam.sources import modules
from oracles import live
from xlam import stand_ins
from xlam.conditional import System, compiled_for

STAND_INS: Mapping[str, str | None] = {
    "xlwings": stand_ins.XLWINGS,
    "Dialogs": stand_ins.DIALOGS,
    "Notes": stand_ins.NOTES,
    "Dictionary": stand_ins.DICTIONARY,
}


class Trial:
    """The add-in's workbook, open in LibreOffice."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def run(self, name: str, *arguments: object) -> Any:
        """What a procedure such as `Setup.Said` gives."""
        url = f"vnd.sun.star.script:{NAME}.{name}?language=Basic&location=document"
        return self.document.getScriptProvider().getScript(url).invoke(arguments, (), ())[0]

    def click(self, callback: str) -> None:
        """What a button of the ribbon does. Any object will do for the control."""
        self.run(callback, self.document)

    def noted(self, cell: str) -> list[str]:
        """The calls that a stand-in noted in a cell."""
        return live.cells(self.document, CONFIG_SHEET, cell).String.splitlines()

    def say(self, cell: str, text: str) -> None:
        """Tell a stand-in how to behave."""
        live.cells(self.document, CONFIG_SHEET, cell).String = text


@contextmanager
def trial(
    office: live.Office,
    path: Path,
    config: Mapping[str, str],
    replaced: Mapping[str, str | None],
    system: System = "windows",
) -> Iterator[Trial]:
    """The project with stand-ins, and with the replaced modules, open at `path` until the end."""
    project = modules({**STAND_INS, **replaced})
    front = "InFront.Shown" if "InFront" in replaced else "ActiveWorkbook"
    texts = (compiled_for(system, module.text).replace("ActiveWorkbook", front) for module in project)
    compiled = [replace(module, text=text) for module, text in zip(project, texts, strict=True)]
    path.write_bytes(assembled(config, compiled, MACRO_WORKBOOK))
    always = live.properties(MacroExecutionMode=4)
    document = office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, always)
    try:
        yield Trial(document)
    finally:
        document.close(True)
