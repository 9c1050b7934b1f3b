"""Metadata: what a camera writes into a picture besides the picture, taken out without a loss.

The pixels are never packed anew. Of Exif only the orientation stays, without which pictures lie
on their side; of colour profiles what colours are made of. What stands after a picture's end goes:
phones hide films there. Only parts that are known stay, in each kind: what nobody knows may say
anything.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from tolkku.media.boxes import avif_holds_metadata, bare_avif
from tolkku.media.opening import opened
from tolkku.media.profiles import bare_profile
from tolkku.media.types import Damaged

T = TypeVar("T")

_ORIENTATION = 0x0112
# https://www.w3.org/TR/png-3/#11Chunks: what the picture looks like, and how it moves; and how
# many bytes that may take at most
_PNG_KEPT = {
    b"IHDR": 13, b"PLTE": 768, b"IDAT": 1 << 31, b"IEND": 0, b"tRNS": 256, b"gAMA": 4, b"cHRM": 32,
    b"sRGB": 1, b"cICP": 4, b"mDCV": 24, b"cLLI": 8, b"sBIT": 4, b"bKGD": 6, b"hIST": 512,
    b"pHYs": 9, b"acTL": 8, b"fcTL": 26, b"fdAT": 1 << 31,
}  # fmt: skip
# https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1: frames, tables, scans, the end
_JPEG_KEPT = {*range(0xC0, 0xE0)} - {0xC8, *range(0xD0, 0xD8)}
# https://developers.google.com/speed/webp/docs/riff_container
_WEBP_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_WEBP_FLAGS = 0b101100  # of VP8X: there is a colour profile, Exif, XMP
_LARGEST_PROFILE = 4_000_000  # bytes
_ICC = b"ICC_PROFILE\x00"
_ICC_PIECE = 65_519  # bytes of a profile in one segment


def without_metadata(raw: bytes) -> bytes:
    """A picture's bytes without metadata. Raises Damaged."""
    if raw.startswith(b"\xff\xd8"):
        return _checked(_bare_jpeg, raw)
    if raw.startswith(b"\x89PNG"):
        return _checked(_bare_png, raw)
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return _checked(_bare_webp, raw)
    if raw.startswith(b"GIF8"):
        return _checked(_bare_gif, raw)
    if raw[4:8] == b"ftyp":
        return _checked(bare_avif, raw)
    return raw


def holds_fixed_metadata(raw: bytes) -> bool:
    """Whether an AVIF holds Exif or XMP: its parts refer to each other by their places, so that
    nothing can be taken out without packing it anew. Raises Damaged."""
    return raw[4:8] == b"ftyp" and _checked(avif_holds_metadata, raw)


def frames_in(raw: bytes) -> int:
    """How many pictures follow each other in one that moves, else 1. Raises Damaged."""
    return max(1, _checked(_frames, raw))


def _frames(raw: bytes) -> int:
    if raw.startswith(b"GIF8"):
        return sum(raw[start] == 0x2C for start, _, _ in _gif_blocks(raw))
    if raw.startswith(b"\x89PNG"):
        return sum(name == b"fcTL" for name, _, _ in _png_chunks(raw))
    if raw.startswith(b"RIFF"):
        return sum(name == b"ANMF" for name, _ in _riff_chunks(raw, 12, len(raw)))
    if raw[4:8] == b"ftyp":
        with opened(raw) as picture:
            return int(getattr(picture, "n_frames", 1))
    return 1


def _checked(read: Callable[[bytes], T], raw: bytes) -> T:
    try:
        return read(raw)
    except (struct.error, IndexError, zlib.error):
        raise Damaged from None


def orientation(raw: bytes) -> int:
    """How a picture lies: 1 (upright) to 8, as Exif counts."""
    try:
        with opened(raw) as picture:
            value = picture.getexif().get(_ORIENTATION, 1)
    except Damaged:
        return 1
    return value if value in range(2, 9) else 1


def _exif(orientation: int) -> bytes:
    """The smallest TIFF block that says how a picture is turned; empty for an upright one."""
    if orientation == 1:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    return b"MM\x00\x2a\x00\x00\x00\x08" + b"\x00\x01" + entry + b"\x00\x00\x00\x00"


def _bare_jpeg(raw: bytes) -> bytes:
    pieces = [b"\xff\xd8"]
    exif = _exif(orientation(raw))
    if exif:
        pieces.append(_jpeg_segment(0xE1, b"Exif\x00\x00" + exif))
    parts = list(_jpeg_parts(raw))
    profiles = []
    for marker, start, end in parts:
        if marker == 0xE2 and raw.startswith(_ICC, start + 4):
            profiles.append(raw[start + 16 : end])
    pieces += _jpeg_profile(profiles)
    pieces += [_kept_of_jpeg(marker, raw[start:end]) for marker, start, end in parts]
    return b"".join(pieces)


def _jpeg_profile(parts: list[bytes]) -> Iterator[bytes]:
    """A colour profile may stand in several segments, of which each knows its number."""
    whole = b"".join(part[2:] for part in sorted(parts, key=lambda part: part[0]))
    bare = bare_profile(whole)
    pieces = [bare[at : at + _ICC_PIECE] for at in range(0, len(bare), _ICC_PIECE)]
    for number, piece in enumerate(pieces, 1):
        yield _jpeg_segment(0xE2, _ICC + bytes([number, len(pieces)]) + piece)


