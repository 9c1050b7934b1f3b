"""Containers: quotes, lists, boxes, definitions and footnotes, which hold other blocks.

A rule of the form `…_begins` adds its block where one begins at the line's next character; one of
the form `…_goes_on` says whether an open block goes on in this line.
"""

from __future__ import annotations

import re

from tolkku.rendering.dialect.blocks import Block
from tolkku.rendering.dialect.reading import Reading

_BULLET = re.compile(r"[*+-](?=[ \t]|$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)", re.ASCII)
_BOX = re.compile(r'!!! ?([\w\-]+(?: +[\w\-]+)*+)(?: +"(.*?)")? *$')
_DEFINITION = re.compile(r":[ ]{1,3}(?=\S|$)")
_NOTE = re.compile(r"\[\^([^\[\]]*)\]:[ ]*")
_MOST_SPACES = 4  # after a list's mark; with more, its text is code


def quote_begins(reading: Reading, here: Block) -> Block:
    block = reading.add("quote")
    _over_quote_mark(reading)
    return block


def quote_goes_on(reading: Reading, block: Block) -> bool:
    if reading.line.indent >= 4 or reading.line.first != ">":
        return False
    _over_quote_mark(reading)
    reading.mark(block)
    return True


def _over_quote_mark(reading: Reading) -> None:
    line = reading.line
    line.skip_to_text()
    line.advance(1)
    if line.at_space:
        line.advance(1)


def item_begins(reading: Reading, here: Block) -> Block | None:
    line = reading.line
    found = _BULLET.match(line.text, line.next) or _NUMBER.match(line.text, line.next)
    if not found:
        return None
    start = int(found[1]) if found.re is _NUMBER else None
    if here.kind == "paragraph" and (
        start not in (None, 1) or not line.text[found.end() :].strip(" \t")
    ):
        return None
    sign = found.group() if start is None else found[2]
    reading.close_unmatched()
    if reading.tip.kind != "list" or reading.tip.about["sign"] != sign:
        reading.add("list", sign=sign, start=start)
    block = reading.add("item")
    indent, width = line.indent, len(found.group())
    line.skip_to_text()
    line.advance(width)
    block.about["indent"] = indent + width + _over_spaces(reading)
    return block


def _over_spaces(reading: Reading) -> int:
    """How many columns of space belong to a list's mark; they are read."""
    line = reading.line
    at, column, in_tab = line.at, line.column, line.in_tab
    while line.column - column <= _MOST_SPACES and line.at_space:
        line.advance(1)
    spaces = line.column - column
    if not 1 <= spaces <= _MOST_SPACES or not line.text[line.at :].strip(" \t"):
        line.at, line.column, line.in_tab = at, column, in_tab
        if line.at_space:
            line.advance(1)
        return 1
    return spaces


def item_goes_on(reading: Reading, block: Block) -> bool:
    if reading.line.is_blank and not block.children:
        return False
    return _goes_on_indented(reading, block.about["indent"])


def always_goes_on(reading: Reading, block: Block) -> bool:
    """Lists and definition lists go on until something stands in them that they cannot hold."""
    return True


def box_begins(reading: Reading, here: Block) -> Block | None:
    found = _BOX.match(reading.line.text, reading.line.next)
    if not found:
        return None
    reading.is_done = True
    return reading.add("box", classes=found[1], title=found[2])


def note_begins(reading: Reading, here: Block) -> Block | None:
    line = reading.line
    found = _NOTE.match(line.text, line.next)
    if not found:
        return None
    block = reading.add("note", name=found[1])
    line.skip_to_text()
    line.advance(len(found.group()))
    return block


def indented_goes_on(reading: Reading, block: Block) -> bool:
    """Boxes, definitions and footnotes hold what is indented by four."""
    return _goes_on_indented(reading, 4)


def _goes_on_indented(reading: Reading, indent: int) -> bool:
    line = reading.line
    if line.indent >= indent:
        line.advance(indent)
    elif line.is_blank:
        line.skip_to_text()
    else:
        return False
    return True


def definition_begins(reading: Reading, here: Block) -> Block | None:
    """`: text` below a line makes that line its term."""
    line = reading.line
    found = _DEFINITION.match(line.text, line.next)
    holder = here.parent if here.kind in ("paragraph", "dl") else here
    before = holder.children[-1] if holder and holder.children else None
    if not found or holder is None or before is None or before.kind not in ("paragraph", "dl"):
        return None
    reading.close_unmatched()
    reading.close_to(holder)
    if before.kind == "nothing":  # only link references
        return None
    is_tight = line.number - before.last <= 1
    reading.tip = before if before.kind == "dl" else _terms(before, holder)
    reading.tip.is_open = True
    block = reading.add("dd", is_tight=is_tight)
    line.skip_to_text()
    line.advance(len(found.group()))
    return block


def _terms(paragraph: Block, holder: Block) -> Block:
    """The definition list whose terms are the lines of a paragraph."""
    holder.children.pop()
    last = holder.children[-1] if holder.children else None
    if last is None or last.kind != "dl":
        last = Block("dl", paragraph.line, paragraph.column, {}, holder, paragraph.last)
        last.depth = holder.depth + 1
        holder.children.append(last)
    for piece in paragraph.pieces:
        term = Block("dt", piece.line, piece.column, {}, last, piece.line, is_open=False)
        term.pieces.append(piece)
        last.children.append(term)
    return last
