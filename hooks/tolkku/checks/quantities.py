"""Quantities: the numbers, dates and times that a text says, and which its counterpart does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from babel.dates import get_month_names
from babel.numbers import get_group_symbol

from tolkku.model.languages import Language

_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\bwww\.\S+")
_LAST_WORD = re.compile(r"\b[^\W\d_]{3,}\s\Z")
_LONGEST_MONTH = 12
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_SPACES = " \u00a0\u2009\u202f'’"  # what may part thousands: SI and CLDR use narrow spaces
_OTHER_DIGITS = re.compile(r"[^\D0-9]")
_HALVES = {"½": "5", "¼": "25", "¾": "75"}
_MIXED = re.compile(r"(\d)\s?([½¼¾])")
_SCALES = {
    "fi": {"tuhat": 3, "tuhatta": 3, "milj": 6, "miljoona": 6, "mrd": 9, "miljardi": 9},
    "sv": {"tusen": 3, "mn": 6, "milj": 6, "miljon": 6, "md": 9, "mrd": 9, "miljard": 9},
    "en": {"thousand": 3, "k": 3, "m": 6, "million": 6, "bn": 9, "billion": 9},
}
_WHOLE_WORD = 3  # letters of a scale that is no abbreviation, and may be inflected
_ORDINAL = r"(?:\.|:[ea]|st|nd|rd|th)?(?:\sof)?"
_NUMBER = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
    r"|(?P<phone>(?:(?<!\d)\+\d{1,3}[ -]?|(?<!\d)0(?=\d{2,3}[ -]))\d[\d -]{5,}\d)"
    r"|(?P<day>\d{1,2})%(ordinal)s\s%(months)s(?:,?\s(?P<year>\d{4}))?"
    r"|(?P<grouped>\d{1,3}(?:[%(groups)s]\d{3})+)(?!\d)"
    r"|(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s?(?P<half>[ap])\.?m\b"
    r"|(?P<date>\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4})"
    r"|(?P<plain>\d+(?:[.,:]\d+)*)"
)
_SURE_BEGINNING = 7  # `joulukuussa`, but not `marching`
_SHORTEST_NAME = 4  # `May` is a verb too: it is a month after a day only

Parts = tuple[str, ...]
"""What a number says: `("6",)`, `("1", "5")` for 1,5, `("2", "12", "2026")` for a date."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it was `written`. `also` says how else it may be meant: 15,000 is fifteen
    thousand to some and fifteen to others, and `1.5 million` is `1 500 000`."""

    parts: Parts
    written: str
    also: tuple[Parts, ...] = ()

    @property
    def readings(self) -> frozenset[Parts]:
        return frozenset((self.parts, *self.also))


@dataclass(frozen=True)
class Quantities:
    """What stands in figures, and all words in small letters.

    `month_names` are names with the month's number, by the first three letters.
    """

    figures: tuple[Quantity, ...]
    text_words: frozenset[str]
    number_words: NumberWords | None
    month_names: Mapping[str, tuple[tuple[str, str], ...]]

    @cached_property
    def words(self) -> tuple[Quantity, ...]:
        """Numbers and months that stand in words."""
        known = self.number_words.said(self.text_words) if self.number_words else {}
        months = [
            Quantity((number,), word)
            for word in sorted(self.text_words)
            for name, number in self.month_names.get(word[:3], ())
            if word == name or (len(name) >= _SURE_BEGINNING and word.startswith(name))
        ]
        return (*(Quantity((str(n),), word) for word, n in sorted(known.items())), *months)

    @cached_property
    def perhaps(self) -> set[str]:
        """Numbers that words may mean."""
        words = self.number_words
        return {str(number) for number in words.perhaps(self.text_words)} if words else set()


@lru_cache(maxsize=64)  # an original is compared with every translation
def quantities(said: str, language: Language) -> Quantities:
    """The quantities in a plain text.

    >>> english = Language("en", "English", "en_GB")
    >>> [q.parts for q in quantities("2 November 2026 at 12:30, 1.5 or 2,200", english).figures]
    [('2', '11', '2026'), ('12', '30'), ('1', '5'), ('2200',)]
    """
    writing = _writing(language)
    said = _MIXED.sub(lambda half: f"{half[1]}.{_HALVES[half[2]]}", said)
    said = _OTHER_DIGITS.sub(lambda digit: str(unicodedata.decimal(digit[0])), said)
    if "@" in said or "/" in said or "www." in said:
        said = _ADDRESS.sub(" ", said)
    found = tuple(_matches(said, writing))
    figures = tuple(_quantity(match, said, writing) for match in found)
    ends = (0, *(match.end() for match in found))
    starts = (*(match.start() for match in found), len(said))
    prose = " ".join(said[end:start] for end, start in zip(ends, starts, strict=True))
    words = frozenset(_WORD.findall(prose.lower()))
    return Quantities(figures, words, writing.number_words, writing.month_names)


def _matches(said: str, writing: _Writing) -> Iterator[re.Match[str]]:
    """From digit to digit, which is ten times as fast as `finditer`."""
    after = 0
    while digit := _DIGIT.search(said, after):
        start = digit.start()
        match = _month_before(said, after, start, writing)
        if match is None and start > after and said[start - 1] == "+":
            match = writing.number.match(said, start - 1)
        match = match or writing.number.match(said, start)
        assert match is not None  # whatever else it is, it is a plain number
        yield match
        after = match.end()


def _month_before(said: str, after: int, start: int, writing: _Writing) -> re.Match[str] | None:
    """`December 2, 2026`."""
    if writing.month_first is None:
        return None
    name = _LAST_WORD.search(said, max(after, start - _LONGEST_MONTH), start)
    return writing.month_first.match(said, name.start()) if name else None


def _quantity(match: re.Match[str], said: str, writing: _Writing) -> Quantity:
    parts = _parts(match, writing)
    also = [_bare(re.sub(r"\D", "", match.group()))] if _may_be_thousands(match.group()) else []
    if match.lastgroup == "grouped":
        also.append(tuple(_bare(*re.findall(r"\d+", match.group()))))
    years = _YEARS.search(said, max(0, match.start() - 5), match.end())
    if years:
        also.append((years[1] + years[2],))
    if match.lastgroup in ("plain", "grouped"):
        also += _decimals(match.group())
        word = _NEXT_WORD.match(said, match.end())
        zeros = writing.zeros(word[1].lower()) if word else 0
        also += [scaled for each in (parts, *also) if (scaled := _scaled(each, zeros))]
    return Quantity(parts, match.group().strip(), tuple(also))


_NEXT_WORD = re.compile(r"\s?-?([^\W\d_]+)")
_YEARS = re.compile(r"(?<!\d)(\d\d)\d\d[–/-](\d\d)\Z")  # 2025–26
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def _may_be_thousands(written: str) -> bool:
    """`15,000`, whatever the language writes between thousands."""
    return bool(_THOUSANDS.fullmatch(written))


def _decimals(written: str) -> list[Parts]:
    """`1,50` is `1.5`, and `2,0` is `2`: with the zeros at the end taken away."""
    whole, mark, rest = written.strip().partition("," if "," in written else ".")
    if not mark or not (whole + rest).isdecimal() or not rest.endswith("0"):
        return []
    rest = rest.rstrip("0")
    return [(*_bare(whole), rest) if rest else _bare(whole)]


def _scaled(parts: Parts, zeros: int) -> Parts | None:
    """`("1", "5")` with six zeros is `("1500000",)`."""
    if not zeros or len(parts) > 2 or not all(part.isdecimal() for part in parts):
        return None
    rest = parts[1] if len(parts) > 1 else ""
    return _bare(parts[0] + rest.ljust(zeros, "0")) if len(rest) <= zeros else None


def _parts(match: re.Match[str], writing: _Writing) -> Parts:
    written = match.group()
    match match.lastgroup:
        case "iso":
            return _bare(*reversed(written.split("-")))
        case "phone":  # with or without the country's number
            return (re.sub(r"\D", "", written)[-8:],)
        case "month" | "day" | "year":
            month = writing.month_numbers[match["month"].lower()]
            return _bare(match["day"], month, match["year"])
        case "grouped":
            return (re.sub(r"\D", "", written),)
        case "half":
            hour = int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0)
            return (str(hour), match["minute"] or "00")
        case "date":
            return _bare(*re.findall(r"\d+", written))
    first, *others = re.split(r"[.,:]", written)
    return (*_bare(first), *others)


def _bare(*numbers: str | None) -> Parts:
    return tuple(number.lstrip("0") or "0" for number in numbers if number)


@dataclass(frozen=True)
class _Writing:
    """How a language writes numbers."""

    number: re.Pattern[str]
    month_first: re.Pattern[str] | None
    month_numbers: dict[str, str]
    month_names: Mapping[str, tuple[tuple[str, str], ...]]
    number_words: NumberWords | None
    scales: Mapping[str, int]

    def zeros(self, word: str) -> int:
        """How many zeros a word after a number stands for: *miljoonaa* for six."""
        if word in self.scales:
            return self.scales[word]
        inflected = (n for name, n in self.scales.items() if len(name) > _WHOLE_WORD + 1
                     and word.startswith(name))  # fmt: skip
        return next(inflected, 0)


@lru_cache
def _writing(language: Language) -> _Writing:
    wide, short = (
        {name.lower().rstrip("."): str(number) for number, name in names.items()}
        for names in (
            get_month_names("wide", "stand-alone", language.locale),
            get_month_names("abbreviated", "format", language.locale),
        )
    )
    # Finnish inflects: `joulukuuta`, `joulukuussa`.
    ends = r"(?:ta|ssa|n|lta|sta|hun)?" if language.cldr.language == "fi" else r"\.?"
    longest_first = sorted({*wide, *short}, key=len, reverse=True)
    names = "|".join(re.escape(name) for name in longest_first)
    group = str(get_group_symbol(language.locale))
    groups = _SPACES + (re.escape(group) if group in ".,'’" else "")
    months = rf"(?P<month>{names}){ends}(?!\w)"
    pattern = _NUMBER % {"months": months, "groups": groups, "ordinal": _ORDINAL}
    return _Writing(
        number=re.compile(pattern, re.IGNORECASE),
        month_first=re.compile(
            rf"(?P<month>{names.title()})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.:]\d|\d)"
            r"(?:,\s(?P<year>\d{4}))?"
        )
        if language.cldr.language == "en"
        else None,
        month_numbers=short | wide,
        month_names=_by_beginning(wide),
        number_words=number_words(language.cldr.language),
        scales=_SCALES.get(language.cldr.language, {}),
    )


def _by_beginning(months: dict[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, number in months.items():
        if len(name) >= _SHORTEST_NAME:
            found[name[:3]] = (*found.get(name[:3], ()), (name, number))
    return found


_DATE = 3  # day, month, year
_LARGEST_WORD = 12  # larger numbers are written in figures

Pair = tuple[tuple[Quantity, ...], tuple[Quantity, ...]]


def disagreement(ours: Quantities, theirs: Quantities) -> Pair:
    """The quantities that only one of two texts says; both are empty where they agree.

    What stands in figures must stand in the other text in some form: as a word, or within a date.
    What stands in words counts only where the other says something else instead, for languages
    use words for small numbers differently.
    """
    here, there = only_in_figures(ours, theirs), only_in_figures(theirs, ours)
    if not here and not there and not (ours.words and theirs.words):
        return (), ()
    words_here, words_there = _strange_words(ours, theirs), _strange_words(theirs, ours)
    if not (here or words_here) or not (there or words_there):
        return here, there
    return here or words_here, there or words_there


def only_in_figures(ours: Quantities, theirs: Quantities) -> tuple[Quantity, ...]:
    """What stands here in figures and there in no form."""
    left = _unequal(ours, theirs)
    if not left:
        return ()
    pieces = _pieces(theirs)
    turned = {tuple(reversed(quantity.parts)) for quantity in _unequal(theirs, ours)}
    return tuple(
        quantity
        for quantity in left
        if (len(quantity.parts) > 1 and quantity.parts in turned)
        or not (_said_within(quantity.parts, pieces, theirs) or _may_be_a_word(quantity, theirs))
    )


def _said_within(parts: Parts, pieces: set[str], theirs: Quantities) -> bool:
    """Whether it stands there in pieces, or as a day without its year."""
    if len(parts) == _DATE and any(parts[:2] == quantity.parts for quantity in theirs.figures):
        return True
    return _without_unit(parts) <= pieces


def _unequal(ours: Quantities, theirs: Quantities) -> list[Quantity]:
    known = frozenset(reading for quantity in theirs.figures for reading in quantity.readings)
    written = {_plain(quantity) for quantity in theirs.figures}
    return [
        quantity
        for quantity in ours.figures
        if not quantity.readings & known and _plain(quantity) not in written
    ]


def _plain(quantity: Quantity) -> str:
    return " ".join(quantity.written.split())


def _pieces(said: Quantities) -> set[str]:
    """Every number that occurs, also within a date or a word."""
    parts = [quantity.parts for quantity in (*said.figures, *said.words)]
    return _without_unit(part for each in parts for part in each) | said.perhaps


def _without_unit(parts: Iterable[str]) -> set[str]:
    """05 minutes and 5 May are one number; 0 does not count, for 16:00 is also written 16."""
    return {part.lstrip("0") for part in parts} - {""}


def _may_be_a_word(quantity: Quantity, theirs: Quantities) -> bool:
    """Whether it may stand there as a word of a language whose number words nobody has listed."""
    small = len(quantity.parts) == 1 and int(quantity.parts[0]) <= _LARGEST_WORD
    return small and theirs.number_words is None


def _strange_words(ours: Quantities, theirs: Quantities) -> tuple[Quantity, ...]:
    if theirs.number_words is None:
        return ()
    pieces = _pieces(theirs)
    return tuple(quantity for quantity in ours.words if not _without_unit(quantity.parts) <= pieces)


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
