"""Loose dates: days and times as people and other builders write them, turned into our form."""

from __future__ import annotations

import re
from datetime import date, time

_MONTHS = {
    beginning: number
    for number, names in enumerate(
        (
            "jan tammi", "feb helmi", "mar maalis", "apr huhti", "may maj touko", "jun kesä",
            "jul heinä", "aug elo", "sep syys", "oct okt loka", "nov marras", "dec joulu",
        ),
        1,
    )
    for beginning in names.split()
}  # fmt: skip
_DAY = re.compile(
    r"(?:[^\W\d]+,?\s+)?(?:"
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})\.\s?(?P<month2>\d{1,2})\.\s?(?P<year2>\d{4})"
    r"|(?P<day3>\d{1,2})\.?\s+(?P<name3>[^\W\d]{3,12})\.?\s+(?P<year3>\d{4})"
    r"|(?P<name4>[^\W\d]{3,12})\.?\s+(?P<day4>\d{1,2}),?\s+(?P<year4>\d{4})"
    r")(?!\d)",
    re.ASCII,
)
_TIME = re.compile(
    r"[T\s,]*(?:klo|kello|kl|klockan|at)?\.?\s*(\d{1,2})[.:](\d{2})(?:[.:]\d{2}(?:\.\d+)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?\s*"
)
_LONGEST = 60


def as_day(value: str) -> str | None:
    """A day in our form, or None.

    >>> as_day("30.11.2026")
    '2026-11-30'
    """
    found = _day(value)
    return found[0].isoformat() if found else None


def as_moment(value: str) -> str | None:
    """A moment in our form, or None; a day without a time comes out in the morning.

    >>> as_moment("30.11.2026 klo 8.00"), as_moment("Sat, 21 Nov 2026 08:00:00 +0200")
    ('2026-11-30 08:00', '2026-11-21 08:00 +0200')
    """
    found = _day(value)
    if not found:
        return None
    day, rest = found
    if not rest.strip():
        return f"{day} 08:00"
    match = _TIME.fullmatch(rest)
    if not match:
        return None
    hour, minute, offset = match.groups()
    try:
        at = time(int(hour), int(minute))
    except ValueError:
        return None
    return f"{day} {at:%H:%M}" + (f" {offset}" if offset else "")


def _day(value: str) -> tuple[date, str] | None:
    """The day, and what stands after it."""
    match = _DAY.match(value.strip()) if len(value) <= _LONGEST else None
    if not match:
        return None
    said = {key.rstrip("234"): text for key, text in match.groupdict().items() if text}
    month = said.get("month") or _month(said["name"])
    try:
        return date(int(said["year"]), int(month), int(said["day"])), value.strip()[match.end() :]
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month; 0 for what is none. `marraskuu` is no March."""
    starts = [start for start in _MONTHS if name.lower().startswith(start)]
    return _MONTHS[max(starts, key=len)] if starts else 0
