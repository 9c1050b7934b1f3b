"""Hashtags: each word begins with a capital letter, so that eyes and screen readers part them."""

from __future__ import annotations

import re

from tolkku.languages import Language
from tolkku.number_words import number_words

_TAG = re.compile(r"(?<![\w&/#])#(\w*[^\W\d_]\w*)")
_TOKEN = re.compile(r"[^\W_]+")
_MOST_WORDS = 4
_SHORTEST = 4  # letters of a number word, and of what follows it: `tio` begins many words


def tags_in(said: str) -> list[str]:
    """The hashtags in a text, without their #."""
    return _TAG.findall(said)


def readable(tag: str, texts: str, language: Language) -> str | None:
    """A hashtag of several words as it should be written; None when it is right, or one word.

    A program cannot tell `vesikatko` from `kolmepäivää` by itself: a tag has several words when
    signs part them, when they stand side by side in `texts`, or when the first is a number.

    >>> readable("kolmepäivää", "Varaudu kolme päivää.", Language("fi", "suomi", "fi_FI"))
    'KolmePäivää'
    """
    words = _TOKEN.findall(tag)
    if len(words) == 1:
        if re.search(r"[^\W\d_A-ZÅÄÖ][A-ZÅÄÖ]", tag):
            return None
        words = _neighbours(tag, texts) or _number_first(tag, language)
    written = "".join(word[0].upper() + word[1:] for word in words)
    return written if words and written != tag else None


def _neighbours(tag: str, texts: str) -> list[str]:
    """The words that stand side by side in the texts and together make the tag."""
    tokens = _TOKEN.findall(_TAG.sub(" ", texts).lower())
    wanted = tag.lower()
    if wanted in tokens:
        return []
    for start, token in enumerate(tokens):
        if wanted.startswith(token) and wanted != token:
            for count in range(2, _MOST_WORDS + 1):
                words = tokens[start : start + count]
                if "".join(words) == wanted:
                    return words
    return []


def _number_first(tag: str, language: Language) -> list[str]:
    known = number_words(language.cldr.language)
    for word in known.certain if known else ():
        rest = tag[len(word) :]
        if len(word) >= _SHORTEST and len(rest) >= _SHORTEST and tag.lower().startswith(word):
            return [tag[: len(word)], rest]
    return []
