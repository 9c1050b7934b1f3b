"""Entries read back: what they say, in any format, and what is wrong with it."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from tolkku.feeds.html import IN_FEEDS
from tolkku.feeds.values import EntryId
from tolkku.model.settings import FEED_ENDINGS

UNDATED = datetime.fromtimestamp(0, UTC)
"""The moment of what has no date that can be read."""

_URL = re.compile(
    r"(?P<site>https?://[^/]+/(?:.*/)?)(?P<language>[^/]+)/feeds/"
    r"(?P<name>[^/]+?)(?:/(?P<month>\d{4}-\d{2}))?\.(?P<ending>"
    + "|".join(map(re.escape, FEED_ENDINGS))
    + ")"
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a document stands. `month` is that of an archive, and empty for the document that is
    subscribed to; `ending` is that of the format's documents."""

    site: str
    language: str
    name: str
    month: str
    ending: str

    @property
    def url(self) -> str:
        return self.at(self.month)

    @property
    def address(self) -> str:
        """Where it stands on the site."""
        return self.url.removeprefix(self.site)

    @property
    def every_format(self) -> tuple[str, str, str]:
        """What it has in common with the other formats of the same document."""
        return self.language, self.name, self.month

    def at(self, month: str) -> str:
        """The address of the feed's archive of a month, or of what is subscribed to."""
        archive = f"/{month}" if month else ""
        return f"{self.site}{self.language}/feeds/{self.name}{archive}.{self.ending}"


