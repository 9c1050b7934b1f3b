"""Number agreement: which quantities one text says and its counterpart does not."""

from __future__ import annotations

from collections.abc import Iterable

from tolkku.quantities import Parts, Quantities, Quantity

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
    return _bare(parts) <= pieces


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
    return _bare(part for each in parts for part in each) | said.perhaps


def _bare(parts: Iterable[str]) -> set[str]:
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
    return tuple(quantity for quantity in ours.words if not _bare(quantity.parts) <= pieces)
