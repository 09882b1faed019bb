"""Formulas in Excel's grammar and in the one of LibreOffice's interface.

Excel        =SUM('ก ข'!A1:B2,{1,2;3,4})
LibreOffice  =SUM($'ก ข'.A1:B2;{1;2|3;4})
"""

import re

from support.errors import ComError

NAME = r"[\w\u0E00-\u0E7F]"
SHARED = r"""
    (?P<text>"(?:[^"]|"")*")
  | (?P<error>\#(?:N/A|DIV/0!|REF!|NAME\?|NULL!|NUM!|VALUE!))
"""
LIBREOFFICE = re.compile(
    rf"""{SHARED}
  | (?P<quoted>\$?'(?:[^']|'')*'\.)
  | (?P<truth>(?:TRUE|FALSE)\(\))
  | (?P<function>[A-Za-z_][\w.]*\()
  | (?P<sheet>\$?(?!\d){NAME}+\.(?=[\$A-Za-z#_\u0E00-\u0E7F]))
  | (?P<word>(?:{NAME}|\.)+)
  | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
EXCEL = re.compile(
    rf"""{SHARED}
  | (?P<quoted>'(?:[^']|'')*'!)
  | (?P<function>[A-Za-z_][\w.]*\()
  | (?P<sheet>(?:{NAME}|\.)+!)
  | (?P<word>(?:{NAME}|\.)+)
  | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
LONGEST_FORMULA, LONGEST_TEXT = 8192, 255


def to_excel(formula: str) -> str:
    """A formula that LibreOffice gives, as Excel writes it."""
    written, braces = [], 0
    for found in LIBREOFFICE.finditer(
        formula.removeprefix("{").removesuffix("}") if formula[:1] == "{" else formula
    ):
        kind, token = found.lastgroup, found.group()
        braces += (token == "{") - (token == "}")
        if kind in ("quoted", "sheet"):
            written.append(token.removeprefix("$")[:-1] + "!")
        elif kind == "truth":
            written.append(token[:-2])
        elif kind == "other":
            inside = {";": ",", "|": ";"} if braces else {";": ",", "~": ",", "!": " "}
            written.append(inside.get(token, token))
        else:
            written.append(token)
    return "".join(written)


def to_libreoffice(formula: str) -> str:
    """A formula in Excel's grammar, as LibreOffice takes it. Refuses what Excel refuses for its length."""
    if len(formula) > LONGEST_FORMULA:
        raise ComError("A formula has at most 8192 characters.")
    written, opened = [], ["("]
    for found in EXCEL.finditer(formula):
        kind, token = found.lastgroup, found.group()
        if kind == "text" and len(token) - 2 - token[1:-1].count('""') > LONGEST_TEXT:
            raise ComError("Text values in formulas are limited to 255 characters.")
        written.append(_for_libreoffice(kind, token, opened[-1], formula[found.end() : found.end() + 1]))
        if kind == "function" or token in "({":
            opened.append("f" if kind == "function" else token)
        elif token in ")}" and len(opened) > 1:
            opened.pop()
    return "".join(written)


def _for_libreoffice(kind: str | None, token: str, inside: str, following: str) -> str:
    if kind == "quoted":
        return f"${token[:-1]}."
    if kind == "sheet":
        return f"$'{token[:-1]}'."
    if kind == "word" and token.upper() in ("TRUE", "FALSE") and following != "(":
        return f"{token}()"
    if kind == "other":
        return {"f": {",": ";"}, "(": {",": "~"}, "{": {",": ";", ";": "|"}}[inside].get(token, token)
    return token
