"""The Swedish words of the lexicon, from simplemma's dictionary.

It has one base form for each of a million forms, and misses many. So each word takes the fullest
inflection that words like it have and that its own forms support. Where two words have a form in
common, simplemma gives it to one of them; the inflection gives it to both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from lexicon_shape import WORD, Ending, Words, inflection_of
from simplemma.strategies import DefaultDictionaryFactory  # type: ignore[import-not-found]

_COMMON = 25  # so many words make an inflection worth imitating
_CONTEXTS = (4, 3, 2, 1)
_TRIED = 14  # of the inflections that words with the same last letters have


def swedish_words() -> Words:
    paradigms = _paradigms()
    own = {lemma: inflection_of(lemma, forms) for lemma, forms in paradigms.items()}
    tried = _models(own)
    chosen, odd = [], []
    for lemma, forms in paradigms.items():
        inflection = _best(lemma, forms, tried) or own[lemma]
        chosen.append((lemma, inflection))
        odd += [(form, lemma) for form in forms - set(_forms(lemma, inflection))]
    return Words(chosen, odd)


def _paradigms() -> dict[str, set[str]]:
    """What the dictionary says: the forms of each word, by base form."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary("sv").items():
        form, lemma = form.lower(), lemma.lower()
        if WORD.match(form) and WORD.match(lemma):
            found[lemma].add(form)
    for lemma, forms in found.items():
        forms.add(lemma)
    return found


def _models(own: dict[str, Ending]) -> dict[str, list[tuple[Ending, int]]]:
    """The commonest inflections of the words that end alike."""
    counts = Counter(own.values())
    models: dict[str, Counter[Ending]] = defaultdict(Counter)
    for lemma, inflection in own.items():
        if counts[inflection] >= _COMMON:
            for length in _CONTEXTS:
                models[lemma[-length:]][inflection] += 1
    return {end: counter.most_common(_TRIED) for end, counter in models.items()}


def _best(lemma: str, forms: set[str], tried: dict[str, list[tuple[Ending, int]]]) -> Ending | None:
    best, most = None, 0.0
    for length in _CONTEXTS:
        for inflection, count in tried.get(lemma[-length:], ()):
            if not lemma.endswith(inflection[0]):
                continue
            made = set(_forms(lemma, inflection))
            share = len(forms & made) / len(forms)
            fullness = 0.006 * min(len(made), 34) + 0.0002 * min(count, 100)
            worth = share + 0.01 * length + fullness
            if share >= 0.7 and worth > most:
                best, most = inflection, worth
    return best


def _forms(lemma: str, inflection: Ending) -> Iterator[str]:
    end, endings = inflection
    stem = lemma[: len(lemma) - len(end)]
    return (stem + ending for ending in endings)
