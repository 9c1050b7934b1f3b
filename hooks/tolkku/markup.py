"""Markup: a rendered body in one canonical form, and what is wrong with what it is made of."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from tolkku.findings import Finding, Place, error, note
from tolkku.leftovers import leftovers
from tolkku.sanitising import sanitised
from tolkku.schema import DIRECTION_MARKS
from tolkku.texts import Edition

ID = re.compile(r'<[a-zA-Z][^>]*?\s(?:id|name)="([^"]+)"')
_COMMENT = re.compile(r"<!--.*?--!?>", re.DOTALL)
_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r"<img\b")


class Lines:
    """Finds the line of something rendered; of the same thing again, the next line that has it."""

    def __init__(self, edition: Edition) -> None:
        self.first = Place(edition.path, edition.body_line)
        self.body = edition.body
        self._lines = edition.body.split("\n")
        self._after: dict[str, int] = {}

    def of(self, *pieces: str) -> Place:
        """The line of the first piece that stands anywhere, in whatever case; else the body's."""
        for piece in pieces:
            start = self._after.get(piece, 0)
            for number in [*range(start, len(self._lines)), *range(start)]:
                if piece.casefold() in self._lines[number].casefold():
                    self._after[piece] = number + 1
                    return Place(self.first.path, self.first.line + number)
        return self.first


def judged(body: str, lines: Lines, found: list[Finding]) -> str:
    """The body as a browser understands it, without comments; `found` gets what is wrong."""
    found += _hidden(body, lines)
    clean, forbidden = sanitised(body)
    for markup in forbidden:
        place = lines.of(markup.hint)
        found.append(error(place, f"holds {markup.what}.", markup.remedy))
    clean = _COMMENT.sub("", clean)
    found += leftovers(clean, lines.of)
    found += _headings(clean, lines)
    found += _anchors(clean, lines)
    found += _wordless(clean, lines)
    return clean


def _hidden(body: str, lines: Lines) -> Iterator[Finding]:
    """What readers do not see, or were not meant to."""
    if _COMMENT.search(body):
        yield note(lines.of("<!--"), "holds an HTML comment.", "It is left out of the page.")
    if "&lt;!--" in _CODE.sub("", body):
        told = "holds an HTML comment that never ends, so that readers would see it."
        yield error(lines.of("<!--"), told, "End it with -->.")
    mark = DIRECTION_MARKS.search(lines.body) or DIRECTION_MARKS.search(html.unescape(body))
    if mark:
        told = "holds an invisible mark that changes the direction of the text."
        yield note(
            lines.of(mark.group(), "&#"), told, "Type the place anew, unless it must be there."
        )


def _headings(body: str, lines: Lines) -> Iterator[Finding]:
    above = 1  # the title
    for level, content in ((int(n), said) for n, said in _HEADING.findall(body)):
        title = html.unescape(_TAG.sub("", content)).strip()
        marks = "#" * level
        if not title and not _IMAGE.search(content):
            yield error(lines.of(marks), "a heading has no words.", "Write them, or remove it.")
        elif level == 1:
            place = lines.of(f"# {title}", "# ")
            yield note(place, "has a heading of level 1.", "Begin headings with ##.")
        elif level > above + 1:
            place = lines.of(f"{marks} {title}", f"{marks} ", f"<h{level}")
            told = f"the heading '{title}' skips a level, from {above} to {level}."
            yield note(place, told, f"Begin it with {'#' * (above + 1)}.")
        above = level


def _anchors(body: str, lines: Lines) -> Iterator[Finding]:
    for anchor, times in Counter(ID.findall(body)).items():
        if times > 1:
            pieces = (f"#{anchor}", f'"{anchor}"')
            lines.of(*pieces)
            told = f"the anchor '#{anchor}' stands here again."
            yield error(lines.of(*pieces), told, "Give each place an anchor of its own.")


def _wordless(body: str, lines: Lines) -> Iterator[Finding]:
    """Links that a screen reader has no words for."""
    for href, content in _LINK.findall(body):
        if not _TAG.sub("", content).strip() and not _IMAGE.search(content):
            place = lines.of(html.unescape(href))
            told = "a link has no words (WCAG 2.4.4)."
            yield error(place, told, "Say where it leads: [words](page.md).")
