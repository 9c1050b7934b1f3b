"""Findings: what an editor should know: place, problem, remedy; and the errors that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from tolkku.model.secrets import without_secrets


class Severity(Enum):
    """How much a Finding weighs: an error stops every build, a note never does."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a source file.

    `path` is relative to the folder of `mkdocs.yml`, with `/`; `line` counts from 1, and is 0 for
    what has no lines: a folder, an option. `column` counts from 1, and is 0 where only the line is
    known.
    """

    path: str
    line: int = 1
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an editor should know: where it is, what is wrong and what to do about it."""

    place: Place
    severity: Severity
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} {self.remedy}"

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def error(place: Place, problem: str, remedy: str) -> Finding:
    """A Finding that stops every build before anything is written."""
    return Finding(place, Severity.ERROR, problem, remedy)


def note(place: Place, problem: str, remedy: str) -> Finding:
    """A Finding that is told and never stops a build, not even a strict one."""
    return Finding(place, Severity.NOTE, problem, remedy)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The Findings by file and line, errors first on one line, each said once, and none with a
    secret in it that it quotes from a text."""
    unique = dict.fromkeys(map(_discreet, findings))
    return tuple(sorted(unique, key=_position))


def _position(finding: Finding) -> tuple[str, int, bool, int, str]:
    place = finding.place
    return place.path, place.line, not finding.is_error, place.column, finding.problem


def _discreet(finding: Finding) -> Finding:
    problem, remedy = without_secrets(finding.problem), without_secrets(finding.remedy)
    if (problem, remedy) == (finding.problem, finding.remedy):
        return finding
    return replace(finding, problem=problem, remedy=remedy)


class Refusal(Exception):  # noqa: N818 (it says what happens to what was written or asked for)
    """What somebody wrote or asked for cannot be taken as it is: why, and what to write instead.

    It becomes an error at a place of the text, or is told to whoever typed it. `place` is where
    that is known better than by whoever catches it.
    """

    def __init__(self, problem: str, remedy: str = "", place: Place | None = None) -> None:
        super().__init__("\n".join(filter(None, (problem, remedy))))
        self.problem, self.remedy, self.place = problem, remedy, place

    def at(self, place: Place, before: str = "") -> Finding:
        """The error that it is at this place, with some words before the problem."""
        return error(self.place or place, before + self.problem, self.remedy)


class TolkkuError(Exception):
    """Something that stops the work; `findings` say where, what and what to do."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = in_order(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class SourceError(TolkkuError):
    """One file that cannot be read at all."""

    def __init__(self, place: Place, problem: str, remedy: str) -> None:
        super().__init__([error(place, problem, remedy)])


class PublishingError(TolkkuError):
    """The finished site could not take the place of the old one, which is as it was."""

    def __init__(self, folder: str, problem: str, remedy: str) -> None:
        super().__init__([error(Place(folder, 0), problem, remedy)])


class HistoryError(TolkkuError):
    """Git does not say what changed."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__([error(Place("--changed", 0), problem, remedy)])
