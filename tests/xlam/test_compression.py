"""What is compressed is decompressed to the same bytes by oletools, which knows nothing of our code."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emenscr_xl.xlam.compression import compressed
from emenscr_xl.xlam.sources import modules
from xlam.readers import decompressed

CHUNK = 4096
FEW = settings(max_examples=40, deadline=None)


@FEW
@given(st.binary(max_size=600) | st.text("ab\r\n ", max_size=600).map(str.encode))
def test_any_bytes_come_back(data: bytes) -> None:
    assert decompressed(compressed(data)) == data


@FEW
@given(st.integers(0, 2**32), st.integers(1, 256), st.integers(0, 3 * CHUNK))
def test_chunks_of_any_richness_and_length_come_back(seed: int, letters: int, length: int) -> None:
    chance = random.Random(seed)
    data = bytes(chance.randrange(letters) for _ in range(length))
    assert decompressed(compressed(data)) == data


@pytest.mark.parametrize("length", [0, 1, 2, 3, 15, 17, 3640, 3641, 4095, 4096, 4097, 8192, 9000])
def test_lengths_around_a_chunk_come_back_whether_they_can_be_compressed_or_not(length: int) -> None:
    for data in (random.Random(length).randbytes(length), b"a" * length, (b"Sub A()\r\n" * length)[:length]):
        assert decompressed(compressed(data)) == data


@pytest.mark.parametrize("place", [2**n + near for n in range(4, 12) for near in (-1, 0, 1)])
def test_a_copy_comes_back_wherever_the_split_between_place_and_length_changes(place: int) -> None:
    before = random.Random(place).randbytes(place)
    for source, length in ((0, 12), (0, place), (place - 3, 3), (place - 3, 300)):
        data = before + (before[source:] * 100)[:length] + b"."
        assert decompressed(compressed(data)) == data


def test_a_full_chunk_that_cannot_be_compressed_is_held_as_it_is() -> None:
    data = random.Random(1).randbytes(CHUNK)
    assert compressed(data) == b"\x01\xff\x3f" + data


def test_the_examples_of_the_specification() -> None:
    """MS-OVBA 3.2.1 (nothing repeats) and 3.2.3 (nothing but repeats)."""
    assert compressed(b"abcdefghijklmnopqrstuv.") == bytes.fromhex(
        "0119B000616263646566676800696A6B6C6D6E6F70007172737475762E"
    )
    assert compressed(b"a" * 73) == bytes.fromhex("0103B002614500")


def test_the_source_of_the_add_in_shrinks_to_less_than_half() -> None:
    texts = [module.text.encode() for module in modules()]
    assert sum(len(compressed(text)) for text in texts) < sum(map(len, texts)) / 2
