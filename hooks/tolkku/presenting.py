"""Presenting: what a page adds to the pictures of a text, and a feed does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from tolkku.pictures import Picture
from tolkku.tree import (
    SITE_MARK,
    Attributes,
    Link,
    filled,
    image_slot,
    own_address,
    plain_image,
    start_tag,
)

# How wide a picture is shown: as wide as the column of text, or the phone.
_SHOWN = "(min-width: 50em) 760px, 100vw"


def presented(marked: str, pictures: Mapping[str, Picture], link: Link) -> Markup:
    """A rendered body whose pictures have sizes."""
    return filled(marked, link, _sized(pictures))


def lead(address: str, description: str, pictures: Mapping[str, Picture], link: Link) -> Markup:
    """The picture that stands first."""
    source = f"{SITE_MARK}{address}{SITE_MARK}"
    attributes = [("alt", description), ("src", source), ("fetchpriority", "high")]
    return filled(image_slot(attributes), link, _sized(pictures))


def _sized(pictures: Mapping[str, Picture]) -> Callable[[Attributes, Link], str]:
    def sized(attributes: Attributes, link: Link) -> str:
        said = dict(attributes)
        picture = pictures.get(own_address(said.get("src", "")))
        if picture is None:
            return plain_image(said.items(), link)
        if "width" not in said and "height" not in said:
            said |= {"width": str(picture.width), "height": str(picture.height)}
        tag = plain_image(said.items(), link)
        if not picture.sizes:
            return tag
        sizes = ", ".join(f"{link(address)} {width}w" for width, address in picture.sizes)
        source = start_tag("source", [("type", "image/webp"), ("srcset", sizes), ("sizes", _SHOWN)])
        return f"<picture>{source}{tag}</picture>"

    return sized
