"""Markup: what is wrong with what a rendered body is made of: headings, anchors, links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tolkku.findings import Severity
from tolkku.origins import Told
from tolkku.tree import HEADINGS, mark_of, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def markup_problems(root: HtmlElement, mark: str) -> Iterator[Told]:
    yield from _headings(root, mark)
    yield from _anchors(root, mark)
    yield from _wordless(root, mark)


def drop_old_anchors(root: HtmlElement) -> None:
    """Anchors that say again what their heading, or the next one, is called anyway.

    `## <a name="sources"></a>Sources` is how other builders' texts name a heading.
    """
    for heading in root.iter(*HEADINGS):
        before = heading.getprevious()
        around = [before] if before is not None and before.tag in ("a", "p") else []
        for place in (heading, *around):
            for anchor in list(place.iter("a")):
                names = {anchor.get("id"), anchor.get("name")} - {None}
                if names == {heading.get("id")} and not anchor.get("href") and not plain(anchor):
                    anchor.drop_tree()
        if before is not None and before.tag == "p" and not len(before) and not plain(before):
            before.drop_tree()


def anchors_of(root: HtmlElement) -> frozenset[str]:
    """Every place that can be linked to."""
    return frozenset(
        name for element in root.iter() for name in (element.get("id"), element.get("name")) if name
    )


def _headings(root: HtmlElement, mark: str) -> Iterator[Told]:
    above = 1  # the title
    for heading in root.iter(*HEADINGS):
        level, title, where = int(heading.tag[1]), plain(heading), mark_of(heading, mark)
        marks = "#" * level
        if not title and heading.find(".//img") is None:
            told = "a heading has no words."
            yield Told(told, where, (marks,), "Write them, or remove it.")
        elif level == 1:
            told, remedy = "has a heading of level 1.", "Begin headings with ##."
            yield Told(told, where, (f"# {title}", "# "), remedy, Severity.NOTE)
        elif level > above + 1:
            told = f"the heading '{title}' skips a level, from {above} to {level}."
            remedy = f"Begin it with {'#' * (above + 1)}."
            pieces = (f"{marks} {title}", f"{marks} ", f"<h{level}")
            yield Told(told, where, pieces, remedy, Severity.NOTE)
        above = level


def _anchors(root: HtmlElement, mark: str) -> Iterator[Told]:
    seen: set[str] = set()
    told: set[str] = set()
    for element in root.iter():
        for anchor in {element.get("id"), element.get("name")} - {None}:
            if anchor in seen and anchor not in told:
                problem = f"the anchor '#{anchor}' stands here again."
                pieces = (f"#{anchor}", f'"{anchor}"', f"'{anchor}'", anchor)
                remedy = "Give each place an anchor of its own."
                yield Told(problem, mark_of(element, mark), pieces, remedy)
                told.add(anchor)
            seen.add(anchor)


def _wordless(root: HtmlElement, mark: str) -> Iterator[Told]:
    """Links that a screen reader has no words for."""
    for link in root.iter("a"):
        href = link.get("href")
        if href is not None and not plain(link) and link.find(".//img") is None:
            told = "a link has no words (WCAG 2.4.4)."
            remedy = "Say where it leads: [words](page.md)."
            yield Told(told, mark_of(link, mark), (href,), remedy)
