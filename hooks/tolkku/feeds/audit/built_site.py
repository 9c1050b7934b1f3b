"""The feeds of a built site, read back from its folder."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from tolkku.feeds.audit.formats import FORMATS
from tolkku.feeds.audit.published import Malformed, Published, PublishedEntry
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

    documents: Mapping[str, tuple[PublishedEntry, ...]]

    @cached_property
    def newest(self) -> dict[str, PublishedEntry]:
        """The entries of the subscription document by id: all that most subscribers look at."""
        return {entry.id: entry for entry in self.documents.get("", ())}

    @cached_property
    def known(self) -> dict[str, PublishedEntry]:
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

    _read: dict[tuple[str, bytes], Published] = field(default_factory=dict, repr=False)

    def site(self, folder: Path) -> BuiltSite:
        """The site in a folder. Raises SourceError."""
        url = ""
        subscriptions: dict[Channel, dict[str, tuple[PublishedEntry, ...]]] = {}
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

    def _document(self, file: Path, ending: str) -> Published:
        document = _bytes(file)
        key, read = (ending, hashlib.sha256(document).digest()), FORMATS[ending].published
        try:
            return self._read.get(key) or self._read.setdefault(key, read(document))
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
