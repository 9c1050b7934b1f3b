"""Redirects: an old address answers with a page that leads on, and with a line for the server."""

from __future__ import annotations

import html
from collections.abc import Iterator

from tolkku.feed_aliases import feed_redirects
from tolkku.headers import REFERRER, policy
from tolkku.outputs import REDIRECTS
from tolkku.pages import file_of
from tolkku.site import Site
from tolkku.ways import relative


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
