"""Feed ids: what the id of an entry tells (design: feeds, rule 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tolkku.periods import Period, period_named

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
