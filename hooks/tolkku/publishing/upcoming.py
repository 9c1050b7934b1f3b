"""Upcoming: every change of the site that will happen by itself, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from functools import cached_property, partial
from itertools import groupby

from tolkku.catalogue.catalogue import Catalogue, catalogue_at
from tolkku.catalogue.digests import Digest, digests_of
from tolkku.feeds.values import EVERYTHING
from tolkku.model.dates import Period, Rhythm, end_of, month_of, period_of
from tolkku.model.findings import Place
from tolkku.model.settings import Settings
from tolkku.model.texts import Bulletin, Edition, Text, Waiver
from tolkku.site import Site
from tolkku.translation.duties import Owed, Progress, all_owed, due_at, duties_for, wanted


@dataclass(frozen=True)
class Prospects:
    """What a site will be. Catalogues are made once a moment."""

    site: Site
    _catalogues: dict[datetime, Catalogue] = field(default_factory=dict, repr=False)

    @property
    def settings(self) -> Settings:
        return self.site.settings

    def at(self, moment: datetime) -> Catalogue:
        """The catalogue of a moment to come; its Texts are in no order."""
        if moment not in self._catalogues:
            out, waiting = self._divided
            forewords = self.site.sources.forewords
            rest = catalogue_at(waiting, forewords, moment)
            self._catalogues[moment] = replace(rest, texts=(*out, *rest.texts))
        return self._catalogues[moment]

    @cached_property
    def _divided(self) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """The Texts that readers have and that stay as they are, and those with something ahead."""
        now, texts = self.site.now, self.site.sources.texts
        stays = [all(e.is_out(now) and e.as_of(now) is e for e in text.editions) for text in texts]
        pairs = list(zip(texts, stays, strict=True))
        return (
            tuple(text for text, is_out in pairs if is_out),
            tuple(text for text, is_out in pairs if not is_out),
        )

    def tells_updates(self, text: Text) -> bool:
        """Whether a page tells of a Text's updates: the home page does not, a status page may."""
        return text.id != "index" or self.settings.status_page

    def text(self, text: Text, moment: datetime) -> Text | None:
        """What readers have of a Text at a moment; None if they have nothing."""
        if isinstance(text, Bulletin):
            return self.bulletin(text, moment)
        return self.at(moment).docs.get(text.id)

    def bulletin(self, bulletin: Bulletin, moment: datetime) -> Bulletin | None:
        return self.at(moment).bulletins.get(bulletin.id)

    def owed(self, text: Text, moment: datetime) -> tuple[Owed, ...]:
        return all_owed([text], self.settings, self.at(moment), self.site.statuses)

    def digests(self, moment: datetime) -> Iterator[Digest]:
        for language in self.settings.languages:
            yield from digests_of(self.at(moment), self.settings, language)

    def shows_foreword(self, foreword: Edition, moment: datetime) -> bool:
        found = (digest.foreword for digest in self.digests(moment))
        return any(each and each.path == foreword.path for each in found)

    def periods(self, rhythm: Rhythm) -> list[Period]:
        """The weeks or months in which bulletins came out or will, in order; each has a digest."""
        days = {e.published.date() for text in self.site.sources.texts if isinstance(text, Bulletin)
                for e in text.editions if e.published and not e.draft}  # fmt: skip
        return sorted({period_of(day, rhythm) for day in days}, key=lambda period: period.first)

    def months_of_feeds(self, moment: datetime) -> Iterator[set[Period]]:
        """For each language the months in which bulletins came out, of which the feed of everything
        has archives. Where it marks what is missing, entries in other languages count too."""
        is_marking = self.settings.feeds.marks(EVERYTHING)
        for language in self.settings.languages:
            yield {
                month_of(edition.published.date())
                for bulletin in self.at(moment).bulletins.values()
                for edition in bulletin.editions
                if edition.published and (is_marking or edition.language == language)
            }


