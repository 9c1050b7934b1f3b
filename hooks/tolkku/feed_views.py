"""Feed views: what a template may ask about feeds, and about how to subscribe to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from tolkku.feeds import Feed
from tolkku.qr_codes import qr_code
from tolkku.views import View

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
