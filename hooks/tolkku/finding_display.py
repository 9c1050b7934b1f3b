"""Finding display: Findings for a terminal, grouped by file, with the source line and the spot."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import click

from tolkku.findings import Finding
from tolkku.printing import cells, visible
from tolkku.spots import SourceLines, Spot

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
