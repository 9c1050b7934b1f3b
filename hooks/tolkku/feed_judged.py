"""Judged feeds: what documents and their entries say, in any format, and what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

UNDATED = datetime.fromtimestamp(0, UTC)
"""The moment of what has no date that can be read."""

_URL = re.compile(
    r"(?P<site>https?://[^/]+/(?:.*/)?)(?P<language>[^/]+)/feeds/"
    r"(?P<name>[^/]+?)(?:/(?P<month>\d{4}-\d{2}))?\.(?P<ending>rss\.xml|atom\.xml|json)"
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a document stands. `month` is that of an archive, and empty for the document that is
    subscribed to; `ending` is that of the format's documents."""

    site: str
    language: str
    name: str
    month: str
    ending: str

    @property
    def url(self) -> str:
        return self.at(self.month)

    @property
    def address(self) -> str:
        """Where it stands on the site."""
        return self.url.removeprefix(self.site)

    @property
    def every_format(self) -> tuple[str, str, str]:
        """What it has in common with the other formats of the same document."""
        return self.language, self.name, self.month

    def at(self, month: str) -> str:
        """The address of the feed's archive of a month, or of what is subscribed to."""
        archive = f"/{month}" if month else ""
        return f"{self.site}{self.language}/feeds/{self.name}{archive}.{self.ending}"


def stand_of(url: str) -> Stand | None:
    """What an address says of a document; None where no feed has such an address."""
    found = _URL.fullmatch(url)
    return Stand(**found.groupdict("")) if found else None


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says. Titles and summaries are plain text; of the content there is only a
    fingerprint; `image` is the address of the picture that is enclosed."""

    id: str
    url: str
    language: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    image: str


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An entry as it was read: what it says, its content, the (language, address) of each
    translation that it links to, and what is wrong with how its format says it."""

    said: Entry
    content: str
    translations: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself. Addresses are absolute, and empty where there is none; what
    a format cannot say is None."""

    own: str
    language: str
    updated: datetime | None
    is_archive: bool | None
    current: str | None
    previous: str
    following: str | None
    hubs: tuple[str, ...]
    problems: tuple[str, ...] = ()


def fingerprint(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=20_000)  # all languages and formats have the same moments
def moment(text: str) -> datetime:
    """A moment of RFC 3339; UNDATED where it is none."""
    try:
        return datetime.fromisoformat(text) if _RFC_3339.fullmatch(text) else UNDATED
    except ValueError:
        return UNDATED


def undated(written: Mapping[str, datetime]) -> list[str]:
    """What is wrong with moments as they are written."""
    wrong = [text for text, at in written.items() if at is UNDATED]
    return [f"has '{text}', which is no date with a time and a zone" for text in wrong]
