"""Reads docs and bulletins from disk into Texts; what is wrong is told, all of it in one run."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tolkku.model.dates import period_named
from tolkku.model.findings import Finding, Place, SourceError, error
from tolkku.model.languages import Language, find_language
from tolkku.model.settings import Settings, lies_in
from tolkku.model.texts import Edition, Text
from tolkku.reading.field_types import language_hint
from tolkku.reading.files import (
    BULLETIN_ID,
    DIGESTS,
    is_markdown,
    judge_media,
    media_address,
    oddity,
    printable,
    published_files,
    read_source,
    stray_media,
    without_text,
)
from tolkku.reading.front_matter import (
    FrontMatter,
    TextFields,
    bulletin,
    disagreements,
    particulars,
)
from tolkku.reading.placeholders import unfilled
from tolkku.reading.slips import slips_in_file
from tolkku.system.cache import Cache


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything on disk: the Texts, drafts and scheduled ones too, and the files beside them.

    `forewords` are by the name of a digest's period and their language; `media` maps a path on
    disk (relative, with `/`) to its address on the site; `stray` are those in folders without text.
    """

    texts: tuple[Text, ...]
    forewords: dict[tuple[str, Language], Edition]
    media: dict[str, str]
    stray: frozenset[str]
    findings: tuple[Finding, ...]


def read_sources(settings: Settings, cache: Cache | None = None) -> Sources:
    """Every Text and media file of the site, in one order on every machine."""
    reading = _Reading(settings, cache or Cache())
    homes = (settings.docs, settings.bulletins)
    files = {home: list(published_files(home)) if home.is_dir() else [] for home in homes}
    for file in (file for found in files.values() for file in found):
        reading.take(file)
    if not any(is_markdown(file) for file in files[settings.docs]):
        docs = settings.relative(settings.docs)
        told = "is no folder." if settings.docs.exists() else "is not there."
        told = "holds no text." if settings.docs.is_dir() else told
        reading.tell(docs, told, f"Begin with {docs}/{settings.original}/index.md.", line=0)
    texts = [reading.assembled(key) for key in sorted(reading.front_matters)]
    found = tuple(text for text in texts if text)
    bulletins = [
        name for is_bulletin, name in (*reading.front_matters, *reading.broken) if is_bulletin
    ]
    with_text = {*bulletins, *(name for name, _ in reading.forewords)}
    stray = stray_media(reading.media, with_text, settings)
    reading.findings += without_text(stray)
    findings = tuple(reading.findings)
    return Sources(found, reading.forewords, reading.media, frozenset(stray), findings)


_Key = tuple[bool, str]
"""Whether it is a bulletin, and the Text's id."""


