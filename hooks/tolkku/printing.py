"""Printing: what others wrote, made harmless where it is shown, on a terminal or in Markdown."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping

LONGEST = 200
"""Characters of a title, an id or an address."""

# Controls of terminals and of the direction of writing, with which a title can forge lines.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKUP = re.compile(r"([\\`*_\[\]<>&|~$]|:(?=//))")
# GitHub looks for these after Markdown is resolved, so that a backslash does not help.
_CALLS = re.compile(r"(@|#|\bGH-(?=\d)|\bwww(?=\.))", re.IGNORECASE)
# Invisible and needed: the soft hyphen, and what joins letters and emoji or keeps them apart.
_HARMLESS = frozenset("\u00ad\u200c\u200d")


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


def cells(text: str) -> int:
    """How many columns of a terminal a visible text takes: Chinese and emoji take two each."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character != "\u00ad":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wants_colour(environment: Mapping[str, str]) -> bool:
    """Whether standard output is a terminal that shows colours."""
    return sys.stdout.isatty() and not forbids_colour(environment)


def forbids_colour(environment: Mapping[str, str]) -> bool:
    """https://no-color.org: NO_COLOR, set to anything; a dumb terminal shows codes as they are."""
    return bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
