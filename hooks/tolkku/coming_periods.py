"""Coming periods: digests that will be due, and months that feeds will archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from tolkku.changes import Change, ChangeKind, Possible
from tolkku.periods import Period, Rhythm, end_of, month_of
from tolkku.prospects import Prospects


def period_changes(prospects: Prospects) -> Iterator[Possible]:
    """Digests of weeks and months in which something came out; archives of months that end."""
    zone = prospects.settings.zone
    digests = [(p, p.due(zone)) for rhythm in Rhythm for p in prospects.periods(rhythm)]
    for period, due in digests:
        told = f"the {period.rhythm.value} digest {period.name} comes out"
        yield Possible(due, partial(iter, [Change(due, ChangeKind.DIGEST, told)]))
    # Digests are entries of feeds too, on the day after their period.
    for month in {*prospects.periods(Rhythm.MONTHLY), *(month_of(d.date()) for _, d in digests)}:
        at = end_of(month.last, zone)
        yield Possible(at, partial(_archive, prospects, month, at))


def _archive(prospects: Prospects, month: Period, at: datetime) -> Iterator[Change]:
    """A month is archived when it is over, if there was an earlier one."""
    for months in prospects.months_of_feeds(at):
        if month in months and min(months, key=lambda each: each.first) != month:
            yield Change(at, ChangeKind.ARCHIVE, f"feeds archive {month.name}")
            return
