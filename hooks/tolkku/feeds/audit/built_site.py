"""The feeds of a built site, read back from its folder."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from tolkku.model.findings import Place, SourceError
from tolkku.model.settings import FEED_ENDINGS

_ENDINGS = "|".join(map(re.escape, FEED_ENDINGS))
_NAMES = re.compile(rf"([^/]+)/feeds/([^/]+?)(?:/([^/]+?))?\.({_ENDINGS})")


@dataclass(frozen=True, slots=True, order=True)
class Channel:
    """What somebody subscribes to: a feed in one language and in one format."""

    language: str
    name: str
    ending: str

    @property
    def format(self) -> str:
        return FEED_ENDINGS[self.ending].label


@dataclass(frozen=True)
class Subscription:
    """What a channel's subscribers can get: the entries of its subscription document under "",
    and those of its archives by their names, such as 2026-11."""

    documents: Mapping[str, tuple[Entry, ...]]

    @cached_property
    def newest(self) -> dict[str, Entry]:
        """The entries of the subscription document by id: all that most subscribers look at."""
        return {entry.id: entry for entry in self.documents.get("", ())}

    @cached_property
    def known(self) -> dict[str, Entry]:
        """Every entry by id, as the subscription document has it if it does."""
        entries = (entry for archive in self.documents.values() for entry in archive)
        return {entry.id: entry for entry in entries} | self.newest


@dataclass(frozen=True)
class BuiltSite:
    """A built site. `url` ends with a slash; `files` are relative to the site's folder."""

    url: str
    files: frozenset[str]
    redirects: Mapping[str, str]
    subscriptions: Mapping[Channel, Subscription]

    def address(self, url: str) -> str:
        """The path of a page on this site; what is elsewhere stays as it is.

        `https://example.org/fi/now/#today` is `fi/now/`.
        """
        if not url.startswith(self.url):
            return url
        return unquote(re.split("[?#]", url.removeprefix(self.url))[0])

    @property
    def documents(self) -> frozenset[tuple[Channel, str]]:
        """Every document: its channel and its archive's name, "" for subscription documents."""
        found = self.subscriptions.items()
        return frozenset((channel, name) for channel, held in found for name in held.documents)


@dataclass(frozen=True)
class Reading:
    """Reads sites; documents with the same bytes are read once, for most of them never change."""

    _read: dict[tuple[str, bytes], Document] = field(default_factory=dict, repr=False)

    def site(self, folder: Path) -> BuiltSite:
        """The site in a folder. Raises SourceError."""
        url = ""
        subscriptions: dict[Channel, dict[str, tuple[Entry, ...]]] = {}
        files = frozenset(_files(folder))
        for address, channel, archive in _documents(files):
            document = self._document(folder / address, channel.ending)
            subscriptions.setdefault(channel, {})[archive] = document.entries
            if not url and document.url.endswith(f"/{address}"):
                url = document.url.removesuffix(address)
        if not subscriptions:
            raise _no_site(folder, "holds no feeds (such as fi/feeds/all.atom.xml).")
        if not url:
            raise _no_site(folder, "holds no feed that says where it stands.")
        held = {channel: Subscription(found) for channel, found in subscriptions.items()}
        redirects = _redirects(folder, url) if "_redirects" in files else {}
        return BuiltSite(url, files, redirects, held)

    def _document(self, file: Path, ending: str) -> Document:
        document = _bytes(file)
        key = ending, hashlib.sha256(document).digest()
        try:
            return self._read.get(key) or self._read.setdefault(key, READERS[ending](document))
        except Malformed as problem:
            raise SourceError(
                Place(str(file), problem.line), f"{problem}.", "Build the site again."
            ) from None


def feed_documents(folder: Path) -> dict[str, bytes]:
    """The bytes of every feed document of a built site, by its address. Raises SourceError."""
    found = {a: _bytes(folder / a) for a, _, _ in _documents(frozenset(_files(folder)))}
    if not found:
        raise _no_site(folder, "holds no feeds (such as fi/feeds/all.atom.xml).")
    return found


def _no_site(folder: Path, problem: str) -> SourceError:
    remedy = "Name the folder of a built site, such as 'site', which `mkdocs build` makes."
    return SourceError(Place(str(folder), 0), problem, remedy)


def _files(folder: Path) -> Iterator[str]:
    def stop(problem: OSError) -> None:
        if isinstance(problem, FileNotFoundError | NotADirectoryError):
            raise _no_site(folder, "is no folder.")
        raise _unreadable(Path(problem.filename or folder), problem)

    for base, _, names in os.walk(folder, onerror=stop):
        inside = Path(base).relative_to(folder)
        yield from ((inside / name).as_posix() for name in names)


def _documents(files: frozenset[str]) -> Iterator[tuple[str, Channel, str]]:
    """(address, channel, archive's name) of every feed document, in one order."""
    for address in sorted(files):
        if found := _NAMES.fullmatch(address):
            language, name, archive, ending = found.groups()
            yield address, Channel(language, name, ending), archive or ""


def _redirects(folder: Path, url: str) -> dict[str, str]:
    """Old addresses and where they lead, from the lines that are written for the server."""
    base = "/" + url.partition("://")[2].partition("/")[2]
    lines = _bytes(folder / "_redirects").decode("utf-8", "replace").splitlines()
    pairs = [line.split()[:2] for line in lines if len(line.split()) > 1]
    return {old.removeprefix(base): new.removeprefix(base) for old, new in pairs}


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise _unreadable(file, problem) from None


def _unreadable(file: Path, problem: OSError) -> SourceError:
    reason = problem.strerror or "unknown error"
    return SourceError(Place(str(file), 0), f"cannot be read ({reason}).", "Make it readable.")


