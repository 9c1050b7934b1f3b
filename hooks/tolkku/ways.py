"""Ways: from one page to another, in menus and between languages."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from tolkku.languages import Language
from tolkku.pages import Page, Pages, TextPage
from tolkku.settings import Settings


@dataclass(frozen=True)
class Link:
    """A link in a menu: `is_here` when it leads to this page, `is_above` when to one that this
    page belongs to; `children` lie one level below."""

    address: str
    title: str
    number: int | None
    language: Language
    is_here: bool
    is_above: bool
    children: tuple[Link, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.is_here or any(child.is_here for child in self.children)


@dataclass(frozen=True)
class Choice:
    """A language in the language menu: where it leads, and the language of what is found there."""

    language: Language
    address: str
    text_language: Language
    is_here: bool

    @property
    def is_missing(self) -> bool:
        return self.text_language != self.language


def relative(here: str, address: str) -> str:
    """The way from one address of the site to another.

    >>> relative("fi/bulletins/x/", "sv/")
    '../../../sv/'
    """
    folder = posixpath.dirname(here)
    way = posixpath.relpath(address or ".", folder or ".")
    return way + "/" if (address.endswith("/") or not address) and not way.endswith("/") else way


def translations(settings: Settings, pages: Pages, page: Page) -> tuple[tuple[str, str], ...]:
    """hreflang and absolute address of the real pages of one kind; nothing for a stand-in.

    `x-default` is the chooser for the home page, else the original, else the default language.
    """
    if not page.is_real:
        return ()
    found = {}
    for language in settings.languages:
        other = pages.find(page.key, language)
        if other is not None and other.is_real:
            found[language] = settings.absolute(other.address)
    if page.key == "index":
        default = settings.site_url
    else:
        original = page.text.original if isinstance(page, TextPage) else settings.original
        default = found.get(original) or next(iter(found.values()))
    return (*((language.tag, url) for language, url in found.items()), ("x-default", default))
