"""Feeds: which there are in each language, for feed readers and mail services."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tolkku.feed_archives import Paper, Written, documents
from tolkku.feed_entries import FeedEntry
from tolkku.feed_heads import Chain, FeedHead
from tolkku.feed_stock import MANY, Stock, Told
from tolkku.feed_writers import WRITERS
from tolkku.languages import Language
from tolkku.outputs import feeds_folder
from tolkku.periods import Rhythm
from tolkku.sharing import shared
from tolkku.site import Site
from tolkku.texts import Bulletin, BulletinKind

# The year in the feeds' own ids (RFC 4151), from which the domain has been ours. It never changes.
_YEAR = 2026


@dataclass(frozen=True)
class Feed:
    """A feed in one language, and its addresses on the site. `page` is the key of the page that
    shows the same; `suits` says in a sentence for whom it is, and is empty for topics."""

    name: str
    title: str
    description: str
    suits: str
    language: Language
    page: str
    entries_in: Callable[[Stock], tuple[FeedEntry, ...]] = field(repr=False, compare=False)

    @property
    def rss(self) -> str:
        return self.address(".rss.xml")

    @property
    def atom(self) -> str:
        return self.address(".atom.xml")

    @property
    def json(self) -> str:
        return self.address(".json")

    def address(self, end: str) -> str:
        """The address of a document from the end of its name."""
        return f"{feeds_folder(self.language)}/{self.name}{end}"


def feeds_of(site: Site, language: Language) -> tuple[Feed, ...]:
    """The feeds of a language: everything first, then what is urgent, what was wrong, the topics
    as they are declared, and the digests."""
    return tuple(_Listing(site, language).feeds())


@dataclass(frozen=True)
class _Listing:
    site: Site
    language: Language

    def feeds(self) -> Iterator[Feed]:
        say, site = self.site.words[self.language].say, self.site.settings.names[self.language]
        yield self._feed(
            "all",
            say("%(site)s: all bulletins", site=site),
            say("New bulletins and corrections, each in full"),
            say("For you who want everything as it comes out."),
            "bulletins",
            lambda bulletin: True,
        )
        yield self._feed(
            "urgent",
            say("%(site)s: urgent bulletins", site=site),
            say("Urgent bulletins, what follows them, and the all-clear"),
            say("For you who want to be disturbed only when it is urgent."),
            "now",
            _is_urgent(self.site),
        )
        yield self._feed(
            "corrections",
            say("%(site)s: corrections", site=site),
            say("What was wrong and what is right, and what was withdrawn"),
            say("For you who have shared our bulletins and want to know if one was wrong."),
            "corrections",
            lambda bulletin: bulletin.puts_right,
        )
        for topic, names in self.site.settings.topics.items():
            yield self._feed(
                f"topic-{topic}",
                say("%(site)s, topic: %(topic)s", site=site, topic=names[self.language]),
                say("Bulletins and corrections on one topic, each in full"),
                "",
                f"topics/{topic}",
                _is_on(topic),
            )
        yield self._digests(
            Rhythm.WEEKLY,
            say("%(site)s: weekly digest", site=site),
            say("The bulletins of each week in one message, on Monday morning"),
            say("For you who have time for us once a week."),
        )
        yield self._digests(
            Rhythm.MONTHLY,
            say("%(site)s: monthly digest", site=site),
            say("The bulletins of each month in one message, on the first morning of the next"),
            say("For you who want to keep up with little."),
        )

    def _feed(
        self, name: str, title: str, description: str, suits: str, page: str,
        wanted: Callable[[Bulletin], bool],
    ) -> Feed:  # fmt: skip
        marks, language = self.site.settings.feeds.marks(name), self.language
        bulletins = self.site.catalogue.bulletins

        def entries(stock: Stock) -> tuple[FeedEntry, ...]:
            told: list[Told] = [stock.own(language), stock.marked(language) if marks else {}]
            return _newest_first(
                [e for each in told for id, e in each.items() if wanted(bulletins[id])]
            )

        return Feed(name, title, description, suits, language, page, entries)

    def _digests(self, rhythm: Rhythm, title: str, description: str, suits: str) -> Feed:
        def entries(stock: Stock) -> tuple[FeedEntry, ...]:
            return _newest_first(stock.digests(self.language, rhythm))

        name = rhythm.value
        return Feed(name, title, description, suits, self.language, "digests", entries)


def _is_on(topic: str) -> Callable[[Bulletin], bool]:
    return lambda bulletin: topic in bulletin.said.topics


def _is_urgent(site: Site) -> Callable[[Bulletin], bool]:
    """Whether it is urgent or follows what was: an update, a correction, the all-clear."""
    bulletins = site.catalogue.bulletins

    def wanted(bulletin: Bulletin) -> bool:
        story, waiting = set[str](), [bulletin.id]
        while waiting:
            member = bulletins.get(waiting.pop())
            if member is None or member.id in story:
                continue
            if member.kind is BulletinKind.URGENT:
                return True
            story.add(member.id)
            waiting += member.answers_to
        return False

    return wanted


def _newest_first(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.published, reverse=True))


def feed_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """(site address, bytes) of every feed document."""
    stock = Stock(site)
    for language in site.settings.languages:
        feeds = [(feed, feed.entries_in(stock)) for feed in feeds_of(site, language)]
        written = _written(entries for _, entries in feeds)
        for feed, entries in feeds:
            head, absolute = _head(site, feed), site.settings.absolute
            paper = Paper(head, entries, written, feed.address, absolute)
            yield from documents(paper, site.now)


def _written(feeds: Iterable[tuple[FeedEntry, ...]]) -> Written:
    """Every entry of the feeds, written once in each format."""
    entries = list({entry.id: entry for held in feeds for entry in held}.values())

    def forms(part: Sequence[FeedEntry]) -> list[tuple[bytes, ...]]:
        return list(zip(*(writer.entries(part) for writer in WRITERS), strict=True))

    made = shared(forms, entries, MANY)
    return {
        writer.ending: {entry.id: form[n] for entry, form in zip(entries, made, strict=True)}
        for n, writer in enumerate(WRITERS)
    }


def _head(site: Site, feed: Feed) -> FeedHead:
    settings, language = site.settings, feed.language
    publisher = settings.organisation
    page = site.pages.find(feed.page, language)
    assert page is not None  # every feed has one
    return FeedHead(
        id=f"tag:{settings.id_domain},{_YEAR}:feeds/{language}/{feed.name}",
        title=feed.title,
        description=feed.description,
        language=language.tag,
        home=settings.absolute(page.address),
        publisher=publisher.names[language],
        publisher_email=publisher.email[language],
        publisher_url=settings.absolute(f"{language}/"),
        updated=_before_the_first(site),
        hub=settings.feeds.hub,
        chain=Chain(""),
    )


def _before_the_first(site: Site) -> datetime:
    """The date of a feed without entries: that of the site's oldest bulletin, for it must not
    depend on the clock; on a site without bulletins, the first moment of the feeds' ids."""
    published = (bulletin.published for bulletin in site.catalogue.bulletins.values())
    return min(published, default=datetime(_YEAR, 1, 1, tzinfo=UTC))
