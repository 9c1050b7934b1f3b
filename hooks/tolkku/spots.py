"""Spots: the source line that a Finding is about, and the place in it that is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tolkku.findings import Finding, Place
from tolkku.keys_and_tokens import without_secrets

# What a Finding quotes ends where its sentence goes on: the quotes may hold an apostrophe.
_QUOTED = re.compile(r"'(.+?)'(?=[\s.,;:?)]|$)")
_COLUMN = re.compile(r"\(column (\d+)\)")
_ELEMENT = re.compile(r"<[/!?]?\w+")
_CHARACTER = re.compile(r"invisible character U\+([0-9A-F]{4,6})")
_KEY = re.compile(r"\s*(?:-\s+)?([A-Za-z_][\w-]*):(?=\s|$)")
_FENCE = re.compile(r"(?:---|\.\.\.)\s*")
# What a Finding is about when it quotes nothing: words of its problem, and what to look for.
_SIGNS = (
    ("HTML comment", re.compile("<!--")),
    ("heading of level 1", re.compile(r"#|<h1", re.IGNORECASE)),
    ("no alternative text", re.compile(r"!\[|<img\b", re.IGNORECASE)),
    ("opening brackets", re.compile(r"\[")),
    ("leads nowhere", re.compile(r"\]\(")),
    ("is not UTF-8", re.compile("\ufffd")),
    ("direction of the text", re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A source line. What is meant goes from `start` to `end`, characters counted from 0; both
    are 0 where it cannot be told."""

    text: str
    start: int = 0
    end: int = 0

    @property
    def column(self) -> int | None:
        """Counted from 1, as editors' programs do."""
        return self.start + 1 if self.end else None

    @property
    def says_something(self) -> bool:
        """Whether it is worth showing: neither empty nor the edge of the front matter."""
        return bool(self.text.strip()) and not _FENCE.fullmatch(self.text)


@dataclass(frozen=True)
class SourceLines:
    """The lines of a site's files, each file read once. `root` is the folder of `mkdocs.yml`."""

    root: Path
    _files: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def spot(self, finding: Finding) -> Spot | None:
        """Where a Finding points to; None when there is no such line, or not any more."""
        place = finding.place
        lines = self._lines(place.path)
        if not 1 <= place.line <= len(lines):
            return None
        line = lines[place.line - 1]
        found = [*_candidates(finding.problem, line, _is_field(place, lines))]
        if 1 <= place.column <= len(line):
            known = place.column - 1
            found = [spot for spot in found if spot[0] >= known] or [(known, known + 1)]
        return Spot(line, *(found[0] if found else (0, 0)))

    def _lines(self, path: str) -> tuple[str, ...]:
        if path not in self._files:
            self._files[path] = tuple(_read(self.root / path))
        return self._files[path]


def _read(file: Path) -> list[str]:
    """The lines as Findings count them. Links are not followed: they may lead to what is secret."""
    try:
        if file.is_symlink() or not file.is_file():
            return []
        source = file.read_bytes().decode("utf-8-sig", errors="replace")
    except (OSError, ValueError):  # gone, unreadable, or no name of a file at all
        return []
    source = without_secrets(source.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", source).split("\n")


def _is_field(place: Place, lines: tuple[str, ...]) -> bool:
    """Whether a line is YAML: all of a `.yml`, and what stands between the fences of a text."""
    if place.path.endswith((".yml", ".yaml")):
        return True
    fences = sum(bool(_FENCE.fullmatch(line)) for line in lines[: place.line])
    return fences == 1


def _candidates(problem: str, line: str, is_field: bool) -> Iterator[tuple[int, int]]:
    """Where in a line a problem may be, the likeliest first."""
    if (column := _COLUMN.search(problem)) and int(column.group(1)) <= len(line):
        yield int(column.group(1)) - 1, int(column.group(1))
    # `'slug' 'Ä' cannot be part of an address`: the value says more than the name of its field.
    for quoted in reversed(_QUOTED.findall(problem)):
        yield from _found(quoted, line)
    if character := _CHARACTER.search(problem):
        yield from _found(chr(int(character.group(1), 16)), line)
    for element in _ELEMENT.findall(problem):
        yield from _found(element, line)
    for words, sign in _SIGNS:
        if words in problem and (match := sign.search(line)):
            yield match.span()
    if is_field and (key := _KEY.match(line)):
        yield key.span(1)


def _found(wanted: str, line: str) -> Iterator[tuple[int, int]]:
    """Where a text stands in a line: as a word of its own, else anywhere, in whatever case."""
    exact = re.escape(wanted)
    for pattern in (rf"(?<!\w){exact}(?!\w)", exact):
        if match := re.search(pattern, line, re.IGNORECASE):
            yield match.span()
            return
