"""Number words: the small numbers that Finnish, Swedish and English write as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_FINNISH_FORMS = {
    # nominative, inflected with n/ssa/lle …, partitive, illative and essive
    2: ("kaksi", "kahde", "kahta", "kahte"),
    3: ("kolme", "kolme", "kolmea", "kolme"),
    4: ("neljä", "neljä", "neljää", "neljä"),
    5: ("viisi", "viide", "viittä", "viite"),
    6: ("kuusi", "kuude", "kuutta", "kuute"),
    7: ("seitsemän", "seitsemä", "seitsemää", "seitsemä"),
    8: ("kahdeksan", "kahdeksa", "kahdeksaa", "kahdeksa"),
    9: ("yhdeksän", "yhdeksä", "yhdeksää", "yhdeksä"),
    10: ("kymmenen", "kymmene", "kymmentä", "kymmene"),
}
_WEAK = ("n", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "tta", "ttä")
_STRONG = ("en", "än", "aan", "ään", "na", "nä")


def _finnish() -> dict[str, int]:
    forms = {"yksitoista": 11, "yhdentoista": 11, "kaksitoista": 12, "kahdentoista": 12}
    for number, (nominative, weak, partitive, strong) in _FINNISH_FORMS.items():
        forms |= dict.fromkeys((nominative, partitive), number)
        forms |= {weak + ending: number for ending in _WEAK}
        forms |= {strong + ending: number for ending in _STRONG}
    return forms


def _counted(words: str, first: int = 2) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


_FINNISH_TENS = _counted("kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän")
_SWEDISH = "två tre fyra fem sex sju åtta nio tio elva tolv"
_ENGLISH = "two three four five six seven eight nine ten eleven twelve"


@dataclass(frozen=True)
class NumberWords:
    """`certain` are whole words. What begins like one of `possible` may mean a number: *second*
    is also a unit of time, *kolmipäiväinen* lasts three days; it excuses, and accuses nobody. They
    are by their first two letters, because every word of a site is looked up."""

    certain: Mapping[str, int]
    possible: Mapping[str, tuple[tuple[str, int], ...]]

    def said(self, words: Iterable[str]) -> dict[str, int]:
        """The number words among `words`, which are in small letters."""
        return {word: self.certain[word] for word in words if word in self.certain}

    def perhaps(self, words: Iterable[str]) -> set[int]:
        """Numbers that `words` may mean."""
        return {
            number
            for word in words
            for beginning, number in self.possible.get(word[:2], ())
            if word.startswith(beginning)
        }


def _words(certain: Mapping[str, int], *possible: Mapping[str, int]) -> NumberWords:
    by_letters: dict[str, tuple[tuple[str, int], ...]] = {}
    for beginning, number in ((word, n) for each in possible for word, n in each.items()):
        letters = beginning[:2]
        by_letters[letters] = (*by_letters.get(letters, ()), (beginning, number))
    return NumberWords(certain, by_letters)


_BY_LANGUAGE = {
    "fi": _words(
        _finnish(),
        {"yksi": 1, "yhde": 1, "yht": 1, "ensi": 1, "kerra": 1, "kerta": 1},
        {"kaksi": 2, "kahd": 2, "kaht": 2, "toi": 2, "molem": 2, "pari": 2, "tupla": 2},
        {"kolm": 3, "nelj": 4, "viisi": 5, "viide": 5, "viit": 5, "kuus": 6, "kuude": 6, "kuut": 6},
        {"seitsem": 7, "seitsen": 7, "kahdeks": 8, "yhdeks": 9, "kymmen": 10, "tusin": 12},
        {"keskipäiv": 12, "puolenpäiv": 12, "keskiyö": 24, "vuorokau": 24, "puoli": 30},
        {f"{word}toista": number + 10 for word, number in _FINNISH_TENS.items()},
        {f"{word}kymmen": number * 10 for word, number in _FINNISH_TENS.items()},
        {f"{word}kymment": number * 10 for word, number in _FINNISH_TENS.items()},
        {"sata": 100, "sada": 100, "tuha": 1000},
    ),
    "sv": _words(
        _counted(_SWEDISH),
        _counted(_SWEDISH),
        _counted("tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte", 3),
        {"en": 1, "ett": 1, "första": 1, "andra": 2, "båda": 2, "bägge": 2, "par": 2, "dubbel": 2},
        {"dussin": 12, "middag": 12, "midnatt": 24, "dygn": 24, "halv": 30, "hälften": 2},
        _counted("tretton fjorton femton sexton sjutton arton nitton tjugo", 13),
        {"trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80},
        {"nittio": 90, "hundra": 100, "tusen": 1000},
    ),
    "en": _words(
        _counted(_ENGLISH),
        _counted(_ENGLISH),
        _counted("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 3),
        {"one": 1, "once": 1, "first": 1, "second": 2, "twice": 2, "both": 2, "pair": 2},
        {"couple": 2, "double": 2, "dozen": 12, "noon": 12, "midday": 12, "midnight": 24},
        {"quarter": 4, "half": 30, "halv": 2},
        _counted(
            "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty", 13
        ),
        {"thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90},
        {"hundred": 100, "thousand": 1000},
    ),
}  # fmt: skip


def number_words(language: str) -> NumberWords | None:
    """The number words of a language (its first subtag); None where nobody has listed them."""
    return _BY_LANGUAGE.get(language)
