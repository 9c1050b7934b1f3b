"""Search: the index of each language, cut into the files from which `search.js` answers.

Nothing of them is fetched before a reader searches, and then only what the words asked for need.

A file is named by what is in it, so that one that has not changed keeps its name. `index.json`
says which file holds the words that begin with what: of the beginnings there, the longest counts;
and which holds which records, by their numbers divided by `IN_A_FILE`.

What a site publishes of a lexicon is an extract of a database that others made. Their licences want
a notice with every copy: it stands in the folder of the search, and its page has a link to it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path

from tolkku import __version__
from tolkku.catalogue.addresses import relative
from tolkku.model.languages import Language
from tolkku.model.outputs import search_folder
from tolkku.search.lemmas import Lemmas, Reading, guessed, lemmas_of
from tolkku.search.lexicon import Entry, plain, words_in, written
from tolkku.search.records import Record, records_of
from tolkku.site import Site
from tolkku.system.cache import Cache

IN_A_FILE = 20
"""Records in a file. With more, the ten that a reader is shown would weigh a phone down, for each
may stand in a file of its own: 4 kB a record, 1.2 when it is packed."""


def search_files(site: Site, language: Language, cache: Cache) -> Iterator[tuple[str, bytes]]:
    """(site address, bytes) of every file that a search in a language may need. What the words
    of the site may be is looked up in the lexicon once."""
    folder = search_folder(language)
    lemmas = lemmas_of(language.cldr.language)
    name, key = f"words-{language}", cache.key("words", language.cldr.language)
    kept = cache.state(name) or {}
    known = kept["words"] if kept.get("key") == key else None
    lemmas.learn(known)
    index = Index(numbered(records_of(site, language)), lemmas)
    if known is None or index.words != known["words"].keys():
        cache.keep_state(name, {"key": key, "words": lemmas.told(index.words)})
    names: dict[str, dict[str, str]] = {"records": {}}
    shards = {
        "words": lexicon_shards(index),
        "places": posting_shards(index),
        "earlier": earlier_shards(index),
        "filters": filter_shard(index),
    }
    for kind, cut in shards.items():
        names[kind] = dict(cut.names)
        for name, content in cut.files.items():
            yield f"{folder}/{kind}/{name}.txt", content
    for block, numbers in groupby(sorted(index.records), key=lambda number: number // IN_A_FILE):
        told = _json({number: _told(site, index.records[number], language) for number in numbers})
        name = names["records"][str(block)] = _name(told)
        yield f"{folder}/records/{name}.json", told
    if notice := notice_of(language):
        yield notice_address(language), notice.encode()
    yield f"{folder}/index.json", _json({**names, "attached": lemmas.morphemes.attached})


def _told(site: Site, record: Record, language: Language) -> dict[str, object]:
    """What a reader is told of a record that is found."""
    topics = site.settings.topics
    return {
        "url": relative(f"{language}/search/", record.address),
        "title": record.title,
        "marks": record.marks,
        "published": _moment(record.published),
        "when": site.words[language].moment(record.published) if record.published else "",
        "expires": _moment(record.expires),
        "topics": [topics[topic][language] for topic in record.topics],
        "passages": record.passages,
    }


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


Levels = dict[int, list[int]]
"""Record numbers by how much they say of a word, 0 most: a field counts two, the word being only
a part of another one adds one."""


def numbered(records: Iterable[Record]) -> dict[int, Record]:
    """The records with their numbers, which rise with time, so that a new one changes no other's.
    Those without a date count down from -1."""
    ordered = sorted(records, key=lambda record: record.key)
    dated = sorted((record for record in ordered if record.published), key=_moment_of)
    undated = [record for record in ordered if not record.published]
    return {
        **{-number: record for number, record in enumerate(undated, 1)},
        **dict(enumerate(dated)),
    }


def _moment_of(record: Record) -> float:
    return record.published.timestamp() if record.published else 0.0


@dataclass(frozen=True)
class Index:
    """Of one language. `records` by number."""

    records: Mapping[int, Record]
    lemmas: Lemmas

    @cached_property
    def words(self) -> set[str]:
        """Every word of the site."""
        return {word for fields in self._words.values() for field in fields for word in field}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """What each word of the site may be."""
        known = {word: self.lemmas.reading(word) for word in self.words}
        strange = [word for word, reading in known.items() if not reading.is_known]
        for word, entry in guessed(strange, self.lemmas.lexicon).items():
            known[word] = Reading((entry,), is_known=False)
        return known

    @cached_property
    def _words(self) -> dict[int, list[set[str]]]:
        """The words of each record, by field."""
        return {
            number: [{word for text in field for word in words_in(text)} for field in record.fields]
            for number, record in self.records.items()
        }

    @cached_property
    def postings(self) -> dict[str, Levels]:
        """Where each lemma stands."""
        found: dict[str, Levels] = defaultdict(lambda: defaultdict(list))
        said = {word: _said(reading) for word, reading in self.readings.items()}
        for number in sorted(self.records):
            for lemma, level in _levels(self._words[number], said).items():
                found[lemma][level].append(number)
        return found

    @cached_property
    def this_year(self) -> int:
        """The number of the first record of the newest year."""
        years = {n: record.published.year for n, record in self.records.items() if record.published}
        return min((n for n, year in years.items() if year == max(years.values())), default=0)

    @cached_property
    def entries(self) -> dict[Entry, None]:
        """Every word that may be asked for, with its forms."""
        readings = self.readings.values()
        return {entry: None for each in readings for entry in (*each.words, *each.related)}

    def exceptions(self) -> Iterator[tuple[str, str]]:
        """Forms on the site that are none of their word's usual ones, and the words' lemmas."""
        forms = {entry: frozenset(entry.forms()) for entry in self.entries}
        for word, reading in sorted(self.readings.items()):
            for lemma in sorted({e.lemma for e in reading.words if word not in forms[e]}):
                yield word, lemma

    def filters(self) -> Iterator[tuple[str, list[int]]]:
        """The records of each kind, topic and year: `kind:urgent`."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, record in sorted(self.records.items()):
            found[f"kind:{record.kind}"].append(number)
            for topic in record.topics:
                found[f"topic:{topic}"].append(number)
            if record.published:
                found[f"year:{record.published.year}"].append(number)
        yield from sorted(found.items())


