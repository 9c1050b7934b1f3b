"""Media: whether a file beside the texts is what its name says, and does no harm."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from tolkku.kinds import PICTURES, kind_problem
from tolkku.metadata import holds_fixed_metadata, without_metadata
from tolkku.opening import Damaged, opened
from tolkku.unpacking import unpacked

_MOST_PIXELS = 100_000_000  # unpacked they fill 400 MB of a phone's memory
_LARGE_SIDE = 6000  # pixels
_LARGE_FILE = 2_000_000  # bytes


def media_problem(file: Path) -> str | None:
    """What is wrong with a media file, or None. Raises OSError."""
    ending = file.suffix.lower()
    with file.open("rb") as opened:
        problem = kind_problem(file.name, opened.read(32))
    if problem:
        return problem
    if ending == ".svg":
        from tolkku.drawings import drawing_problem  # only where there is an SVG

        return drawing_problem(file.read_bytes())
    return _picture_problem(file) if ending in PICTURES else None


def media_remark(file: Path) -> str | None:
    """What is worth knowing of a media file that is sound, or None. Raises OSError."""
    if file.suffix.lower() not in PICTURES:
        return None
    raw = file.read_bytes()
    width, height = _size(raw)
    if max(width, height) > _LARGE_SIDE:
        return f"is {width} × {height} pixels large, more than any screen shows."
    if len(raw) > _LARGE_FILE:
        return f"is {len(raw) / 1_000_000:.1f} MB large, which phones load slowly."
    return None


def published_bytes(file: Path) -> bytes | None:
    """What is published instead of a file; None when it is published as it is.

    A camera writes into a picture where and with what it was taken; readers get only the picture.
    """
    if file.suffix.lower() not in PICTURES:
        return None
    raw = file.read_bytes()
    bare = without_metadata(raw)
    return None if bare == raw else bare


def _picture_problem(file: Path) -> str | None:
    raw = file.read_bytes()
    try:
        width, height = _size(raw)
        if width * height > _MOST_PIXELS:
            return f"has {width * height // 1_000_000} million pixels, which no phone can unpack."
        without_metadata(raw)
        unpacked(raw)
    except Damaged:
        return f"is named {file.suffix}, and is damaged."
    if holds_fixed_metadata(raw):
        return "holds what the camera wrote, perhaps where it was taken."
    return None


def _size(raw: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the head of the file: nothing is unpacked."""
    try:
        with opened(raw) as picture:
            return picture.size
    except Image.DecompressionBombError as problem:
        # Pillow refuses what is large; we say how large it is instead.
        pixels = re.search(r"\d+", str(problem))
        return (int(pixels.group()) if pixels else 2 * _MOST_PIXELS, 1)
