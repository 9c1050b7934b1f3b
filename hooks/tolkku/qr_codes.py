"""QR codes: an address as a picture that a phone reads."""

from __future__ import annotations

import segno
from lxml import etree
from markupsafe import Markup

from tolkku.tree import safely_written

# The empty edge that ISO/IEC 18004 wants around a code, in modules.
_QUIET_ZONE = 4


def qr_code(address: str, name: str) -> Markup:
    """An address as an inline SVG image with a name for those who do not see it.

    It is black on white, edge and all, whatever the page's colours are, for readers of codes need
    that; and it has no styles of its own, which a strict Content-Security-Policy would drop. A
    smudge over 15 % of it does no harm (level M, or better where that costs no space).
    """
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(
        border=_QUIET_ZONE, dark="#000", light="#fff", omitsize=True, svgclass="tk-qr"
    )
    svg = etree.fromstring(drawn)
    svg.set("role", "img")
    svg.set("aria-label", name)
    svg.set("shape-rendering", "crispEdges")
    root = etree.Element("div")
    root.append(svg)
    return safely_written(root)
