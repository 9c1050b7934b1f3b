"""Coming periods: digests that will be due, and months that feeds will archive."""

from __future__ import annotations

from collections.abc import Iterator

from tolkku.changes import Change, ChangeKind
from tolkku.duties import end_of
from tolkku.periods import Period, Rhythm, month_of
from tolkku.prospects import Prospects


def period_changes(prospects: Prospects) -> Iterator[Change]:
    """Digests of weeks and months in which something came out; archives of months that end."""
    yield from _digests(prospects)
    yield from _archives(prospects)


def _digests(prospects: Prospects) -> Iterator[Change]:
    for rhythm in Rhythm:
        for period in prospects.periods(rhythm):
            due = period.due(prospects.settings.zone)
            if due > prospects.now and prospects.has_digest(period, due):
                told = f"the {rhythm.value} digest {period.name} comes out"
                yield Change(due, ChangeKind.DIGEST, told)


def _archives(prospects: Prospects) -> Iterator[Change]:
    """A month is archived when it is over, if there was an earlier one."""
    for month in sorted(_months(prospects), key=lambda month: month.first):
        at = end_of(month.last, prospects.settings.zone)
        if at > prospects.now and any(
            month in months and min(months, key=lambda each: each.first) != month
            for months in prospects.months_of_feeds(at)
        ):
            yield Change(at, ChangeKind.ARCHIVE, f"feeds archive {month.name}")


def _months(prospects: Prospects) -> set[Period]:
    """The months in which entries come out: bulletins, and digests on the day after a period."""
    zone = prospects.settings.zone
    dues = {month_of(period.due(zone).date()) for rhythm in Rhythm
            for period in prospects.periods(rhythm)}  # fmt: skip
    return dues | set(prospects.periods(Rhythm.MONTHLY))
