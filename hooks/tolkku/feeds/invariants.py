"""Invariants: what would harm subscribers for good, looked for in every build.

`feeds.audit` reads the documents back and judges all that they say, which takes as long as writing
them: that is for CI. This reads only JSON Feed, which says the same of each entry as the others.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from tolkku.feeds.documents import LARGEST
from tolkku.feeds.values import entry_id
from tolkku.model.findings import Finding, Place, note
from tolkku.model.settings import FEED_ENDINGS

_ENDING = ".json"
_SLACK = timedelta(minutes=10)  # equal moments are told apart by seconds
_MOST = 50  # Findings: one mistake may be in every entry of ten years
_REMEDY = (
    "Run `tolkku feeds check` on the built site; if no text explains it, tell whoever looks after"
    " the builder before you publish."
)

Known = Callable[[str], bytes | None]
"""The bytes of the document that was published at an address before, if there was one."""


def broken_invariants(
    files: Mapping[str, bytes], domain: str, kept: Mapping[str, str], now: datetime, known: Known
) -> tuple[Finding, ...]:
    """Notes on feed documents, by their addresses on the site.

    Ids are of the site's `domain` or `kept` from an older feed, each once, and those that an entry
    had before; no entry is from the future or changed before it came out; no document that is
    subscribed to is larger than its limit.
    """
    return tuple(islice(_broken(files, domain, kept, now, known), _MOST))


def _broken(
    files: Mapping[str, bytes], domain: str, kept: Mapping[str, str], now: datetime, known: Known
) -> Iterator[Finding]:
    told: set[str] = set()
    for address, document in files.items():
        if not address.endswith(_ENDING):
            continue
        place, items = Place(address, 0), json.loads(document)["items"]
        was = known(address)
        before = _before(was) if was != document else {}
        for problem in (
            *_of_sizes(files, address, len(items)),
            *_of_ids(items, domain, kept),
            *_of_moments(items, now),
            *_of_changes(items, before),
        ):
            if problem not in told:
                told.add(problem)
                yield note(place, problem, _REMEDY)


def _of_sizes(files: Mapping[str, bytes], address: str, count: int) -> Iterator[str]:
    """Archives may be of any size; so may a document with one entry."""
    name = address.removesuffix(_ENDING)
    is_archive = name.count("/") > 2
    for ending in FEED_ENDINGS:
        size = len(files.get(f"{name}.{ending}", b""))
        if size > LARGEST and count > 1 and not is_archive:
            yield f"{name}.{ending} is {size} bytes large, more than the {LARGEST} that it may be."


def _of_ids(items: list[dict[str, Any]], domain: str, kept: Mapping[str, str]) -> Iterator[str]:
    for id, count in Counter(str(item["id"]) for item in items).items():
        if count > 1:
            yield f"the id {id} stands for {count} entries."
        found = entry_id(id)
        if id not in kept and (found is None or found.domain != domain):
            yield f"the id {id} is none of this site."


def _of_moments(items: list[dict[str, Any]], now: datetime) -> Iterator[str]:
    for item in items:
        published = datetime.fromisoformat(item["date_published"])
        changed = datetime.fromisoformat(item.get("date_modified") or item["date_published"])
        if changed < published:
            yield f"the entry {item['id']} changed before it was published."
        if published > now + _SLACK:
            yield f"the entry {item['id']} is from the future ({item['date_published']})."


def _before(document: bytes | None) -> dict[str, dict[str, str]]:
    """When each entry of a document that was published before came out, by its page and its id."""
    found: dict[str, dict[str, str]] = {}
    try:
        for item in json.loads(document or b"{}").get("items", []):
            found.setdefault(item["url"], {})[item["id"]] = item["date_published"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return found


def _of_changes(
    items: list[dict[str, Any]], before: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    ids = {item["id"] for item in items}
    for item in items:
        was, id, published = before.get(item["url"], {}), item["id"], item["date_published"]
        if was and id not in was and not ids & was.keys():
            yield f"the entry {id} had the id {min(was)}: subscribers get it again."
        elif was.get(id, published) != published:
            yield f"the entry {id} was published {was[id]}, and now {published}."
