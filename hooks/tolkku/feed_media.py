"""Feed media: the pictures and recordings of a bulletin, measured as they lie on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from PIL import Image, UnidentifiedImageError

# Our own table: that of the `mimetypes` module differs between systems.
_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".ogv": "video/ogg",
    ".webm": "video/webm",
}


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture or recording. `length` is in bytes; `size` is (width, height) in pixels, known of
    pictures made of pixels."""

    url: str
    type: str
    length: int
    size: tuple[int, int] | None = None
    description: str = ""
    credit: str = ""
    licence: str = ""

    @property
    def kind(self) -> str:
        """`image`, `audio` or `video`."""
        return self.type.partition("/")[0]


@dataclass(frozen=True)
class Media:
    """The site's media by their addresses: `files` on disk, and what is published instead of some;
    `absolute` makes an address one that stands by itself."""

    files: Mapping[str, Path]
    bare: Mapping[str, bytes]
    absolute: Callable[[str], str]

    def image(self, address: str, description: str, credit: str, licence: str) -> Medium | None:
        """The picture at an address of the site; None when its type is none we know."""
        medium = self._medium(address)
        if medium is None:
            return None
        size = _size(self.files[address])
        return replace(medium, size=size, description=description, credit=credit, licence=licence)

    def recordings(self, addresses: tuple[str, ...]) -> tuple[Medium, ...]:
        """The sounds and films among addresses of the site, each once."""
        found = (self._medium(address) for address in dict.fromkeys(addresses))
        return tuple(medium for medium in found if medium and medium.kind in ("audio", "video"))

    def _medium(self, address: str) -> Medium | None:
        file = self.files.get(address)
        kind = _TYPES.get(PurePosixPath(address).suffix.lower())
        if file is None or kind is None:
            return None
        bare = self.bare.get(address)
        length = file.stat().st_size if bare is None else len(bare)
        return Medium(self.absolute(address), kind, length)


def _size(file: Path) -> tuple[int, int] | None:
    """Width and height in pixels; None where there are none (SVG)."""
    try:
        with Image.open(file) as picture:  # reads the head of the file, not the pixels
            return picture.size
    except UnidentifiedImageError:
        return None
