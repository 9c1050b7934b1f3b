"""Naming: names of folders and files, made from titles; and why a name cannot be used."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 38  # with its folders and its day it fits a terminal and an address bar

# Letters that Unicode does not take apart into a plain one and a mark; Sámi has đ, ŋ and ŧ.
_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ħ": "h", "ø": "o", "ł": "l", "ı": "i"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHE = re.compile(r"(?<=\w)['’ʹʼ](?=\w)")


class Refused(Exception):  # noqa: N818 (it says what happened to what was asked for)
    """What was asked for cannot be made; the message says why, and what to ask for instead."""


def name_from(title: str) -> str:
    """The name that a title gives, of whole words; empty when it has no letter from a to z.

    >>> name_from("Sähköt poikki: 72 tuntia?!")
    'sahkot-poikki-72-tuntia'
    >>> name_from("…")
    ''
    """
    plain = _APOSTROPHE.sub("", title).casefold().translate(_LETTERS)
    bare = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = re.findall("[a-z0-9]+", "".join(bare).casefold())
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word
        if name and len(longer) > LONGEST_NAME:
            break
        name = longer
    return name[:LONGEST_NAME]
