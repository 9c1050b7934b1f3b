"""Feed writers: one for each format, from the same values."""

from __future__ import annotations

import html
from collections.abc import Callable
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


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says before its entries. Addresses are absolute; `home` is the HTML page."""

    id: str
    title: str
    description: str
    language: str
    home: str
    publisher: str
    publisher_email: str
    publisher_url: str
    updated: datetime


class _Unset(datetime):
    """A date that feedgen takes for none, for it would switch the process's locale to write it."""

    def __bool__(self) -> bool:
        return False


def write_rss(head: FeedHead, address: str, entries: tuple[FeedEntry, ...]) -> bytes:
    """RSS 2.0. `address` is where the feed itself stands."""
    feed = _generator(head, address, "application/rss+xml")
    feed.updated(_Unset.fromtimestamp(0, head.updated.tzinfo))
    feed.register_extension("tolkku", RssFeedExtension, RssItemExtension, atom=False)
    feed.tolkku.language = head.language
    feed.tolkku.updated = format_datetime(head.updated)
    for entry in entries:
        item = _entry(feed, entry)
        item.description(html.escape(entry.summary, quote=False))
        item.content(entry.content, type="CDATA")
    return bytes(feed.rss_str(pretty=True))


def write_atom(head: FeedHead, address: str, entries: tuple[FeedEntry, ...]) -> bytes:
    """Atom 1.0 (RFC 4287). `address` is where the feed itself stands."""
    feed = _generator(head, address, "application/atom+xml")
    feed.id(head.id)
    feed.updated(head.updated)
    feed.author(_person(head.publisher, head.publisher_email, head.publisher_url))
    feed.register_extension("tolkku", AtomFeedExtension, AtomEntryExtension, rss=False)
    for entry in entries:
        element = _entry(feed, entry)
        element.published(entry.published)
        element.updated(entry.updated)
        element.author([{"name": name} for name in entry.authors])
        element.summary(entry.summary)
        element.content(entry.content, type="html")
    return bytes(feed.atom_str(pretty=True))


WRITERS: dict[str, Callable[[FeedHead, str, tuple[FeedEntry, ...]], bytes]] = {
    "rss.xml": write_rss,
    "atom.xml": write_atom,
}
"""The writers, by how their documents' names end."""


def _generator(head: FeedHead, address: str, kind: str) -> Any:
    feed = FeedGenerator()
    feed.generator("Tolkku")
    feed.title(head.title)
    feed.description(head.description)
    feed.language(head.language)
    feed.rights(f"© {head.publisher}")
    feed.link(rel="self", type=kind, href=address)
    # The last link becomes the link of an RSS channel.
    feed.link(rel="alternate", type="text/html", hreflang=head.language, href=head.home)
    return feed


def _entry(feed: Any, entry: FeedEntry) -> Any:
    made = feed.add_entry(order="append")
    made.tolkku.entry = entry
    made.id(entry.id)
    made.title(entry.title)
    for category in entry.categories:
        made.category(term=category.term, scheme=category.scheme, label=category.label)
    return made


def _person(name: str, email: str, url: str) -> dict[str, str]:
    said = {"name": name, "email": email, "uri": url}
    return {key: value for key, value in said.items() if value}
