"""Papers: what a PDF tells of its makers, and whether it runs anything.

It is told of and left alone: its parts refer to each other by their places, may be signed, and
say the same twice; its title and language screen readers need. Only its own program takes out the
rest without harm.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice

_MOST_UNPACKED = 20_000_000  # bytes of what is looked through
_STREAM = re.compile(rb"\bstream\r?\n")
_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_TEXT = rb"(\((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,500}\)){0,1000}\)|<[0-9A-Fa-f\s]{0,4000}>)"
_VALUE = re.compile(_TEXT, re.DOTALL)
_INFO = re.compile(rb"/(Author|Creator|Company|Manager|Producer)\s{0,9}(?=[(<])")
_MOST_FACTS = 200
_XMP = {
    "Author": re.compile(
        rb"<dc:creator>(?:\s|<rdf:Seq[^>]{0,99}>|<rdf:li[^>]{0,99}>)*([^<]{1,500})"
    ),
    "Creator": re.compile(rb"""xmp:CreatorTool(?:>|=["'])([^<"']{1,500})"""),
    "Company": re.compile(rb"""pdfx:Company(?:>|=["'])([^<"']{1,500})"""),
}
_PATH = re.compile(
    rb"""(?:[A-Za-z]:\\{1,2}(?:Users|Documents and Settings)\\{1,2}|/home/|/Users/|file:///)"""
    rb"""[^\s()<>"']{1,200}"""
)
_SCRIPT = re.compile(rb"/(JavaScript|JS|Launch)\b")
_COMMENT = re.compile(
    rb"/Subtype\s{0,9}/(?:Text|FreeText|Highlight|StrikeOut|Underline|Squiggly|Caret|Ink|Popup)\b"
)
_FILES = re.compile(rb"/(?:EmbeddedFiles|EF)\b")
_WORDS = {
    "Author": "author", "Creator": "made with", "Company": "company", "Manager": "manager",
    "Producer": "written by",
}  # fmt: skip
_REMEDY = (
    "Take it out in the program that made it (its properties, “inspect document”), and save it"
    " anew; leave it, if readers may know."
)


def paper_told(raw: bytes) -> Iterator[tuple[bool, str, str]]:
    """Whether it is an error, problem and remedy, of a PDF's bytes, whatever they are."""
    said, xmp = _without_pages(raw)
    script = _SCRIPT.search(said)
    if script:
        told = f"holds a script or starts a program (/{script[1].decode()})."
        yield True, told, "Print it into a new PDF."
    if re.search(rb"/Encrypt\b", said):
        told = "is locked, so that nobody can look what it tells of its maker."
        yield False, told, "Save it without a password."
        return
    facts = [*_facts(said, xmp)]
    if any(_PATH.search(fact.encode()) for fact in facts) or any(
        not fact.startswith(_WORDS["Producer"]) for fact in facts
    ):
        yield False, f"tells of its maker: {'; '.join(facts[:6])}.", _REMEDY
    if _COMMENT.search(said):
        yield False, "holds comments, perhaps with names.", "Remove them, and save it anew."
    if _FILES.search(said):
        yield False, "holds other files, which are not looked through.", "Publish them beside it."
    # A PDF that is quick to show (linearized) has a second end near its beginning.
    earlier = raw.count(b"%%EOF") - 1 - (b"/Linearized" in raw[:2000])
    if earlier > 0:
        told = "keeps its earlier versions, with what was taken out of them."
        yield False, told, "Print it into a new PDF."


def _facts(said: bytes, xmp: bytes) -> Iterator[str]:
    """What is told, each once: `author “Anna”`."""
    found = [
        (key[1].decode(), _text(value.group()))
        for key in islice(_INFO.finditer(said), _MOST_FACTS)
        if (value := _VALUE.match(said, key.end()))
    ]
    for key, rule in _XMP.items():
        found += [(key, value.decode("utf-8", "replace")) for value in rule.findall(xmp)]
    shown = ((key, " ".join(value.split())[:60]) for key, value in found)
    yield from dict.fromkeys(f"{_WORDS[key]} “{value}”" for key, value in shown if value)
    values = "\n".join(value for _, value in found).encode("utf-8", "replace")
    for path in dict.fromkeys(_PATH.findall(b"\n".join((xmp, said.replace(b"\\\\", b"\\"))))):
        if path not in values:
            yield f"the path “{path.decode('utf-8', 'replace')[:80]}”"


def _text(value: bytes) -> str:
    """A string of PDF: https://pdfa.org/resource/iso-32000-2/, 7.3.4 and 7.9.2."""
    if value.startswith(b"<"):
        digits = b"".join(value[1:-1].split())
        plain = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        plain = re.sub(rb"\\([0-7]{1,3})", lambda m: bytes([int(m[1], 8) & 255]), value[1:-1])
        plain = re.sub(rb"\\(.)", rb"\1", plain, flags=re.DOTALL)
    if plain.startswith(b"\xfe\xff"):
        return plain[2:].decode("utf-16-be", "replace")
    return plain.removeprefix(b"\xef\xbb\xbf").decode(
        "utf-8" if plain[:3] == b"\xef\xbb\xbf" else "latin-1"
    )


def _without_pages(raw: bytes) -> tuple[bytes, bytes]:
    """What stands outside of streams and in streams of objects; and what XMP says."""
    outside: list[bytes] = []
    xmp: list[bytes] = []
    at, left = 0, _MOST_UNPACKED
    for start in _STREAM.finditer(raw):
        if start.start() < at:
            continue
        head = raw[max(at, start.start() - 2000) : start.start()]
        head = head[head.rfind(b" obj") + 1 :]
        end = raw.find(b"endstream", start.end())
        end = len(raw) if end < 0 else end
        outside.append(raw[at : start.start()])
        at = end
        into = outside if b"/ObjStm" in head else xmp if b"/Metadata" in head else None
        if into is not None and left > 0:
            content = _unpacked(head, raw[start.end() : end], left)
            left -= len(content)
            into.append(content)
    outside.append(raw[at:])
    said = b"\n".join(outside)
    return _NAME_CODE.sub(lambda m: bytes([int(m[1], 16)]), said), b"\n".join(xmp)


def _unpacked(head: bytes, content: bytes, most: int) -> bytes:
    if b"/FlateDecode" not in head and b"/Fl" not in head:
        return content[:most]
    try:
        return zlib.decompressobj().decompress(content, most)
    except zlib.error:
        return b""
