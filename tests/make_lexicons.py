"""Makes the lexicons in `hooks/tolkku/lexicons/` from simplemma's dictionaries.

    pip install simplemma==2.0.0
    PYTHONPATH=hooks python tests/make_lexicons.py fi sv en

simplemma has one base form for each of millions of forms: 6 s and 400 MB to read, every time. Here
words that are inflected alike share one line, so that reading takes a tenth of a second. Where two
words have a form in common, simplemma gives it to one of them; the inflection gives it to both.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from simplemma.strategies import DefaultDictionaryFactory  # type: ignore[import-not-found]

from tolkku.compounds import Compounds
from tolkku.lexicon import Entry, Lexicon, parsed, written
from tolkku.morphemes import morphemes_of

FOLDER = Path(__file__).parents[1] / "hooks/tolkku/lexicons"
WORD = re.compile(r"[^\W\d_]{2,40}\Z")
COMMON = {"fi": 25, "sv": 25, "en": 4}  # so many words make an inflection worth imitating
CONTEXTS = (4, 3, 2, 1)
LONG = 5  # letters; shorter words begin other words by chance
TRIED = 14  # of the inflections that words with the same last letters have

Ending = tuple[str, frozenset[str]]
"""An inflection: the base form's ending, and all of them."""
Paradigms = dict[str, set[str]]
"""The forms of each word, by base form."""


def paradigms_of(tag: str) -> Paradigms:
    """What the dictionary says."""
    found: Paradigms = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary(tag).items():
        form, lemma = form.lower(), lemma.lower()
        if WORD.match(form) and WORD.match(lemma):
            found[lemma].add(form)
    for lemma, forms in found.items():
        forms.add(lemma)
    if tag == "en":
        _add_present_participles(found)
    return found


def _add_present_participles(found: Paradigms) -> None:
    """The dictionary knows `buying` as a noun only, so that it is no form of `buy`."""
    known = {form for forms in found.values() for form in forms}
    for lemma, forms in found.items():
        is_verb = any(form.endswith("ed") or not form.startswith(lemma[:-1]) for form in forms)
        for form in (f"{lemma}ing", f"{lemma.removesuffix('e')}ing", f"{lemma}{lemma[-1]}ing"):
            if is_verb and len(lemma) > 2 and form in known:
                forms.add(form)


def inflection_of(lemma: str, forms: set[str]) -> Ending:
    first, last = min(forms), max(forms)  # in the order of letters, these share the least
    pairs = enumerate(zip(first, last, strict=False))
    start = next((at for at, (a, b) in pairs if a != b), min(len(first), len(last)))
    return lemma[start:], frozenset(form[start:] for form in forms)


def likened(paradigms: Paradigms, tag: str) -> tuple[dict[str, Ending], list[tuple[str, str]]]:
    """The inflection of each word, and the forms that do not fit it.

    A word takes the fullest inflection that words like it have and that its own forms support.
    """
    own = {lemma: inflection_of(lemma, forms) for lemma, forms in paradigms.items()}
    counts = Counter(own.values())
    common = {inflection for inflection, count in counts.items() if count >= COMMON[tag]}
    models: dict[str, Counter[Ending]] = defaultdict(Counter)
    for lemma, inflection in own.items():
        if inflection in common:
            for length in CONTEXTS:
                models[lemma[-length:]][inflection] += 1
    tried = {end: counter.most_common(TRIED) for end, counter in models.items()}
    chosen, odd = {}, []
    for lemma, forms in paradigms.items():
        inflection = _best(lemma, forms, tried) or own[lemma]
        chosen[lemma] = inflection
        odd += [(form, lemma) for form in forms - set(_forms(lemma, inflection))]
    return chosen, odd


def _forms(lemma: str, inflection: Ending) -> Iterator[str]:
    end, endings = inflection
    stem = lemma[: len(lemma) - len(end)]
    return (stem + ending for ending in endings)


def _best(lemma: str, forms: set[str], tried: dict[str, list[tuple[Ending, int]]]) -> Ending | None:
    best, most = None, 0.0
    for length in CONTEXTS:
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


