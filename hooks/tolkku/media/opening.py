"""Opening: a picture's bytes given to Pillow, whose many complaints become one, or none."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image

from tolkku.media.types import Damaged


@contextmanager
def opened(raw: bytes) -> Iterator[Image.Image]:
    """A picture of which the head is read, and no pixel yet. Raises Damaged, also when the pixels
    asked for cannot be read, and Pillow's DecompressionBombError."""
    with warnings.catch_warnings():
        # Odd metadata are taken out, and how many pixels are too many is told elsewhere.
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(raw)) as picture:
                yield picture
        except (
            OSError, EOFError, SyntaxError, ValueError, LookupError, TypeError, AttributeError,
            ArithmeticError, RuntimeError, AssertionError, struct.error, zlib.error,
        ):  # fmt: skip
            raise Damaged from None
