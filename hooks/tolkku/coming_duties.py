"""Coming duties: when duties fall due and waivers end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from tolkku.changes import Change, ChangeKind, Possible
from tolkku.duties import Progress, due_at, duties_for
from tolkku.duty_notes import wanted
from tolkku.periods import end_of
from tolkku.prospects import Prospects
from tolkku.texts import Text, Waiver


def duty_changes(prospects: Prospects) -> Iterator[Possible]:
    """Duties that will be overdue if nobody does anything, and waivers that end."""
    for text in prospects.site.sources.texts:
        for due in _possible_dues(prospects, text):
            yield Possible(due, partial(_dues, prospects, text, due))
        for waiver in text.said.waived:
            at = end_of(waiver.until, prospects.settings.zone)
            yield Possible(at, partial(_end, prospects, text, waiver, at))


def _possible_dues(prospects: Prospects, text: Text) -> set[datetime]:
    """When its duties may fall due: counted from when it came out or told of a change, or will."""
    original = text.edition(text.original)
    if original is None or original.published is None:
        return set()
    told = [update.at for update in original.updated if not update.minor]
    zone, duties = prospects.settings.zone, duties_for(text, prospects.settings)
    return {due_at(duty, at, zone) for duty in duties for at in (original.published, *told)}


def _dues(prospects: Prospects, text: Text, due: datetime) -> Iterator[Change]:
    place = text.best(text.original).place
    is_seen = prospects.settings.status_page and prospects.text(text, due) is not None
    for owed in prospects.owed(text, due):
        if owed.due == due and owed.progress is Progress.OVERDUE:
            what = f"{wanted(owed)} of {text.id} in '{owed.language}'"
            told = f"{what} falls due ({owed.duty.kind})"
            yield Change(due, ChangeKind.DUTY, told, place, is_seen)


def _end(prospects: Prospects, text: Text, waiver: Waiver, at: datetime) -> Iterator[Change]:
    if at.date() > waiver.until:
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