def _said(reading: Reading) -> tuple[tuple[str, int], ...]:
    """The lemmas of a word, each with how much less it is than the word itself."""
    related = {entry.lemma: 1 for entry in reading.related}
    return tuple({**related, **{entry.lemma: 0 for entry in reading.words}}.items())


def _levels(
    fields: list[set[str]], said: Mapping[str, tuple[tuple[str, int], ...]]
) -> dict[str, int]:
    """The lemmas of one record, each with its best level."""
    best: dict[str, int] = {}
    for number, words in enumerate(fields):
        for word in words:
            for lemma, less in said[word]:
                level = 2 * number + less
                if level < best.get(lemma, 8):
                    best[lemma] = level
    return best


_LARGEST = 24_000  # bytes of a shard, where its words can be parted any further
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Items = Sequence[tuple[str, str, str]]
"""Beginnings of words: what a shard is found by, then two parts of a line: see `_lines`."""
Writer = Callable[[Items], str]


@dataclass(frozen=True, slots=True)
class Shards:
    """Files by name, and the file for each beginning of a word."""

    files: Mapping[str, bytes]
    names: Mapping[str, str]


def lexicon_shards(index: Index) -> Shards:
    """Which lemmas a form may be of, in the format of `lexicon.py`."""
    items = [
        (form, endings, entry.stem) for entry in index.entries
        for endings in (written(entry.endings),) for form in _beginnings(entry)
    ]  # fmt: skip
    items += [(plain(form), "", f"{form} {lemma}") for form, lemma in index.exceptions()]
    return _shards(items, _lexicon)