def stand_of(url: str) -> Stand | None:
    """What an address says of a document; None where no feed has such an address."""
    found = _URL.fullmatch(url)
    return Stand(**found.groupdict("")) if found else None


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says. Titles and summaries are plain text; of the content there is only a
    fingerprint; `image` is the address of the picture that is enclosed."""

    id: str
    url: str
    language: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    image: str


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An entry as it was read: what it says, its content, the (language, address) of each
    translation that it links to, and what is wrong with how its format says it."""

    said: Entry
    content: str
    translations: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself. Addresses are absolute, and empty where there is none; what
    a format cannot say is None."""

    own: str
    language: str
    updated: datetime | None
    is_archive: bool | None
    current: str | None
    previous: str
    following: str | None
    hubs: tuple[str, ...]
    problems: tuple[str, ...] = ()


def fingerprint(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=20_000)  # all languages and formats have the same moments
def moment(text: str) -> datetime:
    """A moment of RFC 3339; UNDATED where it is none."""
    try:
        return datetime.fromisoformat(text) if _RFC_3339.fullmatch(text) else UNDATED
    except ValueError:
        return UNDATED


def undated(written: Mapping[str, datetime]) -> list[str]:
    """What is wrong with moments as they are written."""
    wrong = [text for text, at in written.items() if at is UNDATED]
    return [f"has '{text}', which is no date with a time and a zone" for text in wrong]


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")


def entry_problems(entry: Entry, id: EntryId | None) -> Iterator[str]:
    """What is wrong with what an entry says, beside its content."""
    if id is None:
        yield "has an id that is not formed as our ids are"
    else:
        yield from _identity(entry, id)
    if entry.updated < entry.published:
        yield "was updated before it was published"
    yield from _texts(entry)


def _texts(entry: Entry) -> Iterator[str]:
    for name, texts in (
        ("title", (entry.title,)),
        ("summary", (entry.summary,)),
        ("author", entry.authors),
        ("topic", entry.topics),
    ):
        if not all(map(str.strip, texts)):
            yield f"has an empty {name}"
        if has_control("".join(texts)):
            yield f"has a control character in its {name}"


def has_control(text: str) -> bool:
    """Whether it has a character that XML forbids or validators warn of."""
    return bool(_CONTROL.search(text))


def _identity(entry: Entry, id: EntryId) -> Iterator[str]:
    if entry.language != id.text:
        yield f"says that its language is '{entry.language}', and its id says '{id.text}'"
    if id.is_marked and not _is_marked(entry.title, _called(id.reader, id.text)):
        yield "is in another language, and its title does not begin with the language's name"
    if id.period and entry.published.date() < id.period.after:
        yield "came out before its period was over"


_MARK = re.compile(r"(?:([^():]+): |\((.+?)\) )\S")


def _is_marked(title: str, called: str) -> bool:
    """Whether a title begins by naming a language, in whatever case: `Suomeksi: …`, `(ranska) …`
    name *suomi* and *ranska*."""
    found = _MARK.match(title)
    lead = (found[1] or found[2]).casefold() if found else ""
    return bool(lead) and called[:4].casefold() in lead


@lru_cache(maxsize=256)
def _called(reader: str, language: str) -> str:
    """What one language calls another; empty where CLDR does not say."""
    try:
        names = Locale.parse(reader, sep="-").languages
    except (UnknownLocaleError, ValueError):
        return ""
    return str(names.get(language.replace("-", "_"), ""))


# --- HTML ---

_ATTRIBUTES = frozenset({"lang", "dir"}).union(*IN_FEEDS.values())
_EMPTY = frozenset({"br", "col", "hr", "img"})
_ADDRESSES = ("href", "src", "cite")

# Every tag must have this strict form. In HTML that has, tags are exactly what the pattern finds:
# no attribute holds < or >, and none of the elements that we allow hides tags in its text.
_TAG = re.compile(r"<[^>]*>?")
_STRICT = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [a-z]+(?:=(?:\"[^\"<>]*\"|'[^'<>]*'))?)*)>")
_ABSOLUTE = re.compile(r"https?://[^\s/?#\\<>\"]+(?:[/?#][^\s<>\"]*)?")
_CONTACT = re.compile(r"(?:mailto|tel):[^\s<>\"]+")
_ATTRIBUTE = re.compile(r" ([a-z]+)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    is_end: bool
    attributes: dict[str, str]
    problems: tuple[str, ...]


def html_problems(content: str) -> Iterator[str]:
    """What is wrong with the HTML of an entry (rule 6)."""
    if not content.strip():
        yield "has no content"
    if has_control(content):
        yield "has a control character in its content"
    unclosed: list[str] = []
    for tag in map(_tag, _TAG.findall(content)):
        if tag.problems:
            yield from tag.problems
        if not tag.is_end:
            if tag.name not in _EMPTY:
                unclosed.append(tag.name)
            continue
        while unclosed and unclosed[-1] == "li" != tag.name:
            unclosed.pop()  # libxml2 does not close an empty one, and HTML lets it be
        if not unclosed or unclosed.pop() != tag.name:
            yield f"has a </{tag.name}> that closes nothing"
            return
    if unclosed:
        yield f"has a <{unclosed[-1]}> that is not closed"


@lru_cache(maxsize=20_000)
def _tag(written: str) -> _Tag:
    found = _STRICT.fullmatch(written)
    if found is None:
        return _Tag("br", False, {}, (f"has '{written[:60]}', which is no tag that we write",))
    end, name, said = found.groups()
    values = {key: html.unescape(a or b) for key, a, b in _ATTRIBUTE.findall(said)}
    return _Tag(name, bool(end), values, tuple(_tag_problems(name, values)))


def _tag_problems(name: str, attributes: dict[str, str]) -> Iterator[str]:
    if name not in IN_FEEDS:
        yield f"has <{name}>"
    if extra := attributes.keys() - _ATTRIBUTES:
        yield f"has the attribute {', '.join(sorted(extra))}"
    if name == "img" and not attributes.get("alt", "").strip():
        yield "has a picture without alternative text"
    for key in _ADDRESSES:
        if key in attributes and not is_absolute(attributes[key], is_link=key == "href"):
            yield f"has a {key} that leads to '{attributes[key]}'"


@lru_cache(maxsize=20_000)
def is_absolute(url: str, is_link: bool = False) -> bool:
    """Whether an address leads to the same from everywhere; links may lead to mail and phones."""
    return bool(_ABSOLUTE.fullmatch(url) or (is_link and _CONTACT.fullmatch(url)))


def languages_told(content: str) -> tuple[tuple[str, str], ...]:
    """(language, address) of the translations that the last line of a content names."""
    tags = (_tag(written).attributes for written in _TAG.findall(content.rpartition("<p>")[2]))
    return tuple((tag["hreflang"], tag.get("href", "")) for tag in tags if "hreflang" in tag)


_MARKUP = re.compile(r"<[A-Za-z/!?]")


def is_plain(text: str) -> bool:
    """Whether no reader that looks for HTML finds any: `AT&T`, `1 < 2`, not `<b>`, `&nbsp;`."""
    return not _MARKUP.search(text) and html.unescape(text) == text
