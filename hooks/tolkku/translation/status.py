"""Status: how each Text stands in each language, what it owes, and how long readers waited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from statistics import median
from typing import Protocol

from tolkku.catalogue.catalogue import Catalogue
from tolkku.model.dates import Period, month_of
from tolkku.model.languages import Language
from tolkku.model.settings import Settings
from tolkku.model.texts import Bulletin, Edition, Text
from tolkku.translation.duties import Owed, Progress, all_owed, changed_at
from tolkku.translation.standing import Status

PAGE = "page"
_NEVER = datetime.max.replace(tzinfo=UTC)


class Standings(Protocol):
    """What is to be known of a site to say how its editions stand."""

    @property
    def settings(self) -> Settings: ...

    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def statuses(self) -> Mapping[str, Status]: ...

    @property
    def owed(self) -> tuple[Owed, ...]: ...

    @property
    def now(self) -> datetime: ...

    def status(self, edition: Edition) -> Status: ...


class Stands(Enum):
    """How it stands with an edition: to its original, if readers have it."""

    CURRENT = "current"
    OUTDATED = "outdated"
    UNCONFIRMED = "unconfirmed"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """A Text in a language. `since` is the moment from which it is behind its original: None where
    it is not, or nobody knows. `parts` names what is newer there; `owed` are duties not met."""

    text: Text
    language: Language
    edition: Edition | None
    stands: Stands
    since: datetime | None
    parts: tuple[str, ...]
    owed: tuple[Owed, ...]

    def has(self, progress: Progress) -> bool:
        return any(owed.progress is progress for owed in self.owed)

    def days_behind(self, now: datetime) -> int | None:
        """Whole days of the calendar since it has been behind."""
        return (now.date() - self.since.date()).days if self.since else None

    @property
    def urgency(self) -> tuple[int, datetime]:
        """What to look at first: overdue, owed, outdated, waived, the rest; each by its moment."""
        for rank, progress in enumerate((Progress.OVERDUE, Progress.OPEN)):
            dues = [owed.due for owed in self.owed if owed.progress is progress]
            if dues:
                return rank, min(dues)
        if self.stands is Stands.OUTDATED:
            return 2, self.since or _NEVER
        return (3 if self.has(Progress.WAIVED) else 4), _NEVER


@dataclass(frozen=True, slots=True)
class Row:
    """A Text, with a cell for each language."""

    text: Text
    cells: tuple[Cell, ...]

    @property
    def urgency(self) -> tuple[int, datetime]:
        return min(cell.urgency for cell in self.cells)

    @property
    def kind(self) -> str:
        return kind_of(self.text)


def kind_of(text: Text) -> str:
    """A bulletin's kind; for a code, a chapter or any other page, `page`."""
    return text.kind.value if isinstance(text, Bulletin) else PAGE


@dataclass(frozen=True, slots=True)
class Board:
    """The rows asked for, the most urgent first, as of a moment."""

    now: datetime
    languages: tuple[Language, ...]
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row.cells)

    def counts(self) -> dict[str, int]:
        """How many editions are overdue, owed and waived, and how many stand how."""
        duties = {Progress.OVERDUE: "overdue", Progress.OPEN: "owed", Progress.WAIVED: "waived"}
        found = {
            name: sum(cell.has(progress) for cell in self.cells)
            for progress, name in duties.items()
        }
        stands = Counter(cell.stands for cell in self.cells)
        return {**found, **{each.value: stands[each] for each in Stands}}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: each has a cell in one of the languages that is all that was asked for."""

    languages: tuple[Language, ...]
    kinds: tuple[str, ...] = ()
    is_owed: bool = False
    is_overdue: bool = False
    is_outdated: bool = False

    def wants(self, row: Row) -> bool:
        is_kind = not self.kinds or row.kind in self.kinds
        return is_kind and any(self._wants_cell(cell) for cell in row.cells)

    def _wants_cell(self, cell: Cell) -> bool:
        is_overdue = cell.has(Progress.OVERDUE)
        return (
            (not self.is_owed or is_overdue or cell.has(Progress.OPEN))
            and (not self.is_overdue or is_overdue)
            and (not self.is_outdated or cell.stands is Stands.OUTDATED)
        )


def board_of(site: Standings, texts: Iterable[Text], asked: Asked) -> Board:
    """How the editions of Texts on disk stand, drafts and scheduled ones too."""
    return _board(site, texts, site.owed, asked)


def public_board(site: Standings) -> Board:
    """How the editions stand that readers have: what waits for its hour is missing."""
    texts = site.catalogue.texts
    owed = all_owed(texts, site.settings, site.catalogue, site.statuses)
    return _board(site, texts, owed, Asked(site.settings.languages))


def _board(site: Standings, texts: Iterable[Text], owed: Iterable[Owed], asked: Asked) -> Board:
    unmet: dict[tuple[bool, str, Language], list[Owed]] = {}
    for each in owed:
        if each.progress is not Progress.MET:
            unmet.setdefault(_key(each.text, each.language), []).append(each)
    rows = [
        Row(text, tuple(_cell(site, text, language, unmet) for language in asked.languages))
        for text in texts
    ]
    wanted = sorted((row for row in rows if asked.wants(row)), key=lambda row: row.urgency)
    return Board(site.now, asked.languages, tuple(wanted))


def _key(text: Text, language: Language) -> tuple[bool, str, Language]:
    return isinstance(text, Bulletin), text.id, language


def _cell(
    site: Standings,
    text: Text,
    language: Language,
    unmet: Mapping[tuple[bool, str, Language], list[Owed]],
) -> Cell:
    edition, original = text.edition(language), text.edition(text.original)
    stands = _stands(site, edition, original)
    owed = tuple(unmet.get(_key(text, language), ()))
    parts = site.status(edition).changed if edition and stands is Stands.OUTDATED else ()
    since = _since(stands, original, site.now)
    return Cell(text, language, edition, stands, since, parts, owed)


def _stands(site: Standings, edition: Edition | None, original: Edition | None) -> Stands:
    if edition is None:
        return Stands.MISSING
    if edition.draft:
        return Stands.DRAFT
    if not edition.is_out(site.now):
        return Stands.SCHEDULED
    if original is None:  # readers have nothing that it could be behind of
        return Stands.CURRENT
    return Stands(site.status(edition).standing.value)


def _since(stands: Stands, original: Edition | None, now: datetime) -> datetime | None:
    """A missing edition is behind from the beginning; an outdated one since the newest change."""
    if original is None or not original.is_out(now):
        return None
    if stands in (Stands.OUTDATED, Stands.UNCONFIRMED):
        return changed_at(original, now)
    return None if stands is Stands.CURRENT else original.published


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
