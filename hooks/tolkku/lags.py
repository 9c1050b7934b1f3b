"""Lags: how long readers of one language waited for what others had, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from tolkku.languages import Language
from tolkku.periods import Period, month_of
from tolkku.texts import Edition, Text


@dataclass(frozen=True, slots=True)
class Wait:
    """How many hours after a Text's first edition another one came out; None if it has not yet."""

    text: Text
    month: Period
    language: Language
    hours: float | None


@dataclass(frozen=True, slots=True)
class Lag:
    """A language's waits for the Texts whose first edition came out in a month: those that ended,
    the longest first, and how many there are without an edition."""

    month: Period
    language: Language
    waits: tuple[Wait, ...]
    missing: int

    @property
    def median(self) -> float | None:
        return median(self._hours) if self._hours else None

    @property
    def worst(self) -> float | None:
        return max(self._hours, default=None)

    @property
    def _hours(self) -> list[float]:
        return [wait.hours for wait in self.waits if wait.hours is not None]


def lags_of(
    texts: Iterable[Text], languages: tuple[Language, ...], now: datetime
) -> tuple[Lag, ...]:
    """The lags as of a moment: newest month first, languages in their order."""
    found: dict[tuple[Period, Language], list[Wait]] = defaultdict(list)
    for text in texts:
        for wait in _waits(text, languages, now):
            found[(wait.month, wait.language)].append(wait)
    by_language = sorted(found, key=lambda key: languages.index(key[1]))
    ordered = sorted(by_language, key=lambda key: key[0].first, reverse=True)
    return tuple(_lag(month, language, found[(month, language)]) for month, language in ordered)


def _lag(month: Period, language: Language, waits: list[Wait]) -> Lag:
    ended = [wait for wait in waits if wait.hours is not None]
    ended.sort(key=lambda wait: wait.hours or 0, reverse=True)
    return Lag(month, language, tuple(ended), len(waits) - len(ended))


def _waits(text: Text, languages: Iterable[Language], now: datetime) -> Iterator[Wait]:
    out = {e.language: at for e in text.editions if (at := _came_out(e, now))}
    if not out:
        return
    first = min(out, key=lambda language: (out[language], language != text.original))
    for language in languages:
        if language != first:
            at = out.get(language)
            hours = (at - out[first]) / timedelta(hours=1) if at else None
            yield Wait(text, month_of(out[first].date()), language, hours)


def _came_out(edition: Edition, now: datetime) -> datetime | None:
    return edition.published if edition.is_out(now) else None
