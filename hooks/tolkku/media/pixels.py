"""Pixels: a picture opened and unpacked, never more of it than a computer bears."""

from __future__ import annotations

import re

from PIL import Image

from tolkku.media.metadata import frames_in, holds_fixed_metadata, orientation, without_metadata
from tolkku.media.opening import opened
from tolkku.media.profiles import bare_profile
from tolkku.media.types import Damaged

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


_T = Image.Transpose
# What sets up a picture that lies as Exif says.
_TURNS = {
    2: _T.FLIP_LEFT_RIGHT,
    3: _T.ROTATE_180,
    4: _T.FLIP_TOP_BOTTOM,
    5: _T.TRANSPOSE,
    6: _T.ROTATE_270,
    7: _T.TRANSVERSE,
    8: _T.ROTATE_90,
}


def unpacked(raw: bytes) -> Image.Image:
    """The first picture in a file's bytes. Raises Damaged when it cannot be read to its end.

    A JPEG whose end was cut off and closed again is read all the same, as browsers do.
    """
    turn = _TURNS.get(orientation(raw))
    with opened(raw) as picture:
        picture.load()
        return picture.copy() if turn is None else picture.transpose(turn)


def plain(upright: Image.Image) -> Image.Image:
    """The same pixels in red, green and blue, with their colour profile and nothing else of what
    the file holds. Raises Damaged."""
    is_clear = "A" in upright.getbands() or "transparency" in upright.info
    profile = upright.info.get("icc_profile") if upright.mode in ("RGB", "RGBA") else None
    try:
        made = upright.convert("RGBA" if is_clear else "RGB")
    except (OSError, ValueError, TypeError):
        raise Damaged from None
    bare = bare_profile(profile) if profile else b""
    made.info = {"icc_profile": bare} if bare else {}
    return made
