"""Lemmas: the words that the words of a text are forms of, whatever their endings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from tolkku.compounds import Compound, Compounds, Entries
from tolkku.lexicon import Entry, Lexicon, by_ending, read_lexicon
from tolkku.morphemes import Morphemes, Rewrite, morphemes_of

_SHORTEST = 3  # letters that must be left of a word when an ending is taken off
_COMMON = 150  # so many of the commonest inflections are thought of for an unknown word


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word may be: the words that it is a form of, and those that it is made of."""

    words: Entries
    related: Entries = ()
    is_known: bool = True


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
