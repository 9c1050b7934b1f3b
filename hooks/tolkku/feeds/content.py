"""Content: what an entry says, of a bulletin or a digest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from tolkku.catalogue.digests import Line
from tolkku.catalogue.pages import DigestPage, Page, TextPage
from tolkku.catalogue.titles import digest_summary, marked_title
from tolkku.feeds.html import FeedBody, feed_body
from tolkku.feeds.values import Category, FeedEntry, writable
from tolkku.media.images import Media, Medium
from tolkku.model.languages import Language
from tolkku.model.texts import Bulletin, BulletinKind, Edition, State, bulletin_tag
from tolkku.reading.words import Words
from tolkku.rendering.tree import attributes_written, element
from tolkku.site import Site
from tolkku.translation.standing import Standing


def content_of(
    site: Site, bulletin: Bulletin, edition: Edition, image: Medium | None
) -> tuple[str, tuple[str, ...]]:
    """The HTML of an entry, and the addresses on this site that its body leads to."""
    language = edition.language
    words, catalogue = site.words[language], site.catalogue
    links, linked = FeedLinks(site, language), list[str]()
    body = _body(site, bulletin, edition, linked)
    said = feed_template("feed-entry.html").render(
        action_url=_action_url(site, bulletin, edition),
        body=body,
        bulletin=bulletin,
        corrections=catalogue.corrections(bulletin, language)[::-1],
        day=words.day,
        earlier=[
            catalogue.bulletins[id] for id in bulletin.answers_to if id in catalogue.bulletins
        ],
        edition=edition,
        withdrawn=catalogue.relations.withdrawn(bulletin, language),
        withdrawn_by=catalogue.relations.withdrawn_by(bulletin),
        end=catalogue.ended_by(bulletin),
        has_expired=catalogue.has_expired(bulletin),
        image=image,
        image_url=site.settings.absolute(site.proofs.images.get(edition.path, "")),
        is_outdated=site.status(edition).standing is Standing.OUTDATED,
        is_overdue=catalogue.is_overdue(bulletin),
        lang=links.lang,
        link=links.link,
        moment=words.moment,
        original=_original(site, bulletin, edition),
        page_of=lambda text: site.pages.of(text, language),
        say=words.say,
        told_updates=[update for update in edition.updated if update.note],
        translations=translations(site, bulletin, edition),
    )
    return re.sub(r"\n{2,}", "\n", said).strip(), tuple(linked)


def _body(site: Site, bulletin: Bulletin, edition: Edition, linked: list[str]) -> FeedBody:
    def absolute(address: str) -> str:
        linked.append(address)
        return site.settings.absolute(address)

    page = site.pages.of(bulletin, edition.language)
    return body_for_feed(site, edition, page.address, absolute)


def _action_url(site: Site, bulletin: Bulletin, edition: Edition) -> str:
    here = site.pages.of(bulletin, edition.language).address
    return site.proofs.action_url(edition, here, site.settings.absolute)


def _original(site: Site, bulletin: Bulletin, edition: Edition) -> Page | None:
    """The original's page, where it is out and the edition is another one."""
    original = bulletin.edition(bulletin.original)
    if original is None or original is edition:
        return None
    return site.pages.of(bulletin, bulletin.original)


def translations(site: Site, bulletin: Bulletin, edition: Edition) -> tuple[Page, ...]:
    """The pages of a bulletin's other editions, in the order of the site's languages."""
    return tuple(
        site.pages.of(bulletin, other.language)
        for other in bulletin.editions
        if other is not edition
    )


def bulletin_entry(
    site: Site, media: Media, bulletin: Bulletin, edition: Edition, published: datetime,
    updated: datetime,
) -> FeedEntry:  # fmt: skip
    """The entry of an edition, with the moments that tell it apart from the others."""
    settings, language = site.settings, edition.language
    image = _image(site, media, edition)
    content, linked = content_of(site, bulletin, edition, image)
    others = translations(site, bulletin, edition)
    return FeedEntry(
        id=edition.feed_id or f"{bulletin_tag(settings.id_domain, bulletin)}/{language}",
        url=settings.absolute(site.pages.of(bulletin, language).address),
        language=language,
        title=writable(marked_title(bulletin, edition, site.words[language])),
        summary=writable(edition.summary),
        content=writable(content),
        published=published,
        updated=updated,
        translations=tuple((p.language, settings.absolute(p.address)) for p in others),
        authors=_authors(site, bulletin, language),
        categories=_categories(site, bulletin, language),
        image=image,
        recordings=media.recordings(linked),
    )


