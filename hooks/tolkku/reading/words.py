"""The site's own words in every language: read from `locales/` and judged, or recalled."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date, format_datetime, format_interval

from tolkku.model.findings import Finding, Place, SourceError, error
from tolkku.model.languages import Language
from tolkku.model.settings import Settings
from tolkku.reading.po_files import Entry, Key, PoFile, po_findings, read_po_file
from tolkku.reading.word_checks import PluralRule, plural_rule, word_findings
from tolkku.system.cache import Cache


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


_TEMPLATE = "messages.pot"
_SHOWN = 3  # words that a Finding names


def word_files(settings: Settings) -> tuple[Path, ...]:
    """Every file that has a part in the words of some language, each once, in order."""
    tags = [tag for each in settings.languages for tag in (each.tag, *_wider_tags(each.tag))]
    files = [*_templates(settings), *(file for tag in tags for file in _files(tag, settings))]
    return tuple(dict.fromkeys(files))


def compiled_words(settings: Settings) -> tuple[dict[Language, bytes], tuple[Finding, ...]]:
    """The words of every language in gettext's binary form, and a Finding for whatever is wrong
    with those that `locales/` holds.

    A tag without a catalogue of its own, or with gaps, takes them from the tag that it extends
    (`fi-simple` from `fi`: RFC 4647 lookup), never from another language. What has a context is
    said to editors, in the files that `tolkku new` makes for them, and may stay English.
    What is wrong is left out, so that whatever is compiled can be said.
    """
    reading = _Reading(settings)
    reading.read_templates()
    own = {language: reading.catalogue(language.tag) for language in settings.languages}
    whole = {language: reading.filled(own[language], language.tag) for language in own}
    for language, catalogue in whole.items():
        reading.findings += _gaps(language, catalogue, own[language], reading.wanted, settings)
    compiled = {language: _compiled(catalogue) for language, catalogue in whole.items()}
    return compiled, tuple(dict.fromkeys(reading.findings))


def _wider_tags(tag: str) -> Iterable[str]:
    while "-" in tag:
        tag = tag.rpartition("-")[0]
        yield tag


def _files(tag: str, settings: Settings) -> list[Path]:
    files = (folder / tag / "LC_MESSAGES" / "messages.po" for folder in settings.locales)
    return [file for file in files if file.is_file()]


def _templates(settings: Settings) -> list[Path]:
    """The files that `make messages` lists the site's words in."""
    files = (folder / _TEMPLATE for folder in settings.locales)
    return [file for file in files if file.is_file()]


@dataclass
class _Catalogue:
    """The words of one tag. `waiting` are entries that stand in its files and say nothing yet;
    `refused` are those of which it has been told what is wrong."""

    rule: PluralRule | None = None
    entries: dict[Key, Entry] = field(default_factory=dict)
    waiting: dict[Key, Entry] = field(default_factory=dict)
    refused: set[Key] = field(default_factory=set)


@dataclass
class _Reading:
    """`wanted` are the messages that readers may see, with their plurals."""

    settings: Settings
    findings: list[Finding] = field(default_factory=list)
    wanted: dict[Key, str] = field(default_factory=dict)
    catalogues: dict[str, _Catalogue] = field(default_factory=dict)

    def read_templates(self) -> None:
        for file in _templates(self.settings):
            self._want(self._read(file).entries)

    def catalogue(self, tag: str) -> _Catalogue:
        """The messages of one tag, from every locales folder; the later folder wins."""
        if tag not in self.catalogues:
            self.catalogues[tag] = _Catalogue()
            for file in _files(tag, self.settings):
                self._add(self._read(file), self.catalogues[tag])
        return self.catalogues[tag]

    def filled(self, own: _Catalogue, tag: str) -> _Catalogue:
        """A catalogue, with what it lacks from the tags that its own extends."""
        made = _Catalogue(own.rule, {**own.entries}, own.waiting, own.refused)
        for wider in map(self.catalogue, _wider_tags(tag)):
            is_other = self._is_other(made.rule, wider.rule)
            made.rule = made.rule or wider.rule
            for key, entry in wider.entries.items():
                if not (entry.plural and is_other):
                    made.entries.setdefault(key, entry)
        return made

    def _read(self, file: Path) -> PoFile:
        shown = self.settings.relative(file)
        try:
            found = read_po_file(file, shown, self.findings.append)
        except SourceError as problem:
            self.findings += problem.findings
            return PoFile(Place(shown), {}, ())
        self.findings += po_findings(found)
        return found

    def _want(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if entry.context is None:
                self.wanted.setdefault(entry.key, entry.plural)

    def _add(self, file: PoFile, catalogue: _Catalogue) -> None:
        self._want(file.entries)
        rule = plural_rule(file, self.findings.append)
        is_other = self._is_other(rule, catalogue.rule)
        catalogue.rule = catalogue.rule or rule
        for entry in file.entries:
            told = tuple(self._told(entry, rule))
            self.findings += told
            if told or (entry.plural and is_other):
                catalogue.refused.add(entry.key)
            elif entry.is_blank:
                catalogue.waiting.setdefault(entry.key, entry)
            else:
                catalogue.entries[entry.key] = entry

    def _told(self, entry: Entry, rule: PluralRule | None) -> Iterator[Finding]:
        plural = self.wanted.get(entry.key, entry.plural) if entry.context is None else entry.plural
        if entry.plural != plural:
            told = f"'{entry.shown}' has another msgid_plural than the site says."
            remedy = f'Write msgid_plural "{plural}".' if plural else "Remove msgid_plural."
            yield error(entry.place, told, remedy)
        else:
            yield from word_findings(entry, rule)

    def _is_other(self, own: PluralRule | None, other: PluralRule | None) -> bool:
        """Whether two rules would mix up the forms of words that stand beside each other."""
        if own is None or other is None or own.agrees_with(other):
            return False
        told = (
            f"counts plurals otherwise than {other.place.path}, whose words stand beside its own."
        )
        self.findings.append(error(own.place, told, "Write the same Plural-Forms in both."))
        return True


def _gaps(
    language: Language,
    catalogue: _Catalogue,
    own: _Catalogue,
    wanted: Mapping[Key, str],
    settings: Settings,
) -> Iterator[Finding]:
    if language.cldr.language == "en":
        return  # the messages themselves are English
    missing = [key for key in wanted if key not in catalogue.entries and key not in own.refused]
    if not missing:
        return
    files = _files(language.tag, settings)
    home = settings.locales[-1] / language.tag / "LC_MESSAGES" / "messages.po"
    at = next((own.waiting[key].place for key in missing if key in own.waiting), None)
    place = at or Place(settings.relative(files[-1] if files else home))
    shown = ", ".join(f"'{message}'" for _, message in missing[:_SHOWN])
    yield error(
        place,
        f"{len(missing)} of the site's words have no translation: {shown}"
        f"{' and others' if len(missing) > _SHOWN else ''}.",
        "Run `make messages` and translate them.",
    )


def _compiled(catalogue: _Catalogue) -> bytes:
    from babel.messages.catalog import Catalog  # only where words are read anew
    from babel.messages.mofile import write_mo

    # Babel writes the rule for plurals only for a locale; which one, gettext does not ask.
    made = Catalog(locale="en", charset="utf-8")
    if catalogue.rule:
        made.mime_headers = [("Plural-Forms", catalogue.rule.header)]
    for entry in catalogue.entries.values():
        if entry.plural:
            made.add((entry.id, entry.plural), entry.said, context=entry.context)
        else:
            made.add(entry.id, entry.said[0], context=entry.context)
    binary = BytesIO()
    write_mo(binary, made)
    return binary.getvalue()
