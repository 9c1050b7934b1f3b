"""Matroska: WebM films without what is noted in them; parts become Void where they stand.

https://www.rfc-editor.org/rfc/rfc8794 (EBML), https://www.rfc-editor.org/rfc/rfc9559 (Matroska)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tolkku.media.types import Damaged

_VOID = 0xEC
_EBML, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_INFO, _TRACKS, _TRACK, _SEEKS, _SEEK, _SEEK_ID = (
    0x1549A966, 0x1654AE6B, 0xAE, 0x114D9B74, 0x4DBB, 0x53AB,
)  # fmt: skip
_TAGS, _ATTACHMENTS = 0x1254C367, 0x1941A469
_CUES, _CHAPTERS, _SUM = 0x1C53BB6B, 0x1043A770, 0xBF
_TOP = {_INFO, _TRACKS, _SEEKS, _CLUSTER, _CUES, _CHAPTERS}
# Duration, TimestampScale and SegmentUUID stay.
_OF_INFO = {0x4489, 0x2AD7B1, 0x73A4}
_PROGRAMS = {0x4D80, 0x5741}  # their names must be there, and are wiped
# Name, CodecName, CodecSettings, two addresses, AttachmentLink
_TRACK_NAMES = {0x536E, 0x258688, 0x3A9697, 0x3B4040, 0x26B240, 0x7446, _SUM}
_UNKNOWN = -1
_IN_CLUSTER = {0xE7, 0xA7, 0xAB, 0xA3, 0xA0, 0x5854, _VOID, _SUM, 0xAF}


@dataclass(frozen=True, slots=True)
class _Part:
    name: int
    start: int
    body: int
    end: int


def bare_webm(raw: bytes) -> bytes:
    """A WebM's bytes without metadata, as many as they were. Raises Damaged."""
    film = bytearray(raw)
    for part in _parts(film, 0, len(film)):
        if part.name == _SEGMENT:
            for inside in _parts(film, part.body, part.end):
                _clean(film, inside)
        elif part.name != _EBML:
            _silence(film, part)
    return bytes(film)


def _clean(film: bytearray, part: _Part) -> None:
    if part.name not in _TOP:
        _silence(film, part)
    elif part.name == _INFO:
        for each in _parts(film, part.body, part.end):
            if each.name in _PROGRAMS:
                film[each.body : each.end] = bytes(each.end - each.body)
            elif each.name not in _OF_INFO:
                _silence(film, each)
    elif part.name == _TRACKS:
        for track in _parts(film, part.body, part.end):
            if track.name != _TRACK:
                _silence(film, track)
                continue
            for each in _parts(film, track.body, track.end):
                if each.name in _TRACK_NAMES:
                    _silence(film, each)
    elif part.name == _SEEKS:
        _forget(film, part)


def _forget(film: bytearray, seeks: _Part) -> None:
    """What is gone is not looked for."""
    for seek in _parts(film, seeks.body, seeks.end):
        ids = _parts(film, seek.body, seek.end) if seek.name == _SEEK else ()
        wanted = {bytes(film[each.body : each.end]) for each in ids if each.name == _SEEK_ID}
        if not wanted or any(int.from_bytes(each, "big") not in _TOP for each in wanted):
            _silence(film, seek)


def _silence(film: bytearray, part: _Part) -> None:
    """Void of the same size: its name takes one byte, so that its size may take more."""
    size = part.end - part.start
    width = 8 if size > 8 else 1
    rest = size - 1 - width
    film[part.start : part.end] = (
        bytes([_VOID]) + (1 << 7 * width | rest).to_bytes(width, "big") + bytes(rest)
    )


def _parts(film: bytearray, at: int, end: int) -> Iterator[_Part]:
    """What stands beside each other; a live recording does not say how long its parts are."""
    while at < end:
        name, size_at = _number(film, at, keep=True)
        size, body = _number(film, size_at)
        if size == _UNKNOWN:
            stop = end if name != _CLUSTER else _end_of_cluster(film, body, end)
            if name not in (_SEGMENT, _CLUSTER):
                raise Damaged
        else:
            stop = body + size
        if stop > end:
            raise Damaged
        yield _Part(name, at, body, stop)
        at = stop


def _end_of_cluster(film: bytearray, at: int, end: int) -> int:
    while at < end:
        name, size_at = _number(film, at, keep=True)
        if name not in _IN_CLUSTER:
            return at
        size, body = _number(film, size_at)
        if size == _UNKNOWN or body + size > end:
            raise Damaged
        at = body + size
    return end


def _number(film: bytearray, at: int, keep: bool = False) -> tuple[int, int]:
    """A number of EBML and where the next begins; a name keeps the bit that tells its length."""
    width = 9 - film[at].bit_length()
    if width > 8:
        raise Damaged
    number = int.from_bytes(film[at : at + width], "big")
    if keep:
        return number, at + width
    number &= (1 << 7 * width) - 1
    return (_UNKNOWN if number == (1 << 7 * width) - 1 else number), at + width
