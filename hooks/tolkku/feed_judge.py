"""Feed judge: reads feed documents in any format, and judges each of their entries once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tolkku.feed_atom_lint import atom_entry, atom_head
from tolkku.feed_entry_lint import entry_problems, html_problems, languages_told
from tolkku.feed_ids import EntryId, entry_id, kept_entry_id
from tolkku.feed_json_lint import items_of, json_head, json_item, parsed_json
from tolkku.feed_judged import Entry, EntryRead, Head, Stand
from tolkku.feed_rss_lint import rss_head, rss_item
from tolkku.feed_xml_lint import ATOM

_DECLARATION = b"<?xml version='1.0' encoding='UTF-8'?>\n<"


@dataclass(frozen=True, slots=True)
class JudgedEntry:
    """An entry and what is wrong with it, wherever it stands."""

    said: Entry
    id: EntryId | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A document that could be read. `entries` is None where nobody asked for them."""

    head: Head
    entries: tuple[JudgedEntry, ...] | None


class Unreadable(Exception):  # noqa: N818 (it says what the document is)
    """Bytes that are no feed of their format; the message says why."""


@dataclass(frozen=True, slots=True)
class _Format:
    """How a format's documents are taken apart: `opening` begins an entry, `between` stands
    between two, and `closing` after the last."""

    opening: bytes
    between: bytes
    closing: bytes
    parsed: Callable[[bytes], Any]
    head: Callable[[Any, Stand], Head]
    entries: Callable[[Any], list[Any]]
    entry: Callable[[Any], EntryRead]

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


_FORMATS: Mapping[str, _Format] = {
    "rss.xml": _Format(
        b"\n    <item ", b"", b"\n  </channel>\n</rss>\n",
        _parsed_xml, rss_head, lambda rss: list(rss.iterfind("channel/item")), rss_item,
    ),
    "atom.xml": _Format(
        b"\n  <entry ", b"", b"\n</feed>\n",
        _parsed_xml, atom_head, lambda feed: list(feed.iterfind(f"{ATOM}entry")), atom_entry,
    ),
    "json": _Format(
        b"\n    {", b",", b"\n  ]\n}\n", _parsed_json, json_head, items_of, json_item
    ),
}  # fmt: skip


_Content = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
"""What is wrong with a content, and the translations that it names."""


@dataclass(frozen=True)
class Judge:
    """Judges documents. Most entries stand in several, as the same bytes: each is parsed and
    judged when it is met first, and cut out of the documents that are read after that. `kept` are
    ids from older feeds, each with the language of its entry."""

    kept: Mapping[str, str] = field(default_factory=dict)
    _entries: dict[bytes, JudgedEntry] = field(default_factory=dict, repr=False)
    _contents: dict[str, _Content] = field(default_factory=dict, repr=False)

    def read(self, document: bytes, stand: Stand, with_entries: bool = True) -> Read:
        """A document, as it stands there. Raises Unreadable."""
        form = _FORMATS[stand.ending]
        if not document.endswith(form.closing):
            return self._read_whole(document, stand)
        head, pieces = form.parts(document)
        pieces = pieces if with_entries else []
        keys = [hashlib.sha256(piece).digest() for piece in pieces]
        new = {k: p for k, p in zip(keys, pieces, strict=True) if k not in self._entries}
        try:
            parsed = form.parsed(form.joined(head, list(new.values())))
            found = form.entries(parsed)
        except Unreadable:
            return self._read_whole(document, stand)
        if len(found) != len(new):
            return self._read_whole(document, stand)
        for key, entry in zip(new, found, strict=True):
            self._entries[key] = self._judged(form.entry(entry))
        entries = tuple(self._entries[key] for key in keys) if with_entries else None
        return Read(form.head(parsed, stand), entries)

    def _read_whole(self, document: bytes, stand: Stand) -> Read:
        """A document that is not laid out as ours are."""
        form = _FORMATS[stand.ending]
        parsed = form.parsed(document)
        entries = tuple(self._judged(form.entry(entry)) for entry in form.entries(parsed))
        return Read(form.head(parsed, stand), entries)

    def _judged(self, entry: EntryRead) -> JudgedEntry:
        said = entry.said
        id = kept_entry_id(self.kept[said.id]) if said.id in self.kept else entry_id(said.id)
        if said.content not in self._contents:
            found = tuple(dict.fromkeys(html_problems(entry.content)))
            self._contents[said.content] = found, languages_told(entry.content)
        problems, translations = self._contents[said.content]
        if entry.translations and entry.translations != translations:
            problems = (*problems, "does not name its other languages in its last line")
        return JudgedEntry(said, id, (*entry.problems, *entry_problems(said, id), *problems))


def layout_problems(document: bytes, stand: Stand) -> Iterator[str]:
    """What is wrong with a document before anything is read."""
    if stand.ending != "json" and not document.startswith(_DECLARATION):
        yield "does not say that it is XML 1.0 in UTF-8"
    if b"<!DOCTYPE" in document[:1000]:
        yield "has a DOCTYPE"
