"""Lexicon: the words of a language, and the forms that each is written in.

`lexicons/<language>.txt` has three parts with an empty line between them. A line of the first is
an inflection: its endings, that of the base form first, a tab, and the stems that take them. A line
of the second is a form that fits no inflection, and its base form. The third has two lines: words
that often begin compounds, and words that often end them. `-` stands for nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

_FOLDER = Path(__file__).with_name("lexicons")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word: what stays the same in all its forms, and what changes; the first is the lemma's."""

    stem: str
    endings: tuple[str, ...]

    @property
    def lemma(self) -> str:
        return self.stem + self.endings[0]

    def forms(self) -> Iterator[str]:
        return (self.stem + ending for ending in self.endings)


@dataclass(frozen=True)
class Lexicon:
    """`inflections` with those of most words first; `stems` has, for a stem, its inflections."""

    inflections: tuple[tuple[str, ...], ...] = ()
    stems: dict[str, list[int]] = field(default_factory=dict)
    exceptions: dict[str, list[str]] = field(default_factory=dict)
    first_parts: frozenset[str] = frozenset()
    last_parts: frozenset[str] = frozenset()
    _read: dict[str, tuple[Entry, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _endings(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(inflection) for inflection in self.inflections)

    @cached_property
    def _longest(self) -> int:
        return max((len(e) for endings in self.inflections for e in endings), default=0)

    @cached_property
    def _lemmas(self) -> dict[str, list[int]]:
        """The inflections of each base form."""
        found: dict[str, list[int]] = {}
        for stem, numbers in self.stems.items():
            for number in numbers:
                found.setdefault(stem + self.inflections[number][0], []).append(number)
        return found

    def entries(self, form: str) -> tuple[Entry, ...]:
        """The words that a form may be of; none, when it is unknown."""
        if form not in self._read:
            self._read[form] = tuple(dict.fromkeys(self._entries(form)))
        return self._read[form]

    def _entries(self, form: str) -> Iterator[Entry]:
        for end in range(max(0, len(form) - self._longest), len(form) + 1):
            for number in self.stems.get(form[:end], ()):
                if form[end:] in self._endings[number]:
                    yield Entry(form[:end], self.inflections[number])
        for lemma in self.exceptions.get(form, ()):
            yield from self.entries_of(lemma)

    def entries_of(self, lemma: str) -> tuple[Entry, ...]:
        """The words that have this base form."""
        ways = (self.inflections[number] for number in self._lemmas.get(lemma, ()))
        return tuple(Entry(lemma[: len(lemma) - len(way[0])], way) for way in ways)


def by_ending(inflections: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """The inflections that have each ending."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for inflection in inflections:
        for ending in inflection:
            found.setdefault(ending, []).append(inflection)
    return found


def written(texts: Iterable[str]) -> str:
    """Endings or stems in a line; `-` for an empty one."""
    return " ".join(text or "-" for text in texts)


def _read(line: str) -> list[str]:
    return ["" if text == "-" else text for text in line.split(" ")] if line else []


def parsed(text: str) -> Lexicon:
    """The lexicon that a text holds."""
    inflected, exceptions, parts = (part.splitlines() for part in text.split("\n\n"))
    inflections: list[tuple[str, ...]] = []
    stems: dict[str, list[int]] = {}
    for number, line in enumerate(inflected):
        endings, _, takers = line.partition("\t")
        inflections.append(tuple(_read(endings)))
        for stem in _read(takers):
            stems.setdefault(stem, []).append(number)
    odd: dict[str, list[str]] = {}
    for line in exceptions:
        form, _, lemma = line.partition(" ")
        odd.setdefault(form, []).append(lemma)
    first, last = (frozenset(_read(line)) for line in parts)
    return Lexicon(tuple(inflections), stems, odd, first - {""}, last - {""})


@cache
def read_lexicon(tag: str) -> Lexicon:
    """The lexicon of a language by its primary subtag; of one that has none, an empty one."""
    file = _FOLDER / f"{tag}.txt"
    return parsed(file.read_text("utf-8")) if file.is_file() else Lexicon()