_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_JSON_FEED = "https://jsonfeed.org/version/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it was published. `url` is absolute, `title` is plain text, and `content` is a
    fingerprint of everything else that a subscriber reads."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    content: str


@dataclass(frozen=True, slots=True)
class Document:
    """A feed document; `url` is where it says that it stands, empty where it does not say so."""

    url: str
    entries: tuple[Entry, ...]


class Malformed(Exception):  # noqa: N818 (it says what the document is)
    """Bytes that are no feed document; the message says why, `line` where."""

    def __init__(self, line: int | None, problem: str) -> None:
        self.line = line or 1
        super().__init__(problem)


def read_rss(document: bytes) -> Document:
    """RSS 2.0. Raises Malformed."""
    channel = _root(document, "rss", "RSS feed").find("channel")
    if channel is None:
        raise Malformed(1, "has no <channel>")
    return Document(_self_link(channel), tuple(map(_rss_entry, channel.findall("item"))))


def read_atom(document: bytes) -> Document:
    """Atom 1.0. Raises Malformed."""
    feed = _root(document, f"{_ATOM}feed", "Atom feed")
    return Document(_self_link(feed), tuple(map(_atom_entry, feed.findall(f"{_ATOM}entry"))))


def read_json(document: bytes) -> Document:
    """JSON Feed 1.1. Raises Malformed."""
    try:
        feed = json.loads(document)
    except json.JSONDecodeError as problem:
        raise Malformed(problem.lineno, f"is no JSON ({problem.msg})") from None
    except (ValueError, RecursionError):  # not UTF-8, a number without end, a nest without end
        raise Malformed(1, "is no JSON") from None
    if not isinstance(feed, dict) or not str(feed.get("version")).startswith(_JSON_FEED):
        raise Malformed(1, "is no JSON Feed")
    items = feed.get("items")
    if not isinstance(items, list):
        raise Malformed(1, "has no 'items'")
    entries = (_json_entry(item, number) for number, item in enumerate(items, start=1))
    return Document(str(feed.get("feed_url") or ""), tuple(entries))


READERS: dict[str, Callable[[bytes], Document]] = {
    "rss.xml": read_rss,
    "atom.xml": read_atom,
    "json": read_json,
}
"""The readers, by how their documents' names end."""


def _root(document: bytes, tag: str, name: str) -> etree._Element:
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
        raise _malformed(root, f"is no {name}")
    return root


def _self_link(feed: etree._Element) -> str:
    links = feed.findall(f"{_ATOM}link")
    return next((link.get("href", "") for link in links if link.get("rel") == "self"), "")


def _rss_entry(item: etree._Element) -> Entry:
    published = _date(item, "pubDate", parsedate_to_datetime)
    has_updated = item.find(f"{_ATOM}updated") is not None
    return Entry(
        id=_text(item, "guid"),
        url=_text(item, "link"),
        title=html.unescape(_text(item, "title")),  # a plain text, or the HTML that shows it
        published=published,
        updated=_date(item, f"{_ATOM}updated") if has_updated else published,
        content=_fingerprint(item.findtext("description"), item.findtext(f"{_CONTENT}encoded")),
    )


def _atom_entry(entry: etree._Element) -> Entry:
    title = _text(entry, f"{_ATOM}title")
    is_html = entry.find(f"{_ATOM}title[@type='html']") is not None
    links = entry.findall(f"{_ATOM}link")
    own = [link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"]
    if not own:
        raise _malformed(entry, "has an entry without <link>")
    return Entry(
        id=_text(entry, f"{_ATOM}id"),
        url=own[0],
        title=html.unescape(title) if is_html else title,
        published=_date(entry, f"{_ATOM}published"),
        updated=_date(entry, f"{_ATOM}updated"),
        content=_fingerprint(entry.findtext(f"{_ATOM}summary"), entry.findtext(f"{_ATOM}content")),
    )


def _json_entry(item: Any, number: int) -> Entry:
    """An item, which is named by its number, for JSON values do not know their line."""
    said = item if isinstance(item, dict) else {}

    def text(name: str) -> str:
        if not isinstance(said.get(name), str):
            raise Malformed(1, f"has no '{name}' in item {number}")
        return str(said[name])

    def date(name: str) -> datetime:
        moment = _moment(text(name), datetime.fromisoformat)
        if moment is None:
            raise Malformed(1, f"has '{text(name)}', which is no date with a time and a zone")
        return moment

    published = date("date_published")
    return Entry(
        id=text("id"),
        url=text("url"),
        title=text("title"),
        published=published,
        updated=date("date_modified") if "date_modified" in said else published,
        content=_fingerprint(said.get("summary"), said.get("content_html")),
    )


def _text(entry: etree._Element, name: str) -> str:
    found = entry.findtext(name)
    if found is None:
        raise _malformed(entry, f"has an entry without <{etree.QName(name).localname}>")
    return found


def _malformed(element: Any, problem: str) -> Malformed:  # the stubs know no line numbers
    return Malformed(element.sourceline, problem)


def _date(
    entry: etree._Element,
    name: str,
    parse: Callable[[str], datetime] = datetime.fromisoformat,
) -> datetime:
    text = _text(entry, name).strip()
    moment = _moment(text, parse)
    if moment is None:
        raise _malformed(entry, f"has '{text}', which is no date with a time and a zone")
    return moment


def _moment(text: str, parse: Callable[[str], datetime]) -> datetime | None:
    try:
        moment = parse(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _fingerprint(*parts: object) -> str:
    said = "\0".join(str(part or "") for part in parts)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
