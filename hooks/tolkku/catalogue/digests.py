"""Digests: the bulletins of a week or a month in one message, in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from tolkku.catalogue.catalogue import AppliedCorrection, Catalogue
from tolkku.model.dates import Period, Rhythm, period_of
from tolkku.model.languages import Language
from tolkku.model.settings import Settings
from tolkku.model.texts import Bulletin, Edition

Member = tuple[Bulletin, Edition]
"""A bulletin and the edition that came out in the period: in another language where the digest's
own had none by then."""


@dataclass(frozen=True)
class Line:
    """A member of a digest, and what was put right in it; `late` and `is_withdrawn_late` tell what
    came after the digest."""

    bulletin: Bulletin
    edition: Edition
    is_own: bool
    corrections: tuple[AppliedCorrection, ...]
    late: tuple[AppliedCorrection, ...]
    withdrawn: datetime | None
    is_withdrawn_late: bool


@dataclass(frozen=True)
class Digest:
    """What came out in a period, newest first. It is made when it is `due`, and from then on only
    a correction or an editor changes it."""

    period: Period
    language: Language
    due: datetime
    members: tuple[Member, ...]
    foreword: Edition | None

    @property
    def key(self) -> str:
        """Its page's key: `digests/2026-W48`."""
        return key_of_digest(self.period)

    def lines(self, catalogue: Catalogue) -> tuple[Line, ...]:
        """What there is to say of each member."""
        return tuple(self._line(*member, catalogue) for member in self.members)

    def _line(self, bulletin: Bulletin, edition: Edition, catalogue: Catalogue) -> Line:
        language = edition.language
        corrections = catalogue.corrections(bulletin, language)
        withdrawn = catalogue.relations.withdrawn(bulletin, language)
        return Line(
            bulletin,
            edition,
            is_own=language == self.language,
            corrections=corrections,
            late=tuple(each for each in corrections if each.at > self.due),
            withdrawn=withdrawn,
            is_withdrawn_late=withdrawn is not None and withdrawn > self.due,
        )

    def changes(self, catalogue: Catalogue) -> list[datetime]:
        """The moments after it was made at which readers were told of a change: a correction or
        a withdrawal of a member, or an editor's update."""
        updates = self.foreword.updated if self.foreword else ()
        told = [update.at for update in updates if not update.minor and update.at > self.due]
        for line in self.lines(catalogue):
            told += [each.at for each in line.late]
            if line.withdrawn and line.is_withdrawn_late:
                told.append(line.withdrawn)
        return told


def key_of_digest(period: Period) -> str:
    return f"digests/{period.name}"


def digests_of(catalogue: Catalogue, settings: Settings, language: Language) -> Iterator[Digest]:
    """The digests of a language that are due, weeks before months, each newest first."""
    for rhythm in Rhythm:
        marks = settings.feeds.marks(rhythm.value)
        members: dict[Period, list[Member]] = defaultdict(list)
        for bulletin in catalogue.bulletins.values():
            for period, edition in _appearances(bulletin, language, rhythm, marks):
                members[period].append((bulletin, edition))
        for period in sorted(members, key=lambda period: period.first, reverse=True):
            due = period.due(settings.zone)
            if due <= catalogue.now:
                found = sorted(members[period], key=_newest_last, reverse=True)
                foreword = catalogue.forewords.get((period.name, language))
                yield Digest(period, language, due, tuple(found), foreword)


def _newest_last(member: Member) -> tuple[datetime, str]:
    bulletin, edition = member
    return edition.published or bulletin.published, bulletin.id


def _appearances(
    bulletin: Bulletin, language: Language, rhythm: Rhythm, marks: bool
) -> Iterator[tuple[Period, Edition]]:
    """The periods of which it is a member: that of its own edition, and an earlier one in which
    it had come out in another language only."""
    own = bulletin.edition(language)
    own_period = period_of(_day(own), rhythm) if own else None
    if own and own_period:
        yield own_period, own
    if not marks:
        return
    others = [
        e for e in bulletin.editions
        if e is not own and (own_period is None or _day(e) < own_period.first)
    ]  # fmt: skip
    if others:
        first = period_of(min(map(_day, others)), rhythm)
        held = tuple(e for e in others if _day(e) < first.after)
        yield first, replace(bulletin, editions=held).best(language)


def _day(edition: Edition) -> date:
    assert edition.published is not None  # every edition of a bulletin has a date
    return edition.published.date()
