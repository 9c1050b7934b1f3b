"""Feed content: what a bulletin's entry says in full, as HTML that feed readers keep."""

from __future__ import annotations

import re

from tolkku.feed_html import FeedBody
from tolkku.feed_media import Medium
from tolkku.feed_templates import FeedLinks, body_for_feed, feed_template
from tolkku.fingerprints import Standing
from tolkku.pages import Page
from tolkku.site import Site
from tolkku.texts import Bulletin, Edition


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
