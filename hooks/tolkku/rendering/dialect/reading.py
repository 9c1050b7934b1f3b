"""Reading: the blocks that are open while a text is read line by line.

The method is that of the CommonMark specification's appendix: a line first meets the blocks that
are open, from the outermost to the innermost; what it does not go on with is closed, but only once
it is known that the line does not continue a paragraph lazily.
"""

from __future__ import annotations

from typing import Any

from tolkku.rendering.dialect.blocks import Block, Piece, TooDeep, Unended
from tolkku.rendering.dialect.lines import Line
from tolkku.rendering.dialect.references import References, take_references

_MOST_LEVELS = 100


class Reading:
    """How far a text has been read: its `line`, the innermost open block (`tip`), what was found.

    `matched` is the innermost block that the line goes on with. A rule sets `is_done` when it has
    used the whole line.
    """

    def __init__(self, lines: list[str], first: int) -> None:
        self.lines = lines
        self.first = first
        self.line = Line("", first)
        self.root = self.tip = self.matched = Block("document", first)
        self.all_matched = True
        self.is_done = False
        self.references: References = {}
        self.unended: list[Unended] = []
        self.last_comment_end: int | None = None
        self.with_markdown: list[tuple[str, Block]] = []  # HTML elements that are open, and where

    @property
    def may_be_lazy(self) -> bool:
        """Whether the line could go on with a paragraph without its marks."""
        return not self.all_matched and not self.line.is_blank and self.tip.kind == "paragraph"

    def add(self, kind: str, **about: Any) -> Block:
        """A new block at the line's next character, in the innermost block that may hold it."""
        self.close_unmatched()
        while not self.tip.may_hold(kind):
            self.close(self.tip)
        line, parent = self.line, self.tip
        block = Block(kind, line.number, line.next + 1, about, parent, line.number)
        block.depth = parent.depth + 1
        if block.depth > _MOST_LEVELS:
            raise TooDeep(line.number)
        parent.children.append(block)
        self.tip = block
        return block

    def mark(self, block: Block) -> None:
        """The block reaches to this line."""
        block.last = self.line.number

    def add_line(self) -> None:
        """The rest of the line into the innermost block."""
        line, tip = self.line, self.tip
        text = line.rest
        tip.pieces.append(Piece(text, line.number, line.at + 1))
        if tip.kind == "fence" or text.strip():
            tip.last = line.number

    def close_unmatched(self) -> None:
        if not self.all_matched:
            self.close_to(self.matched)
            self.all_matched = True

    def close_to(self, block: Block) -> None:
        """Close all blocks in it that are open."""
        while self.tip is not block:
            self.close(self.tip)

    def close(self, block: Block) -> None:
        block.is_open = False
        if block.kind == "paragraph":
            take_references(block, self.references)
            if not block.pieces:
                block.kind = "nothing"
        elif block.kind == "fence" and not block.about["ended"]:
            info, place = block.about["info"], (block.line, block.column)
            self.unended.append(Unended("fence", *place, f"{block.about['fence']} {info}".strip()))
        elif block.kind == "code":
            while block.pieces and not block.pieces[-1].text.strip():
                block.pieces.pop()
        if block.parent is not None:
            block.parent.last = max(block.parent.last, block.last)
            self.tip = block.parent
