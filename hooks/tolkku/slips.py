"""Slips: what stands in a file and nobody meant to publish."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tolkku.conflict_marks import conflicts
from tolkku.findings import Finding, Place, error
from tolkku.keys_and_tokens import secrets_in

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
