"""Harmless: what others wrote, where people and programs look at it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Characters of a title, an id or an address."""

# Controls of terminals and of the direction of writing, with which a title can forge lines.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKUP = re.compile(r"([\\`*_\[\]<>&|~$]|:(?=//))")
# GitHub looks for these after Markdown is resolved, so that a backslash does not help.
_CALLS = re.compile(r"(@|#|\bGH-(?=\d)|\bwww(?=\.))", re.IGNORECASE)
# Invisible and needed: the soft hyphen, and what joins letters and emoji or keeps them apart.
_HARMLESS = frozenset("\u00ad\u200c\u200d")
# Orders to programs that run CI: `::warning …` at the beginning of a line; `##[error]`, `##vso[…]`
# and `##teamcity[…]` anywhere in it. actions/runner: ActionCommand.cs.
_ORDER = re.compile(r"^(\s*:)(?=:)|(#)(?=#\w*\[)", re.MULTILINE)
_APART = "\u200b"  # takes no place, and is looked for by no program


def printable(text: str) -> str:
    """Text in one line of bearable length, without controls."""
    line = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, and that calls nobody: `@all` is `@&#8203;all`."""
    return _CALLS.sub(r"\1&#8203;", _MARKUP.sub(r"\\\1", printable(text)))


def visible(text: str) -> str:
    """Text of which a terminal shows everything and obeys nothing: ESC is `<U+001B>`.

    White space of any kind is a space.
    """
    if text.isprintable():  # nearly always
        return text
    return "".join(c if c.isprintable() else _shown(c) for c in text)


def _shown(character: str) -> str:
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    return character if character in _HARMLESS else f"<U+{ord(character):04X}>"


def unheard(text: str) -> str:
    """Lines that no program which runs CI takes for an order; people see no difference."""
    return _ORDER.sub(lambda order: order.group() + _APART, text)
