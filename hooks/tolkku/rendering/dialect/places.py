"""Places: each element carries the line and column in which it was written.

They stand in an attribute, `data-tk="12:3"`, so that they survive whatever comes between Markdown
and the page, and whoever reads the page's tree can take them out. No author can write it: where a
text holds these letters in any disguise, the attribute has a name made from the whole text, which
a text cannot hold, and `data-tk` is the author's. `Markdown.place_attribute` says which it is.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import util
from markdown.treeprocessors import Treeprocessor

from tolkku.rendering.dialect.blocks import Block

if TYPE_CHECKING:
    from markdown import Markdown

Place = tuple[int, int]  # line and column, from 1

ATTRIBUTE = "data-tk"
_NO_LETTER = re.compile(r"[^a-z]+")
_LETTERS = _NO_LETTER.sub("", ATTRIBUTE)
# What a browser, lxml and nh3 all take for the name of the first tag: no quote or comment can stand
# before it.
_FIRST_TAG = re.compile(
    r"(?:\s*+</[A-Za-z][A-Za-z0-9-]*+\s*+>)*+\s*+(?=<)(<[A-Za-z][^\t\n\f\r />]*+)"
)


def place_attribute(text: str) -> str:
    """The attribute for the places of a text, which an author of the text cannot have written.

    >>> place_attribute("A text.")
    'data-tk'
    >>> place_attribute("<p DATA\\\\-TK='1:1'>").startswith("data-tk-")
    True
    """
    if _LETTERS not in _NO_LETTER.sub("", text.casefold()):
        return ATTRIBUTE
    return f"{ATTRIBUTE}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"


class Places:
    """The places of one text's elements, and which lines its blocks reach over."""

    def __init__(self) -> None:
        self.attribute = ATTRIBUTE
        self.is_unknown = False  # while elements are made of what an extension has put together
        self.blocks: dict[Place, tuple[int, int]] = {}
        self._of: dict[Element, Place] = {}

    def clear(self) -> None:
        self.blocks.clear()
        self._of.clear()

    def put(self, element: Element, place: Place, last: int) -> None:
        """An element's place, and the last line of what it was made from."""
        if not self.is_unknown:
            self._of[element] = place
            self.blocks.setdefault(place, (place[0], last))

    def html_of(self, block: Block) -> str:
        """The text of a raw block, whose first opening tag carries its place.

        The tag may stand behind closing tags, but behind nothing else.
        """
        found = _FIRST_TAG.match(block.text)
        if not found or self.is_unknown:
            return block.text
        at = found.start(1)
        before = block.text.count("\n", 0, at)
        piece = block.pieces[before]
        column = piece.column + at - (block.text.rfind("\n", 0, at) + 1)
        self.blocks.setdefault((piece.line, column), (block.line, block.last))
        return self._marked(block.text, found, (piece.line, column))

    def marked(self, html: str, place: Place, last: int) -> str:
        """HTML that was made from what stands at a place, marked with it."""
        found = _FIRST_TAG.match(html)
        if not found or self.is_unknown:
            return html
        self.blocks.setdefault(place, (place[0], last))
        return self._marked(html, found, place)

    def _marked(self, html: str, tag: re.Match[str], place: Place) -> str:
        mark = f' {self.attribute}="{place[0]}:{place[1]}"'
        return html[: tag.end()] + mark + html[tag.end() :]

    def write(self, md: Markdown) -> None:
        """The marks on the elements; of one that an extension has made HTML, on that."""
        for element, place in self._of.items():
            key = util.HTML_PLACEHOLDER_RE.fullmatch(element.text or "")
            html = md.htmlStash.rawHtmlBlocks[int(key[1])] if key and element.tag == "p" else None
            tag = _FIRST_TAG.match(html) if isinstance(html, str) else None
            if key and tag and not len(element) and md.is_block_level(tag[1][1:]):
                md.htmlStash.rawHtmlBlocks[int(key[1])] = self._marked(str(html), tag, place)
            else:
                element.set(self.attribute, f"{place[0]}:{place[1]}")


class Marking(Treeprocessor):
    """Writes the places when nothing else will change the tree."""

    PRIORITY = -100

    def __init__(self, md: Markdown, places: Places) -> None:
        super().__init__(md)
        self._places = places

    def run(self, root: Element) -> None:
        self._places.write(self.md)
