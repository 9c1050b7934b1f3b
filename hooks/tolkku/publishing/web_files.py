"""Web files: sitemap, robots, manifests, redirects and style sheets.

A strict Content-Security-Policy drops `data:` addresses; and nobody waits for pictures that their
page does not show. The theme's style sheet says where its licence stands.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from lxml import etree

from tolkku.catalogue.addresses import feed_redirects, relative, translations
from tolkku.catalogue.pages import Page, TextPage, file_of
from tolkku.model.languages import Language
from tolkku.model.outputs import REDIRECTS, SITEMAP, manifest_address
from tolkku.publishing.headers import REFERRER, policy
from tolkku.site import Site

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(site: Site) -> bytes:
    """`sitemap.xml`, as sitemaps.org 0.9 with xhtml:link alternates."""
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP, "xhtml": _XHTML})  # type: ignore[dict-item]
    for page in site.pages.all:
        if page.is_real:
            _add(root, site, page)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(root: etree._Element, site: Site, page: Page) -> None:
    url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
    etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = site.settings.absolute(page.address)
    modified = _modified(page)
    if modified:
        etree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = modified.isoformat()
    for tag, address in translations(site.settings, site.pages, page):
        etree.SubElement(url, f"{{{_XHTML}}}link", rel="alternate", hreflang=tag, href=address)


def _modified(page: Page) -> datetime | None:
    if not isinstance(page, TextPage):
        return None
    edition = page.edition
    return max((update.at for update in edition.updated), default=edition.published)


def robots(site: Site) -> bytes:
    """`robots.txt`: everything is welcome to read everything."""
    return f"User-agent: *\nAllow: /\nSitemap: {site.settings.absolute(SITEMAP)}\n".encode()


THEME_COLOURS = {"light": "#0b4f6c", "dark": "#0f3d52"}
"""The colour of the header, `--tk-main`, by the reader's colour scheme."""

ICONS = (
    ("assets/icon.svg", "any", "image/svg+xml", "any"),
    ("assets/icon-192.png", "192x192", "image/png", "any"),
    ("assets/icon-512.png", "512x512", "image/png", "any"),
    ("assets/icon-maskable-192.png", "192x192", "image/png", "maskable"),
    ("assets/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""Address, sizes, type and purpose of each icon. The PNG files show what `icon.svg` draws."""

_SHORTCUTS = ("now", "bulletins", "handbook")


def manifest_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """(site address, bytes) of the manifest of every language."""
    for language in site.settings.languages:
        said = json.dumps(_manifest(site, language), ensure_ascii=False, indent=2)
        yield manifest_address(language), f"{said}\n".encode()


def _manifest(site: Site, language: Language) -> dict[str, Any]:
    """Addresses in it are relative to its own, so that any base path works.

    Its scope is the whole site: whoever changes the language stays. `minimal-ui` leaves a reader
    the way back and the address to share.
    """
    here = manifest_address(language)
    name = site.settings.names[language]
    return {
        "id": f"{site.settings.base_path}{language}/",
        "name": name,
        "short_name": name,
        "lang": language.tag,
        "dir": language.direction,
        "start_url": relative(here, f"{language}/"),
        "scope": relative(here, ""),
        "display": "minimal-ui",
        "theme_color": THEME_COLOURS["light"],
        "background_color": "#ffffff",
        "icons": [
            {"src": relative(here, address), "sizes": sizes, "type": kind, "purpose": purpose}
            for address, sizes, kind, purpose in ICONS
        ],
        "shortcuts": list(_shortcuts(site, language)),
    }


def _shortcuts(site: Site, language: Language) -> Iterator[dict[str, str]]:
    for key in _SHORTCUTS:
        page = site.pages.find(key, language)
        if page is not None:
            address = relative(manifest_address(language), page.address)
            yield {"name": page.title, "url": address}


def redirect_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """(site address, bytes) of every redirect page, and of `_redirects` where there are any."""
    lines = []
    base = site.settings.base_path
    allowed = html.escape(policy(site.settings))
    for old, new in site.pages.redirects:
        yield file_of(old), _page(site, old, new, allowed).encode()
        lines.append(f"{base}{old} {base}{new} 301\n")
    lines += [f"{base}{old} {base}{new} 301\n" for old, new in feed_redirects(site.settings)]
    if lines:
        yield REDIRECTS, "".join(lines).encode()


def _page(site: Site, old: str, new: str, allowed: str) -> str:
    page = site.pages.by_address[new]
    words = site.words[page.language]
    way = html.escape(relative(old, new))
    title = html.escape(page.title)
    moved = html.escape(words.say("This page has moved"))
    return (
        f'<!doctype html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{allowed}">\n'
        f'<meta name="referrer" content="{REFERRER}">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n"
        f'<meta http-equiv="refresh" content="0; url={way}">\n'
        f'<link rel="canonical" href="{html.escape(site.settings.absolute(new))}">\n'
        f'<link rel="icon" type="image/svg+xml" href="{relative(old, "assets/icon.svg")}">\n'
        f'<meta name="robots" content="noindex">\n</head>\n<body>\n'
        f'<p>{moved}: <a href="{way}">{title}</a></p>\n</body>\n</html>\n'
    )


_CHARSET = '@charset "UTF-8";'  # counts only where a file begins with it
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")  # CSS, 4.3.7: a character by its number
_ICON = re.compile(r'--([\w-]+):\s*url\("data:image/svg\+xml;charset=utf-8,([^"]+)"\)')


def without_data(css: str, folder: str) -> tuple[str, dict[str, bytes]]:
    """The style sheet with its SVG variables in `folder` beside it, and those files by name.

    >>> without_data('a{--i:url("data:image/svg+xml;charset=utf-8,<svg/>")}', "icons")
    ('a{--i:url("icons/i.svg")}', {'icons/i.svg': b'<svg/>'})
    """
    files: dict[str, bytes] = {}

    def moved(match: re.Match[str]) -> str:
        variable, svg = match.groups()
        name = f"{folder}/{variable}.svg"
        plain = _ESCAPED.sub(lambda each: chr(int(each[1], 16)), svg)
        files[name] = unquote(plain).encode()
        return f'--{variable}:url("{name}")'

    return _ICON.sub(moved, css), files


def with_notice(css: str, notice: str) -> str:
    """The style sheet with a comment before its rules that minifiers leave alone.

    >>> with_notice('@charset "UTF-8";a{}', "Whose it is.")
    '@charset "UTF-8";/*! Whose it is. */a{}'
    """
    rules = css.removeprefix(_CHARSET)
    return f"{css[: len(css) - len(rules)]}/*! {notice} */{rules}"
