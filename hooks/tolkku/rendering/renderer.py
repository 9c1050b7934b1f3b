"""Rendering: Markdown becomes HTML, with its links resolved and nothing in it that can do harm.

An edition and the targets of its links give a rendered text; nothing else is read on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from tolkku.model.findings import Finding, Place, error
from tolkku.model.settings import Settings
from tolkku.model.texts import Edition
from tolkku.reading.words import Words
from tolkku.rendering.decorating import (
    align_cells,
    let_scroll,
    load_late,
    number_principles,
    title_boxes,
)
from tolkku.rendering.links import AnchorLink, Linker, Resolves, undescribed
from tolkku.rendering.markup import (
    anchors_of,
    drop_old_anchors,
    leftovers,
    markup_problems,
    unended,
)
from tolkku.rendering.origins import Origins
from tolkku.rendering.raw_html import as_read
from tolkku.rendering.sanitiser import hidden, is_clean, sanitised
from tolkku.rendering.sections import Section, contents_of, definitions_of, sections_of
from tolkku.rendering.tree import Link, filled, is_deep, parsed, unmarked, written

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from tolkku.rendering.dialect.markdown import Markdown


TOO_DEEP = "is nested too deeply."
_WORDS_PER_MINUTE = 160  # Finnish words are long; English readers manage about 230


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text. `marked_html` is what `written` makes: see `tree`."""

    marked_html: str
    toc: tuple[dict[str, Any], ...]
    anchors: frozenset[str]
    anchor_links: tuple[AnchorLink, ...]
    sections: tuple[Section, ...]
    definitions: tuple[tuple[str, str], ...]

    def html(self, link: Link) -> Markup:
        """The HTML with each address of this site written as `link` says."""
        return filled(self.marked_html, link)

    def section_title(self, anchor: str) -> str | None:
        return next((s.title for s in self.sections if s.anchor == anchor), None)

    @property
    def minutes(self) -> int:
        """Reading time, at least one minute."""
        words = sum(len(section.text.split()) for section in self.sections)
        return max(1, round(words / _WORDS_PER_MINUTE))


class Renderer:
    """Renders the editions of one language. Python-Markdown keeps state, so it is made once."""

    def __init__(self, settings: Settings, words: Words) -> None:
        options = dict(settings.markdown)
        if "footnotes" in options:
            title = words.say("Back to the text, footnote {}")
            options["footnotes"] = {"BACKLINK_TITLE": title, **options["footnotes"]}
        self._options = options
        self._words = words

    @property
    def extensions(self) -> tuple[str, ...]:
        return tuple(self._options)

    @property
    def mark(self) -> str:
        """What it knows beside the edition and its links, in one text: another, if any of it is."""
        titles = _box_titles(self._words)
        own = [self._words.say(said) for said in ("Table", "To do", "Done")]
        return repr((list(self._options.items()), titles, own))

    @cached_property
    def _markdown(self) -> Markdown:
        from tolkku.rendering.dialect.markdown import (
            Markdown,  # takes as long as reading a small site
        )

        titles = _box_titles(self._words)
        return Markdown(
            words={**titles, "To do": self._words.say("To do"), "Done": self._words.say("Done")},
            extensions=list(self._options), extension_configs=self._options,
        )  # fmt: skip

    def render(self, edition: Edition, resolver: Resolves) -> tuple[Rendered, tuple[Finding, ...]]:
        """The rendered body, and what is wrong with it. What is refused has no HTML."""
        found: list[Finding] = []
        body, origins = self._converted(edition, found)
        root = parsed(self._read(body, origins, found))
        told = {finding.problem for finding in found}
        if is_deep(root):
            found += [] if TOO_DEEP in told else [_too_deep(origins)]
            root = parsed("")
        found += (each for each in self._judged(body, root, origins) if each.problem not in told)
        links = self._completed(root, edition, Linker(resolver, origins, found))
        rendered = Rendered(
            marked_html=_written(root, origins, found),
            toc=contents_of(root, getattr(self._markdown, "toc_tokens", [])),
            anchors=anchors_of(root),
            anchor_links=links,
            sections=sections_of(root),
            definitions=definitions_of(root),
        )
        once = {(finding.place.line, finding.problem): finding for finding in reversed(found)}
        return rendered, tuple(reversed(once.values()))

    def _converted(self, edition: Edition, found: list[Finding]) -> tuple[str, Origins]:
        """HTML that is not judged yet, and where in the source its blocks stand."""
        from tolkku.rendering.dialect.blocks import TooMuch

        markdown = self._markdown
        try:
            body = markdown.reset().convert(edition.body)
        except TooMuch as excess:
            origins = Origins(edition)
            place = Place(edition.path, edition.body_line + excess.line - 1)
            found.append(error(place, excess.problem, excess.remedy))
            return "", origins
        except RecursionError:
            origins = Origins(edition)
            found.append(_too_deep(origins))
            return "", origins
        lasts = {f"{line}:{column}": last for (line, column), (_, last) in markdown.blocks.items()}
        origins = Origins(edition, markdown.place_attribute, lasts)
        found += origins.findings(unended(markdown.unended))
        return body, origins

    def _read(self, body: str, origins: Origins, found: list[Finding]) -> str:
        """Rendered HTML; where its author wrote tags, as a browser reads them."""
        if not self._markdown.htmlStash.html_counter:
            return body
        read, told = as_read(body, origins.mark)
        found += origins.findings(told)
        return read

    @staticmethod
    def _judged(body: str, root: HtmlElement, origins: Origins) -> Iterator[Finding]:
        mark = origins.mark
        yield from origins.findings(hidden(body, root, origins.edition.body, mark))
        yield from origins.findings(sanitised(root, mark))
        drop_old_anchors(root)
        yield from origins.findings(leftovers(root, mark))
        yield from origins.findings(markup_problems(root, mark))
        yield from origins.findings(undescribed(root, mark))

    def _completed(
        self, root: HtmlElement, edition: Edition, linker: Linker
    ) -> tuple[AnchorLink, ...]:
        number_principles(root)
        links = linker.follow(root)
        align_cells(root)
        title_boxes(root, _box_titles(self._words))
        load_late(root, has_lead=bool(edition.image and edition.image.file))
        let_scroll(root, self._words.say("Table"))
        return links


def _written(root: HtmlElement, origins: Origins, found: list[Finding]) -> str:
    """The body as it is published: nothing, where something in it is refused."""
    unmarked(root, origins.mark)
    made = written(root)
    if any(finding.is_error for finding in found):
        return ""
    if not is_clean(filled(made, str)):
        told, remedy = "holds HTML that a browser reads otherwise.", "Write it in Markdown."
        found.append(error(origins.first, told, remedy))
        return ""
    return made


def _too_deep(origins: Origins) -> Finding:
    return error(origins.first, TOO_DEEP, "Write it with fewer levels.")


def _box_titles(words: Words) -> dict[str, str]:
    """What an admonition without a title of its own is called; Markdown would write English."""
    return {
        "Note": words.say("Note"),
        "Tip": words.say("Tip"),
        "Info": words.say("Good to know"),
        "Example": words.say("Example"),
        "Warning": words.say("Warning"),
        "Danger": words.say("Danger"),
        "Question": words.say("Question"),
        "Quote": words.say("Quote"),
    }