def _jpeg_segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _jpeg_parts(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment; a scan's data belongs to its SOS (0xDA)."""
    at = 2
    while True:
        while raw[at + 1] == 0xFF:  # fill bytes
            at += 1
        marker = raw[at + 1]
        if raw[at] != 0xFF:
            raise Damaged
        if marker == 0xD9:  # the end
            yield marker, at, at + 2
            return
        end = at + 2 + struct.unpack(">H", raw[at + 2 : at + 4])[0]
        if marker == 0xDA:
            end = _end_of_scan(raw, end)
        yield marker, at, end
        at = end


def _end_of_scan(raw: bytes, start: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    found = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(raw, start)
    if not found:
        raise Damaged
    return found.start()


def _kept_of_jpeg(marker: int, segment: bytes) -> bytes:
    """JFIF without its small picture and Adobe's colour transform stay of the APPn."""
    if marker == 0xE0 and segment[4:9] == b"JFIF\x00":
        return _jpeg_segment(0xE0, segment[4:16].ljust(12, b"\0") + b"\0\0")
    if marker == 0xEE and segment[4:9] == b"Adobe":
        return _jpeg_segment(0xEE, segment[4:16])
    return segment if marker in _JPEG_KEPT else b""


def _bare_png(raw: bytes) -> bytes:
    exif = _exif(orientation(raw)) if b"eXIf" in raw else b""
    pieces = [raw[:8]]
    for name, start, end in _png_chunks(raw):
        if name[:1].isupper() and name not in _PNG_KEPT:
            raise Damaged  # no browser shows a picture with a part that it must know, and does not
        if name == b"IDAT" and exif:
            pieces.append(_png_chunk(b"eXIf", exif))
            exif = b""
        if name == b"iCCP":
            pieces.append(_png_profile(raw[start + 8 : end - 4]))
        elif end - start - 12 <= _PNG_KEPT.get(name, -1):
            pieces.append(raw[start:end])
    return b"".join(pieces)


def _png_chunks(raw: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each part, to the end of the picture."""
    at, name = 8, b""
    while name != b"IEND":
        if at + 12 > len(raw):
            raise Damaged
        size, name = struct.unpack_from(">I4s", raw, at)
        end = at + 12 + size
        if end > len(raw):
            raise Damaged
        yield name, at, end
        at = end


def _png_profile(content: bytes) -> bytes:
    """A colour profile, packed as it was: one that is bare already stays the same to the byte."""
    name, _, packed = content.partition(b"\0")
    unpacking = zlib.decompressobj()
    profile = unpacking.decompress(packed[1:], _LARGEST_PROFILE)
    bare = bare_profile(profile)
    if not bare:
        return b""
    if (name, bare) == (b"ICC", profile) and not unpacking.unused_data:
        return _png_chunk(b"iCCP", content)
    return _png_chunk(b"iCCP", b"ICC\0\0" + zlib.compress(bare))


def _png_chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def _bare_webp(raw: bytes) -> bytes:
    exif = _exif(orientation(raw)) if b"EXIF" in raw else b""
    whole = 8 + struct.unpack_from("<I", raw, 4)[0]
    if whole > len(raw) + 1:
        raise Damaged
    chunks = list(_riff_chunks(raw, 12, whole))
    profile = next((bare_profile(content) for name, content in chunks if name == b"ICCP"), b"")
    pieces = []
    for name, content in chunks:
        if name == b"VP8X":
            flags = content[0] & ~_WEBP_FLAGS | (0b1000 if exif else 0) | (32 if profile else 0)
            pieces.append(_riff_chunk(name, bytes([flags]) + content[1:10]))
        elif name == b"ICCP":
            pieces.append(_riff_chunk(name, profile) if profile else b"")
        elif name == b"ANMF":
            inside = _riff_chunks(content, 16, len(content))
            kept = [_riff_chunk(*each) for each in inside if each[0] in _WEBP_KEPT]
            pieces.append(_riff_chunk(name, content[:16] + b"".join(kept)))
        elif name in _WEBP_KEPT:
            pieces.append(_riff_chunk(name, content))
    if exif:
        pieces.append(_riff_chunk(b"EXIF", exif))
    return _riff(b"WEBP", pieces)


def _riff_chunks(raw: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each part; the last may end early, as its decoder will tell."""
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", raw, at)
        yield name, raw[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _riff_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", name, len(content)) + content + bytes(len(content) % 2)


def _riff(kind: bytes, pieces: list[bytes]) -> bytes:
    body = kind + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _bare_gif(raw: bytes) -> bytes:
    """Comments, text and XMP go; how a picture moves and how often stays."""
    pieces = [raw[: 13 + _colours(raw[10])]]
    for start, data, end in _gif_blocks(raw):
        block = raw[start:end]
        if raw[start] == 0x2C or (raw[start + 1] == 0xF9 and end - start == 8):
            pieces.append(block)
        elif block[1] == 0xFF and raw[data + 1 : data + 12] in (b"NETSCAPE2.0", b"ANIMEXTS1.0"):
            pieces += [block[:18], b"\0"] if block[14:16] == b"\x03\x01" else []
    return b"".join(pieces) + b"\x3b"


def _gif_blocks(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Start, start of the data and end of each picture (0x2C) and extension (0x21)."""
    at = 13 + _colours(raw[10])
    while raw[at] != 0x3B:  # the trailer
        is_picture = raw[at] == 0x2C
        data = end = at + 11 + _colours(raw[at + 9]) if is_picture else at + 2
        while raw[end]:
            end += raw[end] + 1
        end += 1
        yield at, data, end
        at = end


def _colours(flags: int) -> int:
    """The size in bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
