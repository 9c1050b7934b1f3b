"""Slips: what stands in a file and nobody meant to publish, such as Git's conflict marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tolkku.model.findings import Finding, Place, error
from tolkku.model.secrets import secrets_in

_TEXTS = {".csv", ".ics", ".json", ".srt", ".svg", ".txt", ".vtt"}
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def leaked(source: str, path: str) -> Iterator[Finding]:
    """An error for each key or token in a text. None of them is shown: messages are read by many,
    and kept."""
    for secret in secrets_in(source):
        line = source.count("\n", 0, secret.start) + 1
        told = f"holds {secret.kind}, or what looks like one."
        remedy = "Remove it, and have it withdrawn: whoever saw this file may have it."
        yield error(Place(path, line), told, f"{remedy} An example may be cut short.")


def slips_in_file(file: Path, shown: str) -> Iterator[Finding]:
    """What is wrong so with a file beside the texts that holds text. What cannot be read is told
    elsewhere."""
    if file.suffix.lower() not in _TEXTS:
        return
    try:
        raw = file.read_bytes()
    except OSError:
        return
    wide = raw.startswith(_WIDE)
    source = raw.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    yield from conflicts(source, shown)
    yield from leaked(source, shown)


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
