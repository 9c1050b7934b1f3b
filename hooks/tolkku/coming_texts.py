"""Coming texts: what Texts and forewords themselves say of times ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tolkku.changes import Change, ChangeKind
from tolkku.duties import end_of
from tolkku.prospects import Prospects
from tolkku.texts import Bulletin, Edition, Text


def text_changes(prospects: Prospects) -> Iterator[Change]:
    """Editions and updates that wait for their hour, ends of validity, updates and reviews due."""
    for text in prospects.site.sources.texts:
        for edition in text.editions:
            # The home page's text says nothing of updates; a status page may.
            tells = text.id != "index" or prospects.settings.status_page
            yield from _of_edition(prospects, edition, tells)
        if isinstance(text, Bulletin):
            yield from _of_bulletin(prospects, text)
        yield from _review(prospects, text)
    for foreword in prospects.site.sources.forewords.values():
        for change in _of_edition(prospects, foreword, True):
            if prospects.shows_foreword(foreword, change.at):
                yield change


def _of_edition(prospects: Prospects, edition: Edition, tells: bool) -> Iterator[Change]:
    if edition.draft:
        return
    if edition.published and edition.published > prospects.now:
        place = edition.place_of("published")
        yield Change(edition.published, ChangeKind.EDITION, f"{edition.path} comes out", place)
    for update in edition.updated:
        if update.at > prospects.now:
            told = f"{edition.path} tells of an update"
            yield Change(update.at, ChangeKind.UPDATE, told, edition.place_of("updated"), tells)


def _of_bulletin(prospects: Prospects, bulletin: Bulletin) -> Iterator[Change]:
    """Its end, unless another bulletin ends it before; its update, if nothing has come by then."""
    original = bulletin.best(bulletin.original)
    ends, promised = bulletin.expires, bulletin.next_update
    if ends and ends > prospects.now and _expires(prospects, bulletin, ends):
        place = original.place_of("expires")
        yield Change(ends, ChangeKind.EXPIRY, f"{bulletin.id} expires", place)
    if promised and promised > prospects.now and _is_late(prospects, bulletin, promised):
        told, place = f"{bulletin.id} waits for its update", original.place_of("next_update")
        yield Change(promised, ChangeKind.NEXT_UPDATE, told, place)


def _expires(prospects: Prospects, bulletin: Bulletin, at: datetime) -> bool:
    there = prospects.bulletin(bulletin, at)
    return there is not None and prospects.at(at).ended_by(there) is None


def _is_late(prospects: Prospects, bulletin: Bulletin, at: datetime) -> bool:
    there = prospects.bulletin(bulletin, at)
    return there is not None and prospects.at(at).is_overdue(there)


def _review(prospects: Prospects, text: Text) -> Iterator[Change]:
    review_by = text.said.review_by
    if review_by is None:
        return
    at = end_of(review_by, prospects.settings.zone)
    if at > prospects.now and at.date() > review_by:
        is_shown = not isinstance(text, Bulletin) and text.id != "index"
        place = text.best(text.original).place_of("review_by")
        told = f"{text.id} waits for its review"
        is_seen = is_shown and prospects.text(text, at) is not None
        yield Change(at, ChangeKind.REVIEW, told, place, is_seen)
