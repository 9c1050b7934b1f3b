"""Feed agreement: what feed documents of a site must say alike, and how they lead on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import zip_longest
from typing import TypeVar

from tolkku.feed_judge import JudgedEntry
from tolkku.feed_judged import Entry, Head, Stand
from tolkku.feed_lint import Judgement

Judged = Mapping[Stand, Judgement]
Told = tuple[Stand, str, str]
"""A document, the id of the entry in it or nothing, and what is wrong."""

_ENDINGS = frozenset({"rss.xml", "atom.xml", "json"})
_Key = TypeVar("_Key")
_Said = TypeVar("_Said", bound=Hashable)


def disagreements(judged: Judged) -> Iterator[Told]:
    """What documents say differently, and where one does not lead to the next."""
    yield from _different_entries(judged)
    yield from _different_formats(judged)
    yield from _different_hubs(judged)
    yield from _different_domains(judged)
    feeds: dict[tuple[str, str, str], list[Stand]] = defaultdict(list)
    for stand in judged:
        feeds[stand.language, stand.name, stand.ending].append(stand)
    for stands in feeds.values():
        in_order = sorted(stands, key=lambda stand: (not stand.month, stand.month), reverse=True)
        yield from _broken_chain(in_order, judged)
        yield from _not_archived(in_order, judged)


def _entries(judged: Judged, stand: Stand) -> tuple[JudgedEntry, ...] | None:
    read = judged[stand].read
    return read.entries if read else None


def _different_entries(judged: Judged) -> Iterator[Told]:
    """An entry says the same in every feed and every format (rule 4)."""
    first: dict[str, tuple[Entry, Stand]] = {}
    for stand in judged:
        for entry in _entries(judged, stand) or ():
            id = entry.said.id
            said, where = first.setdefault(id, (entry.said, stand))
            if said is not entry.said and said != entry.said:
                yield stand, id, f"has {_difference(said, entry.said)} than in {where.address}"


def _difference(one: Entry, other: Entry) -> str:
    names = [each.name for each in fields(Entry)]
    different = [name for name in names if getattr(one, name) != getattr(other, name)]
    return f"another {' and another '.join(different)}"


def _different_formats(judged: Judged) -> Iterator[Told]:
    """A document is there in every format, with the same entries in the same order."""
    documents: dict[tuple[str, str, str], list[Stand]] = defaultdict(list)
    for stand in judged:
        documents[stand.every_format].append(stand)
    for stands in documents.values():
        for ending in sorted(_ENDINGS - {stand.ending for stand in stands}):
            yield stands[0], "", f"is not there as .{ending} too"
        read = [(stand, _entries(judged, stand)) for stand in stands]
        held = [(s, [entry.said.id for entry in found]) for s, found in read if found is not None]
        for stand, ids in held[1:]:
            if ids != held[0][1]:
                yield stand, "", f"has other entries than {held[0][0].address}, or in another order"


def _different_hubs(judged: Judged) -> Iterator[Told]:
    """All documents name the hub that is configured, or none (rule 8)."""
    named = {stand: found.read.head.hubs for stand, found in judged.items() if found.read}
    for stand, hubs in _odd_ones(named):
        yield stand, "", f"names the hubs {list(hubs)}, and most documents do not"


def _different_domains(judged: Judged) -> Iterator[Told]:
    """All ids are of one domain, which never changes (rule 1)."""
    domains: dict[str, str] = {}
    where: dict[str, Stand] = {}
    for stand in judged:
        for entry in _entries(judged, stand) or ():
            if entry.id and entry.id.domain and entry.said.id not in where:
                domains[entry.said.id], where[entry.said.id] = entry.id.domain, stand
    for id, domain in _odd_ones(domains):
        yield where[id], id, f"has an id of the domain {domain}, and most entries have not"


def _odd_ones(said: Mapping[_Key, _Said]) -> Iterator[tuple[_Key, _Said]]:
    """Those that do not say what most say."""
    usual = Counter(said.values()).most_common(1)
    return ((key, value) for key, value in said.items() if value != usual[0][0])


def _broken_chain(stands: Sequence[Stand], judged: Judged) -> Iterator[Told]:
    """From what is subscribed to, readers come to every archive, and to each once (RFC 5005)."""
    subscribed, archives = stands[0], stands[1:]
    if subscribed.month:
        yield subscribed, "", f"is an archive without {subscribed.at('')}"
        return
    if len(archives) == 1:
        yield archives[0], "", "is the only archive; until there are two there must be none"
    newer: Stand | None = None
    for stand, older in zip_longest(stands, archives):
        read = judged[stand].read
        if read:
            yield from ((stand, "", problem) for problem in _neighbours(read.head, newer, older))
        newer = stand if stand.month else None


def _neighbours(head: Head, newer: Stand | None, older: Stand | None) -> Iterator[str]:
    if head.previous != (older.url if older else ""):
        wanted = older.address if older else "nothing"
        yield f"leads to older entries in '{head.previous}'; next to it stands {wanted}"
    if head.following not in (None, newer.url if newer else ""):
        wanted = newer.address if newer else "nothing"
        yield f"leads to newer entries in '{head.following}'; next to it stands {wanted}"


def _not_archived(stands: Sequence[Stand], judged: Judged) -> Iterator[Told]:
    """An archive holds all entries of its month, and no month before the last is left out."""
    archives = {stand.month: _entries(judged, stand) for stand in stands if stand.month}
    if stands[0].month or not archives:
        return
    for entry in _entries(judged, stands[0]) or ():
        month = f"{entry.said.published:%Y-%m}"
        held = archives.get(month, () if month < max(archives) else None)
        if held is not None and entry.said.id not in {each.said.id for each in held}:
            yield stands[0], entry.said.id, f"is not in the archive of its month, {month}"
