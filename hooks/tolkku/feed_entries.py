"""Feed entries: what subscribers get one by one, before any format."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tolkku.feed_media import Medium
from tolkku.languages import Language

# What XML 1.0 forbids or validators warn of (C0 and C1 controls, U+FFFD and above in its plane).
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_SECOND = timedelta(seconds=1)


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
