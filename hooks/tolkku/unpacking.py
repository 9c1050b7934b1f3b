"""Unpacking: the pixels of a picture, all of them, as upright as browsers show them."""

from __future__ import annotations

from PIL import Image

from tolkku.damaged import Damaged
from tolkku.metadata import orientation
from tolkku.opening import opened
from tolkku.profiles import bare_profile

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
