"""Names that resemble another: what was plausibly meant, and what only looks alike to a program."""

from __future__ import annotations

import pytest

from tolkku.model.near_names import NearNames

FIELDS = ["title", "summary", "updated", "published", "topics", "state", "kind", "url", "licence"]
FIELDS += ["2026-12-01-72-hours", "handbook/sources", "in_a_crisis", "mark", "sv", "en"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Title", "title"),
        ("tilte", "title"),
        ("sumary", "summary"),
        ("topic", "topics"),
        ("licens", "licence"),
        ("marked", "mark"),
        ("publised", "published"),
        ("72-hours", "2026-12-01-72-hours"),
        ("2026-12-02-72-huors", "2026-12-01-72-hours"),
        ("handbok/source", "handbook/sources"),
        ("in-a-crisis", "in_a_crisis"),
        ("SV", "sv"),
    ],
)
def test_a_near_name_is_found(written: str, meant: str) -> None:
    assert NearNames(FIELDS).nearest(written) == meant
    assert NearNames(FIELDS[::-1]).nearest(written) == meant


@pytest.mark.parametrize(
    "written",
    ["date", "de", "se", "weight", "tags", "template", "layout", "author", "x", "", "t" * 5000,
     "hours", "subtitle"],
)  # fmt: skip
def test_what_is_not_plausible_is_not_found(written: str) -> None:
    near = NearNames([name for name in FIELDS if not name.endswith("hours")]).nearest(written)
    assert near is None


def test_a_question_among_many_names_looks_at_few() -> None:
    many = NearNames(f"2026-01-01-daily-report-{number:05}" for number in range(30_000))
    assert (many.nearest("2026-01-01-daily-reprot-01234") or "").startswith("2026-01-01-daily")
    assert many.nearest("yearly") is None
