"""Catalogues of words are compiled once a process for all sites that have the same ones.

Nearly every test site has the product's own words, and compiling them takes as long as all else
that is read of a small site. Where nothing is to be told, what is compiled depends on nothing but
the languages and what the files hold.
"""

from __future__ import annotations

from typing import Any

from tolkku.model.settings import Settings
from tolkku.reading import words

_compiled = words.compiled_words
_known: dict[tuple[Any, ...], Any] = {}


def compile_words_once() -> None:
    words.compiled_words = _remembered


def _remembered(settings: Settings) -> Any:
    try:
        files = [f.read_bytes() for f in words.word_files(settings)]
    except OSError:
        return _compiled(settings)
    key = (repr(settings.languages), len(settings.locales), *files)
    if key in _known:
        return _known[key]
    made = _compiled(settings)
    if not made[1]:
        _known[key] = made
    return made
