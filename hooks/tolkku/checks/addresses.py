"""Checks of addresses: two things at one place, on any system that edits or serves the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tolkku.catalogue.pages import Pages, TextPage, file_of
from tolkku.model.findings import Finding, Place, error, note
from tolkku.model.outputs import made_files, made_names
from tolkku.model.settings import Settings

_ALONE = {
    "index.html": "the page on which readers choose their language",
    "404.html": "the page for what is not there",
}


def check_addresses(
    pages: Pages, media: Mapping[str, str], settings: Settings
) -> Iterator[Finding]:
    """Two things at one address, or one below the other. `media` are addresses by path on disk."""
    ground = _ground(settings)
    own = [page for page in pages.all if not isinstance(page, TextPage)]
    for page in own:
        ground.take(page.file, f"the page '{page.title}'")
    for path, address in media.items():
        clash = ground.take(address, path)
        if clash:
            shown = address.removesuffix("index.html")
            yield error(
                Place(path, 0), f"has the address '/{shown}', {clash}.", "Rename one of them."
            )
    texts = [page for page in pages.all if isinstance(page, TextPage)]
    for text in sorted(texts, key=_chose_its_address):
        clash = ground.take(file_of(text.address), text.edition.path)
        if clash:
            told = f"has the address '/{text.address}', {clash}."
            yield error(text.edition.place_of("slug"), told, "Give one of them another slug.")
    yield from _aliases(pages, ground)
    yield from _feed_aliases(ground, settings)


def _aliases(pages: Pages, ground: _Ground) -> Iterator[Finding]:
    for old, new in pages.redirects:
        page = pages.by_address[new]
        file = file_of(old)
        clash = ground.take(file, f"an alias of /{new}")
        if clash and isinstance(page, TextPage):
            told = f"the old address '/{old}' is taken by {clash.removeprefix('like ')}."
            place = page.edition.place_of("aliases")
            yield error(place, told, "Remove the alias or rename the other.")
        elif isinstance(page, TextPage):
            yield from _meant_for_feed(old, page)


def _feed_aliases(ground: _Ground, settings: Settings) -> Iterator[Finding]:
    for alias in settings.feeds.aliases:
        file = file_of(alias.addresses[0])
        clash = ground.take(file, f"an alias of the feed {alias.feed}")
        if clash:
            told = f"the old address '/{alias.path}' is taken by {clash.removeprefix('like ')}."
            yield error(alias.place, told, "Remove the alias or rename the other.")


def _meant_for_feed(old: str, page: TextPage) -> Iterator[Finding]:
    """An alias of a text answers with a page, of which feed readers make nothing."""
    name = old.removesuffix("/").rpartition("/")[2].lower()
    place, path = page.edition.place_of("aliases"), old.removesuffix("/")
    feeds = f"`feeds: {{aliases: {{{page.language}/all: [{path}]}}}}` in mkdocs.yml"
    if re.search(r"\.(xml|rss|atom|rdf)$", name):
        told = f"the old address '/{path}' is that of a feed, and an alias of a text is a page."
        yield error(place, told, f"Write {feeds}.")
    elif re.fullmatch(r"(feeds?|rss2?|atom|syndication)(\.(json|php|aspx?))?", name):
        told = f"the old address '/{path}' looks like that of a feed; the text answers there now."
        yield note(place, told, f"If it was a feed, write {feeds} instead.")


def _ground(settings: Settings) -> _Ground:
    """What the builder makes, and the two pages that speak all languages, stand there already."""
    ground = _Ground(made_names(settings))
    for file, what in (*_ALONE.items(), *made_files(settings)):
        ground.take(file, what, is_ours=True)
    return ground


def _chose_its_address(page: TextPage) -> bool:
    """Whether an editor gave it a slug: then that is what to change."""
    return "slug" in page.edition.places


@dataclass
class _Ground:
    """The site's files and folders, and what each was made from. Letter case tells nothing apart,
    as on macOS and Windows. `names` are those that the builder alone gives to files."""

    names: tuple[tuple[re.Pattern[str], str], ...]
    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, file: str, source: str, is_ours: bool = False) -> str | None:
        """What stands in the way of a file: `like docs/a.txt`. None when the place was free."""
        folded = _folded(file)
        named = None if is_ours else self._named(file)
        if named:
            return f"like {named}"
        other = self.files.get(folded, source)
        if other != source:
            return f"like {other}"
        if folded in self.folders:
            return f"like a folder of {self.folders[folded][1]}"
        for folder in _folders_above(file):
            clash = self._clash(folder, source)
            if clash:
                return clash
        self.files[folded] = source
        return None

    def _named(self, file: str) -> str | None:
        """Whose name a file has, or a folder that it lies in."""
        way = [_folded(each) for each in (*_folders_above(file), file)]
        found = (what for name, what in self.names if any(map(name.fullmatch, way)))
        return next(found, None)

    def _clash(self, folder: str, source: str) -> str | None:
        """What stands in the way of a folder."""
        folded = _folded(folder)
        if folded in self.files:
            return f"like a file of {self.files[folded]}"
        spelt, other = self.folders.setdefault(folded, (folder, source))
        return None if spelt == folder else f"but for letter case in the folder of {other}"


def _folded(file: str) -> str:
    return unicodedata.normalize("NFC", file).lower()


def _folders_above(file: str) -> list[str]:
    """Every folder that a file lies in, the outermost first."""
    parts = file.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]
