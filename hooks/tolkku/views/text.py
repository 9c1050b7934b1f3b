"""Text views: what a template may ask about the page of a Text, or its stand-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from markupsafe import Markup

from tolkku.catalogue.addresses import Link
from tolkku.catalogue.catalogue import AppliedCorrection
from tolkku.catalogue.pages import Pair, TextPage
from tolkku.model.languages import Language
from tolkku.model.texts import Bulletin, Edition, State, Text, Waiver
from tolkku.reading.words import Words
from tolkku.translation.standing import INTRODUCTION, Standing, Status
from tolkku.views.body import lead, qr_code
from tolkku.views.view import View

IN_FORCE_ON_HOME = 4
NEWEST_ON_HOME = 6
_NEWS = timedelta(days=90)


@dataclass(frozen=True)
class TextView(View):
    """A Text's page or its stand-in."""

    page: TextPage

    @property
    def text(self) -> Text:
        return self.page.text

    @property
    def edition(self) -> Edition:
        return self.page.edition

    @property
    def summary(self) -> str:
        return self.edition.summary

    @property
    def contents(self) -> tuple[dict[str, Any], ...]:
        return self.site.rendered(self.edition).toc

    @property
    def is_stand_in(self) -> bool:
        return not self.page.is_real

    @property
    def canonical(self) -> str:
        """The page itself; of a stand-in, the page whose text it shows."""
        real = self.site.pages.of(self.text, self.edition.language)
        return self.site.settings.absolute(real.address)

    @property
    def is_bulletin(self) -> bool:
        return isinstance(self.text, Bulletin)

    @property
    def body(self) -> Markup:
        return self.body_of(self.edition)

    @property
    def status(self) -> Status:
        return self.site.status(self.edition)

    @property
    def original(self) -> Edition | None:
        """The original, where it is out and this page shows something else."""
        original = self.text.edition(self.text.original)
        return None if original is self.edition else original

    @property
    def is_outdated(self) -> bool:
        return self.original is not None and self.status.standing is Standing.OUTDATED

    @property
    def is_summary(self) -> bool:
        return self.edition.state is State.SUMMARY

    @property
    def is_machine_made(self) -> bool:
        return self.edition.state is State.MACHINE

    def newer_parts(self) -> list[tuple[str, Language, str]]:
        """What is newer in the original: each part's name, the language of the name, and its
        anchor there (empty for what has none, or has gone)."""
        original = self.original
        if original is None:
            return []
        return [self._part_title(part, original) for part in self.status.changed]

    def _part_title(self, part: str, original: Edition) -> tuple[str, Language, str]:
        own = _field_names(self.words).get(part)
        if own:
            return own, self.language, ""
        anchor = part.removeprefix("#")
        there = anchor if anchor in self.site.rendered(original).anchors else ""
        for edition in (self.edition, original):
            title = self.site.rendered(edition).section_title(anchor)
            if title:
                return title, edition.language, there
        return anchor, original.language, there

    @property
    def corrections(self) -> tuple[AppliedCorrection, ...]:
        if not isinstance(self.text, Bulletin):
            return ()
        return self.site.catalogue.corrections(self.text, self.edition.language)

    @property
    def waivers(self) -> list[tuple[Waiver, Language]]:
        """The duties that are excused today, with the languages that are still missing."""
        today = self.site.now.date()
        missing = {language.tag: language for language in self.site.settings.languages
                   if self.text.edition(language) is None}  # fmt: skip
        return [(waiver, missing[waiver.language]) for waiver in self.text.said.waived
                if waiver.language in missing and waiver.until >= today]  # fmt: skip

    @property
    def updated(self) -> datetime | None:
        """When readers were last told of a change."""
        return max(self.site.catalogue.changes(self.text, self.edition), default=None)

    @property
    def action_url(self) -> str:
        """Where the one action leads, from this page."""
        return self.site.proofs.action_url(self.edition, self.page.address, self.url)

    @property
    def lead_image(self) -> Markup:
        """The picture of `image`, in the sizes that there are."""
        assert self.edition.image is not None
        address = self.site.proofs.images[self.edition.path]
        return lead(address, self.edition.image.alt, self.site.files, self.url)

    @property
    def has_code_in_print(self) -> bool:
        """Whether its printed page carries a QR code: not that of an old bulletin, which nobody
        hangs up any more. There are thousands, and each code takes milliseconds."""
        published = self.edition.published
        is_old = published is not None and self.site.now - published > _NEWS
        return not (self.is_bulletin and is_old)

    @property
    def code_in_print(self) -> Markup:
        return qr_code(self.canonical, self.words.say("QR code of this page"))

    @cached_property
    def around(self) -> tuple[Link | None, Link | None]:
        """The page before and the one after: of a bulletin by time, of a chapter by number."""
        if isinstance(self.text, Bulletin):
            older, newer = self.site.catalogue.neighbours(self.text, self.language)
            return tuple(self.text_link(b) if b else None for b in (older, newer))  # type: ignore[return-value]
        return self._chapters_around()

    def _chapters_around(self) -> tuple[Link | None, Link | None]:
        for item in self.menu:
            row = [None, item, *item.children, None] if item.children else []
            for before, here, after in zip(row, row[1:], row[2:], strict=False):
                if here and here.is_here:
                    return before, after
        return None, None

    @property
    def chapters(self) -> tuple[Link, ...]:
        """The pages below this one in the navigation."""
        return next((item.children for item in self.menu if item.is_here), ())

    def edition_of(self, link: Link) -> Edition:
        page = self.site.pages.by_address[link.address]
        assert isinstance(page, TextPage)
        return page.edition

    def is_guest(self, link: Link) -> bool:
        page = self.site.pages.by_address[link.address]
        return isinstance(page, TextPage) and page.text.said.opinion


@dataclass(frozen=True)
class HomeView(View):
    """The home page: the newest of everything, under the text of `docs/<language>/index.md`."""

    @cached_property
    def introduction_view(self) -> TextView:
        """That text as a page of its own would see it, for its notices."""
        text = self.site.catalogue.docs["index"]
        edition, page = text.best(self.language), self.page
        shown = TextPage(
            page.key, page.language, page.address, page.title, page.template, text, edition
        )
        return TextView(self.site, shown)

    @property
    def newest(self) -> list[Pair]:
        """The newest bulletins that the page does not show above, as in force, already."""
        shown = self.in_force[:IN_FORCE_ON_HOME]
        return [pair for pair in self.bulletins if pair not in shown][:NEWEST_ON_HOME]


def _field_names(words: Words) -> dict[str, str]:
    return {
        "title": words.say("title"),
        "summary": words.say("summary"),
        "facts": words.say("facts that must not change"),
        "arguments": words.say("arguments"),
        "action": words.say("what you can do"),
        INTRODUCTION: words.say("introduction"),
    }
