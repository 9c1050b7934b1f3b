"""Pasted: what word processors leave in a text, and what Markdown does not take for what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tolkku.findings import Finding, Place, note
from tolkku.texts import Edition

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_CODE = re.compile(r"`[^`\n]*`")
_BULLET = re.compile(r"[ \t]*(?:([•▪◦‣●○■□·–])\t|([•▪◦‣●■])[  ]*|(o)(?:\t| {2,}))(?=\S)")
_CELLS = re.compile(r"\S[^\t]*\t+\S")
_PARTED = re.compile(
    r"(\[[^\[\]\n]+\])\s+\((?:https?://|www\.|mailto:|[^()\s]+\.md[)#])[^()\s]*\)?"
)
_BARE = re.compile(
    r"(?<![\w/(<\[\"'=:])(?:https?://|www\.)[^\s<>()\[\]\"'`*]+[^\s<>()\[\]\"'`*.,;:!?]"
)
_ELSEWHERE = re.compile(
    r"\]\([^)\n]*\)|\]:\s*\S+|<[^>\n]*>|\[[^\[\]\n]*https?://[^\[\]\n]*\](?=[(\[])"
)
_LONGEST = 60


def pasted_notes(edition: Edition, makes_links: bool) -> Iterator[Finding]:
    """Notes on a body, one for each run of lines of a kind.

    `makes_links` says whether an extension makes links of bare addresses.
    """
    before = ""
    for number, line in _lines(edition.body):
        kind = ""
        for kind, column, told, remedy in _problems(line, makes_links):
            if kind != before:
                place = Place(edition.path, edition.body_line + number, column + 1)
                yield note(place, told, remedy)
            break
        before = kind if line.strip() else before


def _lines(body: str) -> Iterator[tuple[int, str]]:
    """The lines outside fences, from 0, with code blanked out."""
    fence = ""
    for number, line in enumerate(body.split("\n")):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            yield number, _CODE.sub(lambda code: "x" * len(code[0]), line)


def _problems(line: str, makes_links: bool) -> Iterator[tuple[str, int, str, str]]:
    """What is wrong in a line: its kind, the column from 0, what is told, and the remedy."""
    if bullet := _BULLET.match(line):
        mark = next(filter(None, bullet.groups()))
        told = f"'{mark}' begins no list: the lines would be shown as one paragraph."
        yield "bullet", bullet.end() - 1, told, "Write '- ' instead."
    elif (cells := _CELLS.search(line)) and not line.startswith(("\t", "    ")):
        told = "has tabs between words, as a table from another program: they would be shown as"
        remedy = "Write the table with | between cells and |---|---| below the first line."
        yield "tabs", cells.end() - 1, f"{told} spaces.", remedy
    if parted := _PARTED.search(line):
        told = f"'{parted[0][:_LONGEST]}' is no link: a space parts the words from the address."
        yield f"parted {parted.start()}", parted.start(), told, "Remove the space before (."
    if not makes_links:
        rest = _ELSEWHERE.sub(lambda found: "x" * len(found[0]), line)
        if bare := _BARE.search(rest):
            told = f"'{bare[0][:_LONGEST]}' would be shown and be no link."
            yield f"bare {bare[0]}", bare.start(), told, "Write [words](address), or <address>."
