"""Views: what a template may ask about one page, in that page's language."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from markupsafe import Markup

from tolkku.catalogue import AppliedCorrection
from tolkku.feeds import Feed, feeds_of
from tolkku.fingerprints import INTRODUCTION, Standing, Status
from tolkku.languages import Language
from tolkku.pages import ListPage, Page, Pair, TextPage
from tolkku.settings import Author, NavItem
from tolkku.site import Site
from tolkku.structured_data import structured_data
from tolkku.texts import Bulletin, Edition, State, Text
from tolkku.wording import Words


@dataclass(frozen=True)
class Link:
    """A link in a menu; `is_here` when it leads to this page, `children` one level below."""

    address: str
    title: str
    number: int | None
    language: Language
    is_here: bool
    children: tuple[Link, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.is_here or any(child.is_here for child in self.children)


@dataclass(frozen=True)
class Choice:
    """A language in the language menu: where it leads, and the language of what is found there."""

    language: Language
    address: str
    text_language: Language
    is_here: bool

    @property
    def is_missing(self) -> bool:
        return self.text_language != self.language


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
        return home.summary if home and self.page.key == "index" else ""

    @property
    def introduction(self) -> Edition | None:
        """The home page's text, from `docs/<language>/index.md`."""
        text = self.site.catalogue.docs.get("index")
        return text.edition(self.language) if text else None

    def body_of(self, edition: Edition) -> Markup:
        """An edition's body as this page shows it."""
        # Safe: rendering has refused whatever a sanitiser would take out.
        return Markup(self.site.rendered(edition).html(self.url))

    @property
    def canonical(self) -> str:
        return self.site.settings.absolute(self.page.address)

    @cached_property
    def translations(self) -> tuple[tuple[str, str], ...]:
        """hreflang and absolute address of every real page of this kind, x-default last."""
        return translations(self.site, self.page)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The language menu: the same page in every language of the site."""
        choices = []
        for language in self.site.settings.languages:
            page = self.site.pages.nearest(self.page, language)
            shown = page.edition.language if isinstance(page, TextPage) else language
            choices.append(Choice(language, page.address, shown, language == self.language))
        return tuple(choices)

    @property
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
        return Link(page.address, page.title, number, shown, page is self.page, children)

    @property
    def footer(self) -> tuple[Link, ...]:
        found = (self.site.pages.find(key, self.language) for key in self.site.settings.footer)
        return tuple(self._link(page) for page in found if page)

    @property
    def shelves(self) -> list[tuple[Link, Edition]]:
        """The codes and handbooks of the navigation, with the editions that say what they are."""
        found = []
        for item in self.menu:
            page = self.site.pages.by_address[item.address]
            if isinstance(page, TextPage) and (item.children or page.text.said.version):
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
    def feeds(self) -> tuple[Feed, ...]:
        return feeds_of(self.site, self.language)

    @property
    def in_force(self) -> tuple[Pair, ...]:
        return self.site.catalogue.in_force(self.language)

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


@dataclass(frozen=True)
class TextView(View):
    """A Text's page or its stand-in."""

    page: TextPage

    @property
    def text(self) -> Text:
        return self.page.text

    @property
    def edition(self) -> Edition:
        return self.page.edition

    @property
    def summary(self) -> str:
        return self.edition.summary

    @property
    def is_stand_in(self) -> bool:
        return not self.page.is_real

    @property
    def canonical(self) -> str:
        """The page itself; of a stand-in, the page whose text it shows."""
        real = self.site.pages.of(self.text, self.edition.language)
        return self.site.settings.absolute(real.address)

    @property
    def is_bulletin(self) -> bool:
        return isinstance(self.text, Bulletin)

    @property
    def body(self) -> Markup:
        return self.body_of(self.edition)

    @property
    def status(self) -> Status:
        return self.site.statuses.get(self.edition.path, Status(Standing.CURRENT))

    @property
    def original(self) -> Edition | None:
        """The original, where it is out and this page shows something else."""
        original = self.text.edition(self.text.original)
        return None if original is self.edition else original

    @property
    def is_outdated(self) -> bool:
        return self.original is not None and self.status.standing is Standing.OUTDATED

    @property
    def is_summary(self) -> bool:
        return self.edition.state is State.SUMMARY

    @property
    def is_machine_made(self) -> bool:
        return self.edition.state is State.MACHINE

    def newer_parts(self) -> list[tuple[str, Language]]:
        """What is newer in the original: each part's name, and the language of the name."""
        original = self.original
        if original is None:
            return []
        return [self._part_title(part, original) for part in self.status.changed]

    def _part_title(self, part: str, original: Edition) -> tuple[str, Language]:
        own = _field_names(self.words).get(part)
        if own:
            return own, self.language
        anchor = part.removeprefix("#")
        for edition in (self.edition, original):
            title = self.site.rendered(edition).section_title(anchor)
            if title:
                return title, edition.language
        return anchor, original.language

    @property
    def corrections(self) -> tuple[AppliedCorrection, ...]:
        if not isinstance(self.text, Bulletin):
            return ()
        return self.site.catalogue.corrections(self.text, self.edition.language)

    @property
    def updated(self) -> datetime | None:
        """When readers were last told of a change."""
        told = [update.at for update in self.edition.updated if not update.minor]
        return max([*told, *(c.at for c in self.corrections)], default=None)

    @property
    def action_url(self) -> str:
        """Where the one action leads, from this page."""
        target = self.site.proofs.actions[self.edition.path]
        if target.external and self.edition.action:
            return self.edition.action.url
        return self.url(target.address) + (f"#{target.anchor}" if target.anchor else "")

    @property
    def image_url(self) -> str:
        return self.url(self.site.proofs.images[self.edition.path])

    @cached_property
    def around(self) -> tuple[Link | None, Link | None]:
        """The page before and the one after: of a bulletin by time, of a chapter by number."""
        if isinstance(self.text, Bulletin):
            older, newer = self.site.catalogue.neighbours(self.text, self.language)
            return tuple(self.text_link(b) if b else None for b in (older, newer))  # type: ignore[return-value]
        return self._chapters_around()

    def _chapters_around(self) -> tuple[Link | None, Link | None]:
        for item in self.menu:
            row = [None, item, *item.children, None] if item.children else []
            for before, here, after in zip(row, row[1:], row[2:], strict=False):
                if here and here.is_here:
                    return before, after
        return None, None

    @property
    def chapters(self) -> tuple[Link, ...]:
        """The pages below this one in the navigation."""
        return next((item.children for item in self.menu if item.is_here), ())

    def edition_of(self, link: Link) -> Edition:
        page = self.site.pages.by_address[link.address]
        assert isinstance(page, TextPage)
        return page.edition

    def is_guest(self, link: Link) -> bool:
        page = self.site.pages.by_address[link.address]
        return isinstance(page, TextPage) and page.text.said.opinion


