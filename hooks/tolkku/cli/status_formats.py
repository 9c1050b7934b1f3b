"""Status, lags and coming changes, as tables for people and as JSON for programs.

Status as JSON. Keys may be added; those that are there stay:

`at`            the moment as of which all is said, as all moments ISO 8601 with offset
`languages`     the tags of the languages asked for
`texts`         the Texts asked for, the most urgent first, each with
    `id`, `kind`, `original`    its id; a bulletin's kind, else `page`; a language tag
    `editions`                  one for each language:
        `language`, `path`      its tag, and its file, null if there is none
        `state`                 `full`, `summary`, `machine`; null if there is none
        `stands`                `current`, `outdated`, `unconfirmed`, `scheduled`, `draft` or
                                `missing`
        `published`             when readers get or got it, or null
        `behind_since`, `days_behind`, `newer`   how far behind: a moment or null, whole days or
                                null, and which parts of the original are newer
        `owed`                  duties not met, each with
            `for`, `state`      which duty it is, and what it asks for at least
            `due`, `progress`   a moment; `open`, `overdue`, `waived`
            `waiver`            null, or `by`, `reason` and `until`
`summary`       how many texts; and how many editions are `overdue`, `owed`, `waived`, and how many
                stand how

Lags as JSON: `at`, the moment as of which all is said; `lags`, one for each `month` (`2026-12`) and
`language`, with the number of `editions` that came after the first, the `median_hours` and
`worst_hours` that they took and the `worst` one's id (null where there is none), and the number of
Texts that are `missing` one.

Coming changes as JSON: `at`, the moment as of which all is said; `next`, the next moment, or null;
`changes`, each with `at`, its `kind` (`edition`, `update`, `expiry`, `next-update`, `digest`,
`archive`, `duty`, `waiver`, `review`), `what` in words, `file` and `line` or null, and whether it
`changes_site` or only what editors are told.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import Enum
from itertools import groupby
from typing import Any

from tolkku.model.texts import BulletinKind
from tolkku.publishing.upcoming import Change
from tolkku.translation.duties import Owed, Progress, by, shown, wanted
from tolkku.translation.status import Board, Cell, Lag, Row, Stands

WIDTH = 80
_NARROWEST_NAME = 24
_WORDS = 12  # columns of `* scheduled!`

_MARKS = {
    Stands.CURRENT: "=", Stands.OUTDATED: "~", Stands.UNCONFIRMED: "?", Stands.MISSING: "-",
    Stands.DRAFT: ".", Stands.SCHEDULED: "*",
}  # fmt: skip
_OVERDUE = "!"


class Tone(Enum):
    """What a terminal may say by colour too; never by colour alone."""

    PLAIN = "plain"
    LATE = "late"
    WAITING = "waiting"


Paint = Callable[[str, Tone], str]
"""Gives a text a colour, or leaves it as it is."""


def status_table(board: Board, paint: Paint, nothing: str = "0 texts.") -> str:
    """The board as a table: a line a Text, below it a line for each language in which something
    is owed or behind, and at the end what the marks mean and how many there are of each. Of an
    empty board it says `nothing`."""
    lines = [f"As of {shown(board.now)}", ""]
    if board.rows:
        columns = _Columns(board)
        lines.append(columns.head())
        for row in board.rows:
            lines += columns.row(row, paint)
            for cell in row.cells:
                lines += _particulars(cell, board.now, paint)
        lines += ["", columns.legend()]
    lines.append(_summary(board) if board.rows else nothing)
    return "\n".join(lines) + "\n"


class _Columns:
    """The widths of a table: with words where they fit, else with letters."""

    def __init__(self, board: Board) -> None:
        self._languages = board.languages
        room = WIDTH - _NARROWEST_NAME
        self._has_words = len(self._languages) * (_WORDS + 1) <= room
        widest = max(len(language.tag) for language in self._languages)
        self._cell = max(_WORDS if self._has_words else 3, widest)
        left = max(WIDTH - len(self._languages) * (self._cell + 1), 1)
        longest = max(len(_name(row)) for row in board.rows)
        self._name = min(left, max(_NARROWEST_NAME, longest + 1))

    def head(self) -> str:
        tags = (f" {language.tag:{self._cell}}" for language in self._languages)
        return f"{'Text':{self._name}}{''.join(tags)}".rstrip()

    def row(self, row: Row, paint: Paint) -> Iterator[str]:
        """One line; where the name is too long for it, the name stands on lines of its own."""
        name = _name(row)
        if len(name) > self._name:
            yield from textwrap.wrap(name, WIDTH)
            name = ""
        line = f"{name:{self._name}}"
        gap = ""
        for cell in row.cells:
            said = self._said(cell)
            line += f"{gap} {paint(said, _tone(cell))}"
            gap = " " * (self._cell - len(said))
        yield line

    def _said(self, cell: Cell) -> str:
        late = _OVERDUE if cell.has(Progress.OVERDUE) else ""
        if self._has_words:
            return f"{_MARKS[cell.stands]} {_word(cell)}{late}"
        letter = cell.edition.state.value[0] if cell.edition else ""
        return f"{_MARKS[cell.stands]}{letter}{late}"

    def legend(self) -> str:
        marks = [f"{mark} {stands.value}" for stands, mark in _MARKS.items()]
        lines = ["  ".join([*marks, f"{_OVERDUE} overdue"])]
        lines += [] if self._has_words else ["f full  s summary  m machine"]
        return "\n".join(lines)


def _name(row: Row) -> str:
    return f"{row.text.id}  urgent" if row.kind == BulletinKind.URGENT.value else row.text.id


def _word(cell: Cell) -> str:
    """What an edition is; one that readers do not have, why they have it not."""
    is_out = cell.stands in (Stands.CURRENT, Stands.OUTDATED, Stands.UNCONFIRMED)
    return cell.edition.state.value if cell.edition and is_out else cell.stands.value


def _tone(cell: Cell) -> Tone:
    if cell.has(Progress.OVERDUE):
        return Tone.LATE
    is_waiting = cell.has(Progress.OPEN) or cell.stands is Stands.OUTDATED
    return Tone.WAITING if is_waiting else Tone.PLAIN


def _particulars(cell: Cell, now: datetime, paint: Paint) -> Iterator[str]:
    """Lines on what is owed, how far behind it is, and when it comes out."""
    said = [_of_duty(owed) for owed in cell.owed]
    if cell.stands is Stands.OUTDATED or (cell.stands is Stands.UNCONFIRMED and cell.owed):
        said.append(_behind(cell, now))
    if cell.stands is Stands.SCHEDULED and cell.edition and cell.edition.published:
        said.append(f"comes out on {shown(cell.edition.published)}")
    if said:
        label = f"  {cell.language}  "
        lines = textwrap.wrap("; ".join(said), WIDTH, initial_indent=label,
                              subsequent_indent=" " * len(label))  # fmt: skip
        yield from (paint(line, _tone(cell)) for line in lines)


def _of_duty(owed: Owed) -> str:
    if owed.waiver:
        waiver = owed.waiver
        return f"waived until {waiver.until} by {waiver.by}: {waiver.reason}"
    tense = "overdue: " if owed.progress is Progress.OVERDUE else "owed: "
    return f"{tense}{wanted(owed)} {by(owed)} ({owed.duty.kind})"


def _behind(cell: Cell, now: datetime) -> str:
    days = cell.days_behind(now)
    far = "" if days is None else f" for {days} day{'' if days == 1 else 's'}"
    far = " since today" if days == 0 else far
    parts = f" in {', '.join(cell.parts)}" if cell.parts else ""
    return f"{cell.stands.value}{far}{parts}"


def _summary(board: Board) -> str:
    """`3 texts. Editions: 1 overdue, 2 owed, 4 current, 1 missing.`"""
    texts = f"{len(board.rows)} text{'' if len(board.rows) == 1 else 's'}."
    counts = [f"{number} {what}" for what, number in board.counts().items() if number]
    return textwrap.fill(f"{texts} Editions: {', '.join(counts)}.", WIDTH)


Json = dict[str, Any]


def status_json(board: Board) -> Json:
    """The board as the module says."""
    return {
        "at": board.now.isoformat(),
        "languages": [language.tag for language in board.languages],
        "texts": [_text(row, board.now) for row in board.rows],
        "summary": {"texts": len(board.rows), **board.counts()},
    }


def _text(row: Row, now: datetime) -> Json:
    return {
        "id": row.text.id,
        "kind": row.kind,
        "original": row.text.original.tag,
        "editions": [_edition(cell, now) for cell in row.cells],
    }


def _edition(cell: Cell, now: datetime) -> Json:
    edition = cell.edition
    return {
        "language": cell.language.tag,
        "path": edition.path if edition else None,
        "state": edition.state.value if edition else None,
        "stands": cell.stands.value,
        "published": _moment(edition.published if edition else None),
        "behind_since": _moment(cell.since),
        "days_behind": cell.days_behind(now),
        "newer": list(cell.parts),
        "owed": [_owed(owed) for owed in cell.owed],
    }


def _owed(owed: Owed) -> Json:
    waiver = owed.waiver
    return {
        "for": owed.duty.kind,
        "state": owed.duty.state.value,
        "due": owed.due.isoformat(),
        "progress": owed.progress.value,
        "waiver": waiver
        and {"by": waiver.by, "reason": waiver.reason, "until": waiver.until.isoformat()},
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


_HEAD = ("Month", "Language", "Editions", "Median", "Worst", "Missing", "")
_NOTHING = "There is nothing to compare yet.\n"


def lag_table(lags: tuple[Lag, ...]) -> str:
    """A line a month and language; the worst one's id stands on a line of its own if it is long."""
    if not lags:
        return _NOTHING
    head = ["Hours from the first edition to each other", "", _line(*_HEAD)]
    return "\n".join([*head, *(_of(lag) for lag in lags)]) + "\n"


