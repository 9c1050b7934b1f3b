"""Outputs: how addresses are written, and what the builder calls the files that it makes.

Who makes a file takes its name from here, so that an address which an editor chooses can be
compared with all of them before anything is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from tolkku.model.languages import Language
from tolkku.model.settings import Settings

MARK = ".tolkku"
"""The file by which we know a folder that we made; only such a folder is ever replaced."""

HEADERS = "_headers"
REDIRECTS = "_redirects"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
PICTURES = "assets/pictures"
STYLES = "assets/stylesheets"


def feeds_folder(language: Language) -> str:
    return f"{language}/feeds"


def search_folder(language: Language) -> str:
    return f"{language}/search"


def manifest_address(language: Language) -> str:
    return f"{language}/manifest.webmanifest"


def made_files(settings: Settings) -> Iterator[tuple[str, str]]:
    """Every file whose name is known before it is made, and what it is to an editor."""
    yield MARK, "the builder's mark"
    yield HEADERS, "what servers are told"
    yield REDIRECTS, "what servers are told"
    yield SITEMAP, "the builder's sitemap"
    yield ROBOTS, "the builder's robots.txt"
    for language in settings.languages:
        yield manifest_address(language), "what a phone is told of the site"
        yield f"{search_folder(language)}/index.json", "the search"
    for assets in (folder / "assets" for folder in settings.templates):
        for file in sorted(assets.rglob("*")) if assets.is_dir() else ():
            if file.is_file():
                yield f"assets/{file.relative_to(assets).as_posix()}", "the theme"


def made_names(settings: Settings) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What all other files that are made are called, and what they are to an editor. Small
    letters: letter case tells no two files apart."""
    tags = "|".join(re.escape(language.tag.lower()) for language in settings.languages)
    return (
        (re.compile(rf"(?:{tags})/feeds/[^/]*\.(?:xml|json)"), "the feeds"),
        (re.compile(rf"(?:{tags})/feeds/[^/]+/[^/]*\.(?:xml|json)"), "the feeds"),
        (
            re.compile(rf"(?:{tags})/search/(?:notice\.txt|[a-z]+/[^/]*\.(?:txt|json))"),
            "the search",
        ),
        (re.compile(rf"{PICTURES}/[^/]*\.webp"), "the smaller pictures"),
        (re.compile(rf"{STYLES}/.*"), "the theme's style sheets"),
    )


def encoded(address: str) -> str:
    """An address of the site as links write it: percent-encoded.

    >>> encoded("sv/å b.txt")
    'sv/%C3%A5%20b.txt'
    """
    return quote(address, safe="/-._~")
