"""Embargo: what readers do not have yet, when they will, and what may lead to it until then."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tolkku.catalogue.addresses import Places, path_of
from tolkku.catalogue.pages import Pages
from tolkku.model.dates import period_named
from tolkku.model.settings import Settings
from tolkku.model.texts import Bulletin, Edition
from tolkku.reading.sources import Sources

_ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Release:
    """When readers get something: never, while it is a draft. `what` says what it is."""

    what: str
    at: datetime | None

    def told(self) -> str:
        """`a text that is a draft`"""
        why = f"held back until {self.at:%Y-%m-%d %H:%M}" if self.at else "a draft"
        return f"{self.what} that is {why}"


class HeldBack(Mapping[str, str]):
    """What is not out at a moment: by path, in NFC, what it is and why."""

    def __init__(self, releases: Mapping[str, Release], at: datetime) -> None:
        self._releases, self._at = releases, at

    def __getitem__(self, path: str) -> str:
        release = self._releases[path]
        if release.at is not None and release.at <= self._at:
            raise KeyError(path)
        return release.told()

    def __iter__(self) -> Iterator[str]:
        return (path for path in self._releases if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Embargo:
    """The releases of all texts and forewords, and of the files beside bulletins and forewords.

    `own` are those of single editions; a Text is out when one of its editions is.
    """

    releases: Mapping[str, Release]
    own: Mapping[str, datetime | None]
    now: datetime

    def held_back_from(self, edition: Edition) -> Mapping[str, str]:
        """What an edition must not lead to: what readers lack when they have it. A draft has no
        such moment yet, and may lead to everything."""
        at = self.own[edition.path]
        return HeldBack(self.releases, max(at, self.now)) if at else {}


def embargo_of(sources: Sources, settings: Settings, now: datetime) -> Embargo:
    """What is held back of all that lies on disk, at this moment and at later ones."""
    own = {edition.path: _release(edition) for text in sources.texts for edition in text.editions}
    own |= {
        foreword.path: _release_of_foreword(foreword, name, settings)
        for (name, _), foreword in sources.forewords.items()
    }
    releases = dict(_releases(sources, settings, own))
    return Embargo(releases, own, now)


_Own = Mapping[str, datetime | None]


def _releases(sources: Sources, settings: Settings, own: _Own) -> Iterator[tuple[str, Release]]:
    folders: dict[str, datetime | None] = defaultdict(lambda: None)
    for (name, _), foreword in sources.forewords.items():
        folders[name] = _first([folders[name], own[foreword.path]])
    for text in sources.texts:
        at = _first(own[edition.path] for edition in text.editions)
        if isinstance(text, Bulletin):
            folders[text.id] = at
        for language in settings.languages:
            yield _composed(path_of(text, language, settings)), Release("a text", at)
    top = settings.relative(settings.bulletins) + "/"
    for path, address in sources.media.items():
        if path.startswith(top):
            yield _composed(path), Release("a file beside a text", folders[address.split("/")[1]])


def _release(edition: Edition) -> datetime | None:
    return None if edition.draft else edition.published or _ALWAYS


def _release_of_foreword(foreword: Edition, name: str, settings: Settings) -> datetime | None:
    """A foreword comes out with its digest."""
    at, period = _release(foreword), period_named(name)
    return max(at, period.due(settings.zone)) if at and period else at


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


@dataclass(frozen=True)
class Horizon:
    """`shown` are the paths of the editions that readers have; they see `out` and its `pages`, the
    others everything that there will be. In a preview there is no embargo."""

    shown: frozenset[str]
    out: Places
    pages: Pages
    everything: Places
    all_pages: Pages
    embargo: Embargo | None

    def places(self, edition: Edition) -> Places:
        return self.out if edition.path in self.shown else self.everything

    def held_back(self, edition: Edition) -> Mapping[str, str]:
        """The paths that an edition must not lead to: what lies there, and why."""
        return self.embargo.held_back_from(edition) if self.embargo else {}

    def pages_seen(self, path: str) -> tuple[Pages, ...]:
        """The pages from which an edition's links may choose. A page is not the same before and
        after a text comes out: what will be, or still is, will do for a link that waits."""
        return (self.pages,) if path in self.shown else (self.pages, self.all_pages)
