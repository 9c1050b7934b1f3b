"""The formats of feeds, as they are read back: to be judged, and to be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tolkku.feeds.audit.atom import atom_entry, atom_head, read_atom
from tolkku.feeds.audit.entries import EntryRead, Head, Stand
from tolkku.feeds.audit.json import items_of, json_head, json_item, parsed_json, read_json
from tolkku.feeds.audit.published import Published
from tolkku.feeds.audit.rss import read_rss, rss_head, rss_item
from tolkku.feeds.audit.xml import ATOM


class Unreadable(Exception):  # noqa: N818 (it says what the document is)
    """Bytes that are no feed of their format; the message says why."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a format's documents are taken apart: each begins with `declaration`, `opening` begins an
    entry, `between` stands between two, and `closing` after the last. `published` reads anybody's,
    for a comparison."""

    declaration: bytes
    opening: bytes
    between: bytes
    closing: bytes
    parsed: Callable[[bytes], Any]
    head: Callable[[Any, Stand], Head]
    entries: Callable[[Any], list[Any]]
    entry: Callable[[Any], EntryRead]
    published: Callable[[bytes], Published]

    def parts(self, document: bytes) -> tuple[bytes, list[bytes]]:
        """What stands before the entries, and each entry without what it begins with."""
        whole = document.removesuffix(self.closing)
        head, opening, rest = whole.partition(self.opening)
        return head, rest.split(self.between + self.opening) if opening else []

    def joined(self, head: bytes, pieces: list[bytes]) -> bytes:
        opened = (self.opening + piece for piece in pieces)
        return head + self.between.join(opened) + self.closing


def _parsed_xml(document: bytes) -> etree._Element:
    """The root of a document. Nothing is fetched, and no entity is looked up."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False)
    try:
        return etree.fromstring(document, parser)
    except etree.XMLSyntaxError as problem:
        raise Unreadable(f"is no XML: {problem.msg}") from None


def _parsed_json(document: bytes) -> Any:
    try:
        return parsed_json(document)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(f"is no JSON: {problem}") from None


_XML = b"<?xml version='1.0' encoding='UTF-8'?>\n<"

FORMATS: Mapping[str, Format] = {
    "rss.xml": Format(
        _XML, b"\n    <item ", b"", b"\n  </channel>\n</rss>\n",
        _parsed_xml, rss_head, lambda rss: list(rss.iterfind("channel/item")), rss_item,
        read_rss,
    ),
    "atom.xml": Format(
        _XML, b"\n  <entry ", b"", b"\n</feed>\n",
        _parsed_xml, atom_head, lambda feed: list(feed.iterfind(f"{ATOM}entry")), atom_entry,
        read_atom,
    ),
    "json": Format(
        b"", b"\n    {", b",", b"\n  ]\n}\n",
        _parsed_json, json_head, items_of, json_item,
        read_json,
    ),
}  # fmt: skip
"""How each format is read, by how its documents' names end."""
