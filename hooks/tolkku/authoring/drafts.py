"""Drafts: new Texts, ready to fill in: which files they are, what they are called and hold.

What a new bulletin can answer to is found by its folders alone, so that a mistake in one text never
stands in the way of correcting another.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tolkku.model.dates import Period, local
from tolkku.model.findings import Refusal
from tolkku.model.languages import Language
from tolkku.model.settings import GENERATED, Settings
from tolkku.model.texts import BulletinKind
from tolkku.reading.field_types import PLACEHOLDER_URL, parse_moment
from tolkku.reading.fields import nearest
from tolkku.reading.files import DIGESTS
from tolkku.reading.placeholders import PLACEHOLDER
from tolkku.reading.words import Words
from tolkku.system.files import Work

# An urgent bulletin promises more within two hours, and does not outlive its day unseen.
_NEXT_UPDATE = timedelta(hours=2)
_URGENT_EXPIRES = timedelta(hours=12)
_EXPIRES = timedelta(days=7)
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Order:
    """What is wanted of a new Text. The first of its languages is that of its original."""

    title: str
    name: str
    languages: tuple[Language, ...]
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class BulletinOrder(Order):
    """A bulletin too: `answers` are the ids that `replaces`, `cancels` and `continues` name."""

    kind: BulletinKind = BulletinKind.BULLETIN
    exercise: bool = False
    corrects: str = ""
    editions: tuple[Language, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Drafting:
    """Says what there would be to write; nothing is written here."""

    settings: Settings
    words: Mapping[Language, Words]
    now: datetime

    def bulletin_id(self, name: str) -> str:
        """Its day is the local one: at half past eleven at night in UTC it is tomorrow's."""
        return f"{self.now:%Y-%m-%d}-{name}"

    def refuse_bulletin(self, name: str) -> None:
        """Raise Refusal where there is a bulletin of this name today."""
        folder = self._folder(name)
        if os.path.lexists(folder):
            raise _taken(self.settings.relative(folder))

    def _folder(self, name: str) -> Path:
        text_id = self.bulletin_id(name)
        return self.settings.bulletins / text_id[:4] / text_id

    def bulletin(self, order: BulletinOrder) -> Work:
        """A new folder with a file in each language."""
        folder = self._folder(order.name)
        is_urgent = order.kind is BulletinKind.URGENT
        values = {
            "kind": order.kind.value,
            "exercise": order.exercise,
            "corrects": order.corrects,
            "editions": [language.tag for language in order.editions],
            "answers": order.answers,
            "expires": self._later(_URGENT_EXPIRES if is_urgent else _EXPIRES),
            "next_update": self._later(_NEXT_UPDATE),
        }
        made = {
            folder / f"{language}.md": self._said(f"{order.kind.value}.md", order, language, values)
            for language in order.languages
        }
        return Work(made, folder=folder)

    def page(self, order: Order, template: str, page: str) -> Work:
        """A file in each language for a page, by its path without language."""
        values = {"original_file": self.settings.relative(self._docs(order.languages[0], page))}
        made = {
            self._docs(language, page): self._said(template, order, language, values)
            for language in order.languages
        }
        return Work(made)

    def foreword(self, period: Period, languages: tuple[Language, ...]) -> Work:
        """A file in each language for what an editor says before a digest."""
        folder = self.settings.bulletins / DIGESTS / period.name
        made = {}
        for language in languages:
            words = self.words[language]
            days = words.days(period.first, period.last)
            made[folder / f"{language}.md"] = skeleton("digest.md", words, days=days)
        return Work(made)

    def _said(
        self, template: str, order: Order, language: Language, values: Mapping[str, object]
    ) -> str:
        is_original = language == order.languages[0]
        return skeleton(
            template,
            self.words[language],
            is_original=is_original,
            original=order.languages[0].tag,
            title=scalar(order.title if is_original else PLACEHOLDER),
            topics=list(order.topics),
            all_topics=list(self.settings.topics),
            authors=list(order.authors),
            all_authors=list(self.settings.authors),
            published=as_written(self.now, self.settings.zone),
            today=self.now.date().isoformat(),
            **values,
        )

    def _later(self, after: timedelta) -> str:
        """A promise at a full quarter of an hour."""
        zone = self.settings.zone
        return as_written(local(_full_quarter(self.now + after), zone), zone)

    def _docs(self, language: Language, page: str) -> Path:
        return self.settings.docs / language.tag / f"{page}.md"

    def refuse_page(self, page: str) -> None:
        """Raise Refusal where a page cannot have this path without language."""
        if page in (*(each.key for each in GENERATED), "index"):
            raise Refusal(f"Tolkku makes the page '{page}' itself. Give another --name.")
        for language in self.settings.languages:
            file = self._docs(language, page)
            folder = file.with_suffix("")
            for other in (file, folder / "index.md", folder / "README.md"):
                if other.exists():
                    raise _taken(self.settings.relative(other))


def _taken(path: str) -> Refusal:
    return Refusal(f"{path} is there already.", "Nothing was written. Give another --name.")


def owed(settings: Settings, *kinds: str) -> tuple[Language, ...]:
    """The languages that the duties for a Text name, the original first.

    Of several `kinds` the first counts that has duties; without any a Text is wanted in all.
    """
    for kind in kinds:
        named = [tag for duty in settings.duties if duty.kind == kind for tag in duty.languages]
        if named:
            return original_first(tuple(named), settings)
    return original_first(settings.languages, settings)