def lexicon_of(chosen: dict[str, Ending], odd: list[tuple[str, str]], tag: str) -> Lexicon:
    """The words by inflection, the most frequent inflections first."""
    takers: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for lemma, (end, endings) in chosen.items():
        inflection = (end, *sorted(endings - {end}))
        if tag != "en" or len(inflection) > 1:  # an English word with one form needs no entry
            takers[inflection].append(lemma[: len(lemma) - len(end)])
    ordered = sorted(takers, key=lambda each: (-len(takers[each]), each))
    stems: dict[str, list[int]] = defaultdict(list)
    for number, inflection in enumerate(ordered):
        for stem in sorted(takers[inflection]):
            stems[stem].append(number)
    exceptions: dict[str, list[str]] = defaultdict(list)
    for form, lemma in sorted(odd):
        exceptions[form].append(lemma)
    return Lexicon(tuple(ordered), dict(stems), dict(exceptions))


def with_parts(lexicon: Lexicon, lemmas: set[str], tag: str) -> Lexicon:
    """The same, with the words that make compounds often, and the prefixes that are no words."""
    compounds = Compounds(replace(lexicon, first_parts=frozenset(lemmas)), morphemes_of(tag))
    often = _last_parts(lemmas)
    first, last, before = Counter[str](), Counter[str](), Counter[str]()
    for lemma in lemmas:
        for end in range(2, len(lemma) - 1):
            beginning, rest = lemma[:end], lemma[end:]
            if rest not in lemmas:
                continue
            before[beginning] += len(rest) >= LONG and rest in often
            if compounds._first(beginning, 0):
                first[beginning] += 1
                last[rest] += 1
    firsts = {part for part, count in first.items() if count >= 3}
    prefixes = {p for p, count in before.items() if count >= (12 if len(p) > 3 else 20)}
    prefixes = {part for part in prefixes if len(part) > 2}
    return replace(
        lexicon,
        first_parts=frozenset(firsts | prefixes) - morphemes_of(tag).no_parts,
        last_parts=frozenset(part for part, count in last.items() if count >= 3)
        - morphemes_of(tag).no_parts,
    )


def _last_parts(lemmas: set[str]) -> set[str]:
    """Words that end many others: after a prefix they are no chance."""
    ends = Counter(lemma[at:] for lemma in lemmas for at in range(3, len(lemma) - LONG + 1))
    return {end for end, count in ends.items() if count >= 6 and end in lemmas}


def without_compounds(lexicon: Lexicon, tag: str) -> Lexicon:
    """The same, less the words that are found as compounds all the same."""
    compounds = Compounds(lexicon, morphemes_of(tag))
    kept: dict[str, list[int]] = defaultdict(list)
    for stem, numbers in lexicon.stems.items():
        for number in numbers:
            entry = Entry(stem, lexicon.inflections[number])
            way = compounds.split(entry.lemma, lexicon.entries_of, depth=0)
            is_plain = way and entry in way.entries and len(lexicon.entries(entry.lemma)) == 1
            if not is_plain or min(len(way.beginning), len(way.last[0].lemma)) < 4:
                kept[stem].append(number)
    return replace(lexicon, stems=dict(kept))


def text_of(lexicon: Lexicon) -> str:
    takers: dict[int, list[str]] = defaultdict(list)
    for stem, numbers in lexicon.stems.items():
        for number in numbers:
            takers[number].append(stem)
    lines = [
        f"{written(lexicon.inflections[number])}\t{written(sorted(stems))}"
        for number, stems in sorted(takers.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    odd = [f"{form} {lemma}" for form, lemmas in lexicon.exceptions.items() for lemma in lemmas]
    parts = [written(sorted(p) or [""]) for p in (lexicon.first_parts, lexicon.last_parts)]
    return "\n\n".join("\n".join(part) for part in (lines, odd, parts)) + "\n"


def main(tags: list[str]) -> None:
    for tag in tags:
        chosen, odd = likened(paradigms_of(tag), tag)
        lexicon = lexicon_of(chosen, odd, tag)
        if tag != "en":
            lexicon = without_compounds(with_parts(lexicon, set(chosen), tag), tag)
        text = text_of(lexicon)
        assert parsed(text)
        (FOLDER / f"{tag}.txt").write_text(text, "utf-8")
        print(tag, len(chosen), "words,", len(text) // 1000, "kB")


if __name__ == "__main__":
    main(sys.argv[1:])
