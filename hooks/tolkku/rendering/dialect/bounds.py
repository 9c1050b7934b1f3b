"""Bounds: what a text may hold at most, so that no text keeps the engine busy for long.

Most of what follows in Python-Markdown takes time that grows with a text; some takes time that
grows with the square of what is counted here, or with a product of it.
"""

from __future__ import annotations

import re

from tolkku.rendering.dialect.blocks import Block, Piece, TooMuch

MOST_CHARACTERS = 300_000
_MOST_IN_A_PARAGRAPH = 100_000  # each mark in it copies it
_MOST_BRACKETS = 5_000  # in a paragraph, as are the tags
_MOST_UNFINISHED = 500
_MOST_HEADINGS = 2_000  # each is compared with all that have its words
_MOST_FOOTNOTE_MARKS = 1_000  # each is compared with all that name its footnote
_MOST_CELLS = 20_000  # a row of one character has as many as the head
_UNFINISHED = re.compile(r"<[a-zA-Z/!][^<>]*(?=<)")
_FOOTNOTE_MARK = "[^"
_LEAVES = frozenset({"paragraph", "heading", "element", "dt", "claimed"})


def refuse_length(text: str) -> None:
    """Raise TooMuch where a text is longer than can be read on a page."""
    if len(text) > MOST_CHARACTERS:
        line = 1 + text.count("\n", 0, MOST_CHARACTERS)
        told = f"holds more than {MOST_CHARACTERS // 1000} kB of text."
        raise TooMuch(line, told, "Divide it into pages.")


def refuse_excess(document: Block) -> None:
    """Raise TooMuch at the first block with which one of the bounds is passed."""
    headings = marks = 0
    has_footnotes = False
    for block in document.walk():
        headings += block.kind == "heading"
        has_footnotes |= block.kind == "note"
        if block.kind == "table":
            _refuse_cells(block)
            marks += sum(_refuse_text(block, [row]) for row in block.pieces)
        elif block.kind in _LEAVES:
            marks += _refuse_text(block, block.pieces)
        if headings > _MOST_HEADINGS:
            raise _too_many(block, _MOST_HEADINGS, "headings")
        if has_footnotes and marks > _MOST_FOOTNOTE_MARKS:
            raise _too_many(block, _MOST_FOOTNOTE_MARKS, "marks of footnotes")


def _too_many(block: Block, most: int, what: str) -> TooMuch:
    return TooMuch(block.line, f"holds more than {most} {what}.", "Divide it into pages.")


def _refuse_cells(table: Block) -> None:
    if len(table.pieces) * len(table.about["sides"]) > _MOST_CELLS:
        told = f"a table holds more than {_MOST_CELLS} cells."
        raise TooMuch(table.line, told, "Divide it.")


def _refuse_text(block: Block, pieces: list[Piece]) -> int:
    """How many marks of footnotes a paragraph holds."""
    text = "\n".join([piece.text for piece in pieces])
    if len(text) > _MOST_IN_A_PARAGRAPH:
        told = f"a paragraph holds more than {_MOST_IN_A_PARAGRAPH // 1000} kB of text."
        raise TooMuch(block.line, told, "Divide it.")
    if text.count("[") > _MOST_BRACKETS:
        told = f"a paragraph holds more than {_MOST_BRACKETS} opening brackets."
        raise TooMuch(_line_of(pieces, "[", _MOST_BRACKETS), told, "Divide it.")
    if text.count("<") > _MOST_UNFINISHED and len(_UNFINISHED.findall(text)) > _MOST_UNFINISHED:
        told = f"a paragraph holds more than {_MOST_UNFINISHED} tags without '>'."
        raise TooMuch(_line_of(pieces, "<", _MOST_UNFINISHED), told, "End them.")
    return text.count(_FOOTNOTE_MARK)


def _line_of(pieces: list[Piece], mark: str, count: int) -> int:
    """The line in which a mark stands once more than so many times."""
    for piece in pieces:
        count -= piece.text.count(mark)
        if count < 0:
            return piece.line
    return pieces[-1].line
