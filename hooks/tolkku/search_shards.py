"""Search shards: an index cut into small files, of which a reader fetches one or two a word.

A file is named by what is in it, so that one that has not changed keeps its name. `index.json`
says which file holds the words that begin with what: of the beginnings there, the longest counts.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tolkku.lexicon import Entry, written
from tolkku.search_index import Index, Levels
from tolkku.search_words import plain

_LARGEST = 24_000  # bytes of a shard, where its words can be parted any further
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Items = Sequence[tuple[str, str, str]]
"""Beginnings of words: what a shard is found by, then two parts of a line: see `_lines`."""
Writer = Callable[[Items], str]


@dataclass(frozen=True, slots=True)
class Shards:
    """Files by name, and the file for each beginning of a word."""

    files: Mapping[str, bytes]
    names: Mapping[str, str]


def lexicon_shards(index: Index) -> Shards:
    """Which lemmas a form may be of, in the format of `lexicon.py`."""
    items = [
        (form, endings, entry.stem) for entry in index.entries
        for endings in (written(entry.endings),) for form in _beginnings(entry)
    ]  # fmt: skip
    items += [(plain(form), "", f"{form} {lemma}") for form, lemma in index.exceptions()]
    return _shards(items, _lexicon)


def posting_shards(index: Index) -> Shards:
    """Where each lemma stands in the records of the newest year, and in those without a date."""
    return _postings(index, lambda number: number < 0 or number >= index.this_year)


def earlier_shards(index: Index) -> Shards:
    """Where each lemma stands in the records of the years before: these files stay as they are."""
    return _postings(index, lambda number: 0 <= number < index.this_year)


def _postings(index: Index, is_meant: Callable[[int], bool]) -> Shards:
    items = []
    for lemma, levels in index.postings.items():
        meant = {level: [n for n in held if is_meant(n)] for level, held in levels.items()}
        if any(meant.values()):
            items.append((plain(lemma), lemma, postings(meant)))
    return _shards(items, _lines)


def filter_shard(index: Index) -> Shards:
    """The records of each kind, topic and year, all in one file."""
    items = [("", name, _deltas(numbers)) for name, numbers in index.filters()]
    return _shards(items, _lines)


def postings(levels: Levels) -> str:
    """Record numbers, in base 36 and each as the distance from the one before, by level.

    >>> postings({0: [3], 6: [1, 2, 40]})
    '0:3 6:1,1,12'
    """
    return " ".join(f"{level}:{_deltas(held)}" for level, held in sorted(levels.items()) if held)


def _deltas(numbers: Iterable[int]) -> str:
    found, last = [], 0
    for number in numbers:
        found.append(_base36(number - last))
        last = number
    return ",".join(found)


def _base36(number: int) -> str:
    if number < 0:
        return "-" + _base36(-number)
    high, low = divmod(number, 36)
    return (_base36(high) if high else "") + _DIGITS[low]


def _beginnings(entry: Entry) -> Iterable[str]:
    """How its forms begin, as far as shards are told apart by it."""
    stem = plain(entry.stem)
    if len(stem) >= _DEEPEST:
        return (stem,)
    return sorted({plain(form)[:_DEEPEST] for form in entry.forms()})


_DEEPEST = 6  # letters


def _shards(items: Items, writer: Writer) -> Shards:
    files, names = {}, {}
    for beginning, text in _parted(items, "", writer) if items else ():
        content = text.encode()
        name = hashlib.sha256(content).hexdigest()[:12]
        files[name], names[beginning] = content, name
    return Shards(files, dict(sorted(names.items())))


def _parted(items: Items, beginning: str, writer: Writer) -> Iterator[tuple[str, str]]:
    """The items in texts that are not too large, by how their words begin."""
    text = writer(items)
    if len(text.encode()) <= _LARGEST or len(beginning) == _DEEPEST:
        yield beginning, text
        return
    further: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for item in items:
        further[item[0][: len(beginning) + 1]].append(item)
    for longer, part in sorted(further.items()):
        if longer == beginning:  # words that end here
            yield beginning, writer(part)
        else:
            yield from _parted(part, longer, writer)


def _lines(items: Items) -> str:
    return "\n".join(f"{key}\t{value}" for _, key, value in sorted(items))


def _lexicon(items: Items) -> str:
    stems: dict[str, set[str]] = defaultdict(set)
    for _, endings, stem in items:
        stems[endings].add(stem)
    odd = "\n".join(sorted(stems.pop("", ())))
    inflected = [f"{endings}\t{written(sorted(taking))}" for endings, taking in stems.items()]
    return "\n".join(sorted(inflected)) + "\n\n" + odd
