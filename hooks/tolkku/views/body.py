"""Body: what a page adds to a text, and a feed does not: sizes of pictures, QR codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import segno
from lxml import etree
from markupsafe import Markup

from tolkku.media.images import MediaFile
from tolkku.rendering.tree import (
    SITE_MARK,
    Attributes,
    Link,
    filled,
    image_slot,
    own_address,
    plain_image,
    safely_written,
    start_tag,
)

# How wide a picture is shown: as wide as the column of text, or the phone.
_SHOWN = "(min-width: 50em) 760px, 100vw"


def presented(marked: str, pictures: Mapping[str, MediaFile], link: Link) -> Markup:
    """A rendered body whose pictures have sizes."""
    return filled(marked, link, _sized(pictures))


def lead(address: str, description: str, pictures: Mapping[str, MediaFile], link: Link) -> Markup:
    """The picture that stands first."""
    source = f"{SITE_MARK}{address}{SITE_MARK}"
    attributes = [("alt", description), ("src", source), ("fetchpriority", "high")]
    return filled(image_slot(attributes), link, _sized(pictures))


def _sized(pictures: Mapping[str, MediaFile]) -> Callable[[Attributes, Link], str]:
    def sized(attributes: Attributes, link: Link) -> str:
        said = dict(attributes)
        picture = pictures.get(own_address(said.get("src", "")))
        if picture is None or picture.size is None:
            return plain_image(said.items(), link)
        if "width" not in said and "height" not in said:
            said |= dict(zip(("width", "height"), map(str, picture.size), strict=True))
        tag = plain_image(said.items(), link)
        if not picture.sizes:
            return tag
        sizes = ", ".join(f"{link(address)} {width}w" for width, address in picture.sizes)
        source = start_tag("source", [("type", "image/webp"), ("srcset", sizes), ("sizes", _SHOWN)])
        return f"<picture>{source}{tag}</picture>"

    return sized


# The empty edge that ISO/IEC 18004 wants around a code, in modules.
_QUIET_ZONE = 4


def qr_code(address: str, name: str) -> Markup:
    """An address as an inline SVG image with a name for those who do not see it.

    It is black on white, edge and all, whatever the page's colours are, for readers of codes need
    that; and it has no styles of its own, which a strict Content-Security-Policy would drop. A
    smudge over 15 % of it does no harm (level M, or better where that costs no space).
    """
    svg = etree.fromstring(_drawn(address))
    svg.set("role", "img")
    svg.set("aria-label", name)
    svg.set("shape-rendering", "crispEdges")
    root = etree.Element("div")
    root.append(svg)
    return safely_written(root)


@lru_cache(maxsize=2_000)
def _drawn(address: str) -> str:
    """Choosing how to draw it takes 20 ms; a preview draws the same ones again and again."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(
        border=_QUIET_ZONE, dark="#000", light="#fff", omitsize=True, svgclass="tk-qr"
    )
