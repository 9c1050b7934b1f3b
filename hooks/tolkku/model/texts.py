"""Texts and their Editions: the values that everything else is made from."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, Self

from tolkku.model.findings import Place
from tolkku.model.languages import Language

_NOWHERE = Place("", 0)


class BulletinKind(Enum):
    BULLETIN = "bulletin"
    URGENT = "urgent"
    CORRECTION = "correction"
    ALL_CLEAR = "all-clear"
    QA = "qa"


class State(Enum):
    """What an edition is."""

    FULL = "full"
    SUMMARY = "summary"
    MACHINE = "machine"


class SourceKind(Enum):
    AUTHORITY = "authority"
    RESEARCH = "research"
    MEDIA = "media"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    url: str
    kind: SourceKind
    checked: date
    place: Place = field(default=_NOWHERE, compare=False, repr=False)  # of `checked`


@dataclass(frozen=True, slots=True)
class Update:
    """A change that readers are told of; only a non-minor one changes what feeds call updated."""

    at: datetime
    note: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing to do: `url` is a web address or a path on disk, as written."""

    text: str
    url: str
    place: Place


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: `file` lies beside the text or is a path on disk, as written."""

    file: str
    alt: str
    credit: str
    licence: str
    place: Place


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction says: what was wrong, what is right, who noticed."""

    was: str
    right: str
    noticed_by: str


@dataclass(frozen=True, slots=True)
class Corrects:
    """Which bulletin is corrected, in which editions (language tags; empty means all)."""

    id: str
    editions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    by: str
    on: date
    place: Place = field(default=_NOWHERE, compare=False, repr=False)  # of `on`


@dataclass(frozen=True, slots=True)
class Waiver:
    """A language duty excused, visibly."""

    language: str
    until: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Follows:
    """The parts of the original that an edition was made from: part name and fingerprint."""

    on: date
    parts: tuple[tuple[str, str], ...]
    place: Place = field(default=_NOWHERE, compare=False, repr=False)  # of `on`


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said once for a Text, in its original edition; others may repeat it."""

    exercise: bool = False
    sample: bool = False
    opinion: bool = False
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reviewed: Review | None = None
    sources: tuple[Source, ...] = ()
    waived: tuple[Waiver, ...] = ()
    version: str = ""
    review_by: date | None = None

    @property
    def told(self) -> dict[str, Any]:
        """What it says, by field, but for the marks that hold for a Text whoever states them."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in said.items() if value and name not in MARKS}


MARKS = ("exercise", "sample", "opinion")
"""No reader may take an exercise for an alarm because the file that says so is held back."""


class Disclosure(Enum):
    """Whether somebody paid for the share texts."""

    PAID = "paid"
    UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class Share:
    """What the share kit is made from: captions by platform, variants, prompts, script."""

    captions: tuple[tuple[str, str], ...] = ()
    variants: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    script: str = ""
    disclosure: Disclosure = Disclosure.UNPAID


@dataclass(frozen=True, slots=True)
class Edition:
    """One Text in one Language. The original is an edition too.

    `body` is Markdown and begins on line `body_line` of the file. `slug` is the last part of the
    address. `published` is None only for docs without a date. `feed_id` is the id that its feed
    entry had on an older site, or empty. `places` are the fields' lines, and `said` is what this
    file itself states of its Text.
    """

    place: Place
    body_line: int
    language: Language
    title: str
    slug: str
    body: str
    summary: str = ""
    aliases: tuple[str, ...] = ()
    state: State = State.FULL
    follows: Follows | None = None
    published: datetime | None = None
    draft: bool = False
    updated: tuple[Update, ...] = ()
    facts: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    action: Action | None = None
    image: Image | None = None
    correction: Correction | None = None
    share: Share = Share()
    feed_id: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)
    said: Particulars = field(default=Particulars(), compare=False, repr=False)

    def place_of(self, key: str) -> Place:
        """The line of a field; of one that is not there, the file's first."""
        return self.places.get(key, self.place)

    def is_out(self, now: datetime) -> bool:
        """Whether readers may see it: no draft, and not scheduled for later."""
        return not self.draft and (self.published is None or self.published <= now)

    def as_of(self, now: datetime) -> Edition:
        """What readers may know of it: updates that still lie ahead are left out."""
        told = tuple(update for update in self.updated if update.at <= now)
        return self if told == self.updated else replace(self, updated=told)

    @property
    def path(self) -> str:
        return self.place.path


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of content in all its languages.

    `id` is its path without language and ending for docs, the folder's name for bulletins.
    `original` names the language in which it was written first, and `editions` follow the order
    of the site's languages.
    """

    id: str
    original: Language
    editions: tuple[Edition, ...]
    said: Particulars

    def edition(self, language: Language) -> Edition | None:
        return next((e for e in self.editions if e.language.tag == language.tag), None)

    def best(self, language: Language) -> Edition:
        """The edition to show a reader of `language`: theirs, the original, the fullest other."""
        own = self.edition(language) or self.edition(self.original)
        return own or min(self.editions, key=lambda edition: edition.state is State.SUMMARY)

    def in_editions(self, editions: tuple[Edition, ...]) -> Self:
        """The Text as those know it who have only these editions.

        What the original states of it is known from the original; while that is held back, from
        the editions that repeat it. Its kind, its end and its relations hold from the first
        edition on, and so do its marks: without them readers would be misled.
        """
        text = replace(self, editions=editions)
        if text.edition(self.original) is not None:
            return text
        marks = {name: getattr(self.said, name) for name in MARKS}
        told = (edition.said.told for edition in editions)
        return replace(text, said=Particulars(**ChainMap(marks, *told)))


@dataclass(frozen=True, slots=True)
class Bulletin(Text):
    """A Text with a day, a kind and a life in time. Its id never changes."""

    day: date
    kind: BulletinKind = BulletinKind.BULLETIN
    expires: datetime | None = None
    next_update: datetime | None = None
    corrects: Corrects | None = None
    replaces: str | None = None
    cancels: str | None = None
    continues: str | None = None

    @property
    def published(self) -> datetime:
        """When its first edition came out; bulletins are ordered by this."""
        return min(e.published for e in self.editions if e.published)

    @property
    def puts_right(self) -> bool:
        """Whether it corrects or withdraws another bulletin."""
        return self.corrects is not None or self.cancels is not None

    @property
    def answers_to(self) -> tuple[str, ...]:
        """The ids of the bulletins that it corrects, replaces, cancels or continues."""
        corrected = self.corrects.id if self.corrects else None
        named = (corrected, self.replaces, self.cancels, self.continues)
        return tuple(dict.fromkeys(earlier for earlier in named if earlier))


def bulletin_tag(domain: str, bulletin: Bulletin) -> str:
    """What the ids of a bulletin's entries begin with, for ever: a tag URI (RFC 4151),
    `tag:example.org,2026:2026-12-01-72-hours`."""
    return f"tag:{domain},{bulletin.day.year}:{bulletin.id}"
