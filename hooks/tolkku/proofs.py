"""Proofs: every edition rendered once, and every link in it followed to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tolkku.cache import Cache
from tolkku.findings import Finding, Place, error
from tolkku.horizon import Horizon
from tolkku.languages import Language
from tolkku.linking import AnchorLink
from tolkku.links import BadLink, Resolver, Target
from tolkku.near_names import NearNames
from tolkku.page_anchors import anchors_of
from tolkku.remembering import rendered_all
from tolkku.rendering import Rendered, Renderer
from tolkku.settings import Settings
from tolkku.texts import Edition, Text
from tolkku.wording import Words


@dataclass(frozen=True)
class Proofs:
    """By an edition's path: its rendered body, and where its action and its image lead."""

    rendered: Mapping[str, Rendered]
    actions: Mapping[str, Target]
    images: Mapping[str, str]
    findings: tuple[Finding, ...]

    def action_url(self, edition: Edition, here: str, link: Callable[[str], str]) -> str:
        """Where an edition's action leads from the page at `here`; empty where it has none.

        `link` writes an address of this site, as on a page or in a feed.
        """
        target = self.actions.get(edition.path)
        if target is None or edition.action is None:
            return ""
        if target.external:
            return edition.action.url
        return link(target.address or here) + target.rest


def render_all(
    texts: tuple[Text, ...],
    forewords: tuple[Edition, ...],
    settings: Settings,
    words: Mapping[Language, Words],
    horizon: Horizon,
    cache: Cache,
) -> Proofs:
    """Every edition rendered, and its links judged by what its readers will have."""
    renderers = {language: Renderer(settings, words[language]) for language in settings.languages}
    proofing = _Proofing(horizon, renderers, cache)
    for glossary in (text for text in texts if text.id == settings.glossary):
        for edition in glossary.editions:
            proofing.take([edition])
            if edition.path in horizon.shown:
                proofing.define(edition, horizon.places(edition).pages[edition.path])
    others = [e for text in texts if text.id != settings.glossary for e in text.editions]
    proofing.take([*others, *forewords])
    return Proofs(
        proofing.rendered,
        proofing.actions,
        proofing.images,
        (*proofing.findings, *_bad_anchors(proofing, horizon, settings)),
    )


class _Proofing:
    def __init__(
        self, horizon: Horizon, renderers: Mapping[Language, Renderer], cache: Cache
    ) -> None:
        self._horizon, self._renderers, self._cache = horizon, renderers, cache
        self._definitions: dict[tuple[str, str], str] = {}
        self.rendered: dict[str, Rendered] = {}
        self.actions: dict[str, Target] = {}
        self.images: dict[str, str] = {}
        self.anchor_links: dict[str, Sequence[AnchorLink]] = {}
        self.findings: list[Finding] = []

    def take(self, editions: Sequence[Edition]) -> None:
        tasks = [(e, self._renderers[e.language], self._resolver(e)) for e in editions]
        for (edition, _, resolver), done in zip(
            tasks, rendered_all(tasks, self._cache), strict=True
        ):
            rendered, found = done
            self.rendered[edition.path] = rendered
            self.anchor_links[edition.path] = rendered.anchor_links
            self.findings += found
            self._follow(edition, resolver)

    def _resolver(self, edition: Edition) -> Resolver:
        places, held_back = self._horizon.places(edition), self._horizon.held_back(edition)
        return Resolver(edition.path, places, self._definitions, held_back)

    def _follow(self, edition: Edition, resolver: Resolver) -> None:
        """Where its action and its image lead."""
        if edition.action and edition.action.url:
            target = self._resolved(edition.action.url, edition.action.place, resolver)
            if target:
                self.actions[edition.path] = target
                link = AnchorLink(target.address, target.anchor, edition.action.place)
                self.anchor_links[edition.path] = [*self.anchor_links[edition.path], link]
        if edition.image and edition.image.file:
            target = self._resolved(edition.image.file, edition.image.place, resolver, True)
            if target:
                self.images[edition.path] = target.address

    def _resolved(
        self, written: str, place: Place, resolver: Resolver, embedded: bool = False
    ) -> Target | None:
        try:
            return resolver.resolve(written, embedded)
        except BadLink as problem:
            self.findings.append(error(place, problem.problem, problem.remedy))
            return None

    def define(self, edition: Edition, address: str) -> None:
        """Let links to this glossary's terms carry their definitions."""
        for anchor, said in self.rendered[edition.path].definitions:
            self._definitions[(address, anchor)] = said


def _bad_anchors(proofing: _Proofing, horizon: Horizon, settings: Settings) -> Iterator[Finding]:
    near_names: dict[str, NearNames] = {}
    for path, links in proofing.anchor_links.items():
        for link in links:
            known = _known_anchors(link, path, proofing, horizon, settings)
            if known is None or not link.anchor or link.anchor in known:
                continue
            page = link.address or path
            if page not in near_names:
                near_names[page] = NearNames(known)
            shown = _shown(link.anchor, near_names[page])
            where = "this page" if not link.address else f"/{link.address}"
            yield error(
                link.place,
                f"there is no '#{link.anchor}' on {where}.",
                f"There are: {shown}." if shown else "It has no anchors: link to the page.",
            )


def _shown(anchor: str, known: NearNames) -> str:
    near = known.nearest(anchor)
    return ", ".join(f"#{each}" for each in ([near] if near else known.similar(anchor, 5)))


def _known_anchors(
    link: AnchorLink, path: str, proofing: _Proofing, horizon: Horizon, settings: Settings
) -> frozenset[str] | None:
    """The anchors that a link may name; None where it leads to a file, or outside what is out."""
    if not link.address:
        return proofing.rendered[path].anchors
    found = [(pages.by_address.get(link.address), pages) for pages in horizon.pages_seen(path)]
    known = [anchors_of(page, pages, proofing.rendered, settings) for page, pages in found if page]
    return frozenset().union(*known) if known else None
