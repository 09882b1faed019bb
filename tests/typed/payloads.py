"""What people, or files, may put where a text belongs: formulas, links, escapes, markup."""

from __future__ import annotations

#: The six beginnings that make a spreadsheet take a text for a formula.
CLASSIC = (
    '=HYPERLINK("http://127.0.0.1/mark","คลิก")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
)
OTHERS = (
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "http://127.0.0.1/mark",
    "mailto:mark@example.com",
    "internal:'M1'!A1",
    "external:c:\\mark.xlsx",
    "\\\\127.0.0.1\\mark\\x.xlsx",
    "_x003D_1+1",
    "<r><t>=1+1</t></r>",
    "<r>&</r>",
    '"&HYPERLINK("http://127.0.0.1/mark")&"',
    '"),HYPERLINK("http://127.0.0.1/mark',
    "'=1+1",
    '&L&A&"Wingdings"mark[1]\'!#%20',
    "\x01=1+1\x0b\x1f",
    "บรรทัดแรก\n=1+1\r\n+2",
    "x,=1+1;=2+2\t=3+3",
    "＝1+1",
    "*?~mark",
    "#N/A",
    "]]></t><f>1+1</f>",
)
ALL = CLASSIC + OTHERS
