"""Structured data: what machines that know schema.org are told about a page, as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from tolkku.pages import Page, TextPage
from tolkku.site import Site
from tolkku.texts import Bulletin, Edition, Text

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
