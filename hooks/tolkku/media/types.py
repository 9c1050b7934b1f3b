"""Types: which kinds of files are published beside the texts, and how those of each kind begin."""

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


def saved_as(name: str) -> str | None:
    """What to do with a file of a kind that is not published, or None.

    >>> saved_as("table.xls")
    'Save it as PDF.'
    """
    remedy = _SAVED_AS.get(PurePosixPath(name).suffix.lower())
    return f"{remedy}." if remedy else None


def is_embeddable(name: str) -> bool:
    """Whether a page can show or play the file: a picture, sound, film or its subtitles."""
    return PurePosixPath(name).suffix.lower() in {*PICTURES, *RECORDINGS, ".svg", ".vtt", ".ico"}


class Damaged(Exception):  # noqa: N818 (it says what a file is)
    """A file that ends too early, or whose parts are not where they should be; or one that cannot
    be published for the reason that it is raised with."""
