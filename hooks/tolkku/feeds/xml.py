"""RSS 2.0 and Atom 1.0, by feedgen and one extension; each entry is written once.

Known faults worked round here: links of an Atom entry lose their attributes, the link of an RSS
item is its last alternate, RSS knows no translations and no `xml:lang`, its dates switch the
process's locale, and media:content has no description and stands in a group. Authors and
categories are written here because feedgen's own way takes half of the time of a whole feed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from tolkku.feeds.json import json_document, json_items
from tolkku.feeds.values import FeedEntry, FeedHead, blank_head
from tolkku.media.images import Medium


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is written. `ending` is that of its documents' names."""

    ending: str
    entries: Callable[[Sequence[FeedEntry]], list[bytes]]
    document: Callable[[FeedHead, Sequence[bytes]], bytes]


class _Unset(datetime):
    """A date that feedgen takes for none, for it would switch the process's locale to write it."""

    def __bool__(self) -> bool:
        return False


def write_rss(head: FeedHead, entries: Sequence[FeedEntry] = ()) -> bytes:
    """RSS 2.0."""
    feed = _generator(head)
    feed.updated(_Unset.fromtimestamp(0, head.updated.tzinfo))
    feed.register_extension("tolkku", RssFeedExtension, RssItemExtension, atom=False)
    feed.tolkku.head = head
    feed.tolkku.updated = format_datetime(head.updated)
    for entry in entries:
        item = _entry(feed, entry)
        item.description(html.escape(entry.summary, quote=False))
        item.content(entry.content, type="CDATA")
    return bytes(feed.rss_str(pretty=True))


def write_atom(head: FeedHead, entries: Sequence[FeedEntry] = ()) -> bytes:
    """Atom 1.0 (RFC 4287)."""
    feed = _generator(head)
    feed.id(head.id)
    feed.updated(head.updated)
    feed.author(_person(head.publisher, head.publisher_email, head.publisher_url))
    feed.register_extension("tolkku", AtomFeedExtension, AtomEntryExtension, rss=False)
    feed.tolkku.head = head
    for entry in entries:
        element = _entry(feed, entry)
        element.published(entry.published)
        element.updated(entry.updated)
        element.summary(entry.summary)
        element.content(entry.content, type="html")
    return bytes(feed.atom_str(pretty=True))


def _generator(head: FeedHead) -> Any:
    feed = FeedGenerator()
    feed.generator("Tolkku")
    feed.title(head.title)
    feed.description(head.description)
    feed.language(head.language)
    feed.rights(f"© {head.publisher}")
    # feedgen wants one link, which becomes that of an RSS channel; our extension adds the others.
    feed.link(rel="alternate", type="text/html", hreflang=head.language, href=head.home)
    return feed


def _entry(feed: Any, entry: FeedEntry) -> Any:
    made = feed.add_entry(order="append")
    made.tolkku.entry = entry
    made.id(entry.id)
    made.title(entry.title)
    return made


def _person(name: str, email: str, url: str) -> dict[str, str]:
    said = {"name": name, "email": email, "uri": url}
    return {key: value for key, value in said.items() if value}


_Write = Callable[[FeedHead, Sequence[FeedEntry]], bytes]


def _xml(ending: str, write: _Write, start: bytes, end: bytes) -> Writer:
    """A writer that takes feedgen's document apart, and puts the entries into others."""

    def entries(of: Sequence[FeedEntry]) -> list[bytes]:
        if not of:
            return []
        # Entries' HTML is escaped, or has no such element: nothing in it looks like a start.
        whole = write(blank_head(of[0]), of).removesuffix(end)
        pieces = [start + piece for piece in whole.split(start)[1:]]
        assert len(pieces) == len(of)
        return pieces

    def document(head: FeedHead, of: Sequence[bytes]) -> bytes:
        return b"".join((write(head, ()).removesuffix(end), *of, end))

    return Writer(ending, entries, document)


WRITERS = (
    _xml("rss.xml", write_rss, b"\n    <item ", b"\n  </channel>\n</rss>\n"),
    _xml("atom.xml", write_atom, b"\n  <entry ", b"\n</feed>\n"),
    Writer("json", json_items, json_document),
)
"""One writer a format."""


_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_HISTORY = "http://purl.org/syndication/history/1.0"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = re.compile(r"<[A-Za-z/!?]")


class AtomFeedExtension(BaseExtension):  # type: ignore[misc]
    """The head of an Atom feed."""

    head: FeedHead

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY, "media": _MEDIA}

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        for name in ("title", "subtitle"):
            _type_text(feed.find(name))
        _place_in_chain(feed, "link", self.head, "application/atom+xml")
        return feed


