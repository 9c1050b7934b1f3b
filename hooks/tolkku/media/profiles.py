"""Profiles: of a picture's colour profile (ICC) only what colours are made of.

The text in it may name a screen, a scanner and whose they are: "Anna's MacBook".
"""

from __future__ import annotations

import struct

from tolkku.media.types import Damaged

_HEAD = 128
_MOST_TAGS = 100
# https://www.color.org/specification/ICC.1-2022-05.pdf, 9.2: tags and 10: types, without text
_TAGS = frozenset(
    b"rXYZ gXYZ bXYZ wtpt bkpt rTRC gTRC bTRC kTRC chad chrm cicp lumi gamt"
    b" A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3".split()
)
_TYPES = frozenset(
    (b"XYZ ", b"curv", b"para", b"sf32", b"mft1", b"mft2", b"mAB ", b"mBA ", b"mpet", b"chrm")
) | {b"cicp"}
_NO_TIME = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)


def bare_profile(profile: bytes, size: int = 0) -> bytes:
    """The profile without text; empty when it is none, or does not fit into `size` bytes, to
    which it is filled up."""
    if len(profile) < _HEAD + 4 or profile[36:40] != b"acsp":
        return b""
    kept = _tags(profile)
    if not kept:
        return b""
    made = _packed(profile, {**kept, **_wordless(profile[8])})
    if not size:
        return made
    filled = struct.pack(">I", size) + made[4:].ljust(size - 4, b"\0")
    return filled if len(made) <= size else b""


def _tags(profile: bytes) -> dict[bytes, bytes]:
    count = struct.unpack_from(">I", profile, _HEAD)[0]
    if count > _MOST_TAGS or len(profile) < _HEAD + 4 + 12 * count:
        raise Damaged
    found = {}
    for number in range(count):
        name, start, size = struct.unpack_from(">4sII", profile, _HEAD + 4 + 12 * number)
        content = profile[start : start + size]
        if name in _TAGS and content[:4] in _TYPES:
            found[name] = content
    return found


def _wordless(version: int) -> dict[bytes, bytes]:
    """The two texts that every profile must have, without a word."""
    if version >= 4:
        empty = b"mluc" + bytes(4) + struct.pack(">II", 0, 12)
        return {b"desc": empty, b"cprt": empty}
    return {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 1) + bytes(79),
        b"cprt": b"text" + bytes(5),
    }


def _packed(profile: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Equal contents (of the three curves, mostly) stand there once, as they did."""
    places: dict[bytes, int] = {}
    table, body = b"", b""
    start = _HEAD + 4 + 12 * len(tags)
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, places[content], len(content))
    head = (
        struct.pack(">I", start + len(body)) + bytes(4) + profile[8:24] + _NO_TIME + b"acsp"
        + bytes(4) + profile[44:48] + bytes(8) + profile[56:80] + bytes(48)
    )  # fmt: skip
    return head + struct.pack(">I", len(tags)) + table + body
