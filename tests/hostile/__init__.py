"""Hostile files: whatever may land in the folder of returns, and what must come of it.

A kind is a function with a decorator, five lines in the module of its theme:

    @content("a PDF under our suffix", "STR-01.foreign")
    def pdf() -> bytes:
        return b"%PDF-1.7\n" + bytes(200)

Tests find it by itself: its one sentence, that the run goes on, and that it changes no figure.
"""

from hostile import carriers, contents, disk, other_files, packages, sheets, values, xml
from hostile.kinds import CONTENTS, ON_DISK, Content, OnDisk

__all__ = ["CONTENTS", "ON_DISK", "Content", "OnDisk"]
MODULES = (carriers, contents, disk, other_files, packages, sheets, values, xml)
