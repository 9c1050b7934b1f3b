"""Page anchors: the places inside a page to which a link may lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tolkku.pages import DigestPage, HomePage, ListPage, Page, Pages, TextPage
from tolkku.places import FEEDS
from tolkku.rendering import Rendered
from tolkku.settings import Settings

_ALWAYS = {
    "accessibility.html": ("statement-conformance", "statement-shortcomings",
                           "statement-assessment", "statement-feedback", "statement-complaint"),
    "digests.html": ("weekly", "monthly"),
    "feeds.html": ("start", "guide", "rhythms", "mail", "privacy"),
    "home.html": ("now", "newest", "read"),
    "search.html": ("search", "search-else"),
    "status.html": ("counts",),
}  # fmt: skip
"""By template."""


def anchors_of(
    page: Page, pages: Pages, rendered: Mapping[str, Rendered], settings: Settings
) -> frozenset[str]:
    """Those of the text that it shows, and of a page that the builder makes those of its template.

    `rendered` are the editions by path.
    """
    if isinstance(page, TextPage):
        return rendered[page.edition.path].anchors
    written: frozenset[str] = frozenset()
    if isinstance(page, HomePage) and page.introduction:
        written = rendered[page.introduction.path].anchors
    if isinstance(page, DigestPage) and page.digest.foreword:
        written = rendered[page.digest.foreword.path].anchors
    made = (*_ALWAYS.get(page.template, ()), *_more(page, pages, settings))
    return written.union(made)


def _more(page: Page, pages: Pages, settings: Settings) -> Iterator[str]:
    if page.template == "bulletins.html":
        yield from _archive(page, pages)
    if page.template == "feeds.html":
        yield from _feeds(settings)
    if isinstance(page, ListPage) and page.key.startswith("topics/"):
        yield "read"
    if isinstance(page, DigestPage):
        yield from _digest(page)


def _archive(page: Page, pages: Pages) -> Iterable[str]:
    years = [p.key for p in pages.all if p.template == "year.html" and p.language == page.language]
    return ["archive", *(f"y{key.rpartition('/')[2]}" for key in years)] if years else []


def _feeds(settings: Settings) -> Iterator[str]:
    if settings.topics:
        yield "topics"
    for name in (*FEEDS, *(f"topic-{topic}" for topic in settings.topics)):
        yield from (name, f"address-{name}")


def _digest(page: DigestPage) -> Iterator[str]:
    if page.digest.foreword:
        yield "foreword"
    put_right = [bulletin.puts_right for bulletin, _ in page.digest.members]
    if any(put_right):
        yield "corrections"
    if not all(put_right):
        yield "bulletins"
