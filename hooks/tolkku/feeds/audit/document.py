"""One feed document, judged by our own rules, which are stricter than specifications."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tolkku.feeds.audit.entries import (
    UNDATED,
    Entry,
    EntryRead,
    Head,
    Stand,
    entry_problems,
    html_problems,
    languages_told,
    stand_of,
)
from tolkku.feeds.audit.formats import FORMATS, Unreadable
from tolkku.feeds.documents import LARGEST, MOST_ENTRIES
from tolkku.feeds.values import EVERYTHING, EntryId, entry_id, kept_entry_id
from tolkku.model.dates import Rhythm


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
        form = FORMATS[stand.ending]
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
        form = FORMATS[stand.ending]
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
    if not document.startswith(FORMATS[stand.ending].declaration):
        yield "does not say that it is XML 1.0 in UTF-8"
    if b"<!DOCTYPE" in document[:1000]:
        yield "has a DOCTYPE"


Problem = tuple[str, str]
"""The id of the entry that it is about, or nothing, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a document says, None where it cannot be read, and what is wrong with it."""

    read: Read | None
    problems: tuple[Problem, ...]


def lint(document: bytes, url: str) -> list[str]:
    """What is wrong with the feed document that stands at `url`, in any of the three formats."""
    stand = stand_of(url)
    if stand is None:
        return [f"stands at {url}, which is no address of a feed"]
    found = judgement(Judge(), document, stand)
    return [f"{id} {problem}" if id else problem for id, problem in found.problems]


def judgement(judge: Judge, document: bytes, stand: Stand, with_entries: bool = True) -> Judgement:
    """What is wrong with a document; the problems of each entry are told every time."""
    try:
        read = judge.read(document, stand, with_entries)
    except Unreadable as problem:
        return Judgement(None, (("", str(problem)),))
    problems = [("", problem) for problem in layout_problems(document, stand)]
    problems += [("", problem) for problem in _head_problems(read.head, stand)]
    if read.entries is not None:
        problems += [("", problem) for problem in _set_problems(read.head, read.entries, stand)]
        if not stand.month and (read.head.previous or stand.name != EVERYTHING):
            problems += [("", problem) for problem in _size_problems(document, read.entries)]
        for entry in read.entries:
            problems += [(entry.said.id, problem) for problem in _entry_problems(entry, stand)]
    return Judgement(read, tuple(problems))


def _head_problems(head: Head, stand: Stand) -> Iterator[str]:
    yield from head.problems
    if head.own != stand.url:
        yield f"says that it stands at '{head.own}'"
    if head.language != stand.language:
        yield f"says that its language is '{head.language}'"
    yield from _chain_problems(head, stand)


def _chain_problems(head: Head, stand: Stand) -> Iterator[str]:
    """Whether it says what it is among the feed's documents (RFC 5005)."""
    is_archive = bool(stand.month)
    if head.is_archive not in (None, is_archive):
        yield "is an archive and does not say so" if is_archive else "says that it is an archive"
    if head.current not in (None, stand.at("") if is_archive else ""):
        yield f"names '{head.current}' as the document that is subscribed to"
    if is_archive and head.following is not None and not (head.previous or head.following):
        yield "is an archive that leads to no other"
    if head.following and not is_archive:
        yield "is subscribed to, and has a newer archive"
    if head.previous and not _is_archive(head.previous, stand, older=True):
        yield f"leads to older entries in '{head.previous}', which is no older archive of this feed"
    if head.following and not _is_archive(head.following, stand, older=False):
        yield f"leads to newer entries in '{head.following}', which is no newer archive of it"


def _is_archive(url: str, of: Stand, older: bool) -> bool:
    """Whether an address is that of an older or a newer archive of a document's feed."""
    found = stand_of(url)
    if found is None or not found.month or of.at(found.month) != url:
        return False
    return not of.month or (found.month < of.month if older else found.month > of.month)


def _set_problems(head: Head, entries: Sequence[JudgedEntry], stand: Stand) -> Iterator[str]:
    """What is wrong with the entries as a row."""
    published = [entry.said.published for entry in entries]
    updated = [entry.said.updated for entry in entries]
    if len({entry.said.id for entry in entries}) < len(entries):
        yield "has two entries with one id"
    if any(newer <= older for newer, older in pairwise(published)):
        yield "has entries that do not stand newest first, each at a moment of its own"
    if len(set(updated)) < len(updated):
        yield "has two entries that were updated at one moment"
    if updated and head.updated not in (None, max(updated)):
        yield "is not dated as its newest entry"
    if not entries and stand.month:
        yield "is an archive without entries"


def _size_problems(document: bytes, entries: Sequence[JudgedEntry]) -> Iterator[str]:
    if len(entries) > MOST_ENTRIES:
        yield f"has {len(entries)} entries, and older ones stand elsewhere; {MOST_ENTRIES} at most"
    if len(document) > LARGEST and len(entries) > 1:
        yield f"has {len(document)} bytes, and older ones stand elsewhere; {LARGEST} at most"


_RHYTHMS = {rhythm.value: rhythm for rhythm in Rhythm}


def _entry_problems(entry: JudgedEntry, stand: Stand) -> Iterator[str]:
    yield from entry.problems
    said, id = entry.said, entry.id
    if id and id.reader != stand.language:
        yield f"is for readers of '{id.reader}'"
    if id and (id.period.rhythm if id.period else None) is not _RHYTHMS.get(stand.name):
        yield "is a digest in a feed of bulletins, or not one of this rhythm"
    if not said.url.startswith(f"{stand.site}{said.language}/"):
        yield f"leads to '{said.url}', which is no page in its language"
    day = said.published.isoformat()[:10]
    if stand.month and not day.startswith(stand.month) and said.published != UNDATED:
        yield f"came out on {day}, not in the month of its archive"
