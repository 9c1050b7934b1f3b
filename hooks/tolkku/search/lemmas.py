"""Lemmas: the words that the words of a text are forms or compounds of, whatever their endings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from tolkku.search.lexicon import (
    Entry,
    Lexicon,
    Morphemes,
    Rewrite,
    by_ending,
    morphemes_of,
    read_lexicon,
)

_SHORTEST = 3  # letters that must be left of a word when an ending is taken off
_COMMON = 150  # so many of the commonest inflections are thought of for an unknown word


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word may be: the words that it is a form of, and those that it is made of."""

    words: Entries
    related: Entries = ()
    is_known: bool = True


Plain = dict[str, Any]


@dataclass(frozen=True)
class Lemmas:
    """Reads the words of one language; words are in small letters."""

    lexicon: Lexicon
    morphemes: Morphemes
    _read: dict[str, Reading] = field(default_factory=dict, repr=False, compare=False)
    _found: dict[str, Entries] = field(default_factory=dict, repr=False, compare=False)

    def reading(self, word: str) -> Reading:
        """What it may be; what is unknown is a word of its own, with one form."""
        if word not in self._read:
            self._read[word] = self._reading(word)
        return self._read[word]

    def learn(self, plain: Plain | None) -> None:
        """Take over what words may be from what `told` said of them once."""
        if plain is None:
            return
        endings = [tuple(each) for each in plain["endings"]]

        def entries(pairs: list[tuple[str, int]]) -> Entries:
            return tuple(Entry(stem, endings[number]) for stem, number in pairs)

        for word, (words, related, is_known) in plain["words"].items():
            self._read.setdefault(word, Reading(entries(words), entries(related), is_known))

    def told(self, words: Iterable[str]) -> Plain:
        """What these words may be, in plain lists: most words share their endings with others."""
        numbers: dict[tuple[str, ...], int] = {}

        def pairs(entries: Entries) -> list[tuple[str, int]]:
            return [(e.stem, numbers.setdefault(e.endings, len(numbers))) for e in entries]

        read = {word: self.reading(word) for word in sorted(words)}
        said = {w: (pairs(r.words), pairs(r.related), r.is_known) for w, r in read.items()}
        return {"words": said, "endings": list(numbers)}

    def _reading(self, word: str) -> Reading:
        words = self._simple(word)
        compound = None if words else self._compounds.split(word, self._simple)
        if compound:
            words = compound.entries
        if not words:
            return Reading((Entry(word, ("",)),), is_known=False)
        compounds = [compound] if compound else [self._split(each.lemma) for each in words]
        related = [entry for each in compounds if each for entry in self._parts(each)]
        related += [origin for each in words for origin in self._origins(each.lemma)]
        return Reading(words, tuple(e for e in dict.fromkeys(related) if e not in words))

    @cached_property
    def _compounds(self) -> Compounds:
        return Compounds(self.lexicon, self.morphemes)

    def _simple(self, word: str) -> Entries:
        """The words that it is a form of, without regard to compounds."""
        if word not in self._found:
            self._found[word] = self._search(word)
        return self._found[word]

    def _search(self, word: str) -> Entries:
        found = self.lexicon.entries(word) or self._derived(word) or self._made(word)
        once = [] if found else list(_rewritten(word, self.morphemes.attached))
        for rest in once:
            found += self.lexicon.entries(rest) or self._derived(rest)
        if not found:
            for rest in once:
                for further in _rewritten(rest, self.morphemes.attached):
                    found += self.lexicon.entries(further)
        return tuple(dict.fromkeys(found))

    def _made(self, word: str) -> Entries:
        """What a word is made from that is in no lexicon: `selvästi`, the word `selvä`."""
        forms = _rewritten(word, self.morphemes.made)
        return tuple(entry for form in forms for entry in self.lexicon.entries(form))

    def _derived(self, word: str) -> Entries:
        """`julkaistuista`: a form of `julkaistu`, which is a form of another word itself."""
        found = []
        for length in range(1, len(word) - _SHORTEST + 1):
            for inflection in self._of_derived.get(word[-length:], ()):
                lemma = word[:-length] + inflection[0]
                if lemma != word and lemma.endswith(self.morphemes.derived):
                    is_known = self.lexicon.entries(lemma) or self._made(lemma)
                    found += [Entry(word[:-length], inflection)] if is_known else []
        return tuple(found)

    @cached_property
    def _of_derived(self) -> dict[str, list[tuple[str, ...]]]:
        """By each of their endings, the commonest inflections that derived words may have."""
        more = (tuple(endings.split()) for endings in self.morphemes.inflections)
        return by_ending(
            inflection
            for inflection in (*self.lexicon.inflections[:_COMMON], *more)
            if any(d.endswith(inflection[0]) for d in self.morphemes.derived)
        )

    def _split(self, lemma: str) -> Compound | None:
        """The parts of a lemma; of a plural, such as `kuntavaalit`, the last one may be none."""
        compound = self._compounds.split(lemma, self.lexicon.entries_of)
        if compound is None and lemma.endswith(self.morphemes.plural):
            compound = self._compounds.split(lemma, self.lexicon.entries)
        return compound

    def _parts(self, compound: Compound) -> Iterator[Entry]:
        for entry in (*compound.first, *compound.last):
            yield entry
            yield from self._origins(entry.lemma)
            if inner := self._split(entry.lemma):
                yield from self._parts(inner)

    def _origins(self, lemma: str) -> Entries:
        """What a lemma is a form of itself, or made from: `luotettava` of `luottaa`."""
        found = (*self.lexicon.entries(lemma), *self._made(lemma), *self._derived(lemma))
        return tuple(each for each in found if each.lemma != lemma)


