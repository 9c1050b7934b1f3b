"""Feeds: which there are in each language, each entry of them made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tolkku.catalogue.pages import DigestPage
from tolkku.feeds.content import bulletin_entry, digest_entry
from tolkku.feeds.documents import Paper, Written, documents
from tolkku.feeds.values import EVERYTHING, Chain, FeedEntry, FeedHead, told_apart
from tolkku.feeds.xml import WRITERS
from tolkku.media.images import Media
from tolkku.model.dates import Rhythm
from tolkku.model.languages import Language
from tolkku.model.outputs import feeds_folder
from tolkku.model.settings import FeedFormat
from tolkku.model.texts import Bulletin, BulletinKind, Edition, bulletin_tag
from tolkku.site import Site

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
    def documents(self) -> tuple[tuple[FeedFormat, str], ...]:
        """The address of the document that is subscribed to, in every format."""
        return tuple((form, self.address(f".{form.ending}")) for form in FeedFormat)

    @property
    def is_archived(self) -> bool:
        """Whether everything that was in it stays in it. The others are parts of it or sum it up:
        they hold what is newest, and say on which page the rest is."""
        return self.name == EVERYTHING

    @property
    def rss(self) -> str:
        """The document whose address readers are given to copy."""
        return dict(self.documents)[FeedFormat.RSS]

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
            EVERYTHING,
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
    for language in site.settings.languages:
        yield from feed_files_in(site, language)


def feed_files_in(site: Site, language: Language) -> Iterator[tuple[str, bytes]]:
    """Those of one language."""
    stock = Stock(site)
    feeds = [(feed, feed.entries_in(stock)) for feed in feeds_of(site, language)]
    written = _written(entries for _, entries in feeds)
    for feed, entries in feeds:
        head, absolute = _head(site, feed), site.settings.absolute
        paper = Paper(head, entries, written, feed.address, absolute, feed.is_archived)
        yield from documents(paper, site.now)


def _written(feeds: Iterable[tuple[FeedEntry, ...]]) -> Written:
    """Every entry of the feeds, written once in each format."""
    entries = list({entry.id: entry for held in feeds for entry in held}.values())

    return {
        writer.ending: {
            entry.id: form for entry, form in zip(entries, writer.entries(entries), strict=True)
        }
        for writer in WRITERS
    }


def _head(site: Site, feed: Feed) -> FeedHead:
    settings, language = site.settings, feed.language
    publisher = settings.organisation
    page = site.pages.find(feed.page, language)
    assert page is not None  # every feed has one
    home, description = settings.absolute(page.address), feed.description
    if not feed.is_archived:
        say = site.words[language].say
        description += ". " + say("All of them are at %(address)s", address=home)
    return FeedHead(
        id=f"tag:{settings.id_domain},{_YEAR}:feeds/{language}/{feed.name}",
        title=feed.title,
        description=description,
        language=language.tag,
        home=home,
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
        media = Media(self.site.files, self.site.settings.absolute)

        return {
            b.id: bulletin_entry(self.site, media, b, edition, published[b.id], updated[b.id])
            for b, edition in pairs
        }

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

        return tuple(digest_entry(self.site, page, updated[page.key]) for page in pages)


def _first(own: Edition | None, editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The editions that came out first, if before the own one. What comes later changes nothing:
    readers have that entry already."""
    moments = [edition.published for edition in editions if edition.published]
    first = min(moments)
    if own is not None and own.published == first:
        return ()
    return tuple(edition for edition in editions if edition.published == first)
