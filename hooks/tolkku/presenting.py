"""Presenting: what a page adds to a rendered body, and a feed does not."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from tolkku.linking import LINK_MARK
from tolkku.pictures import Picture
from tolkku.wording import Words

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_IMAGE = re.compile(rf'<img\b[^>]*?\bsrc="{LINK_MARK}([^{LINK_MARK}]*){LINK_MARK}"[^>]*>')
_OWN_SIZE = re.compile(r'\s(?:width|height)="')
_LAZY = ' loading="lazy" decoding="async"'
_FIRST = ' fetchpriority="high"'
# How wide a picture is shown: as wide as the column of text, or the phone.
_SHOWN = "(min-width: 50em) 760px, 100vw"


def presented(
    marked: str, words: Words, pictures: Mapping[str, Picture], has_lead: bool = True
) -> str:
    """Marked HTML whose pictures have sizes, and whose wide parts scroll in boxes of their own.

    Without a lead image, a picture before the first heading may be what a reader sees first.
    Safari does not let Tab into a box that scrolls, unless it has a `tabindex` (WCAG 2.1.1).
    """
    if "<table>" in marked:
        label = html.escape(words.say("Table"))
        box = f'<div class="tk-scroll" role="group" aria-label="{label}" tabindex="0">'
        marked = _TABLE.sub(lambda found: f"{box}{found.group()}</div>", marked)
    marked = marked.replace("<pre>", '<pre tabindex="0">')
    start = 0 if has_lead else marked.find("<h")
    return _IMAGE.sub(
        lambda found: _sized(found, pictures, "" if found.start() < start else _LAZY), marked
    )


def lead(address: str, description: str, pictures: Mapping[str, Picture]) -> str:
    """The picture that stands first, as marked HTML."""
    tag = f'<img alt="{html.escape(description)}" src="{LINK_MARK}{address}{LINK_MARK}">'
    return _IMAGE.sub(lambda found: _sized(found, pictures, _FIRST), tag)


def _sized(found: re.Match[str], pictures: Mapping[str, Picture], when: str) -> str:
    tag, picture = found.group(), pictures.get(html.unescape(found.group(1)))
    if picture is None:
        return tag[:-1] + when + ">"
    has_own = _OWN_SIZE.search(tag)
    size = "" if has_own else f' width="{picture.width}" height="{picture.height}"'
    tag = f"{tag[:-1]}{size}{when}>"
    if not picture.sizes:
        return tag
    sizes = ", ".join(
        f"{LINK_MARK}{address}{LINK_MARK} {width}w" for width, address in picture.sizes
    )
    source = f'<source type="image/webp" srcset="{sizes}" sizes="{_SHOWN}">'
    return f"<picture>{source}{tag}</picture>"
