"""Feed JSON lint: reads JSON Feeds 1.1 and judges how they say what they say.

https://www.jsonfeed.org/version/1.1/: unknown keys are allowed there, and are mistakes here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from tolkku.feeds.audit.entries import (
    Entry,
    EntryRead,
    Head,
    Stand,
    fingerprint,
    has_control,
    is_absolute,
    moment,
    undated,
)
from tolkku.feeds.audit.published import (
    Malformed,
    Published,
    PublishedEntry,
    fingerprint_of,
    moment_in,
)

_MIME_TYPE = re.compile(r"(?:image|audio|video)/[a-z0-9.+-]+")

_Test = Callable[[Any], bool]


def _is_string(value: Any) -> bool:
    """What is looked at more closely with the entry."""
    return isinstance(value, str)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not has_control(value)


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and is_absolute(value)


def _is_size(value: Any) -> bool:
    return type(value) is int and value > 0


def _is_type(value: Any) -> bool:
    return isinstance(value, str) and bool(_MIME_TYPE.fullmatch(value))


def _are(test: _Test) -> _Test:
    """Whether all of a list, which is not empty, are so."""
    return lambda value: isinstance(value, list) and bool(value) and all(map(test, value))


def _has(needed: Mapping[str, _Test], allowed: Mapping[str, _Test] | None = None) -> _Test:
    return lambda value: not list(_misfits(value, needed, allowed or {}))


_HEAD: Mapping[str, _Test] = {
    "version": lambda value: value == "https://jsonfeed.org/version/1.1",
    "title": _is_text,
    "home_page_url": _is_address,
    "feed_url": _is_address,
    "description": _is_text,
    "authors": _are(_has({"name": _is_text}, {"url": _is_address})),
    "language": _is_text,
    "items": lambda value: isinstance(value, list),
}
_PERHAPS_IN_HEAD: Mapping[str, _Test] = {
    "next_url": _is_address,
    "hubs": _are(_has({"type": lambda value: value == "WebSub", "url": _is_address})),
}
_ITEM: Mapping[str, _Test] = {
    "id": _is_string,
    "url": _is_address,
    "title": _is_string,
    "summary": _is_string,
    "content_html": _is_string,
    "date_published": _is_string,
    "date_modified": _is_string,
    "authors": _are(_has({"name": _is_text})),
    "language": _is_string,
}
_PERHAPS_IN_ITEM: Mapping[str, _Test] = {
    "tags": _are(_is_text),
    "image": _is_address,
    "attachments": _are(
        _has(
            {"url": _is_address, "mime_type": _is_type, "size_in_bytes": _is_size},
            {"title": _is_text},
        )
    ),
}


def _misfits(
    value: Any, needed: Mapping[str, _Test], allowed: Mapping[str, _Test]
) -> Iterator[str]:
    if not isinstance(value, dict):
        yield "is no object"
        return
    for key in needed:
        if key not in value:
            yield f"has no '{key}'"
    for key, held in value.items():
        test = needed.get(key) or allowed.get(key)
        if test is None:
            yield f"has '{key}', which we do not use"
        elif not test(held):
            yield f"has a '{key}' that is not as it should be: {json.dumps(held)[:80]}"


def parsed_json(document: bytes) -> Any:
    """A document's value. Raises ValueError where it is no JSON."""
    return json.loads(document.decode(), object_pairs_hook=_object, parse_constant=_refuse)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError(f"an object with {', '.join(made)} has one of them twice")
    return made


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def items_of(feed: Any) -> list[Any]:
    found = feed.get("items") if isinstance(feed, dict) else None
    return found if isinstance(found, list) else []


def json_head(feed: Any, stand: Stand) -> Head:
    """What a document says of itself. `next_url` leads to older entries: to the next archive."""
    said = feed if isinstance(feed, dict) else {}
    hubs = said.get("hubs")
    return Head(
        own=_text(said, "feed_url"),
        language=_text(said, "language"),
        updated=None,
        is_archive=None,
        current=None,
        previous=_text(said, "next_url"),
        following=None,
        hubs=tuple(_texts(hubs, "url")),
        problems=(*_misfits(feed, _HEAD, _PERHAPS_IN_HEAD), *_home_problems(said, stand)),
    )


