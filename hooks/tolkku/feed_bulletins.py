"""Feed bulletins: an edition of a bulletin as an entry."""

from __future__ import annotations

from datetime import datetime

from tolkku.feed_content import content_of, translations
from tolkku.feed_entries import Category, FeedEntry, writable
from tolkku.feed_media import Media, Medium
from tolkku.languages import Language
from tolkku.site import Site
from tolkku.texts import Bulletin, Edition, bulletin_tag
from tolkku.titles import marked_title


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
