"""Feed digests: the digest of a week or a month as an entry."""

from __future__ import annotations

import re
from datetime import datetime

from markupsafe import Markup

from tolkku.digests import Line
from tolkku.feed_entries import FeedEntry, writable
from tolkku.feed_html import FeedBody
from tolkku.feed_templates import FeedLinks, body_for_feed, feed_template
from tolkku.pages import DigestPage, Page
from tolkku.site import Site
from tolkku.texts import BulletinKind, State
from tolkku.titles import digest_summary, marked_title
from tolkku.wording import Words


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
