"""Coming texts: what Texts and forewords themselves say of times ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from tolkku.changes import Change, ChangeKind, Possible
from tolkku.periods import end_of
from tolkku.prospects import Prospects
from tolkku.texts import Bulletin, Edition, Text


def text_changes(prospects: Prospects) -> Iterator[Possible]:
    """Editions and updates that wait for their hour, ends of validity, updates and reviews due."""
    for text in prospects.site.sources.texts:
        for edition in text.editions:
            for change in _of_edition(edition, prospects.tells_updates(text)):
                yield Possible(change.at, partial(iter, [change]))
        if isinstance(text, Bulletin):
            yield from _of_bulletin(prospects, text)
        if text.said.review_by:
            at = end_of(text.said.review_by, prospects.settings.zone)
            yield Possible(at, partial(_review, prospects, text, text.said.review_by, at))
    for foreword in prospects.site.sources.forewords.values():
        for change in _of_edition(foreword, True):
            yield Possible(change.at, partial(_of_foreword, prospects, foreword, change))


def _of_edition(edition: Edition, tells_updates: bool) -> Iterator[Change]:
    if edition.draft:
        return
    if edition.published:
        place = edition.place_of("published")
        yield Change(edition.published, ChangeKind.EDITION, f"{edition.path} comes out", place)
    for update in edition.updated:
        told, place = f"{edition.path} tells of an update", edition.place_of("updated")
        yield Change(update.at, ChangeKind.UPDATE, told, place, tells_updates)


def _of_foreword(prospects: Prospects, foreword: Edition, change: Change) -> Iterator[Change]:
    if prospects.shows_foreword(foreword, change.at):
        yield change


def _of_bulletin(prospects: Prospects, bulletin: Bulletin) -> Iterator[Possible]:
    if at := bulletin.expires:
        yield Possible(at, partial(_expiry, prospects, bulletin, at))
    if at := bulletin.next_update:
        yield Possible(at, partial(_lateness, prospects, bulletin, at))


def _expiry(prospects: Prospects, bulletin: Bulletin, at: datetime) -> Iterator[Change]:
    """Its end, unless another bulletin ends it before."""
    there = prospects.bulletin(bulletin, at)
    if there and prospects.at(at).ended_by(there) is None:
        place = bulletin.best(bulletin.original).place_of("expires")
        yield Change(at, ChangeKind.EXPIRY, f"{bulletin.id} expires", place)


def _lateness(prospects: Prospects, bulletin: Bulletin, at: datetime) -> Iterator[Change]:
    """Its update is due, unless something has come by then or it is over."""
    there = prospects.bulletin(bulletin, at)
    if there and prospects.at(at).is_overdue(there):
        place = bulletin.best(bulletin.original).place_of("next_update")
        yield Change(at, ChangeKind.NEXT_UPDATE, f"{bulletin.id} waits for its update", place)


def _review(prospects: Prospects, text: Text, review_by: date, at: datetime) -> Iterator[Change]:
    """Pages tell when a review is late; the home page and those of bulletins tell of none."""
    if at.date() > review_by:
        is_shown = not isinstance(text, Bulletin) and text.id != "index"
        is_seen = is_shown and prospects.text(text, at) is not None
        place = text.best(text.original).place_of("review_by")
        yield Change(at, ChangeKind.REVIEW, f"{text.id} waits for its review", place, is_seen)
