"""Feed entries: each edition of a bulletin as subscribers get it, before any format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from tolkku.feed_content import content_of, translations
from tolkku.feed_media import Media, Medium
from tolkku.languages import Language
from tolkku.site import Site
from tolkku.texts import Bulletin, Edition
from tolkku.wording import Words

# What XML 1.0 forbids or validators warn of (C0 and C1 controls, U+FFFD and above in its plane).
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")


@dataclass(frozen=True, slots=True)
class Category:
    """A topic. Scheme and term together are the address of its page."""

    term: str
    scheme: str
    label: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One edition in a feed. Addresses are absolute; `title` and `summary` are plain text,
    `content` is HTML. `translations` are the languages and addresses of the other editions."""

    id: str
    url: str
    language: Language
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    translations: tuple[tuple[Language, str], ...]
    authors: tuple[str, ...]
    categories: tuple[Category, ...]
    image: Medium | None
    recordings: tuple[Medium, ...]


@dataclass(frozen=True)
class Entries:
    """The entries of one language. Each is made when first asked for, and only once, although
    several feeds have it."""

    site: Site
    language: Language
    _made: dict[str, FeedEntry] = field(default_factory=dict, repr=False, compare=False)

    def newest(self, topic: str | None, count: int) -> tuple[FeedEntry, ...]:
        """The entries that changed last, for readers who have not seen them, newest first.

        So a correction reaches subscribers although its bulletin is an old one.
        """
        pairs = [
            pair for pair in self.site.catalogue.bulletins_in(self.language)
            if topic is None or topic in pair[0].said.topics
        ]  # fmt: skip
        pairs.sort(key=lambda pair: self._updated[pair[0].id], reverse=True)
        newest = sorted(pairs[:count], key=lambda pair: self._published[pair[0].id], reverse=True)
        return tuple(self._entry(*pair) for pair in newest)

    @cached_property
    def _published(self) -> dict[str, datetime]:
        """When each edition came out, by the bulletin's id; this never changes."""
        pairs = self.site.catalogue.bulletins_in(self.language)
        return told_apart({b.id: edition.published or b.published for b, edition in pairs})

    @cached_property
    def _updated(self) -> dict[str, datetime]:
        """When readers were last told of a change: by an update, or a correction."""
        changed = {}
        for bulletin, edition in self.site.catalogue.bulletins_in(self.language):
            changes = self.site.catalogue.changes(bulletin, edition)
            changed[bulletin.id] = max([self._published[bulletin.id], *changes])
        return told_apart(changed)

    @cached_property
    def _media(self) -> Media:
        return Media(self.site)

    def _entry(self, bulletin: Bulletin, edition: Edition) -> FeedEntry:
        if edition.path not in self._made:
            self._made[edition.path] = self._make(bulletin, edition)
        return self._made[edition.path]

    def _make(self, bulletin: Bulletin, edition: Edition) -> FeedEntry:
        site, settings = self.site, self.site.settings
        image = self._image(edition)
        content, linked = content_of(site, bulletin, edition, image)
        others = translations(site, bulletin, edition)
        return FeedEntry(
            id=entry_id(settings.id_domain, bulletin, self.language),
            url=settings.absolute(site.pages.of(bulletin, self.language).address),
            language=self.language,
            title=writable(marked_title(bulletin, edition, site.words[self.language])),
            summary=writable(edition.summary),
            content=writable(content),
            published=self._published[bulletin.id],
            updated=self._updated[bulletin.id],
            translations=tuple((p.language, settings.absolute(p.address)) for p in others),
            authors=self._authors(bulletin),
            categories=self._categories(bulletin),
            image=image,
            recordings=self._media.recordings(linked),
        )

    def _image(self, edition: Edition) -> Medium | None:
        image, address = edition.image, self.site.proofs.images.get(edition.path)
        if image is None or address is None:
            return None
        said = (writable(text) for text in (image.alt, image.credit, image.licence))
        return self._media.image(address, *said)

    def _authors(self, bulletin: Bulletin) -> tuple[str, ...]:
        """Who wrote it; the organisation, where nobody is named."""
        settings = self.site.settings
        named = tuple(settings.authors[name].names[self.language] for name in bulletin.said.authors)
        return named or (settings.organisation.names[self.language],)

    def _categories(self, bulletin: Bulletin) -> tuple[Category, ...]:
        settings = self.site.settings
        scheme = settings.absolute(f"{self.language}/topics/")
        return tuple(
            Category(topic, scheme, settings.topics[topic][self.language])
            for topic in bulletin.said.topics
        )


def entry_id(domain: str, bulletin: Bulletin, language: Language) -> str:
    """The id for ever, a tag URI (RFC 4151): `tag:example.org,2026:2026-12-01-72-hours/fi`."""
    return f"tag:{domain},{bulletin.day.year}:{bulletin.id}/{language}"


def marked_title(bulletin: Bulletin, edition: Edition, words: Words) -> str:
    """The title with the word for an exercise or a sample before it, unless it says so itself."""
    marks = []
    if bulletin.said.exercise:
        marks.append(words.say("Exercise"))
    if bulletin.said.sample:
        marks.append(words.say("Sample"))
    unsaid = [m for m in marks if not re.search(rf"\b{re.escape(m)}\b", edition.title, re.I)]
    return ": ".join([*unsaid, edition.title])


def told_apart(moments: Mapping[str, datetime]) -> dict[str, datetime]:
    """The moments by id, equal ones a second apart in the order of ids.

    Validators warn about entries with equal moments. Over all entries of a language, so that an
    entry has the same moment in every feed and keeps it when older ones leave the feed.
    """
    apart: dict[str, datetime] = {}
    last: datetime | None = None
    for key, at in sorted(moments.items(), key=lambda item: (item[1], item[0])):
        if last is not None and at <= last:
            at = (last + timedelta(seconds=1)).astimezone(at.tzinfo)
        apart[key] = last = at
    return apart


def writable(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return _UNWRITABLE.sub("", text)
