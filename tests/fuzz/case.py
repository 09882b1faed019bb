"""A return on its way to being damaged, and what must be read of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from emenscr_xl.core.submission import Where
from fuzz.package import Package
from fuzz.returns import Base

#: What the answers of some places must be afterwards, as typed; all others are those of the whole return.
Typed = Mapping[Where, str]
NOTHING: Typed = {}


@dataclass(frozen=True)
class Case:
    """A return and what was done to it, in words. `typed` None: nobody can say what its answers are now."""

    base: Base
    package: Package
    words: tuple[str, ...] = ()
    typed: Typed | None = field(default_factory=dict)
    content: bytes = b""  # once it is packed

    def after(self, words: str, package: Package, typed: Typed | None = NOTHING) -> Case:
        """The case after something was done to its package."""
        both = None if self.typed is None or typed is None else {**self.typed, **typed}
        return replace(self, words=(*self.words, words), package=package, typed=both)

    def packed(self) -> bytes:
        """The file."""
        return self.content or self.package.packed()


#: What does some damage: a pure function. The same case comes back where there is nothing to damage so.
Mutation = Callable[[Random, Case], Case]