class ChangeKind(Enum):
    """What happens; at one moment in this order."""

    EDITION = "edition"
    UPDATE = "update"
    EXPIRY = "expiry"
    NEXT_UPDATE = "next-update"
    DIGEST = "digest"
    ARCHIVE = "archive"
    DUTY = "duty"
    WAIVER = "waiver"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happens: when, what, and the line that says so, if one does.

    If it is not seen, it changes no byte of the site, only what editors are told.
    """

    at: datetime
    kind: ChangeKind
    what: str
    place: Place | None = None
    is_seen: bool = True


@dataclass(frozen=True, slots=True)
class Possible:
    """A moment at which something may happen. What does then is found out only when it is asked
    for: with ten years of bulletins it takes long to look far ahead."""

    at: datetime
    changes: Callable[[], Iterator[Change]]


_KINDS = list(ChangeKind)


def next_changes(site: Site) -> tuple[Change, ...]:
    """Every change to come that is known as of now, the next one first."""
    return tuple(coming_changes(site))


def coming_changes(site: Site) -> Iterator[Change]:
    """The same, one by one: who wants the next one only does not wait for the others."""
    prospects = Prospects(site)
    found = [*text_changes(prospects), *duty_changes(prospects), *period_changes(prospects)]
    ahead = [possible for possible in found if possible.at > site.now]
    for _, together in groupby(sorted(ahead, key=lambda each: each.at), lambda each: each.at):
        changes = [change for possible in together for change in possible.changes()]
        yield from sorted(changes, key=lambda each: (_KINDS.index(each.kind), each.what))


def text_changes(prospects: Prospects) -> Iterator[Possible]:
    """Editions and updates that wait for their hour, ends of validity, updates and reviews due."""
    for text in prospects.site.sources.texts:
        for edition in text.editions:
            for change in _of_edition(edition, prospects.tells_updates(text)):
                yield Possible(change.at, partial(iter, [change]))
        if isinstance(text, Bulletin):
            yield from _of_bulletin(prospects, text)
        if text.said.review_by:
            at = end_of(text.said.review_by, prospects.settings.zone)
            yield Possible(at, partial(_review, prospects, text, text.said.review_by, at))
    for foreword in prospects.site.sources.forewords.values():
        for change in _of_edition(foreword, True):
            yield Possible(change.at, partial(_of_foreword, prospects, foreword, change))


def _of_edition(edition: Edition, tells_updates: bool) -> Iterator[Change]:
    if edition.draft:
        return
    if edition.published:
        place = edition.place_of("published")
        yield Change(edition.published, ChangeKind.EDITION, f"{edition.path} comes out", place)
    for update in edition.updated:
        told, place = f"{edition.path} tells of an update", edition.place_of("updated")
        yield Change(update.at, ChangeKind.UPDATE, told, place, tells_updates)


def _of_foreword(prospects: Prospects, foreword: Edition, change: Change) -> Iterator[Change]:
    if prospects.shows_foreword(foreword, change.at):
        yield change


def _of_bulletin(prospects: Prospects, bulletin: Bulletin) -> Iterator[Possible]:
    if at := bulletin.expires:
        yield Possible(at, partial(_expiry, prospects, bulletin, at))
    if at := bulletin.next_update:
        yield Possible(at, partial(_lateness, prospects, bulletin, at))


def _expiry(prospects: Prospects, bulletin: Bulletin, at: datetime) -> Iterator[Change]:
    """Its end, unless another bulletin ends it before."""
    there = prospects.bulletin(bulletin, at)
    if there and prospects.at(at).ended_by(there) is None:
        place = bulletin.best(bulletin.original).place_of("expires")
        yield Change(at, ChangeKind.EXPIRY, f"{bulletin.id} expires", place)


def _lateness(prospects: Prospects, bulletin: Bulletin, at: datetime) -> Iterator[Change]:
    """Its update is due, unless something has come by then or it is over."""
    there = prospects.bulletin(bulletin, at)
    if there and prospects.at(at).is_overdue(there):
        place = bulletin.best(bulletin.original).place_of("next_update")
        yield Change(at, ChangeKind.NEXT_UPDATE, f"{bulletin.id} waits for its update", place)


def _review(prospects: Prospects, text: Text, review_by: date, at: datetime) -> Iterator[Change]:
    """Pages tell when a review is late; the home page and those of bulletins tell of none."""
    if at.date() > review_by:
        is_shown = not isinstance(text, Bulletin) and text.id != "index"
        is_seen = is_shown and prospects.text(text, at) is not None
        place = text.best(text.original).place_of("review_by")
        yield Change(at, ChangeKind.REVIEW, f"{text.id} waits for its review", place, is_seen)


def duty_changes(prospects: Prospects) -> Iterator[Possible]:
    """Duties that will be overdue if nobody does anything, and waivers that end."""
    for text in prospects.site.sources.texts:
        for due in _possible_dues(prospects, text):
            yield Possible(due, partial(_dues, prospects, text, due))
        for waiver in text.said.waived:
            at = end_of(waiver.until, prospects.settings.zone)
            yield Possible(at, partial(_end, prospects, text, waiver, at))


def _possible_dues(prospects: Prospects, text: Text) -> set[datetime]:
    """When its duties may fall due: counted from when it came out or told of a change, or will."""
    original = text.edition(text.original)
    if original is None or original.published is None:
        return set()
    told = [update.at for update in original.updated if not update.minor]
    zone, duties = prospects.settings.zone, duties_for(text, prospects.settings)
    return {due_at(duty, at, zone) for duty in duties for at in (original.published, *told)}


def _dues(prospects: Prospects, text: Text, due: datetime) -> Iterator[Change]:
    place = text.best(text.original).place
    is_seen = prospects.settings.status_page and prospects.text(text, due) is not None
    for owed in prospects.owed(text, due):
        if owed.due == due and owed.progress is Progress.OVERDUE:
            what = f"{wanted(owed)} of {text.id} in '{owed.language}'"
            told = f"{what} falls due ({owed.duty.kind})"
            yield Change(due, ChangeKind.DUTY, told, place, is_seen)


def _end(prospects: Prospects, text: Text, waiver: Waiver, at: datetime) -> Iterator[Change]:
    if at.date() > waiver.until:
        told = f"the waiver for '{waiver.language}' of {text.id} ends"
        place = text.best(text.original).place_of("waived")
        yield Change(at, ChangeKind.WAIVER, told, place, _is_end_seen(prospects, text, waiver, at))


def _is_end_seen(prospects: Prospects, text: Text, waiver: Waiver, at: datetime) -> bool:
    """Whether a page says that there is a waiver: the Text's own, as long as the edition is
    missing; the status page, as long as it is owed."""
    there = prospects.text(text, at)
    if there is None:
        return False
    if text.id != "index" and waiver.language not in [e.language.tag for e in there.editions]:
        return True
    owed = prospects.owed(there, at) if prospects.settings.status_page else ()
    return any(each.language.tag == waiver.language and each.is_pending for each in owed)


def period_changes(prospects: Prospects) -> Iterator[Possible]:
    """Digests of weeks and months in which something came out; archives of months that end."""
    zone = prospects.settings.zone
    digests = [(p, p.due(zone)) for rhythm in Rhythm for p in prospects.periods(rhythm)]
    for period, due in digests:
        told = f"the {period.rhythm.value} digest {period.name} comes out"
        yield Possible(due, partial(iter, [Change(due, ChangeKind.DIGEST, told)]))
    for month in prospects.periods(Rhythm.MONTHLY):
        at = end_of(month.last, zone)
        yield Possible(at, partial(_archive, prospects, month, at))


def _archive(prospects: Prospects, month: Period, at: datetime) -> Iterator[Change]:
    """A month is archived when it is over, if there was an earlier one."""
    for months in prospects.months_of_feeds(at):
        if month in months and min(months, key=lambda each: each.first) != month:
            yield Change(at, ChangeKind.ARCHIVE, f"feeds archive {month.name}")
            return
