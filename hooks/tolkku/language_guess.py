"""Language guess: which of the site's languages a piece of prose is in.

Each word speaks for a language: a common one by standing in its list, any other by its letters.
What looks like a name, a code or a number says nothing, and in doubt nobody is accused.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tolkku.common_words import EVERYDAY, SMALL
from tolkku.languages import Language

_SMALL = {language: frozenset(said.split()) for language, said in SMALL.items()}
_EVERYDAY = {language: frozenset(said.split()) for language, said in EVERYDAY.items()}
_ADDRESS = re.compile(r"\w{1,20}://\S+|[^\s@]{1,64}@\S+")
_TOKEN = re.compile(r"[^\s/|–—…(){}\[\]<>]+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_EDGES = "\"'“”„‟«»‘’‚‛*_~=.,;:!?"
_BULLETS = ("*", "•")  # what begins an item of a list with a capital may be a name
_SENTENCE_ENDS = (".", "!", "?", ":", "…")
_VOWELS = frozenset("aeiouyåäöéáíóúøæõü")
_LONGEST = 45
# Measured on the sections of three trilingual sites, each put into the other languages: of those
# with six words and more 98 to 100 of 100 are recognised, and none in its own language is accused.
_COMMON, _KNOWN, _LETTERS = 3.0, 2.0, 2.0  # how much a word says at most
_SMOOTH = 0.3
_SCALE = 3.0
_SURE = 4.0  # what all words together must say, and
_SURE_EACH = 0.7  # what each says on average
_MOST_OWN = 0.2  # of the words may be small words of the text's own language


def other_language(said: str, own: Language, others: Iterable[Language]) -> Language | None:
    """The language of the site that a text in `own` seems to be in instead; None when in doubt."""
    return language_of_words(spoken_words(said), own, others)


def language_of_words(
    words: Sequence[str], own: Language, others: Iterable[Language]
) -> Language | None:
    """The same of spoken words.

    Languages whose common words nobody has listed are never guessed and never judged.
    """
    mine = own.cldr.language
    if mine not in _SMALL:
        return None
    guesses = [
        (_evidence(words, mine, other.cldr.language), other)
        for other in others
        if other.cldr.language in _SMALL
        and other.cldr.language != mine
        and not _is_owned(words, mine, other.cldr.language)
    ]
    if not guesses or not words:
        return None
    evidence, best = max(guesses, key=lambda guess: guess[0])
    return best if evidence >= max(_SURE, _SURE_EACH * len(words)) else None


def _is_owned(words: Sequence[str], own: str, other: str) -> bool:
    """Whether too many are small words of the text's own language: so it is with most texts."""
    owned = _owned(own, other)
    return sum(word in owned for word in words) > _MOST_OWN * len(words)


@cache
def _owned(own: str, other: str) -> frozenset[str]:
    return _SMALL[own] - _SMALL[other]


@lru_cache(maxsize=5_000)
def spoken_words(said: str) -> tuple[str, ...]:
    """The words of a text that are neither names nor codes, in small letters."""
    words = []
    begins = True
    for token in _TOKEN.findall(_ADDRESS.sub(" ", said)):
        bare = token.strip(_EDGES)
        if bare and (begins or bare[0].islower()) and _is_spoken(bare):
            words.append(bare.lower())
        if any(map(str.isalpha, bare)):
            begins = token.rstrip("\"'”’*_»)").endswith(_SENTENCE_ENDS)
        elif bare or token in _BULLETS:
            begins = token.startswith("#")
    return tuple(words)


def _is_spoken(token: str) -> bool:
    if not _WORD.fullmatch(token) or len(token) > _LONGEST:
        return False
    rest = token[1:]
    return rest == rest.lower() and not _VOWELS.isdisjoint(token.lower())


def _evidence(words: Sequence[str], own: str, other: str) -> float:
    """How much more the words are of the one language than of the other."""
    return sum(_says(word, own, other) for word in words)


@lru_cache(maxsize=50_000)
def _says(word: str, own: str, other: str) -> float:
    if word in _SMALL[own] or word in _SMALL[other]:
        return _COMMON * ((word in _SMALL[other]) - (word in _SMALL[own]))
    if own not in _EVERYDAY or other not in _EVERYDAY:
        return 0.0
    if word in _EVERYDAY[own] or word in _EVERYDAY[other]:
        return _KNOWN * ((word in _EVERYDAY[other]) - (word in _EVERYDAY[own]))
    difference = _letters(other).likelihood(word) - _letters(own).likelihood(word)
    return max(-_LETTERS, min(_LETTERS, difference / _SCALE))


@dataclass(frozen=True)
class _Letters:
    """Which three letters follow each other in the words of a language."""

    threes: Counter[str]
    pairs: Counter[str]

    def likelihood(self, word: str) -> float:
        """The logarithm of how likely a word is made so."""
        return sum(
            math.log((self.threes[three] + _SMOOTH) / (self.pairs[three[:2]] + 30 * _SMOOTH))
            for three in _threes(word)
        )


@cache
def _letters(language: str) -> _Letters:
    threes = Counter(
        three for word in sorted(_SMALL[language] | _EVERYDAY[language]) for three in _threes(word)
    )
    pairs: Counter[str] = Counter()
    for three, count in threes.items():
        pairs[three[:2]] += count
    return _Letters(threes, pairs)


def _threes(word: str) -> list[str]:
    padded = f"^^{word}$"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]
