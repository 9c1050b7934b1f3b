"""Pixels: how many a picture has, before one is unpacked; and whether all of them are there."""

from __future__ import annotations

import re

from PIL import Image

from tolkku.damaged import Damaged
from tolkku.metadata import frames_in, holds_fixed_metadata, without_metadata
from tolkku.opening import opened
from tolkku.unpacking import plain, unpacked

MOST_PIXELS = 40_000_000  # unpacked they fill 160 MB of a phone's memory
_MOST_MOVING = 400_000_000  # of all frames of a moving picture


def size_of(raw: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the head of the file: nothing is unpacked. Raises
    Damaged."""
    try:
        with opened(raw) as picture:
            return picture.size
    except Image.DecompressionBombError as problem:
        # Pillow refuses what is large; we say how large it is instead.
        pixels = re.search(r"\d+", str(problem))
        return (int(pixels.group()) if pixels else 2 * MOST_PIXELS, 1)


def pixels_of(raw: bytes) -> int:
    """Of a picture that is sound, how many pixels one frame has."""
    width, height = size_of(raw)
    return width * height


def picture_problem(raw: bytes, kind: str) -> str | None:
    """What is wrong with a picture of a kind (`png`), or None. What passes here can be published,
    and made smaller."""
    try:
        return _too_many(raw) or _unpublished(raw)
    except Damaged:
        return f"is named .{kind}, and is damaged."


def _too_many(raw: bytes) -> str | None:
    pixels = pixels_of(raw)
    most = MOST_PIXELS // 1_000_000
    if pixels > MOST_PIXELS:
        return (
            f"has {pixels // 1_000_000} million pixels, and no phone can unpack more than {most}."
        )
    frames = frames_in(raw)
    if frames > 1 and frames * pixels > _MOST_MOVING:
        return f"moves, and has {frames} frames of {pixels:,} pixels, which keeps phones too busy."
    return None


def _unpublished(raw: bytes) -> str | None:
    if holds_fixed_metadata(raw):
        return "holds what the camera wrote, perhaps where it was taken."
    plain(unpacked(without_metadata(raw)))
    return None