def posting_shards(index: Index) -> Shards:
    """Where each lemma stands in the records of the newest year, and in those without a date."""
    return _postings(index, lambda number: number < 0 or number >= index.this_year)


def earlier_shards(index: Index) -> Shards:
    """Where each lemma stands in the records of the years before: these files stay as they are."""
    return _postings(index, lambda number: 0 <= number < index.this_year)


def _postings(index: Index, is_meant: Callable[[int], bool]) -> Shards:
    items = []
    for lemma, levels in index.postings.items():
        meant = {level: [n for n in held if is_meant(n)] for level, held in levels.items()}
        if any(meant.values()):
            items.append((plain(lemma), lemma, postings(meant)))
    return _shards(items, _lines)


def filter_shard(index: Index) -> Shards:
    """The records of each kind, topic and year, all in one file."""
    items = [("", name, _deltas(numbers)) for name, numbers in index.filters()]
    return _shards(items, _lines)


def postings(levels: Levels) -> str:
    """Record numbers, in base 36 and each as the distance from the one before, by level.

    >>> postings({0: [3], 6: [1, 2, 40]})
    '0:3 6:1,1,12'
    """
    return " ".join(f"{level}:{_deltas(held)}" for level, held in sorted(levels.items()) if held)


def _deltas(numbers: Iterable[int]) -> str:
    found, last = [], 0
    for number in numbers:
        found.append(_base36(number - last))
        last = number
    return ",".join(found)


def _base36(number: int) -> str:
    if number < 0:
        return "-" + _base36(-number)
    high, low = divmod(number, 36)
    return (_base36(high) if high else "") + _DIGITS[low]


def _beginnings(entry: Entry) -> Iterable[str]:
    """How its forms begin, as far as shards are told apart by it."""
    stem = plain(entry.stem)
    if len(stem) >= _DEEPEST:
        return (stem,)
    return sorted({plain(form)[:_DEEPEST] for form in entry.forms()})


_DEEPEST = 6  # letters


def _shards(items: Items, writer: Writer) -> Shards:
    files, names = {}, {}
    for beginning, text in _parted(items, "", writer) if items else ():
        content = text.encode()
        name = _name(content)
        files[name], names[beginning] = content, name
    return Shards(files, dict(sorted(names.items())))


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _parted(items: Items, beginning: str, writer: Writer) -> Iterator[tuple[str, str]]:
    """The items in texts that are not too large, by how their words begin."""
    text = writer(items)
    if len(text.encode()) <= _LARGEST or len(beginning) == _DEEPEST:
        yield beginning, text
        return
    further: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for item in items:
        further[item[0][: len(beginning) + 1]].append(item)
    for longer, part in sorted(further.items()):
        if longer == beginning:  # words that end here
            yield beginning, writer(part)
        else:
            yield from _parted(part, longer, writer)


def _lines(items: Items) -> str:
    return "\n".join(f"{key}\t{value}" for _, key, value in sorted(items))


def _lexicon(items: Items) -> str:
    stems: dict[str, set[str]] = defaultdict(set)
    for _, endings, stem in items:
        stems[endings].add(stem)
    odd = "\n".join(sorted(stems.pop("", ())))
    inflected = [f"{endings}\t{written(sorted(taking))}" for endings, taking in stems.items()]
    return "\n".join(sorted(inflected)) + "\n\n" + odd


_FOLDER = Path(__file__).with_name("lexicons")


def notice_of(language: Language) -> str:
    """The notice of a language's lexicon; of one that has none, nothing."""
    file = _FOLDER / f"{language.cldr.language}.notice.txt"
    if not file.is_file():
        return ""
    return file.read_text("utf-8").replace("{version}", __version__)


def notice_address(language: Language) -> str:
    """Its site address, or "" where there is none."""
    return f"{language}/search/NOTICE.txt" if notice_of(language) else ""
