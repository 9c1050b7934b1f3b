"""What subscribers have got: the entries of any site's feeds, as far as a comparison needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """An entry as it was published. `url` is absolute, `title` is plain text, and `content` is a
    fingerprint of everything else that a subscriber reads."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    content: str


@dataclass(frozen=True, slots=True)
class Published:
    """A feed document; `url` is where it says that it stands, empty where it does not say so."""

    url: str
    entries: tuple[PublishedEntry, ...]


class Malformed(Exception):  # noqa: N818 (it says what the document is)
    """Bytes that are no feed document; the message says why, `line` where."""

    def __init__(self, line: int | None, problem: str) -> None:
        self.line = line or 1
        super().__init__(problem)


def moment_in(text: str, parse: Callable[[str], datetime]) -> datetime | None:
    try:
        moment = parse(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def fingerprint_of(*parts: object) -> str:
    said = "\0".join(str(part or "") for part in parts)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
