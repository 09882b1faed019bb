"""olevba, an independent reader of VBA projects, known to malware analysts all over the world."""

import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what its parser says of a newer pyparsing
    from oletools.olevba import VBA_Parser, decompress_stream


def decompressed(container: bytes) -> bytes:
    """The bytes that a compressed container holds."""
    return bytes(decompress_stream(bytearray(container)))


def read_modules(path: Path) -> dict[str, str]:
    """The text of every module of a workbook, by its stream's name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = VBA_Parser(str(path))
        try:
            return {stream.rpartition("/")[2]: text for _, stream, _, text in parser.extract_macros()}
        finally:
            parser.close()