def original_first(languages: tuple[Language, ...], settings: Settings) -> tuple[Language, ...]:
    """Each once, in the site's order; its usual original goes before the others."""
    ordered = [language for language in settings.languages if language in languages]
    return tuple(sorted(ordered, key=lambda language: language != settings.original))


def usual_authors(settings: Settings) -> tuple[str, ...]:
    """The first team, else the only author: nobody else signs what they have not seen."""
    teams = [name for name, author in settings.authors.items() if author.is_team]
    names = teams or (list(settings.authors) if len(settings.authors) == 1 else [])
    return tuple(names[:1])


def as_written(at: datetime, zone: ZoneInfo) -> str:
    """`2026-12-01 07:00`; with its offset in the hour that the clocks show twice."""
    plain = f"{at:%Y-%m-%d %H:%M}"
    try:
        parse_moment(plain, zone)
    except Refusal:
        return plain + at.isoformat()[-6:]
    return plain


def _full_quarter(at: datetime) -> datetime:
    """The full quarter of an hour at this moment, or the next one."""
    over = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at - over + (_QUARTER if over else timedelta())


LONGEST_NAME = 38  # with its folders and its day it fits a terminal and an address bar

# Letters that Unicode does not take apart into a plain one and a mark; Sámi has đ, ŋ and ŧ.
_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ħ": "h", "ø": "o", "ł": "l", "ı": "i"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHE = re.compile(r"(?<=\w)['’ʹʼ](?=\w)")


def name_from(title: str) -> str:
    """The name that a title gives, of whole words; empty when it has no letter from a to z.

    >>> name_from("Sähköt poikki: 72 tuntia?!")
    'sahkot-poikki-72-tuntia'
    >>> name_from("…")
    ''
    """
    plain = _APOSTROPHE.sub("", title).casefold().translate(_LETTERS)
    bare = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = re.findall("[a-z0-9]+", "".join(bare).casefold())
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word
        if name and len(longer) > LONGEST_NAME:
            break
        name = longer
    return name[:LONGEST_NAME]


_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+")


@dataclass(frozen=True)
class Earlier:
    """The bulletins there are: their folders by id, the newest first."""

    folders: dict[str, Path]
    languages: tuple[Language, ...]

    def find(self, typed: str) -> str:
        """The id that was typed, also as the path of its folder or of a file. Raises Refusal."""
        parts = PurePath(typed.strip()).parts
        found = next((part for part in parts if part in self.folders), None)
        if found:
            return found
        named = [each for each in self.folders if each[len("2026-12-01-") :] == typed.strip()]
        near = named[0] if named else nearest(typed.strip(), self.folders)
        if near:
            raise Refusal(f"There is no bulletin '{typed}'.", f"Did you mean '{near}'?")
        newest = next(iter(self.folders), None)
        hint = f"The newest one is '{newest}'." if newest else ""
        raise Refusal(f"There is no bulletin '{typed}'.", hint)

    def editions(self, bulletin: str) -> tuple[Language, ...]:
        """The languages that it has files in."""
        folder = self.folders[bulletin]
        return tuple(each for each in self.languages if (folder / f"{each}.md").is_file())


def earlier_bulletins(settings: Settings) -> Earlier:
    """Every bulletin on disk, drafts and scheduled ones too."""
    folders = [each for each in settings.bulletins.glob("[0-9]*/*/") if _ID.fullmatch(each.name)]
    newest_first = sorted(folders, key=lambda folder: folder.name, reverse=True)
    return Earlier({folder.name: folder for folder in newest_first}, settings.languages)


_ENDLESS = 10**9  # no value is ever folded


@cache
def _templates() -> Environment:
    """Not escaped: what is made is Markdown and YAML, and `scalar` quotes what needs it."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )


def skeleton(template: str, words: Words, **values: object) -> str:
    """A new file in a language. Comments for editors are in it too, or in English."""
    return filled(
        template,
        **values,
        language=words.language,
        say=words.say,
        pgettext=words.translations.pgettext,
        heading=heading,
        row=row,
        todo=scalar(PLACEHOLDER),
        blank=PLACEHOLDER,
        todo_url=PLACEHOLDER_URL,
    )


def filled(template: str, **values: object) -> str:
    """A template with values, which `scalar` writes as YAML."""
    return _templates().get_template(template).render(values, scalar=scalar)


def heading(title: str, anchor: str) -> str:
    """`## Missä {#where}`: a heading with the anchor that it has in every language."""
    return f"## {title} {{#{anchor}}}"


def scalar(value: str) -> str:
    """A text as YAML: as it is where that is safe, else in double quotes.

    >>> scalar("Sähköt poikki: miksi?"), scalar("no")
    ('"Sähköt poikki: miksi?"', '"no"')
    """
    plain = yaml.safe_dump(value, allow_unicode=True, width=_ENDLESS).removesuffix("\n...\n")
    if plain == value and value != PLACEHOLDER:
        return plain
    return yaml.safe_dump(value, allow_unicode=True, width=_ENDLESS, default_style='"').strip()


def row(values: object) -> str:
    """Names or keys and values in one line: `[fi, sv]`, `{tag: se}`."""
    return yaml.safe_dump(
        values, allow_unicode=True, width=_ENDLESS, default_flow_style=True, sort_keys=False
    ).strip()
