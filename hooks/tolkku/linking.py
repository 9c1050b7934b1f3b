"""Linking: what the links of a rendered body point to, replaced by where it stands on the site."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from tolkku.findings import Finding, Place, error
from tolkku.links import BadLink, Resolves
from tolkku.markup import Lines

# Marks an address of this site inside rendered HTML. Sources cannot hold it: it is a control
# character, and those are refused at the border.
LINK_MARK = "\x1e"

_ATTRIBUTE = re.compile(r'\b(href|src|poster)="([^"]*)"')
_ALT = re.compile(r'\balt="\s*[^"\s]')


@dataclass(frozen=True, slots=True)
class AnchorLink:
    """A link to a place inside a page of this site, to be judged when all pages are rendered."""

    address: str
    anchor: str
    place: Place


class Linker:
    """Replaces what links point to: site addresses between marks, the rest as it is.

    Tags must be in canonical form: small letters, attributes in double quotes.
    """

    def __init__(self, resolver: Resolves, lines: Lines, found: list[Finding]) -> None:
        self._resolver = resolver
        self._lines = lines
        self._found = found
        self.anchor_links: list[AnchorLink] = []

    def tag(self, match: re.Match[str]) -> str:
        tag = match.group()
        if match.group(1) == "img" and not _ALT.search(tag):
            source = re.search(r'src="([^"]*)"', tag)
            place = self._lines.of(html.unescape(source.group(1)) if source else "![")
            told = "an image has no alternative text (WCAG 1.1.1)."
            self._found.append(error(place, told, "Describe it: ![What it shows](file.jpg)."))
        extra: list[str] = []
        tag = _ATTRIBUTE.sub(lambda found: self._attribute(found, match.group(1), extra), tag)
        return tag[:-1] + "".join(extra) + ">"

    def _attribute(self, match: re.Match[str], element: str, extra: list[str]) -> str:
        name, written = match.group(1), html.unescape(match.group(2))
        try:
            target = self._resolver.resolve(written, embedded=name != "href")
        except BadLink as problem:
            place = self._lines.of(written.strip() or "]()")
            self._found.append(error(place, problem.problem, problem.remedy))
            return match.group()
        if target.anchor:
            place = self._lines.of(written)
            self.anchor_links.append(AnchorLink(target.address, target.anchor, place))
        if target.definition and element == "a":
            extra.append(f' class="glossary-term" title="{html.escape(target.definition)}"')
        if target.external:
            return match.group()
        rest = html.escape(target.rest)
        if not target.address:
            return f'{name}="{rest}"'
        return f'{name}="{LINK_MARK}{html.escape(target.address)}{LINK_MARK}{rest}"'
