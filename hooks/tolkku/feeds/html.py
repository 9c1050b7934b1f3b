"""Feed HTML: a rendered body made fit for feed readers, which take only structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from markupsafe import Markup

from tolkku.reading.words import Words
from tolkku.rendering.decorating import SCROLLS
from tolkku.rendering.sanitiser import ELEMENTS, SCHEMES
from tolkku.rendering.tree import parsed, safely_written

_PLAYERS = {"audio", "video", "source", "track"}  # a link to the page stands for them
_UNKNOWN_TO_READERS = {"bdo", "data", "wbr"}
_OF_PAGES = {"loading", "name", "number", "rel", "style"}  # attributes that work on pages only
IN_FEEDS: Mapping[str, frozenset[str]] = {
    name: attributes - _OF_PAGES | ({"title"} if name in ("a", "abbr") else set())
    for name, attributes in ELEMENTS.items()
    if name not in _PLAYERS | _UNKNOWN_TO_READERS
}
"""What a page may hold and a feed may too: elements, each with its attributes; besides them `lang`
and `dir` stand everywhere."""

# fmt: off
_WITHOUT_CONTENT = (
    "applet", "button", "canvas", "embed", "form", "frame", "frameset", "iframe", "input", "link",
    "math", "meta", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea",
)
# fmt: on
_EVERYWHERE = {"lang", "dir"}
_ADDRESSES = {"href", "src", "cite"}
# Anchors that only work on the page: its headings' own links, and the way back from a note.
_ONLY_ON_PAGES = ("headerlink", "footnote-backref")


@dataclass(frozen=True, slots=True)
class FeedBody:
    """A body for feeds, and its footnotes, which stand at the end of the whole entry."""

    text: Markup
    notes: Markup


def feed_body(rendered: str, page: str, words: Words) -> FeedBody:
    """A rendered body as structural HTML with absolute addresses; `page` is its own address.

    Links within the page, marks of footnotes too, lead to the page.
    """
    root = parsed(rendered)
    for box in root.find_class(SCROLLS):
        box.drop_tag()
    for name in _ONLY_ON_PAGES:
        for anchor in root.find_class(name):
            _drop_with_space(anchor)
    for title in root.find_class("admonition-title"):
        _embolden(title)
    notes = _taken_out(root, "footnote")
    for part in (root, notes):
        _simplify(part, page, words)
    return FeedBody(safely_written(root), safely_written(notes))


def _drop_with_space(anchor: html.HtmlElement) -> None:
    """Drop an anchor at the end of a text, and the space before it."""
    parent, before = anchor.getparent(), anchor.getprevious()
    if before is not None:
        before.tail = (before.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()
    anchor.drop_tree()


def _embolden(element: html.HtmlElement) -> None:
    """A title that was one by its class is one without it."""
    strong = etree.Element("strong")
    strong.text, element.text = element.text, None
    strong.extend(list(element))
    element.append(strong)


def _taken_out(root: html.HtmlElement, name: str) -> html.HtmlElement:
    """What has a class, taken out of the text that stands around it."""
    found = html.Element("div")
    for element in root.find_class(name):
        element.drop_tree()
        element.tail = "\n"
        found.append(element)
    return found


def _simplify(root: html.HtmlElement, page: str, words: Words) -> None:
    etree.strip_elements(root, etree.Comment, etree.PI, *_WITHOUT_CONTENT, with_tail=False)
    for player in list(root.iter("video", "audio")):
        _show_poster(player, page, words)
    for element in root.iterdescendants():
        _keep_structure(element, page)
    etree.strip_tags(root, *{element.tag for element in root.iterdescendants()} - IN_FEEDS.keys())
    for span in list(root.iter("span")):
        if not span.attrib:
            span.drop_tag()


def _show_poster(element: html.HtmlElement, page: str, words: Words) -> None:
    """Instead of a player, its picture, leading to the page that has the player."""
    is_video = element.tag == "video"
    said = words.say("Watch the video") if is_video else words.say("Listen to the recording")
    if title := element.get("title"):
        said = f"{said}: {title}"
    poster = element.get("poster")
    element[:] = [etree.Element("img", src=poster, alt=said)] if poster else []
    element.tag, element.text = "a", None if poster else said
    element.attrib.clear()
    element.set("href", page)


def _keep_structure(element: html.HtmlElement, page: str) -> None:
    kept = IN_FEEDS.get(element.tag, frozenset()) | _EVERYWHERE
    for name, value in element.items():
        if name not in kept:
            del element.attrib[name]
        elif name in _ADDRESSES:
            address = urljoin(page, value)
            if urlsplit(address).scheme in SCHEMES:
                element.set(name, address)
            else:
                del element.attrib[name]
