"""Feed documents: which entries stand in the one that is subscribed to, and which in archives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tolkku.feeds.values import Chain, FeedEntry, FeedHead
from tolkku.feeds.xml import WRITERS, Writer
from tolkku.model.dates import Period, month_of

MOST_ENTRIES = 30
LARGEST = 250_000  # bytes

Written = Mapping[str, Mapping[str, bytes]]
"""Each format's entries by their ids, as the format writes them; formats by how names end."""


@dataclass(frozen=True)
class Paper:
    """A feed before it is divided into documents: its head, its entries from the newest on, and
    what they are in each format."""

    head: FeedHead
    entries: tuple[FeedEntry, ...]
    written: Written
    address: Callable[[str], str]
    """The document's address on the site from the end of its name: `.atom.xml`, `/2026-11.json`."""
    absolute: Callable[[str], str]
    is_archived: bool


def documents(paper: Paper, now: datetime) -> Iterator[tuple[str, bytes]]:
    """(site address, bytes) of every document: the one that is subscribed to, then the archives
    from the newest on, in every format.

    Of a feed that is not archived there is only the first. A month is archived with all its
    entries once it is over. The current one is too, for the time being, as soon as the
    subscription document cannot hold it. A chain needs two archives; as long as there is one month
    only, the subscription document holds everything.
    """
    newest = subscribed(paper)
    archives = _archives(paper.entries, newest, now) if paper.is_archived else []
    if paper.is_archived and len(archives) < 2:
        newest, archives = paper.entries, []
    for writer in WRITERS:
        yield from _written(paper, writer, newest, archives)


def _written(
    paper: Paper,
    writer: Writer,
    newest: tuple[FeedEntry, ...],
    archives: Sequence[tuple[Period, tuple[FeedEntry, ...]]],
) -> Iterator[tuple[str, bytes]]:
    current = paper.address(f".{writer.ending}")
    rows = [
        (current, newest),
        *((paper.address(f"/{month.name}.{writer.ending}"), held) for month, held in archives),
    ]
    urls = [paper.absolute(address) for address, _ in rows]
    for place, (address, held) in enumerate(rows):
        chain = Chain(
            own=urls[place],
            current=urls[0] if place else "",
            previous=urls[place + 1] if place + 1 < len(urls) else "",
            following=urls[place - 1] if place > 1 else "",
        )
        updated = max((entry.updated for entry in held), default=paper.head.updated)
        head = replace(paper.head, updated=updated, chain=chain)
        written = paper.written[writer.ending]
        yield address, writer.document(head, [written[entry.id] for entry in held])


def subscribed(paper: Paper) -> tuple[FeedEntry, ...]:
    """The entries that changed last and fit, newest first; the same ones in every format.

    So a correction reaches subscribers although its bulletin is an old one.
    """
    latest = sorted(paper.entries, key=lambda entry: entry.updated, reverse=True)[:MOST_ENTRIES]
    room = LARGEST - max(len(writer.document(_longest(paper), ())) for writer in WRITERS)
    sizes = {
        entry.id: max(len(paper.written[writer.ending][entry.id]) + 1 for writer in WRITERS)
        for entry in latest
    }
    while len(latest) > 1 and sum(sizes[entry.id] for entry in latest) > room:
        latest.pop()
    chosen = {entry.id for entry in latest}
    return tuple(entry for entry in paper.entries if entry.id in chosen)


def _longest(paper: Paper) -> FeedHead:
    """The head with every link that it may get."""
    return replace(
        paper.head, chain=Chain(*[paper.absolute(paper.address("/2026-11.rss.xml"))] * 4)
    )


def _archives(
    entries: tuple[FeedEntry, ...], newest: tuple[FeedEntry, ...], now: datetime
) -> list[tuple[Period, tuple[FeedEntry, ...]]]:
    """The months that are archived, newest first, and their entries."""
    months: dict[Period, list[FeedEntry]] = defaultdict(list)
    for entry in entries:
        months[month_of(entry.published.date())].append(entry)
    in_newest = {entry.id for entry in newest}
    return [
        (month, tuple(held))
        for month, held in months.items()
        if month.after <= now.date() or any(entry.id not in in_newest for entry in held)
    ]
