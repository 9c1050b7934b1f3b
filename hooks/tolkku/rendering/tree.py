"""Tree: a rendered body as one lxml tree, read once and written once.

Between `parsed` and `written` every rule is a function on the tree. What `written` makes is the
only HTML of a text that a page or a feed marks as safe: see `filled`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from tolkku.rendering.dialect.raw_html import VOID

if TYPE_CHECKING:
    from lxml.html import HtmlElement


LINK_MARK = "\x1e"
"""Stands before and after an address of this site, and before and after an image, in what
`written` makes. Sources cannot hold it: it is a control character, and those are refused."""

SITE_MARK = "\ufeff"
"""The same mark inside the tree, where lxml takes no control characters; refused in sources too."""

Attributes = Iterable[tuple[str, str]]

MOST_LEVELS = 400
"""Elements in each other; a hundred levels of lists are two hundred."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CODE = ("code", "pre")
# libxml2 knows HTML 4, in which there were none of these, and takes them for ones that hold others.
_HELD_OPEN = ("source", "track", "wbr")
# Inside these, words run on; at the edges of all others, a reader pauses.
INLINE = frozenset("a abbr b cite code em i kbd mark q s small span strong sub sup u".split())  # noqa: SIM905 (easier to read)
_PHRASING = INLINE | frozenset(
    "audio bdi bdo br data del dfn img ins picture rp rt ruby samp source time track var "  # noqa: SIM905 (easier to read)
    "video wbr".split()
)
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_KEPT = frozenset({"&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;"})
_IMAGE = "\x1f"  # after a LINK_MARK: what follows are an image's attributes


def parsed(body: str) -> HtmlElement:
    """The tree of a rendered body, inside a <div>. Comments are left out.

    References to characters are resolved as HTML 5 does, for libxml2 knows only those of HTML 4.
    """
    from lxml import etree  # only where something is rendered
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)
    known = _REFERENCE.sub(_resolved, body)
    whole = lxml_html.document_fromstring(f"<html><body>{known}</body></html>", parser=parser)
    found = whole.find("body")
    root = etree.Element("div") if found is None else found
    root.tag = "div"
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in list(root.iter(*_HELD_OPEN)):
        _emptied(element)
    return root


def _emptied(element: HtmlElement) -> None:
    """What libxml2 has put into an element that holds nothing stands behind it."""
    parent, tail, children = element.getparent(), element.tail, list(element)
    element.tail, element.text = element.text, None
    last = element
    for child in children:
        last.addnext(child)  # its tail comes along, and that of `last` stays before it
        last = child
    last.tail = (last.tail or "") + (tail or "")
    assert parent is not None


def _resolved(match: re.Match[str]) -> str:
    written = match.group()
    return written if written in _KEPT else html.escape(html.unescape(written))


def is_deep(root: HtmlElement) -> bool:
    """Whether more elements stand in each other than any text needs."""
    level, depth = [root], 0
    while level and depth <= MOST_LEVELS:
        level, depth = [child for element in level for child in element], depth + 1
    return depth > MOST_LEVELS


def plain(element: HtmlElement, without: str = "") -> str:
    """What a reader hears: alternative texts for images, no markup, single spaces.

    `without` is the beginning of ids whose elements are left out.
    """
    pieces: list[str] = []
    _hear(element, pieces, without)
    return " ".join("".join(pieces).split())


def _hear(element: HtmlElement, pieces: list[str], without: str) -> None:
    if element.tag == "img":
        pieces.append(f" {element.get('alt') or ''} ")
        return
    edge = "" if element.tag in INLINE else " "
    pieces.append(edge)
    if element.text:
        pieces.append(element.text)
    for child in element:
        if not without or not (child.get("id") or "").startswith(without):
            _hear(child, pieces, without)
        if child.tail:
            pieces.append(child.tail)
    pieces.append(edge)


