"""Feeds for the tests: entries before any format, and documents as subscribers read them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from tolkku.catalogue.digests import Digest
from tolkku.catalogue.pages import DigestPage
from tolkku.feeds.feeds import Feed, Stock, feed_files, feeds_of
from tolkku.feeds.values import FeedEntry
from tolkku.model.languages import Language, find_language
from tolkku.site import Site

URL = "https://example.org/"
ENDINGS = ("rss.xml", "atom.xml", "json")

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


# --- a site and its feeds ---


def language(site: Site, tag: str) -> Language:
    found = find_language(tag, site.settings.languages)
    assert found
    return found


def feed(site: Site, tag: str = "fi", name: str = "all") -> Feed:
    return next(each for each in feeds_of(site, language(site, tag)) if each.name == name)


def entries(site: Site, tag: str = "fi", name: str = "all") -> tuple[FeedEntry, ...]:
    """All entries of a feed, whatever document they stand in, newest first."""
    return feed(site, tag, name).entries_in(Stock(site))


def entry(site: Site, told: str, name: str = "all") -> FeedEntry:
    """The entry of `2026-12-01-water/fi`, or `digest/2026-W48/fi`, in a feed of that language."""
    tag = told.removeprefix("digest/").split("/")[1]
    found = [each for each in entries(site, tag, name) if short(each.id) == told]
    assert len(found) == 1, told
    return found[0]


def short(id: str) -> str:
    """An id without its domain and year: `2026-12-01-water/fi`."""
    return id.split(":", 2)[2]


def ids(site: Site, tag: str = "fi", name: str = "all") -> list[str]:
    return [short(each.id) for each in entries(site, tag, name)]


def files(site: Site) -> dict[str, bytes]:
    """Every document by its address."""
    return dict(feed_files(site))


def digest(site: Site, told: str) -> Digest | None:
    """The digest of `2026-W48/fi`."""
    name, tag = told.split("/")
    page = site.pages.find(f"digests/{name}", language(site, tag))
    return page.digest if isinstance(page, DigestPage) else None


# --- a document, read without the code that wrote it ---


@dataclass(frozen=True)
class Item:
    """What every format says of an entry."""

    id: str
    url: str
    language: str
    content: str
    published: datetime
    updated: datetime


@dataclass(frozen=True)
class Document:
    """What every format says of a document; `older` is the address of the next one to read."""

    url: str
    language: str
    older: str
    hubs: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def ids(self) -> list[str]:
        return [short(item.id) for item in self.items]


def document(written: bytes) -> Document:
    if written.startswith(b"{"):
        return _from_json(json.loads(written))
    root = etree.fromstring(written)
    return _from_rss(root) if root.tag == "rss" else _from_atom(root)


def _from_json(feed: dict) -> Document:  # type: ignore[type-arg]
    return Document(
        feed["feed_url"],
        feed["language"],
        feed.get("next_url", ""),
        tuple(hub["url"] for hub in feed.get("hubs", ())),
        tuple(
            Item(
                each["id"],
                each["url"],
                each["language"],
                each["content_html"],
                datetime.fromisoformat(each["date_published"]),
                datetime.fromisoformat(each["date_modified"]),
            )
            for each in feed["items"]
        ),
    )


def _from_atom(feed: etree._Element) -> Document:
    items = [
        Item(
            each.findtext(f"{_ATOM}id", ""),
            each.find(f"{_ATOM}link").get("href", ""),
            each.get(_LANG, ""),
            each.findtext(f"{_ATOM}content", ""),
            datetime.fromisoformat(each.findtext(f"{_ATOM}published", "")),
            datetime.fromisoformat(each.findtext(f"{_ATOM}updated", "")),
        )
        for each in feed.iter(f"{_ATOM}entry")
    ]
    return _with_links(feed, feed, items)


def _from_rss(rss: etree._Element) -> Document:
    items = [
        Item(
            each.findtext("guid", ""),
            each.findtext("link", ""),
            each.get(_LANG, ""),
            each.findtext(_CONTENT, ""),
            parsedate_to_datetime(each.findtext("pubDate", "")),
            datetime.fromisoformat(each.findtext(f"{_ATOM}updated", "")),
        )
        for each in rss.iter("item")
    ]
    return _with_links(rss, rss[0], items)


def _with_links(root: etree._Element, head: etree._Element, items: list[Item]) -> Document:
    def linked(relation: str) -> list[str]:
        links = head.findall(f"{_ATOM}link[@rel='{relation}']")
        return [link.get("href", "") for link in links]

    older = linked("prev-archive")
    assert len(older) <= 1
    (own,) = linked("self")
    return Document(own, root.get(_LANG, ""), "".join(older), tuple(linked("hub")), tuple(items))


def walk(documents: Mapping[str, bytes], address: str, url: str = URL) -> Iterator[Document]:
    """The document at an address, and the older ones that it leads to."""
    seen = set[str]()
    while address:
        assert address not in seen, "a circle"
        seen.add(address)
        here = document(documents[address])
        assert here.url == url + address
        yield here
        address = here.older.removeprefix(url)
