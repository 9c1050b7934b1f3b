"""Rendering: Markdown becomes HTML, with its links resolved and nothing in it that can do harm.

An edition and the targets of its links give a rendered text; nothing else is read on the way.
"""

from __future__ import annotations

import copy
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tolkku.aligning import aligned
from tolkku.findings import Finding, Place, error
from tolkku.leftovers import unended
from tolkku.linking import LINK_MARK, AnchorLink, Linker
from tolkku.links import Resolves
from tolkku.markup import ID, Lines, judged
from tolkku.settings import Settings
from tolkku.texts import Edition
from tolkku.wording import Words

if TYPE_CHECKING:
    from tolkku.dialect.markdown import Markdown

_TAG_WITH_LINK = re.compile(r"<(a|img|source|video|audio|track)\b[^>]*>")
_HEADING = re.compile(r'<h([1-6])(?: [^>]*?)?\bid="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
_DEFINITION = re.compile(r'<dt[^>]*\bid="([^"]+)"[^>]*>.*?</dt>\s*<dd>(.*?)</dd>', re.DOTALL)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>"
)
_ALT = re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>')
_ANY_TAG = re.compile(r"<[^>]+>")
_ADMONITION_TITLE = re.compile(r'<p class="admonition-title">(\w+)</p>')
_PRINCIPLE = re.compile(r'<h2\b[^>]*\bclass="[^"]*\bprinciple\b[^"]*"[^>]*>')
_NUMBER = re.compile(r' number="(\d{1,3})"')
TOO_DEEP = "is nested too deeply."
_WORDS_PER_MINUTE = 160  # Finnish words are long; English readers manage about 230


@dataclass(frozen=True, slots=True)
class Section:
    """From a heading to the next one. The text before the first heading has no anchor."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text. `marked_html` holds site addresses between LINK_MARKs: see `html`."""

    marked_html: str
    toc: tuple[dict[str, Any], ...]
    anchors: frozenset[str]
    anchor_links: tuple[AnchorLink, ...]
    sections: tuple[Section, ...]
    definitions: tuple[tuple[str, str], ...]

    def html(self, link: Callable[[str], str]) -> str:
        """The HTML with each address of this site written as `link` says."""
        return with_links(self.marked_html, link)

    def section_title(self, anchor: str) -> str | None:
        return next((s.title for s in self.sections if s.anchor == anchor), None)

    @property
    def minutes(self) -> int:
        """Reading time, at least one minute."""
        words = sum(len(section.text.split()) for section in self.sections)
        return max(1, round(words / _WORDS_PER_MINUTE))


def with_links(marked: str, link: Callable[[str], str]) -> str:
    """Marked HTML with each address of this site written as `link` says."""
    pieces = marked.split(LINK_MARK)
    pieces[1::2] = [html.escape(link(html.unescape(address))) for address in pieces[1::2]]
    return "".join(pieces)


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
        return repr((list(self._options.items()), _admonition_titles(self._words)))

    @cached_property
    def _markdown(self) -> Markdown:
        from tolkku.dialect.markdown import Markdown  # takes as long as reading a small site

        return Markdown(extensions=list(self._options), extension_configs=self._options)

    def render(self, edition: Edition, resolver: Resolves) -> tuple[Rendered, tuple[Finding, ...]]:
        """The rendered body, and what is wrong with it."""
        found: list[Finding] = []
        lines = Lines(edition)
        body = judged(self._convert(edition, lines, found), lines, found)
        toc = copy.deepcopy(getattr(self._markdown, "toc_tokens", []))
        body = _number_principles(body, toc)
        linked = Linker(resolver, lines, found)
        body = _TAG_WITH_LINK.sub(linked.tag, body)
        body = aligned(_ADMONITION_TITLE.sub(self._admonition_title, body))
        rendered = Rendered(
            marked_html=body,
            toc=tuple(toc),
            anchors=frozenset(ID.findall(body)),
            anchor_links=tuple(linked.anchor_links),
            sections=sections_of(body),
            definitions=tuple((key, plain_text(said)) for key, said in _DEFINITION.findall(body)),
        )
        return rendered, tuple(found)

    def _convert(self, edition: Edition, lines: Lines, found: list[Finding]) -> str:
        from tolkku.dialect.blocks import TooMuch

        try:
            body = self._markdown.reset().convert(edition.body)
        except TooMuch as excess:
            place = Place(edition.path, edition.body_line + excess.line - 1)
            found.append(error(place, excess.problem, excess.remedy))
            return ""
        except RecursionError:
            found.append(error(lines.first, TOO_DEEP, "Write it with fewer levels."))
            return ""
        found += unended(self._markdown.unended, lines.first)
        return _unmarked(body, self._markdown.place_attribute)

    def _admonition_title(self, match: re.Match[str]) -> str:
        title = _admonition_titles(self._words).get(match.group(1))
        return f'<p class="admonition-title">{html.escape(title)}</p>' if title else match.group()


def _unmarked(body: str, attribute: str) -> str:
    """The body without the places that the dialect leaves on its elements."""
    return re.sub(rf' {attribute}="\d+:\d+"', "", body)


def _admonition_titles(words: Words) -> dict[str, str]:
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


def _number_principles(body: str, toc: list[dict[str, Any]]) -> str:
    """Number the headings marked `{.principle}`, in text and contents; `number=4` sets a number."""
    numbers: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        tag = match.group()
        given = _NUMBER.search(tag)
        number = int(given.group(1)) if given else max(numbers.values(), default=0) + 1
        anchor = ID.search(tag)
        numbers[anchor.group(1) if anchor else ""] = number
        return f'{_NUMBER.sub("", tag)}<span class="tk-number">{number}</span> '

    body = _PRINCIPLE.sub(numbered, body)
    for token in _all_tokens(toc):
        if token["id"] in numbers:
            token["name"] = f"{numbers[token['id']]} {token['name']}"
    return body


def _all_tokens(toc: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for token in toc:
        yield token
        yield from _all_tokens(token["children"])


def sections_of(body: str) -> tuple[Section, ...]:
    """The sections of rendered HTML, as plain text."""
    starts = list(_HEADING.finditer(body))
    ends = [heading.start() for heading in starts] + [len(body)]
    sections = [Section("", "", plain_text(body[: ends[0]]))]
    for heading, end in zip(starts, ends[1:], strict=True):
        title = plain_text(heading.group(3))
        text = plain_text(body[heading.start() : end])
        sections.append(Section(html.unescape(heading.group(2)), title, text))
    return tuple(sections)


def plain_text(body: str) -> str:
    """HTML as a reader hears it: alternative texts for images, no markup, single spaces."""
    text = _ALT.sub(r" \1 ", body)
    text = _ANY_TAG.sub(" ", _INLINE_TAG.sub("", text))
    return " ".join(html.unescape(text).split())
