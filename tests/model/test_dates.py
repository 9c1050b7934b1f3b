"""Weeks and months: which day lies in which, and when their digests are due."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from tolkku.model.dates import Period, Rhythm, month_of, period_named, period_of, week_of

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("day", "name", "first"),
    [
        ("2026-11-23", "2026-W48", "2026-11-23"),
        ("2026-11-29", "2026-W48", "2026-11-23"),
        ("2026-11-30", "2026-W49", "2026-11-30"),
        ("2026-12-31", "2026-W53", "2026-12-28"),
        ("2027-01-01", "2026-W53", "2026-12-28"),
        ("2027-01-03", "2026-W53", "2026-12-28"),
        ("2027-01-04", "2027-W01", "2027-01-04"),
        ("2024-12-30", "2025-W01", "2024-12-30"),
        ("2026-01-01", "2026-W01", "2025-12-29"),
    ],
)
def test_a_week_is_named_by_iso_year_and_week(day: str, name: str, first: str) -> None:
    week = week_of(date.fromisoformat(day))
    assert week == period_of(date.fromisoformat(day), Rhythm.WEEKLY)
    assert (week.name, week.rhythm, str(week.first)) == (name, Rhythm.WEEKLY, first)
    assert (week.after - week.first, week.last) == (timedelta(7), week.first + timedelta(6))
    assert (week.year, week.week) == (int(name[:4]), int(name[6:]))


@pytest.mark.parametrize(
    ("day", "name", "last"),
    [
        ("2026-11-01", "2026-11", "2026-11-30"),
        ("2026-12-31", "2026-12", "2026-12-31"),
        ("2027-02-28", "2027-02", "2027-02-28"),
        ("2028-02-01", "2028-02", "2028-02-29"),
    ],
)
def test_a_month_is_named_by_year_and_month(day: str, name: str, last: str) -> None:
    month = month_of(date.fromisoformat(day))
    assert month == period_of(date.fromisoformat(day), Rhythm.MONTHLY)
    assert (month.name, month.rhythm, month.year) == (name, Rhythm.MONTHLY, int(name[:4]))
    assert (month.first.day, str(month.last)) == (1, last)


def test_weeks_and_months_follow_each_other_without_gap() -> None:
    for of, number in ((week_of, 53 + 52), (month_of, 24)):
        period = of(date(2026, 1, 1))
        seen = {period.name}
        while period.after <= date(2027, 12, 31):
            following = of(period.after)
            assert following.first == period.after
            period = following
            seen.add(period.name)
        assert len(seen) == number


@pytest.mark.parametrize(
    "name", ["2026-W01", "2026-W53", "2025-W52", "2026-01", "2026-12", "1999-11"]
)
def test_a_period_is_found_by_its_name(name: str) -> None:
    period = period_named(name)
    assert period
    assert period.name == name


@pytest.mark.parametrize(
    "name",
    ["2025-W53", "2026-W00", "2026-W54", "2026-00", "2026-13", "2026-W5", "2026-w48", "2026", "",
     "2026-11-01", "26-11", "2026-W48 ", "0000-01"],
)  # fmt: skip
def test_what_is_no_period_is_none(name: str) -> None:
    assert period_named(name) is None


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("2026-W48", "2026-11-30T08:00:00+02:00"),
        ("2026-11", "2026-12-01T08:00:00+02:00"),
        ("2026-12", "2027-01-01T08:00:00+02:00"),
        ("2026-W53", "2027-01-04T08:00:00+02:00"),
        ("2026-W12", "2026-03-23T08:00:00+02:00"),
        ("2026-W13", "2026-03-30T08:00:00+03:00"),  # summer time began on that Sunday
        ("2026-W43", "2026-10-26T08:00:00+02:00"),  # and ended on this one
        ("2026-10", "2026-11-01T08:00:00+02:00"),
        ("2026-09", "2026-10-01T08:00:00+03:00"),
    ],
)
def test_a_digest_is_due_at_eight_in_the_morning_of_the_day_after(name: str, due: str) -> None:
    assert _named(name).due(HELSINKI).isoformat() == due


def test_a_digest_is_due_at_eight_also_on_the_day_on_which_the_clocks_are_set() -> None:
    """In New York, on a first of November: at two in the night it became one again."""
    due = _named("2026-10").due(ZoneInfo("America/New_York"))
    assert due.isoformat() == "2026-11-01T08:00:00-05:00"


def _named(name: str) -> Period:
    period = period_named(name)
    assert period
    return period
