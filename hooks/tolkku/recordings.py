"""Recordings: sounds and films without what phones, cameras and programs wrote into them."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tolkku.boxes import bare_film
from tolkku.damaged import Damaged
from tolkku.matroska import bare_webm
from tolkku.sounds import bare_mp3, bare_ogg, bare_wav

_STRIPPERS: dict[str, Callable[[bytes], bytes]] = {
    ".m4a": bare_film,
    ".m4v": bare_film,
    ".mov": bare_film,
    ".mp3": bare_mp3,
    ".mp4": bare_film,
    ".oga": bare_ogg,
    ".ogg": bare_ogg,
    ".ogv": bare_ogg,
    ".opus": bare_ogg,
    ".wav": bare_wav,
    ".webm": bare_webm,
}


def bare_recording(raw: bytes, ending: str) -> bytes:
    """A sound's or film's bytes without metadata. No sound and no picture is packed anew. Raises
    Damaged."""
    try:
        return _STRIPPERS[ending](raw)
    except (struct.error, IndexError, ValueError, RecursionError):
        raise Damaged from None
