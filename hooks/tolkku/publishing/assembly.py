"""Assembly: what a site consists of, in the order in which it is made.

Everything that is published is an address and bytes. The engine writes what stands here; nobody
else decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tolkku.catalogue.addresses import feed_copies
from tolkku.checks.texts import kept_ids
from tolkku.feeds.feeds import feed_files
from tolkku.feeds.invariants import Known, broken_invariants
from tolkku.media.images import picture_files
from tolkku.model.findings import Finding
from tolkku.model.outputs import HEADERS, ROBOTS, SITEMAP, encoded
from tolkku.publishing.headers import headers
from tolkku.publishing.pages import Templates, page_files
from tolkku.publishing.web_files import (
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
from tolkku.system.package import material_sheet

_MATERIAL = (
    "Material for MkDocs: its licence and those of its icons stand in LICENSE.txt beside it."
)
_STYLES = "assets/stylesheets"
_NOT_PUBLISHED = (".html", ".md", ".py", ".pyc")

Content = bytes | Path
"""What a file consists of, or the file that is copied."""
Files = Iterator[tuple[str, Content]]


@dataclass(frozen=True)
class Assembly:
    """The files of a site. `known` gives what was published at an address."""

    site: Site
    cache: Cache
    known: Known
    templates: Templates

    @cached_property
    def feeds(self) -> dict[str, bytes]:
        return dict(feed_files(self.site))

    def files(self) -> Files:
        """Raises SourceError where a picture cannot be read, or a template not be used."""
        yield from theme_files(self.site.settings.templates)
        yield from style_sheet(material_sheet())
        yield from media_files(self.site)
        yield from page_files(self.site, self.templates)
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


def theme_files(folders: Sequence[Path]) -> Files:
    """What the pages load, from the folders of templates; a later folder wins."""
    found = {
        file.relative_to(folder).as_posix(): file
        for folder in folders
        for file in sorted(folder.rglob("assets/**/*"))
        if file.is_file() and not file.name.startswith(".") and file.suffix not in _NOT_PUBLISHED
    }
    yield from found.items()


def media_files(site: Site) -> Files:
    """The files beside the texts: their bytes where they are cleaned, else where they lie."""
    for address in site.media.values():
        yield address, site.files[encoded(address)].published


def style_sheet(sheet: Path) -> Files:
    """Material's style sheet with its licence told, and the pictures in it as files beside it."""
    said, icons = without_data(sheet.read_text("utf-8"), "icons")
    yield f"{_STYLES}/{sheet.name}", with_notice(said, _MATERIAL).encode()
    yield from ((f"{_STYLES}/{name}", content) for name, content in icons.items())


def header_file(site: Site, addresses: Iterable[str]) -> tuple[str, bytes]:
    """What servers are told about all other files of the site."""
    return HEADERS, headers(site.settings, addresses)
