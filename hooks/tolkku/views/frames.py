"""Frames: what is the same on many pages, menus above all, drawn once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from tolkku.catalogue.pages import Page
from tolkku.model.languages import Language
from tolkku.model.settings import walk
from tolkku.site import Site

Once = Callable[..., Markup]
"""Gives what its `caller` draws under a name, or what another page with the same frame drew."""


class Frames:
    """Two pages have the same frame when all links of the menus are written alike on both: they lie
    in one folder, belong to the same sections, and no menu leads to them or below them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._drawn: dict[tuple[object, ...], Markup] = {}
        self._linked: dict[Language, tuple[str, ...]] = {}

    def once_on(self, page: Page) -> Once:
        """For the template of a page: `{% call once("name") %}…{% endcall %}`."""
        return partial(self._once, self._frame(page))

    def _once(self, frame: tuple[object, ...], name: str, caller: Callable[[], Markup]) -> Markup:
        key = (*frame, name)
        if key not in self._drawn:
            self._drawn[key] = caller()
        return self._drawn[key]

    def _frame(self, page: Page) -> tuple[object, ...]:
        language, address = page.language, page.address
        if any(linked.startswith(address) for linked in self._links(language)):
            return language, address
        folder = address.rstrip("/").rpartition("/")[0]
        return language, folder, address.endswith("/"), page.key.rpartition("/")[0]

    def _links(self, language: Language) -> tuple[str, ...]:
        """The addresses to which menu and footer lead."""
        if language not in self._linked:
            settings = self._site.settings
            keys = [*(item.page for item in walk(settings.nav)), *settings.footer, "feeds"]
            pages = (self._site.pages.find(key, language) for key in keys)
            self._linked[language] = tuple({page.address for page in pages if page})
        return self._linked[language]
