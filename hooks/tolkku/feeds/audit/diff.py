"""Diff: what subscribers will notice when one built site takes the place of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from itertools import chain, groupby

from tolkku.catalogue.pages import file_of
from tolkku.feeds.audit.built_site import BuiltSite, Channel, Subscription
from tolkku.feeds.audit.published import PublishedEntry
from tolkku.feeds.values import EVERYTHING

# Ours, of whatever domain and year. An id from an older feed may be a tag too, and is another.
_OURS = re.compile(r"tag:[^:]*:((?:digest/\d{4}-W?\d\d|\d{4}-\d\d-\d\d-[a-z0-9-]+)/[^/]+)(/[^/]+)?")


def diff(old: BuiltSite, new: BuiltSite) -> FeedDiff:
    """What changes for the subscribers of the old site when the new one is published."""
    found = list(chain(_astray(new), _disagreements(new)))
    shared = old.subscriptions.keys() & new.subscriptions.keys()
    for channel in sorted(shared):
        found += _Comparison(old, new, channel).events()
    return FeedDiff(
        events=_joined(found),
        shared=frozenset(shared),
        gone=frozenset(filter(_is_missed, old.documents - new.documents)),
        added=new.documents - old.documents,
        lost=tuple(sorted(_pages(old) - _pages(new))),
    )


def _is_missed(document: tuple[Channel, str]) -> bool:
    """Not missed are archives of what is a part of everything: there are none any more, and nobody
    subscribes to one."""
    channel, archive = document
    return not archive or channel.name == EVERYTHING


def _joined(found: list[Event]) -> tuple[Event, ...]:
    """Each Event once, with all its channels; by kind and language, the newest entries first."""
    joined: dict[Event, tuple[Channel, ...]] = {}
    for event in found:
        key = replace(event, channels=())
        joined[key] = joined.get(key, ()) + event.channels
    kinds = list(Kind)
    events = sorted(joined, key=lambda event: (event.id, event.note))
    events.sort(key=lambda event: event.published, reverse=True)
    events.sort(key=lambda event: (kinds.index(event.kind), event.language))
    return tuple(replace(event, channels=tuple(sorted(joined[event]))) for event in events)


def _event(kind: Kind, channel: Channel, entry: PublishedEntry, note: str = "") -> Event:
    about = entry.id, entry.title, entry.published
    return Event(kind, channel.language, *about, note, (channel,))


@dataclass(frozen=True)
class _Comparison:
    """One channel on both sites."""

    old: BuiltSite
    new: BuiltSite
    channel: Channel

    @property
    def before(self) -> Subscription:
        return self.old.subscriptions[self.channel]

    @property
    def after(self) -> Subscription:
        return self.new.subscriptions[self.channel]

    def events(self) -> Iterator[Event]:
        before, after = self.before.known, self.after.known
        gone = {id: entry for id, entry in before.items() if id not in after}
        fresh = {id: entry for id, entry in after.items() if id not in before}
        renamed = dict(self._renamed(gone, fresh))
        for id, entry in after.items():
            if id in before:
                yield from self._kept(before[id], entry)
            elif id in renamed:
                yield _event(Kind.RENAMED, self.channel, entry, f"it was {renamed[id]}")
            elif known := self._known_elsewhere(entry):
                yield from self._kept(known, entry)
            else:
                yield self._new(entry)
        subjects = {_subject(id) for id in fresh}
        for id, entry in gone.items():
            if id not in renamed.values() and not self._has_aged(entry):
                is_replaced = _stands_in(id) and _subject(id) in subjects
                yield _event(Kind.REPLACED if is_replaced else Kind.REMOVED, self.channel, entry)

    def _known_elsewhere(self, entry: PublishedEntry) -> PublishedEntry | None:
        """What an entry was before it was updated, and came again into a feed without archives."""
        channel = replace(self.channel, name=EVERYTHING)
        before = self.old.subscriptions.get(channel, Subscription({})).known.get(entry.id)
        is_updated = before is not None and before.updated < entry.updated
        return before if is_updated and self.before.documents.keys() == {""} else None

    def _has_aged(self, entry: PublishedEntry) -> bool:
        """Whether an entry made room for newer ones in a feed without archives; its page stays."""
        address = self.old.address(entry.url)
        page = file_of(self.new.redirects.get(address, address))
        return (
            self.after.documents.keys() == {""}
            and self.channel.name != EVERYTHING
            and bool(self.after.newest)
            and page in self.new.files
            and all(newer.updated > entry.updated for newer in self.after.newest.values())
        )

    def _renamed(
        self, gone: dict[str, PublishedEntry], fresh: dict[str, PublishedEntry]
    ) -> Iterator[tuple[str, str]]:
        """(new id, old id) of the same bulletin, or of the same page, redirects followed."""
        known = {}
        for id, entry in gone.items():
            address = self.old.address(entry.url)
            known[self.new.redirects.get(address, address)] = id
        known |= {_subject(id): id for id in gone}
        for id, entry in fresh.items():
            was = known.get(_subject(id)) or known.get(self.new.address(entry.url))
            # What stands in for an edition gives way to it: subscribers shall be told.
            if was and (not _stands_in(was) or _named(was) == _named(id)):
                yield id, was

    def _new(self, entry: PublishedEntry) -> Event:
        dates = (known.published for known in self.before.newest.values())
        is_old = entry.published < max(dates, default=entry.published)
        if entry.id not in self.after.newest:
            return _event(Kind.BACKDATED, self.channel, entry, "it is in an archive only")
        return _event(Kind.BACKDATED if is_old else Kind.NEW, self.channel, entry)

    def _kept(self, before: PublishedEntry, after: PublishedEntry) -> Iterator[Event]:
        is_shown = after.id in self.after.newest
        is_updated = is_shown and after.updated > before.updated
        if after.published != before.published:
            note = f"it was {_moment(before.published)}, it would be {_moment(after.published)}"
            yield _event(Kind.REDATED, self.channel, after, note)
        if is_updated:
            yield _event(Kind.UPDATED, self.channel, after)
        elif replace(after, published=before.published) != before:
            note = "" if after.title == before.title else f"its title was “{before.title}”"
            yield _event(Kind.SILENT, self.channel, after, note)
        if is_shown and not is_updated and after.id not in self.before.newest:
            yield _event(Kind.RETURNED, self.channel, after)


def _named(id: str) -> str:
    """An id without its domain and year: `2026-12-01-72-hours/fi`; others as they are."""
    return id.split(":", 2)[-1] if _OURS.fullmatch(id) else id


def _subject(id: str) -> str:
    """The bulletin and the reader's language, or the digest: `2026-12-01-72-hours/fi`."""
    found = _OURS.fullmatch(id)
    return found[1] if found else id


