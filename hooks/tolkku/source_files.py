"""Source files: finds them, reads them as UTF-8 and splits front matter from body."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tolkku.errors import SourceError
from tolkku.findings import Place
from tolkku.front_matter import SourceText
from tolkku.located import Mapping, read_yaml

# C0 and C1 controls except tab and line feed: illegal in XML 1.0, or invisible everywhere.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufffd]")
_FENCE = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


def published_files(folder: Path) -> Iterator[Path]:
    """Every file below `folder` that may be published, in one order on every machine.

    Hidden files, editors' backups and what lies in hidden folders are left out.
    """
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_private(name))
        for name in sorted(names):
            if not _is_private(name):
                yield Path(base) / name


def _is_private(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(("~", ".bak", ".swp")) or name == "__MACOSX"


def read_source(file: Path, shown: str) -> SourceText:
    """One Markdown file. Raises SourceError when it is no UTF-8 or its front matter is broken."""
    source = _read_text(file, shown)
    if source.startswith("+++"):
        raise SourceError(Place(shown), "begins with TOML.", "Write YAML between two lines of ---.")
    if not source.strip():
        raise SourceError(Place(shown), "is empty.", "Write a title and a text, or remove the file.")
    opening = _FENCE.match(source)
    if not opening:
        line = len(source) - len(source.lstrip())
        blank = source[:line].count("\n")
        if _FENCE.match(source.lstrip()):
            raise SourceError(
                Place(shown), f"has {blank} blank lines before the front matter.", "Remove them."
            )
        raise SourceError(
            Place(shown), "has no front matter.", "Begin with ---, `title: …` and ---."
        )
    closing = _CLOSING.search(source, opening.end())
    if not closing:
        raise SourceError(
            Place(shown), "has front matter that never ends.", "Close it with a line of ---."
        )
    fields = read_yaml(source[opening.end() : closing.start()], shown, first_line=2)
    if not isinstance(fields, Mapping):
        raise SourceError(
            Place(shown, 2), "has front matter without fields.", "Write `key: value` lines."
        )
    body_line = source.count("\n", 0, closing.end()) + 1
    whole = Mapping(Place(shown), fields.values, fields.places)
    return SourceText(Place(shown), whole, source[closing.end() :], body_line)


def _read_text(file: Path, shown: str) -> str:
    try:
        raw = file.read_bytes()
    except OSError as problem:
        raise SourceError(
            Place(shown), f"cannot be read: {problem.strerror}.", "Mend or remove the file."
        ) from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(Place(shown), "is saved as UTF-16.", "Save it as UTF-8.")
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        byte = f"0x{raw[problem.start]:02X}"
        raise SourceError(
            Place(shown, line), f"is not UTF-8 (byte {byte}).", "Save it as UTF-8."
        ) from None
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(source)
    if control:
        line = source.count("\n", 0, control.start()) + 1
        name = f"U+{ord(control.group()):04X}"
        raise SourceError(
            Place(shown, line), f"holds the invisible character {name}.", "Delete it."
        )
    return unicodedata.normalize("NFC", source)
