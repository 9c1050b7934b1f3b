"""Feed aliases: old addresses of feeds go on answering, so that subscribers need do nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tolkku.settings import Settings


def feed_copies(settings: Settings, feeds: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """(old address, bytes) of every file that holds a copy of a feed's document. The document
    names its own address, and readers that move on take that one."""
    for alias in settings.feeds.aliases:
        if alias.is_file:
            yield alias.path, feeds[alias.new]


def feed_redirects(settings: Settings) -> Iterator[tuple[str, str]]:
    """(from, to) of every old address, for servers that read `_redirects`. There is no page at a
    folder's address: readers of feeds would take it for the feed, and some servers look whether
    there is a file before they look for a redirect."""
    for alias in settings.feeds.aliases:
        yield from ((address, alias.new) for address in alias.addresses)
