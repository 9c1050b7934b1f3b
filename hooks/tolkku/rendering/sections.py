"""Sections: a rendered body as readers hear it, from heading to heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tolkku.rendering.tree import HEADINGS, INLINE, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_FOOTNOTE_MARK = "fnref"


@dataclass(frozen=True, slots=True)
class Section:
    """From a heading to the next one. The text before the first heading has no anchor.

    `unnumbered` is its text without the numbers of footnotes, which would stick to a year.
    """

    anchor: str
    title: str
    text: str
    unnumbered: str


def sections_of(root: HtmlElement) -> tuple[Section, ...]:
    """The sections of a tree; a heading in a box, too, begins one."""
    texts = _heard(root, "")
    has_notes = root.find(".//sup[@id]") is not None
    bare = _heard(root, _FOOTNOTE_MARK) if has_notes else texts
    return tuple(
        Section(anchor, title, text, other)
        for (anchor, title, text), (_, _, other) in zip(texts, bare, strict=True)
    )


def _heard(root: HtmlElement, without: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    _hear(root, found, without)
    return [(anchor, title, " ".join("".join(pieces).split())) for anchor, title, pieces in found]


def _hear(element: HtmlElement, found: list[tuple[str, str, list[str]]], without: str) -> None:
    if element.tag in HEADINGS and (anchor := element.get("id")) is not None:
        found.append((anchor, plain(element), []))
    pieces = found[-1][2]
    if element.tag == "img":
        pieces.append(f" {element.get('alt') or ''} ")
        return
    edge = "" if element.tag in INLINE else " "
    pieces.append(edge + (element.text or ""))
    for child in element:
        if not without or not (child.get("id") or "").startswith(without):
            _hear(child, found, without)
        if child.tail:
            found[-1][2].append(child.tail)
    found[-1][2].append(edge)


def definitions_of(root: HtmlElement) -> tuple[tuple[str, str], ...]:
    """What each term with an anchor means, as plain text, by its anchor."""
    return tuple(
        (anchor, plain(said))
        for term in root.iter("dt")
        if (anchor := term.get("id")) and (said := term.getnext()) is not None and said.tag == "dd"
    )


def contents_of(root: HtmlElement, tokens: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The table of contents in the shape of `tokens`, Python-Markdown's own; its titles are what
    readers hear of the tree's headings, plain text."""
    titles = {each.get("id"): plain(each) for each in root.iter(*HEADINGS) if each.get("id")}
    return tuple(_contents(tokens, titles))


def _contents(tokens: list[dict[str, Any]], titles: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "level": token["level"],
            "id": token["id"],
            "name": titles.get(token["id"], ""),
            "children": _contents(token["children"], titles),
        }
        for token in tokens
    ]
