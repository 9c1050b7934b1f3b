"""Page views: which view a page has."""

from __future__ import annotations

from tolkku.digest_views import CorrectionsView, DigestsView, DigestView
from tolkku.feed_views import FeedsView
from tolkku.pages import DigestPage, Page, TextPage
from tolkku.search_views import SearchView
from tolkku.settings import ACCESSIBILITY, STATUS
from tolkku.site import Site
from tolkku.statement_views import AccessibilityView
from tolkku.status_views import StatusView
from tolkku.text_views import HomeView, TextView
from tolkku.views import View

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
