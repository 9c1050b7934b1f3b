"""Office: what Word, Excel, PowerPoint and LibreOffice keep in a file besides what is read in it.

Such a file is a zip file. Its properties (author, company, times, printer) are replaced by empty
ones, and pictures in it lose what cameras wrote. Comments, deleted text and macros are woven into
the text, and only the program that made it takes them out without harm: they are told.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tolkku.media.metadata import without_metadata
from tolkku.media.types import PICTURES, Damaged

_MOST_UNPACKED = 100_000_000  # bytes of all parts
_MOST_PARTS = 5_000
_SIGNED = re.compile(r"_xmlsignatures/|META-INF/\w*signatures\.xml")
_COMMENTS = re.compile(
    r"(?:word/comments\w*|xl/comments\w*|xl/threadedComments/.*|ppt/comments/.*"
    r"|xl/comments/.*|word/people|xl/persons/.*)\.xml"
)
_MACROS = re.compile(r".*vbaProject\w*\.bin|(?:Basic|Scripts)/.+", re.IGNORECASE)
_TEXT = re.compile(r"word/[^/]+\.xml|content\.xml|styles\.xml|xl/workbook\.xml")
_CHANGES = re.compile(
    rb"<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange|delText)[ >/]|<text:tracked-changes"
)
_REMARKS = re.compile(rb"<office:annotation[ >]")
_HIDDEN = re.compile(rb"""<sheet [^>]*state=["'](?:hidden|veryHidden)""")
_PATH = re.compile(rb"""Target=["'](file:///[^"']{1,200})""")
_PRINTER = re.compile(
    rb"""(<config:config-item[^>]*config:name="Printer(?:Name|Setup)"[^>]*>)[^<]*"""
)
_MENDED = "Accept or reject every change, delete the comments, and save it anew."

_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)
_PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/{}-properties"/>'
)
_META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>{}'
    "</office:meta></office:document-meta>"
)
_EMPTIED = {
    "docProps/core.xml": _CORE,
    "docProps/app.xml": _PROPERTIES.format("extended"),
    "docProps/custom.xml": _PROPERTIES.format("custom"),
    "meta.xml": _META,
}
# Readers see it above the page, and screen readers say it: no more than text, no markup.
_SAID = re.compile(
    rb"<dc:(title|language)>((?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+);){1,500})</dc:\1>"
)


def office_told(raw: bytes) -> Iterator[tuple[bool, str, str]]:
    """Whether it is an error, problem and remedy, of an office file. Raises Damaged."""
    package = _opened(raw)
    names = package.namelist()
    texts = b"\n".join(_read(package, name) for name in names if _TEXT.fullmatch(name))
    if any(map(_COMMENTS.fullmatch, names)) or _REMARKS.search(texts):
        yield True, "holds comments, with the names of those who wrote them.", _MENDED
    if _CHANGES.search(texts):
        yield True, "holds tracked changes: what was deleted can be read.", _MENDED
    if any(map(_MACROS.fullmatch, names)):
        yield True, "holds macros.", "Save it without macros."
    if _HIDDEN.search(texts):
        yield False, "holds hidden sheets, which everybody can show.", "Remove them."
    if any(name.startswith("ppt/notesSlides/") for name in names):
        yield False, "holds the speaker's notes.", "Remove them, unless they are meant for readers."
    if any("/embeddings/" in name for name in names):
        yield False, "holds other files, which are not looked through.", "Paste them as pictures."
    if _signed(names):
        told = "is signed, so that its properties (author, company, times) are published too."
        yield False, told, "Save it without a signature, if nobody needs that."
    rels = b"\n".join(_read(package, name) for name in names if name.endswith(".rels"))
    for path in dict.fromkeys(_PATH.findall(rels)):
        told = f"tells of the folder '{path.decode('utf-8', 'replace')[:80]}'."
        yield False, told, "Take away its link to the template or file there."


def bare_office(raw: bytes) -> bytes:
    """An office file with empty properties; a signed one as it is. Raises Damaged."""
    package = _opened(raw)
    if _signed(package.namelist()):
        return raw
    body, index = b"", b""
    for info in package.infolist():
        entry, listed = _packed(info, *_content(raw, package, info), len(body))
        body, index = body + entry, index + listed
    count = len(package.infolist())
    return (
        body
        + index
        + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(index), len(body), 0)
    )


def _signed(names: list[str]) -> bool:
    return any(map(_SIGNED.match, names))


def _opened(raw: bytes) -> ZipFile:
    try:
        package = ZipFile(BytesIO(raw))
    except (BadZipFile, OSError, ValueError, struct.error, NotImplementedError):
        raise Damaged from None
    parts = package.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise Damaged("is packed from more than 100 MB, which keeps phones too busy.")
    if len({part.filename for part in parts}) < len(parts) or any(
        part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts
    ):
        raise Damaged
    return package


def _read(package: ZipFile, name: str) -> bytes:
    try:
        return package.read(name)
    except (BadZipFile, OSError, ValueError, struct.error, zlib.error, EOFError, RuntimeError):
        raise Damaged from None


def _content(raw: bytes, package: ZipFile, info: ZipInfo) -> tuple[bytes, int, int, int]:
    """A part's bytes as they are packed, how they are, their checksum and size unpacked."""
    name = info.filename
    new = None
    if name in _EMPTIED:
        said = b"".join(m.group() for m in _SAID.finditer(_read(package, name)))
        new = _EMPTIED[name].format(said.decode("utf-8", "ignore")).encode()
    elif name == "settings.xml":
        new = _PRINTER.sub(rb"\1", _read(package, name))
    elif PurePosixPath(name).suffix.lower() in PICTURES:
        new = _bare_picture(_read(package, name))
    if new is None:
        return _packed_bytes(raw, info), info.compress_type, info.CRC, info.file_size
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packing.compress(new) + packing.flush(), ZIP_DEFLATED, zlib.crc32(new), len(new)


def _bare_picture(picture: bytes) -> bytes | None:
    try:
        bare = without_metadata(picture)
    except Damaged:  # as the program that made the file put it there
        return None
    return None if bare == picture else bare


def _packed_bytes(raw: bytes, info: ZipInfo) -> bytes:
    at = info.header_offset
    if len(raw) < at + 30 or not raw.startswith(b"PK\3\4", at):
        raise Damaged
    name, extra = struct.unpack_from("<2H", raw, at + 26)
    start = at + 30 + name + extra
    if start + info.compress_size > len(raw):
        raise Damaged
    return raw[start : start + info.compress_size]


def _packed(
    info: ZipInfo, content: bytes, method: int, check: int, size: int, at: int
) -> tuple[bytes, bytes]:
    """A part and its line in the index, without the time and system it was packed on."""
    name = info.filename.encode()
    head = struct.pack("<5H3I2H", 20, 0x800, method, 0, 33, check, len(content), size, len(name), 0)
    listed = b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<3H2I", 0, 0, 0, 0, at) + name
    return b"PK\3\4" + head + name + content, listed