@cache
def lemmas_of(tag: str) -> Lemmas:
    """Those of a language by its primary subtag; of an unknown one, every form is a word.

    A preview builds again and again: what was read stays read.
    """
    return Lemmas(read_lexicon(tag), morphemes_of(tag))


def _rewritten(word: str, rewrites: tuple[Rewrite, ...]) -> Iterator[str]:
    for end, instead in rewrites:
        if word.endswith(end) and len(word) - len(end) >= _SHORTEST:
            yield word[: len(word) - len(end)] + instead


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


_COMMON_ENOUGH = (
    40  # inflections that a new word may have; the rest have few words, and no new ones
)
_SHORTEST_NAME = 4  # letters of a stem
_LONGEST_ENDING = 6  # letters of an ending


def guessed(words: Iterable[str], lexicon: Lexicon) -> dict[str, Entry]:
    """For each unknown word that has company, the word that it seems to be a form of.

    `esimerkkilän` and `esimerkkilässä` are company, for one common inflection has both endings.
    The likeliest word is the one with most company, then the one that is written in its base form.
    """
    unknown = frozenset(word for word in words if word.isalpha())
    endings = by_ending(lexicon.inflections[:_COMMON_ENOUGH])
    company: dict[Entry, int] = defaultdict(int)
    thought: dict[str, list[Entry]] = {}
    for word in unknown:
        thought[word] = list(_candidates(word, endings))
        for entry in thought[word]:
            company[entry] += 1
    rank = {inflection: at for at, inflection in enumerate(lexicon.inflections[:_COMMON_ENOUGH])}

    def likelihood(entry: Entry) -> tuple[int, bool, int, str]:
        return company[entry], entry.lemma in unknown, -rank[entry.endings], entry.lemma

    best = {word: max(entries, key=likelihood) for word, entries in thought.items() if entries}
    return {word: entry for word, entry in best.items() if company[entry] > 1}


def _candidates(word: str, endings: dict[str, list[tuple[str, ...]]]) -> Iterator[Entry]:
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_NAME) + 1):
        end = len(word) - length
        for inflection in endings.get(word[end:], ()):
            yield Entry(word[:end], inflection)
