"""Linking: what the links of a tree point to, replaced by where it stands on the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tolkku.findings import Finding, Place, error
from tolkku.links import BadLink, Resolves, Target
from tolkku.origins import Origins, Told
from tolkku.tree import SITE_MARK, add_class, mark_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ELEMENTS = ("a", "img", "source", "video", "audio", "track")
_ATTRIBUTES = ("href", "src", "poster")


@dataclass(frozen=True, slots=True)
class AnchorLink:
    """A link to a place inside a page of this site, to be judged when all pages are rendered."""

    address: str
    anchor: str
    place: Place


@dataclass
class Linker:
    """Sets what links point to: addresses of this site between SITE_MARKs, the rest as it is."""

    resolver: Resolves
    origins: Origins
    found: list[Finding]

    def follow(self, root: HtmlElement) -> tuple[AnchorLink, ...]:
        """Every link of a tree; those that lead to an anchor are told, to be judged later."""
        return tuple(
            link
            for element in root.iter(*_ELEMENTS)
            for name, _ in element.items()
            if name in _ATTRIBUTES and (link := self._attribute(element, name))
        )

    def _attribute(self, element: HtmlElement, name: str) -> AnchorLink | None:
        written = element.get(name, "")
        where = mark_of(element, self.origins.mark)
        try:
            target = self.resolver.resolve(written, embedded=name != "href")
        except BadLink as problem:
            place = self.origins.of(where, written.strip() or "]()")
            self.found.append(error(place, problem.problem, problem.remedy))
            return None
        if target.definition and element.tag == "a":
            add_class(element, "glossary-term")
            element.set("title", target.definition)
        if not target.external:
            element.set(name, _marked(target))
        if not target.anchor:
            return None
        return AnchorLink(target.address, target.anchor, self.origins.of(where, written))


def _marked(target: Target) -> str:
    if not target.address:
        return target.rest
    return f"{SITE_MARK}{target.address}{SITE_MARK}{target.rest}"


def undescribed(root: HtmlElement, mark: str) -> list[Told]:
    """Images that say nothing to who does not see them."""
    return [
        Told(
            "an image has no alternative text (WCAG 1.1.1).",
            mark_of(image, mark),
            (image.get("src") or "![", "!["),
            "Describe it: ![What it shows](file.jpg).",
        )
        for image in root.iter("img")
        if not (image.get("alt") or "").strip()
    ]
