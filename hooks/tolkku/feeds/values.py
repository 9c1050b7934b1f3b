"""Values of feeds, before any format: entries, heads and ids."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tolkku.media.images import Medium
from tolkku.model.dates import Period, period_named
from tolkku.model.languages import Language

# What XML 1.0 forbids or validators warn of (C0 and C1 controls, U+FFFD and above in its plane).
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_SECOND = timedelta(seconds=1)


EVERYTHING = "all"
"""The name of the feed of everything, the one that has archives."""


@dataclass(frozen=True, slots=True)
class Category:
    """A topic. Scheme and term together are the address of its page."""

    term: str
    scheme: str
    label: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An edition of a bulletin, or a digest. Addresses are absolute; `title` and `summary` are
    plain text, `content` is HTML. `language` is that of the text; `translations` are the languages
    and addresses of the others."""

    id: str
    url: str
    language: Language
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    translations: tuple[tuple[Language, str], ...]
    authors: tuple[str, ...]
    categories: tuple[Category, ...]
    image: Medium | None
    recordings: tuple[Medium, ...]


def told_apart(
    moments: Mapping[str, datetime], taken: Collection[datetime] = ()
) -> dict[str, datetime]:
    """The moments by id, equal ones a second apart in the order of ids; none is one of `taken`.

    Validators warn about entries with equal moments. Over all entries of a language, so that an
    entry has the same moment in every feed and keeps it when older ones leave the feed.
    """
    apart: dict[str, datetime] = {}
    last: datetime | None = None
    for key, at in sorted(moments.items(), key=lambda item: (item[1], item[0])):
        if last is not None and at <= last:
            at = (last + _SECOND).astimezone(at.tzinfo)
        while at in taken:
            at += _SECOND
        apart[key] = last = at
    return apart


def writable(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return _UNWRITABLE.sub("", text)


@dataclass(frozen=True, slots=True)
class Chain:
    """Where a document stands among the others of its feed (RFC 5005). Addresses are absolute,
    and empty where there is none: `previous` is the next older archive."""

    own: str
    current: str = ""
    previous: str = ""
    following: str = ""

    @property
    def is_archive(self) -> bool:
        return bool(self.current)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Relation and address of each neighbour."""
        found = (
            ("current", self.current),
            ("prev-archive", self.previous),
            ("next-archive", self.following),
        )
        return tuple((relation, address) for relation, address in found if address)


@dataclass(frozen=True, slots=True)
class FeedHead:
    """Addresses are absolute; `home` is the HTML page, `hub` a WebSub hub or empty."""

    id: str
    title: str
    description: str
    language: str
    home: str
    publisher: str
    publisher_email: str
    publisher_url: str
    updated: datetime
    hub: str
    chain: Chain


def blank_head(entry: FeedEntry) -> FeedHead:
    """A head of which nothing is kept, for entries that are written before their documents."""
    return FeedHead("x:", "x", "x", "x", "x:", "x", "", "", entry.updated, "", Chain("x:"))


_ID = re.compile(
    r"tag:(?P<domain>[a-z0-9.-]+),(?P<year>\d{4}):"
    r"(?:digest/(?P<digest>(?P=year)-W?\d{2})|(?P<bulletin>(?P=year)-\d{2}-\d{2})(?:-[a-z0-9]+)+)"
    r"/(?P<reader>[A-Za-z0-9-]+)(?P<mark>/(?P<text>[A-Za-z0-9-]+))?"
)


@dataclass(frozen=True, slots=True)
class EntryId:
    """What an id tells (design: feeds, rules 1 and "Which feeds"): `reader` is the language of
    the feed, `text` that of the entry; `period` is that of a digest. An id from an older feed is
    of no domain."""

    domain: str
    reader: str
    text: str
    period: Period | None

    @property
    def is_marked(self) -> bool:
        """Whether it stands in for an edition that the reader's language lacks."""
        return self.text != self.reader


def entry_id(id: str) -> EntryId | None:
    """What an id tells; None where it is not formed as ours are."""
    found = _ID.fullmatch(id)
    if found is None:
        return None
    domain, reader, digest = found["domain"], found["reader"], found["digest"]
    period = period_named(digest) if digest else None
    is_real = period is not None and not found["mark"] if digest else _is_day(found["bulletin"])
    text = found["text"] or reader
    is_marked_rightly = not found["mark"] or text != reader
    return EntryId(domain, reader, text, period) if is_real and is_marked_rightly else None


def kept_entry_id(language: str) -> EntryId:
    """What is known of an entry in a language whose id is from an older feed."""
    return EntryId("", language, language, None)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
