"""Coming duties: when duties fall due and waivers end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tolkku.changes import Change, ChangeKind
from tolkku.duties import Owed, Progress, duties_for, end_of
from tolkku.duty_notes import wanted
from tolkku.findings import Place
from tolkku.prospects import Prospects
from tolkku.texts import Text, Waiver


def duty_changes(prospects: Prospects) -> Iterator[Change]:
    """Duties that will be overdue if nobody does anything, and waivers that end."""
    for text in prospects.site.sources.texts:
        if duties_for(text, prospects.settings):
            yield from _dues(prospects, text)
        for waiver in text.said.waived:
            yield from _end(prospects, text, waiver)


def _dues(prospects: Prospects, text: Text) -> Iterator[Change]:
    for due in sorted(set(_possible(prospects, text))):
        is_seen = prospects.settings.status_page and prospects.text(text, due) is not None
        for owed in prospects.owed(text, due):
            if owed.due == due and owed.progress is Progress.OVERDUE:
                yield Change(due, ChangeKind.DUTY, _told(owed), _place(text), is_seen)


def _possible(prospects: Prospects, text: Text) -> Iterator[datetime]:
    """When duties fall due as of now, and as of each moment at which the Text itself changes."""
    for moment in (prospects.now, *_own_moments(prospects, text)):
        for owed in prospects.owed(text, moment):
            if owed.due > prospects.now:
                yield owed.due


def _own_moments(prospects: Prospects, text: Text) -> set[datetime]:
    """When an edition comes out or tells of an update."""
    found = set()
    for edition in text.editions:
        found |= {update.at for update in edition.updated}
        if edition.published and not edition.draft:
            found.add(edition.published)
    return {moment for moment in found if moment > prospects.now}


def _told(owed: Owed) -> str:
    return f"{wanted(owed)} of {owed.text.id} in '{owed.language}' falls due ({owed.duty.kind})"


def _place(text: Text) -> Place:
    return text.best(text.original).place


def _end(prospects: Prospects, text: Text, waiver: Waiver) -> Iterator[Change]:
    at = end_of(waiver.until, prospects.settings.zone)
    if at > prospects.now and at.date() > waiver.until:
        told = f"the waiver for '{waiver.language}' of {text.id} ends"
        place = text.best(text.original).place_of("waived")
        yield Change(at, ChangeKind.WAIVER, told, place, _is_end_seen(prospects, text, waiver, at))


def _is_end_seen(prospects: Prospects, text: Text, waiver: Waiver, at: datetime) -> bool:
    """Whether a page says that there is a waiver: the Text's own, as long as the edition is
    missing; the status page, as long as it is owed."""
    there = prospects.text(text, at)
    if there is None:
        return False
    if text.id != "index" and waiver.language not in [e.language.tag for e in there.editions]:
        return True
    owed = prospects.owed(there, at) if prospects.settings.status_page else ()
    return any(each.language.tag == waiver.language and each.is_pending for each in owed)
