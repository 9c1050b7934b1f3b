"""The pages of the site: what stands at which address, in which language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from tolkku.catalogue.catalogue import Catalogue
from tolkku.catalogue.digests import Digest, digests_of
from tolkku.catalogue.titles import digest_title
from tolkku.model.languages import Language
from tolkku.model.settings import GENERATED, Settings, walk
from tolkku.model.texts import Bulletin, Edition, Text
from tolkku.reading.words import Words

Pair = tuple[Bulletin, Edition]


@dataclass(frozen=True)
class Page:
    """A page. `key` is the same in every language; `address` is its path on the site."""

    key: str
    language: Language
    address: str
    title: str
    template: str

    @property
    def file(self) -> str:
        """The file that answers at its address."""
        return file_of(self.address)

    @property
    def is_real(self) -> bool:
        """Whether it is what it says, in its own language: not a stand-in."""
        return True


@dataclass(frozen=True)
class TextPage(Page):
    """A Text in a language, or its stand-in: then `edition` is in another language."""

    text: Text
    edition: Edition

    @property
    def is_real(self) -> bool:
        return self.edition.language == self.language


@dataclass(frozen=True)
class HomePage(Page):
    """The home page of a language. `introduction` is the text on it, the best there is, if any."""

    introduction: Edition | None


@dataclass(frozen=True)
class ListPage(Page):
    """A list of bulletins, or one part of it. `parts` are the addresses of all its parts."""

    pairs: tuple[Pair, ...]
    number: int
    parts: tuple[str, ...]


@dataclass(frozen=True)
class DigestPage(Page):
    """The digest of a week or a month."""

    digest: Digest


@dataclass(frozen=True)
class Pages:
    """Every page, found by address or by key and language."""

    all: tuple[Page, ...]
    redirects: tuple[tuple[str, str], ...]

    @cached_property
    def by_address(self) -> dict[str, Page]:
        return {page.address: page for page in self.all}

    @cached_property
    def shown(self) -> frozenset[str]:
        """The paths of the editions that the pages show."""
        return frozenset(edition.path for page in self.all for edition in _shown_on(page))

    @cached_property
    def _by_key(self) -> dict[tuple[str, Language], Page]:
        return {(page.key, page.language): page for page in self.all}

    def find(self, key: str, language: Language) -> Page | None:
        return self._by_key.get((key, language))

    def of(self, text: Text, language: Language) -> Page:
        """The page, or stand-in, of a Text that is out."""
        return self._by_key[(key_of(text), language)]

    def nearest(self, page: Page, language: Language) -> Page:
        """The same page in another language; where there is none, what lies above it."""
        key = page.key
        while (found := self.find(key, language)) is None:
            key = key.rpartition("/")[0] or "index"
        return found


def _shown_on(page: Page) -> tuple[Edition, ...]:
    if isinstance(page, TextPage):
        return (page.edition,)
    said = page.introduction if isinstance(page, HomePage) else None
    foreword = page.digest.foreword if isinstance(page, DigestPage) else None
    return tuple(each for each in (said, foreword) if each)


def key_of(text: Text) -> str:
    return f"bulletins/{text.id}" if isinstance(text, Bulletin) else text.id


def address_of(text: Text, language: Language) -> str:
    """Where a Text stands in a language, by its edition's slug or its stand-in's default."""
    edition = text.edition(language)
    key = key_of(text)
    if key == "index":
        return f"{language}/"
    if edition is None:
        return f"{language}/{key}/"
    folder = key.rpartition("/")[0]
    return "/".join(part for part in (language.tag, folder, edition.slug) if part) + "/"


def file_of(address: str) -> str:
    """The file that answers at an address: `fi/now/` is `fi/now/index.html`."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def all_pages(catalogue: Catalogue, settings: Settings, words: dict[Language, Words]) -> Pages:
    """Every page of the site, and its redirects (from, to), in one order."""
    pages: list[Page] = []
    redirects: list[tuple[str, str]] = []
    for language in settings.languages:
        making = _Making(catalogue, settings, language, words[language])
        pages += making.pages()
        redirects += making.redirects()
    return Pages(tuple(pages), tuple(redirects))


