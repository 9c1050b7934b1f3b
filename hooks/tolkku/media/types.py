"""Types: which kinds of files are published beside the texts, and how those of each kind begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

_ISO_MEDIA = rb"....(?:ftyp|styp|moov|mdat|free|skip|wide)"
_OGG = rb"OggS"
_ZIP = rb"PK(?:\x03\x04|\x05\x06)"
_JPEG = rb"\xff\xd8\xff"
_ANYTHING = rb""


@dataclass(frozen=True, slots=True)
class FileType:
    """How its files begin, and the media type by which feeds and servers name it."""

    beginning: bytes
    name: str


# Our own names: those of the `mimetypes` module differ between systems.
PICTURES = {
    ".avif": FileType(rb"....ftyp(?:avif|avis|mif1)", "image/avif"),
    ".gif": FileType(rb"GIF8[79]a", "image/gif"),
    ".jpeg": FileType(_JPEG, "image/jpeg"),
    ".jpg": FileType(_JPEG, "image/jpeg"),
    ".png": FileType(rb"\x89PNG\r\n\x1a\n", "image/png"),
    ".webp": FileType(rb"RIFF....WEBP", "image/webp"),
}
DRAWINGS = {".svg": FileType(_ANYTHING, "image/svg+xml")}
RECORDINGS = {
    ".m4a": FileType(_ISO_MEDIA, "audio/mp4"),
    ".m4v": FileType(_ISO_MEDIA, "video/mp4"),
    ".mov": FileType(_ISO_MEDIA, "video/quicktime"),
    ".mp3": FileType(rb"ID3|\xff[\xe0-\xff]", "audio/mpeg"),
    ".mp4": FileType(_ISO_MEDIA, "video/mp4"),
    ".oga": FileType(_OGG, "audio/ogg"),
    ".ogg": FileType(_OGG, "audio/ogg"),
    ".ogv": FileType(_OGG, "video/ogg"),
    ".opus": FileType(_OGG, "audio/ogg"),
    ".wav": FileType(rb"RIFF....WAVE", "audio/wav"),
    ".webm": FileType(rb"\x1a\x45\xdf\xa3", "video/webm"),
}
FONTS = {
    ".otf": FileType(rb"OTTO|\x00\x01\x00\x00", "font/otf"),
    ".ttf": FileType(rb"\x00\x01\x00\x00|true|OTTO", "font/ttf"),
    ".woff": FileType(rb"wOFF", "font/woff"),
    ".woff2": FileType(rb"wOF2", "font/woff2"),
}
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
OFFICE = {
    ".docx": FileType(_ZIP, f"{_OPEN_XML}.wordprocessingml.document"),
    ".odp": FileType(_ZIP, f"{_OPEN_DOCUMENT}.presentation"),
    ".ods": FileType(_ZIP, f"{_OPEN_DOCUMENT}.spreadsheet"),
    ".odt": FileType(_ZIP, f"{_OPEN_DOCUMENT}.text"),
    ".pptx": FileType(_ZIP, f"{_OPEN_XML}.presentationml.presentation"),
    ".xlsx": FileType(_ZIP, f"{_OPEN_XML}.spreadsheetml.sheet"),
}
_DOCUMENTS = {
    ".csv": FileType(_ANYTHING, "text/csv"),
    ".epub": FileType(_ZIP, "application/epub+zip"),
    ".ico": FileType(rb"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    ".ics": FileType(rb"(?:\xef\xbb\xbf)?BEGIN:VCALENDAR", "text/calendar"),
    ".json": FileType(_ANYTHING, "application/json"),
    ".pdf": FileType(rb"%PDF-", "application/pdf"),
    ".srt": FileType(_ANYTHING, "application/x-subrip"),
    ".txt": FileType(_ANYTHING, "text/plain"),
    ".vtt": FileType(rb"(?:\xef\xbb\xbf)?WEBVTT", "text/vtt"),
    ".zip": FileType(_ZIP, "application/zip"),
}
TYPES = {**PICTURES, **DRAWINGS, **RECORDINGS, **FONTS, **OFFICE, **_DOCUMENTS}
"""Every kind of file that is published, by the ending of its name."""

_JPEG_OR_PNG = "Save it as JPEG or PNG"
_AS_FILM = "Save it as .mp4 (H.264), which every phone plays"
_AS_SOUND = "Save it as .mp3 or .m4a"
_AS_PDF = "Save it as PDF"
_AS_TEXT = "Write it in Markdown (.md), or save it as PDF"
_NEVER_RUN = "Remove it: nothing that runs is published"
_AS_ZIP = "Pack it as .zip"
_IPHONE = (
    "Save it as JPEG: open it in Photos or Preview, choose Export, then JPEG; an iPhone takes JPEG"
    " with Settings, Camera, Formats, Most Compatible"
)
_SAVED_AS = {
    **dict.fromkeys((".heic", ".heif", ".hif"), _IPHONE),
    **dict.fromkeys((".bmp", ".dng", ".jfif", ".jp2", ".jxl", ".psd", ".raw", ".tga", ".tif",
                     ".tiff", ".xcf"), _JPEG_OR_PNG),
    **dict.fromkeys((".ai", ".eps", ".wmf", ".emf"), "Save it as SVG or PNG"),
    **dict.fromkeys((".3gp", ".avi", ".flv", ".mkv", ".mpeg", ".mpg", ".mts", ".wmv"), _AS_FILM),
    **dict.fromkeys((".aac", ".aif", ".aiff", ".amr", ".flac", ".wma"), _AS_SOUND),
    **dict.fromkeys((".doc", ".indd", ".key", ".numbers", ".pages", ".ppt", ".pub", ".rtf",
                     ".xls"), _AS_PDF),
    **dict.fromkeys((".htm", ".html", ".mdx", ".rst", ".xhtml"), _AS_TEXT),
    **dict.fromkeys((".7z", ".gz", ".rar", ".tar", ".tgz"), _AS_ZIP),
    **dict.fromkeys((".apk", ".bat", ".cmd", ".css", ".dmg", ".exe", ".jar", ".js", ".mjs", ".msi",
                     ".php", ".ps1", ".py", ".sh", ".vbs", ".wasm"), _NEVER_RUN),
}  # fmt: skip


_EMBEDDABLE = {*PICTURES, *RECORDINGS, *DRAWINGS, ".vtt", ".ico"}


def kind_problem(name: str, start: bytes) -> str | None:
    """Why a file of this name that begins so is not published, or None."""
    ending = PurePosixPath(name).suffix.lower()
    kind = TYPES.get(ending)
    if kind is None:
        # Web pages and programs would run in readers' browsers, with all rights of this site.
        what = f"files named {ending}" if ending else "files without an ending"
        return f"is not published: {what} are not judged."
    if not re.match(kind.beginning, start, re.DOTALL):
        return f"is named {ending}, and is no such file."
    return None


def saved_as(name: str) -> str | None:
    """What to do with a file of a kind that is not published, or None.

    >>> saved_as("table.xls")
    'Save it as PDF.'
    """
    remedy = _SAVED_AS.get(PurePosixPath(name).suffix.lower())
    return f"{remedy}." if remedy else None


def is_embeddable(name: str) -> bool:
    """Whether a page can show or play the file: a picture, sound, film or its subtitles."""
    return PurePosixPath(name).suffix.lower() in _EMBEDDABLE


class Damaged(Exception):  # noqa: N818 (it says what a file is)
    """A file that ends too early, or whose parts are not where they should be; or one that cannot
    be published for the reason that it is raised with."""
