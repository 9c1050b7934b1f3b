"""Remembered words: the site's words read from `locales/`, or recalled as they were compiled."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO

from tolkku.cache import Cache
from tolkku.findings import Finding
from tolkku.languages import Language
from tolkku.settings import Settings
from tolkku.word_catalogues import compiled_words, word_files
from tolkku.wording import Words

_NAME = "words"


def read_words(
    settings: Settings, cache: Cache
) -> tuple[dict[Language, Words], tuple[Finding, ...]]:
    """The words of every language, and a Finding for each file that lacks some."""
    key = cache.key(repr(settings.languages), *_sources(settings))
    kept = cache.recall(_NAME, key)
    if kept is None:
        made, findings = compiled_words(settings)
        if not findings:  # what is wrong is read again, until it is right
            cache.keep(_NAME, key, [made[language].hex() for language in settings.languages])
    else:
        plain = zip(settings.languages, kept, strict=True)
        made, findings = {language: bytes.fromhex(mo) for language, mo in plain}, ()
    return {language: _words(language, mo) for language, mo in made.items()}, findings


def _sources(settings: Settings) -> Iterator[str]:
    for file in word_files(settings):
        yield str(file)
        try:
            yield file.read_bytes().hex()
        except OSError:  # told where they are compiled
            yield ""


def _words(language: Language, mo: bytes) -> Words:
    return Words(language, GNUTranslations(BytesIO(mo)))
