"""Feed XML lint: what RSS and Atom documents have in common, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from lxml import etree

from tolkku.feeds.audit.entries import Head, has_control, is_absolute
from tolkku.feeds.audit.published import Malformed, moment_in

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ONE, PERHAPS, SOME, ANY = (1, 1), (0, 1), (1, 9999), (0, 9999)
"""How many there must be, and may be, of an element."""

Children = Mapping[str, Sequence[etree._Element]]
"""The elements in an element, by their names."""

_WITH_TEXT = etree.XPath("//*[*][text()[normalize-space()]]")
_WITH_ELEMENTS = etree.XPath(
    "//*[*][not(self::rss or self::channel or self::item or self::atom:feed or self::atom:entry"
    " or self::atom:author or self::media:content)]",
    namespaces={"atom": ATOM[1:-1], "media": MEDIA[1:-1]},
)
_CHAIN = ("self", "current", "prev-archive", "next-archive")


def children(element: etree._Element) -> Children:
    found: dict[str, list[etree._Element]] = {}
    for child in element:
        found.setdefault(child.tag, []).append(child)
    return found


def attributes(element: etree._Element) -> dict[str, str]:
    return dict(cast("Sequence[tuple[str, str]]", element.items()))


def miscounted(found: Children, wanted: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """What an element lacks, and what it has that it should not have."""
    for name, (least, most) in wanted.items():
        number = len(found.get(name, ()))
        if not least <= number <= most:
            yield f"has {number} <{_short(name)}>"
    for name in found:
        if name not in wanted:
            yield f"has <{_short(name)}>"


@lru_cache(maxsize=256)
def _short(name: object) -> str:
    """A name without its namespace; comments have a function for a name."""
    return str(name).rpartition("}")[2]


def text_of(found: Children, name: str) -> str:
    """The text of the first element of a name."""
    return (found[name][0].text or "") if name in found else ""


def blank(found: Children, *names: str) -> Iterator[str]:
    """What has nothing in it, or what nobody can read."""
    for name in names:
        if name in found and not text_of(found, name).strip():
            yield f"has nothing in <{_short(name)}>"
        if has_control(text_of(found, name)):
            yield f"has a control character in <{_short(name)}>"


def mixed(root: etree._Element) -> Iterator[str]:
    """Elements in a text, and text between elements, where nobody sees it; in all entries too."""
    for element in cast("list[etree._Element]", _WITH_TEXT(root)):
        yield f"has text between the elements of <{_short(element.tag)}>"
    for element in cast("list[etree._Element]", _WITH_ELEMENTS(root)):
        yield f"has elements in <{_short(element.tag)}>"


def linked_head(
    root: etree._Element, found: Children, links: Sequence[etree._Element], kind: str
) -> Head:
    """What a head says in its links (RFC 5005, WebSub); they are all of these relations."""
    said: dict[str, list[str]] = {}
    for link in links:
        said.setdefault(link.get("rel", ""), []).append(link.get("href", ""))
    own, current, previous, following = (said.get(name, [""])[0] for name in _CHAIN)
    return Head(
        own=own,
        language=root.get(LANG, ""),
        updated=None,
        is_archive=f"{HISTORY}archive" in found,
        current=current,
        previous=previous,
        following=following,
        hubs=tuple(said.get("hub", ())),
        problems=tuple(_link_problems(links, said, kind)),
    )


def _link_problems(
    links: Sequence[etree._Element], said: Mapping[str, Sequence[str]], kind: str
) -> Iterator[str]:
    for link in links:
        relation = link.get("rel", "")
        names = {"rel", "href"} if relation == "hub" else {"rel", "type", "href"}
        if relation not in (*_CHAIN, "hub") or set(link.attrib) != names:
            yield f"has an odd link: {attributes(link)}"
        elif relation != "hub" and link.get("type") != kind:
            yield f"says that {relation} is {link.get('type')}"
    for relation, addresses in said.items():
        if len(addresses) > (9 if relation == "hub" else 1):
            yield f"has {len(addresses)} links to {relation}"
        if not all(map(is_absolute, addresses)):
            yield f"has a link to {relation} that is not absolute"


def picture_problems(
    enclosures: Sequence[Mapping[str, str]], found: Children, address: str
) -> Iterator[str]:
    """What is wrong with the picture of an entry (rule 7); `address` is the attribute's name."""
    contents = found.get(f"{MEDIA}content", ())
    if len(enclosures) > 1 or len(enclosures) != len(contents):
        yield f"encloses {len(enclosures)} pictures and describes {len(contents)}"
    for enclosure, content in zip(enclosures, contents, strict=False):
        if content.get("url") != enclosure.get(address):
            yield "encloses one picture and describes another"
        if (enclosure.get("type"), enclosure.get("length")) != (
            content.get("type"), content.get("fileSize")
        ):  # fmt: skip
            yield "encloses a picture of one type or length and describes another"
        yield from _description(content)


def _description(content: etree._Element) -> Iterator[str]:
    parts = children(content)
    names = {f"{MEDIA}description": ONE, f"{MEDIA}credit": PERHAPS, f"{MEDIA}copyright": PERHAPS}
    yield from (*miscounted(parts, names), *blank(parts, *names))
    has_size = all(content.get(name, "").isdecimal() for name in ("width", "height"))
    if not has_size and content.get("type") != "image/svg+xml":
        yield "has a picture without width and height"


def enclosed(enclosure: Mapping[str, str], address: str) -> Iterator[str]:
    """What is wrong with an enclosure."""
    if not is_absolute(enclosure.get(address, "")):
        yield "encloses something without an address"
    if not enclosure.get("type", "").startswith(("image/", "audio/", "video/")):
        yield "encloses something that is no picture, sound or film"
    if not re.fullmatch("[1-9][0-9]*", enclosure.get("length", "")):
        yield "encloses something without its length"


def published_root(document: bytes, tag: str, name: str) -> etree._Element:
    # The published site may come from anywhere: no entity is resolved, nothing is fetched.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as problem:
        reason = problem.msg.rpartition(", line")[0] or problem.msg
        raise Malformed(problem.lineno, f"is no XML ({reason})") from None
    if root.tag != tag:
        raise malformed(root, f"is no {name}")
    return root


def self_link(feed: etree._Element) -> str:
    links = feed.findall(f"{ATOM}link")
    return next((link.get("href", "") for link in links if link.get("rel") == "self"), "")


def wanted_text(entry: etree._Element, name: str) -> str:
    found = entry.findtext(name)
    if found is None:
        raise malformed(entry, f"has an entry without <{etree.QName(name).localname}>")
    return found


def malformed(element: Any, problem: str) -> Malformed:  # the stubs know no line numbers
    return Malformed(element.sourceline, problem)


def date_of(
    entry: etree._Element,
    name: str,
    parse: Callable[[str], datetime] = datetime.fromisoformat,
) -> datetime:
    text = wanted_text(entry, name).strip()
    moment = moment_in(text, parse)
    if moment is None:
        raise malformed(entry, f"has '{text}', which is no date with a time and a zone")
    return moment
