"""Places: what lies on disk, mapped to where it stands on the site, for links to find."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Mapping

from tolkku.catalogue import Catalogue
from tolkku.languages import Language
from tolkku.links import Places
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
