"""Times as editors write them, in the site's time zone; and what the time is now."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tolkku.model.dates import local
from tolkku.model.findings import Finding, Refusal
from tolkku.reading.field_types import moment, parse_moment, read_now
from tolkku.reading.yaml_nodes import MappingNode, read_yaml

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-12-01 07:00", "2026-12-01T07:00:00+02:00"),
        ("2026-12-01T07:00", "2026-12-01T07:00:00+02:00"),
        ("2026-12-01 7:00", "2026-12-01T07:00:00+02:00"),
        ("2026-12-01 07:00:30", "2026-12-01T07:00:30+02:00"),
        ("2026-12-01 7:00:30", "2026-12-01T07:00:30+02:00"),
        ("2026-07-01 07:00", "2026-07-01T07:00:00+03:00"),
        ("2026-12-01 07:00 Z", "2026-12-01T07:00:00+00:00"),
        ("2026-12-01T07:00:00+0100", "2026-12-01T07:00:00+01:00"),
        ("2026-12-01 07:00+14:00", "2026-12-01T07:00:00+14:00"),
        ("2026-12-01 07:00-12:00", "2026-12-01T07:00:00-12:00"),
        ("2026-12-01 07:00-00:30", "2026-12-01T07:00:00-00:30"),
        ("2026-10-25 03:30+03:00", "2026-10-25T03:30:00+03:00"),
        ("2026-10-25 03:30+02:00", "2026-10-25T03:30:00+02:00"),
    ],
)
def test_moment_is_read(written: str, at: str) -> None:
    assert parse_moment(written, HELSINKI).isoformat() == at


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("yesterday", "'yesterday' is not a date with a time."),
        ("2026-12-01", "'2026-12-01' is not a date with a time."),
        ("1.12.2026 07:00", "'1.12.2026 07:00' is not a date with a time."),
        ("2026-02-30 07:00", "'2026-02-30 07:00' is not a moment of the calendar."),
        ("2026-12-01 24:00", "'2026-12-01 24:00' is not a moment of the calendar."),
        ("9999-12-31 23:59", "'9999-12-31 23:59' is not between the years 1900 and 2999."),
        ("0001-01-01 00:00", "'0001-01-01 00:00' is not between the years 1900 and 2999."),
        ("2026-03-29 03:30", "'2026-03-29 03:30' does not exist: the clocks skip it."),
        ("2026-12-01 07:00+25:00", "'2026-12-01 07:00+25:00' has an offset that no place has."),
        ("2026-12-01 07:00+2400", "has an offset that no place has."),
        ("2026-12-01 07:00-99:99", "has an offset that no place has."),
        ("2026-12-01 07:00+02:60", "has an offset that no place has."),
        ("2026-12-01 07:00+14:01", "has an offset that no place has."),
        ("2026-12-01 07:00-12:30", "has an offset that no place has."),
        ("2026-10-25 03:30", "'2026-10-25 03:30' exists twice: the clocks are turned back."),
    ],
)
def test_moment_is_refused(written: str, told: str) -> None:
    with pytest.raises(Refusal, match=re.escape(told)):
        parse_moment(written, HELSINKI)


def test_the_hour_that_comes_twice_is_told_with_both_offsets() -> None:
    with pytest.raises(Refusal) as refused:
        parse_moment("2026-10-25 03:30", HELSINKI)
    assert refused.value.remedy == "Add the offset: +03:00 or +02:00."


def test_moments_carry_the_local_day_and_compare_right_in_the_double_hour() -> None:
    first = local(parse_moment("2026-10-25 03:30+03:00", HELSINKI), HELSINKI)
    second = local(parse_moment("2026-10-25 03:10+02:00", HELSINKI), HELSINKI)
    assert first < second
    late = local(datetime(2026, 12, 1, 22, 30, tzinfo=UTC), HELSINKI)
    assert late.date().isoformat() == "2026-12-02"


def test_a_foreign_offset_is_a_note_that_says_the_local_time() -> None:
    found: list[Finding] = []
    node = read_yaml("at: 2026-12-01T07:00:00+01:00", "a.md")
    assert isinstance(node, MappingNode)
    at = moment(HELSINKI)(node.values["at"], found.append)
    assert at.isoformat() == "2026-12-01T08:00:00+02:00"
    assert [(finding.is_error, str(finding)) for finding in found] == [
        (False, "a.md:1: '2026-12-01T07:00:00+01:00' has another offset than the site; here it is "
                "2026-12-01 08:00. Write the local time without an offset."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "environment", "now"),
    [
        ("2026-12-01 07:00", {"TOLKKU_AT": "2020-01-01 00:00"}, "2026-12-01T07:00:00+02:00"),
        (None, {"TOLKKU_AT": " 2020-01-01 00:00 "}, "2020-01-01T00:00:00+02:00"),
        ("2026-12-01T05:00Z", {}, "2026-12-01T07:00:00+02:00"),
    ],
)
def test_now_is_an_input(given: str | None, environment: dict[str, str], now: str) -> None:
    assert read_now(given, environment, HELSINKI).isoformat() == now


def test_without_an_input_now_is_the_clock_to_the_second() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    now = read_now(None, {}, HELSINKI)
    assert before <= now <= datetime.now(UTC)
    assert now.microsecond == 0
    assert now.utcoffset() == now.astimezone(HELSINKI).utcoffset()
