"""Drawings: whether an SVG file is one, runs nothing and loads nothing from elsewhere."""

from __future__ import annotations

import re

from lxml import etree

_ACTIVE = {"script", "foreignobject", "handler", "listener", "iframe", "object", "embed"}
_OWN = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);")
_LOADS = re.compile(r"@import|url\((?!\s*['\"]?\s*#)|\\", re.IGNORECASE)
_SAFE_LINK = re.compile(r"(?:https?:|mailto:|tel:|[^:]*$)")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f]")  # browsers drop them inside a scheme
_ELSEWHERE = "loads something from elsewhere."


def drawing_problem(source: bytes) -> str | None:
    """Scripts, and whatever an SVG would load from elsewhere, run and load on our readers' side."""
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is saved as UTF-16, not as UTF-8."
    root = parsed(source)
    if root is None:
        return "is named .svg, and is no such file."
    if b"<!ENTITY" in source:
        return "holds entities of its own."
    if etree.QName(root).localname != "svg":
        return "is named .svg, and is no such file."
    for element in (*root.itersiblings(preceding=True), *root.iter()):
        problem = _element_problem(element)
        if problem:
            return problem
    return None


def parsed(source: bytes) -> etree._Element | None:
    """The outermost element, of which nothing is loaded; None of what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        return None


def _element_problem(element: etree._Element) -> str | None:
    if not isinstance(element.tag, str):
        is_active = isinstance(element, etree._ProcessingInstruction)
        return "holds a processing instruction." if is_active else None
    name = etree.QName(element).localname
    if name.lower() in _ACTIVE:
        return f"holds <{name}>."
    for key, value in element.attrib.items():
        problem = _attribute_problem(name, etree.QName(key).localname, str(value))
        if problem:
            return problem
    return _ELSEWHERE if name == "style" and _LOADS.search(element.text or "") else None


def _attribute_problem(element: str, attribute: str, value: str) -> str | None:
    if attribute.lower().startswith("on"):
        return f"holds the script '{attribute}'."
    if attribute == "attributeName" and value.strip().lower().endswith("href"):
        return f"changes a link by <{element}>."
    if attribute == "href" and element != "a" and not _OWN.match(value.strip()):
        return f"loads '{value[:60]}'."
    if attribute == "href" and not _is_safe_link(value):
        return "holds a link to a script."
    if attribute == "style" and _LOADS.search(value):
        return _ELSEWHERE
    return _ELSEWHERE if re.search(r"url\((?!\s*['\"]?\s*#)", value, re.IGNORECASE) else None


def _is_safe_link(value: str) -> bool:
    bare = _INVISIBLE.sub("", value).lower()
    return bool(_SAFE_LINK.match(bare)) or bool(_OWN.match(bare))
