"""Metadata: what a camera writes into a picture besides the picture, taken out without a loss.

The pixels are never packed anew. Of Exif only the orientation stays, without which pictures lie
on their side; colour profiles stay too. What stands after a picture's end goes: phones hide films
there.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from zlib import crc32

from tolkku.opening import Damaged, opened

_ORIENTATION = 0x0112
# https://www.w3.org/TR/png-3/#11Chunks: what the picture looks like, and how it moves
_PNG_KEPT = re.compile(
    rb"[A-Z]...|tRNS|gAMA|cHRM|sRGB|iCCP|cICP|mDCV|cLLI|sBIT|bKGD|hIST|pHYs|sPLT|acTL|fcTL|fdAT",
    re.DOTALL,
)
# ISO/IEC 14496-12, 8.11.6: version and flags, the item's number, its protection, its type
_AVIF_HIDDEN = re.compile(rb"infe.{8}(?:Exif|mime)", re.DOTALL)
_WEBP_HIDDEN = (b"EXIF", b"XMP ")
_WEBP_FLAGS = 0b1100  # of VP8X: there is Exif, there is XMP


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
    return raw


def _checked(strip: Callable[[bytes], bytes], raw: bytes) -> bytes:
    try:
        return strip(raw)
    except (struct.error, IndexError):
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
    for marker, start, end in _jpeg_parts(raw):
        if _is_kept_in_jpeg(marker, raw[start + 4 : start + 18]):
            pieces.append(raw[start:end])
    return b"".join(pieces)


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


def _is_kept_in_jpeg(marker: int, start: bytes) -> bool:
    """JFIF, colour profile and Adobe's colour transform stay; the other APPn and COM go."""
    if marker == 0xE0:
        return start.startswith(b"JFIF\x00")
    if marker == 0xE2:
        return start.startswith(b"ICC_PROFILE\x00")
    if marker == 0xEE:
        return start.startswith(b"Adobe")
    return not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def _bare_png(raw: bytes) -> bytes:
    exif = _exif(orientation(raw)) if b"eXIf" in raw else b""
    pieces, at, name = [raw[:8]], 8, b""
    while name != b"IEND":
        size, name = struct.unpack(">I4s", raw[at : at + 8])
        end = at + 12 + size
        if end > len(raw):
            raise Damaged
        if name == b"IDAT" and exif:
            pieces.append(_png_chunk(b"eXIf", exif))
            exif = b""
        if _PNG_KEPT.fullmatch(name):
            pieces.append(raw[at:end])
        at = end
    return b"".join(pieces)


def _png_chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def _bare_webp(raw: bytes) -> bytes:
    exif = _exif(orientation(raw)) if b"EXIF" in raw else b""
    whole = 8 + struct.unpack("<I", raw[4:8])[0]
    if whole > len(raw) + 1:
        raise Damaged
    pieces, at = [], 12
    while at + 8 <= whole:
        name, size = struct.unpack("<4sI", raw[at : at + 8])
        end = at + 8 + size + size % 2
        chunk = raw[at:end]
        if name == b"VP8X":
            flags = chunk[8] & ~_WEBP_FLAGS | (0b1000 if exif else 0)
            chunk = chunk[:8] + bytes([flags]) + chunk[9:]
        if name not in _WEBP_HIDDEN:
            pieces.append(chunk)
        at = end
    if exif:
        pieces.append(struct.pack("<4sI", b"EXIF", len(exif)) + exif)
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _bare_gif(raw: bytes) -> bytes:
    """Comments and XMP go; how a picture moves and how often stays."""
    at = 13 + _colours(raw[10])
    pieces = [raw[:at]]
    while raw[at] != 0x3B:  # the trailer
        is_picture = raw[at] == 0x2C
        end = at + 11 + _colours(raw[at + 9]) if is_picture else at + 2
        start = raw[end + 1 : end + 12]
        while raw[end]:
            end += raw[end] + 1
        end += 1
        moves = raw[at + 1] == 0xFF and start in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if is_picture or moves or raw[at + 1] in (0xF9, 0x01):
            pieces.append(raw[at:end])
        at = end
    return b"".join(pieces) + b"\x3b"


def _colours(flags: int) -> int:
    """The size in bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def holds_fixed_metadata(raw: bytes) -> bool:
    """Whether an AVIF holds Exif or XMP: its parts refer to each other by their places, so that
    nothing can be taken out without packing it anew."""
    return raw[4:8] == b"ftyp" and _AVIF_HIDDEN.search(raw) is not None
