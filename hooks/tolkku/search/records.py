"""Search records: what the pages of one language say, and what a reader is told of those found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tolkku.model.languages import Language
from tolkku.model.settings import walk
from tolkku.model.texts import Bulletin, Edition, State, Text
from tolkku.rendering.sections import Section
from tolkku.site import Site

KINDS = ("urgent", "bulletin", "correction", "all-clear", "qa", "chapter", "page")
"""What a reader may look for: kinds of bulletins, chapters of a handbook, everything else."""


@dataclass(frozen=True, slots=True)
class Record:
    """A page that has its Text in its own language. `fields` weigh less and less: title, summary
    and facts, headings, all the rest. `passages` are what excerpts are taken from. `marks` name
    the labels to be shown; `expires` is set where it is still in force.
    """

    key: str
    address: str
    title: str
    kind: str
    topics: tuple[str, ...]
    published: datetime | None
    expires: datetime | None
    marks: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...]
    passages: tuple[str, ...]


def records_of(site: Site, language: Language) -> tuple[Record, ...]:
    """A record of every Text with an edition in the language: what a stand-in shows is found in
    the language that it is in."""
    handbooks = (item for item in walk(site.settings.nav) if item.numbered)
    chapters = {child.page for item in handbooks for child in item.children}
    texts = ((text, text.edition(language)) for text in site.catalogue.texts)
    return tuple(
        _record(site, text, edition, text.id in chapters) for text, edition in texts if edition
    )


def _record(site: Site, text: Text, edition: Edition, is_chapter: bool) -> Record:
    bulletin = text if isinstance(text, Bulletin) else None
    sections = site.rendered(edition).sections
    topics = site.settings.topics
    names = [topics[topic][edition.language] for topic in text.said.topics]
    asides = tuple(_asides(text, edition))
    in_force = bulletin is not None and site.catalogue.is_in_force(bulletin)
    kind = bulletin.kind.value if bulletin else ("chapter" if is_chapter else "page")
    return Record(
        key=text.id,
        address=site.pages.of(text, edition.language).address,
        title=edition.title,
        kind=kind,
        topics=text.said.topics,
        published=edition.published,
        expires=bulletin.expires if bulletin and in_force else None,
        marks=tuple(_marks(site, text, edition, kind)),
        fields=(
            (edition.title,),
            (edition.summary, *edition.facts),
            (*(section.title for section in sections), *names),
            (*(section.text for section in sections), *asides),
        ),
        passages=tuple(
            passage
            for passage in (
                edition.summary, *edition.facts, *(_passage(each) for each in sections), *asides
            )
            if passage
        ),
    )  # fmt: skip


def _passage(section: Section) -> str:
    """A section as running text: after its heading stands a colon."""
    rest = section.text.removeprefix(section.title).strip()
    between = "" if not section.title or section.title[-1] in ".!?:" else ":"
    return f"{section.title}{between} {rest}".strip() if rest else section.title


def _asides(text: Text, edition: Edition) -> Iterator[str]:
    """What a page says beside its title, summary, facts and body."""
    yield from edition.arguments
    if edition.action:
        yield edition.action.text
    if edition.correction:
        yield from (edition.correction.was, edition.correction.right)
    yield from (update.note for update in edition.updated if update.note)
    if edition.image:
        yield edition.image.alt
    yield from (source.name for source in text.said.sources)


def _marks(site: Site, text: Text, edition: Edition, kind: str) -> Iterator[str]:
    """The labels, in the order of `partials/labels.html`."""
    if text.said.exercise:
        yield "exercise"
    yield kind
    if isinstance(text, Bulletin):
        catalogue = site.catalogue
        if catalogue.is_in_force(text):
            yield "now"
        elif catalogue.has_expired(text) or catalogue.ended_by(text):
            yield "past"
        if catalogue.corrections(text, edition.language):
            yield "corrected"
    if text.said.sample:
        yield "sample"
    if edition.state is not State.FULL:
        yield edition.state.value
    if site.is_held_back(edition):
        yield "draft"
