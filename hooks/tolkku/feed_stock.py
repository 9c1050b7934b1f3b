"""Feed stock: every entry of a site, each made once, although several feeds have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tolkku.feed_bulletins import bulletin_entry
from tolkku.feed_digests import digest_entry
from tolkku.feed_entries import FeedEntry, told_apart
from tolkku.feed_media import Media
from tolkku.languages import Language
from tolkku.pages import DigestPage, Pair
from tolkku.periods import Rhythm
from tolkku.sharing import shared
from tolkku.site import Site
from tolkku.texts import Bulletin, Edition, bulletin_tag

MANY = 400
"""As many entries as are worth the help of another process."""

Told = dict[str, FeedEntry]
"""Entries by the id of the bulletin that they tell of."""


@dataclass(frozen=True)
class Stock:
    """The entries of a site, by language."""

    site: Site
    _own: dict[Language, Told] = field(default_factory=dict, repr=False, compare=False)

    def own(self, language: Language) -> Told:
        """Those of the bulletins that have an edition in the language."""
        if language not in self._own:
            self._own[language] = self._made(language)
        return self._own[language]

    def _made(self, language: Language) -> Told:
        catalogue = self.site.catalogue
        pairs = catalogue.bulletins_in(language)
        published = told_apart({b.id: edition.published or b.published for b, edition in pairs})
        updated = told_apart(
            {b.id: max([published[b.id], *catalogue.changes(b, edition)]) for b, edition in pairs}
        )
        media = Media(self.site.files, self.site.bare, self.site.settings.absolute)

        def made(part: Sequence[Pair]) -> list[FeedEntry]:
            return [
                bulletin_entry(self.site, media, b, edition, published[b.id], updated[b.id])
                for b, edition in part
            ]

        entries = shared(made, pairs, MANY)
        return {b.id: entry for (b, _), entry in zip(pairs, entries, strict=True)}

    def marked(self, language: Language) -> Told:
        """Those of the bulletins that had no edition in the language when they came out, in the
        best of the other languages. They stay when an edition in the language comes."""
        found = dict(self._best_others(language))
        own = self.own(language).values()
        published = told_apart(
            {id: entry.published for id, entry in found.items()}, {e.published for e in own}
        )
        updated = told_apart(
            {id: max(entry.updated, published[id]) for id, entry in found.items()},
            {e.updated for e in own},
        )
        return {
            id: replace(entry, published=published[id], updated=updated[id])
            for id, entry in found.items()
        }

    def _best_others(self, language: Language) -> Iterator[tuple[str, FeedEntry]]:
        for bulletin in self.site.catalogue.bulletins.values():
            first = _first(bulletin.edition(language), bulletin.editions)
            if first:
                best = replace(bulletin, editions=first).best(language).language
                yield bulletin.id, self._mark(bulletin, self.own(best)[bulletin.id], language)

    def _mark(self, bulletin: Bulletin, entry: FeedEntry, reader: Language) -> FeedEntry:
        tag = bulletin_tag(self.site.settings.id_domain, bulletin)
        return replace(
            entry,
            id=f"{tag}/{reader}/{entry.language}",
            title=self.site.words[reader].in_language(entry.language, entry.title),
        )

    def digests(self, language: Language, rhythm: Rhythm) -> tuple[FeedEntry, ...]:
        """Those of the digests of a rhythm."""
        pages = [
            page for page in self.site.pages.all
            if isinstance(page, DigestPage) and page.language == language
            and page.digest.period.rhythm is rhythm
        ]  # fmt: skip
        catalogue = self.site.catalogue
        updated = told_apart(
            {page.key: max([page.digest.due, *page.digest.changes(catalogue)]) for page in pages}
        )

        def made(part: Sequence[DigestPage]) -> list[FeedEntry]:
            return [digest_entry(self.site, page, updated[page.key]) for page in part]

        return tuple(shared(made, pages, MANY))


def _first(own: Edition | None, editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The editions that came out first, if before the own one. What comes later changes nothing:
    readers have that entry already."""
    moments = [edition.published for edition in editions if edition.published]
    first = min(moments)
    if own is not None and own.published == first:
        return ()
    return tuple(edition for edition in editions if edition.published == first)
