"""Feed writers: one for each format. Entries are written once and put into every document."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from feedgen.feed import FeedGenerator

from tolkku.feed_entries import FeedEntry
from tolkku.feed_extension import (
    AtomEntryExtension,
    AtomFeedExtension,
    RssFeedExtension,
    RssItemExtension,
)
from tolkku.feed_heads import FeedHead, blank_head
from tolkku.feed_json import json_document, json_items


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
