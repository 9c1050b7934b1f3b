"""Prospects: the catalogue as it will be at moments to come, if nobody changes anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from tolkku.catalogue import Catalogue, catalogue_at
from tolkku.digests import Digest, digests_of
from tolkku.duties import Owed, all_owed
from tolkku.languages import Language
from tolkku.periods import Period, Rhythm, month_of, period_of
from tolkku.settings import Settings
from tolkku.site import Site
from tolkku.texts import Bulletin, Edition, Text

_RHYTHMS = [rhythm.value for rhythm in Rhythm]


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
        """For each language the months in which entries came out: of bulletins, and of digests."""
        catalogue = self.at(moment)
        for language in self.settings.languages:
            yield {month_of(day) for day in self._days_of_entries(catalogue, language)}
            for rhythm in Rhythm:
                digests = digests_of(catalogue, self.settings, language)
                yield {month_of(d.due.date()) for d in digests if d.period.rhythm is rhythm}

    def _days_of_entries(self, catalogue: Catalogue, language: Language) -> Iterator[date]:
        """Where feeds mark what is missing, entries in other languages count too."""
        feeds = self.settings.feeds
        is_marking = any(feeds.marks(feed) for feed in feeds.missing if feed not in _RHYTHMS)
        for bulletin in catalogue.bulletins.values():
            for edition in bulletin.editions:
                if edition.published and (is_marking or edition.language == language):
                    yield edition.published.date()
