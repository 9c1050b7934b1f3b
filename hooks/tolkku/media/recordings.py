"""Recordings: sounds and films without what phones, cameras and programs wrote into them."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator

from tolkku.media.boxes import bare_film
from tolkku.media.matroska import bare_webm
from tolkku.media.types import Damaged

_FRAME = re.compile(rb"\xff[\xe2-\xfe]")
_ID3V1 = 128
_APE = 32
# https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html
_WAV_KEPT = (b"fmt ", b"fact", b"data")
_LARGEST_COMMENT = 20_000_000  # bytes; pictures of covers stand in it


def bare_mp3(raw: bytes) -> bytes:
    """Without ID3, APE and Lyrics3 tags, before and after the sound. Raises Damaged.

    https://id3.org/id3v2.4.0-structure, https://wiki.hydrogenaud.io/index.php?title=APEv2
    """
    start = 0
    while raw.startswith(b"ID3", start):
        start += 10 + _syncsafe(raw, start + 6) + (10 if raw[start + 5] & 0x10 else 0)
    first = _FRAME.search(raw, start)
    if first is None:
        raise Damaged
    sound = raw[first.start() :]
    while (shorter := sound[: _end_of_sound(sound)]) != sound:
        sound = shorter
    return sound


def _end_of_sound(raw: bytes) -> int:
    """Where the last tag begins; the end when there is none."""
    end = len(raw)
    if raw[-_ID3V1:].startswith(b"TAG"):
        return end - (355 if raw[-355:].startswith(b"TAG+") else _ID3V1)
    if raw[-_APE:].startswith(b"APETAGEX"):
        size, _, flags = struct.unpack_from("<3I", raw, end - _APE + 12)
        return _checked(end - size - (_APE if flags >> 31 else 0), end)
    if raw.endswith(b"LYRICS200") and raw[-15:-9].isdigit():
        return _checked(end - int(raw[-15:-9]) - 15, end)
    if raw[-10:].startswith(b"3DI"):
        return _checked(end - _syncsafe(raw, end - 4) - 20, end)
    return end


def _checked(start: int, end: int) -> int:
    if not 0 <= start < end:
        raise Damaged
    return start


def _syncsafe(raw: bytes, at: int) -> int:
    a, b, c, d = raw[at : at + 4]
    return a << 21 | b << 14 | c << 7 | d


def bare_wav(raw: bytes) -> bytes:
    """Without chunks that are no sound (INFO, bext, iXML, XMP …). Raises Damaged."""
    pieces, at = [], 12
    while at + 8 <= len(raw):
        name, size = struct.unpack_from("<4sI", raw, at)
        content = raw[at + 8 : at + 8 + size]  # what recorded without end says a size too large
        if name in _WAV_KEPT:
            pieces.append(
                struct.pack("<4sI", name, len(content)) + content + bytes(len(content) % 2)
            )
        at += 8 + size + size % 2
    if not any(piece.startswith(b"data") for piece in pieces):
        raise Damaged
    body = b"WAVE" + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body


# The second packet of each stream holds the comments: how it begins, by how the first does.
_COMMENTS = {
    b"\x01vorbis": b"\x03vorbis",
    b"OpusHead": b"OpusTags",
    b"\x80theora": b"\x81theora",
    b"Speex   ": b"",
}
_SILENT = (b"fishead\0",)


def bare_ogg(raw: bytes) -> bytes:
    """With comments of as many bytes that say nothing: no page changes its place. Raises Damaged.

    https://www.rfc-editor.org/rfc/rfc3533, https://www.rfc-editor.org/rfc/rfc7845#section-5.2,
    https://xiph.org/vorbis/doc/v-comment.html
    """
    bare = bytearray(raw)
    firsts: dict[int, bytes] = {}
    comments: dict[int, list[tuple[int, int, int]]] = {}
    for page, body, sizes in _pages(raw):
        stream = struct.unpack_from("<I", raw, page + 14)[0]
        if raw[page + 5] & 2:  # a stream begins
            firsts[stream] = raw[body : body + 8]
            comments[stream] = [] if _prefix(firsts[stream]) is not None else [(-1, 0, 0)]
            continue
        pieces = comments.get(stream)
        if pieces is None:
            raise Damaged
        if not pieces or (pieces[-1][0] >= 0 and pieces[-1][2] < 0):
            _take(bare, pieces, page, body, sizes, _prefix(firsts[stream]) or b"")
    return bytes(bare)


def _prefix(first: bytes) -> bytes | None:
    """How the comments of a stream begin; None of one that has none."""
    if first in _SILENT:
        return None
    for head, prefix in _COMMENTS.items():
        if first.startswith(head):
            return prefix
    raise Damaged("holds a stream that cannot be looked through.")


def _take(
    bare: bytearray, pieces: list[tuple[int, int, int]], page: int, body: int, sizes: bytes,
    prefix: bytes,
) -> None:  # fmt: skip
    """One more page of a comment packet; once it is whole, it is written over."""
    size, is_whole = 0, False
    for lace in sizes:
        size += lace
        if lace < 255:
            is_whole = True
            break
    pieces.append((page, body, size if is_whole else -size - 1))
    if not is_whole:
        return
    spans = [(at, at + (n if n >= 0 else -n - 1)) for _, at, n in pieces]
    packet = b"".join(bytes(bare[start:end]) for start, end in spans)
    wordless = _wordless(packet, prefix)
    for start, end in spans:
        bare[start:end], wordless = wordless[: end - start], wordless[end - start :]
    for each, _, _ in pieces:
        _sum_up(bare, each)


def _wordless(packet: bytes, prefix: bytes) -> bytes:
    """A comment packet of the same size: a vendor of spaces, and no comment."""
    if not packet.startswith(prefix) or len(packet) > _LARGEST_COMMENT:
        raise Damaged
    is_framed = prefix == b"\x03vorbis"
    room = len(packet) - len(prefix) - 8 - is_framed
    if room < 0:
        raise Damaged
    vendor = struct.pack("<I", room) + b" " * room
    return prefix + vendor + bytes(4) + (b"\x01" if is_framed else b"")


def _pages(raw: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Start, start of the body and lacing values of each page."""
    at = 0
    while at < len(raw):
        if not raw.startswith(b"OggS", at):
            raise Damaged
        count = raw[at + 26]
        sizes = raw[at + 27 : at + 27 + count]
        body = at + 27 + count
        at_end = body + sum(sizes)
        if at_end > len(raw):
            raise Damaged
        yield at, body, sizes
        at = at_end


def _sum_up(raw: bytearray, page: int) -> None:
    """A page's checksum, written anew: CRC-32 as zlib reckons it, but from zero and with the bits
    of each byte, and of the sum, the other way round."""
    count = raw[page + 26]
    end = page + 27 + count + sum(raw[page + 27 : page + 27 + count])
    raw[page + 22 : page + 26] = bytes(4)
    turned = zlib.crc32(raw[page:end].translate(_TURNED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    raw[page + 22 : page + 26] = turned.to_bytes(4, "big").translate(_TURNED)


_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


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
