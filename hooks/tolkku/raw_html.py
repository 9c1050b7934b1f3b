"""Raw HTML: what an author wrote as tags, read as a browser reads it, or refused.

Only a text that holds tags of its author needs this: what Markdown makes is closed and in place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tolkku.allowed import ADDRESSES, ELEMENTS, EVERYWHERE, LEFT_OUT
from tolkku.origins import Told
from tolkku.sanitising import not_an_attribute
from tolkku.tree import MOST_LEVELS
from tolkku.web_addresses import address_problem

_TAG = re.compile(
    r"<!--.*?--!?>"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>"
    r"|<(?P<other>[!?]\w*|/?[a-zA-Z][^\s<>]*)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+))?")
_SCHEME = re.compile(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,40}(?=:)", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905 (easier to read)
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

    def is_like(self, other: _Tag) -> bool:
        return (self.name, self.is_end) == (other.name, other.is_end)


def as_read(raw: str, mark: str) -> tuple[str, tuple[Told, ...]]:
    """Rendered HTML with the author's tags in it as a browser reads it, and why that is refused.

    `mark` is the attribute that holds the place of a block.
    """
    tags, told = _judged(raw, mark)
    if told:
        return "", tuple(told)
    balanced, told = _balanced(tags)
    if told:
        return "", tuple(told)
    read = _browsers(raw, mark)
    return read, tuple(_misread(balanced, _judged(read, mark)[0]))


def _judged(raw: str, mark: str) -> tuple[list[_Tag], list[Told]]:
    tags: list[_Tag] = []
    told: list[Told] = []
    here = ""
    for found in _TAG.finditer(raw):
        if found["other"]:
            told.append(_declaration(found["other"], here))
        elif found["name"]:
            name = found["name"].lower()
            pairs = _ATTRIBUTE.findall(found["attributes"])
            attributes = {key.lower(): said for key, said in pairs}
            here = attributes.pop(mark, here).strip("\"'")
            tags.append(_Tag(name, bool(found["end"]), here, attributes))
            told += _forbidden(name, bool(found["end"]), attributes, here)
    return tags, told


def _declaration(written: str, mark: str) -> Told:
    if written[0] in "!?":
        return Told(f"holds <{written}, which is not allowed.", mark, (f"<{written}",))
    problem = f"holds a tag that does not end: '<{written}'."
    return Told(problem, mark, (f"<{written}",), "End it with >.")


def _forbidden(name: str, is_end: bool, attributes: dict[str, str], mark: str) -> Iterator[Told]:
    if name not in ELEMENTS:
        pieces = (f"<{'/' if is_end else ''}{name}", f"<{name}")
        yield Told(f"holds <{name}>, which is not allowed.", mark, pieces)
        return
    for key in attributes:
        is_known = key in ELEMENTS[name] or key in EVERYWHERE or key in LEFT_OUT
        if not is_known and not key.startswith("aria-"):
            yield not_an_attribute(name, key, mark)


def _balanced(tags: list[_Tag]) -> tuple[list[_Tag], list[Told]]:
    """The tags with those that may be left out, and what is not closed where it should be."""
    made: list[_Tag] = []
    told: list[Told] = []
    open_tags: list[_Tag] = []

    def close() -> None:
        last = open_tags.pop()
        made.append(_Tag(last.name, True, last.mark, {}))

    for tag in tags:
        if tag.name in _VOID:
            made += [] if tag.is_end else [tag]
        elif not tag.is_end:
            while open_tags and tag.name in _ENDED_BY.get(open_tags[-1].name, ()):
                close()
            open_tags.append(tag)
            made.append(tag)
            if len(open_tags) > MOST_LEVELS:
                return made, [Told("is nested too deeply.", tag.mark, (), "Use fewer levels.")]
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
    return Told(told, tag.mark, (f"<{'/' if tag.is_end else ''}{tag.name}", f"<{tag.name}"))


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
    """The first tag that a browser would put elsewhere, and addresses that are none to it."""
    ours = [tag for tag in written if tag.name not in _ADDED]
    theirs = [tag for tag in read if tag.name not in _ADDED]
    for number, tag in enumerate(ours):
        if number >= len(theirs) or not tag.is_like(theirs[number]):
            yield _not_closed(tag)
            return
        for key in ADDRESSES & tag.attributes.keys() - theirs[number].attributes.keys():
            address = html.unescape(tag.attributes[key].strip("\"'"))
            problem = address_problem(address) or "is no address"
            told = f"holds '{address}', which {problem}."
            yield Told(told, tag.mark, (address,), "Correct the address.")
    if len(theirs) > len(ours):
        yield Told("holds tags that a browser reads in another order.", "", ("<",))
