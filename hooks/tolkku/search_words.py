"""Search words: what counts as a word, for the index and for readers alike.

`search.js` takes queries apart in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LONGEST = 100  # letters: nobody asks for more, and nothing takes apart more in good time
# An ending after an apostrophe or a colon is no part of the word: EU:n, children's.
_WORD = re.compile(r"([^\W_]+)(?:['’:][^\W\d_]{1,4}(?![^\W_]))?")


def words_in(text: str) -> Iterator[str]:
    """Its words in small letters; a single letter is none.

    >>> list(words_in("EU:n 2 vaalia, children’s e-mail"))
    ['eu', '2', 'vaalia', 'children', 'mail']
    """
    for match in _WORD.finditer(text.lower()):
        word = match[1]
        if len(word) <= _LONGEST and (len(word) > 1 or word.isdigit()):
            yield word


def plain(word: str) -> str:
    """Without dots and accents, as on a keyboard that lacks them: shards are named so.

    >>> plain("työssä")
    'tyossa'
    """
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
