"""Views: what a template may ask about any page, in that page's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from markupsafe import Markup

from tolkku.catalogue.addresses import Choice, Link, relative, translations
from tolkku.catalogue.pages import ListPage, Page, Pair, TextPage
from tolkku.feeds.feeds import Feed, feeds_of
from tolkku.feeds.values import EVERYTHING
from tolkku.model.languages import Language
from tolkku.model.settings import Author, FeedFormat, NavItem
from tolkku.model.texts import Edition, Text
from tolkku.reading.words import Words
from tolkku.site import Site
from tolkku.views.body import presented
from tolkku.views.feedback import FeedbackLink, feedback_links
from tolkku.views.head import card_of, preview_card, structured_data


@dataclass(frozen=True)
class View:
    """A page and the site it belongs to."""

    site: Site
    page: Page

    @property
    def language(self) -> Language:
        return self.page.language

    @property
    def words(self) -> Words:
        return self.site.words[self.language]

    def url(self, address: str) -> str:
        """The way from this page to another address of the site, so that any base path works."""
        return relative(self.page.address, address)

    @property
    def site_name(self) -> str:
        return self.site.settings.names[self.language]

    @property
    def summary(self) -> str:
        """One or two sentences for lists, previews and search engines."""
        home = self.introduction
        if self.page.key == "index":
            return home.summary if home else ""
        said = f"{self.page.title}: {self.site_name}."
        if home and home.summary and home.language == self.language:
            said += f" {home.summary}"
        return said

    @property
    def introduction(self) -> Edition | None:
        """The home page's text, from `docs/<language>/index.md`, or the best instead of it."""
        text = self.site.catalogue.docs.get("index")
        return text.best(self.language) if text else None

    @property
    def contents(self) -> tuple[dict[str, Any], ...]:
        """The headings of the page's text, each with those below it."""
        return ()

    @property
    def context(self) -> dict[str, Any]:
        """The names that its template knows: this view, the site, and the words of its language."""
        words = self.words
        return {
            "view": self,
            "site": self.site,
            "say": words.say,
            "say_number": words.say_number,
            "day": words.day,
            "moment": words.moment,
        }

    def body_of(self, edition: Edition) -> Markup:
        """An edition's body as this page shows it."""
        marked = self.site.rendered(edition).marked_html
        return presented(marked, self.site.files, self.url)

    @property
    def canonical(self) -> str:
        return self.site.settings.absolute(self.page.address)

    @cached_property
    def preview_card(self) -> tuple[tuple[str, str], ...]:
        """What a shared link looks like: Open Graph's properties and their contents."""
        return preview_card(self.site, self.page, self.summary, self.canonical)

    @property
    def card(self) -> str:
        return card_of(self.site, self.page)

    @cached_property
    def translations(self) -> tuple[tuple[str, str], ...]:
        """hreflang and absolute address of every real page of this kind, x-default last."""
        return translations(self.site.settings, self.site.pages, self.page)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The language menu: the same page in every language of the site."""
        choices = []
        for language in self.site.settings.languages:
            page = self.site.pages.nearest(self.page, language)
            shown = page.edition.language if isinstance(page, TextPage) else language
            choices.append(Choice(language, page.address, shown, language == self.language))
        return tuple(choices)

    @cached_property
    def menu(self) -> tuple[Link, ...]:
        return tuple(self._links(self.site.settings.nav))

    def _links(self, items: tuple[NavItem, ...]) -> Iterator[Link]:
        for item in items:
            page = self.site.pages.find(item.page, self.language)
            if page is not None:
                yield self._link(page, tuple(self._links(item.children)))

    def _link(self, page: Page, children: tuple[Link, ...] = ()) -> Link:
        shown = page.edition.language if isinstance(page, TextPage) else page.language
        number = self.site.chapters.get(page.key)
        is_above = self.page.key.startswith(f"{page.key}/")
        return Link(page.address, page.title, number, shown, page is self.page, is_above, children)

    @property
    def footer(self) -> tuple[Link, ...]:
        found = (self.site.pages.find(key, self.language) for key in self.site.settings.footer)
        return tuple(self._link(page) for page in found if page)

    @property
    def shelves(self) -> list[tuple[Link, Edition]]:
        """The codes and handbooks of the navigation, with the editions that say what they are."""
        found = []
        handbooks = {item.page for item in self.site.settings.nav if item.numbered}
        for item in self.menu:
            page = self.site.pages.by_address[item.address]
            if isinstance(page, TextPage) and (page.key in handbooks or page.text.said.version):
                found.append((item, page.edition))
        return found

    def link(self, key: str) -> str:
        """The way to a page by its key, such as `now` or `feeds`."""
        page = self.site.pages.find(key, self.language)
        return self.url(page.address) if page else ""

    def text_link(self, text: Text, language: Language | None = None) -> Link:
        """A link to a Text's page in this language, or in another."""
        return self._link(self.site.pages.of(text, language or self.language))

    @cached_property
    def feedback(self) -> tuple[FeedbackLink, ...]:
        """The ways to write about this page."""
        return tuple(feedback_links(self.site, self.page))

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        return feeds_of(self.site, self.language)

    @property
    def announced_feeds(self) -> list[tuple[str, FeedFormat, str]]:
        """Title, format and address of what feed readers find by themselves on this page: what they
        know, of everything and of the page's own topic. The page `feeds` has the others."""
        topics = self.page.text.said.topics if isinstance(self.page, TextPage) else (self.topic,)
        wanted = {EVERYTHING, *(f"topic-{topic}" for topic in topics if len(topics) == 1)}
        return [
            (feed.title, format, address)
            for feed in self.feeds
            if feed.name in wanted
            for format, address in feed.documents
            if format in (FeedFormat.ATOM, FeedFormat.RSS)
        ]

    @cached_property
    def in_force(self) -> tuple[Pair, ...]:
        return self.site.catalogue.in_force(self.language)

    @cached_property
    def in_force_elsewhere(self) -> list[Link]:
        """Where to read what is in force and has no edition in this language, by language."""
        own = {bulletin.id for bulletin, _ in self.in_force}
        links = []
        for language in self.site.settings.languages:
            others = {bulletin.id for bulletin, _ in self.site.catalogue.in_force(language)}
            page = self.site.pages.find("now", language)
            if page is not None and others - own:
                links.append(self._link(page))
        return links

    def elsewhere_until(self, language: Language) -> datetime:
        """When the last of what is in force there, and has no edition here, is no longer valid."""
        own = {bulletin.id for bulletin, _ in self.in_force}
        others = [bulletin for bulletin, _ in self.site.catalogue.in_force(language)]
        return max(b.expires for b in others if b.expires and b.id not in own)

    @property
    def bulletins(self) -> tuple[Pair, ...]:
        return self.site.catalogue.bulletins_in(self.language)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The bulletins of a list page."""
        return self.page.pairs if isinstance(self.page, ListPage) else ()

    def archive(self) -> list[tuple[int, list[tuple[str, str, int]]]]:
        """Years, newest first, each with its months: address, name, number of bulletins."""
        years: list[tuple[int, list[tuple[str, str, int]]]] = []
        for (year, month), pairs in groupby(self.bulletins, key=_month):
            if not years or years[-1][0] != year:
                years.append((year, []))
            first = date(year, month, 1)
            address = f"{self.language}/bulletins/{year}/{month:02}/"
            years[-1][1].append((address, self.words.month_name(first), len(list(pairs))))
        return years

    def topics(self) -> list[tuple[str, str, int]]:
        """Every topic: id, name, number of bulletins in this language."""
        counts = [topic for bulletin, _ in self.bulletins for topic in bulletin.said.topics]
        named = self.site.settings.topics.items()
        return [(topic, names[self.language], counts.count(topic)) for topic, names in named]

    @property
    def topic(self) -> str:
        """The topic of a topic's list, on each of its pages; else empty."""
        above, _, rest = self.page.key.partition("/")
        return rest.partition("/")[0] if above == "topics" else ""

    def texts_on(self, topic: str) -> list[Link]:
        """Chapters and other docs on a topic that have an edition in this language."""
        docs = self.site.catalogue.docs.values()
        found = [text for text in docs if topic in text.said.topics]
        return [self.text_link(text) for text in found if text.edition(self.language)]

    def topic_names(self, text: Text) -> list[tuple[str, str]]:
        names = self.site.settings.topics
        return [(topic, names[topic][self.language]) for topic in text.said.topics]

    def authors(self, text: Text) -> list[Author]:
        return [self.site.settings.authors[author] for author in text.said.authors]

    def person(self, name: str) -> str:
        """A declared author's name in this language; any other name as it is written."""
        author = self.site.settings.authors.get(name)
        return author.names[self.language] if author else name

    @property
    def json_ld(self) -> Markup:
        # Safe: `<` is escaped inside the JSON.
        return Markup(structured_data(self.site, self.page))

    def is_held_back(self, edition: Edition) -> bool:
        return self.site.is_held_back(edition)

    def chapter_number(self, text: Text) -> int | None:
        return self.site.chapters.get(text.id)

    def minutes(self, edition: Edition) -> int:
        return self.site.rendered(edition).minutes


def _month(pair: Pair) -> tuple[int, int]:
    at = pair[1].published or pair[0].published
    return at.year, at.month
