"""Search index: in which records a word stands, and in which forms readers may ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tolkku.guesses import guessed
from tolkku.lemmas import Lemmas, Reading
from tolkku.lexicon import Entry
from tolkku.search_records import Record
from tolkku.search_words import words_in

Levels = dict[int, list[int]]
"""Record numbers by how much they say of a word, 0 most: a field counts two, the word being only
a part of another one adds one."""


def numbered(records: Iterable[Record]) -> dict[int, Record]:
    """The records with their numbers, which rise with time, so that a new one changes no other's.
    Those without a date count down from -1."""
    ordered = sorted(records, key=lambda record: record.key)
    dated = sorted((record for record in ordered if record.published), key=_moment)
    undated = [record for record in ordered if not record.published]
    return {
        **{-number: record for number, record in enumerate(undated, 1)},
        **dict(enumerate(dated)),
    }


def _moment(record: Record) -> float:
    return record.published.timestamp() if record.published else 0.0


@dataclass(frozen=True)
class Index:
    """Of one language. `records` by number."""

    records: Mapping[int, Record]
    lemmas: Lemmas

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """What each word of the site may be."""
        words = {word for fields in self._words.values() for field in fields for word in field}
        known = {word: self.lemmas.reading(word) for word in words}
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
