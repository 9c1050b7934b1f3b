"""The site's languages, in the order in which readers are offered them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from babel import Locale

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
    """The tag that was probably meant: `fi_FI` is `fi`, `SV` is `sv`, `se` perhaps `sv`."""
    tags = [language.tag for language in languages]
    plain = tag.lower().replace("_", "-")
    for candidate in (plain, plain.split("-")[0]):
        if candidate in tags:
            return candidate
    return next(iter(get_close_matches(plain, tags, n=1, cutoff=0.5)), None)
