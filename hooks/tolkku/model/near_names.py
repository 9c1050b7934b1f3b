"""Near names: which of many known names was meant by one that is not known, if that is plausible.

A question looks at a few names only, however many there are, and at nothing but the names: its
answer depends neither on what was asked before nor on the processor that is asked.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

_MOST_LETTERS = 200  # nobody mistypes more
_MOST_LOOKED_AT = 2000  # names that have a pair of letters in common with the one asked for
_MOST_COMPARED = 10
_MOST_MISTAKES = 4
_LONGEST_ENDING = 3  # `topic` and `topics`, `mark` and `marked`
_SHORTEST = 4  # letters of a name that may be a part of another


class NearNames:
    """Known names, to be asked for those that resemble another.

    >>> NearNames(["title", "summary"]).nearest("sumary")
    'summary'
    >>> NearNames(["updated", "state"]).nearest("date") is None
    True
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))

    def nearest(self, name: str) -> str | None:
        """The known name that was plausibly meant, or None."""
        plain = _plain(name)
        if plain in self._by_plain:
            return self._by_plain[plain]
        ranked = sorted((_mistakes(plain, _plain(known)), known) for known in self._similar(plain))
        return next((known for mistakes, known in ranked if mistakes < _TOO_MANY), None)

    def similar(self, name: str, count: int) -> tuple[str, ...]:
        """The known names that have most in common with another, plausible or not; the first where
        none has anything."""
        return tuple((self._similar(_plain(name)) or self._names)[:count])

    @cached_property
    def _by_plain(self) -> dict[str, str]:
        return {_plain(name): name for name in reversed(self._names)}

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        """The names by each two letters that stand side by side in them."""
        found: dict[str, list[str]] = {}
        for name in self._names:
            for pair in _pairs(_plain(name)):
                found.setdefault(pair, []).append(name)
        return found

    def _similar(self, plain: str) -> list[str]:
        if len(plain) > _MOST_LETTERS:
            return []
        shared: Counter[str] = Counter()
        left = _MOST_LOOKED_AT
        for names in sorted((self._by_pair.get(pair, []) for pair in _pairs(plain)), key=len):
            if len(names) > left:
                break
            left -= len(names)
            shared.update(names)
        best = [name for name, _ in shared.most_common(4 * _MOST_COMPARED)]
        best.sort(key=lambda name: abs(len(name) - len(plain)) - 2 * shared[name])
        return best[:_MOST_COMPARED]


_TOO_MANY = 99


def _plain(name: str) -> str:
    """A name without what is easily taken for the same: capitals, `_` or a space for a hyphen."""
    return unicodedata.normalize("NFC", name.casefold()).replace("_", "-").replace(" ", "-")


def _pairs(plain: str) -> list[str]:
    return sorted({first + second for first, second in pairwise(f"^{plain}$")})


def _mistakes(plain: str, known: str) -> int:
    """How many mistakes make one of the other, if so many are plausible; else `_TOO_MANY`."""
    short, long = sorted((plain, known), key=len)
    if len(short) >= _SHORTEST:
        if long.startswith(short) and len(long) - len(short) <= _LONGEST_ENDING:
            return 1
        if long.endswith((f"-{short}", f"/{short}")):
            return 1
    most = _allowed(len(short))
    found = _distance(plain, known, most) if len(long) - len(short) <= most else _TOO_MANY
    return found if found <= most else _TOO_MANY


def _allowed(letters: int) -> int:
    """How often one errs in so many letters: `date` is not `state`, and `de` is not `en`."""
    if letters <= 2:
        return 0
    return 1 if letters <= 5 else min(letters // 3, _MOST_MISTAKES)


def _distance(one: str, two: str, most: int) -> int:
    """Letters missing, added, changed or exchanged with their neighbour (optimal string
    alignment), as far as that is at most `most`; any larger number else.

    >>> _distance("tilte", "title", 2)
    1
    """
    before: list[int] = []
    row = [column if column <= most else _TOO_MANY for column in range(len(two) + 1)]
    for number, letter in enumerate(one, 1):
        earlier, before = before, row
        row = [number] + [_TOO_MANY] * len(two)
        for column in range(max(1, number - most), min(len(two), number + most) + 1):
            other = two[column - 1]
            cost = min(
                before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != other)
            )
            exchanged = number > 1 and column > 1 and one[number - 2] == other
            if exchanged and letter == two[column - 2]:
                cost = min(cost, earlier[column - 2] + 1)
            row[column] = cost
    return row[-1]
