"""Changes: what will happen to a site by itself, because time passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tolkku.findings import Place


class ChangeKind(Enum):
    """What happens; at one moment in this order."""

    EDITION = "edition"
    UPDATE = "update"
    EXPIRY = "expiry"
    NEXT_UPDATE = "next-update"
    DIGEST = "digest"
    ARCHIVE = "archive"
    DUTY = "duty"
    WAIVER = "waiver"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happens: when, what, and the line that says so, if one does.

    If it is not seen, it changes no byte of the site, only what editors are told.
    """

    at: datetime
    kind: ChangeKind
    what: str
    place: Place | None = None
    is_seen: bool = True


@dataclass(frozen=True, slots=True)
class Possible:
    """A moment at which something may happen. What does then is found out only when it is asked
    for: with ten years of bulletins it takes long to look far ahead."""

    at: datetime
    changes: Callable[[], Iterator[Change]]
