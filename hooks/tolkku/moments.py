"""Moments: reading times as editors write them, and what the time is now.

A moment carries the offset that holds at it in the site's time zone, not the zone itself: so
`.date()` is the local day, and moments compare right in the hour that the clocks show twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Environment
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from tolkku.findings import note
from tolkku.located import Node
from tolkku.loose_dates import as_moment
from tolkku.periods import local
from tolkku.schema import Reader, Rejected, Report, text

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)\s*(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_WANTED = "Write date and time as 2026-12-01 07:00."
# Time zones reckon a day beyond a date, and a calendar in which nothing comes out needs no more.
_YEARS = range(1900, 3000)
_OFFSETS = range(-12 * 60, 14 * 60 + 1)  # minutes, from Baker Island to Kiritimati


def moment(zone: ZoneInfo) -> Reader[datetime]:
    """A date and time; without an offset in the site's time zone.

    A local time that the clocks skip, or show twice, is refused; a foreign offset is a note.
    """

    def read(node: Node, report: Report) -> datetime:
        value = text()(node, report)
        written = parse_moment(value, zone)
        at = local(written, zone)
        if at.utcoffset() != written.utcoffset():
            told = f"'{value}' has another offset than the site; here it is {at:%Y-%m-%d %H:%M}."
            report(note(node.place, told, "Write the local time without an offset."))
        return at

    return read


def parse_moment(value: str, zone: ZoneInfo) -> datetime:
    """An aware moment from `2026-12-01 07:00`, `2026-12-01T07:00:00+02:00` and the like.

    Raises Rejected.
    """
    match = _MOMENT.fullmatch(value)
    if not match:
        meant = as_moment(value)
        remedy = f"Write it as {meant}." if meant else _WANTED
        raise Rejected(f"'{value}' is not a date with a time.", remedy)
    day, clock, offset = match.groups()
    try:
        at = datetime.fromisoformat(f"{day}T{clock.zfill(5 if clock.count(':') == 1 else 8)}")
    except ValueError:
        raise Rejected(f"'{value}' is not a moment of the calendar.", _WANTED) from None
    if at.year not in _YEARS:
        told = f"'{value}' is not between the years {_YEARS[0]} and {_YEARS[-1]}."
        raise Rejected(told, "Correct the year, or remove the line.")
    if offset:
        return at.replace(tzinfo=_zone_of(offset, value))
    return _localised(at, value, zone)


def _zone_of(offset: str, value: str) -> timezone:
    """The offset `+02:00`, `+0200` or `Z`. Raises Rejected for one that no place on Earth has."""
    if offset == "Z":
        return UTC
    minutes = 60 * int(offset[1:3]) + int(offset[-2:])
    signed = -minutes if offset[0] == "-" else minutes
    if int(offset[-2:]) > 59 or signed not in _OFFSETS:
        raise Rejected(f"'{value}' has an offset that no place has.", _WANTED)
    return timezone(timedelta(minutes=signed))


def _localised(naive: datetime, value: str, zone: ZoneInfo) -> datetime:
    at = naive.replace(tzinfo=zone)
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise Rejected(f"'{value}' does not exist: the clocks skip it.", "Choose another time.")
    if at.utcoffset() != at.replace(fold=1).utcoffset():
        summer = at.isoformat(timespec="minutes")[-6:]
        winter = at.replace(fold=1).isoformat(timespec="minutes")[-6:]
        raise Rejected(
            f"'{value}' exists twice: the clocks are turned back.",
            f"Add the offset: {summer} or {winter}.",
        )
    return local(at, zone)


def read_now(given: str | None, environment: Environment[str, str], zone: ZoneInfo) -> datetime:
    """Now, in the site's time zone: as given, else from TOLKKU_AT, else from the clock.

    Raises Rejected when the text is not a moment.
    """
    value = given or environment.get("TOLKKU_AT")
    if value:
        return local(parse_moment(value.strip(), zone), zone)
    return local(datetime.now(UTC).replace(microsecond=0), zone)
