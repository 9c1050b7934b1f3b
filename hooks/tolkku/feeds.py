"""Feeds: everything, and every topic, in every language, for feed readers and mail services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from tolkku.feed_entries import Entries, FeedEntry
from tolkku.feed_writers import WRITERS, FeedHead
from tolkku.languages import Language
from tolkku.site import Site

MOST_ENTRIES = 30
LARGEST = 250_000  # bytes

# The year in the feeds' own ids (RFC 4151), from which the domain has been ours. It never changes.
_YEAR = 2026


@dataclass(frozen=True)
class Feed:
    """A feed in one language, and its addresses on the site. Entries are made when asked for."""

    name: str
    title: str
    description: str
    language: Language
    topic: str | None
    _entries: Entries = field(repr=False, compare=False)

    @property
    def rss(self) -> str:
        return self._address("rss.xml")

    @property
    def atom(self) -> str:
        return self._address("atom.xml")

    def _address(self, ending: str) -> str:
        return f"{self.language}/feeds/{self.name}.{ending}"

    @property
    def entries(self) -> tuple[FeedEntry, ...]:
        """The newest entries that fit, newest first; the same ones in every format."""
        return self._written[0]

    @property
    def files(self) -> dict[str, bytes]:
        """The documents by their addresses."""
        return self._written[1]

    @cached_property
    def _written(self) -> tuple[tuple[FeedEntry, ...], dict[str, bytes]]:
        entries = self._entries.newest(self.topic, MOST_ENTRIES)
        files = self._documents(entries)
        while len(entries) > 1 and max(map(len, files.values())) > LARGEST:
            stalest = min(entries, key=lambda entry: entry.updated)
            entries = tuple(entry for entry in entries if entry is not stalest)
            files = self._documents(entries)
        return entries, files

    def _documents(self, entries: tuple[FeedEntry, ...]) -> dict[str, bytes]:
        head, site = self._head(entries), self._entries.site
        addresses = {ending: self._address(ending) for ending in WRITERS}
        return {
            address: WRITERS[ending](head, site.settings.absolute(address), entries)
            for ending, address in addresses.items()
        }

    def _head(self, entries: tuple[FeedEntry, ...]) -> FeedHead:
        site, language = self._entries.site, self.language
        settings, publisher = site.settings, site.settings.organisation
        page = site.pages.find(f"topics/{self.topic}" if self.topic else "bulletins", language)
        assert page is not None  # made for every topic that is declared
        return FeedHead(
            id=f"tag:{settings.id_domain},{_YEAR}:feeds/{language}/{self.name}",
            title=self.title,
            description=self.description,
            language=language.tag,
            home=settings.absolute(page.address),
            publisher=publisher.names[language],
            publisher_email=publisher.email[language],
            publisher_url=settings.absolute(f"{language}/"),
            updated=max(e.updated for e in entries) if entries else _before_the_first(site),
        )


def _before_the_first(site: Site) -> datetime:
    """The date of a feed without entries: that of the site's oldest bulletin, for it must not
    depend on the clock; on a site without bulletins, the first moment of the feeds' ids."""
    published = (bulletin.published for bulletin in site.catalogue.bulletins.values())
    return min(published, default=datetime(_YEAR, 1, 1, tzinfo=UTC))


def feeds_of(site: Site, language: Language) -> tuple[Feed, ...]:
    """The feeds of a language: everything first, then the topics as they are declared."""
    words, name = site.words[language], site.settings.names[language]
    entries = Entries(site, language)
    description = words.say("New bulletins and corrections, each in full")
    everything = words.say("%(site)s: all bulletins", site=name)
    topics = site.settings.topics.items()
    return (
        Feed("all", everything, description, language, None, entries),
        *(
            Feed(
                f"topic-{topic}",
                f"{name}: {names[language]}",
                description,
                language,
                topic,
                entries,
            )
            for topic, names in topics
        ),
    )


def feed_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """(site address, bytes) of every feed document."""
    for language in site.settings.languages:
        for feed in feeds_of(site, language):
            yield from feed.files.items()
