"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), which feedgen does not know."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tolkku.feeds.values import FeedEntry, FeedHead
from tolkku.media.images import Medium


def json_document(head: FeedHead, items: Sequence[bytes]) -> bytes:
    """A document of the items. `next_url` leads to older ones: the next archive."""
    said = _without_blanks(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": head.title,
            "home_page_url": head.home,
            "feed_url": head.chain.own,
            "description": head.description,
            "next_url": head.chain.previous,
            "authors": [_without_blanks({"name": head.publisher, "url": head.publisher_url})],
            "language": head.language,
            "hubs": [{"type": "WebSub", "url": head.hub}] if head.hub else [],
        }
    )
    before = _written(said, "  ").removesuffix("\n}").encode()
    return before + b',\n  "items": [' + b",".join(items) + b"\n  ]\n}\n"


def json_items(entries: Sequence[FeedEntry]) -> list[bytes]:
    """Each entry as an item of a document."""
    return [b"\n    " + _written(_item(entry), "      ").encode() for entry in entries]


def _item(entry: FeedEntry) -> dict[str, Any]:
    media = [medium for medium in (entry.image, *entry.recordings) if medium]
    return _without_blanks(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.content,
            "summary": entry.summary,
            "image": entry.image.url if entry.image else "",
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [{"name": name} for name in entry.authors],
            "tags": [category.label for category in entry.categories],
            "language": entry.language.tag,
            "attachments": [_attachment(medium) for medium in media],
        }
    )


def _attachment(medium: Medium) -> dict[str, Any]:
    said = {"url": medium.url, "mime_type": medium.type, "title": medium.description}
    return {**_without_blanks(said), "size_in_bytes": medium.length}


def _written(said: dict[str, Any], indent: str) -> str:
    """One line a key, for people who read it; faster than the module's own indentation."""
    lines = (f"{indent}{json.dumps(key)}: {_plain(value)}" for key, value in said.items())
    return "{\n" + ",\n".join(lines) + f"\n{indent[2:]}}}"


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _without_blanks(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in ("", [])}
