"""Feed diff: what subscribers will notice when one built site takes the place of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, groupby

from tolkku.feed_documents import Entry
from tolkku.feed_events import Event, FeedDiff, Kind
from tolkku.feed_reading import BuiltSite, Channel, Subscription
from tolkku.pages import file_of

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
        gone=old.documents - new.documents,
        added=new.documents - old.documents,
        lost=tuple(sorted(_pages(old) - _pages(new))),
    )


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


def _event(kind: Kind, channel: Channel, entry: Entry, note: str = "") -> Event:
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
            else:
                yield self._new(entry)
        subjects = {_subject(id) for id in fresh}
        for id, entry in gone.items():
            if id not in renamed.values():
                is_replaced = _stands_in(id) and _subject(id) in subjects
                yield _event(Kind.REPLACED if is_replaced else Kind.REMOVED, self.channel, entry)

    def _renamed(
        self, gone: dict[str, Entry], fresh: dict[str, Entry]
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

    def _new(self, entry: Entry) -> Event:
        dates = (known.published for known in self.before.newest.values())
        is_old = entry.published < max(dates, default=entry.published)
        if entry.id not in self.after.newest:
            return _event(Kind.BACKDATED, self.channel, entry, "it is in an archive only")
        return _event(Kind.BACKDATED if is_old else Kind.NEW, self.channel, entry)

    def _kept(self, before: Entry, after: Entry) -> Iterator[Event]:
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
    entries: dict[Channel, dict[str, Entry]],
) -> Iterator[tuple[Channel, Entry, str]]:
    first: dict[str, Entry] = {}
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


def _difference(first: Entry, other: Entry | None) -> str:
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
