"""Feed RSS lint: reads RSS 2.0 feeds and judges how they say what they say."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from lxml import etree

from tolkku.feeds.audit.entries import (
    UNDATED,
    Entry,
    EntryRead,
    Head,
    Stand,
    fingerprint,
    is_absolute,
    is_plain,
    moment,
    undated,
)
from tolkku.feeds.audit.published import Malformed, Published, PublishedEntry, fingerprint_of
from tolkku.feeds.audit.xml import (
    ANY,
    ATOM,
    CONTENT,
    DC,
    HISTORY,
    LANG,
    MEDIA,
    ONE,
    PERHAPS,
    SOME,
    Children,
    attributes,
    blank,
    children,
    date_of,
    enclosed,
    linked_head,
    miscounted,
    mixed,
    picture_problems,
    published_root,
    self_link,
    text_of,
    wanted_text,
)

_NAMES = {
    "atom": ATOM[1:-1],
    "content": CONTENT[1:-1],
    "dc": DC[1:-1],
    "fh": HISTORY[1:-1],
    "media": MEDIA[1:-1],
}
_IN_CHANNEL = {
    "title": ONE,
    "link": ONE,
    "description": ONE,
    "language": ONE,
    "copyright": ONE,
    "docs": ONE,
    "generator": ONE,
    "lastBuildDate": ONE,
    f"{ATOM}link": SOME,
    f"{HISTORY}archive": PERHAPS,
    "item": ANY,
}
_IN_ITEM = {
    "title": ONE,
    "description": ONE,
    f"{CONTENT}encoded": ONE,
    "guid": ONE,
    "link": ONE,
    "pubDate": ONE,
    f"{ATOM}updated": ONE,
    f"{DC}creator": SOME,
    "category": ANY,
    f"{ATOM}link": ANY,
    "enclosure": PERHAPS,
    f"{MEDIA}content": PERHAPS,
}


def rss_head(rss: etree._Element, stand: Stand) -> Head:
    """What a document says of itself."""
    found = children(rss[0]) if len(rss) else {}
    head = linked_head(rss, found, found.get(f"{ATOM}link", ()), "application/rss+xml")
    problems = (*head.problems, *_head_problems(rss, found, stand))
    return replace(head, updated=_moment(text_of(found, "lastBuildDate")), problems=problems)


def _head_problems(rss: etree._Element, found: Children, stand: Stand) -> Iterator[str]:
    said = (rss.tag, rss.nsmap, set(rss.attrib), rss.get("version"), [e.tag for e in rss])
    if said != ("rss", _NAMES, {LANG, "version"}, "2.0", ["channel"]):
        yield "does not begin as our RSS feeds do"
    yield from (*mixed(rss), *miscounted(found, _IN_CHANNEL))
    yield from blank(found, "title", "description", "copyright")
    yield from _undated(found, "lastBuildDate")
    if text_of(found, "language") != stand.language:
        yield f"says that its language is '{text_of(found, 'language')}'"
    if not text_of(found, "link").startswith(f"{stand.site}{stand.language}/"):
        yield f"leads to '{text_of(found, 'link')}', which is no page of its language"


def rss_item(item: etree._Element) -> EntryRead:
    """What an item says, and what is wrong with how it says it."""
    found = children(item)
    content, updated = text_of(found, f"{CONTENT}encoded"), text_of(found, f"{ATOM}updated")
    links = [attributes(link) for link in found.get(f"{ATOM}link", ())]
    enclosures = [attributes(enclosure) for enclosure in found.get("enclosure", ())]
    said = Entry(
        id=text_of(found, "guid"),
        url=text_of(found, "link"),
        language=item.get(LANG, ""),
        title=html.unescape(text_of(found, "title")),
        summary=html.unescape(text_of(found, "description")),
        content=fingerprint(content),
        published=_moment(text_of(found, "pubDate")),
        updated=moment(updated),
        authors=tuple(creator.text or "" for creator in found.get(f"{DC}creator", ())),
        topics=tuple(html.unescape(each.text or "") for each in found.get("category", ())),
        image="".join(enclosure.get("url", "") for enclosure in enclosures[:1]),
    )
    problems = (
        *miscounted(found, _IN_ITEM),
        *_undated(found, "pubDate"),
        *undated({updated: said.updated}),
        *_id_problems(found),
        *_link_problems(links, said),
        *_text_problems(found),
        *_media_problems(found, enclosures),
    )
    translations = tuple((link.get("hreflang", ""), link.get("href", "")) for link in links)
    return EntryRead(said, content, translations, problems)


def _link_problems(links: Sequence[dict[str, str]], said: Entry) -> Iterator[str]:
    for link in links:
        is_known = set(link) == {"rel", "hreflang", "href"} and link["rel"] == "related"
        if not is_known or not is_absolute(link["href"]):
            yield f"has a link that is none to a translation: {link}"
        elif link["hreflang"] == said.language or link["href"] == said.url:
            yield f"calls itself a translation: {link}"


def _id_problems(found: Children) -> Iterator[str]:
    if [attributes(guid) for guid in found.get("guid", ())] != [{"isPermaLink": "false"}]:
        yield "does not say that its id is no link"


def _text_problems(found: Children) -> Iterator[str]:
    """Nobody can say whether these are HTML, so they must read the same as HTML and as text."""
    for name in ("title", "description", "category"):
        if any(
            "<" in (each.text or "") and not is_plain(each.text or "")
            for each in found.get(name, ())
        ):
            yield f"has HTML in its {name}"
    for category in found.get("category", ()):
        if set(category.attrib) != {"domain"} or not is_absolute(category.get("domain", "")):
            yield f"has a category without a scheme: {attributes(category)}"


def _media_problems(found: Children, enclosures: Sequence[dict[str, str]]) -> Iterator[str]:
    for enclosure in enclosures:
        yield from enclosed(enclosure, "url")
    yield from picture_problems(enclosures, found, "url")


@lru_cache(maxsize=20_000)
def _moment(text: str) -> datetime:
    """A date of RFC 822 with a year of four digits; UNDATED where it is none."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return UNDATED
    return found if found.tzinfo and format_datetime(found) == text else UNDATED


def _undated(found: Children, name: str) -> Iterator[str]:
    if _moment(text_of(found, name)) is UNDATED:
        yield f"has '{text_of(found, name)}', which is no date of RFC 822"


def read_rss(document: bytes) -> Published:
    """RSS 2.0. Raises Malformed."""
    channel = published_root(document, "rss", "RSS feed").find("channel")
    if channel is None:
        raise Malformed(1, "has no <channel>")
    return Published(self_link(channel), tuple(map(_rss_entry, channel.findall("item"))))


def _rss_entry(item: etree._Element) -> PublishedEntry:
    published = date_of(item, "pubDate", parsedate_to_datetime)
    has_updated = item.find(f"{ATOM}updated") is not None
    return PublishedEntry(
        id=wanted_text(item, "guid"),
        url=wanted_text(item, "link"),
        title=html.unescape(wanted_text(item, "title")),  # a plain text, or the HTML that shows it
        published=published,
        updated=date_of(item, f"{ATOM}updated") if has_updated else published,
        content=fingerprint_of(item.findtext("description"), item.findtext(f"{CONTENT}encoded")),
    )