@dataclass(frozen=True)
class _Making:
    """Makes the pages of one language."""

    catalogue: Catalogue
    settings: Settings
    language: Language
    words: Words

    def pages(self) -> Iterator[Page]:
        yield self._home()
        below = {"bulletins": self._archive, "digests": self._digests, "topics": self._topics}
        for made in GENERATED:
            is_text = made.may_be_text and made.key in self.catalogue.docs
            if made.is_wanted(self.settings) and not is_text:
                yield self._page(made.key, self.words.say(made.title), made.template)
                yield from below[made.key]() if made.key in below else ()
        for text in self.catalogue.texts:
            if text.id != "index":
                yield self._text_page(text)

    def _digests(self) -> Iterator[Page]:
        for digest in digests_of(self.catalogue, self.settings, self.language):
            address, title = f"{self.language}/{digest.key}/", digest_title(digest, self.words)
            yield DigestPage(digest.key, self.language, address, title, "digest.html", digest)

    def _topics(self) -> Iterator[Page]:
        for topic, names in self.settings.topics.items():
            pairs = [pair for pair in self._pairs if topic in pair[0].said.topics]
            yield from self._lists(f"topics/{topic}", names[self.language], pairs)

    def _home(self) -> Page:
        text, name = self.catalogue.docs.get("index"), self.settings.names[self.language]
        best = text.best(self.language) if text else None
        return HomePage("index", self.language, f"{self.language}/", name, "home.html", best)

    @property
    def _pairs(self) -> tuple[Pair, ...]:
        return self.catalogue.bulletins_in(self.language)

    def _archive(self) -> Iterator[Page]:
        for year, in_year in groupby(self._pairs, key=lambda pair: _day(pair).year):
            pairs = list(in_year)
            key = f"bulletins/{year}"
            yield self._page(key, self.words.say("Bulletins in %(year)s", year=year), "year.html")
            for month, in_month in groupby(pairs, key=lambda pair: _day(pair).month):
                first = date(year, month, 1)
                title = self.words.say("Bulletins, %(month)s", month=self.words.month(first))
                yield from self._lists(f"{key}/{month:02}", title, list(in_month))

    def _lists(self, key: str, title: str, pairs: list[Pair]) -> Iterator[Page]:
        size = self.settings.page_size
        chunks = [tuple(pairs[at : at + size]) for at in range(0, len(pairs), size)] or [()]
        parts = tuple(
            f"{self.language}/{key}/" + (f"{number}/" if number > 1 else "")
            for number in range(1, len(chunks) + 1)
        )
        for number, chunk in enumerate(chunks, 1):
            part_key = key if number == 1 else f"{key}/{number}"
            yield ListPage(
                part_key, self.language, parts[number - 1], title, "list.html", chunk, number, parts
            )

    def _text_page(self, text: Text) -> Page:
        edition = text.best(self.language)
        template = "bulletin.html" if isinstance(text, Bulletin) else "text.html"
        address = address_of(text, self.language)
        return TextPage(
            key_of(text), self.language, address, edition.title, template, text, edition
        )

    def _page(self, key: str, title: str, template: str) -> Page:
        return Page(key, self.language, f"{self.language}/{key}/", title, template)

    def redirects(self) -> Iterator[tuple[str, str]]:
        for text in self.catalogue.texts:
            edition = text.edition(self.language)
            if edition is None or text.id == "index":
                continue
            address = address_of(text, self.language)
            default = f"{self.language}/{key_of(text)}/"
            if isinstance(text, Bulletin) and default != address:
                yield default, address
            for alias in edition.aliases:
                yield (alias if alias.endswith(".html") else f"{alias}/"), address


def _day(pair: Pair) -> date:
    return (pair[1].published or pair[0].published).date()


def standing_alone(settings: Settings) -> tuple[Page, ...]:
    """The two pages that speak all languages: the chooser at `/`, and the page for what is lost."""
    language = settings.languages[0]
    return (
        Page("/", language, "", settings.names[language], "chooser.html"),
        Page("404", language, "404.html", settings.names[language], "lost.html"),
    )


def chapter_numbers(settings: Settings, catalogue: Catalogue) -> dict[str, int]:
    """The number of each chapter, by id: its place in `nav`, guest articles not counted."""
    numbers: dict[str, int] = {}
    for item in walk(settings.nav):
        chapters = [child.page for child in item.children if item.numbered]
        counted = [page for page in chapters if not _is_guest(page, catalogue)]
        numbers |= {page: number for number, page in enumerate(counted, 1)}
    return numbers


def _is_guest(page: str, catalogue: Catalogue) -> bool:
    text = catalogue.docs.get(page)
    return text is None or text.said.opinion
