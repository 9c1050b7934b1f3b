"""Our own sitemap: every real page with its translations, dated by content, never by the clock."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from tolkku.outputs import SITEMAP
from tolkku.pages import Page, TextPage
from tolkku.site import Site
from tolkku.ways import translations

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
