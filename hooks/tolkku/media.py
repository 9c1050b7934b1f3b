"""Media: whether a file beside the texts is what its name says, and does no harm."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

# How files of each kind begin; those of other kinds are not judged.
_BEGINNINGS = {
    ".avif": rb"....ftyp(?:avif|avis|mif1)",
    ".gif": rb"GIF8[79]a",
    ".ico": rb"\x00\x00\x01\x00",
    ".jpeg": rb"\xff\xd8\xff",
    ".jpg": rb"\xff\xd8\xff",
    ".mp4": rb"....(?:ftyp|styp|moov|mdat|free|skip|wide)",
    ".pdf": rb"%PDF-",
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webm": rb"\x1a\x45\xdf\xa3",
    ".webp": rb"RIFF....WEBP",
}
_ACTIVE = {"script", "foreignObject", "handler", "listener", "iframe", "object", "embed"}
_OWN = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);")
_LOADS = re.compile(r"@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)


def media_problem(file: Path) -> str | None:
    """What is wrong with a media file, or None. Raises OSError."""
    if file.suffix.lower() == ".svg":
        return _svg_problem(file.read_bytes())
    beginning = _BEGINNINGS.get(file.suffix.lower())
    with file.open("rb") as opened:
        start = opened.read(32)
    if beginning and not re.match(beginning, start, re.DOTALL):
        return f"is named {file.suffix}, and is no such file."
    return None


def _svg_problem(source: bytes) -> str | None:
    """Scripts, and whatever an SVG would load from elsewhere, run and load on our readers' side."""
    from lxml import etree  # only where there is an SVG

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        return "is named .svg, and is no such file."
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in source:
        return "holds entities of its own."
    for element in (*root.itersiblings(preceding=True), *root.iter()):
        problem = _element_problem(element)
        if problem:
            return problem
    return None


def _element_problem(element: etree._Element) -> str | None:
    from lxml import etree

    if not isinstance(element.tag, str):
        is_active = isinstance(element, etree._ProcessingInstruction)
        return "holds a processing instruction." if is_active else None
    name = etree.QName(element).localname
    if name in _ACTIVE:
        return f"holds <{name}>."
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        if attribute.lower().startswith("on"):
            return f"holds the script '{attribute}'."
        if attribute == "href" and name != "a" and not _OWN.match(str(value).strip()):
            return f"loads '{str(value)[:60]}'."
        if attribute == "href" and str(value).strip().lower().startswith("javascript:"):
            return "holds a link to a script."
        if attribute == "style" and _LOADS.search(str(value)):
            return "loads something from elsewhere."
    if name == "style" and _LOADS.search(element.text or ""):
        return "loads something from elsewhere."
    return None
