"""Settings: what `mkdocs.yml` says of the site, typed and checked like front matter.

The accessibility statement holds what the Finnish Act on the Provision of Digital Services
(306/2019) and the model of Decision (EU) 2018/1523 want to be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tolkku.model.findings import Place
from tolkku.model.languages import Language
from tolkku.model.texts import BulletinKind, State

STATUS = "status"
ACCESSIBILITY = "accessibility"


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page that the builder makes in every language, from the template of its name.

    `key` is its address without language, and its name in `nav`; `title` is a message. It is there
    where the site's settings are such as `is_wanted` says. A page of the docs may take its place
    where that `may_be_text`, and then shows the same and more.
    """

    key: str
    title: str
    is_wanted: Callable[[Settings], bool] = lambda settings: True
    may_be_text: bool = False

    @property
    def template(self) -> str:
        return f"{self.key}.html"


def _(message: str) -> str:
    """The message as it is, found by `make messages`: it is said in each page's language."""
    return message


GENERATED = (
    GeneratedPage("now", _("In force now")),
    GeneratedPage("bulletins", _("Bulletins")),
    GeneratedPage("digests", _("Digests")),
    GeneratedPage("corrections", _("Corrections")),
    GeneratedPage("topics", _("Topics")),
    GeneratedPage("feeds", _("Subscribe")),
    GeneratedPage("search", _("Search")),
    GeneratedPage(STATUS, _("State of the languages"), lambda site: site.status_page),
    GeneratedPage(
        ACCESSIBILITY, _("Accessibility statement"), lambda site: bool(site.statement), True
    ),
)
"""In the order of the site's pages; each is named here, and its view in `views/pages.py`."""

