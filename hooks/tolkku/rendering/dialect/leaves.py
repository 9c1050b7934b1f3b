"""Leaves: headings, code and rules, which hold text and no blocks."""

from __future__ import annotations

import re

from tolkku.rendering.dialect.blocks import Block, Piece
from tolkku.rendering.dialect.reading import Reading
from tolkku.rendering.dialect.references import take_references, unescaped

_ATX = re.compile(r"#{1,6}(?=[ \t]|$)")
_FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
_FENCE_END = re.compile(r"(?:`{3,}|~{3,})(?=[ \t]*$)")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$|(?:-[ \t]*){3,}$")


def atx_begins(reading: Reading, here: Block) -> Block | None:
    """`## Heading`, or `## Heading ##`."""
    line = reading.line
    found = _ATX.match(line.text, line.next)
    if not found:
        return None
    block = reading.add("heading", level=len(found.group()))
    line.skip_to_text()
    line.advance(len(found.group()))
    line.look()
    text = line.text[line.next :].rstrip(" \t")
    bare = text.rstrip("#")
    if not bare or bare[-1] in " \t":
        text = bare.rstrip(" \t")
    block.pieces.append(Piece(text, line.number, line.next + 1))
    reading.close(block)
    reading.is_done = True
    return block


def setext_begins(reading: Reading, here: Block) -> Block | None:
    """A line of `=` or `-` makes the paragraph above it a heading."""
    line = reading.line
    found = _SETEXT.match(line.text, line.next)
    if here.kind != "paragraph" or not found:
        return None
    reading.close_unmatched()
    take_references(here, reading.references)
    if not here.pieces:
        return None
    here.kind = "heading"
    here.about["level"] = 1 if found[1][0] == "=" else 2
    here.pieces[-1].text = here.pieces[-1].text.rstrip()
    reading.mark(here)
    reading.close(here)
    reading.is_done = True
    return here


def rule_begins(reading: Reading, here: Block) -> Block | None:
    if not _RULE.match(reading.line.text, reading.line.next):
        return None
    block = reading.add("rule")
    reading.close(block)
    reading.is_done = True
    return block


def fence_begins(reading: Reading, here: Block) -> Block | None:
    line = reading.line
    found = _FENCE.match(line.text, line.next)
    if not found:
        return None
    info = unescaped(line.text[found.end() :].strip())
    reading.is_done = True
    return reading.add("fence", fence=found.group(), offset=line.indent, info=info, ended=False)


def fence_goes_on(reading: Reading, block: Block) -> bool | None:
    line, fence = reading.line, block.about["fence"]
    end = _FENCE_END.match(line.text, line.next) if line.indent < 4 else None
    if end and end.group()[0] == fence[0] and len(end.group()) >= len(fence):
        reading.mark(block)
        block.about["ended"] = True
        reading.close(block)
        return None
    line.advance(min(block.about["offset"], line.indent))
    return True


def code_begins(reading: Reading, here: Block) -> Block | None:
    """What is indented by four is code, but not in a paragraph."""
    if reading.tip.kind == "paragraph" or reading.line.is_blank:
        return None
    reading.line.advance(4)
    return reading.add("code")


def code_goes_on(reading: Reading, block: Block) -> bool:
    line = reading.line
    if line.indent >= 4:
        line.advance(4)
    elif line.is_blank:
        line.skip_to_text()
    else:
        return False
    return True


def text_goes_on(reading: Reading, block: Block) -> bool:
    """Paragraphs and tables end at an empty line."""
    return not reading.line.is_blank


def claimed_goes_on(reading: Reading, block: Block) -> bool:
    """What an extension has claimed holds what is indented below it."""
    return reading.line.is_blank or reading.line.indent >= 4


def never_goes_on(reading: Reading, block: Block) -> bool:
    return False
