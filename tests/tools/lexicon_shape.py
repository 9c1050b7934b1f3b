"""What the sources of lexicons have in common: words with their forms, read into inflections."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

WORD = re.compile(r"[^\W\d_]{2,40}\Z")

Ending = tuple[str, frozenset[str]]
"""An inflection: the base form's ending, and all of them."""


@dataclass(frozen=True)
class Words:
    """Base forms with their inflections; and odd forms that do not fit, with their base forms.
    `common` are inflections of many words that stand in no list; `compounds` are in parts."""

    inflected: list[tuple[str, Ending]]
    odd: list[tuple[str, str]] = field(default_factory=list)
    common: frozenset[Ending] = frozenset()
    compounds: frozenset[tuple[str, ...]] = frozenset()


def inflection_of(lemma: str, forms: Iterable[str]) -> Ending:
    first, last = min(forms), max(forms)  # in the order of letters, these share the least
    pairs = enumerate(zip(first, last, strict=False))
    start = next((at for at, (a, b) in pairs if a != b), min(len(first), len(last)))
    return lemma[start:], frozenset(form[start:] for form in forms)


def as_written(words: Iterable[tuple[str, set[str]]]) -> Words:
    """Words whose source tells all their forms."""
    return Words([(lemma, inflection_of(lemma, forms)) for lemma, forms in words])