def _stands_in(id: str) -> bool:
    """Whether it is an entry of a text in another language: `…:2026-12-01-72-hours/fi/sv`."""
    found = _OURS.fullmatch(id)
    return bool(found and found[2])


def _moment(moment: datetime) -> str:
    return moment.isoformat(sep=" ")


def _astray(site: BuiltSite) -> Iterator[Event]:
    for channel, subscription in site.subscriptions.items():
        for entry in subscription.known.values():
            if file_of(site.address(entry.url)) not in site.files:
                yield _event(Kind.ASTRAY, channel, entry, f"it leads to {entry.url}")


def _disagreements(site: BuiltSite) -> Iterator[Event]:
    """What the formats of a feed say differently, document by document; Atom counts as right."""
    ordered = sorted(site.subscriptions)
    for _, group in groupby(ordered, lambda channel: (channel.language, channel.name)):
        channels = list(group)
        for archive in sorted({a for c in channels for a in site.subscriptions[c].documents}):
            entries = {
                channel: {e.id: e for e in site.subscriptions[channel].documents.get(archive, ())}
                for channel in channels
            }
            where = f" in archive {archive}" if archive else ""
            for channel, entry, note in _differences(entries):
                yield _event(Kind.DISAGREEING, channel, entry, note + where)


def _differences(
    entries: dict[Channel, dict[str, PublishedEntry]],
) -> Iterator[tuple[Channel, PublishedEntry, str]]:
    first: dict[str, PublishedEntry] = {}
    for held in entries.values():
        first = held | first
    for channel, held in entries.items():
        for id, entry in first.items():
            if difference := _difference(entry, held.get(id)):
                yield channel, entry, difference


_SAID = {
    "url": "address",
    "title": "title",
    "published": "time of publication",
    "updated": "time of update",
}
"""What the formats of a feed must say alike. Their contents differ in how they are written."""


def _difference(first: PublishedEntry, other: PublishedEntry | None) -> str:
    if other is None:
        return "it is missing"
    names = (name for name in _SAID if getattr(first, name) != getattr(other, name))
    different = [_SAID[name] for name in names]
    return f"it has another {' and '.join(different)}" if different else ""


