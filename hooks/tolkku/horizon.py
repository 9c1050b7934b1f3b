"""Horizon: what a text may lead to, which is what its readers have, or will have when it is out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tolkku.embargo import Embargo
from tolkku.pages import Pages
from tolkku.places import Places
from tolkku.texts import Edition


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
