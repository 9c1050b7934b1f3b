"""Feed heads: what a feed's document says before its entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tolkku.feed_entries import FeedEntry


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
