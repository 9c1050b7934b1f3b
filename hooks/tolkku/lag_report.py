"""Lag report: the lags for people and for programs.

As JSON: `at`, the moment as of which all is said; `lags`, one for each `month` (`2026-12`) and
`language`, with the number of `editions` that came after the first, the `median_hours` and
`worst_hours` that they took and the `worst` one's id (null where there is none), and the number of
Texts that are `missing` one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tolkku.lags import Lag

_HEAD = ("Month", "Language", "Editions", "Median", "Worst", "Missing", "")
_NOTHING = "There is nothing to compare yet.\n"


def lag_table(lags: tuple[Lag, ...]) -> str:
    """A line a month and language; the worst one's id stands on a line of its own if it is long."""
    if not lags:
        return _NOTHING
    head = ["Hours from the first edition to each other", "", _line(*_HEAD)]
    return "\n".join([*head, *(_of(lag) for lag in lags)]) + "\n"


def _of(lag: Lag) -> str:
    worst = lag.waits[0].text.id if lag.waits and lag.worst else ""
    return _line(
        lag.month.name, lag.language.tag, str(len(lag.waits)), _hours(lag.median),
        _hours(lag.worst), str(lag.missing), worst,
    )  # fmt: skip


def _line(*said: str) -> str:
    month, language, editions, median, worst, missing, name = said
    numbers = f"{month:7}  {language:8}  {editions:>8}  {median:>7}  {worst:>7}  {missing:>7}"
    long = len(numbers) + 2 + len(name) > 80
    return f"{numbers}\n    worst: {name}" if long else f"{numbers}  {name}".rstrip()


def _hours(hours: float | None) -> str:
    return "-" if hours is None else f"{hours:.1f}"


def lag_json(lags: tuple[Lag, ...], now: datetime) -> dict[str, Any]:
    """The lags as the module says."""
    return {"at": now.isoformat(), "lags": [_lag(lag) for lag in lags]}


def _lag(lag: Lag) -> dict[str, Any]:
    return {
        "month": lag.month.name,
        "language": lag.language.tag,
        "editions": len(lag.waits),
        "median_hours": _rounded(lag.median),
        "worst_hours": _rounded(lag.worst),
        "worst": lag.waits[0].text.id if lag.waits else None,
        "missing": lag.missing,
    }


def _rounded(hours: float | None) -> float | None:
    return None if hours is None else round(hours, 2)
