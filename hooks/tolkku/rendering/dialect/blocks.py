"""Blocks: what a Markdown text is made of, each with its place, and what is too much of it.

A block changes while the text is read, and no more afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

CONTAINERS = frozenset({"document", "quote", "item", "box", "dd", "note"})
VERBATIM = frozenset({"fence", "code", "html", "claimed"})
_HOLDS = {"list": frozenset({"item"}), "dl": frozenset({"dt", "dd"})}
_HELD = frozenset({"item", "dt", "dd"})


class TooMuch(Exception):  # noqa: N818 (a text is too much, not an error of ours)
    """Raised at the `line` where a text holds more than can be rendered in reasonable time."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem
        self.remedy = remedy


class TooDeep(TooMuch):
    """Raised at the `line` where more than a hundred blocks stand in each other."""

    def __init__(self, line: int) -> None:
        super().__init__(line, "is nested too deeply.", "Write it with fewer levels.")


@dataclass(frozen=True, slots=True)
class Unended:
    """A code fence or an HTML comment that never ends: its `kind`, place, and first line."""

    kind: str
    line: int
    column: int
    text: str


@dataclass(slots=True, eq=False)
class Piece:
    """A source line, or what a block has of it; `line` and `column` count from 1."""

    text: str
    line: int
    column: int


@dataclass(slots=True, eq=False)
class Block:
    """A block from `line` to `last`; a leaf has `pieces`, others have `children`.

    `about` depends on the kind: heading `level`; list `sign` and `start`; item `indent`; fence
    `fence`, `offset`, `info`, `ended`; html `end`, `depth`; table `sides`; box `classes` and
    `title`; note `name`; dd `is_tight`; a paragraph that is an HTML element `tag` and `attributes`.
    """

    kind: str
    line: int = 1
    column: int = 1
    about: dict[str, Any] = field(default_factory=dict)
    parent: Block | None = None
    last: int = 1
    is_open: bool = True
    depth: int = 0
    children: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join([piece.text for piece in self.pieces])

    @property
    def is_tight(self) -> bool:
        """Whether no empty line stands between the children."""
        pairs = zip(self.children, self.children[1:], strict=False)
        return all(after.line - before.last <= 1 for before, after in pairs)

    def may_hold(self, kind: str) -> bool:
        if self.kind in _HOLDS:
            return kind in _HOLDS[self.kind]
        return self.kind in CONTAINERS and kind not in _HELD

    def move(self, lines: int, columns: int) -> None:
        """Move the places of this block and all in it, which was read as a text of its own."""
        for block in self.walk():
            block.line += lines
            block.last += lines
            block.column += columns
            for piece in block.pieces:
                piece.line += lines
                piece.column += columns

    def walk(self) -> Iterator[Block]:
        """This block and all in it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()
