"""Boxes: films, sounds and AVIF pictures in the ISO base media format, without what else is in it.

Their parts refer to each other by their places in the file. So nothing is taken out: a box that
tells of the maker (`udta`, `meta`, `uuid`: place, device, time, program) becomes `free`, as long
as it was, and empty; fields become zero where they stand. No picture and no sound is packed anew.
Chapters of `udta` go too. ISO/IEC 14496-12 and 23008-12.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from tolkku.media.profiles import bare_profile
from tolkku.media.types import Damaged

# What stays, by the box around it; what else stands there is silenced.
_KEPT: dict[bytes, frozenset[bytes]] = {
    around: frozenset(kept.split())
    for around, kept in {
        b"": b"ftyp styp moov moof mfra mdat sidx ssix pdin",
        b"moov": b"mvhd trak mvex iods ctab",
        b"trak": b"tkhd mdia edts tref tapt trgr clip matt load",
        b"mdia": b"mdhd hdlr minf elng",
        b"minf": b"vmhd smhd hmhd sthd nmhd gmhd hdlr dinf stbl",
        b"dinf": b"dref",
        b"stbl": b"stsd stts ctts cslg stsc stsz stz2 stco co64 stss stps stsh padb stdp sdtp sbgp"
        b" sgpd subs saiz saio",
        b"moof": b"mfhd traf",
        b"traf": b"tfhd tfdt trun sdtp sbgp sgpd subs saiz saio senc",
        # of pictures
        b"meta": b"hdlr pitm iloc iinf iref iprp idat grpl dinf",
        b"iprp": b"ipco ipma",
        b"ipco": b"ispe pixi av1C colr irot imir clap pasp auxC a1op a1lx lsel clli mdcv cclv amve"
        b" ndwt reve rref",
    }.items()
}
_AVIF = _KEPT | {b"": _KEPT[b""] | {b"meta"}}
_EVERY = frozenset().union(*_KEPT.values()) | {b"free", b"skip", b"wide", b"uuid", b"udta", b"meta"}
_ITEMS = {b"av01", b"grid", b"iden", b"iovl", b"tmap"}  # an AVIF's, made of pixels
_ITEM_NAMES = (b"Color\0", b"Alpha\0", b"\0")
# Kinds of films whose description names the program that packed them
_PACKED = frozenset(
    b"avc1 avc2 avc3 hvc1 hev1 dvh1 dvhe av01 vp08 vp09 mp4v jpeg mjp2 s263 H263"
    b" apcn apch apcs apco ap4h".split()
)
_HANDLERS = frozenset((b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"pict", b"auxv"))
_PLACED = re.compile(rb"GPS|latitude|HOME ?\(", re.IGNORECASE)  # drones write them as subtitles
_ROOM = 1_000  # bytes of the beginning of a sample that are looked through
_SPOILT = "is packed in a way that cannot be looked through."


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


def bare_film(raw: bytes) -> bytes:
    """A film's or sound's bytes without metadata, as many as they were. Raises Damaged."""
    film = bytearray(raw)
    boxes = list(_boxes(film, 0, len(film)))
    if any(box.kind == b"moof" for box in boxes) and any(_measures(film, box) for box in boxes):
        raise Damaged("holds what the camera measured, perhaps where it was taken.")
    for box in boxes:
        _clean(film, box, b"", _KEPT)
    return bytes(film[: boxes[-1].end])


def bare_avif(raw: bytes) -> bytes:
    """An AVIF's bytes without what stands there besides the picture. Raises Damaged."""
    picture = bytearray(raw)
    boxes = list(_boxes(picture, 0, len(picture)))
    for box in boxes:
        _clean(picture, box, b"", _AVIF)
    return bytes(picture[: boxes[-1].end])


def avif_holds_metadata(raw: bytes) -> bool:
    """Whether an AVIF lists Exif or XMP among its items. Raises Damaged."""
    for meta in _boxes(raw, 0, len(raw)):
        inside = _boxes(raw, meta.body + 4, meta.end) if meta.kind == b"meta" else ()
        for box in inside:
            if box.kind == b"iinf" and not {*_item_kinds(raw, box)} <= _ITEMS:
                return True
    return False


def _item_kinds(raw: bytes | bytearray, iinf: _Box) -> Iterator[bytes]:
    for item in _boxes(raw, iinf.body + (8 if raw[iinf.body] else 6), iinf.end):
        if item.kind == b"infe":
            at = item.body + (8 if raw[item.body] == 2 else 10)
            yield bytes(raw[at : at + 4]) if raw[item.body] in (2, 3) else b""


def _boxes(raw: bytes | bytearray, at: int, end: int) -> Iterator[_Box]:
    """What stands beside each other. What stands after the last box of a file, and is none, is
    passed over; zeros may end a list."""
    first = at
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", raw, at)
        body = at + 8
        if size == 1 and body + 8 <= end:
            size = struct.unpack_from(">Q", raw, body)[0]
            body += 8
        size = size or end - at
        if size < body - at or at + size > end:
            is_none = at > first and kind not in _EVERY and (first == 0 or not any(raw[at:end]))
            if is_none:
                return
            raise Damaged
        yield _Box(kind, at, body, at + size)
        at += size