def _of(lag: Lag) -> str:
    worst = lag.waits[0].text.id if lag.waits and lag.worst else ""
    return _line(
        lag.month.name, lag.language.tag, str(len(lag.waits)), _hours(lag.median),
        _hours(lag.worst), str(lag.missing), worst,
    )  # fmt: skip


def _line(*said: str) -> str:
    month, language, editions, median, worst, missing, name = said
    numbers = f"{month:7}  {language:8}  {editions:>8}  {median:>7}  {worst:>7}  {missing:>7}"
    long = len(numbers) + 2 + len(name) > 80
    return f"{numbers}\n    worst: {name}" if long else f"{numbers}  {name}".rstrip()


def _hours(hours: float | None) -> str:
    return "-" if hours is None else f"{hours:.1f}"


def lag_json(lags: tuple[Lag, ...], now: datetime) -> dict[str, Any]:
    """The lags as the module says."""
    return {"at": now.isoformat(), "lags": [_lag(lag) for lag in lags]}


def _lag(lag: Lag) -> dict[str, Any]:
    return {
        "month": lag.month.name,
        "language": lag.language.tag,
        "editions": len(lag.waits),
        "median_hours": _rounded(lag.median),
        "worst_hours": _rounded(lag.worst),
        "worst": lag.waits[0].text.id if lag.waits else None,
        "missing": lag.missing,
    }


def _rounded(hours: float | None) -> float | None:
    return None if hours is None else round(hours, 2)


NOTHING = "Nothing lies ahead: the site stays as it is until somebody changes it."


def at_the_next(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What the site changes by at the next moment at which it does, and nothing else."""
    seen = (change for change in changes if change.is_seen)
    together = groupby(seen, key=lambda change: change.at)
    return next((tuple(group) for _, group in together), ())


def next_lines(changes: tuple[Change, ...]) -> list[str]:
    """A line for each change: first the moment, ISO 8601 with its offset, then what happens."""
    return [
        f"{change.at.isoformat()}  {change.what}{'' if change.is_seen else ' (a note for editors)'}"
        for change in changes
    ]


def next_json(changes: tuple[Change, ...], now: datetime) -> dict[str, Any]:
    """The changes as the module says."""
    seen = [change.at.isoformat() for change in changes if change.is_seen]
    return {
        "at": now.isoformat(),
        "next": seen[0] if seen else None,
        "changes": [_change(change) for change in changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "at": change.at.isoformat(),
        "kind": change.kind.value,
        "what": change.what,
        "file": change.place.path if change.place else None,
        "line": change.place.line if change.place else None,
        "changes_site": change.is_seen,
    }
