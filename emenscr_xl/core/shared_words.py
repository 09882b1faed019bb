"""The words that a text shares with a wording, fit to be read: for Thai, without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from emenscr_xl.core.likeness import runs

#: Fewer letters say nothing to a reader.
SHORTEST = 5
#: Words in more than one of so many wordings speak for none of them.
COMMON = 8
#: Words that begin and end where another word does: what stands beside one begins or ends there.
JOINTS = (
    "การ", "ความ", "และ", "หรือ", "ของ", "ใน", "ที่", "ให้", "ได้", "ได้รับ", "โดย", "จาก",
    "แก่", "กับ", "ต่อ", "เพื่อ", "มี", "เป็น", "อย่าง", "ด้าน", "ทาง", "ตาม", "ผู้", "ทุก",
    "ลดลง", "เพิ่มขึ้น", "ดีขึ้น", "สูงขึ้น", "ต่าง", "บน", "ระดับ", "กลุ่ม", "นักเรียน",
    "เด็ก", "ครู", "โรงเรียน", "ไม่", "ร่วม", "สามารถ", "พัฒนา", "ส่งเสริม", "สร้าง", "ทั้ง",
    "อยู่", "ภาย", "ด้วย", "ตั้งแต่", "ไป", "ใหม่",
    # longer words, lest a joint be seen inside them
    "บริการ", "พัฒนาการ", "จัดการ", "กิจการ", "กิจกรรม", "พิการ", "ราชการ", "ต่อต้าน",
    "ต่อเนื่อง", "เหมาะสม", "ส่งต่อ", "มีส่วนร่วม",
)  # fmt: skip
#: Joints that no shown word begins with, or ends with.
OPENING = frozenset({
    "และ", "หรือ", "ของ", "ใน", "ที่", "ให้", "ได้", "ได้รับ", "โดย", "จาก", "แก่", "กับ", "เพื่อ", "อย่าง", "ทั้ง",
})  # fmt: skip
CLOSING = OPENING | {"การ", "ความ", "มี", "ระดับ", "ผู้", "ทุก", "ไม่", "ด้าน", "ต่าง"}
#: Every objective says these.
EMPTY = ("เพื่อ", "เพื่อให้", "ได้รับการ", "ได้อย่าง")
#: A Thai cluster is not cut: not after a vowel written before its letter, not before what hangs on a letter.
_LEADING = "\u0e40-\u0e44"
_HANGING = "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e"
_CLUSTER = re.compile(f"[{_LEADING}].|.[{_HANGING}]")
#: So many texts are remembered: every entry of a catalogue and the answers of some projects.
MEMORY = 4096
_VOWEL = re.compile(f"[{_LEADING}]")
_JOINT = re.compile("|".join(sorted(JOINTS, key=len, reverse=True)))


def shared_words(text: str, names: Iterable[str], wordings: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The longest runs of letters that a text shares with names, the rarest among all wordings first."""
    texts, corpus = runs(text), [" ".join(runs(wording)) for wording in wordings]
    found = {run for name in names for run in _shared(runs(name), texts)}
    spread = {run: sum(run in wording for wording in corpus) for run in found if len(run) >= SHORTEST}
    telling = [r for r, times in spread.items() if times * COMMON <= len(corpus) and r not in EMPTY]
    whole = [run for run in telling if not any(run in other for other in telling if other != run)]
    return tuple(sorted(whole, key=lambda run: (spread[run], -len(run), run))[:most])


def _shared(letters: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    """From left to right, the longest runs that stand in some text."""
    for run in letters:
        start = 0
        while start < len(run):
            end = max(_ends(run, start, texts), default=0)
            if end:
                yield run[start:end]
            start = end or start + 1


def _ends(run: str, start: int, texts: Sequence[str]) -> Iterator[int]:
    """Where what begins at a start may end, so that it stands uncut in its run and in a text."""
    for end in range(start + SHORTEST, len(run) + 1):
        word = run[start:end]
        places = [(m.start(), text) for text in texts for m in re.finditer(word, text)]
        if not places:
            return
        if _complete(word) and any(_whole(start, at, len(word), run, text) for at, text in places):
            yield end


def _complete(word: str) -> bool:
    """True when a word neither begins nor ends with a joint that says nothing there."""
    joints = list(_JOINT.finditer(word))
    return not any(
        (m.start() == 0 and m[0] in OPENING) or (m.end() == len(word) and m[0] in CLOSING) for m in joints
    )


def _whole(start: int, at: int, length: int, run: str, text: str) -> bool:
    """True when neither place cuts a cluster, and each end of the word is seen to be one in either place."""
    first, second = (start, start + length), (at, at + length)
    begins = start in _starts(run) or at in _starts(text)
    ends = first[1] in _bounds(run) or second[1] in _bounds(text)
    return begins and ends and _uncut(*first, run) and _uncut(*second, text)


@lru_cache(MEMORY)
def _bounds(text: str) -> frozenset[int]:
    """Where a word is known to begin or end: at the ends of a run, and on both sides of a joint."""
    joints = [m.span() for m in _JOINT.finditer(text)]
    return frozenset({0, len(text)}.union(*joints))


@lru_cache(MEMORY)
def _starts(text: str) -> frozenset[int]:
    """Where a word may begin: at a bound, or with a vowel that is written before its letter."""
    return _bounds(text).union(m.start() for m in _VOWEL.finditer(text))


def _uncut(start: int, end: int, text: str) -> bool:
    """True when neither end cuts a Thai cluster."""
    return not any(_CLUSTER.match(text[cut - 1 : cut + 1]) for cut in (start, end) if cut)
