"""Lexicon: the words of a language, what counts as one, and what is glued to them.

`lexicons/<language>.txt` has three parts with an empty line between them. A line of the first is
an inflection: its endings, that of the base form first, a tab, and the stems that take them. A line
of the second is a form that fits no inflection, and its base form. The third has two lines: words
that often begin compounds, and words that often end them. `-` stands for nothing at all.

`search.js` takes queries apart in the same way.
"""

from __future__ import annotations

import re
import unicodedata
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


_LONGEST = 100  # letters: nobody asks for more, and nothing takes apart more in good time
# An ending after an apostrophe or a colon is no part of the word: EU:n, children's.
_WORD = re.compile(r"([^\W_]+)(?:['’:][^\W\d_]{1,4}(?![^\W_]))?")


def words_in(text: str) -> Iterator[str]:
    """Its words in small letters; a single letter is none.

    >>> list(words_in("EU:n 2 vaalia, children’s e-mail"))
    ['eu', '2', 'vaalia', 'children', 'mail']
    """
    for match in _WORD.finditer(text.lower()):
        word = match[1]
        if len(word) <= _LONGEST and (len(word) > 1 or word.isdigit()):
            yield word


def plain(word: str) -> str:
    """Without dots and accents, as on a keyboard that lacks them: shards are named so.

    >>> plain("työssä")
    'tyossa'
    """
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


Rewrite = tuple[str, str]
"""An end of a word, and what to put in its place: `("kin", "")`."""


@dataclass(frozen=True, slots=True)
class Morphemes:
    """One language's.

    `attached` ends are taken off a word that is unknown with them. `made` leads from a word to a
    form of the word that it is made from (`selvästi` from `selvän`); those that end in `derived`
    are inflected in their turn, and `inflections` are those that no lexicon shows. A lemma that
    ends in `plural` may be one (`vaalit`).

    In a compound, the first part may be a form that ends in one of `linking`, or the beginning of a
    word that `shortened` makes whole. Of two letters are only the parts in `short`; `no_parts` look
    like parts and are endings.
    """

    attached: tuple[Rewrite, ...] = ()
    made: tuple[Rewrite, ...] = ()
    derived: tuple[str, ...] = ()
    inflections: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    linking: tuple[str, ...] = ()
    shortened: tuple[Rewrite, ...] = ()
    short: frozenset[str] = frozenset()
    no_parts: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Clitics, then possessive suffixes: before them a case ending is shortened (talon + ni: taloni).
_CLITICS = ("kaan", "kään", "kin", "han", "hän", "pa", "pä", "ko", "kö")
_POSSESSIVES = ("nsa", "nsä", "mme", "nne", "ni", "si")
_COMPARATIVE = (
    "mpi mpaa mmaksi mmalla mmalle mmalta mman mpana mpaan mmassa mmasta mmat mmatta mpia mpien "
    "mmiksi mmilla mmille mmilta mmin mpina mpiin mmissa mmista mmitta"
)
_FINNISH = Morphemes(
    attached=(
        *((clitic, "") for clitic in _CLITICS),
        *(("kse" + suffix, "") for suffix in (*_POSSESSIVES, "en")),  # lukeakseen, avuksesi
        *((suffix, case) for suffix in _POSSESSIVES for case in ("", "n", "t")),
        *(("aan", "a"), ("ään", "ä"), ("een", "e")),  # talossaan, päässään, talokseen
    ),
    made=(
        *(("sti", "n"), ("minen", "ma"), ("minen", "mä")),  # selvästi: selvän; luku: lukema
        *(("mpi", "n"), ("empi", "an"), ("empi", "än"), ("mmin", "n"), ("mmin", "mpi")),
    ),
    derived=("va", "vä", "tu", "ty", "nut", "nyt", "minen", "mpi", "ton", "tön", "uus", "yys"),
    inflections=(_COMPARATIVE, _COMPARATIVE.replace("a", "ä")),
    plural=("t",),
    linking=("n",),
    shortened=(("s", "nen"),),  # ihmis + oikeus
    short=frozenset({"yö"}),
    no_parts=_set(
        "kas ani ara ari ota ina nyt ula sara asti kir per dis mis pai sak lei van vai isi aan "
        "main mark inen lainen mainen isto sto"
    ),
)
_SWEDISH = Morphemes(
    attached=(("s", ""), ("t", "")),
    derived=("are", "ast", "ad", "ande", "ende"),
    linking=("s",),
    shortened=(("", "a"), ("", "e"), ("o", "a"), ("u", "a"), ("e", "a")),  # skol, kyrko, gatu
    short=frozenset({"by", "el", "is", "år", "öl"}),
    no_parts=_set(
        "het ing bar era ism ande ling ring eri ten sam ida ker sel are dom skap yra ton ben las "
        "rna arna erna orna ens ets ning nings"
    ),
)
_ENGLISH = Morphemes(attached=(("s", ""),))

_KNOWN = {"fi": _FINNISH, "sv": _SWEDISH, "en": _ENGLISH}


def morphemes_of(tag: str) -> Morphemes:
    """The morphemes of a language by its primary subtag; of an unknown one, none."""
    return _KNOWN.get(tag, Morphemes())
