"""Preview cards: what a link to a page looks like where it is shared (Open Graph, X cards).

Pictures are described and measured, so that they appear at once; a drawing (SVG) is none that the
platforms show, and then the site's icon stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from babel.core import get_global

from tolkku.feed_media import Media, Medium
from tolkku.languages import Language
from tolkku.pages import Page, TextPage
from tolkku.site import Site
from tolkku.texts import Bulletin
from tolkku.titles import marked_title
from tolkku.ways import translations

Said = tuple[str, str]
"""A property and its content."""

_ICON, _ICON_SIZE = "assets/icon-512.png", (512, 512)
_WIDE = (300, 157)  # the least that X shows as a large picture


def preview_card(site: Site, page: Page, summary: str, canonical: str) -> tuple[Said, ...]:
    """The properties of a page, those without content left out."""
    picture = _picture(site, page)
    said = chain(_head(site, page, summary, canonical), _article(site, page), _image(picture))
    return tuple((name, content) for name, content in said if content)


def card_of(site: Site, page: Page) -> str:
    """X's kind of card: a large picture only where the page has one of its own."""
    size = _own_size(_picture(site, page), site)
    is_wide = size is not None and size[0] >= _WIDE[0] and size[1] >= _WIDE[1]
    return "summary_large_image" if is_wide else "summary"


def locale_of(language: Language) -> str:
    """A language with its territory, as Open Graph wants it: `fi_FI`."""
    spoken = language.cldr.language
    likely = str(get_global("likely_subtags").get(spoken, ""))  # `fi_Latn_FI`
    territory = language.cldr.territory or likely.rpartition("_")[2]
    return f"{spoken}_{territory}" if territory else spoken


def _head(site: Site, page: Page, summary: str, canonical: str) -> Iterator[Said]:
    shown = page.edition.language if isinstance(page, TextPage) else page.language
    yield "og:type", "article" if isinstance(page, TextPage) else "website"
    yield "og:site_name", site.settings.names[page.language]
    yield "og:title", _title(site, page)
    yield "og:description", summary
    yield "og:url", canonical
    yield "og:locale", locale_of(shown)
    tags = {tag for tag, _ in translations(site.settings, site.pages, page)} - {shown.tag}
    for language in site.settings.languages:
        if language.tag in tags:
            yield "og:locale:alternate", locale_of(language)


def _title(site: Site, page: Page) -> str:
    if not isinstance(page, TextPage):
        return page.title
    return marked_title(page.text, page.edition, site.words[page.edition.language])


def _article(site: Site, page: Page) -> Iterator[Said]:
    if not isinstance(page, TextPage) or page.edition.published is None:
        return
    text, edition = page.text, page.edition
    changes = site.catalogue.changes(text, edition)
    yield "article:published_time", page.edition.published.isoformat()
    yield "article:modified_time", max(changes).isoformat() if changes else ""
    if isinstance(text, Bulletin) and text.expires:
        yield "article:expiration_time", text.expires.isoformat()
    for topic in text.said.topics:
        yield "article:tag", site.settings.topics[topic][page.language]


def _picture(site: Site, page: Page) -> Medium:
    """The page's own picture, else the site's icon."""
    own = page.edition.image if isinstance(page, TextPage) else None
    if own and isinstance(page, TextPage):
        address = site.proofs.images[page.edition.path]
        media = Media(site.files, site.bare, site.settings.absolute)
        found = media.image(address, own.alt, own.credit, own.licence)
        if found and found.size:
            return found
    name = site.settings.names[page.language]
    return Medium(site.settings.absolute(_ICON), "image/png", 0, _ICON_SIZE, name)


def _own_size(picture: Medium, site: Site) -> tuple[int, int] | None:
    return None if picture.url == site.settings.absolute(_ICON) else picture.size


def _image(picture: Medium) -> Iterator[Said]:
    assert picture.size is not None
    width, height = picture.size
    yield "og:image", picture.url
    yield "og:image:type", picture.type
    yield "og:image:width", str(width)
    yield "og:image:height", str(height)
    yield "og:image:alt", picture.description
