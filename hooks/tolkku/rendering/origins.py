"""Origins: where in an edition's source something was written that its rendered body holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tolkku.model.findings import Finding, Place, Severity
from tolkku.model.texts import Edition


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong, before its line is known: `where` is the place of the block that it is in,
    `LINE:COLUMN`, empty for the whole text; `pieces` are how it may be written there."""

    problem: str
    where: str
    pieces: tuple[str, ...] = ()
    remedy: str = "Write it in Markdown."
    severity: Severity = Severity.ERROR


@dataclass
class Origins:
    """Finds what is written in one edition; of the same thing again, the next place that has it.

    `mark` is the attribute in which an element says at which place its block begins; `lasts` has
    the last line of each block by that place.
    """

    edition: Edition
    mark: str = "data-tk"
    lasts: Mapping[str, int] = field(default_factory=dict)
    _after: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lines = self.edition.body.split("\n")

    @property
    def first(self) -> Place:
        return Place(self.edition.path, self.edition.body_line)

    def of(self, where: str, *pieces: str) -> Place:
        """The place of the first piece that stands in the block, in whatever case; else the
        block's own."""
        line, column = _read(where)
        last = self.lasts.get(where, len(self._lines)) if where else len(self._lines)
        for piece in pieces:
            start = self._after.get((where, piece), line - 1)
            # What begins with an end tag has no place of its own, and stands below the last.
            below = range(last, len(self._lines)) if where else ()
            for number in (*range(start, last), *range(line - 1, min(start, last)), *below):
                at = self._lines[number].casefold().find(piece.casefold())
                if at >= 0:
                    self._after[(where, piece)] = number + 1
                    return self._place(number + 1, at + 1)
        return self._place(line, column) if where else self.first

    def finding(self, told: Told) -> Finding:
        place = self.of(told.where, *told.pieces)
        return Finding(place, told.severity, told.problem, told.remedy)

    def findings(self, told: Iterable[Told]) -> list[Finding]:
        return [self.finding(each) for each in told]

    def _place(self, line: int, column: int) -> Place:
        """Lines of the body count from where it begins in its file."""
        return Place(self.edition.path, self.edition.body_line + line - 1, column)


def _read(where: str) -> tuple[int, int]:
    """
    >>> _read("12:3")
    (12, 3)
    """
    line, _, column = where.partition(":")
    return int(line or 1), int(column or 1)
