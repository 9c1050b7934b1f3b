"""Guesses: which unknown words of a site are forms of one, such as a name that no lexicon has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tolkku.lexicon import Entry, Lexicon, by_ending

_COMMON = 40  # inflections that a new word may have; the rest have few words, and no new ones
_SHORTEST = 4  # letters of a stem
_LONGEST = 6  # letters of an ending


def guessed(words: Iterable[str], lexicon: Lexicon) -> dict[str, Entry]:
    """For each unknown word that has company, the word that it seems to be a form of.

    `esimerkkilän` and `esimerkkilässä` are company, for one common inflection has both endings.
    The likeliest word is the one with most company, then the one that is written in its base form.
    """
    unknown = frozenset(word for word in words if word.isalpha())
    endings = by_ending(lexicon.inflections[:_COMMON])
    company: dict[Entry, int] = defaultdict(int)
    thought: dict[str, list[Entry]] = {}
    for word in unknown:
        thought[word] = list(_candidates(word, endings))
        for entry in thought[word]:
            company[entry] += 1
    rank = {inflection: at for at, inflection in enumerate(lexicon.inflections[:_COMMON])}

    def likelihood(entry: Entry) -> tuple[int, bool, int, str]:
        return company[entry], entry.lemma in unknown, -rank[entry.endings], entry.lemma

    best = {word: max(entries, key=likelihood) for word, entries in thought.items() if entries}
    return {word: entry for word, entry in best.items() if company[entry] > 1}


def _candidates(word: str, endings: dict[str, list[tuple[str, ...]]]) -> Iterator[Entry]:
    for length in range(min(_LONGEST, len(word) - _SHORTEST) + 1):
        end = len(word) - length
        for inflection in endings.get(word[end:], ()):
            yield Entry(word[:end], inflection)
