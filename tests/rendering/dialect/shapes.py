"""Shapes: rendered HTML in a form in which two renderers, or a reader and a test, can agree."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib

from tolkku.rendering.dialect.markdown import Markdown

EXTENSIONS = ("toc", "tables", "fenced_code", "admonition", "attr_list", "def_list", "footnotes")
_BLOCKS = frozenset(
    "blockquote details div dl dd dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section "  # noqa: SIM905 (easier to read)
    "summary table td th tr ul".split()
)
_UNTOLD = frozenset({"thead", "tbody", "colgroup"})
_BREAKS = re.compile(
    r"\s*(</?(?:blockquote|br|div|h\d|hr|li|ol|p|pre|section|table|tbody|td|th|thead|tr|ul)\b[^>]*>)\s*"
)


def rendered(text: str, *extensions: str, **options: object) -> str:
    return Markdown(extensions=list(extensions or EXTENSIONS), **options).convert(text)


def parsed(html: str) -> Element:
    """The tree as a browser builds it, in a <section>."""
    root = html5lib.parseFragment(html.strip(), container="div", namespaceHTMLElements=False)
    root.tag = "section"
    return root


def structure(html: str) -> str:
    """The blocks and their texts: `p(Ota:) ul(li(vesi))`."""
    root = parsed(html)
    for parent in root.findall(".//div[@class='footnote']/.."):
        for notes in parent.findall("div[@class='footnote']"):
            parent.remove(notes)
    return _block(root).removeprefix("section(")[:-1]


def _block(element: Element) -> str:
    if element.tag == "pre":
        return "pre({})".format("".join(element.itertext()).rstrip("\n").replace("\n", "⏎"))
    said: list[str] = []
    text: list[str] = []
    _hear(element, said, text)
    _flush(said, text)
    start = f" from {element.get('start')}" if element.get("start") else ""
    return f"{element.tag}{start}({' '.join(said)})"


def _hear(element: Element, said: list[str], text: list[str]) -> None:
    text.append(element.text or "")
    for child in element:
        if child.tag in _BLOCKS:
            _flush(said, text)
            said.append(_block(child))
        elif child.tag == "br":
            text.append(" ")
        elif isinstance(child.tag, str):
            _hear(child, said, text)
        text.append(child.tail or "")


def _flush(said: list[str], text: list[str]) -> None:
    words = " ".join("".join(text).split())
    if words:
        said.append(words)
    text.clear()


def whole(html: str) -> str:
    """All of it, but for space between blocks, places, and how addresses are encoded."""
    return _BREAKS.sub(r"\1", _all(parsed(html), is_code=False))


def _all(element: Element, is_code: bool) -> str:
    if not isinstance(element.tag, str):
        return f"<!--{element.text}-->"
    is_code = is_code or element.tag == "pre"
    given = "".join(
        f" {name}={unquote(value) if name in ('href', 'src') else value!r}"
        for name, value in sorted(element.items())
        if name != "data-tk"
    )
    pieces = [f"<{element.tag}{given}>", _spaced(element.text, is_code)]
    for child in element:
        pieces += [_all(child, is_code), _spaced(child.tail, is_code)]
    return "".join([*pieces, f"</{element.tag}>"])


def _spaced(text: str | None, is_code: bool) -> str:
    return (text or "") if is_code else re.sub(r"\s+", " ", text or "")