Names = dict[Language, str]
"""A name in every language of the site."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the navigation: a docs path without language, or a generated page."""

    page: str
    children: tuple[NavItem, ...]
    numbered: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who writes or checks. A `team` is an organisation's desk, not a person."""

    names: Names
    role: Names
    is_team: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """The publisher. `notice` stands at the foot of every page; the policies are docs paths."""

    places: Mapping[str, Place]
    names: Names
    notice: Names
    email: Names
    principles: str
    ethics: str
    corrections: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Languages owed, in at least a `state`, within a time.

    `kind` is a kind of bulletin; or a page of `nav`, for itself and the pages below it; or a rhythm
    (`weekly`, `monthly`), for every bulletin, by the time its digest is due. Else the time is so
    many `hours`, or lasts until the end of the day so many `days` later.
    """

    place: Place
    kind: str
    languages: tuple[Language, ...]
    state: State
    days: int = 0
    hours: int | None = None

    @property
    def is_at_once(self) -> bool:
        """Whether it allows no time. An urgent bulletin has no time until the end of the day."""
        if self.hours is not None:
            return self.hours == 0
        return self.kind == BulletinKind.URGENT.value and self.days == 0


class Missing(Enum):
    """What a feed does with a Text that has no edition in its language."""

    SKIP = "skip"
    MARK = "mark"


class FeedFormat(Enum):
    """A format of feeds: how its documents' names end, the type that pages name, and what readers
    call it. In the order in which pages name them."""

    ATOM = "atom"
    RSS = "rss"
    JSON = "json"

    @property
    def ending(self) -> str:
        return _FEED_FORMATS[self][0]

    @property
    def type(self) -> str:
        return _FEED_FORMATS[self][1]

    @property
    def label(self) -> str:
        return _FEED_FORMATS[self][2]


_FEED_FORMATS = {
    FeedFormat.ATOM: ("atom.xml", "application/atom+xml", "Atom"),
    FeedFormat.RSS: ("rss.xml", "application/rss+xml", "RSS"),
    FeedFormat.JSON: ("json", "application/feed+json", "JSON"),
}
FEED_ENDINGS = {form.ending: form for form in FeedFormat}
"""Every format by how the names of its documents end."""


@dataclass(frozen=True, slots=True)
class FeedAlias:
    """An old address of a feed such as `fi/all`: `path` is without slashes at its ends. A file
    holds a copy of the feed's document; where none can stand, as at a folder's address, only the
    server can lead on."""

    path: str
    feed: str
    format: FeedFormat
    is_file: bool
    place: Place = field(compare=False)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where it is asked for: a folder with its last slash and without."""
        return (self.path,) if self.is_file else (f"{self.path}/", self.path)

    @property
    def new(self) -> str:
        """The address of the feed's document."""
        return f"{self.feed.replace('/', '/feeds/', 1)}.{self.format.ending}"


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What the feeds do. `hub` is a WebSub hub, or empty; `missing` says, by a feed's name,
    whether a Text without an edition is marked there instead of skipped; `aliases` are the old
    addresses of feeds. Where it `is_audited`, a build judges all that the feeds say, not only what
    would harm subscribers for good."""

    hub: str
    missing: Mapping[str, Missing]
    aliases: tuple[FeedAlias, ...] = ()
    is_audited: bool = False

    def marks(self, feed: str) -> bool:
        """Whether a Text without an edition appears in another language; in digests it does,
        unless the site says otherwise."""
        is_digest = feed in ("weekly", "monthly")
        otherwise = Missing.MARK if is_digest else Missing.SKIP
        return self.missing.get(feed, otherwise) is Missing.MARK


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole of it. Folders are absolute; `site_url` ends with a slash.

    `footer` and `glossary` name docs paths without language; `places` are the lines of the keys;
    `unfilled` names what still holds a placeholder.
    `templates` are the theme's own folders, that of the site last, and `output` where the site is
    built and what says so.
    """

    place: Place
    places: Mapping[str, Place]
    root: Path
    site_url: str
    names: Names
    languages: tuple[Language, ...]
    original: Language
    zone: ZoneInfo
    organisation: Organisation
    id_domain: str
    nav: tuple[NavItem, ...]
    footer: tuple[str, ...]
    glossary: str
    topics: dict[str, Names]
    regions: dict[str, Names]
    audiences: dict[str, Names]
    authors: dict[str, Author]
    duties: tuple[Duty, ...]
    feeds: FeedSettings
    feedback: Feedback
    statement: Statement | None
    page_size: int
    status_page: bool
    docs: Path
    bulletins: Path
    locales: tuple[Path, ...]
    markdown: tuple[tuple[str, dict[str, Any]], ...]
    unfilled: tuple[tuple[str, Place], ...]
    templates: tuple[Path, ...] = ()
    output: tuple[Path, Place] | None = None

    @property
    def generated(self) -> tuple[str, ...]:
        """The pages that the builder makes; `nav` may name them like a file."""
        return tuple(page.key for page in GENERATED if page.is_wanted(self))

    def absolute(self, address: str) -> str:
        """The deployed address of a path of this site."""
        return self.site_url + address

    @property
    def base_path(self) -> str:
        """The path under which the site lies on its host: `/`, `/repo/`."""
        return urlsplit(self.site_url).path

    def relative(self, path: Path) -> str:
        """A path as Findings show it."""
        if not lies_in(path, self.root):
            return str(path)
        return path.as_posix()[len(self.root.as_posix().rstrip("/")) + 1 :]


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path is below a folder, by their names; ten times as fast as `parents`."""
    return path.as_posix().startswith(f"{folder.as_posix().rstrip('/')}/")


def walk(nav: tuple[NavItem, ...]) -> Iterator[NavItem]:
    """Every item of the navigation, in reading order."""
    for item in nav:
        yield item
        yield from walk(item.children)


@dataclass(frozen=True, slots=True)
class Feedback:
    """Where readers may write, beside the organisation's e-mail address.

    `issues` and `form` are addresses with placeholders, or empty; `promise` says when there will
    be an answer, in every language or in none.
    """

    issues: str
    form: str
    promise: dict[Language, str]


class Conformance(Enum):
    """How far the site meets the requirements."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Evaluator(Enum):
    SELF = "self"
    THIRD_PARTY = "third-party"


class Why(Enum):
    """Why something is not accessible."""

    BURDEN = "burden"
    NOT_REQUIRED = "not-required"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """What is not accessible; `until` is the day by which it will be mended, if that is known."""

    place: Place
    what: dict[Language, str]
    why: Why
    until: date | None


@dataclass(frozen=True, slots=True)
class Authority:
    """Who supervises accessibility; `email` and `phone` may be empty."""

    names: dict[Language, str]
    url: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole of it. `email` is the organisation's, unless the site names another."""

    place: Place
    conformance: Conformance
    on: date
    by: Evaluator
    method: dict[Language, str]
    shortcomings: tuple[Shortcoming, ...]
    email: dict[Language, str]
    authority: Authority
