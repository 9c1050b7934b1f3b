"""The errors that Tolkku raises itself: few, and each carries its Findings."""

from __future__ import annotations

from collections.abc import Iterable

from tolkku.findings import Finding, Place, error, in_order


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
