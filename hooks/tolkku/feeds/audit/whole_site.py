"""All feed documents of a site: each judged by itself, and whether they agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import chain, zip_longest
from types import MappingProxyType
from typing import TypeVar

from tolkku.feeds.audit.document import Judge, JudgedEntry, Judgement, judgement
from tolkku.feeds.audit.entries import Entry, Head, Stand, stand_of
from tolkku.model.findings import Finding, Place, in_order, note
from tolkku.model.settings import FEED_ENDINGS

_MOST = 50  # Findings: one mistake of ours may be in every entry of ten years
_OURS = "No text is at fault: tell whoever looks after the builder before you publish."
_THEIRS = (
    "Look whether anything is odd in what it is made of; "
    "if not, tell whoever looks after the builder before you publish."
)


def _nothing(address: str) -> bytes | None:
    return None


def lint_site(
    files: Mapping[str, bytes],
    site_url: str,
    known: Callable[[str], bytes | None] = _nothing,
    kept: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """What is wrong with a site's feed documents, by their addresses on the site.

    `known` gives the bytes of the document that was published at an address before, and was
    judged then: of a document that has changed in no format, only the links are looked at again.
    `kept` are the ids from older feeds, each with the language of its entry.
    """
    found = ((address, stand_of(site_url + address)) for address in files)
    stands = {address: stand for address, stand in found if stand and stand.site == site_url}
    lost = [
        note(Place(address, 0), "is no address of a feed document.", _OURS)
        for address in files
        if address not in stands
    ]
    documents = {stand: files[address] for address, stand in stands.items()}
    told = (_finding(each, documents) for each in _told(_judged(documents, known, kept)))
    return _bearable(in_order([*lost, *told]))


def _judged(
    documents: Mapping[Stand, bytes],
    known: Callable[[str], bytes | None],
    kept: Mapping[str, str],
) -> dict[Stand, Judgement]:
    judge = Judge(kept)
    changed = {
        stand.every_format
        for stand, document in documents.items()
        if known(stand.address) != document
    }
    return {
        stand: judgement(judge, document, stand, stand.every_format in changed)
        for stand, document in documents.items()
    }


def _told(judged: Judged) -> Iterator[Told]:
    """Everything that is wrong; what is wrong with an entry is told where it stands first."""
    alone = ((stand, *problem) for stand, found in judged.items() for problem in found.problems)
    seen = set[tuple[str, str]]()
    for stand, id, problem in chain(alone, disagreements(judged)):
        if not id or (id, problem) not in seen:
            seen.add((id, problem))
            yield stand, id, problem


def _finding(told: Told, documents: Mapping[Stand, bytes]) -> Finding:
    stand, id, problem = told
    if not id:
        return note(Place(stand.address, 0), f"{problem}.", _OURS)
    document = documents[stand]
    start = document.find(id.encode("utf-8", "surrogatepass"))
    line = document.count(b"\n", 0, start) + 1 if start >= 0 else 0
    return note(Place(stand.address, line), f"the entry {id} {problem}.", _THEIRS)


def _bearable(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings in a number that can be read."""
    rest = len(found) - _MOST
    if rest <= 0:
        return found
    last = note(found[_MOST - 1].place, f"and after it there is more: {rest} Findings.", _OURS)
    return (*found[:_MOST], last)


Judged = Mapping[Stand, Judgement]
Told = tuple[Stand, str, str]
"""A document, the id of the entry in it or nothing, and what is wrong."""

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
        for ending in sorted(FEED_ENDINGS.keys() - {stand.ending for stand in stands}):
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
