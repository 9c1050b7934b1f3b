"""Dates: local moments, ends of days, and the weeks and months of digests and archives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from zoneinfo import ZoneInfo

_DUE = time(8)  # in the morning of the day after
_NAME = re.compile(r"(\d{4})-(?:W(\d{2})|(\d{2}))", re.ASCII)


class Rhythm(Enum):
    """How often a digest comes. Its feed has the same name."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Period:
    """A week (ISO 8601) or a month, from its `first` day to the day `after` it.

    `name` is `2026-W48` (ISO year and week) or `2026-11`.
    """

    name: str
    rhythm: Rhythm
    first: date
    after: date

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def year(self) -> int:
        """The year in its name: the ISO year of a week, which around New Year is another one."""
        return int(self.name[:4])

    @property
    def week(self) -> int:
        return self.first.isocalendar().week

    def due(self, zone: ZoneInfo) -> datetime:
        """When its digest comes: in the morning of the day after it."""
        return local(datetime.combine(self.after, _DUE, zone), zone)


def week_of(day: date) -> Period:
    """
    >>> week_of(date(2027, 1, 1)).name
    '2026-W53'
    """
    year, week, _ = day.isocalendar()
    first = date.fromisocalendar(year, week, 1)
    return Period(f"{year:04}-W{week:02}", Rhythm.WEEKLY, first, first + timedelta(days=7))


def month_of(day: date) -> Period:
    """
    >>> month_of(date(2026, 12, 24)).after
    datetime.date(2027, 1, 1)
    """
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Period(f"{day:%Y-%m}", Rhythm.MONTHLY, first, after)


def period_named(name: str) -> Period | None:
    """The period of a name, such as `2026-W48` or `2026-11`; None where there is none."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    year, week, month = match.groups()
    try:
        if week:
            return week_of(date.fromisocalendar(int(year), int(week), 1))
        return month_of(date(int(year), int(month), 1))
    except ValueError:
        return None


def period_of(day: date, rhythm: Rhythm) -> Period:
    """The week or the month that a day lies in."""
    return week_of(day) if rhythm is Rhythm.WEEKLY else month_of(day)


def local(at: datetime, zone: ZoneInfo) -> datetime:
    """The same moment, as the clocks in `zone` show it."""
    offset = at.astimezone(zone).utcoffset() or timedelta()
    return at.astimezone(timezone(offset))


def end_of(day: date, zone: ZoneInfo, later: int = 0) -> datetime:
    """When the clocks show midnight at the end of a day, or of one so many days later.

    >>> str(end_of(date(2026, 12, 1), ZoneInfo("Europe/Helsinki")))
    '2026-12-02 00:00:00+02:00'
    """
    # People write 9999-12-31 for "never"; there is no day after it.
    after = date.fromordinal(min(day.toordinal() + later + 1, date.max.toordinal()))
    return local(datetime.combine(after, time(), zone), zone)
