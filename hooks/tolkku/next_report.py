"""Next report: the changes to come, for people and for programs.

As JSON: `at`, the moment as of which all is said; `next`, the next moment, or null; `changes`, each
with `at`, its `kind` (`edition`, `update`, `expiry`, `next-update`, `digest`, `archive`, `duty`,
`waiver`, `review`), `what` in words, `file` and `line` or null, and whether it `changes_site` or
only what editors are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from tolkku.changes import Change

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