@dataclass
class _Reading:
    settings: Settings
    cache: Cache
    findings: list[Finding] = field(default_factory=list)
    media: dict[str, str] = field(default_factory=dict)
    forewords: dict[tuple[str, Language], Edition] = field(default_factory=dict)
    broken: set[_Key] = field(default_factory=set)
    front_matters: dict[_Key, dict[Language, FrontMatter]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def __post_init__(self) -> None:
        self.fields = TextFields(self.settings)

    def take(self, file: Path) -> None:
        shown = self.settings.relative(file)
        odd = oddity(file, (self.settings.docs, self.settings.bulletins))
        if odd:
            self.tell(printable(shown), *odd)
        elif is_markdown(file):
            try:
                self._take_markdown(file, shown)
            except SourceError as problem:
                self.findings.extend(problem.findings)
        else:
            self._take_media(file, shown)

    def tell(self, shown: str, problem: str, remedy: str, line: int = 1) -> None:
        self.findings.append(error(Place(shown, line), problem, remedy))

    def _take_media(self, file: Path, shown: str) -> None:
        self.findings += judge_media(file, shown, self.settings, self.cache)
        self.findings += slips_in_file(file, shown)
        address = media_address(file, self.settings)
        if address is not None:
            self.media[shown] = unicodedata.normalize("NFC", address)

    def _take_foreword(self, file: Path, shown: str) -> None:
        """The words of an editor before a digest: `bulletins/digests/<period>/<language>.md`."""
        parts = file.relative_to(self.settings.bulletins).parts
        period = period_named(parts[1]) if len(parts) == 3 else None
        if period is None:
            told = "does not lie where the foreword of a digest belongs."
            remedy = "Move it to bulletins/digests/2026-W48/<language>.md, or 2026-11 for a month."
            raise SourceError(Place(shown), told, remedy)
        language = self._language(file.stem, shown, "Name the file by its language.")
        other = self.forewords.get((period.name, language))
        if other:
            raise SourceError(Place(shown), f"has the same address as {other.path}.", "Rename one.")
        source = read_source(file, shown, self.findings.append, self.cache)
        edition = self.fields.read_foreword(source, language, period.name, self.findings.append)
        self.findings += unfilled(source, edition.draft)
        self.forewords[(period.name, language)] = edition

    def _take_markdown(self, file: Path, shown: str) -> None:
        if lies_in(file, self.settings.bulletins / DIGESTS):
            return self._take_foreword(file, shown)
        in_docs = lies_in(file, self.settings.docs)
        place = self._docs_place(file, shown) if in_docs else self._bulletin_place(file, shown)
        language, text_id = place
        key = (not in_docs, text_id)
        try:
            source = read_source(file, shown, self.findings.append, self.cache)
        except SourceError:
            self.broken.add(key)
            raise
        slug = text_id.split("/")[-1]
        matter = self.fields.read(source, language, slug, not in_docs, self.findings.append)
        self.findings += unfilled(source, matter.edition.draft)
        editions = self.front_matters[key]
        if language in editions:
            other = editions[language].edition.path
            raise SourceError(Place(shown), f"has the same address as {other}.", "Rename one.")
        editions[language] = matter

    def _docs_place(self, file: Path, shown: str) -> tuple[Language, str]:
        parts = file.relative_to(self.settings.docs).with_suffix("").parts
        language = self._language(parts[0], shown, "Put it into docs/<language>/.")
        names = [*parts[1:-1], parts[-1]] if len(parts) > 1 else []
        if not names:
            raise SourceError(
                Place(shown), "lies beside the language folders.", "Move it into one."
            )
        if names[-1] in ("index", "README"):
            names = names[:-1] or ["index"]
        return language, "/".join(self._address_part(name, shown) for name in names)

    @staticmethod
    def _address_part(name: str, shown: str) -> str:
        """A name as part of an address: `päivä` is `paiva`, an emoji its code point, `u1f600`."""
        bare = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        part = "".join(c if c.isascii() else f"u{ord(c):x}" for c in bare)
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", part):
            raise SourceError(
                Place(shown),
                f"has '{name}' in its path, which is no part of an address.",
                "Use letters a–z, digits and hyphens.",
            )
        return part

    def _bulletin_place(self, file: Path, shown: str) -> tuple[Language, str]:
        parts = file.relative_to(self.settings.bulletins).parts
        match = BULLETIN_ID.fullmatch(parts[1]) if len(parts) == 3 else None
        if not match or not match.group().startswith(parts[0] + "-"):
            raise SourceError(
                Place(shown),
                "does not lie where a bulletin belongs.",
                "Move it to bulletins/<year>/<year-month-day-name>/<language>.md.",
            )
        try:
            date.fromisoformat(match.group(1))
        except ValueError:
            raise SourceError(
                Place(shown),
                f"'{match.group(1)}' is not a day of the calendar.",
                "Rename the folder.",
            ) from None
        return self._language(file.stem, shown, "Name the file by its language."), parts[1]

    def _language(self, tag: str, shown: str, otherwise: str) -> Language:
        languages = self.settings.languages
        found = find_language(tag, languages)
        if found is None:
            raise SourceError(
                Place(shown),
                f"'{tag}' is not a language of this site.",
                f"{language_hint(tag, languages)} {otherwise}",
            )
        return found

    def assembled(self, key: _Key) -> Text | None:
        """One Text from its editions' front matter; None when nobody is its original."""
        matters = self.front_matters[key]
        original = self._original(matters, said_already=key in self.broken)
        if original is None:
            return None
        for matter in matters.values():
            if matter is not original:
                disagreements(original, matter, self.findings.append)
        editions = tuple(
            matters[language].edition for language in self.settings.languages if language in matters
        )
        is_bulletin, text_id = key
        said, language = original.said, original.edition.language
        if not is_bulletin:
            return Text(text_id, language, editions, particulars(said))
        return bulletin(text_id, language, editions, said)

    def _original(
        self, matters: dict[Language, FrontMatter], said_already: bool
    ) -> FrontMatter | None:
        claims = [matter for matter in matters.values() if matter.is_original]
        if len(claims) > 1:
            other = claims[0].places["original"]
            self.findings.append(
                error(
                    claims[1].places["original"],
                    f"a second edition calls itself the original, after {other}.",
                    "Keep `original` in one of them.",
                )
            )
        if claims:
            return claims[0]
        if self.settings.original in matters:
            return matters[self.settings.original]
        if said_already:  # the original may be the file that could not be read
            return None
        first = next(iter(matters.values()))
        tag = first.edition.language.tag
        self.findings.append(
            error(
                first.edition.place,
                f"has no original: there is no edition in '{self.settings.original}'.",
                f"Add `original: {tag}` if this is the original.",
            )
        )
        return None
