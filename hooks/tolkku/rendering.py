"""Rendering: Markdown becomes HTML, with its links resolved and nothing in it that can do harm.

An edition and the targets of its links give a rendered text; nothing else is read on the way.
"""

from __future__ import annotations

import copy
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown import Markdown

from tolkku.findings import Finding, Place, error, note
from tolkku.links import BadLink, Resolver
from tolkku.sanitising import forbidden_markup
from tolkku.settings import Settings
from tolkku.texts import Edition
from tolkku.wording import Words

# Marks an address of this site inside rendered HTML. Sources cannot hold it: it is a control
# character, and those are refused at the border.
LINK_MARK = "\x1e"

_TAG_WITH_LINK = re.compile(r"<(a|img|source|video|audio|track)\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(href|src|poster)="([^"]*)"')
_HEADING = re.compile(r'<h([1-6])(?: [^>]*?)?\bid="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
_ID = re.compile(r'<[a-zA-Z][^>]*?\s(?:id|name)="([^"]+)"')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DEFINITION = re.compile(r'<dt[^>]*\bid="([^"]+)"[^>]*>.*?</dt>\s*<dd>(.*?)</dd>', re.DOTALL)
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>")
_ALT = re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>')
_ANY_TAG = re.compile(r"<[^>]+>")
_ADMONITION_TITLE = re.compile(r'<p class="admonition-title">(\w+)</p>')
_PRINCIPLE = re.compile(r'<h2\b[^>]*\bclass="[^"]*\bprinciple\b[^"]*"[^>]*>')
_NUMBER = re.compile(r' number="(\d{1,3})"')
_WORDS_PER_MINUTE = 160  # Finnish words are long; English readers manage about 230


@dataclass(frozen=True, slots=True)
class Section:
    """From a heading to the next one. The text before the first heading has no anchor."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AnchorLink:
    """A link to a place inside a page of this site, to be judged when all pages are rendered."""

    address: str
    anchor: str
    place: Place


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
        self._markdown = Markdown(extensions=list(options), extension_configs=options)
        self._words = words

    def render(
        self, edition: Edition, resolver: Resolver
    ) -> tuple[Rendered, tuple[Finding, ...]]:
        """The rendered body, and what is wrong with it."""
        found: list[Finding] = []
        body = self._markdown.reset().convert(edition.body)
        lines = _Lines(edition)
        if _COMMENT.search(body):
            place = lines.of("<!--")
            found.append(note(place, "holds an HTML comment.", "It is left out of the page."))
            body = _COMMENT.sub("", body)
        for markup in forbidden_markup(body):
            place = lines.of(markup.hint)
            found.append(error(place, f"holds {markup.what}.", "Write it in Markdown."))
        if f"<h1" in body:
            place = lines.of("# ")
            found.append(note(place, "has a heading of level 1.", "Begin headings with ##."))
        toc = copy.deepcopy(getattr(self._markdown, "toc_tokens", []))
        body = _number_principles(body, toc)
        linked = _Linker(resolver, lines, found)
        body = _TAG_WITH_LINK.sub(linked.tag, body)
        body = _ADMONITION_TITLE.sub(self._admonition_title, body)
        rendered = Rendered(
            marked_html=body,
            toc=tuple(toc),
            anchors=frozenset(_ID.findall(body)),
            anchor_links=tuple(linked.anchor_links),
            sections=_sections(body),
            definitions=tuple((key, plain_text(said)) for key, said in _DEFINITION.findall(body)),
        )
        return rendered, tuple(found)

    def _admonition_title(self, match: re.Match[str]) -> str:
        title = _admonition_titles(self._words).get(match.group(1))
        return f'<p class="admonition-title">{html.escape(title)}</p>' if title else match.group()


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
        anchor = _ID.search(tag)
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


class _Lines:
    """Finds the line of something rendered; of the same thing again, the next line that has it."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._lines = edition.body.split("\n")
        self._after: dict[str, int] = {}

    def of(self, piece: str) -> Place:
        start = self._after.get(piece, 0)
        for number in [*range(start, len(self._lines)), *range(start)]:
            if piece in self._lines[number]:
                self._after[piece] = number + 1
                return Place(self._edition.path, self._edition.body_line + number)
        return Place(self._edition.path, self._edition.body_line)


class _Linker:
    """Replaces what links point to: site addresses between marks, the rest as it is."""

    def __init__(self, resolver: Resolver, lines: _Lines, found: list[Finding]) -> None:
        self._resolver = resolver
        self._lines = lines
        self._found = found
        self.anchor_links: list[AnchorLink] = []

    def tag(self, match: re.Match[str]) -> str:
        tag = match.group()
        if match.group(1) == "img" and not re.search(r'\balt="[^"]*\S[^"]*"', tag):
            source = re.search(r'src="([^"]*)"', tag)
            place = self._lines.of(html.unescape(source.group(1)) if source else "![")
            told = "an image has no alternative text (WCAG 1.1.1)."
            self._found.append(error(place, told, "Describe it: ![What it shows](file.jpg)."))
        extra: list[str] = []
        tag = _ATTRIBUTE.sub(lambda found: self._attribute(found, match.group(1), extra), tag)
        return tag.replace(">", "".join(extra) + ">") if extra else tag

    def _attribute(self, match: re.Match[str], element: str, extra: list[str]) -> str:
        name, written = match.group(1), html.unescape(match.group(2))
        try:
            target = self._resolver.resolve(written, embedded=name != "href")
        except BadLink as problem:
            place = self._lines.of(written)
            self._found.append(error(place, problem.problem, problem.remedy))
            return match.group()
        if target.anchor:
            place = self._lines.of(written)
            self.anchor_links.append(AnchorLink(target.address, target.anchor, place))
        if target.definition and element == "a":
            extra.append(f' class="glossary-term" title="{html.escape(target.definition)}"')
        if target.external:
            return match.group()
        if not target.address:
            return f'{name}="#{html.escape(target.anchor)}"'
        fragment = f"#{html.escape(target.anchor)}" if target.anchor else ""
        return f'{name}="{LINK_MARK}{html.escape(target.address)}{LINK_MARK}{fragment}"'


def _sections(body: str) -> tuple[Section, ...]:
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
