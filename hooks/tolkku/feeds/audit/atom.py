"""Feed Atom lint: reads Atom feeds (RFC 4287) and judges how they say what they say."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from tolkku.feeds.audit.entries import (
    Entry,
    EntryRead,
    Head,
    Stand,
    fingerprint,
    is_absolute,
    is_plain,
    moment,
    undated,
)
from tolkku.feeds.audit.published import Published, PublishedEntry, fingerprint_of
from tolkku.feeds.audit.xml import (
    ANY,
    ATOM,
    HISTORY,
    LANG,
    MEDIA,
    ONE,
    PERHAPS,
    SOME,
    Children,
    attributes,
    blank,
    children,
    date_of,
    enclosed,
    linked_head,
    malformed,
    miscounted,
    mixed,
    picture_problems,
    published_root,
    self_link,
    text_of,
    wanted_text,
)

_NAMES = {None: ATOM[1:-1], "fh": HISTORY[1:-1], "media": MEDIA[1:-1]}
_IN_HEAD = {
    f"{ATOM}id": ONE,
    f"{ATOM}title": ONE,
    f"{ATOM}subtitle": ONE,
    f"{ATOM}updated": ONE,
    f"{ATOM}author": ONE,
    f"{ATOM}rights": ONE,
    f"{ATOM}generator": ONE,
    f"{ATOM}link": SOME,
    f"{HISTORY}archive": PERHAPS,
    f"{ATOM}entry": ANY,
}
_IN_ENTRY = {
    f"{ATOM}id": ONE,
    f"{ATOM}title": ONE,
    f"{ATOM}summary": ONE,
    f"{ATOM}content": ONE,
    f"{ATOM}published": ONE,
    f"{ATOM}updated": ONE,
    f"{ATOM}author": SOME,
    f"{ATOM}category": ANY,
    f"{ATOM}link": SOME,
    f"{MEDIA}content": PERHAPS,
}
_PERSON = {f"{ATOM}name": ONE, f"{ATOM}email": PERHAPS, f"{ATOM}uri": PERHAPS}


def atom_head(feed: etree._Element, stand: Stand) -> Head:
    """What a document says of itself."""
    found = children(feed)
    links = found.get(f"{ATOM}link", ())
    pages = [link for link in links if link.get("rel") == "alternate"]
    others = [link for link in links if link.get("rel") != "alternate"]
    head = linked_head(feed, found, others, "application/atom+xml")
    problems = (*head.problems, *_head_problems(feed, found, pages, stand))
    return replace(head, updated=moment(text_of(found, f"{ATOM}updated")), problems=problems)


def _head_problems(
    feed: etree._Element, found: Children, pages: Sequence[etree._Element], stand: Stand
) -> Iterator[str]:
    if feed.tag != f"{ATOM}feed" or feed.nsmap != _NAMES or set(feed.attrib) != {LANG}:
        yield "does not begin as our Atom feeds do"
    yield from (*mixed(feed), *miscounted(found, _IN_HEAD))
    yield from blank(found, *(f"{ATOM}{name}" for name in ("title", "subtitle", "rights")))
    written = text_of(found, f"{ATOM}updated")
    yield from undated({written: moment(written)})
    id = text_of(found, f"{ATOM}id")
    if not id.startswith("tag:") or not id.endswith(f":feeds/{stand.language}/{stand.name}"):
        yield f"has the id '{id}', which is none of this feed"
    said = {"rel": "alternate", "type": "text/html", "hreflang": stand.language}
    for page in pages:
        if not _is_ours(page, said, stand):
            yield f"leads to its page oddly: {attributes(page)}"
    if len(pages) != 1:
        yield f"leads to {len(pages)} pages"
    for author in found.get(f"{ATOM}author", ()):
        parts = children(author)
        yield from (*miscounted(parts, _PERSON), *blank(parts, *_PERSON))


def _is_ours(page: etree._Element, said: dict[str, str], stand: Stand) -> bool:
    href = page.get("href", "")
    ours = f"{stand.site}{stand.language}/"
    return attributes(page) == {**said, "href": href} and href.startswith(ours)


def atom_entry(element: etree._Element) -> EntryRead:
    """What an entry says, and what is wrong with how it says it."""
    found = children(element)
    links = [attributes(link) for link in found.get(f"{ATOM}link", ())]
    language, content = element.get(LANG, ""), text_of(found, f"{ATOM}content")
    dates = [text_of(found, f"{ATOM}{name}") for name in ("published", "updated")]
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    pictures = [link for link in links if link.get("type", "").startswith("image/")]
    said = Entry(
        id=text_of(found, f"{ATOM}id"),
        url=pages[0].get("href", "") if pages else "",
        language=language,
        title=_plain(found, f"{ATOM}title"),
        summary=_plain(found, f"{ATOM}summary"),
        content=fingerprint(content),
        published=moment(dates[0]),
        updated=moment(dates[1]),
        authors=tuple(a.findtext(f"{ATOM}name") or "" for a in found.get(f"{ATOM}author", ())),
        topics=tuple(c.get("label", "") for c in found.get(f"{ATOM}category", ())),
        image="".join(link.get("href", "") for link in pictures[:1]),
    )
    problems = (
        *miscounted(found, _IN_ENTRY),
        *undated({dates[0]: said.published, dates[1]: said.updated}),
        *_page_problems(pages, language),
        *_text_problems(found),
        *_author_problems(found),
        *_category_problems(found),
        *_media_problems(links, pictures, found),
    )
    translations = tuple((link.get("hreflang", ""), link.get("href", "")) for link in pages[1:-1])
    return EntryRead(said, content, translations, problems)


def _plain(found: Children, name: str) -> str:
    text = text_of(found, name)
    is_html = name in found and found[name][0].get("type") == "html"
    return html.unescape(text) if is_html else text


def _page_problems(pages: list[dict[str, str]], language: str) -> Iterator[str]:
    """Readers take the first page or the last one (rule 2)."""
    own = pages[0].get("href", "") if pages else ""
    first = {"rel": "alternate", "type": "text/html", "hreflang": language, "href": own}
    if len(pages) < 2 or pages[0] != first or pages[-1] != {"href": own}:
        yield "does not lead to its own page first and, bare, last"
    for link in pages[1:-1]:
        is_bare = set(link) == {"rel", "hreflang", "href"} and is_absolute(link["href"])
        if not is_bare or link["hreflang"] == language:
            yield f"has a link that is none to a translation: {link}"


def _text_problems(found: Children) -> Iterator[str]:
    for name in ("title", "summary"):
        for element in found.get(f"{ATOM}{name}", ()):
            said = attributes(element)
            if said not in ({}, {"type": "html"}):
                yield f"has a {name} of an odd type: {said}"
            is_needed = name == "summary" or not is_plain(element.text or "")
            if is_needed != bool(said):
                yield f"does not say rightly whether its {name} is HTML"
            if said and "<" in (element.text or ""):
                yield f"has HTML in its {name}"
    for element in found.get(f"{ATOM}content", ()):
        if attributes(element) != {"type": "html"}:
            yield "does not say that its content is HTML"


def _author_problems(found: Children) -> Iterator[str]:
    for author in found.get(f"{ATOM}author", ()):
        if [part.tag for part in author] != [f"{ATOM}name"]:
            yield "has an author of whom more or less than a name is said"


def _category_problems(found: Children) -> Iterator[str]:
    for category in found.get(f"{ATOM}category", ()):
        said = attributes(category)
        if set(said) != {"term", "scheme", "label"} or not all(said.values()):
            yield f"has a category without term, scheme or label: {said}"
        elif not is_absolute(said["scheme"]):
            yield f"has a category of a scheme that is no address: {said['scheme']}"


def _media_problems(
    links: list[dict[str, str]], pictures: list[dict[str, str]], found: Children
) -> Iterator[str]:
    if unknown := {link.get("rel", "alternate") for link in links} - {"alternate", "enclosure"}:
        yield f"has links of relations that we do not use: {', '.join(sorted(unknown))}"
    for link in links:
        if link.get("rel") == "enclosure":
            yield from enclosed(link, "href")
    yield from picture_problems(pictures, found, "href")


def read_atom(document: bytes) -> Published:
    """Atom 1.0. Raises Malformed."""
    feed = published_root(document, f"{ATOM}feed", "Atom feed")
    return Published(self_link(feed), tuple(map(_atom_entry, feed.findall(f"{ATOM}entry"))))


def _atom_entry(entry: etree._Element) -> PublishedEntry:
    title = wanted_text(entry, f"{ATOM}title")
    is_html = entry.find(f"{ATOM}title[@type='html']") is not None
    links = entry.findall(f"{ATOM}link")
    own = [link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"]
    if not own:
        raise malformed(entry, "has an entry without <link>")
    return PublishedEntry(
        id=wanted_text(entry, f"{ATOM}id"),
        url=own[0],
        title=html.unescape(title) if is_html else title,
        published=date_of(entry, f"{ATOM}published"),
        updated=date_of(entry, f"{ATOM}updated"),
        content=fingerprint_of(entry.findtext(f"{ATOM}summary"), entry.findtext(f"{ATOM}content")),
    )