def _clean(raw: bytearray, box: _Box, around: bytes, kept: dict[bytes, frozenset[bytes]]) -> None:
    if box.kind not in kept[around]:
        _silence(raw, box)
        return
    if box.kind == b"trak" and _tells(raw, box):
        _wipe_samples(raw, box)
        _silence(raw, box)
        return
    _wipe_fields(raw, box)
    if box.kind in kept and box.kind:
        body = box.body + 4 if box.kind == b"meta" else box.body
        for inside in _boxes(raw, body, box.end):
            _clean(raw, inside, box.kind, kept)


def _silence(raw: bytearray, box: _Box) -> None:
    raw[box.start + 4 : box.start + 8] = b"free"
    _wipe(raw, box.body, box.end)


def _wipe(raw: bytearray, start: int, end: int) -> None:
    end = min(end, len(raw))
    raw[start:end] = bytes(max(0, end - start))


def _wipe_fields(raw: bytearray, box: _Box) -> None:
    """When it was made, and by which program."""
    if box.kind in (b"mvhd", b"tkhd", b"mdhd"):
        _wipe(raw, box.body + 4, box.body + (20 if raw[box.body] else 12))
    elif box.kind == b"hdlr":
        _wipe(raw, box.body + 12, box.end)
    elif box.kind == b"stsd":
        for entry in _boxes(raw, box.body + 8, box.end):
            if entry.kind in _PACKED and entry.end >= entry.start + 86:
                _wipe(raw, entry.start + 50, entry.start + 82)
    elif box.kind == b"dref":
        for entry in _boxes(raw, box.body + 8, box.end):
            _wipe(raw, entry.body + 4, entry.end)
    elif box.kind == b"iinf":
        for item in _boxes(raw, box.body + (8 if raw[box.body] else 6), box.end):
            name = item.body + (12 if raw[item.body] == 2 else 14)
            if bytes(raw[name : item.end]) not in _ITEM_NAMES:
                _wipe(raw, name, item.end)
    elif box.kind == b"colr" and bytes(raw[box.body : box.body + 4]) in (b"prof", b"rICC"):
        room = box.end - box.body - 4
        bare = bare_profile(bytes(raw[box.body + 4 : box.end]), room)
        raw[box.body + 4 : box.end] = bare or bytes(room)


def _inside(raw: bytearray, box: _Box, *path: bytes) -> _Box | None:
    for kind in path:
        found = next((each for each in _boxes(raw, box.body, box.end) if each.kind == kind), None)
        if found is None:
            return None
        box = found
    return box


def _tells(raw: bytearray, track: _Box) -> bool:
    """Whether a track holds measurements: places, movements, times; no picture, sound or text."""
    handler = _inside(raw, track, b"mdia", b"hdlr")
    if handler is None:
        return False
    kind = bytes(raw[handler.body + 8 : handler.body + 12])
    if kind not in _HANDLERS:
        return True
    if kind in (b"vide", b"soun", b"pict", b"auxv"):
        return False
    return any(
        _PLACED.search(raw, start, min(start + _ROOM, end)) for start, end in _samples(raw, track)
    )


def _measures(raw: bytearray, moov: _Box) -> bool:
    """Whether a film has such a track at all; in one that is cut into fragments they are many."""
    tracks = _boxes(raw, moov.body, moov.end) if moov.kind == b"moov" else ()
    return any(box.kind == b"trak" and _tells(raw, box) for box in tracks)


def _wipe_samples(raw: bytearray, track: _Box) -> None:
    for start, end in _samples(raw, track):
        _wipe(raw, start, end)


def _samples(raw: bytearray, track: _Box) -> Iterator[tuple[int, int]]:
    """Start and end of each chunk of a track."""
    table = _inside(raw, track, b"mdia", b"minf", b"stbl")
    if table is None:
        return
    parts = {box.kind: box for box in _boxes(raw, table.body, table.end)}
    if not {b"stsc", b"stsz"} <= parts.keys() or not {b"stco", b"co64"} & parts.keys():
        raise Damaged(_SPOILT)
    starts = _numbers(raw, parts.get(b"stco") or parts[b"co64"], "Q" if b"co64" in parts else "I")
    runs = _numbers(raw, parts[b"stsc"], "III")
    alike = struct.unpack_from(">I", raw, parts[b"stsz"].body + 4)[0]
    sizes = [] if alike else _numbers(raw, parts[b"stsz"], "I", 8)
    sample = run = whole = 0
    for number, start in enumerate(starts, 1):
        while 3 * run + 3 < len(runs) and runs[3 * run + 3] <= number:
            run += 1
        count = runs[3 * run + 1] if runs else 0
        size = alike * count if alike else sum(sizes[sample : sample + count])
        sample, whole = sample + count, whole + size
        if whole > len(raw):
            raise Damaged
        yield start, start + size


def _numbers(raw: bytearray, box: _Box, form: str, at: int = 4) -> tuple[int, ...]:
    """The entries of a table, as many as it says and holds."""
    count = struct.unpack_from(">I", raw, box.body + at)[0] * len(form)
    start = box.body + at + 4
    if start + count * struct.calcsize(f">{form[0]}") > box.end:
        raise Damaged
    return struct.unpack_from(f">{count}{form[0]}", raw, start)
