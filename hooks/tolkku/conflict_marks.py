"""Conflict marks: the lines that Git leaves in a file where it could not merge two versions."""

from __future__ import annotations

import re

from tolkku.findings import Finding, Place, error

# `=======` underlines a heading, and `|||||||` is an empty row: alone they mean nothing.
_OPENS = re.compile(r"<{7}(?: |$)")
_CLOSES = re.compile(r">{7}(?: |$)")
_REMEDY = "Keep what is right of both versions, and delete the marks."


def conflicts(source: str, path: str) -> tuple[Finding, ...]:
    """A Finding for each conflict in a text with `\\n` at its line ends.

    A line that is indented, by as little as a space, is no mark: so an article can show one.
    """
    found: list[Finding] = []
    opened = False
    if "<<<<<<<" not in source and ">>>>>>>" not in source:
        return ()
    for number, line in enumerate(source.split("\n"), 1):
        begins, ends = _OPENS.match(line), _CLOSES.match(line)
        if begins or (ends and not opened):
            told = f"'{line[:7]}' is the mark of a conflict that Git left here."
            found.append(error(Place(path, number), told, _REMEDY))
        opened = bool(begins) or (opened and not ends)
    return tuple(found)
