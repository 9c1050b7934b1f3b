"""Feed entry lint: what is wrong with an entry's texts and HTML, whatever the format."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from tolkku.feed_ids import EntryId
from tolkku.feed_judged import Entry

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

# fmt: off
_ELEMENTS = frozenset({
    "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q",
    "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var",
})
_ATTRIBUTES = frozenset({
    "alt", "cite", "colspan", "datetime", "dir", "height", "href", "hreflang", "lang", "open",
    "reversed", "rowspan", "scope", "span", "src", "start", "title", "type", "value", "width",
})
# fmt: on
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
    if name not in _ELEMENTS:
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
