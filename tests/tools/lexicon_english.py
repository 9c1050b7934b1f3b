"""The English words of the lexicon, from lemminflect's table."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from lexicon_shape import WORD, Words, as_written

_TABLE = "lemminflect/resources/infl_lu.csv.gz"
"""A line is a word, its class, and its other forms: `leaf,noun,leaves/leafs`."""


def english_words(own: Iterable[list[str]]) -> Words:
    """A noun and a verb that are written alike are one word; a word with one form needs no entry,
    unless it could be taken for a form of another one.

    `own` are words with all their forms, the base form first.
    """
    found: dict[str, set[str]] = defaultdict(set)
    file = Path(str(distribution("lemminflect").locate_file(_TABLE)))
    for line in gzip.decompress(file.read_bytes()).decode().lower().splitlines():
        lemma, _, *others = line.split(",")
        forms = {lemma, *(form for each in others for form in each.split("/"))}
        forms = {form for form in forms if WORD.match(form)}
        if WORD.match(lemma) and len(forms) > 1:
            found[lemma] |= forms
    for forms in own:
        found[forms[0]] |= set(forms)
    return as_written(sorted(found.items()))