def texts(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Each piece of text outside code, with the element that it stands in, in reading order."""
    if element.text:
        yield element, element.text
    for child in element:
        if child.tag not in CODE:
            yield from texts(child)
        if child.tail:
            yield element, child.tail


def runs(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """What stands in one line of thought: each text between the edges of blocks, without code, and
    the block that it stands in."""
    pieces: list[str] = [root.text or ""]
    for child in root:
        if child.tag in _PHRASING:
            pieces.append("" if child.tag in CODE else _words(child))
        elif child.tag not in CODE:
            yield from _run(root, pieces)
            yield from runs(child)
        pieces.append(child.tail or "")
    yield from _run(root, pieces)


def _words(element: HtmlElement) -> str:
    """Of a link that shows where it leads, nothing."""
    said = "".join(text for _, text in texts(element))
    return "" if element.tag == "a" and said.startswith(("http://", "https://")) else said


def _run(block: HtmlElement, pieces: list[str]) -> Iterator[tuple[HtmlElement, str]]:
    said = "".join(pieces)
    pieces.clear()
    if said.strip():
        yield block, said


def mark_of(element: HtmlElement, mark: str) -> str:
    """The place of the block that an element stands in; empty where nobody marked one."""
    here: HtmlElement | None = element
    while here is not None:
        if found := here.get(mark):
            return str(found)
        here = here.getparent()
    return ""


def classes_around(element: HtmlElement) -> set[str]:
    """The classes of an element and of all that it stands in."""
    around = (element, *element.iterancestors())
    return {name for each in around for name in (each.get("class") or "").split()}


def unmarked(root: HtmlElement, mark: str) -> None:
    """Take the places of blocks out of the tree."""
    for element in root.iter():
        element.attrib.pop(mark, None)


def has_class(element: HtmlElement, name: str) -> bool:
    return name in (element.get("class") or "").split()


def add_class(element: HtmlElement, name: str) -> None:
    """Add a class, once."""
    if not has_class(element, name):
        element.set("class", f"{element.get('class') or ''} {name}".strip())


# Writing.


def written(root: HtmlElement) -> str:
    """The HTML inside `root`, as HTML 5's own algorithm would write it: attributes in double
    quotes, `<`, `>`, `&` and no-break spaces escaped.

    With LINK_MARKs: see `filled`. html.spec.whatwg.org, 13.3 Serializing HTML fragments.
    """
    pieces: list[str] = []
    _write(root, pieces.append)
    return "".join(pieces).strip(" \t\r\n")  # not the marks, which Python takes for white space


def _write(element: HtmlElement, write: Callable[[str], None]) -> None:
    if element.text:
        write(_escaped(element.text))
    for child in element:
        if child.tag == "img":
            write(image_slot(child.items()))
        else:
            write(start_tag(child.tag, child.items()))
            if child.tag not in VOID:
                _write(child, write)
                write(f"</{child.tag}>")
        if child.tail:
            write(_escaped(child.tail))


def safely_written(root: HtmlElement) -> Markup:
    """The HTML inside `root`, which holds no address that is still to be written."""
    return Markup(filled(written(root), str).replace("&nbsp;", "\xa0"))


def start_tag(name: str, attributes: Attributes) -> str:
    """A tag with its attributes escaped.

    >>> start_tag("a", [("title", 'a > "b"')])
    '<a title="a &gt; &quot;b&quot;">'
    """
    return f"<{name}{attributes_written(attributes)}>"


def attributes_written(attributes: Attributes) -> Markup:
    """Attributes as they stand in a tag, a space before each."""
    return Markup("".join(f' {name}="{_quoted(value)}"' for name, value in attributes))


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;")


def _quoted(value: str) -> str:
    return _escaped(value).replace('"', "&quot;").replace(SITE_MARK, LINK_MARK)


def image_slot(attributes: Attributes) -> str:
    """An image, for the page to say how large it is, and a feed where it is."""
    said = json.dumps([*attributes], ensure_ascii=False, separators=(",", ":"))
    return f"{LINK_MARK}{_IMAGE}{said}{LINK_MARK}"


Link = Callable[[str], str]
"""Writes an address of this site as a page, or a feed, needs it."""


def own_address(written: str) -> str:
    """The address of this site that an attribute of the tree, or of an image, leads to."""
    return written.split(SITE_MARK)[1] if SITE_MARK in written else ""


def plain_image(attributes: Attributes, link: Link) -> str:
    """An image as an element. Its address stands between SITE_MARKs."""
    said = [(key, _linked(value, link) if key == "src" else value) for key, value in attributes]
    return start_tag("img", said)


def _linked(written: str, link: Link) -> str:
    pieces = written.split(SITE_MARK)
    pieces[1::2] = map(link, pieces[1::2])
    return "".join(pieces)


def filled(
    marked: str, link: Link, image: Callable[[Attributes, Link], str] = plain_image
) -> Markup:
    """What `written` made, with each address of this site written as `link` says.

    Safe: every part of it is escaped where it is written, and all else was judged.
    """
    pieces = marked.split(LINK_MARK)
    for number in range(1, len(pieces), 2):
        slot = pieces[number]
        if slot.startswith(_IMAGE):
            pieces[number] = image(json.loads(slot[1:]), link)
        else:
            pieces[number] = _quoted(link(html.unescape(slot)))
    return Markup("".join(pieces))


def element(name: str, attributes: Attributes, text: str) -> Markup:
    """An element that holds nothing but text."""
    return Markup(f"{start_tag(name, attributes)}{_escaped(text)}</{name}>")
