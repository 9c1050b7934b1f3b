"""Raw HTML: what an author wrote as tags, read as a browser reads it, or refused.

Only a text that holds tags of its author needs this: what Markdown makes is closed and in place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from tolkku.rendering.dialect.raw_html import VOID
from tolkku.rendering.origins import Told
from tolkku.rendering.sanitiser import ADDRESSES, ELEMENTS, EVERYWHERE, LEFT_OUT, not_an_attribute
from tolkku.rendering.tree import MOST_LEVELS

_TAG = re.compile(
    r"<!--.*?--!?>"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>"
    r"|<(?P<other>[!?]\w*|/?[a-zA-Z][^\s<>]*)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+))?")
_SCHEME = re.compile(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,40}(?=:)", re.IGNORECASE)
_ENDS_BY_ITSELF = frozenset("li dt dd td th tr tbody thead tfoot colgroup rt rp".split())  # noqa: SIM905 (easier to read)
# What ends by itself, where one of these begins.
_ENDED_BY = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "rt": {"rt", "rp"}, "rp": {"rt", "rp"},
    "td": {"td", "th", "tr", "tbody", "tfoot"}, "th": {"td", "th", "tr", "tbody", "tfoot"},
    "tr": {"tr", "tbody", "tfoot"}, "thead": {"tbody", "tfoot"}, "tbody": {"tbody", "tfoot"},
    "tfoot": {"tbody"}, "colgroup": {"thead", "tbody", "tfoot", "tr"},
}  # fmt: skip
# A browser adds them where they are left out.
_ADDED = frozenset({"tbody", "colgroup"})


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    is_end: bool
    mark: str
    """The place that the block parser left on the block that the tag stands in."""
    attributes: Mapping[str, str]

    @property
    def as_written(self) -> tuple[str, ...]:
        """How it may stand in the source."""
        return (f"</{self.name}", f"<{self.name}") if self.is_end else (f"<{self.name}",)

    def is_like(self, other: _Tag) -> bool:
        return (self.name, self.is_end) == (other.name, other.is_end)


def as_read(raw: str, mark: str) -> tuple[str, tuple[Told, ...]]:
    """Rendered HTML with the author's tags in it as a browser reads it, and why that is refused.

    `mark` is the attribute that holds the place of a block. Addresses that a browser's parser does
    not keep stay as they are written: whoever follows links says what is wrong with them.
    """
    tags, told = _tags(raw, mark)
    told += _forbidden(tags)
    if told:
        return raw, tuple(told)
    balanced, told = _balanced(tags)
    if told:
        return raw, tuple(told)
    read = _browsers(raw, mark)
    theirs = _tags(read, mark)[0]
    told = list(_misread(balanced, theirs))
    return raw if told or _addresses(tags) != _addresses(theirs) else read, tuple(told)


def _tags(raw: str, mark: str) -> tuple[list[_Tag], list[Told]]:
    """Every tag in order, and what only looks like one."""
    tags: list[_Tag] = []
    told: list[Told] = []
    here = ""
    for found in _TAG.finditer(raw):
        if found["other"]:
            told.append(_declaration(found["other"], here))
        elif found["name"]:
            pairs = _ATTRIBUTE.findall(found["attributes"])
            attributes = {key.lower(): said for key, said in pairs}
            here = attributes.pop(mark, here).strip("\"'")
            tags.append(_Tag(found["name"].lower(), bool(found["end"]), here, attributes))
    return tags, told


def _declaration(written: str, mark: str) -> Told:
    if written[0] in "!?":
        return Told(f"holds <{written}, which is not allowed.", mark, (f"<{written}",))
    problem = f"holds a tag that does not end: '<{written}'."
    return Told(problem, mark, (f"<{written}",), "End it with >.")


def _forbidden(tags: list[_Tag]) -> Iterator[Told]:
    """Elements and attributes that no text may hold. An end tag is told where nothing begins."""
    begun = {tag.name for tag in tags if not tag.is_end}
    for tag in tags:
        if tag.name not in ELEMENTS:
            if not tag.is_end or tag.name not in begun:
                told = f"holds <{tag.name}>, which is not allowed."
                remedy = remedy_for_element(tag.name) or "Write it in Markdown."
                yield Told(told, tag.mark, tag.as_written, remedy)
            continue
        for key in tag.attributes:
            is_known = key in ELEMENTS[tag.name] or key in EVERYWHERE or key in LEFT_OUT
            if not is_known and not key.startswith("aria-"):
                yield not_an_attribute(tag.name, key, tag.mark)


def _balanced(tags: list[_Tag]) -> tuple[list[_Tag], list[Told]]:
    """The tags with those that may be left out, and what is not closed where it should be."""
    made: list[_Tag] = []
    told: list[Told] = []
    open_tags: list[_Tag] = []

    def close() -> None:
        last = open_tags.pop()
        made.append(_Tag(last.name, True, last.mark, {}))

    for tag in tags:
        if tag.name in VOID:
            made += [] if tag.is_end else [tag]
        elif not tag.is_end:
            while open_tags and tag.name in _ENDED_BY.get(open_tags[-1].name, ()):
                close()
            open_tags.append(tag)
            made.append(tag)
            if len(open_tags) > MOST_LEVELS:
                return made, [
                    Told("is nested too deeply.", tag.mark, (), "Write it with fewer levels.")
                ]
        else:
            depth = next((n for n, o in enumerate(reversed(open_tags)) if o.name == tag.name), None)
            if depth is None:
                told.append(_not_closed(tag))
                continue
            told += [_not_closed(o) for o in open_tags[len(open_tags) - depth :]
                     if o.name not in _ENDS_BY_ITSELF]  # fmt: skip
            for _ in range(depth + 1):
                close()
    told += [_not_closed(tag) for tag in open_tags if tag.name not in _ENDS_BY_ITSELF]
    while open_tags:
        close()
    return made, told


def _not_closed(tag: _Tag) -> Told:
    told = f"holds a <{tag.name}> that is not closed or stands in a wrong place."
    return Told(told, tag.mark, tag.as_written)


def _browsers(raw: str, mark: str) -> str:
    """As html5ever reads it, which is the parser of a browser."""
    import nh3  # only where somebody wrote HTML

    everywhere = EVERYWHERE | LEFT_OUT.keys() | {mark}
    attributes = {name: set(allowed | everywhere) for name, allowed in ELEMENTS.items()}
    return nh3.clean(
        raw, tags=set(ELEMENTS), attributes=attributes, generic_attribute_prefixes={"aria-"},
        link_rel=None, strip_comments=True,
        # Where links lead is judged in `links`, which can say more about it.
        url_schemes={scheme.lower() for scheme in _SCHEME.findall(html.unescape(raw))},
    )  # fmt: skip


def _misread(written: list[_Tag], read: list[_Tag]) -> Iterator[Told]:
    """The first tag that a browser would put elsewhere than where it is written."""
    ours = [tag for tag in written if tag.name not in _ADDED]
    theirs = [tag for tag in read if tag.name not in _ADDED]
    for tag, other in zip_longest(ours, theirs):
        if tag is None:
            yield Told("holds tags that a browser reads in another order.", "", ("<",))
        elif other is None or not tag.is_like(other):
            yield _not_closed(tag)
        else:
            continue
        return


def _addresses(tags: list[_Tag]) -> int:
    return sum(key in ADDRESSES for tag in tags for key in tag.attributes)


_FILM = (
    "To show a film, link to it: [What it shows](https://…); or save it beside the text as .mp4 and"
    " write ![What it shows](film.mp4)."
)
_LOOK = "Leave it out: the look of words is the same on every page. Important words are **bold**."
_REMEDIES = {
    "iframe embed object applet frame frameset portal": _FILM,
    "font center big basefont tt blink marquee strike": _LOOK,
    "style link": "Leave it out: style sheets are the site's, not a text's.",
    "script noscript": "Leave it out: nothing that runs is published.",
    "form input button select option textarea label fieldset": "Link to a page with the form.",
    "meta base title head body html": "Leave it out: the builder writes it.",
    "canvas map area": "Save it as a picture, and say beside it what it shows.",
}
_BY_ELEMENT = {name: remedy for names, remedy in _REMEDIES.items() for name in names.split()}
_WORD = "Paste it without formatting (Ctrl+Shift+V): this is what a word processor leaves behind."
_WORD_PREFIXES = ("o:", "v:", "w:", "st1:", "m:")


def remedy_for_element(name: str) -> str | None:
    """What to do instead of an element that is refused; None where nothing better is known.

    >>> remedy_for_element("SCRIPT")
    'Leave it out: nothing that runs is published.'
    """
    plain = name.lower()
    if plain.startswith(_WORD_PREFIXES):
        return _WORD
    return _BY_ELEMENT.get(plain)
