"""Elements: blocks become elements of the tree that Python-Markdown writes; one method a kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement

from markdown import util
from markdown.postprocessors import RawHtmlPostprocessor

from tolkku.rendering.dialect.blocks import Block, Piece
from tolkku.rendering.dialect.fences import Fencer
from tolkku.rendering.dialect.places import Places
from tolkku.rendering.dialect.raw_html import without_markdown
from tolkku.rendering.dialect.tables import cells

_TASK = re.compile(r"\[([ xX])\](?=[ \t]+\S)")
_ALERT = re.compile(r"\[!([A-Za-z]+)\][+-]?(?:[ \t]+(?P<title>\S.*))?$")
# What `> [!NOTE]` and its kin are called as `!!!` boxes: GitHub's five, and what others add.
_ALERTS = {
    "important": "info",
    "caution": "danger",
    **{kind: kind for kind in ("note", "tip", "info", "warning", "danger")},
    **{kind: kind for kind in ("example", "question", "quote")},
}


class RawBlock(str):
    """HTML that stands where a block stands, whatever its first tag is."""


class BlockHtml(RawHtmlPostprocessor):
    """Puts raw HTML back; none of a block into a paragraph."""

    def stash_to_string(self, text: str) -> str:
        return text if isinstance(text, RawBlock) else super().stash_to_string(text)

    def isblocklevel(self, html: str) -> bool:
        return isinstance(html, RawBlock) or super().isblocklevel(html)


class Claims(Protocol):
    """What extensions take for themselves."""

    def run(self, parent: Element, block: Block, text: str) -> str | None:
        """What is left of a text when an extension has written it; None if none wanted it."""

    def parse(self, parent: Element, block: Block, text: str) -> None:
        """Read into the element what is left of a block."""

    def set_footnote(self, name: str, block: Block) -> None:
        """Keep a footnote until the extension writes it."""


class Elements:
    """Writes blocks as elements. `words` says what tasks and boxes are called."""

    def __init__(
        self,
        stash: util.HtmlStash,
        places: Places,
        fencer: Fencer,
        claims: Claims,
        words: Mapping[str, str],
    ) -> None:
        self._stash = stash
        self._places = places
        self._fencer = fencer
        self._claims = claims
        self._words = words
        self.notes: dict[str, Block] = {}

    def write(self, parent: Element, block: Block, tight: bool = False) -> None:
        """All that stands in a block; in a `tight` one paragraphs are text."""
        for child in block.children:
            _WRITERS[child.kind](self, parent, child, tight)

    def _make(self, parent: Element, tag: str, block: Block) -> Element:
        element = SubElement(parent, tag)
        first: Block | Piece = block.pieces[0] if block.kind == "paragraph" else block
        self._places.put(element, (first.line, first.column), block.last)
        return element

    def _nothing(self, parent: Element, block: Block, tight: bool) -> None:
        """A paragraph that held only link references."""

    def _paragraph(self, parent: Element, block: Block, tight: bool) -> None:
        text = block.text.rstrip()
        while (rest := self._claims.run(parent, block, text)) is not None:
            if not rest.strip():
                return
            text = rest
        task = _TASK.match(text) if _is_first_of_item(parent) else None
        if not tight:
            parent = self._make(parent, "p", block)
        if task:
            self._task(parent, is_done=task[1] != " ")
            text = text[task.end() :]
        if not tight and not task:
            parent.text = text
        elif len(parent):
            parent[-1].tail = (
                f"{parent[-1].tail}\n{text}" if parent[-1].tail else _after(task, text)
            )
        else:
            parent.text = f"{parent.text}\n{text}" if parent.text else text

    def _task(self, parent: Element, is_done: bool) -> None:
        said = "Done" if is_done else "To do"
        box = SubElement(parent, "span", {"class": "tk-task", "role": "img"})
        box.set("aria-label", self._words.get(said, said))
        box.text = util.AtomicString("☑" if is_done else "☐")

    def _element(self, parent: Element, block: Block, tight: bool) -> None:
        element = self._make(parent, block.about["tag"], block)
        for name, value in block.about["attributes"].items():
            element.set(name, value)
        element.text = block.text.strip()

    def _claimed(self, parent: Element, block: Block, tight: bool) -> None:
        before = len(parent)
        rest = self._claims.run(parent, block, block.text.rstrip())
        if rest is None:
            self._make(parent, "p", block).text = block.text.rstrip()
            return
        for element in parent[before:]:
            self._places.put(element, (block.line, block.column), block.last)
        if rest.strip():
            self._claims.parse(parent, block, rest)

    def _heading(self, parent: Element, block: Block, tight: bool) -> None:
        self._make(parent, f"h{block.about['level']}", block).text = block.text.strip()

    def _rule(self, parent: Element, block: Block, tight: bool) -> None:
        self._make(parent, "hr", block)

    def _quote(self, parent: Element, block: Block, tight: bool) -> None:
        first = block.children[0] if block.children else None
        alert = _ALERT.match(first.pieces[0].text) if first and first.kind == "paragraph" else None
        kind = _ALERTS.get(alert[1].lower()) if alert else None
        if first is None or alert is None or kind is None:
            self.write(self._make(parent, "blockquote", block), block)
            return
        named = self._words.get(alert[1].capitalize(), kind.capitalize())
        element = self._titled(parent, block, kind, alert["title"] or named)
        del first.pieces[0]
        if not first.pieces:
            del block.children[0]
        self.write(element, block)

    def _box(self, parent: Element, block: Block, tight: bool) -> None:
        kind, title = " ".join(block.about["classes"].lower().split()), block.about["title"]
        named = kind.partition(" ")[0].capitalize() if title is None else title
        self.write(self._titled(parent, block, kind, named), block)

    def _titled(self, parent: Element, block: Block, kind: str, title: str) -> Element:
        element = self._make(parent, "div", block)
        element.set("class", f"admonition {kind}")
        if title:
            head = self._make(
                element, "p", Block("title", block.line, block.column, last=block.line)
            )
            head.set("class", "admonition-title")
            head.text = title
        return element

    def _list(self, parent: Element, block: Block, tight: bool) -> None:
        start = block.about["start"]
        element = self._make(parent, "ul" if start is None else "ol", block)
        if start not in (None, 1):
            element.set("start", str(start))
        tight = block.is_tight and all(item.is_tight for item in block.children)
        for child in block.children:
            item = self._make(element, "li", child)
            self.write(item, child, tight)
            if _is_task(item):
                item.set("class", "tk-task-item")

    def _code(self, parent: Element, block: Block, tight: bool) -> None:
        code = SubElement(self._make(parent, "pre", block), "code")
        code.text = util.AtomicString(util.code_escape(block.text + "\n"))

    def _fence(self, parent: Element, block: Block, tight: bool) -> None:
        highlighted = self._fencer.highlighted(block)
        if highlighted:
            html = str(self._stash.rawHtmlBlocks[-1])
            self._stash.rawHtmlBlocks[-1] = RawBlock(
                self._places.marked(html, (block.line, block.column), block.last)
            )
            SubElement(parent, "p").text = highlighted
            return
        code = SubElement(self._make(parent, "pre", block), "code")
        text = "".join([piece.text + "\n" for piece in block.pieces])
        code.text = util.AtomicString(util.code_escape(text))
        name = self._fencer.class_of(block.about["info"])
        if name:
            code.set("class", name)

    def _html(self, parent: Element, block: Block, tight: bool) -> None:
        html = without_markdown(self._places.html_of(block)).rstrip("\n") + "\n"
        SubElement(parent, "p").text = self._stash.store(RawBlock(html))

    def _table(self, parent: Element, block: Block, tight: bool) -> None:
        table = self._make(parent, "table", block)
        head, *rows = block.pieces
        for holder, tag, pieces in (("thead", "th", [head]), ("tbody", "td", rows)):
            if pieces:
                body = SubElement(table, holder)
                for piece in pieces:
                    self._row(body, tag, piece, block.about["sides"])

    def _row(self, body: Element, tag: str, piece: Piece, sides: list[str]) -> None:
        row = SubElement(body, "tr")
        self._places.put(row, (piece.line, piece.column), piece.line)
        texts = cells(piece.text)
        for number, side in enumerate(sides):
            cell = SubElement(row, tag)
            cell.text = texts[number] if number < len(texts) else ""
            aligned = _aligned(side)
            if aligned:
                cell.set("style", f"text-align: {aligned};")

    def _dl(self, parent: Element, block: Block, tight: bool) -> None:
        self.write(self._make(parent, "dl", block), block)

    def _dt(self, parent: Element, block: Block, tight: bool) -> None:
        self._make(parent, "dt", block).text = block.text.strip()

    def _dd(self, parent: Element, block: Block, tight: bool) -> None:
        element = self._make(parent, "dd", block)
        self.write(element, block, block.about["is_tight"] and block.is_tight)

    def _note(self, parent: Element, block: Block, tight: bool) -> None:
        self._claims.set_footnote(block.about["name"], block)


_WRITERS = {
    "nothing": Elements._nothing,
    "paragraph": Elements._paragraph,
    "element": Elements._element,
    "claimed": Elements._claimed,
    "heading": Elements._heading,
    "rule": Elements._rule,
    "quote": Elements._quote,
    "box": Elements._box,
    "list": Elements._list,
    "code": Elements._code,
    "fence": Elements._fence,
    "html": Elements._html,
    "table": Elements._table,
    "dl": Elements._dl,
    "dt": Elements._dt,
    "dd": Elements._dd,
    "note": Elements._note,
}


def _is_first_of_item(parent: Element) -> bool:
    return parent.tag == "li" and not len(parent) and not parent.text


def _is_task(item: Element) -> bool:
    """Whether a list's item begins with the box of a task."""
    first = item[0] if len(item) and not item.text else None
    if first is not None and first.tag == "p" and len(first) and not first.text:
        first = first[0]
    return first is not None and first.get("class") == "tk-task"


def _after(task: re.Match[str] | None, text: str) -> str:
    """Text after an element: on a line of its own, but for what stands beside a task's box."""
    return text if task else f"\n{text}"


def _aligned(cell: str) -> str | None:
    """How the cells of a column are aligned, by the colons in the line of dashes."""
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else None
