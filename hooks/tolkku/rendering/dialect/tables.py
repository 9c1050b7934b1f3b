"""Tables, as GitHub has them: a line of dashes and pipes below a line with as many cells."""

from __future__ import annotations

import re

from tolkku.rendering.dialect.blocks import Block
from tolkku.rendering.dialect.reading import Reading

_DELIMITER = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
_PIPE = re.compile(r"(?<!\\)\|")


def cells(row: str) -> list[str]:
    r"""The cells of a row.

    >>> cells(r"| a | b \\| c |")
    ['a', 'b | c']
    """
    row = row.strip()
    row = row.removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(row)]


def table_begins(reading: Reading, here: Block) -> Block | None:
    line = reading.line
    # A paragraph whose link references were taken already has no pieces.
    if here.kind != "paragraph" or not here.pieces or not _DELIMITER.match(line.text, line.next):
        return None
    head, sides = here.pieces[-1], cells(line.text[line.next :])
    if "|" not in head.text + line.text or len(cells(head.text)) != len(sides):
        return None
    here.pieces.pop()
    here.last = head.line - 1
    reading.close_unmatched()
    reading.close(here)
    if here.kind == "nothing":
        reading.tip.children.pop()
    block = reading.add("table", sides=sides)
    block.line, block.column = head.line, head.column
    block.pieces.append(head)
    reading.is_done = True
    return block
