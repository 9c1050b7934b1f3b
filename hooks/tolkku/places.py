"""Places: what lies on disk, mapped to where it stands on the site, for links to find."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit

from tolkku.catalogue import Catalogue
from tolkku.kinds import is_embeddable
from tolkku.languages import Language
from tolkku.link_guesses import LinkGuesses
from tolkku.pages import DigestPage, Pages, address_of
from tolkku.settings import Settings
from tolkku.texts import Bulletin, Text

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
    ends = (".rss.xml", ".atom.xml", ".json")
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
