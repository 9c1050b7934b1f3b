"""Head: what machines are told of a page: schema.org as JSON-LD, Open Graph, X cards.

Pictures are described and measured, so that they appear at once; a drawing (SVG) is none that the
platforms show, and then the site's icon stands in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from babel.core import get_global

from tolkku.catalogue.addresses import translations
from tolkku.catalogue.pages import Page, TextPage
from tolkku.catalogue.titles import marked_title
from tolkku.media.images import Media, Medium
from tolkku.model.languages import Language
from tolkku.model.texts import Bulletin, Edition, Text
from tolkku.site import Site

_Thing = dict[str, Any]


def structured_data(site: Site, page: Page) -> str:
    """JSON for a script element. `<` is escaped, so that no title can end the element."""
    thing = _article(site, page) if isinstance(page, TextPage) else _web_site(site, page)
    said = {"@context": "https://schema.org", **_without_blanks(thing)}
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")


def _article(site: Site, page: TextPage) -> _Thing:
    text, edition = page.text, page.edition
    is_bulletin = isinstance(text, Bulletin)
    real = site.pages.of(text, edition.language)
    return {
        "@type": "NewsArticle" if is_bulletin else "Article",
        "headline": edition.title,
        "description": edition.summary,
        "inLanguage": edition.language.tag,
        "mainEntityOfPage": site.settings.absolute(real.address),
        "datePublished": edition.published and edition.published.isoformat(),
        "dateModified": _modified(site, text, edition),
        "expires": text.expires.isoformat() if isinstance(text, Bulletin) and text.expires else "",
        "author": _authors(site, page),
        "publisher": _organisation(site, page),
        "image": _image(site, edition),
        "citation": [
            {"@type": "CreativeWork", "name": s.name, "url": s.url} for s in text.said.sources
        ],
        "correction": _corrections(site, text, edition),
        "version": text.said.version,
        "translationOfWork": _original(site, page),
    }


def _modified(site: Site, text: Text, edition: Edition) -> str:
    latest = max(site.catalogue.changes(text, edition), default=edition.published)
    return latest.isoformat() if latest else ""


def _authors(site: Site, page: TextPage) -> list[_Thing]:
    people = [site.settings.authors[name] for name in page.text.said.authors]
    named = [
        {
            "@type": "Organization" if author.is_team else "Person",
            "name": author.names[page.language],
        }
        for author in people
    ]
    return named or [_organisation(site, page)]


def _image(site: Site, edition: Edition) -> _Thing:
    address = site.proofs.images.get(edition.path)
    if not address or not edition.image:
        return {}
    url = site.settings.absolute(address)
    return {"@type": "ImageObject", "url": url, "caption": edition.image.alt}


def _corrections(site: Site, text: Text, edition: Edition) -> list[_Thing]:
    if not isinstance(text, Bulletin):
        return []
    words = site.words[edition.language]
    return [
        {
            "@type": "CorrectionComment",
            "text": words.say(
                "It said: %(was)s It should say: %(right)s",
                was=correction.was,
                right=correction.right,
            ),
            "datePublished": correction.at.isoformat(),
            "inLanguage": correction.edition.language.tag,
        }
        for correction in site.catalogue.corrections(text, edition.language)
    ]


def _original(site: Site, page: TextPage) -> _Thing:
    original = page.text.edition(page.text.original)
    if original is None or original is page.edition:
        return {}
    address = site.pages.of(page.text, page.text.original).address
    return {"@type": "CreativeWork", "@id": site.settings.absolute(address)}


def _web_site(site: Site, page: Page) -> _Thing:
    return {
        "@type": "WebSite" if page.key == "index" else "CollectionPage",
        "name": page.title,
        "url": site.settings.absolute(page.address),
        "inLanguage": page.language.tag,
        "publisher": _organisation(site, page),
    }


def _organisation(site: Site, page: Page) -> _Thing:
    organisation = site.settings.organisation
    return _without_blanks(
        {
            "@type": "Organization",
            "name": organisation.names[page.language],
            "url": site.settings.absolute(f"{page.language}/"),
            "email": organisation.email[page.language],
            "publishingPrinciples": _policy(site, page, organisation.principles),
            "ethicsPolicy": _policy(site, page, organisation.ethics),
            "correctionsPolicy": _policy(site, page, organisation.corrections),
        }
    )


def _policy(site: Site, page: Page, path: str) -> str:
    key, _, anchor = path.partition("#")
    policy = site.pages.find(key, page.language) if key else None
    if policy is None:
        return ""
    return site.settings.absolute(policy.address) + (f"#{anchor}" if anchor else "")


def _without_blanks(thing: _Thing) -> _Thing:
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}


Said = tuple[str, str]
"""A property and its content."""

_ICON, _ICON_SIZE = "assets/icon-512.png", (512, 512)
_WIDE = (300, 157)  # the least that X shows as a large picture


def preview_card(site: Site, page: Page, summary: str, canonical: str) -> tuple[Said, ...]:
    """The properties of a page, those without content left out."""
    picture = _picture(site, page)
    said = chain(
        _head(site, page, summary, canonical), _article_tags(site, page), _image_tags(picture)
    )
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


def _article_tags(site: Site, page: Page) -> Iterator[Said]:
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
        media = Media(site.files, site.settings.absolute)
        found = media.image(address, own.alt, own.credit, own.licence)
        if found and found.size:
            return found
    name = site.settings.names[page.language]
    return Medium(site.settings.absolute(_ICON), "image/png", 0, _ICON_SIZE, name)


def _own_size(picture: Medium, site: Site) -> tuple[int, int] | None:
    return None if picture.url == site.settings.absolute(_ICON) else picture.size


def _image_tags(picture: Medium) -> Iterator[Said]:
    assert picture.size is not None
    width, height = picture.size
    yield "og:image", picture.url
    yield "og:image:type", picture.type
    yield "og:image:width", str(width)
    yield "og:image:height", str(height)
    yield "og:image:alt", picture.description
