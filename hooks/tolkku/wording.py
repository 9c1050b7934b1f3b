"""The site's own words in every language, and how each language writes dates."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_datetime, format_interval

from tolkku.languages import Language


@dataclass(frozen=True)
class Words:
    """One language's words. Patterns for dates are words too, for each language has its own."""

    language: Language
    translations: gettext.NullTranslations

    def say(self, message: str, **values: object) -> str:
        """The message in this language, with its `%(name)s` filled in."""
        return _filled(self.translations.gettext(message), values)

    def say_number(self, one: str, many: str, number: int, **values: object) -> str:
        """The message in the plural form that the language has for `number`."""
        said = self.translations.ngettext(one, many, number)
        return _filled(said, {"num": number, **values})

    def in_language(self, language: Language, title: str) -> str:
        """A title in another language, which it names: `Ruotsiksi: Koka vattnet`, `På finska: …`.

        Not by the name alone: with a capital letter *Ruotsi* is the country. The shipped languages
        have words of their own, for Finnish would inflect the name.
        """
        say, name = self.say, self.language.name_of(language)
        if language.spoken == "fi":
            return say("In Finnish: %(title)s", title=title)
        if language.spoken == "sv":
            return say("In Swedish: %(title)s", title=title)
        if language.spoken == "en":
            return say("In English: %(title)s", title=title)
        if name:
            return say("In %(language)s: %(title)s", language=name, title=title)
        return f"({language.name}) {title}"

    def day(self, day: date) -> str:
        """`7.12.2026`, `7 December 2026`."""
        # A CLDR date pattern, in the way that the language writes a day.
        _ = self.translations.gettext
        return _date(day, _("d MMMM yyyy"), self.language.locale)

    def days(self, first: date, last: date) -> str:
        """`23.–29. marraskuuta 2026`, `23–29 nov. 2026`, `23–29 Nov 2026`."""
        return str(format_interval(first, last, "yMMMMd", locale=self.language.locale))

    def moment(self, at: datetime) -> str:
        """`7.12.2026 klo 12.30`, `7.12.2026 kl. 12.30`, `7 December 2026 at 12:30`."""
        _ = self.translations.gettext
        pattern = _("d MMMM yyyy 'at' HH:mm")
        return _datetime(at.replace(tzinfo=None), pattern, self.language.locale)

    def month(self, month: date) -> str:
        """`joulukuu 2026`, `december 2026`, `December 2026`."""
        return _date(month, "LLLL yyyy", self.language.locale)

    def month_name(self, month: date) -> str:
        return _date(month, "LLLL", self.language.locale)


# Babel takes 30 µs for a date, and a site says the same ones again and again.
@lru_cache(maxsize=10_000)
def _date(day: date, pattern: str, locale: str) -> str:
    return str(format_date(day, pattern, locale=locale))


@lru_cache(maxsize=10_000)
def _datetime(at: datetime, pattern: str, locale: str) -> str:
    """`at` is what the site's clocks show, for moments that are equal may show different ones."""
    return str(format_datetime(at, pattern, locale=locale))


def _filled(said: str, values: dict[str, object]) -> str:
    return said % values if values else said
