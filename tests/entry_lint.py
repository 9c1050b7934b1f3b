"""Judges what an entry of a feed holds: its texts, its HTML, its picture. Part of `feed_lint`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree, html

MEDIA = "{http://search.yahoo.com/mrss/}"

_TAGS = set(
    re.findall(
        r"\w+",
        """a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em
        figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp
        section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var""",
    )
)
_ATTRIBUTES = set(
    re.findall(
        r"\w+",
        """alt cite colspan datetime dir height href hreflang lang open reversed rowspan scope span
        src start title type value width""",
    )
)


def entry_html(text: str, translations: list[tuple[str, str]], name: str | None) -> Iterator[str]:
    root = html.fragment_fromstring(text, create_parent="div")
    for element in root.iterdescendants():
        if element.tag not in _TAGS:
            yield f"{name}: has <{element.tag}>"
        if extra := set(element.attrib) - _ATTRIBUTES:
            yield f"{name}: has {extra}"
        if element.tag == "img" and not element.get("alt"):
            yield f"{name}: a picture without alternative text"
    for _, attribute, url, _ in root.iterlinks():
        parts = urlsplit(url)
        if not (parts.scheme in ("http", "https") and parts.netloc) and (
            attribute != "href" or parts.scheme not in ("mailto", "tel")
        ):
            yield f"{name}: {attribute} leads to '{url}'"
    said = [(a.get("hreflang"), a.get("href")) for a in root.xpath("*[last()]/a[@hreflang]")]
    if translations and said != translations:
        yield f"{name}: its last line names {said}, not {translations}"


def entry_media(
    entry: etree._Element, enclosures: list[dict[str, str]], name: str | None
) -> Iterator[str]:
    contents = entry.findall(f"{MEDIA}content")
    if len(enclosures) > 1 or len(enclosures) != len(contents):
        yield f"{name}: {len(enclosures)} pictures enclosed, {len(contents)} described"
    for enclosure, content in zip(enclosures, contents, strict=False):
        if content.get("url") != (enclosure.get("url") or enclosure.get("href")):
            yield f"{name}: encloses one picture and describes another"
        if int(enclosure["length"]) <= 0 or enclosure["type"] != content.get("type"):
            yield f"{name}: {enclosure} has no true length and type"
        is_svg = enclosure["type"] == "image/svg+xml"
        if not is_svg and not (content.get("width") and content.get("height")):
            yield f"{name}: a picture without width and height"
        if not content.findtext(f"{MEDIA}description"):
            yield f"{name}: a picture without description"


def is_plain(text: str, is_html: bool) -> bool:
    """Whether it says something, and no reader finds markup in it."""
    shown = html.fragment_fromstring(text, create_parent="div") if is_html else None
    if shown is not None:
        return len(shown) == 0 and bool(shown.text)
    return bool(text) and not re.search(r"</?[A-Za-z]|&(#\w+|\w+);", text)
