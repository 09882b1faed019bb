"""What hostile programs and careless people put where something else is expected."""

from __future__ import annotations

HUGE_DIGITS = "9" * 5_000
NUMBERS = (
    "0", "-0", "-1", "1", "2", "3", "255", "256", "32767", "65535", "65536", "1048576", "1048577",
    "16384", "16385",
    "2147483647", "2147483648", "-2147483649", "4294967295", "4294967296", "9223372036854775807",
    "9223372036854775808", "18446744073709551616", "-9223372036854775809", "1e308", "1e309", "-1e309",
    "1e-320", "1e",
    "1.5", "0.1", ".5", "5.", "1,5", "+1", " 1 ", "1 2", "0x10", "1_000", "٣", "๑๒", "１２", "²", "NaN",
    "nan", "INF",
    "inf", "-Infinity", "-0.0", "60", "59.999999999", "2958465", "2958466", "-657434", "45000.99999999999",
    "1e22", "123456789012345678901234567890", "1E5", HUGE_DIGITS, "1." + HUGE_DIGITS, "0" * 400 + "1",
)  # fmt: skip
TEXTS = (
    "", " ", "\n", "\t", "\u200b", "\ufeff", "\u00a0", "ก", "กำ", "กํา", "นํ้า", "์", "่้๊๋",
    "ก" + "่" * 200, "เ" * 50,
    "โรงเรียน", "0", "๑,๒๓๔.๕๐", "1/1/2570", "๑ ต.ค. ๖๙", "2026-10-01T00:00:00", "#N/A", "#REF!", "TRUE",
    "FALSE",
    "=1+1", "=cmd|'/c calc'!A0", "@SUM(1,1)", "+1", "-1", "\t=1", "{x}", "{0}", "%s", "%n%n", "a{b",
    "</v>", "&amp;",
    "<b>ก</b>", "'", '"', "''", "\\", "../../x", "C:\\x", "CON", "\u202e\u05d0", "\u0301" * 30, "é",
    "e\u0301", "ﬁ",
    "𝕏", "🏫", "👨‍👩‍👧‍👦", "\ud7ff", "\ue000", "\ufffd", "\u2028", "\x0b", "\x85", "_x000D_", "_x0000_",
    "_xD800_",
    "_x005F_x000D_", "#module:M4", "#module:M1", "#module:", "#answer", "#M2.area", "#M4.activities[1]",
    "#M4.activities[999999]", "#M4.activities[0]", "#emenscr", "#corrections", "#findings", "#", "#name",
    "ก" * 31,
    "ข" * 256, "ค" * 32_767, "ง " * 20_000, "9" * 400, "1" * 41, "None", "null", "nan", "undefined",
)  # fmt: skip
#: Those that stand in a sentence as they were typed, though no sentence of ours has the like.
ODD_IN_A_SENTENCE = ("{x}", "{0}", "a{b", "None")
ERRORS = (
    "#N/A",
    "#REF!",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#GETTING_DATA",
    "",
    "ก",
    "#",
)
TYPES = ("s", "str", "b", "e", "d", "n", "inlineStr", "", "S", "x", "shared", "ก", "date", "error")
REFERENCES = (
    "A1", "B2", "E5", "A0", "A-1", "A1048576", "A1048577", "XFD1", "XFE1", "AAAA1", "ZZZZZZZ1", "a1",
    "$A$1", "1A", "A", "1",
    "", "R1C1", "A1:B2", "ก1", "A๑", "A1 ", " A1", "A" * 300 + "1", "A" + HUGE_DIGITS, "A99999999999",
    "XFD1048576",
)  # fmt: skip
AREAS = (
    "A1:B2", "A1:XFD1048576", "B2:A1", "A0:A0", "A1", "", "A1:", ":A1", "E5:E9", "A1:A" + HUGE_DIGITS,
    "A" * 400 + "1:B2", "A1:B2 C3:D4", "E1:E1048577", "ก:ข", "#REF!", "1:5", "A:C",
)  # fmt: skip
PATHS = (
    "xl/worksheets/sheet1.xml", "XL/WORKSHEETS/SHEET3.XML", "xl\\worksheets\\sheet3.xml",
    "/xl/workbook.xml", "../x",
    "../../../../etc/passwd", "xl/../xl/workbook.xml", "xl//workbook.xml", "./xl/workbook.xml",
    "C:\\x.xml", "", "/", ".",
    "x" * 3_000, "ก" * 200, "xl/ชีต.xml", "con", "a\x00b", "content.xml", "xl/workbook.bin", "mimetype",
    "EncryptedPackage",
    "xl/sharedStrings.xml", "xl/externalLinks/externalLink1.xml", "xl/vbaProject.bin", "[trash]/0000.dat",
    "\ufeffx",
    "http://127.0.0.1:9/x.xml", "file:///etc/passwd", "worksheets/sheet99.xml", "worksheets/sheet3.xml?x",
    "%2e%2e/x",
)  # fmt: skip
HOSTILE = (*NUMBERS, *TEXTS, *TYPES, *REFERENCES, *AREAS, *PATHS)
