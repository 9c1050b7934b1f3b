"""Word catalogues: `locales/` into the words of each language, judged before anybody says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from tolkku.errors import SourceError
from tolkku.findings import Finding, Place, error
from tolkku.languages import Language
from tolkku.po_files import Entry, Key, PoFile, po_findings, read_po_file
from tolkku.settings import Settings
from tolkku.word_checks import PluralRule, plural_rule, word_findings

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
