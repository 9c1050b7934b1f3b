"""Compounds: the words that a long word is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tolkku.lexicon import Entry, Lexicon
from tolkku.morphemes import Morphemes

_SHORT = 5  # letters; a part with fewer must be known to make compounds often
_LONGEST = 60  # letters; nothing longer is a word
_DEEPEST = 2  # parts of parts

Entries = tuple[Entry, ...]
Words = Callable[[str], Entries]
"""The words that something written may be."""


@dataclass(frozen=True, slots=True)
class Compound:
    """A word in two: `beginning` as it is written, and what either part may be. A prefix is none
    of the words of the language."""

    beginning: str
    first: Entries
    last: Entries

    @property
    def entries(self) -> Entries:
        """The whole as a word: it is inflected like its last part."""
        return tuple(Entry(self.beginning + each.stem, each.endings) for each in self.last)


@dataclass(frozen=True)
class Compounds:
    """Takes the compounds of one language apart."""

    lexicon: Lexicon
    morphemes: Morphemes
    _begun: dict[tuple[str, int], Entries] = field(default_factory=dict, repr=False, compare=False)

    def split(self, word: str, words: Words, depth: int = _DEEPEST) -> Compound | None:
        """The likeliest two parts; `words` says what the second one may be.

        A part is a compound itself only where no two simple words make the whole.
        """
        if len(word) > _LONGEST:
            return None
        for deeper in (0, depth)[: 1 + bool(depth)]:
            ways = list(self._ways(word, words, deeper))
            if ways:
                return max(ways, key=self._likelihood)
        return None

    def _ways(self, word: str, words: Words, depth: int) -> Iterator[Compound]:
        for end in range(len(word) - 2, 1, -1):
            beginning = word[:end]
            first, is_usual = self._first(beginning, depth), beginning in self.lexicon.first_parts
            last = self._last(word[end:], words, depth) if first or is_usual else ()
            if last and (first or self._ends(last)):
                yield Compound(beginning, first or self._first(beginning, _DEEPEST), last)

    def _likelihood(self, way: Compound) -> float:
        begins = way.beginning in self.lexicon.first_parts
        ends = self._ends(way.last)
        lengths = len(way.beginning), min(len(entry.lemma) for entry in way.last)
        return 2 * begins + 2 * ends + 0.4 * min(lengths)

    def _ends(self, last: Entries) -> bool:
        return any(entry.lemma in self.lexicon.last_parts for entry in last)

    def _first(self, text: str, depth: int) -> Entries:
        """What a first part may be: a word, a form that links, a shortened word, a compound."""
        if (text, depth) not in self._begun:
            is_part = self._may_be_part(text, self.lexicon.first_parts)
            self._begun[text, depth] = self._beginning(text, depth) if is_part else ()
        return self._begun[text, depth]

    def _beginning(self, text: str, depth: int) -> Entries:
        found = self.lexicon.entries_of(text)
        if not found and text.endswith(self.morphemes.linking):
            found = tuple(each for each in self.lexicon.entries(text) if len(each.lemma) > 2)
        for end, whole in self.morphemes.shortened:
            if not found and text.endswith(end) and len(text) - len(end) > 2:
                found = self.lexicon.entries_of(text[: len(text) - len(end)] + whole)
        if not found and depth:
            found = self._entries(text, lambda last: self._first(last, 0), depth - 1)
        return found

    def _last(self, text: str, words: Words, depth: int) -> Entries:
        found = tuple(
            each for each in words(text) if self._may_be_part(each.lemma, self.lexicon.last_parts)
        )
        if not found and depth and len(text) > _SHORT:
            found = self._entries(text, words, depth - 1)
        return found

    def _entries(self, text: str, words: Words, depth: int) -> Entries:
        compound = self.split(text, words, depth)
        return compound.entries if compound else ()

    def _may_be_part(self, text: str, productive: frozenset[str]) -> bool:
        if text in self.morphemes.no_parts:
            return False
        if len(text) < 3:
            return text in self.morphemes.short
        return len(text) >= _SHORT or text in productive
