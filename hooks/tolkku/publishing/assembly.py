"""Assembly: what a site consists of, in the order in which it is made.

Everything that is published is an address and bytes. The engine writes what stands here; nobody
else decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tolkku.catalogue.addresses import feed_copies
from tolkku.catalogue.pages import Page
from tolkku.checks.texts import kept_ids
from tolkku.feeds.feeds import feed_files_in
from tolkku.feeds.invariants import Known, broken_invariants
from tolkku.media.images import picture_files
from tolkku.model.findings import Finding
from tolkku.model.languages import Language
from tolkku.model.outputs import HEADERS, ROBOTS, SITEMAP, encoded
from tolkku.publishing.headers import headers
from tolkku.publishing.pages import Templates, page_file, pages_of
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
from tolkku.views.frames import Frames

_MATERIAL = (
    "Material for MkDocs: its licence and those of its icons stand in LICENSE.txt beside it."
)
_STYLES = "assets/stylesheets"
_NOT_PUBLISHED = (".html", ".md", ".py", ".pyc")

Content = bytes | Path
"""What a file consists of, or the file that is copied."""
Files = Iterator[tuple[str, Content]]


@dataclass(frozen=True)
class Job:
    """Some files of a site, which are made together. `judge` tells what is odd about them."""

    name: str
    make: Callable[[], Iterable[tuple[str, Content]]]
    judge: Callable[[Mapping[str, bytes]], tuple[Finding, ...]] | None = None


@dataclass(frozen=True)
class Assembly:
    """The files of a site. `known` gives what was published at an address."""

    site: Site
    cache: Cache
    known: Known
    templates: Templates

    def jobs(self) -> Iterator[Job]:
        """All that there is to make; what takes longest first. Making raises SourceError where a
        picture cannot be read, or a template not be used."""
        site, settings = self.site, self.site.settings
        for language in settings.languages:
            yield Job(f"search {language}", partial(search_files, site, language, self.cache))
            yield Job(f"feeds {language}", partial(self._feeds, language), self._oddities)
        frames = Frames(site)
        for page in pages_of(site):
            yield Job(page.file, partial(self._page, frames, page))
        yield Job("theme", partial(theme_files, settings.templates))
        yield Job("style sheet", lambda: style_sheet(material_sheet()))
        yield Job("media", partial(media_files, site))
        yield Job("smaller pictures", lambda: picture_files(site.files, self.cache))
        yield Job("redirects", partial(redirect_files, site))
        yield Job("manifests", partial(manifest_files, site))
        yield Job(SITEMAP, lambda: [(SITEMAP, sitemap(site))])
        yield Job(ROBOTS, lambda: [(ROBOTS, robots(site))])

    def files(self) -> Files:
        """Everything that the jobs make."""
        for job in self.jobs():
            yield from job.make()

    def _page(self, frames: Frames, page: Page) -> Files:
        yield page_file(self.site, self.templates, frames, page)

    def _feeds(self, language: Language) -> Files:
        documents = dict(feed_files_in(self.site, language))
        yield from documents.items()
        yield from feed_copies(self.site.settings, documents)

    def _oddities(self, documents: Mapping[str, bytes]) -> tuple[Finding, ...]:
        settings, kept = self.site.settings, kept_ids(self.site.catalogue.texts)
        return broken_invariants(documents, settings.id_domain, kept, self.site.now, self.known)

    def audited(self, documents: Callable[[], Mapping[str, bytes]]) -> tuple[Finding, ...]:
        """With `feeds: {audit: yes}`, all that the feeds say is judged."""
        settings = self.site.settings
        if not settings.feeds.is_audited:
            return ()
        from tolkku.feeds.audit.whole_site import lint_site  # only where it is asked for

        kept = kept_ids(self.site.catalogue.texts)
        return lint_site(documents(), settings.site_url, self.known, kept)


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
