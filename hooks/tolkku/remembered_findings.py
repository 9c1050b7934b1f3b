"""Remembered findings: Findings recalled as they were told the last time, or made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tolkku.cache import Cache
from tolkku.findings import Finding, Place, Severity

Plain = list[list[Any]]


def remembered_findings(
    cache: Cache, name: str, parts: Sequence[str], make: Callable[[], Iterable[Finding]]
) -> tuple[Finding, ...]:
    """What `make` tells, which must depend on the `parts` alone."""
    if not cache.is_kept:
        return tuple(make())
    return as_findings(cache.recalled(name, cache.key(*parts), lambda: plain_findings(make())))


def plain_findings(findings: Iterable[Finding]) -> Plain:
    """As the cache keeps them."""
    return [
        [
            found.place.path, found.place.line, found.place.column,
            found.severity.value, found.problem, found.remedy,
        ]
        for found in findings
    ]  # fmt: skip


def as_findings(plain: Plain) -> tuple[Finding, ...]:
    return tuple(
        Finding(Place(path, line, column), Severity(severity), problem, remedy)
        for path, line, column, severity, problem, remedy in plain
    )
