"""Page views: which view a page has; those of subscribing, the search and the statement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from tolkku.catalogue.pages import DigestPage, Page, TextPage
from tolkku.feeds.feeds import Feed
from tolkku.model.settings import ACCESSIBILITY, STATUS
from tolkku.search.index import notice_address
from tolkku.search.records import KINDS
from tolkku.site import Site
from tolkku.views.body import qr_code
from tolkku.views.digests import CorrectionsView, DigestsView, DigestView
from tolkku.views.status import StatusView
from tolkku.views.text import HomeView, TextView
from tolkku.views.view import View

_ENOUGH = 101  # CLDR's plural forms of whole numbers all occur below it


@dataclass(frozen=True)
class SearchView(View):
    """The search page. What is found is written by `search.js`, in words that the page has."""

    @property
    def kinds(self) -> tuple[str, ...]:
        return KINDS

    @property
    def years(self) -> list[int]:
        """The years with bulletins, newest first."""
        return [year for year, _ in self.archive()]

    @property
    def plurals(self) -> list[tuple[str, int]]:
        """CLDR's name of each plural form that the language has, and a number that takes it."""
        form = self.language.cldr.plural_form
        return list({form(number): number for number in reversed(range(_ENOUGH))}.items())

    @property
    def notice(self) -> str:
        """The site address of what tells whose the words of the search are; "" without any."""
        return notice_address(self.language)


@dataclass(frozen=True)
class AccessibilityView(View):
    """The statement as a page of its own, where no page of the docs extends it."""

    @property
    def summary(self) -> str:
        return self.words.say(
            "How accessible this site is, what is not accessible yet, and how to give feedback."
        )


_TOPIC = "topic-"


@dataclass(frozen=True)
class FeedsView(View):
    """The page on which readers subscribe."""

    @property
    def summary(self) -> str:
        return self.words.say(
            "Choose how you follow our bulletins: all of them at once, only the urgent ones,"
            " weekly, monthly or by topic. We ask for no name and no e-mail address."
        )

    @property
    def guide(self) -> list[tuple[str, str, str]]:
        """Anchor and name of what there is to choose, and who should."""
        say = self.words.say
        suits = {
            "all": say("You post every day."),
            "urgent": say("You want to help when it is urgent."),
            "weekly": say("You plan your posts a week at a time."),
            "monthly": say("An overview is enough for you."),
            "topics": say("You post about one subject."),
            "corrections": say("You have already shared our bulletins."),
        }
        names = {**self._names, "topics": say("One topic")}
        if not self.topic_feeds:
            del suits["topics"]
        return [(anchor, names[anchor], who) for anchor, who in suits.items()]

    @cached_property
    def rhythms(self) -> list[Feed]:
        """The feeds on every topic: as it comes, by week, by month; corrections last."""
        order = list(self._names)
        found = [feed for feed in self.feeds if not feed.name.startswith(_TOPIC)]
        return sorted(found, key=lambda feed: order.index(feed.name))

    @cached_property
    def topic_feeds(self) -> list[Feed]:
        return [feed for feed in self.feeds if feed.name.startswith(_TOPIC)]

    @cached_property
    def _names(self) -> dict[str, str]:
        say = self.words.say
        return {
            "all": say("All bulletins"),
            "urgent": say("Urgent bulletins"),
            "weekly": say("Weekly digest"),
            "monthly": say("Monthly digest"),
            "corrections": say("Corrections"),
        }

    def called(self, feed: Feed) -> str:
        """A feed's name where the site's name is plain: its title without it."""
        if feed.name.startswith(_TOPIC):
            return self.site.settings.topics[feed.name.removeprefix(_TOPIC)][self.language]
        return self._names[feed.name]

    def address(self, feed: Feed) -> str:
        """What goes into a feed reader: RSS, which all of them know."""
        return self.site.settings.absolute(feed.rss)

    def qr(self, feed: Feed) -> Markup:
        """The same as a QR code."""
        name = self.words.say("QR code of the address: %(name)s", name=self.called(feed))
        return qr_code(self.address(feed), name)


_VIEWS: dict[str, type[View]] = {
    "index": HomeView,
    "corrections": CorrectionsView,
    "digests": DigestsView,
    "feeds": FeedsView,
    "search": SearchView,
    STATUS: StatusView,
    ACCESSIBILITY: AccessibilityView,
}


def view_of(site: Site, page: Page) -> View:
    """What the page's template may ask."""
    if isinstance(page, TextPage):
        return TextView(site, page)
    if isinstance(page, DigestPage):
        return DigestView(site, page)
    return _VIEWS.get(page.key, View)(site, page)
