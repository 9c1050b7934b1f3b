"""Proofs: every edition rendered once, and every link in it followed to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from tolkku.findings import Finding, error
from tolkku.languages import Language
from tolkku.links import BadLink, Places, Resolver, Target
from tolkku.pages import Pages, TextPage
from tolkku.places import path_of
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


def render_all(
    texts: tuple[Text, ...],
    settings: Settings,
    words: Mapping[Language, Words],
    out: Places,
    complete: Places,
    pages: Pages,
    is_out: Callable[[Edition], bool],
) -> Proofs:
    """Every edition rendered. One that is out may link to what is `out`, another to everything."""
    renderers = {language: Renderer(settings, words[language]) for language in settings.languages}
    proofing = _Proofing(out, complete, is_out, {})
    for text in sorted(texts, key=lambda text: text.id != settings.glossary):
        for edition in text.editions:
            proofing.take(edition, renderers[edition.language])
            if text.id == settings.glossary and edition.path in out.pages:
                proofing.define(edition, out.pages[path_of(text, edition.language, settings)])
    return Proofs(
        proofing.rendered,
        proofing.actions,
        proofing.images,
        (*proofing.findings, *_bad_anchors(proofing, pages)),
    )


class _Proofing:
    def __init__(
        self,
        out: Places,
        complete: Places,
        is_out: Callable[[Edition], bool],
        definitions: dict[tuple[str, str], str],
    ) -> None:
        self._out, self._complete, self._is_out = out, complete, is_out
        self._definitions = definitions
        self.rendered: dict[str, Rendered] = {}
        self.actions: dict[str, Target] = {}
        self.images: dict[str, str] = {}
        self.findings: list[Finding] = []

    def take(self, edition: Edition, renderer: Renderer) -> None:
        places = self._out if self._is_out(edition) else self._complete
        resolver = Resolver(edition.path, places, self._definitions)
        rendered, found = renderer.render(edition, resolver)
        self.rendered[edition.path] = rendered
        self.findings += found
        try:
            if edition.action:
                place = edition.action.place
                self.actions[edition.path] = resolver.resolve(edition.action.url)
            if edition.image:
                place = edition.image.place
                self.images[edition.path] = resolver.resolve(edition.image.file, True).address
        except BadLink as problem:
            self.findings.append(error(place, problem.problem, problem.remedy))

    def define(self, edition: Edition, address: str) -> None:
        """Let links to this glossary's terms carry their definitions."""
        for anchor, said in self.rendered[edition.path].definitions:
            self._definitions[(address, anchor)] = said


def _bad_anchors(proofing: _Proofing, pages: Pages) -> Iterator[Finding]:
    for rendered in proofing.rendered.values():
        for link in rendered.anchor_links:
            known = rendered.anchors if not link.address else _anchors(link.address, proofing, pages)
            if known is None or link.anchor in known:
                continue
            near = get_close_matches(link.anchor, sorted(known), n=3, cutoff=0.3)
            shown = ", ".join(f"#{anchor}" for anchor in near or sorted(known)[:5])
            where = "this page" if not link.address else f"/{link.address}"
            yield error(
                link.place,
                f"there is no '#{link.anchor}' on {where}.",
                f"There are: {shown}." if shown else "It has no anchors: link to the page.",
            )


def _anchors(address: str, proofing: _Proofing, pages: Pages) -> frozenset[str] | None:
    """The anchors of a page; None for one that the builder makes, or that is not out."""
    page = pages.by_address.get(address)
    if not isinstance(page, TextPage):
        return None
    return proofing.rendered[page.edition.path].anchors
