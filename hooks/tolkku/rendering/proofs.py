"""Proofs: every edition rendered once, or recalled, and every link in it followed to its end.

A rendered text depends on the edition, the words and options of its language, and what its links
lead to. The first three make its key. The links are kept with the answers that they got, and are
asked again: one other answer, and the text is rendered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tolkku.catalogue.addresses import FEEDS
from tolkku.catalogue.embargo import Horizon
from tolkku.catalogue.pages import DigestPage, HomePage, ListPage, Page, Pages, TextPage
from tolkku.model.findings import Finding, Place, Refusal, error
from tolkku.model.languages import Language
from tolkku.model.near_names import NearNames
from tolkku.model.settings import Settings
from tolkku.model.texts import Edition, Text
from tolkku.reading.mkdocs_yml import PURE
from tolkku.reading.words import Words
from tolkku.rendering.links import AnchorLink, Resolver, Target
from tolkku.rendering.renderer import TOO_DEEP, Rendered, Renderer
from tolkku.rendering.sections import Section
from tolkku.system.cache import Cache, as_findings, plain_findings
from tolkku.system.parallel import shared


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
        except Refusal as problem:
            self.findings.append(problem.at(place))
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


Task = tuple[Edition, Renderer, Resolver]
Outcome = tuple[Rendered, tuple[Finding, ...]]

_WORTH_SHARING = 200  # editions; a process costs as much as some thirty of them


def rendered_all(tasks: Sequence[Task], cache: Cache) -> list[Outcome]:
    """Every edition rendered, in order; what is not recalled on several processors."""
    found: dict[int, Outcome] = {}
    missing: list[int] = []
    for number, (edition, renderer, resolver) in enumerate(tasks):
        outcome = _recalled(edition, renderer, resolver, cache)
        if outcome is None:
            missing.append(number)
        else:
            found[number] = outcome

    def work(numbers: Sequence[int]) -> list[tuple[Outcome, list[_Answer]]]:
        return [_rendered(*tasks[number]) for number in numbers]

    for number, (outcome, answers) in zip(
        missing, shared(work, missing, _WORTH_SHARING), strict=True
    ):
        found[number] = outcome
        edition, renderer, _ = tasks[number]
        _keep(edition, renderer, outcome, answers, cache)
    return [found[number] for number in range(len(tasks))]


_Answer = list[Any]
"""What a resolver was asked (a link as written, whether it embeds a file), and what it said."""


@dataclass(frozen=True)
class _Listening:
    """A resolver that writes down what it is asked and what it answers."""

    resolver: Resolver
    answers: list[_Answer]

    def resolve(self, written: str, embedded: bool = False) -> Target:
        try:
            target = self.resolver.resolve(written, embedded)
        except Refusal as bad:
            self.answers.append([written, embedded, _plain_answer(bad)])
            raise
        self.answers.append([written, embedded, _plain_answer(target)])
        return target


def _answer(resolver: Resolver, written: str, embedded: bool) -> list[Any]:
    try:
        return _plain_answer(resolver.resolve(written, embedded))
    except Refusal as bad:
        return _plain_answer(bad)


def _plain_answer(answer: Target | Refusal) -> list[Any]:
    if isinstance(answer, Refusal):
        return [answer.problem, answer.remedy]
    return [answer.address, answer.anchor, answer.external, answer.definition]


def _rendered(
    edition: Edition, renderer: Renderer, resolver: Resolver
) -> tuple[Outcome, list[_Answer]]:
    answers: list[_Answer] = []
    return renderer.render(edition, _Listening(resolver, answers)), answers


def _name(edition: Edition) -> str:
    return f"rendered {edition.path}"


def _key(edition: Edition, renderer: Renderer, cache: Cache) -> str | None:
    if not cache.is_kept or not PURE.issuperset(renderer.extensions):
        return None
    has_lead = "lead" if edition.image and edition.image.file else ""
    start = str(edition.body_line)
    return cache.key(renderer.mark, edition.path, start, has_lead, edition.body)


def _recalled(
    edition: Edition, renderer: Renderer, resolver: Resolver, cache: Cache
) -> Outcome | None:
    key = _key(edition, renderer, cache)
    kept = cache.recall(_name(edition), key) if key else None
    if kept is None:
        return None
    answers, rendered, findings = kept
    if any(_answer(resolver, written, embedded) != said for written, embedded, said in answers):
        return None
    return _as_rendered(rendered, edition.path), as_findings(findings)


def _keep(
    edition: Edition, renderer: Renderer, outcome: Outcome, answers: list[_Answer], cache: Cache
) -> None:
    key = _key(edition, renderer, cache)
    rendered, findings = outcome
    # How deep is too deep depends on what else is going on in the process.
    if key and not any(finding.problem == TOO_DEEP for finding in findings):
        value = [answers, _plain(rendered), plain_findings(findings)]
        cache.keep(_name(edition), key, value)


def _plain(rendered: Rendered) -> list[Any]:
    links = [
        [link.address, link.anchor, link.place.line, link.place.column]
        for link in rendered.anchor_links
    ]
    return [
        rendered.marked_html,
        list(rendered.toc),
        sorted(rendered.anchors),
        links,
        [[s.anchor, s.title, s.text, s.unnumbered] for s in rendered.sections],
        [list(definition) for definition in rendered.definitions],
    ]


def _as_rendered(plain: list[Any], path: str) -> Rendered:
    body, toc, anchors, links, sections, definitions = plain
    return Rendered(
        marked_html=body,
        toc=tuple(toc),
        anchors=frozenset(anchors),
        anchor_links=tuple(AnchorLink(to, anchor, Place(path, *at)) for to, anchor, *at in links),
        sections=tuple(Section(*section) for section in sections),
        definitions=tuple((anchor, said) for anchor, said in definitions),
    )


_ALWAYS = {
    "accessibility.html": ("statement-conformance", "statement-shortcomings",
                           "statement-assessment", "statement-feedback", "statement-complaint"),
    "digests.html": ("weekly", "monthly"),
    "feeds.html": ("start", "guide", "rhythms", "mail", "privacy"),
    "home.html": ("now", "newest", "read"),
    "search.html": ("search", "search-else"),
    "status.html": ("counts",),
}  # fmt: skip
"""By template."""


def anchors_of(
    page: Page, pages: Pages, rendered: Mapping[str, Rendered], settings: Settings
) -> frozenset[str]:
    """Those of the text that it shows, and of a page that the builder makes those of its template.

    `rendered` are the editions by path.
    """
    if isinstance(page, TextPage):
        return rendered[page.edition.path].anchors
    written: frozenset[str] = frozenset()
    if isinstance(page, HomePage) and page.introduction:
        written = rendered[page.introduction.path].anchors
    if isinstance(page, DigestPage) and page.digest.foreword:
        written = rendered[page.digest.foreword.path].anchors
    made = (*_ALWAYS.get(page.template, ()), *_more(page, pages, settings))
    return written.union(made)


def _more(page: Page, pages: Pages, settings: Settings) -> Iterator[str]:
    if page.template == "bulletins.html":
        yield from _archive(page, pages)
    if page.template == "feeds.html":
        yield from _feeds(settings)
    if isinstance(page, ListPage) and page.key.startswith("topics/"):
        yield "read"
    if isinstance(page, DigestPage):
        yield from _digest(page)


def _archive(page: Page, pages: Pages) -> Iterable[str]:
    years = [p.key for p in pages.all if p.template == "year.html" and p.language == page.language]
    return ["archive", *(f"y{key.rpartition('/')[2]}" for key in years)] if years else []


def _feeds(settings: Settings) -> Iterator[str]:
    if settings.topics:
        yield "topics"
    for name in (*FEEDS, *(f"topic-{topic}" for topic in settings.topics)):
        yield from (name, f"address-{name}")


def _digest(page: DigestPage) -> Iterator[str]:
    if page.digest.foreword:
        yield "foreword"
    put_right = [bulletin.puts_right for bulletin, _ in page.digest.members]
    if any(put_right):
        yield "corrections"
    if not all(put_right):
        yield "bulletins"
