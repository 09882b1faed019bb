"""Damage to the package: its members, their order, their packing, and what their headers say.

No content of any sheet is changed by these, so that every answer is read as it is, or the file is refused.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED

from fuzz.case import Case, Mutation
from fuzz.package import FIELDS, Member
from fuzz.values import PATHS


def _index(chance: Random, case: Case) -> int:
    return chance.randrange(len(case.package.members))


def _reordered(chance: Random, case: Case) -> Case:
    members = chance.sample(case.package.members, len(case.package.members))
    return case.after("members in another order", case.package.with_members(iter(members)))


def _repacked(chance: Random, case: Case) -> Case:
    method = chance.choice((ZIP_STORED, ZIP_DEFLATED))
    share = chance.choice((0.2, 1))
    members = (replace(m, method=method) if chance.random() < share else m for m in case.package.members)
    return case.after(f"members packed by method {method}", case.package.with_members(members))


def _added(chance: Random, case: Case) -> Case:
    content = chance.choice((b"", b"<x/>", chance.randbytes(300), b"\0" * 5_000, b"<!DOCTYPE x><x/>"))
    name = chance.choice(("customXml/item1.xml", "xl/calcChain.xml", "docProps/custom.xml", *PATHS))
    members = [*case.package.members]
    members.insert(chance.randrange(len(members) + 1), Member(name, content))
    return case.after(f"member {name[:60]!r} added", case.package.with_members(iter(members)))


def _dropped(chance: Random, case: Case) -> Case:
    index = _index(chance, case)
    kept = [m for n, m in enumerate(case.package.members) if n != index]
    name = case.package.members[index].name
    return case.after(f"member {name[:60]!r} dropped", case.package.with_members(iter(kept)))


def _twice(chance: Random, case: Case) -> Case:
    one, other = (case.package.members[_index(chance, case)] for _ in range(2))
    content = chance.choice((one.content, other.content, b"", one.content[:-5]))
    same = "the same" if content == one.content else "another"
    members = [*case.package.members]
    members.insert(chance.randrange(len(members) + 1), Member(one.name, content))
    words = f"member {one.name[:60]!r} twice, with {same} content"
    return case.after(words, case.package.with_members(iter(members)), None if same == "another" else {})


def _renamed(chance: Random, case: Case) -> Case:
    index = _index(chance, case)
    old = case.package.members[index].name
    new = chance.choice(
        (
            old.upper(),
            old.replace("/", "\\"),
            f"/{old}",
            f"./{old}",
            f"{old} ",
            f"{old}\0",
            old[:-1],
            chance.choice(PATHS),
        )
    )
    return case.after(f"member {old[:60]!r} renamed {new[:60]!r}", case.package.having(index, name=new))


def _swapped(chance: Random, case: Case) -> Case:
    one, other = _index(chance, case), _index(chance, case)
    first, second = case.package.members[one], case.package.members[other]
    package = case.package.having(one, content=second.content).having(other, content=first.content)
    return case.after(f"contents of {first.name[:60]!r} and {second.name[:60]!r} swapped", package)


def _cut(chance: Random, case: Case) -> Case:
    index = _index(chance, case)
    member = case.package.members[index]
    content = member.content[: chance.randrange(len(member.content) + 1)]
    words = f"member {member.name[:60]!r} cut to {len(content)} bytes"
    return case.after(words, case.package.having(index, content=content), None)


def _lying(chance: Random, case: Case) -> Case:
    index, field = _index(chance, case), chance.choice(FIELDS)
    headers = chance.choice((("local",), ("central",), ("local", "central")))
    member = case.package.members[index]
    true = member.header("local")[FIELDS.index(field)]
    most = 0xFFFF if field in ("flags", "method") else 0xFFFFFFFF
    lie = (
        chance.choice((0, 1, most, true ^ 1, true + 1, true ^ 8, true ^ 0x800, chance.randrange(most))) & most
    )
    lies = {**member.lies, **{(header, field): lie for header in headers}}
    words = f"{' and '.join(headers)} header of {member.name[:60]!r}: {field} {lie} instead of {true}"
    return case.after(words, case.package.having(index, lies=lies))


def _commented(chance: Random, case: Case) -> Case:
    comment = chance.choice((b"PK\5\6" + bytes(18), chance.randbytes(100), b"x" * 65_535, b"PK\1\2" * 20))
    return case.after("a comment at the end", replace(case.package, comment=comment))


MUTATIONS: tuple[Mutation, ...] = (
    _reordered, _repacked, _added, _dropped, _twice, _renamed, _swapped, _cut, _lying, _commented,
)  # fmt: skip
