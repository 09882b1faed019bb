"""The streams `PROJECT` and `PROJECTwm`: what the editor shows of a project, and that it is not locked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

#: The project's identity: ours, once and for all.
_IDENTITY = "{7C0B6B1E-55D2-4A0C-9F43-2E6D0A57B1C4}"
_SEED = 0x5D
#: The three values say, encrypted: not protected, no password, visible.
_NOT_PROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), b"\0", b"\xff"
_LINE = {"module": "Module={}", "class": "Class={}", "document": "Document={}/&H00000000"}


def project_stream(name: str, kinds: Mapping[str, str]) -> bytes:
    """The text of `PROJECT`: every module with what it is, in the project's order."""
    lines = [
        f'ID="{_IDENTITY}"',
        *(_LINE[kind].format(module) for module, kind in kinds.items()),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(_NOT_PROTECTED)}"',
        f'DPB="{_encrypted(_NO_PASSWORD)}"',
        f'GC="{_encrypted(_VISIBLE)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module}=0, 0, 0, 0, C" for module in kinds),
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


def project_names(modules: Sequence[str]) -> bytes:
    """`PROJECTwm`: every module's name in the code page and in UTF-16."""
    pairs = (name.encode("ascii") + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in modules)
    return b"".join(pairs) + b"\0\0"


def _encrypted(data: bytes) -> str:
    """Data encryption of MS-OVBA 2.4.3.2, always with the same seed: it hides nothing here."""
    key = sum(_IDENTITY.encode("ascii")) & 0xFF
    ignored = bytes((_SEED & 6) // 2)
    plain = ignored + len(data).to_bytes(4, "little") + data
    return bytes((_SEED, _SEED ^ 2, _SEED ^ key, *_chained(plain, key))).hex().upper()


def _chained(plain: bytes, key: int) -> Iterator[int]:
    """Each byte, hidden by the plain one before it and the hidden one before that."""
    before, before_that, plain_before = _SEED ^ key, _SEED ^ 2, key
    for byte in plain:
        hidden = byte ^ (before_that + plain_before & 0xFF)
        yield hidden
        before, before_that, plain_before = hidden, before, byte
