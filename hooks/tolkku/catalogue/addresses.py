"""Addresses: where on the site stands what lies on disk, and the ways between pages."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit

from tolkku.catalogue.catalogue import Catalogue
from tolkku.catalogue.link_guesses import LinkGuesses
from tolkku.catalogue.pages import DigestPage, Page, Pages, TextPage, address_of
from tolkku.media.types import is_embeddable
from tolkku.model.languages import Language
from tolkku.model.settings import FEED_ENDINGS, Settings
from tolkku.model.texts import Bulletin, Text

FEEDS = ("all", "urgent", "corrections", "weekly", "monthly")
"""The names of the feeds that every site has; each topic has one more."""


def page_addresses(
    catalogue: Catalogue, pages: Pages, settings: Settings, media: Mapping[str, str]
) -> Places:
    """Where each path on disk stands. A path without an edition stands where its stand-in does."""
    found = {
        path_of(text, language, settings): address_of(text, language)
        for text in catalogue.texts
        for language in settings.languages
    }
    for page in pages.all:
        if isinstance(page, DigestPage) and page.digest.foreword:
            found[page.digest.foreword.path] = page.address
    return Places(
        _composed(found),
        _composed(media),
        frozenset(pages.by_address),
        dict(pages.redirects),
        _documents(settings),
        settings.site_url,
    )


def _documents(settings: Settings) -> frozenset[str]:
    """The feeds, and what else the builder makes that a text may lead to."""
    topics = (f"topic-{topic}" for topic in settings.topics)
    feeds = [*FEEDS, *topics]
    ends = [f".{ending}" for ending in FEED_ENDINGS]
    found = {
        f"{language}/feeds/{name}{end}"
        for language in settings.languages for name in feeds for end in ends
    }  # fmt: skip
    return frozenset({*found, "sitemap.xml", "robots.txt"})


def _composed(by_path: Mapping[str, str]) -> dict[str, str]:
    """Paths in NFC, as links are written; macOS and its zip files have names in NFD."""
    return {unicodedata.normalize("NFC", path): address for path, address in by_path.items()}


def path_of(text: Text, language: Language, settings: Settings) -> str:
    """The path of an edition, or the one that it would have."""
    edition = text.edition(language)
    if edition is not None:
        return edition.path
    beside = text.best(language)
    if isinstance(text, Bulletin):
        return posixpath.join(posixpath.dirname(beside.path), f"{language}.md")
    docs = settings.relative(settings.docs)
    return f"{docs}/{language}{beside.path.removeprefix(f'{docs}/{beside.language}')}"


@dataclass(frozen=True)
class Places:
    """Everything on this site that a link can lead to.

    `pages` and `media`: address by path on disk, in NFC; `addresses`: every page, also those made
    by the builder; `moved`: where old addresses lead; `documents`: the addresses of feeds and other
    files that the builder makes; `site_url`: where the site stands, with a slash at the end.
    """

    pages: Mapping[str, str]
    media: Mapping[str, str]
    addresses: frozenset[str]
    moved: Mapping[str, str] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    site_url: str = ""

    @cached_property
    def paths(self) -> dict[str, str]:
        """What lies on disk, by its address."""
        whole = {**self.media, **self.pages}
        return {address: path for path, address in whole.items()}

    def own_path(self, written: SplitResult) -> str | None:
        """The path on this site to which an absolute address leads: `/fi/now/`. None for one that
        leads elsewhere; the secure and the plain protocol are one."""
        ours = urlsplit(self.site_url)
        if written.scheme not in ("http", "https") or host_of(written) != host_of(ours):
            return None
        if not self.site_url or "@" in written.netloc:
            return None
        path, base = unquote(written.path) or "/", ours.path
        if path == base.rstrip("/"):
            return "/"
        return path[len(base) - 1 :] if path.startswith(base) else None

    @cached_property
    def files_meant(self) -> LinkGuesses:
        """What links to files that are not there may have meant."""
        return LinkGuesses([*self.pages, *self.media])

    @cached_property
    def media_meant(self) -> LinkGuesses:
        """The same for what is shown or played in a page."""
        return LinkGuesses(path for path in self.media if is_embeddable(path))

    @cached_property
    def addresses_meant(self) -> LinkGuesses:
        """The same for links that name an address."""
        return LinkGuesses(self.addresses)


def host_of(address: SplitResult) -> tuple[str, int | None]:
    """A host as browsers compare it: small letters, no port where it is the protocol's own."""
    try:
        port = address.port
    except ValueError:
        return "", 0
    return (address.hostname or "").removesuffix("."), None if port in (80, 443) else port


@dataclass(frozen=True)
class Link:
    """A link in a menu: `is_here` when it leads to this page, `is_above` when to one that this
    page belongs to; `children` lie one level below."""

    address: str
    title: str
    number: int | None
    language: Language
    is_here: bool
    is_above: bool
    children: tuple[Link, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether this page is in its section."""
        return self.is_here or self.is_above or any(child.is_open for child in self.children)


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


def relative(here: str, address: str) -> str:
    """The way from one address of the site to another.

    >>> relative("fi/bulletins/x/", "sv/")
    '../../../sv/'
    """
    folders, parts = here.split("/")[:-1], address.split("/")
    shared = 0
    for ours, theirs in zip(folders, parts[:-1], strict=False):
        if ours != theirs:
            break
        shared += 1
    return "../" * (len(folders) - shared) + "/".join(parts[shared:]) or "./"


def translations(settings: Settings, pages: Pages, page: Page) -> tuple[tuple[str, str], ...]:
    """hreflang and absolute address of the real pages of one kind; nothing for a stand-in.

    `x-default` is the chooser for the home page, else the original, else the default language.
    """
    if not page.is_real:
        return ()
    found = {}
    for language in settings.languages:
        other = pages.find(page.key, language)
        if other is not None and other.is_real:
            found[language] = settings.absolute(other.address)
    if page.key == "index":
        default = settings.site_url
    else:
        original = page.text.original if isinstance(page, TextPage) else settings.original
        default = found.get(original) or next(iter(found.values()))
    return (*((language.tag, url) for language, url in found.items()), ("x-default", default))


def feed_copies(settings: Settings, feeds: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """(old address, bytes) of every file that holds a copy of a feed's document. The document
    names its own address, and readers that move on take that one."""
    for alias in settings.feeds.aliases:
        if alias.is_file and alias.new in feeds:
            yield alias.path, feeds[alias.new]


def feed_redirects(settings: Settings) -> Iterator[tuple[str, str]]:
    """(from, to) of every old address, for servers that read `_redirects`. There is no page at a
    folder's address: readers of feeds would take it for the feed, and some servers look whether
    there is a file before they look for a redirect."""
    for alias in settings.feeds.aliases:
        yield from ((address, alias.new) for address in alias.addresses)