def _pages(site: BuiltSite) -> frozenset[str]:
    """The addresses that answer with a page: a redirect is one too, and one to a feed."""
    pages = (file for file in site.files if file.endswith(".html"))
    feeds = (
        old
        for old, new in site.redirects.items()
        if "/feeds/" in new and f"{old}/" not in site.redirects
    )
    return frozenset(re.sub(r"(^|/)index\.html$", r"\1", page) for page in (*pages, *feeds))


class Weight(Enum):
    """How much an Event matters, in the words before the Events of that weight."""

    BROKEN = "Not ready to be published"
    NEWS = "Subscribers get"
    DOUBTFUL = "To look at"
    UNNOTICED = "Subscribers do not notice"


class Kind(Enum):
    """What happens: its weight, what one is called, and more, and what subscribers have of it.

    They are told in this order.
    """

    RENAMED = (
        Weight.BROKEN, "entry with another id", "entries with other ids",
        "Sent to subscribers again, as if new. Keep the bulletin's folder, "
        "its `feed_id` and `id_domain`.",
    )  # fmt: skip
    REMOVED = (
        Weight.BROKEN, "entry gone from its feed", "entries gone from their feeds",
        "In no document any more, archives included. Withdraw a bulletin by one that cancels it.",
    )  # fmt: skip
    GONE = (
        Weight.BROKEN, "feed document gone", "feed documents gone",
        "Whoever subscribes there gets nothing any more.",
    )  # fmt: skip
    REDATED = (
        Weight.BROKEN, "entry published at another time", "entries published at another time",
        "Feed readers and mail services go by this time, which must never change.",
    )  # fmt: skip
    NEW = (
        Weight.NEWS, "new entry", "new entries",
        "Shown by feed readers, sent by mail services.",
    )  # fmt: skip
    UPDATED = (
        Weight.NEWS, "updated entry", "updated entries",
        "Shown again by feed readers that show updates, not sent again by mail services.",
    )  # fmt: skip
    BACKDATED = (
        Weight.DOUBTFUL, "new entry that is dated back", "new entries that are dated back",
        "Older than what subscribers have, or in an archive only: they may never get it.",
    )  # fmt: skip
    RETURNED = (
        Weight.DOUBTFUL, "entry back from the archives", "entries back from the archives",
        "Not updated: feed readers that have forgotten it show it as if it were new.",
    )  # fmt: skip
    DISAGREEING = (
        Weight.DOUBTFUL, "entry that differs by format", "entries that differ by format",
        "What subscribers get depends on the format that they chose.",
    )  # fmt: skip
    ASTRAY = (
        Weight.DOUBTFUL, "entry without its page", "entries without their pages",
        "Its link leads to no file of the new site.",
    )  # fmt: skip
    LOST = (
        Weight.DOUBTFUL, "lost address", "lost addresses",
        "A page was there, and now there is neither page nor redirect. "
        "Name it in the `aliases` of an edition, or of the feeds in mkdocs.yml.",
    )  # fmt: skip
    SILENT = (
        Weight.UNNOTICED, "entry edited without notice", "entries edited without notice",
        "Edited without a later time of update, or in an archive only.",
    )  # fmt: skip
    REPLACED = (
        Weight.UNNOTICED, "entry in another language replaced",
        "entries in another language replaced",
        "As is meant to be: the edition that it stood in for is an entry of its own.",
    )  # fmt: skip
    ADDED = (
        Weight.UNNOTICED, "new feed", "new feeds", "Nobody has subscribed yet.",
    )  # fmt: skip

    def __init__(self, weight: Weight, one: str, more: str, meaning: str) -> None:
        self.weight, self.meaning = weight, meaning
        self._one, self._more = one, more

    def counted(self, number: int) -> str:
        """`1 new entry`, `2 new entries`."""
        return f"{number} {self._one if number == 1 else self._more}"


@dataclass(frozen=True, slots=True)
class Event:
    """What happens to one entry of one language, with its particulars, in some channels."""

    kind: Kind
    language: str
    id: str
    title: str
    published: datetime
    note: str
    channels: tuple[Channel, ...]


Documents = frozenset[tuple[Channel, str]]
"""Feed documents: each its channel and its archive's name, "" for subscription documents."""


@dataclass(frozen=True)
class FeedDiff:
    """The difference between the site as it is published and the one that is to be.

    `shared` are the channels of both; `lost` are addresses of pages that lead nowhere now.
    """

    events: tuple[Event, ...]
    shared: frozenset[Channel]
    gone: Documents
    added: Documents
    lost: tuple[str, ...]

    @property
    def is_broken(self) -> bool:
        """Whether subscribers would get what they have again, or miss what they had."""
        return bool(self.gone) or any(e.kind.weight is Weight.BROKEN for e in self.events)