def _image(site: Site, media: Media, edition: Edition) -> Medium | None:
    image, address = edition.image, site.proofs.images.get(edition.path)
    if image is None or address is None:
        return None
    said = (writable(text) for text in (image.alt, image.credit, image.licence))
    return media.image(address, *said)


def _authors(site: Site, bulletin: Bulletin, language: Language) -> tuple[str, ...]:
    """Who wrote it; the organisation, where nobody is named."""
    settings = site.settings
    named = tuple(settings.authors[name].names[language] for name in bulletin.said.authors)
    return named or (settings.organisation.names[language],)


def _categories(site: Site, bulletin: Bulletin, language: Language) -> tuple[Category, ...]:
    settings = site.settings
    scheme = settings.absolute(f"{language}/topics/")
    return tuple(
        Category(topic, scheme, settings.topics[topic][language]) for topic in bulletin.said.topics
    )


def digest_entry(site: Site, page: DigestPage, updated: datetime) -> FeedEntry:
    """The entry of a digest. Time alone changes nothing in it: what expires is told on its page."""
    settings, language, digest = site.settings, page.language, page.digest
    found = (site.pages.find(page.key, each) for each in settings.languages if each != language)
    others = tuple(other for other in found if other is not None)
    return FeedEntry(
        id=f"tag:{settings.id_domain},{digest.period.year}:digest/{digest.period.name}/{language}",
        url=settings.absolute(page.address),
        language=language,
        title=writable(page.title),
        summary=writable(digest_summary(digest, site.words[language])),
        content=writable(_content(site, page, others)),
        published=digest.due,
        updated=updated,
        translations=tuple((each.language, settings.absolute(each.address)) for each in others),
        authors=(settings.organisation.names[language],),
        categories=(),
        image=None,
        recordings=(),
    )


def _content(site: Site, page: DigestPage, others: tuple[Page, ...]) -> str:
    digest, links, words = page.digest, FeedLinks(site, page.language), site.words[page.language]
    lines = digest.lines(site.catalogue)
    foreword = digest.foreword
    body = FeedBody(Markup(), Markup())
    if foreword:
        body = body_for_feed(site, foreword, page.address, site.settings.absolute)
    said = feed_template("feed-digest.html").render(
        body=body,
        called=page.language.calls,
        changed=[line for line in lines if line.late or line.is_withdrawn_late],
        corrections=[line for line in lines if line.bulletin.puts_right],
        foreword=foreword,
        labels=lambda line: _labels(line, words),
        lang=links.lang,
        link=links.link,
        link_to=lambda line: _link(site, line, links),
        moment=words.moment,
        news=[line for line in lines if not line.bulletin.puts_right],
        say=words.say,
        translations=others,
        updates=[update for update in foreword.updated if update.note] if foreword else [],
    )
    return re.sub(r"\n{2,}", "\n", said).strip()


def _link(site: Site, line: Line, links: FeedLinks) -> str:
    """A link to the member's own page, by its title, which says exercise and sample."""
    language = line.edition.language
    title = marked_title(line.bulletin, line.edition, site.words[language])
    return links.link(site.pages.of(line.bulletin, language), title)


def _labels(line: Line, words: Words) -> list[str]:
    said = []
    if line.bulletin.kind is BulletinKind.URGENT:
        said.append(words.say("Urgent"))
    if line.bulletin.kind is BulletinKind.ALL_CLEAR:
        said.append(words.say("All clear"))
    if line.edition.state is State.SUMMARY:
        said.append(words.say("Short version"))
    if line.edition.state is State.MACHINE:
        said.append(words.say("Machine translation"))
    return said


@cache
def feed_template(name: str) -> Template:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return templates.get_template(name)


@dataclass(frozen=True)
class FeedLinks:
    """Links in an entry in one language; what is in another one says so."""

    site: Site
    language: Language

    def lang(self, other: Language) -> Markup:
        """The attribute that tells a part's language, where it is another one."""
        return attributes_written([("lang", str(other))] if other != self.language else [])

    def link(self, page: Page, said: str | None = None) -> Markup:
        """A link to a page of the site, by its title or as it is `said`."""
        shown = page.edition.language if isinstance(page, TextPage) else page.language
        attributes = [("href", self.site.settings.absolute(page.address))]
        if shown != self.language:
            attributes += [("lang", str(shown)), ("hreflang", str(shown))]
        return element("a", attributes, said or page.title)


def body_for_feed(site: Site, edition: Edition, page: str, link: Callable[[str], str]) -> FeedBody:
    """An edition's body as entries hold it; `page` is the address that it has on the site, and
    `link` writes an address of the site."""
    words = site.words[edition.language]
    return feed_body(site.rendered(edition).html(link), site.settings.absolute(page), words)
