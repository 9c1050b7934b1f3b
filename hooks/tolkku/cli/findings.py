"""Findings for a terminal, as annotations, as JSON and as Markdown."""

from __future__ import annotations

import json
import os
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import click

from tolkku.cli.terminal import cells
from tolkku.model.findings import Finding, Place
from tolkku.model.harmless import escaped, visible
from tolkku.model.secrets import without_secrets

WIDTH = 80
_NARROWEST, _WIDEST = 40, 100
_CUT = "…"

Style = Callable[..., str]


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file: files with errors before others, and in a file errors before notes."""
    given = tuple(findings)
    broken = {finding.place.path for finding in given if finding.is_error}
    return tuple(
        sorted(
            given,
            key=lambda found: (found.place.path not in broken, found.place.path,
                               not found.is_error, found.place.line),
        )
    )  # fmt: skip


@dataclass(frozen=True)
class Display:
    """How Findings are shown: from which sources, how wide, with colour or without.

    Colour only repeats what words and signs say (WCAG 1.4.1).
    """

    lines: SourceLines
    width: int = WIDTH
    color: bool = False

    def text(self, findings: Iterable[Finding]) -> str:
        """All of them, in the order given; an empty line after each file."""
        shown: list[str] = []
        for path, group in groupby(findings, lambda found: found.place.path):
            shown.append(self._style(visible(path), bold=True))
            for finding in group:
                shown += self._finding(finding)
            shown.append("")
        return "\n".join(shown) + "\n" if shown else ""

    def _finding(self, finding: Finding) -> Iterator[str]:
        name = finding.severity.value
        line = f", line {finding.place.line}" if finding.place.line else ""
        said = self._wrapped(f"{name}{line}: {finding.problem}", "  ")
        hue = "red" if finding.is_error else "blue"
        yield said[0].replace(name, self._style(name, fg=hue, bold=True), 1)
        yield from said[1:]
        spot = self.lines.spot(finding)
        if spot and spot.says_something:
            yield from self._excerpt(spot, finding.place.line, hue)
        yield from self._wrapped(finding.remedy, "    ")

    def _excerpt(self, spot: Spot, number: int, hue: str) -> Iterator[str]:
        margin = f"{number:>7} | "
        before, meant, after = _clipped(spot, self._inner_width - len(margin))
        yield f"{self._style(margin, dim=True)}{before}{meant}{after}".rstrip()
        if meant:
            pointer = " " * cells(before) + self._style("^" * max(1, cells(meant)), fg=hue)
            yield self._style(" " * (len(margin) - 2) + "| ", dim=True) + pointer

    @property
    def _inner_width(self) -> int:
        return max(_NARROWEST, min(self.width, _WIDEST))

    def _wrapped(self, text: str, indent: str) -> list[str]:
        # At the beginning of a line, `::` would be an order to the program that runs CI.
        said = visible(text).replace(" ::", "\u00a0::")
        return textwrap.wrap(
            said, self._inner_width, initial_indent=indent, subsequent_indent="    ",
            break_long_words=False, break_on_hyphens=False,
        ) or [indent.rstrip()]  # fmt: skip

    def _style(self, text: str, **styles: object) -> str:
        return click.style(text, **styles) if self.color else text  # type: ignore[arg-type]


def _clipped(spot: Spot, room: int) -> tuple[str, str, str]:
    """What is before, what is meant, what is after, as a terminal shows it; in so many columns."""
    before = visible(spot.text[: spot.start]).lstrip()
    meant = visible(spot.text[spot.start : spot.end])
    after = visible(spot.text[spot.end :]).rstrip()
    if not meant:
        before, after = "", before + after.lstrip()
    if cells(before + meant + after) <= room:
        return before, meant, after
    meant = _head(meant, room * 2 // 3)
    before = _tail(before, max(room - cells(meant + after), (room - cells(meant)) // 2))
    return before, meant, _head(after, room - cells(before + meant))


def _head(text: str, room: int) -> str:
    if cells(text) <= room:
        return text
    while text and cells(text) >= room:
        text = text[: min(len(text) - 1, room)]
    return text + _CUT if room > 0 else ""


def _tail(text: str, room: int) -> str:
    return _head(text[::-1], room)[::-1]


_LINE_ENDS = {"\r": "%0D", "\n": "%0A"}
_COMMANDS = {True: ("error", "This stops the build"), False: ("notice", "Worth knowing")}


def as_json(findings: Iterable[Finding], lines: SourceLines) -> str:
    """A list of objects, in the order given. Their keys stay what they are:

    `severity` (`error` or `note`), `path` (relative to the folder of `mkdocs.yml`, with `/`),
    `line` and `column` (from 1; null where there is none), `end_column` (the first one after what
    is meant), `problem`, `remedy`, `source` (the line as it stands in the file, or null).
    All of it is ASCII, so that no terminal and no pipe can spoil it; and no two # stand together,
    which could be an order to CI.
    """
    made = [_object(finding, lines) for finding in findings]
    return json.dumps(made, indent=2).replace("##", "#\\u0023") + "\n"


def _object(finding: Finding, lines: SourceLines) -> dict[str, object]:
    spot = lines.spot(finding)
    column = spot.column if spot else None
    return {
        "severity": finding.severity.value,
        "path": finding.place.path,
        "line": finding.place.line or None,
        "column": column,
        "end_column": spot.end + 1 if spot and column else None,
        "problem": finding.problem,
        "remedy": finding.remedy,
        "source": spot.text if spot else None,
    }


def as_annotations(findings: Iterable[Finding], lines: SourceLines, workspace: Path) -> str:
    """Workflow commands, one a line; GitHub shows each beside its line in the pull request.

    `workspace` is the folder of the repository. Of each kind GitHub shows ten a step: what comes
    first matters. docs.github.com: Workflow commands for GitHub Actions.
    """
    return "".join(f"{_annotation(finding, lines, workspace)}\n" for finding in findings)


def _annotation(finding: Finding, lines: SourceLines, workspace: Path) -> str:
    command, title = _COMMANDS[finding.is_error]
    properties = [*_position(finding, lines, workspace), ("title", title)]
    said = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{command} {said}::{_data(f'{finding.problem} {finding.remedy}')}"


def _position(finding: Finding, lines: SourceLines, workspace: Path) -> Iterator[tuple[str, str]]:
    path, line = finding.place.path, finding.place.line
    yield "file", _from(workspace, lines.root / path) or path
    if line:
        yield "line", str(line)
    spot = lines.spot(finding)
    if line and spot and spot.column:
        yield "col", str(spot.column)
        yield "endColumn", str(spot.end + 1)


def _from(workspace: Path, file: Path) -> str | None:
    """The way to a file that is there; some Findings are about an option, or what is missing."""
    try:
        there = file.exists()
    except (OSError, ValueError):  # no name that a file can have
        return None
    return Path(os.path.relpath(file, workspace)).as_posix() if there else None


def _data(text: str) -> str:
    pieces = re.split("([\r\n])", text.replace("%", "%25"))
    return "".join(_LINE_ENDS.get(piece) or visible(piece) for piece in pieces)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_MOST = 10
_GOOD = "Notes stop nothing."
_BAD = "Errors stop every build."


def summary_line(shown: Sequence[Finding], others: Sequence[Finding] = ()) -> str:
    """`1 error, 2 notes in 2 files. Errors stop every build.`

    `others` are Findings about what nobody asked for.
    """
    elsewhere = sum(finding.is_error for finding in others)
    said = [f"{_counts(shown)}. {_verdict(shown)}" if shown else "Nothing to tell."]
    if elsewhere:
        said.append(f"Elsewhere: {counted(elsewhere, 'error')}.")
    return " ".join(said)


def markdown_summary(shown: Sequence[Finding], others: Sequence[Finding] = ()) -> str:
    """Counts, the worst ten, and what to do, for the page of a CI run. `shown`: worst first."""
    errors = [finding for finding in shown if finding.is_error]
    worst = errors or list(shown)
    blocks = [f"## Check: {_counts(shown) if shown else 'nothing to tell'}"]
    if shown:
        blocks.append(f"**{_verdict(shown)}**")
    if worst:
        blocks.append("\n".join(["| where | what | what to do |", "|---|---|---|",
                                 *map(_row, worst[:_MOST])]))  # fmt: skip
    if len(worst) > _MOST:
        what = "error" if errors else "note"
        blocks.append(f"… and {counted(len(worst) - _MOST, f'more {what}')}.")
    elsewhere = sum(finding.is_error for finding in others)
    if elsewhere:
        blocks.append(f"Elsewhere: {counted(elsewhere, 'error')}.")
    if shown:
        blocks.append("All of it, with the lines meant: `tolkku check`.")
    return "\n\n".join(blocks) + "\n"


def _row(finding: Finding) -> str:
    where = f"{escaped(str(finding.place))} ({finding.severity.value})"
    return f"| {where} | {escaped(finding.problem)} | {escaped(finding.remedy)} |"


def _verdict(shown: Sequence[Finding]) -> str:
    return _BAD if any(finding.is_error for finding in shown) else _GOOD


def _counts(shown: Sequence[Finding]) -> str:
    errors = sum(finding.is_error for finding in shown)
    files = len({finding.place.path for finding in shown})
    counts = f"{counted(errors, 'error')}, {counted(len(shown) - errors, 'note')}"
    return f"{counts} in {counted(files, 'file')}"


def counted(number: int, what: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


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
