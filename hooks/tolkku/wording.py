"""The site's own words in every language, and how each language writes dates."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.dates import format_date, format_datetime, format_interval

from tolkku.findings import Finding, Place, error
from tolkku.languages import Language
from tolkku.settings import Settings

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message


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


_Key = str | tuple[str, ...] | list[str]
"""Babel's key of a message: all its forms, where it has more than one."""


def word_files(settings: Settings) -> tuple[Path, ...]:
    """Every file that has a part in the words of some language, each once, in order."""
    tags = [tag for each in settings.languages for tag in (each.tag, *_wider_tags(each.tag))]
    return tuple(dict.fromkeys(file for tag in tags for file in _files(tag, settings)))


def compiled_words(settings: Settings) -> tuple[dict[Language, bytes], tuple[Finding, ...]]:
    """The words of every language in gettext's binary form, and a Finding for each file that lacks
    some.

    A tag without a catalogue of its own, or with gaps, takes them from the tag that it extends
    (`fi-simple` from `fi`: RFC 4647 lookup), never from another language. What has a context is
    said to editors, in the files that `tolkku new` makes for them, and may stay English.
    """
    findings: list[Finding] = []
    catalogues = {
        language: _catalogue(language.tag, settings, findings) for language in settings.languages
    }
    for language in settings.languages:
        for tag in _wider_tags(language.tag):
            _fill_gaps(catalogues[language], _catalogue(tag, settings, findings))
    wanted = {m.id: m for each in catalogues.values() for m in each if m.id and not m.context}
    for language, catalogue in catalogues.items():
        findings += _gaps(language, catalogue, wanted, settings)
    compiled = {language: _compiled(catalogue) for language, catalogue in catalogues.items()}
    return compiled, tuple(findings)


def _wider_tags(tag: str) -> Iterable[str]:
    while "-" in tag:
        tag = tag.rpartition("-")[0]
        yield tag


def _files(tag: str, settings: Settings) -> list[Path]:
    files = (folder / tag / "LC_MESSAGES" / "messages.po" for folder in settings.locales)
    return [file for file in files if file.is_file()]


def _catalogue(tag: str, settings: Settings, findings: list[Finding]) -> Catalog:
    """The messages of one tag, from every locales folder; the later folder wins."""
    from babel.messages.catalog import Catalog  # only where words are read anew
    from babel.messages.pofile import PoFileError, read_po

    merged = Catalog(locale=None)
    for file in _files(tag, settings):
        try:
            with file.open("rb") as source:
                read = read_po(source, abort_invalid=True)
        except (PoFileError, ValueError, UnicodeDecodeError) as problem:
            place = Place(settings.relative(file))
            findings.append(error(place, f"cannot be read ({problem}).", "Correct the file."))
            continue
        merged.mime_headers = read.mime_headers
        for message in read:
            if message.id and _is_translated(message) and not message.fuzzy:
                _put(merged, message)
            elif message.id and message.id not in merged:
                merged.add(message.id, "", context=message.context)
    return merged


def _is_translated(message: object) -> bool:
    string = getattr(message, "string", "")
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _fill_gaps(catalogue: Catalog, wider: Catalog) -> None:
    if not any(message.id for message in catalogue):
        catalogue.mime_headers = wider.mime_headers
    for message in wider:
        own = catalogue.get(message.id, message.context) if message.id else None
        if message.id and (own is None or not _is_translated(own)):
            _put(catalogue, message)


def _put(catalogue: Catalog, message: Message) -> None:
    """Say a message so from now on; Babel's own `add` keeps the string that it has."""
    catalogue.delete(message.id, message.context)
    catalogue.add(message.id, message.string, context=message.context)


def _gaps(
    language: Language, catalogue: Catalog, wanted: Iterable[_Key], settings: Settings
) -> Iterable[Finding]:
    if language.cldr.language == "en":
        return  # the messages themselves are English
    missing = [key for key in wanted if (m := catalogue.get(key)) is None or not _is_translated(m)]
    if not missing:
        return
    files = _files(language.tag, settings)
    home = settings.locales[-1] / language.tag / "LC_MESSAGES" / "messages.po"
    place = Place(settings.relative(files[-1] if files else home))
    shown = ", ".join(f"'{key[0] if isinstance(key, tuple) else key}'" for key in missing[:3])
    yield error(
        place,
        f"{len(missing)} of the site's words have no translation: {shown}"
        f"{' and others' if len(missing) > 3 else ''}.",
        "Run `make messages` and translate them.",
    )


def _compiled(catalogue: Catalog) -> bytes:
    from babel.messages.mofile import write_mo

    binary = BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()
