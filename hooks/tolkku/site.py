"""The site: everything that one build knows, read once and never changed."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tolkku.catalogue.addresses import page_addresses
from tolkku.catalogue.catalogue import Catalogue, catalogue_at
from tolkku.catalogue.embargo import Horizon, embargo_of
from tolkku.catalogue.pages import Pages, all_pages, chapter_numbers
from tolkku.checks.addresses import check_addresses
from tolkku.checks.files import check_unused, published_media, uses_of
from tolkku.checks.language import check_language
from tolkku.checks.settings import check_settings, check_statement
from tolkku.checks.texts import (
    check_forewords,
    check_kept_ids,
    check_promises,
    check_texts,
    check_time,
)
from tolkku.model.findings import Finding, Place, Refusal, SourceError, in_order
from tolkku.model.languages import Language
from tolkku.model.settings import Settings
from tolkku.model.texts import Edition
from tolkku.reading.field_types import read_now
from tolkku.reading.settings import read_settings
from tolkku.reading.sources import Sources, read_sources
from tolkku.reading.words import Words, read_words
from tolkku.rendering.proofs import Proofs, render_all
from tolkku.rendering.renderer import Rendered
from tolkku.system.cache import Cache
from tolkku.system.staging import check_output
from tolkku.translation.duties import Owed, all_owed, behind_notes, duty_notes
from tolkku.translation.standing import Standing, Status, statuses_of

if TYPE_CHECKING:
    from tolkku.media.images import MediaFile


@dataclass(frozen=True)
class Site:
    """What a build is made from. `statuses` are by an edition's path, `chapters` by a Text's id."""

    settings: Settings
    words: Mapping[Language, Words]
    sources: Sources
    catalogue: Catalogue
    pages: Pages
    proofs: Proofs
    statuses: Mapping[str, Status]
    chapters: Mapping[str, int]
    media: Mapping[str, str]

    @property
    def now(self) -> datetime:
        return self.catalogue.now

    def is_held_back(self, edition: Edition) -> bool:
        """Whether only a preview may show it: a draft, or scheduled for later."""
        return not edition.is_out(self.now)

    def status(self, edition: Edition) -> Status:
        """How an edition stands to its original; without one there is nothing to be behind."""
        return self.statuses.get(edition.path, Status(Standing.CURRENT))

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """Which editions the Texts owe, met duties too."""
        return all_owed(self.sources.texts, self.settings, self.catalogue, self.statuses)

    @cached_property
    def files(self) -> dict[str, MediaFile]:
        """The media, read and measured, by their addresses, percent-encoded as in links."""
        from tolkku.media.images import read_media  # with Pillow: only where pages are made

        return read_media(self.media, self.settings.root)

    def rendered(self, edition: Edition) -> Rendered:
        return self.proofs.rendered[edition.path]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python looks for circles of garbage again and again while values pile up; there are none,
    and it takes a third of the time. What was read is not looked through later either, until a
    preview reads anew."""
    was_on = gc.isenabled()
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@_uncollected()
def read_site(
    config: Path,
    at: str | None,
    environment: Mapping[str, str],
    site_url: str | None = None,
    preview: bool = False,
    cache: Cache | None = None,
) -> tuple[Site, tuple[Finding, ...]]:
    """The site that `config` describes, as of a moment, and everything an editor should know.

    `at` overrides TOLKKU_AT of `environment`, which overrides the clock. A `preview` shows
    drafts and scheduled editions too. What the `cache` holds is not made anew. Raises TolkkuError
    when the settings are wrong.
    """
    cache = cache or Cache()
    settings = read_settings(config, site_url)
    now = _now(at, environment, settings)
    words, findings = read_words(settings, cache)
    sources = read_sources(settings, cache)
    catalogue = catalogue_at(sources.texts, sources.forewords, now, preview)
    pages = all_pages(catalogue, settings, words)
    everything = catalogue_at(sources.texts, sources.forewords, now, preview=True)
    all_addresses = pages if everything == catalogue else all_pages(everything, settings, words)
    horizon = Horizon(
        shown=pages.shown,
        out=page_addresses(catalogue, pages, settings, sources.media),
        pages=pages,
        everything=page_addresses(everything, all_addresses, settings, sources.media),
        all_pages=all_addresses,
        embargo=None if preview else embargo_of(sources, settings, now),
    )
    forewords = tuple(sources.forewords.values())
    proofs = render_all(sources.texts, forewords, settings, words, horizon, cache)
    uses = uses_of(proofs)
    media = published_media(sources.media, uses, pages.shown, settings)
    site = Site(
        settings, words, sources, catalogue, pages, proofs,
        statuses=statuses_of(sources.texts, proofs.rendered),
        chapters=chapter_numbers(settings, catalogue),
        media=media,
    )  # fmt: skip
    clashes = tuple(check_addresses(all_addresses, sources.media, settings))
    told = in_order(
        [
            *findings,
            *cache.check(),
            *(() if preview else check_output(settings)),
            *sources.findings,
            *check_texts(sources.texts, settings),
            *check_kept_ids(sources.texts, settings),
            *check_settings(sources.texts, settings, proofs.rendered),
            *clashes,
            *check_time(sources.texts, sources.forewords.values(), now),
            *check_forewords(everything, pages, settings),
            *check_language(sources, settings, words, proofs.rendered, site.statuses, cache),
            *proofs.findings,
            *check_unused(
                sources, uses, settings, told=(*sources.findings, *clashes, *proofs.findings)
            ),
            *behind_notes(sources.texts, site.owed, site.status),
            *duty_notes(site.owed, settings),
            *check_promises(sources.texts, catalogue),
            *check_statement(settings, now.date()),
        ]
    )
    cache.save()
    return site, told


def _now(at: str | None, environment: Mapping[str, str], settings: Settings) -> datetime:
    try:
        return read_now(at, environment, settings.zone)
    except Refusal as rejected:
        name = "--at" if at else "TOLKKU_AT"
        raise SourceError(Place(name, 0), rejected.problem, rejected.remedy) from None
