"""Remembering: renders an edition, or recalls how it was rendered the last time.

A rendered text depends on the edition, the words and options of its language, and what its links
lead to. The first three make its key. The links are kept with the answers that they got, and are
asked again: one other answer, and the text is rendered anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tolkku.cache import Cache
from tolkku.findings import Finding, Place
from tolkku.linking import AnchorLink
from tolkku.links import BadLink, Resolver, Target
from tolkku.outer_settings import PURE
from tolkku.remembered_findings import as_findings, plain_findings
from tolkku.rendering import TOO_DEEP, Rendered, Renderer
from tolkku.sections import Section
from tolkku.sharing import shared
from tolkku.texts import Edition

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
        except BadLink as bad:
            self.answers.append([written, embedded, _plain_answer(bad)])
            raise
        self.answers.append([written, embedded, _plain_answer(target)])
        return target


def _answer(resolver: Resolver, written: str, embedded: bool) -> list[Any]:
    try:
        return _plain_answer(resolver.resolve(written, embedded))
    except BadLink as bad:
        return _plain_answer(bad)


def _plain_answer(answer: Target | BadLink) -> list[Any]:
    if isinstance(answer, BadLink):
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