def _home_problems(said: Mapping[str, Any], stand: Stand) -> Iterator[str]:
    home = _text(said, "home_page_url")
    if not home.startswith(f"{stand.site}{stand.language}/"):
        yield f"leads to '{home}', which is no page of its language"


def json_item(item: Any) -> EntryRead:
    """What an item says, and what is wrong with how it says it."""
    said = item if isinstance(item, dict) else {}
    content, tags = _text(said, "content_html"), said.get("tags")
    dates = [_text(said, key) for key in ("date_published", "date_modified")]
    entry = Entry(
        id=_text(said, "id"),
        url=_text(said, "url"),
        language=_text(said, "language"),
        title=_text(said, "title"),
        summary=_text(said, "summary"),
        content=fingerprint(content),
        published=moment(dates[0]),
        updated=moment(dates[1]),
        authors=tuple(_texts(said.get("authors"), "name")),
        topics=tuple(map(str, tags)) if isinstance(tags, list) else (),
        image=_text(said, "image"),
    )
    problems = (
        *_misfits(item, _ITEM, _PERHAPS_IN_ITEM),
        *undated({dates[0]: entry.published, dates[1]: entry.updated}),
        *_picture_problems(said),
    )
    return EntryRead(entry, content, (), problems)


def _picture_problems(said: Mapping[str, Any]) -> Iterator[str]:
    """Its picture is the only one that is attached (rule 7)."""
    attached = said.get("attachments")
    held = attached if isinstance(attached, list) else []
    pictures = [each for each in held if str(_value(each, "mime_type")).startswith("image/")]
    if [_value(each, "url") for each in pictures] != ([said["image"]] if "image" in said else []):
        yield "shows one picture and attaches others"


def _value(held: Any, key: str) -> Any:
    return held.get(key) if isinstance(held, dict) else None


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return value if isinstance(value, str) else ""


def _texts(held: Any, key: str) -> Iterator[str]:
    for each in held if isinstance(held, list) else ():
        yield str(_value(each, key) or "")


def read_json(document: bytes) -> Published:
    """JSON Feed 1.1. Raises Malformed."""
    try:
        feed = json.loads(document)
    except json.JSONDecodeError as problem:
        raise Malformed(problem.lineno, f"is no JSON ({problem.msg})") from None
    except (ValueError, RecursionError):  # not UTF-8, a number without end, a nest without end
        raise Malformed(1, "is no JSON") from None
    if not isinstance(feed, dict) or not str(feed.get("version")).startswith(
        "https://jsonfeed.org/version/1"
    ):
        raise Malformed(1, "is no JSON Feed")
    items = feed.get("items")
    if not isinstance(items, list):
        raise Malformed(1, "has no 'items'")
    entries = (_json_entry(item, number) for number, item in enumerate(items, start=1))
    return Published(str(feed.get("feed_url") or ""), tuple(entries))


def _json_entry(item: Any, number: int) -> PublishedEntry:
    """An item, which is named by its number, for JSON values do not know their line."""
    said = item if isinstance(item, dict) else {}

    def text(name: str) -> str:
        if not isinstance(said.get(name), str):
            raise Malformed(1, f"has no '{name}' in item {number}")
        return str(said[name])

    def date(name: str) -> datetime:
        moment = moment_in(text(name), datetime.fromisoformat)
        if moment is None:
            raise Malformed(1, f"has '{text(name)}', which is no date with a time and a zone")
        return moment

    published = date("date_published")
    return PublishedEntry(
        id=text("id"),
        url=text("url"),
        title=text("title"),
        published=published,
        updated=date("date_modified") if "date_modified" in said else published,
        content=fingerprint_of(said.get("summary"), said.get("content_html")),
    )
