"""Part diff: an old and a new text in one, word by word, with what is gone and what is new marked.

The marks are those of `git diff --word-diff`: `[-gone-]{+new+}`. Colour only ever adds to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_CONTEXT = 8  # words around a change
_BRIDGE = 3  # letters: one word that is so short between two changes belongs to them


class Kind(Enum):
    """What became of words, with the marks around them."""

    SAME = ("", "")
    GONE = ("[-", "-]")
    NEW = ("{+", "+}")


Paint = Callable[[Kind, str], str]
Pieces = tuple[tuple[Kind, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Atom:
    """What no line end may part: a word with its marks, plain and painted."""

    text: str
    shown: str
    glued: bool = False


def diff_lines(old: str, new: str, width: int, paint: Paint) -> Iterator[str]:
    """The difference of two texts as lines; of lists, each line an item, only changed items."""
    before, after = old.split("\n") if old else [], new.split("\n") if new else []
    bullet = "- " if max(len(before), len(after)) > 1 else ""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        for pair in _pairs(before[i1:i2], after[j1:j2]):
            for number, line in enumerate(_wrapped(pieces(*pair), width - len(bullet), paint)):
                yield (" " * len(bullet) if number else bullet) + line


def _pairs(gone: list[str], come: list[str]) -> list[tuple[str, str]]:
    """As many items as before are the same items, changed."""
    if len(gone) == len(come):
        return list(zip(gone, come, strict=True))
    return [*((item, "") for item in gone), *(("", item) for item in come)]


def pieces(old: str, new: str) -> Pieces:
    """The two texts in one.

    >>> [(kind.name, words) for kind, words in pieces("6 litres each", "3 litres each")]
    [('GONE', ('6',)), ('NEW', ('3',)), ('SAME', ('litres', 'each'))]
    """
    before, after = old.split(), new.split()
    found: list[tuple[Kind, tuple[str, ...]]] = []
    gone: list[str] = []
    come: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        is_short = i2 - i1 == 1 and len(before[i1]) <= _BRIDGE
        is_bridge = is_short and (gone or come) and i2 < len(before)
        if tag == "equal" and not is_bridge:
            found += [(Kind.GONE, tuple(gone)), (Kind.NEW, tuple(come))]
            found.append((Kind.SAME, tuple(before[i1:i2])))
            gone, come = [], []
        else:
            gone += before[i1:i2]
            come += after[j1:j2]
    found += [(Kind.GONE, tuple(gone)), (Kind.NEW, tuple(come))]
    return tuple((kind, words) for kind, words in found if words)


def _wrapped(found: Pieces, width: int, paint: Paint) -> Iterator[str]:
    line, length = "", 0
    for atom in _atoms(found, paint):
        space = 0 if atom.glued or not line else 1
        if line and length + space + len(atom.text) > width:
            yield line
            line, length, space = "", 0, 0
        line += " " * space + atom.shown
        length += space + len(atom.text)
    yield line


def _atoms(found: Pieces, paint: Paint) -> Iterator[_Atom]:
    for index, (kind, words) in enumerate(found):
        if kind is Kind.SAME:
            for word in _cut(words, index > 0, index < len(found) - 1):
                yield _Atom(word, word)
            continue
        opening, closing = kind.value
        follows_gone = index > 0 and found[index - 1][0] is Kind.GONE
        for number, word in enumerate(words, 1):
            text = opening * (number == 1) + word + closing * (number == len(words))
            yield _Atom(text, paint(kind, text), glued=follows_gone and number == 1)


def _cut(words: tuple[str, ...], has_before: bool, has_after: bool) -> tuple[str, ...]:
    """The words next to changes, with … for those between."""
    head = words[:_CONTEXT] if has_before else ()
    tail = words[-_CONTEXT:] if has_after else ()
    return words if len(head) + len(tail) >= len(words) else (*head, "…", *tail)
