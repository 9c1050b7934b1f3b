"""Digest views: what a template may ask about digests, and about corrections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from tolkku.catalogue.addresses import Link
from tolkku.catalogue.digests import Line
from tolkku.catalogue.pages import DigestPage, Pair
from tolkku.catalogue.titles import digest_summary, marked_title
from tolkku.model.dates import Rhythm
from tolkku.views.view import View


@dataclass(frozen=True)
class DigestView(View):
    """A digest's page. Unlike its entry in feeds, it also tells what has expired since."""

    page: DigestPage

    @property
    def summary(self) -> str:
        return digest_summary(self.page.digest, self.words)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return self.page.digest.lines(self.site.catalogue)

    @property
    def groups(self) -> list[tuple[str, str, list[Line]]]:
        """Anchor, heading and members: the corrections of the period first."""
        say = self.words.say
        corrections = [line for line in self.lines if line.bulletin.puts_right]
        news = [line for line in self.lines if not line.bulletin.puts_right]
        named = [
            ("corrections", say("Corrections"), corrections),
            ("bulletins", say("Bulletins"), news),
        ]
        return [(anchor, title, lines) for anchor, title, lines in named if lines]

    def title_of(self, line: Line) -> str:
        """A member's title in its own language, which says exercise and sample."""
        return marked_title(line.bulletin, line.edition, self.site.words[line.edition.language])

    @property
    def foreword_body(self) -> Markup:
        foreword = self.page.digest.foreword
        return self.body_of(foreword) if foreword else Markup("")

    @cached_property
    def around(self) -> tuple[Link | None, Link | None]:
        """The digest before and the one after it, of the same rhythm."""
        row = [None, *digest_pages(self, self.page.digest.period.rhythm), None]
        for newer, here, older in zip(row, row[1:], row[2:], strict=False):
            if here is self.page:
                return tuple(self._link(p) if p else None for p in (older, newer))  # type: ignore[return-value]
        return None, None


@dataclass(frozen=True)
class DigestsView(View):
    """The list of digests."""

    @property
    def rhythms(self) -> list[tuple[str, str, list[DigestPage]]]:
        """The name of its feed, heading, and digests, newest first."""
        say = self.words.say
        named = {Rhythm.WEEKLY: say("Weekly digests"), Rhythm.MONTHLY: say("Monthly digests")}
        return [(r.value, title, digest_pages(self, r)) for r, title in named.items()]

    def days(self, page: DigestPage) -> str:
        return self.words.days(page.digest.period.first, page.digest.period.last)


def digest_pages(view: View, rhythm: Rhythm) -> list[DigestPage]:
    return [
        page for page in view.site.pages.all
        if isinstance(page, DigestPage) and page.language == view.language
        and page.digest.period.rhythm is rhythm
    ]  # fmt: skip


@dataclass(frozen=True)
class CorrectionsView(View):
    """The list of what was wrong and has been put right, or withdrawn, newest first."""

    @property
    def items(self) -> list[Pair]:
        """Corrections and withdrawals, those too that have no edition in this language."""
        found = [
            (bulletin, bulletin.best(self.language))
            for bulletin in self.site.catalogue.bulletins.values()
            if bulletin.puts_right
        ]
        return sorted(found, key=lambda pair: pair[1].published or pair[0].published, reverse=True)

    def put_right(self, pair: Pair) -> list[Link]:
        """The bulletins that it is about."""
        bulletin, _ = pair
        named = (bulletin.corrects.id if bulletin.corrects else None, bulletin.cancels)
        known = self.site.catalogue.bulletins
        return [self.text_link(known[id]) for id in named if id in known]
