"""Feed events: what can happen to a feed's subscribers when a site is published anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tolkku.feed_reading import Channel


class Weight(Enum):
    """How much an Event matters, in the words before the Events of that weight."""

    BROKEN = "Not ready to be published"
    NEWS = "Subscribers get"
    DOUBTFUL = "To look at"
    UNNOTICED = "Subscribers do not notice"


class Kind(Enum):
    """What happens: its weight, what one is called, and more, and what subscribers have of it.

    They are told in this order.
    """

    RENAMED = (
        Weight.BROKEN, "entry with another id", "entries with other ids",
        "Sent to subscribers again, as if new. Keep the bulletin's folder, "
        "its `feed_id` and `id_domain`.",
    )  # fmt: skip
    REMOVED = (
        Weight.BROKEN, "entry gone from its feed", "entries gone from their feeds",
        "In no document any more, archives included. Withdraw a bulletin by one that cancels it.",
    )  # fmt: skip
    GONE = (
        Weight.BROKEN, "feed document gone", "feed documents gone",
        "Whoever subscribes there gets nothing any more.",
    )  # fmt: skip
    REDATED = (
        Weight.BROKEN, "entry published at another time", "entries published at another time",
        "Feed readers and mail services go by this time, which must never change.",
    )  # fmt: skip
    NEW = (
        Weight.NEWS, "new entry", "new entries",
        "Shown by feed readers, sent by mail services.",
    )  # fmt: skip
    UPDATED = (
        Weight.NEWS, "updated entry", "updated entries",
        "Shown again by feed readers that show updates, not sent again by mail services.",
    )  # fmt: skip
    BACKDATED = (
        Weight.DOUBTFUL, "new entry that is dated back", "new entries that are dated back",
        "Older than what subscribers have, or in an archive only: they may never get it.",
    )  # fmt: skip
    RETURNED = (
        Weight.DOUBTFUL, "entry back from the archives", "entries back from the archives",
        "Not updated: feed readers that have forgotten it show it as if it were new.",
    )  # fmt: skip
    DISAGREEING = (
        Weight.DOUBTFUL, "entry that differs by format", "entries that differ by format",
        "What subscribers get depends on the format that they chose.",
    )  # fmt: skip
    ASTRAY = (
        Weight.DOUBTFUL, "entry without its page", "entries without their pages",
        "Its link leads to no file of the new site.",
    )  # fmt: skip
    LOST = (
        Weight.DOUBTFUL, "lost address", "lost addresses",
        "A page was there, and now there is neither page nor redirect. "
        "Name it in the `aliases` of an edition, or of the feeds in mkdocs.yml.",
    )  # fmt: skip
    SILENT = (
        Weight.UNNOTICED, "entry edited without notice", "entries edited without notice",
        "Edited without a later time of update, or in an archive only.",
    )  # fmt: skip
    REPLACED = (
        Weight.UNNOTICED, "entry in another language replaced",
        "entries in another language replaced",
        "As is meant to be: the edition that it stood in for is an entry of its own.",
    )  # fmt: skip
    ADDED = (
        Weight.UNNOTICED, "new feed", "new feeds", "Nobody has subscribed yet.",
    )  # fmt: skip

    def __init__(self, weight: Weight, one: str, more: str, meaning: str) -> None:
        self.weight, self.meaning = weight, meaning
        self._one, self._more = one, more

    def counted(self, number: int) -> str:
        """`1 new entry`, `2 new entries`."""
        return f"{number} {self._one if number == 1 else self._more}"


@dataclass(frozen=True, slots=True)
class Event:
    """What happens to one entry of one language, with its particulars, in some channels."""

    kind: Kind
    language: str
    id: str
    title: str
    published: datetime
    note: str
    channels: tuple[Channel, ...]


Documents = frozenset[tuple[Channel, str]]
"""Feed documents: each its channel and its archive's name, "" for subscription documents."""


@dataclass(frozen=True)
class FeedDiff:
    """The difference between the site as it is published and the one that is to be.

    `shared` are the channels of both; `lost` are addresses of pages that lead nowhere now.
    """

    events: tuple[Event, ...]
    shared: frozenset[Channel]
    gone: Documents
    added: Documents
    lost: tuple[str, ...]

    @property
    def is_broken(self) -> bool:
        """Whether subscribers would get what they have again, or miss what they had."""
        return bool(self.gone) or any(e.kind.weight is Weight.BROKEN for e in self.events)
