"""Makes the lexicons in `hooks/tolkku/search/lexicons/`, which are not written by hand.

    python3.11 -m venv .venv-lexicons
    .venv-lexicons/bin/pip install --no-deps --require-hashes \\
      -r tests/tools/requirements-lexicons.txt
    PYTHONPATH=hooks .venv-lexicons/bin/python tests/tools/make_lexicons.py fi sv en

It takes some minutes a language, and gives the same files to the byte whenever it is run. Words
that are inflected alike share one line, so that a lexicon is read in a tenth of a second; compounds
that are understood by their parts are left out. What it needs is needed nowhere else, and is not
shipped.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from lexicon_shape import Ending, Words

from tolkku.search.lemmas import Compounds
from tolkku.search.lexicon import Entry, Lexicon, morphemes_of, parsed, written

FOLDER = Path(__file__).parents[2] / "hooks/tolkku/search/lexicons"
OWN = Path(__file__).with_name("own_words")
COMPOUNDING = ("fi", "sv")
LONG = 5  # letters; shorter words begin other words by chance
NAMES = 40  # inflections that `guesses` gives to unknown names: no participles


def lexicon_of(words: Words) -> Lexicon:
    """The words by inflection, the most frequent inflections first."""
    takers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for lemma, (end, endings) in words.inflected:
        takers[_line(end, endings)].add(lemma[: len(lemma) - len(end)])
    for end, endings in words.common:
        takers[_line(end, endings)] |= set()
    ordered = sorted(takers, key=lambda each: (-len(takers[each]), each))
    stems: dict[str, list[int]] = defaultdict(list)
    for number, inflection in enumerate(ordered):
        for stem in sorted(takers[inflection]):
            stems[stem].append(number)
    exceptions: dict[str, list[str]] = defaultdict(list)
    for form, lemma in sorted(words.odd):
        exceptions[form].append(lemma)
    return Lexicon(tuple(ordered), dict(stems), dict(exceptions))


def _line(end: str, endings: frozenset[str]) -> tuple[str, ...]:
    return end, *sorted(endings - {end})


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


def with_told_parts(lexicon: Lexicon, words: Words, tag: str) -> Lexicon:
    """The same, from a source that tells the parts of compounds."""
    first, last = Counter[str](), Counter[str]()
    for parts in words.compounds:
        for at in range(1, len(parts)):
            first["".join(parts[:at])] += 1
            last["".join(parts[at:])] += 1
    often = [
        frozenset(part for part, count in counted.items() if count >= 3 and len(part) > 2)
        for counted in (first, last)
    ]
    no_parts = morphemes_of(tag).no_parts
    return replace(lexicon, first_parts=often[0] - no_parts, last_parts=often[1] - no_parts)


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


def text_of(lexicon: Lexicon, common: frozenset[Ending] = frozenset()) -> str:
    """The lexicon as it is read again; `common` inflections stand after the commonest."""
    takers: dict[int, list[str]] = defaultdict(list)
    for stem, numbers in lexicon.stems.items():
        for number in numbers:
            takers[number].append(stem)
    ordered = sorted(takers, key=lambda number: (-len(takers[number]), number))
    wanted = {_line(end, endings) for end, endings in common}
    moved = [n for n, each in enumerate(lexicon.inflections) if each in wanted]
    moved = [number for number in moved if number not in ordered[:NAMES]]
    rest = [number for number in ordered[NAMES:] if number not in moved]
    lines = [
        f"{written(lexicon.inflections[number])}\t{written(sorted(takers[number]))}"
        for number in (*ordered[:NAMES], *moved, *rest)
    ]
    odd = [f"{form} {lemma}" for form, lemmas in lexicon.exceptions.items() for lemma in lemmas]
    parts = [written(sorted(p) or [""]) for p in (lexicon.first_parts, lexicon.last_parts)]
    return "\n\n".join("\n".join(part) for part in (lines, odd, parts)) + "\n"


def own_words(tag: str) -> list[list[str]]:
    file = OWN / f"{tag}.txt"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return [line.split() for line in lines if line and not line.startswith("#")]


def words_of(tag: str) -> Words:
    """As their source tells them: each needs packages that no other one needs."""
    if tag == "fi":
        return import_module("lexicon_finnish").finnish_words(own_words(tag))
    if tag == "sv":
        return import_module("lexicon_swedish").swedish_words()
    return import_module("lexicon_english").english_words(own_words(tag))


def lexicon_text(words: Words, tag: str) -> str:
    lexicon = lexicon_of(words)
    if words.compounds:
        lexicon = without_compounds(with_told_parts(lexicon, words, tag), tag)
    elif tag in COMPOUNDING:
        lemmas = {lemma for lemma, _ in words.inflected}
        lexicon = without_compounds(with_parts(lexicon, lemmas, tag), tag)
    return text_of(lexicon, words.common)


def main(tags: list[str]) -> None:
    for tag in tags:
        words = words_of(tag)
        text = lexicon_text(words, tag)
        assert parsed(text)
        (FOLDER / f"{tag}.txt").write_text(text, "utf-8")
        print(tag, len(words.inflected), "words,", len(text.encode()) // 1000, "kB")


if __name__ == "__main__":
    main(sys.argv[1:])