class AtomEntryExtension(BaseEntryExtension):  # type: ignore[misc]
    """One entry of an Atom feed."""

    entry: FeedEntry

    def extend_atom(self, element: etree._Element) -> etree._Element:
        entry = self.entry
        element.set(_LANG, entry.language.tag)
        _type_text(element.find("title"))
        for summary in element.iterfind("summary"):
            _write_as_html(summary)
        for author in entry.authors:
            _add(_add(element, "author"), "name").text = author
        for each in entry.categories:
            _add(element, "category", term=each.term, scheme=each.scheme, label=each.label)
        # Readers take the first alternate or the last: both are the entry's own language.
        # RFC 4287 4.1.2 forbids two with the same type and hreflang, and these differ.
        tag = entry.language.tag
        _add(element, "link", rel="alternate", type="text/html", hreflang=tag, href=entry.url)
        for language, url in entry.translations:
            _add(element, "link", rel="alternate", hreflang=language.tag, href=url)
        _add(element, "link", href=entry.url)
        for medium in (entry.image, *entry.recordings):
            if medium:
                length = str(medium.length)
                _add(
                    element,
                    "link",
                    rel="enclosure",
                    type=medium.type,
                    length=length,
                    href=medium.url,
                )
        if entry.image:
            _add_media(element, entry.image)
        return element


class RssFeedExtension(BaseExtension):  # type: ignore[misc]
    """The head of an RSS feed."""

    head: FeedHead
    updated: str

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC, "fh": _HISTORY, "media": _MEDIA}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        rss.set(_LANG, self.head.language)
        channel = rss[0]
        for name in ("title", "description", "copyright"):
            _encode_plain(channel.find(name))
        _add(channel, "lastBuildDate").text = self.updated
        _place_in_chain(channel, f"{{{_ATOM}}}link", self.head, "application/rss+xml")
        return rss


class RssItemExtension(BaseEntryExtension):  # type: ignore[misc]
    """One item of an RSS feed."""

    entry: FeedEntry

    def extend_rss(self, item: etree._Element) -> etree._Element:
        entry = self.entry
        item.set(_LANG, entry.language.tag)
        _encode_plain(item.find("title"))
        for each in entry.categories:
            category = _add(item, "category", domain=each.scheme)
            category.text = each.label
            _encode_plain(category)
        _add(item, "link").text = entry.url
        for language, url in entry.translations:
            _add(item, f"{{{_ATOM}}}link", rel="related", hreflang=language.tag, href=url)
        _add(item, "pubDate").text = format_datetime(entry.published)
        _add(item, f"{{{_ATOM}}}updated").text = entry.updated.isoformat()  # RSS has no such date
        for author in entry.authors:
            _add(item, f"{{{_DC}}}creator").text = author
        if entry.image:
            length = str(entry.image.length)
            _add(item, "enclosure", url=entry.image.url, length=length, type=entry.image.type)
            _add_media(item, entry.image)
        return item


def _place_in_chain(parent: etree._Element, name: str, head: FeedHead, kind: str) -> None:
    """Link to the document itself, to its neighbours (RFC 5005) and to the hub (WebSub)."""
    chain = head.chain
    _add(parent, name, rel="self", type=kind, href=chain.own)
    for relation, address in chain.links:
        _add(parent, name, rel=relation, type=kind, href=address)
    if head.hub:
        _add(parent, name, rel="hub", href=head.hub)
    if chain.is_archive:
        _add(parent, f"{{{_HISTORY}}}archive")


def _add(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, name, attributes)


def _add_media(parent: etree._Element, image: Medium) -> None:
    """media:content (Media RSS 1.5.1), outside any group: a group wants two or more."""
    content = _add(
        parent, f"{{{_MEDIA}}}content",
        url=image.url, type=image.type, medium=image.kind, fileSize=str(image.length),
    )  # fmt: skip
    if image.size:
        content.set("width", str(image.size[0]))
        content.set("height", str(image.size[1]))
    said = {"description": image.description, "credit": image.credit, "copyright": image.licence}
    for name, text in said.items():
        if text:
            _add(content, f"{{{_MEDIA}}}{name}").text = text
    _type_media_text(content[0])


def _type_media_text(description: etree._Element) -> None:
    text = description.text or ""
    is_html = _is_taken_for_html(text)
    description.set("type", "html" if is_html else "plain")
    if is_html:
        description.text = html.escape(text, quote=False)


def _type_text(element: etree._Element | None) -> None:
    """Mark an Atom text that readers would take for HTML as the HTML that shows it."""
    if element is not None and _is_taken_for_html(element.text or ""):
        _write_as_html(element)


def _write_as_html(element: etree._Element) -> None:
    """Write an Atom text as the HTML that shows it. Summaries are always: rss2email, as it is
    installed, mails the first plain text of an entry instead of its content."""
    element.text = html.escape(element.text or "", quote=False)
    element.set("type", "html")


def _encode_plain(element: etree._Element | None) -> None:
    """Write an RSS text, of which nobody can say whether it is HTML, so that all readers show it.

    What they would take for HTML is escaped as HTML, and `&` and `<` are written as hexadecimal
    references: RSS Best Practices Profile, "Character Data".
    """
    if element is None:
        return
    text = element.text or ""
    if _is_taken_for_html(text):
        text = html.escape(text, quote=False)
    element.text, *rest = re.split("([&<])", text)
    for mark, after in zip(rest[::2], rest[1::2], strict=True):
        reference = etree.Entity(f"#x{ord(mark):X}")
        reference.tail = after
        element.append(reference)


def _is_taken_for_html(text: str) -> bool:
    """Whether a reader that looks for HTML finds some: `<b>`, `&nbsp;`, not `AT&T`, `1 < 2`."""
    return bool(_TAG.search(text)) or html.unescape(text) != text
