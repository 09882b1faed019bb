"""olefile reads what is written without a complaint, and the directory is a tree that Windows can search."""

from io import BytesIO
from struct import unpack_from

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emenscr_xl.xlam.compound_file import Folder, compound_file

NAMES = st.text("abcXYZ_0123456789", min_size=1, max_size=31)
SIZES = st.sampled_from([0, 1, 63, 64, 65, 511, 512, 4095, 4096, 4097, 9000])
STREAMS = st.dictionaries(NAMES, SIZES.map(lambda size: bytes(i % 251 for i in range(size))), max_size=24)
NO_LINE = 0xFFFFFFFF
RED = 0


def opened(content: bytes) -> olefile.OleFileIO:
    return olefile.OleFileIO(BytesIO(content), raise_defects=olefile.DEFECT_UNSURE)


def unlike(names: dict[str, bytes]) -> bool:
    return len({name.upper() for name in names}) == len(names)


@settings(max_examples=40, deadline=None)
@given(STREAMS.filter(unlike), STREAMS.filter(unlike))
def test_every_stream_is_read_back_and_no_sector_is_doubtful(
    outer: dict[str, bytes], inner: dict[str, bytes]
) -> None:
    content = compound_file({**outer, "~VBA": inner})
    with opened(content) as file:
        assert not file.parsing_issues
        expected = {(name,): data for name, data in outer.items()}
        expected |= {("~VBA", name): data for name, data in inner.items()}
        read = {tuple(path): file.openstream(path).read() for path in file.listdir()}
    assert read == expected
    assert content == compound_file({"~VBA": dict(reversed(inner.items())), **dict(reversed(outer.items()))})


@pytest.mark.parametrize("count", range(1, 34))
def test_the_directory_is_a_balanced_tree_in_the_order_of_names(count: int) -> None:
    names = [f"{'m' * (i % 5 + 1)}{i}" for i in range(count)]
    lines = directory(compound_file(dict.fromkeys(names, b"")))
    in_order, black_lines_down = walked(lines, lines[0].child)
    assert in_order == sorted(names, key=lambda name: (len(name), name.upper()))
    assert len(black_lines_down) == 1
    assert lines[lines[0].child].colour != RED


class Line:
    """A line of the directory, read by the offsets that MS-CFB 2.6.1 gives."""

    def __init__(self, data: bytes) -> None:
        (length,) = unpack_from("<H", data, 64)
        self.name = data[: max(length - 2, 0)].decode("utf-16-le")
        self.colour = data[67]
        self.left, self.right, self.child = unpack_from("<3I", data, 68)


def directory(content: bytes) -> list[Line]:
    """All lines; a sector of the directory follows the one before it, as nothing is written in between."""
    (first,) = unpack_from("<I", content, 48)
    at = (first + 1) * 512
    lines = []
    while at + 128 <= len(content) and (content[at + 66] or content[at + 68 : at + 72] == b"\xff" * 4):
        lines.append(Line(content[at : at + 128]))
        at += 128
    return lines


def walked(lines: list[Line], number: int, above: int | None = None) -> tuple[list[str], set[int]]:
    """The names from left to right, and how many black lines there are on the ways down."""
    if number == NO_LINE:
        return [], {0}
    line = lines[number]
    assert not (line.colour == RED and above == RED), "a red line under a red line"
    left, left_black = walked(lines, line.left, line.colour)
    right, right_black = walked(lines, line.right, line.colour)
    return [*left, line.name, *right], {n + (line.colour != RED) for n in left_black | right_black}


@pytest.mark.parametrize(
    "root", [{"a": b"", "A": b""}, {"": b""}, {"x" * 32: b""}, {"a/b": b""}, {"VBA": {"a!": b""}}]
)
def test_names_that_the_format_cannot_hold_are_refused(root: Folder) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        compound_file(root)


def test_more_than_the_header_can_name_is_refused() -> None:
    with opened(compound_file({"big": bytes(109 * 127 * 512 - 2048)})) as file:
        assert file.get_size("big") == 109 * 127 * 512 - 2048
    with pytest.raises(ValueError, match="7 MB"):
        compound_file({"big": bytes(109 * 128 * 512)})
