"""Formulas in Excel's grammar and in the one of LibreOffice's interface.

Excel        =SUM('ก ข'!A1:B2,{1,2;3,4})
LibreOffice  =SUM($'ก ข'.A1:B2;{1;2|3;4})
"""

import re

from support.errors import ComError

LETTER = r"\w\u0E00-\u0E7F"
TEXT = r"""(?P<text>"(?:[^"]|"")*")"""
#: What differs in LibreOffice's grammar; all else, and the inside of a text, stays.
LIBREOFFICE = re.compile(
    rf"""{TEXT}
  | (?P<sheet>\$?'(?:[^']|'')*'\.|(?<![{LETTER}.$])\$?(?!\d)[{LETTER}]+\.(?=[\$A-Za-z#_\u0E00-\u0E7F]))
    (?![A-Za-z.]+\()
  | (?P<truth>(?<![{LETTER}.])(?:TRUE|FALSE)\(\))
  | (?P<braces>\{{[^{{}}"]*(?:"(?:[^"]|"")*"[^{{}}"]*)*\}})
  | (?P<error>\#[A-Z/0]+!)
  | (?P<mark>[;~!])""",
    re.VERBOSE,
)
MARKS = {";": ",", "~": ",", "!": " "}
ROWS_OF_CONSTANTS = re.compile(rf"{TEXT}|(?P<mark>[;|])")
EXCEL = re.compile(
    rf"""{TEXT}
  | (?P<error>\#(?:N/A|DIV/0!|REF!|NAME\?|NULL!|NUM!|VALUE!))
  | (?P<quoted>'(?:[^']|'')*'!)
  | (?P<function>[A-Za-z_][\w.]*\()
  | (?P<sheet>[{LETTER}.]+!)
  | (?P<word>[{LETTER}.]+)
  | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
LONGEST_FORMULA, LONGEST_TEXT = 8192, 255


def to_excel(formula: str) -> str:
    """A formula that LibreOffice gives, as Excel writes it."""
    plain = formula[1:-1] if formula[:1] == "{" else formula
    return LIBREOFFICE.sub(_for_excel, plain)


def _for_excel(found: re.Match[str]) -> str:
    kind, token = found.lastgroup, found.group()
    if kind == "sheet":
        return token.removeprefix("$")[:-1] + "!"
    if kind == "truth":
        return token[:-2]
    if kind == "mark":
        return MARKS[token]
    if kind == "braces":
        return ROWS_OF_CONSTANTS.sub(lambda part: {";": ",", "|": ";"}.get(part.group(), part.group()), token)
    return token


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
        elif token in ")}":
            opened.pop()
        if not opened or (kind == "other" and token == '"'):
            raise ComError("There's a problem with this formula.")
    if len(opened) > 1:
        raise ComError("There's a problem with this formula.")
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
