"""Decorating: what a tree gets from us: numbers of principles, titles of boxes, scrolling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tolkku.rendering.sanitiser import ALIGNMENT
from tolkku.rendering.tree import HEADINGS, add_class, has_class

if TYPE_CHECKING:
    from lxml.html import HtmlElement


SCROLLS = "tk-scroll"


def number_principles(root: HtmlElement) -> None:
    """Number the headings marked `{.principle}`; `number=4` sets a number."""
    from lxml import etree

    highest = 0
    for heading in root.iter("h2"):
        if not has_class(heading, "principle"):
            continue
        number = int(heading.attrib.pop("number", highest + 1))
        highest = max(highest, number)
        mark = etree.Element("span", {"class": "tk-number"})
        mark.text, mark.tail, heading.text = str(number), f" {heading.text or ''}", None
        heading.insert(0, mark)
    for heading in root.iter(*HEADINGS):
        heading.attrib.pop("number", None)


def title_boxes(root: HtmlElement, titles: Mapping[str, str]) -> None:
    """A box without a title of its own is called what `titles` says; Markdown writes English."""
    for title in root.iter("p"):
        if title.get("class") == "admonition-title" and not len(title) and title.text in titles:
            title.text = titles[title.text]


def align_cells(root: HtmlElement) -> None:
    """The cells of tables say by a class how they are aligned: a strict Content-Security-Policy
    drops styles on elements."""
    for cell in root.iter("td", "th"):
        if found := ALIGNMENT.fullmatch(cell.attrib.pop("style", "")):
            add_class(cell, f"tk-{found.group(1)}")


def let_scroll(root: HtmlElement, label: str) -> None:
    """What may be wider than a phone scrolls in a box of its own, which is called `label`.

    Safari does not let Tab into a box that scrolls, unless it has a `tabindex` (WCAG 2.1.1).
    """
    from lxml import etree

    for table in list(root.iter("table")):
        box = etree.Element("div", {"class": SCROLLS, "role": "group", "aria-label": label})
        box.set("tabindex", "0")
        table.addprevious(box)
        box.tail, table.tail = table.tail, None
        box.append(table)
    for code in root.iter("pre"):
        code.set("tabindex", "0")


def load_late(root: HtmlElement, has_lead: bool) -> None:
    """Pictures wait until they come into sight, but for those that may be seen first: without a
    lead image, those before the first heading."""
    is_early = not has_lead
    for element in root.iter("img", *HEADINGS):
        if element.tag != "img":
            is_early = False
        elif not is_early:
            if element.get("loading") is None:
                element.set("loading", "lazy")
            element.set("decoding", "async")