def view_of(site: Site, page: Page) -> View:
    return TextView(site, page) if isinstance(page, TextPage) else View(site, page)


def relative(here: str, address: str) -> str:
    """The way from one address of the site to another.

    >>> relative("fi/bulletins/x/", "sv/")
    '../../../sv/'
    """
    folder = posixpath.dirname(here)
    way = posixpath.relpath(address or ".", folder or ".")
    return way + "/" if (address.endswith("/") or not address) and not way.endswith("/") else way


def translations(site: Site, page: Page) -> tuple[tuple[str, str], ...]:
    """hreflang and absolute address of the real pages of one kind; nothing for a stand-in.

    `x-default` is the chooser for the home page, else the original, else the default language.
    """
    if not page.is_real:
        return ()
    found = {}
    for language in site.settings.languages:
        other = site.pages.find(page.key, language)
        if other is not None and other.is_real:
            found[language] = site.settings.absolute(other.address)
    if page.key == "index":
        default = site.settings.site_url
    else:
        original = page.text.original if isinstance(page, TextPage) else site.settings.original
        default = found.get(original) or next(iter(found.values()))
    return (*((language.tag, url) for language, url in found.items()), ("x-default", default))


def _month(pair: Pair) -> tuple[int, int]:
    at = pair[1].published or pair[0].published
    return at.year, at.month


def _field_names(words: Words) -> dict[str, str]:
    return {
        "title": words.say("title"),
        "summary": words.say("summary"),
        "facts": words.say("facts that must not change"),
        "arguments": words.say("arguments"),
        "action": words.say("what you can do"),
        INTRODUCTION: words.say("introduction"),
    }
