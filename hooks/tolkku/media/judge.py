"""Judge: whether a file beside the texts is what its name says, and what of it is published."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from tolkku.media.types import (
    DRAWINGS,
    OFFICE,
    PICTURES,
    RECORDINGS,
    Damaged,
    kind_problem,
    saved_as,
)
from tolkku.model.findings import Finding, Place, error, note
from tolkku.system.cache import Cache, remembered_findings

# Each kind is judged with what only it needs, imported where there is such a file.

_MOST_BYTES = {".svg": 2_000_000, **dict.fromkeys(PICTURES, 50_000_000)}
_MOST_BYTES_OF_OTHERS = 100_000_000  # more GitHub does not take, and phones do not load
_LARGE_SIDE = 6000  # pixels
_LARGE_FILE = 2_000_000  # bytes
_REMEDY = "Save it anew, or remove it."
_SMALLER = "Save it smaller."


def media_findings(file: Path, shown: str) -> Iterator[Finding]:
    """What is to be told of a media file, `shown` as its path in Findings. Raises OSError."""
    place, ending = Place(shown, 0), _ending(file)
    size = file.stat().st_size
    most = _MOST_BYTES.get(ending, _MOST_BYTES_OF_OTHERS)
    if size > most:
        told = (
            f"is {size / 1_000_000:.1f} MB large, more than the {most // 1_000_000} MB that may be."
        )
        yield error(place, told, _SMALLER)
        return
    raw = file.read_bytes()
    problem = kind_problem(file.name, raw[:32])
    if problem:
        yield error(place, problem, saved_as(file.name) or _REMEDY)
        return
    try:
        yield from _of_its_kind(raw, ending, place)
    except Damaged as damage:
        yield error(place, str(damage) or f"is named {ending}, and is damaged.", _REMEDY)


CLEANED = {*PICTURES, *DRAWINGS, *RECORDINGS, *OFFICE}
"""Endings of files that hold more than readers get: who made them, where and with what."""


def _ending(file: Path) -> str:
    return PurePosixPath(file.name).suffix.lower()


def bare_bytes(raw: bytes, ending: str) -> bytes:
    """What is published of a file that is cleaned, and no drawing: only the picture, sound, film or
    document. Raises Damaged, never of a file that was judged sound."""
    if ending in RECORDINGS:
        from tolkku.media.recordings import bare_recording

        return bare_recording(raw, ending)
    if ending in OFFICE:
        from tolkku.media.office import bare_office

        return bare_office(raw)
    from tolkku.media.metadata import without_metadata

    return without_metadata(raw)


def _of_its_kind(raw: bytes, ending: str, place: Place) -> Iterator[Finding]:
    """Raises Damaged."""
    if ending in DRAWINGS:
        yield from _drawing_findings(raw, place)
    elif ending in PICTURES:
        yield from _picture_findings(raw, ending, place)
    elif ending in RECORDINGS:
        bare_bytes(raw, ending)
    elif ending in OFFICE or ending == ".pdf":
        yield from _document_findings(raw, ending, place)


def _drawing_findings(raw: bytes, place: Place) -> Iterator[Finding]:
    from tolkku.media.drawings import read_drawing

    for fault in read_drawing(raw).faults:
        yield error(Place(place.path, fault.line, fault.column), fault.problem, fault.remedy)


def _picture_findings(raw: bytes, ending: str, place: Place) -> Iterator[Finding]:
    from tolkku.media.pixels import picture_problem, size_of

    problem = picture_problem(raw, ending.removeprefix("."))
    if problem:
        yield error(place, problem, _REMEDY)
        return
    width, height = size_of(raw)
    if max(width, height) > _LARGE_SIDE:
        told = f"is {width} × {height} pixels large, more than any screen shows."
        yield note(place, told, _SMALLER)
    elif len(raw) > _LARGE_FILE:
        told = f"is {len(raw) / 1_000_000:.1f} MB large, which phones load slowly."
        yield note(place, told, _SMALLER)


def _document_findings(raw: bytes, ending: str, place: Place) -> Iterator[Finding]:
    if ending == ".pdf":
        from tolkku.media.papers import paper_told as told_of
    else:
        from tolkku.media.office import office_told as told_of

        bare_bytes(raw, ending)
    for is_error, problem, remedy in told_of(raw):
        yield (error if is_error else note)(place, problem, remedy)


def judgement(file: Path, shown: str, cache: Cache) -> tuple[Finding, ...]:
    """What is told of it. A picture is unpacked for that, which takes time, and only once while it
    stays the same. Raises OSError."""

    def told() -> tuple[Finding, ...]:
        return tuple(media_findings(file, shown))

    if file.stat().st_size > _MOST_BYTES_OF_OTHERS or not cache.is_kept:
        return told()
    content = blake2b(file.read_bytes(), digest_size=16).hexdigest()
    return remembered_findings(cache, f"judged {shown}", (shown, content), told)
