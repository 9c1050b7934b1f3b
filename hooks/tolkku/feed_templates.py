"""Feed templates: Jinja for what entries hold, and the links in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from tolkku.feed_html import FeedBody, feed_body
from tolkku.languages import Language
from tolkku.pages import Page, TextPage
from tolkku.site import Site
from tolkku.texts import Edition
from tolkku.tree import attributes_written, element


@cache
def feed_template(name: str) -> Template:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return templates.get_template(name)


@dataclass(frozen=True)
class FeedLinks:
    """Links in an entry in one language; what is in another one says so."""

    site: Site
    language: Language

    def lang(self, other: Language) -> Markup:
        """The attribute that tells a part's language, where it is another one."""
        return attributes_written([("lang", str(other))] if other != self.language else [])

    def link(self, page: Page, said: str | None = None) -> Markup:
        """A link to a page of the site, by its title or as it is `said`."""
        shown = page.edition.language if isinstance(page, TextPage) else page.language
        attributes = [("href", self.site.settings.absolute(page.address))]
        if shown != self.language:
            attributes += [("lang", str(shown)), ("hreflang", str(shown))]
        return element("a", attributes, said or page.title)


def body_for_feed(site: Site, edition: Edition, page: str, link: Callable[[str], str]) -> FeedBody:
    """An edition's body as entries hold it; `page` is the address that it has on the site, and
    `link` writes an address of the site."""
    words = site.words[edition.language]
    return feed_body(site.rendered(edition).html(link), site.settings.absolute(page), words)
