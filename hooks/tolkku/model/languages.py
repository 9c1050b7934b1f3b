"""The site's languages, in the order in which readers are offered them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

_parsed = cache(Locale.parse)


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site.

    `tag` is a BCP 47 tag and the folder's name; `name` is what its readers call it; `locale` is
    the CLDR locale for its dates and numbers (Babel would take `fi-simple` for `fi`).
    """

    tag: str
    name: str
    locale: str

    def __str__(self) -> str:
        return self.tag

    @property
    def cldr(self) -> Locale:
        return _parsed(self.locale)

    def calls(self, other: Language) -> str:
        """What this language calls another: Swedish calls Finnish *finska*."""
        return self.name_of(other) or other.name

    def name_of(self, other: Language) -> str:
        """The name that CLDR knows, of `sv-FI` that of `sv`; empty where it knows none."""
        names = self.cldr.languages
        return str(names.get(other.tag.replace("-", "_")) or names.get(other.spoken) or "")

    @property
    def spoken(self) -> str:
        """The tag without a region: of `sv-FI` it is `sv`, and `fi-simple` is no `fi`."""
        return re.sub("-([A-Z]{2}|[0-9]{3})$", "", self.tag)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.cldr.text_direction


def find_language(tag: str, languages: tuple[Language, ...]) -> Language | None:
    return next((language for language in languages if language.tag == tag), None)


def nearest_tag(tag: str, languages: tuple[Language, ...]) -> str | None:
    """The tag that was meant: `fi_FI` is `fi`, `SV` is `sv`, `suomi` and `Finnish` are `fi`.

    Another language's tag is never taken for one of these, however near its letters: `de` is no
    `en`, and `se` is Northern Sámi.
    """
    tags = [language.tag for language in languages]
    plain = tag.lower().replace("_", "-")
    named = {name: language.tag for language in languages for name in _names_of(language)}
    for candidate in (plain, plain.split("-")[0]):
        if candidate in tags:
            return candidate
    return named.get(plain) or named.get(plain.split("-")[0])


def _names_of(language: Language) -> set[str]:
    """What a language is called: by its readers, in its own words and in English, in ISO 639-2."""
    primary = language.cldr.language
    english = _parsed("en").languages.get(primary, "")
    own = language.cldr.languages.get(primary, "")
    return {name.lower() for name in (language.name, own, english, _THREE.get(primary, "")) if name}


_THREE = {"fi": "fin", "sv": "swe", "en": "eng", "se": "sme", "da": "dan", "et": "est", "no": "nor"}


def is_language(tag: str) -> bool:
    """Whether a tag is that of a language whose dates and numbers are known.

    >>> is_language("de"), is_language("blog")
    (True, False)
    """
    try:
        _parsed(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
