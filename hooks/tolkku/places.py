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
from tolkku.texts import Bulletin, Edition, Text


def page_addresses(
    catalogue: Catalogue,
    pages: Pages,
    settings: Settings,
    media: Mapping[str, str],
    waiting: Mapping[str, str],
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
        _composed(found), _composed(media), frozenset(pages.by_address), _composed(waiting)
    )


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


def held_back(texts: tuple[Text, ...], catalogue: Catalogue) -> dict[str, str]:
    """The paths of Texts that are not out in any language, and why."""
    out = {text.id for text in catalogue.texts}
    return {
        edition.path: _reason(edition)
        for text in texts
        if text.id not in out
        for edition in text.editions
    }


def _reason(edition: Edition) -> str:
    if edition.draft or edition.published is None:
        return "a draft"
    return f"held back until {edition.published:%Y-%m-%d %H:%M}"


def published_media(
    media: Mapping[str, str], catalogue: Catalogue, settings: Settings
) -> dict[str, str]:
    """The media files of docs, of the bulletins that are out, and of forewords that are."""
    folder = settings.relative(settings.bulletins) + "/"
    out = {*catalogue.bulletins, *(period for period, _ in catalogue.forewords)}
    return {
        path: address
        for path, address in media.items()
        if not path.startswith(folder) or address.split("/")[1] in out
    }
