"""Feed site lint: judges all feed documents of a site, each by itself and as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from tolkku.feed_agreement import Judged, Told, disagreements
from tolkku.feed_judge import Judge
from tolkku.feed_judged import Stand, stand_of
from tolkku.feed_lint import Judgement, judgement
from tolkku.findings import Finding, Place, in_order, note

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
