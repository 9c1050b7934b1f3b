"""Judges a feed by our own rules (design: feeds), which are stricter than the specifications."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from urllib.parse import urlsplit

from lxml import etree

from entry_lint import entry_html, entry_media, is_plain

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_ID = re.compile(r"tag:[a-z0-9.-]+,\d{4}:\d{4}-\d{2}-\d{2}-[a-z0-9-]+/([A-Za-z0-9-]+)")
_RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} [+-]\d{4}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd-\uffff]")


def lint(document: bytes, url: str) -> list[str]:
    """What is wrong with the RSS or Atom feed that stands at `url`."""
    root = etree.fromstring(document, etree.XMLParser(resolve_entities=False))
    language = urlsplit(url).path.split("/feeds/")[0].rpartition("/")[2]
    found = list(_document(root, document, language))
    found += _rss(root, url, language) if root.tag == "rss" else _atom(root, url, language)
    return found


def _document(root: etree._Element, document: bytes, language: str) -> Iterator[str]:
    if not document.startswith(b"<?xml version='1.0' encoding='UTF-8'?>"):
        yield "does not say that it is XML 1.0 in UTF-8"
    if root.getroottree().docinfo.doctype:
        yield "has a DOCTYPE"
    if len(document) > 250_000:
        yield f"has {len(document)} bytes"
    if _CONTROL.search(document.decode()):
        yield "has a control character"
    entries = [*root.iter("item"), *root.iter(f"{ATOM}entry")]
    if len(entries) > 30:
        yield f"has {len(entries)} entries"
    for element in (root, *entries):
        if element.get(LANG) != language:
            yield f"{element.tag}: xml:lang is {element.get(LANG)}"


def _atom(feed: etree._Element, url: str, language: str) -> Iterator[str]:
    if feed.tag != f"{ATOM}feed":
        yield f"begins with {feed.tag}"
    own = {link.get("rel"): link for link in feed.findall(f"{ATOM}link")}
    if set(own) != {"self", "alternate"} or own["self"].get("href") != url:
        yield f"does not link to itself and its page: {sorted(own)}"
    if not _has(feed, "author/name"):
        yield "has no author"
    entries = feed.findall(f"{ATOM}entry")
    updated = [_date(entry, "updated") for entry in entries]
    yield from _moments([_date(entry, "published") for entry in entries], updated)
    if updated and _date(feed, "updated") != max(updated):
        yield "its date is not its newest entry's"
    yield from _ids([entry.findtext(f"{ATOM}id") or "" for entry in entries], language)
    for entry in entries:
        yield from _atom_entry(entry, language)


def _atom_entry(entry: etree._Element, language: str) -> Iterator[str]:
    name = entry.findtext(f"{ATOM}id")
    links = [dict(link.attrib) for link in entry.findall(f"{ATOM}link")]
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    own = pages[0]["href"]
    first = {"rel": "alternate", "type": "text/html", "hreflang": language, "href": own}
    if pages[0] != first or pages[-1] != {"href": own} or len(pages) < 2:
        yield f"{name}: its own page is not the first link and, bare, the last"
    for link in pages[1:-1]:
        if set(link) != {"rel", "hreflang", "href"} or link["hreflang"] == language:
            yield f"{name}: {link} is no link to a translation"
    if unknown := {link.get("rel") for link in links} - {"alternate", "enclosure", None}:
        yield f"{name}: unknown link relations {unknown}"
    if not _has(entry, "author/name"):
        yield f"{name}: has no author"
    for category in entry.findall(f"{ATOM}category"):
        if not all(category.get(key) for key in ("term", "scheme", "label")):
            yield f"{name}: a category lacks something"
    for part in ("title", "summary"):
        element = entry.find(f"{ATOM}{part}")
        if element is None or not is_plain(element.text or "", element.get("type") == "html"):
            yield f"{name}: its {part} is not plain text"
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "html":
        yield f"{name}: has no HTML"
    else:
        translations = [(link["hreflang"], link["href"]) for link in pages[1:-1]]
        yield from entry_html(content.text or "", translations, name)
    enclosed = [link for link in links if link.get("rel") == "enclosure"]
    yield from entry_media(
        entry, [link for link in enclosed if link["type"].startswith("image/")], name
    )


def _rss(rss: etree._Element, url: str, language: str) -> Iterator[str]:
    channel = rss[0]
    if rss.get("version") != "2.0" or channel.findtext("language") != language:
        yield "does not say that it is RSS 2.0 and its language"
    links = [dict(link.attrib) for link in channel.findall(f"{ATOM}link")]
    if links != [{"rel": "self", "type": "application/rss+xml", "href": url}]:
        yield f"does not link to itself: {links}"
    if urlsplit(channel.findtext("link") or "").netloc != urlsplit(url).netloc:
        yield "has no page"
    items = channel.findall("item")
    for element in channel.iter("pubDate", "lastBuildDate"):
        if not _RFC_822.fullmatch(element.text or ""):
            yield f"'{element.text}' is no date of RFC 822"
    updated = [_date(item, "updated") for item in items]
    yield from _moments([_published(item, "pubDate") for item in items], updated)
    if updated and _published(channel, "lastBuildDate") != max(updated):
        yield "its date is not its newest item's"
    yield from _ids([item.findtext("guid") or "" for item in items], language)
    for item in items:
        yield from _item(item, language)


def _item(item: etree._Element, language: str) -> Iterator[str]:
    name = item.findtext("guid")
    if item.xpath("string(guid/@isPermaLink)") != "false":
        yield f"{name}: calls its id a link"
    if len(item.findall("link")) != 1:
        yield f"{name}: has not one link"
    links = [dict(link.attrib) for link in item.findall(f"{ATOM}link")]
    for link in links:
        if set(link) != {"rel", "hreflang", "href"} or link["rel"] != "related":
            yield f"{name}: {link} is no link to a translation"
        if link["hreflang"] == language or link["href"] == item.findtext("link"):
            yield f"{name}: calls itself a translation"
    if not item.findtext(f"{DC}creator") or item.find("author") is not None:
        yield f"{name}: has no dc:creator, or an author"
    for category in item.findall("category"):
        if not category.get("domain"):
            yield f"{name}: a category has no scheme"
    title = "".join(item.find("title").itertext(with_tail=True))  # type: ignore[union-attr]
    if not is_plain(title, bool(re.search("&(lt|amp);", title))):
        yield f"{name}: its title is not plain text"
    if not is_plain(item.findtext("description") or "", True):
        yield f"{name}: its description is not plain text"
    translations = [(link["hreflang"], link["href"]) for link in links]
    yield from entry_html(item.findtext(f"{CONTENT}encoded") or "", translations, name)
    yield from entry_media(item, [dict(e.attrib) for e in item.findall("enclosure")], name)


def _moments(published: list[datetime], updated: list[datetime]) -> Iterator[str]:
    if any(earlier <= later for earlier, later in pairwise(published)):
        yield "its entries do not stand newest first, each at a moment of its own"
    if len(set(updated)) < len(updated):
        yield "two entries were updated at one moment"
    if any(last < first for first, last in zip(published, updated, strict=True)):
        yield "an entry was updated before it was published"


def _ids(ids: list[str], language: str) -> Iterator[str]:
    if len(set(ids)) < len(ids):
        yield "two entries have one id"
    for name in ids:
        match = _ID.fullmatch(name)
        if not match or match.group(1) != language:
            yield f"'{name}' is no id"


def _has(element: etree._Element, path: str) -> bool:
    return bool(element.findtext("/".join(f"{ATOM}{step}" for step in path.split("/"))))


def _date(element: etree._Element, name: str) -> datetime:
    return datetime.fromisoformat(element.findtext(f"{ATOM}{name}") or "")


def _published(element: etree._Element, name: str) -> datetime:
    return parsedate_to_datetime(element.findtext(name) or "")
