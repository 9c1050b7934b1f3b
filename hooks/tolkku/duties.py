"""Duties: which editions a Text owes, by when, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from tolkku.catalogue import Catalogue
from tolkku.fingerprints import Standing, Status
from tolkku.languages import Language
from tolkku.periods import Rhythm, end_of, local, period_of
from tolkku.settings import Duty, Settings, walk
from tolkku.texts import Bulletin, Edition, State, Text, Waiver

_RHYTHMS = {rhythm.value: rhythm for rhythm in Rhythm}
_WORTH = {State.MACHINE: 0, State.SUMMARY: 1, State.FULL: 2}


class Lack(Enum):
    """Why an edition does not do what is owed; LATE is one that is scheduled for too late."""

    MISSING = "missing"
    DRAFT = "draft"
    LATE = "late"
    SHORT = "short"
    OUTDATED = "outdated"
    UNCONFIRMED = "unconfirmed"

    @property
    def is_behind(self) -> bool:
        """Whether there is an edition that counts, but for being behind its original."""
        return self in (Lack.OUTDATED, Lack.UNCONFIRMED)


class Progress(Enum):
    """How it stands with a duty."""

    MET = "met"
    WAIVED = "waived"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of a Text in a language. `since` is the moment from which its time is counted;
    `newer` names the parts of the original that the edition is behind of."""

    text: Text
    language: Language
    duty: Duty
    since: datetime
    due: datetime
    lack: Lack | None
    waiver: Waiver | None
    progress: Progress
    newer: tuple[str, ...] = ()

    @property
    def is_pending(self) -> bool:
        return self.progress in (Progress.OPEN, Progress.OVERDUE)


def duties_for(text: Text, settings: Settings) -> tuple[Duty, ...]:
    """Every duty that names a Text: by its kind, by a page of `nav`, or by a digest's rhythm."""
    if isinstance(text, Bulletin):
        names = {text.kind.value, *_RHYTHMS}
    else:
        names = {
            item.page
            for item in walk(settings.nav)
            if text.id in (item.page, *(child.page for child in item.children))
        }
    return tuple(duty for duty in settings.duties if duty.kind in names)


def all_owed(
    texts: Iterable[Text], settings: Settings, catalogue: Catalogue, statuses: Mapping[str, Status]
) -> tuple[Owed, ...]:
    """What the Texts owe at the catalogue's moment, met duties too.

    A draft owes nothing yet, and a bulletin that has expired or ended nothing any more.
    """
    judging = _Judging(settings, catalogue, statuses)
    return tuple(owed for text in texts for owed in judging.owed(text))


@dataclass(frozen=True)
class _Judging:
    settings: Settings
    catalogue: Catalogue
    statuses: Mapping[str, Status]

    @property
    def now(self) -> datetime:
        return self.catalogue.now

    def owed(self, text: Text) -> Iterator[Owed]:
        original = text.edition(text.original)
        if original is None or original.draft or original.published is None or self._is_over(text):
            return
        for duty in duties_for(text, self.settings):
            for language in duty.languages:
                yield self._one(text, original, duty, language)

    def _is_over(self, text: Text) -> bool:
        if not isinstance(text, Bulletin):
            return False
        return self.catalogue.has_expired(text) or self.catalogue.ended_by(text) is not None

    def _one(self, text: Text, original: Edition, duty: Duty, language: Language) -> Owed:
        published = original.published
        assert published is not None  # `owed` has seen to it
        due = due_at(duty, published, self.settings.zone)
        lack = self._lack(text.edition(language), duty, due)
        since = published
        if lack and lack.is_behind:
            since = changed_at(original, self.now) or published
            due = due_at(duty, since, self.settings.zone)
        waiver = self._waiver(text, language) if lack else None
        progress, newer = self._progress(lack, waiver, due), self._newer(text, language, lack)
        return Owed(text, language, duty, since, due, lack, waiver, progress, newer)

    def _lack(self, edition: Edition | None, duty: Duty, due: datetime) -> Lack | None:
        """What it lacks; nothing, if it comes out by itself in time and is what is owed."""
        if edition is None:
            return Lack.MISSING
        if edition.draft:
            return Lack.DRAFT
        if edition.published and edition.published > max(self.now, due):
            return Lack.LATE
        if _WORTH[edition.state] < _WORTH[duty.state]:
            return Lack.SHORT
        status = self.statuses.get(edition.path, Status(Standing.CURRENT))
        behind = {Standing.OUTDATED: Lack.OUTDATED, Standing.UNCONFIRMED: Lack.UNCONFIRMED}
        return behind.get(status.standing)

    def _newer(self, text: Text, language: Language, lack: Lack | None) -> tuple[str, ...]:
        edition = text.edition(language)
        return self.statuses[edition.path].changed if edition and lack is Lack.OUTDATED else ()

    def _waiver(self, text: Text, language: Language) -> Waiver | None:
        """The waiver for a language that ends last, of those that have not ended."""
        today = self.now.date()
        found = [w for w in text.said.waived if w.language == language.tag and w.until >= today]
        return max(found, key=lambda waiver: waiver.until, default=None)

    def _progress(self, lack: Lack | None, waiver: Waiver | None, due: datetime) -> Progress:
        if lack is None:
            return Progress.MET
        if waiver:
            return Progress.WAIVED
        return Progress.OVERDUE if due <= self.now else Progress.OPEN


def changed_at(original: Edition, now: datetime) -> datetime | None:
    """The moment from which a translation is behind: when readers were last told of a change in
    the original, else when that came out."""
    told = (update.at for update in original.as_of(now).updated if not update.minor)
    return max(told, default=original.published)


def due_at(duty: Duty, since: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which a duty falls due that is counted from another."""
    if duty.kind in _RHYTHMS:
        return period_of(since.date(), _RHYTHMS[duty.kind]).due(zone)
    if duty.is_at_once:
        return since
    if duty.hours is not None:
        return local(since + timedelta(hours=duty.hours), zone)
    return end_of(since.date(), zone, duty.days)


def is_by_day(duty: Duty) -> bool:
    """Whether it falls due at the end of a day, not at a time of the day."""
    return duty.hours is None and not duty.is_at_once and duty.kind not in _RHYTHMS
