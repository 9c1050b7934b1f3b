"""Assembly: what a site consists of, in the order in which it is made.

Everything that is published is an address and bytes. Whoever builds (MkDocs, by way of
`mkdocs_events.py`) renders the pages and writes what stands here; nobody else decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from tolkku.catalogue.addresses import feed_copies
from tolkku.catalogue.pages import Page, standing_alone
from tolkku.checks.texts import kept_ids
from tolkku.feeds.feeds import feed_files
from tolkku.feeds.invariants import Known, broken_invariants
from tolkku.media.images import picture_files
from tolkku.model.findings import Finding
from tolkku.model.outputs import HEADERS, ROBOTS, SITEMAP, encoded
from tolkku.publishing.headers import REFERRER, headers, policy, scripts_of
from tolkku.publishing.web_files import (
    THEME_COLOURS,
    manifest_files,
    redirect_files,
    robots,
    sitemap,
    with_notice,
    without_data,
)
from tolkku.search.index import search_files
from tolkku.site import Site
from tolkku.system.cache import Cache

_MATERIAL = (
    "Material for MkDocs: its licence and those of its icons stand in LICENSE.txt beside it."
)
MATERIAL_SHEET = "assets/stylesheets/main.*.css"
"""Of Material's files only its style sheet is used."""

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class Assembly:
    """The files of a site besides its pages. `known` gives what was published at an address."""

    site: Site
    cache: Cache
    known: Known

    @cached_property
    def feeds(self) -> dict[str, bytes]:
        return dict(feed_files(self.site))

    def files(self) -> Files:
        """Raises SourceError where a picture cannot be read."""
        yield from self.feeds.items()
        yield from feed_copies(self.site.settings, self.feeds)
        yield from redirect_files(self.site)
        yield from manifest_files(self.site)
        yield from picture_files(self.site.files, self.cache)
        yield from search_files(self.site)
        yield SITEMAP, sitemap(self.site)
        yield ROBOTS, robots(self.site)

    def findings(self) -> tuple[Finding, ...]:
        """What is odd about the feeds; with `feeds: {audit: yes}`, all that they say is judged."""
        settings, kept = self.site.settings, kept_ids(self.site.catalogue.texts)
        if settings.feeds.is_audited:
            from tolkku.feeds.audit.whole_site import lint_site  # only where it is asked for

            return lint_site(self.feeds, settings.site_url, self.known, kept)
        return broken_invariants(self.feeds, settings.id_domain, kept, self.site.now, self.known)


def pages_of(site: Site) -> tuple[Page, ...]:
    """Every page: those of texts and lists, and the two that speak all languages."""
    return (*site.pages.all, *standing_alone(site.settings))


def media_files(site: Site) -> Iterator[tuple[str, bytes | Path]]:
    """The files beside the texts: their bytes where they are cleaned, else where they lie."""
    for address in site.media.values():
        yield address, site.files[encoded(address)].published


def style_sheet(css: str, address: str) -> Files:
    """Material's style sheet with its licence told, and the pictures in it as files beside it."""
    said, icons = without_data(css, "icons")
    yield address, with_notice(said, _MATERIAL).encode()
    folder = PurePosixPath(address).parent.as_posix()
    yield from ((f"{folder}/{name}", content) for name, content in icons.items())


def header_file(site: Site, addresses: Iterable[str]) -> tuple[str, bytes]:
    """What servers are told about all other files of the site."""
    return HEADERS, headers(site.settings, addresses)


def template_globals(site: Site, is_preview: bool) -> dict[str, Any]:
    """What every template may use. A preview says its policy with every answer, for it has to
    allow what loads the page anew."""
    return {
        "theme_colours": THEME_COLOURS,
        "referrer": REFERRER,
        "scripts": scripts_of(site.settings),
        "policy": "" if is_preview else policy(site.settings),
    }
