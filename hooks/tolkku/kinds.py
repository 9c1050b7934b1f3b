"""Kinds: which kinds of files are published beside the texts, and how those of each kind begin."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_ISO_MEDIA = rb"....(?:ftyp|styp|moov|mdat|free|skip|wide)"
_OGG = rb"OggS"
_ZIP = rb"PK(?:\x03\x04|\x05\x06)"
_JPEG = rb"\xff\xd8\xff"
_ANYTHING = rb""

PICTURES = {
    ".avif": rb"....ftyp(?:avif|avis|mif1)",
    ".gif": rb"GIF8[79]a",
    ".jpeg": _JPEG,
    ".jpg": _JPEG,
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webp": rb"RIFF....WEBP",
}
RECORDINGS = {
    ".m4a": _ISO_MEDIA,
    ".m4v": _ISO_MEDIA,
    ".mov": _ISO_MEDIA,
    ".mp3": rb"ID3|\xff[\xe0-\xff]",
    ".mp4": _ISO_MEDIA,
    ".oga": _OGG,
    ".ogg": _OGG,
    ".ogv": _OGG,
    ".opus": _OGG,
    ".wav": rb"RIFF....WAVE",
    ".webm": rb"\x1a\x45\xdf\xa3",
}
FONTS = {
    ".otf": rb"OTTO|\x00\x01\x00\x00",
    ".ttf": rb"\x00\x01\x00\x00|true|OTTO",
    ".woff": rb"wOFF",
    ".woff2": rb"wOF2",
}
OFFICE = {
    ".docx": _ZIP,
    ".odp": _ZIP,
    ".ods": _ZIP,
    ".odt": _ZIP,
    ".pptx": _ZIP,
    ".xlsx": _ZIP,
}
_DOCUMENTS = {
    ".csv": _ANYTHING,
    ".epub": _ZIP,
    ".ico": rb"\x00\x00\x01\x00",
    ".ics": rb"(?:\xef\xbb\xbf)?BEGIN:VCALENDAR",
    ".json": _ANYTHING,
    ".pdf": rb"%PDF-",
    ".srt": _ANYTHING,
    ".txt": _ANYTHING,
    ".vtt": rb"(?:\xef\xbb\xbf)?WEBVTT",
    ".zip": _ZIP,
}
_BEGINNINGS = {**PICTURES, **RECORDINGS, **FONTS, **OFFICE, **_DOCUMENTS, ".svg": _ANYTHING}


def kind_problem(name: str, start: bytes) -> str | None:
    """Why a file of this name that begins so is not published, or None."""
    ending = PurePosixPath(name).suffix.lower()
    beginning = _BEGINNINGS.get(ending)
    if beginning is None:
        # Web pages and programs would run in readers' browsers, with all rights of this site.
        what = f"files named {ending}" if ending else "files without an ending"
        return f"is not published: {what} are not judged."
    if not re.match(beginning, start, re.DOTALL):
        return f"is named {ending}, and is no such file."
    return None


def is_embeddable(name: str) -> bool:
    """Whether a page can show or play the file: a picture, sound, film or its subtitles."""
    return PurePosixPath(name).suffix.lower() in {*PICTURES, *RECORDINGS, ".svg", ".vtt", ".ico"}
