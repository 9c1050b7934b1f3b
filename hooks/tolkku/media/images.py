"""Images: how large pictures and recordings are, and the smaller pictures that phones load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from PIL import Image

from tolkku.media.drawings import read_drawing
from tolkku.media.judge import CLEANED, bare_bytes
from tolkku.media.metadata import orientation, without_metadata
from tolkku.media.opening import opened
from tolkku.media.pixels import plain, unpacked
from tolkku.media.types import DRAWINGS, PICTURES, RECORDINGS, TYPES, Damaged, FileType
from tolkku.model.findings import Place, SourceError
from tolkku.model.outputs import PICTURES as PICTURES_FOLDER
from tolkku.model.outputs import encoded
from tolkku.system.cache import Cache

WIDTHS = (480, 960, 1440)
"""In pixels: of a phone's column, of a sharp phone's, of a sharp desktop's."""

_RESIZED = PICTURES.keys() - {".gif"}
_TOLD = {*PICTURES.values(), *DRAWINGS.values(), *RECORDINGS.values()}  # of these feeds tell
_MUCH = 1.2
_QUALITY = 80
_HIGHEST = 16_383  # pixels of a WebP
# What eight bits of red, green and blue can say. Others (CMYK, sixteen bits) stay as they are.
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
# From this Exif orientation on, a picture lies on its side, and browsers set it up.
_ON_ITS_SIDE = 5


Size = tuple[int, int]
"""Width and height in pixels."""

Sizes = tuple[tuple[int, str], ...]
"""Widths in pixels, ascending, each with the address of the picture that is so wide."""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file beside the texts, read and measured once. `bare` is what is published instead of it,
    if anything is; `length` that of what is published, in bytes.

    `size` is that of a picture or drawing as browsers show it, `sizes` are its smaller WebP ones.
    """

    path: str
    file: Path
    type: FileType | None
    length: int
    bare: bytes | None = None
    size: Size | None = None
    sizes: Sizes = ()

    @property
    def published(self) -> bytes | Path:
        return self.file if self.bare is None else self.bare


def read_media(media: Mapping[str, str], root: Path) -> dict[str, MediaFile]:
    """Every file among a site's media, by its address as links write it. Raises SourceError, never
    of files that were judged sound and are as they were."""
    return {encoded(address): _read(path, root / path) for path, address in media.items()}


def picture_files(media: Mapping[str, MediaFile], cache: Cache) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of every smaller size; one that the cache holds is not made again.

    Raises SourceError when a picture cannot be read to its end.
    """
    made: set[str] = set()
    for picture in media.values():
        if not picture.sizes:
            continue
        new = [(width, address) for width, address in picture.sizes if address not in made]
        made.update(address for _, address in new)
        kept = [(address, cache.recall_bytes(Path(address).name)) for _, address in new]
        if all(content is not None for _, content in kept):
            yield from ((address, content) for address, content in kept if content is not None)
            continue
        upright = _opened(picture)
        for width, address in new:
            content = _webp(upright, width)
            cache.keep_bytes(Path(address).name, content)
            yield address, content
    cache.drop_other_bytes({Path(address).name for address in made})


def _read(path: str, file: Path) -> MediaFile:
    ending = file.suffix.lower()
    kind = TYPES.get(ending)
    if ending not in CLEANED:
        return MediaFile(path, file, kind, file.stat().st_size)
    try:
        raw = file.read_bytes()
        made, size, sizes = _cleaned(raw, ending)
    except OSError as problem:
        told = f"cannot be read: {problem.strerror}."
        raise SourceError(Place(path, 0), told, "Save it anew.") from None
    except Damaged:
        raise _damaged(path) from None
    bare = None if made == raw else made
    return MediaFile(path, file, kind, len(made), bare, size, sizes)


def _cleaned(raw: bytes, ending: str) -> tuple[bytes, Size | None, Sizes]:
    """Raises Damaged."""
    if ending in DRAWINGS:
        drawing = read_drawing(raw)
        return drawing.content, _in_pixels(drawing.size), ()
    if ending in PICTURES:
        return bare_bytes(raw, ending), *_measured(raw, ending)
    return bare_bytes(raw, ending), None, ()


def _damaged(path: str) -> SourceError:
    """What was sound when it was judged."""
    return SourceError(Place(path, 0), "is damaged.", "Save it anew.")


def _measured(raw: bytes, ending: str) -> tuple[Size, Sizes]:
    """A picture's size and the smaller ones that are made of it."""
    with opened(raw) as picture:  # reads the head of the file, not the pixels
        width, height = picture.size
        is_plain = picture.mode in _MODES and not getattr(picture, "is_animated", False)
    if orientation(raw) >= _ON_ITS_SIDE:
        width, height = height, width
    is_resized = ending in _RESIZED and is_plain and width > WIDTHS[0]
    return (width, height), _sizes(raw, width, height) if is_resized else ()


def _in_pixels(size: tuple[float, float] | None) -> Size | None:
    """What the `width` and `height` of an SVG, or else its `viewBox`, say."""
    return (max(1, round(size[0])), max(1, round(size[1]))) if size else None


def _sizes(raw: bytes, width: int, height: int) -> Sizes:
    """The widths below the picture's own; its own too, where it is much larger than they."""
    widths = [each for each in WIDTHS if each < width]
    if widths[-1] * _MUCH < width <= WIDTHS[-1]:
        widths.append(width)
    widths = [each for each in widths if _height(width, height, each) <= _HIGHEST]
    mark = blake2b(raw, digest_size=8).hexdigest()
    return tuple((each, f"{PICTURES_FOLDER}/{mark}-{each}.webp") for each in widths)


def _opened(picture: MediaFile) -> Image.Image:
    """The pixels, upright, with their colour profile and nothing else of what the file holds."""
    try:
        return plain(unpacked(without_metadata(picture.file.read_bytes())))
    except Damaged:
        raise _damaged(picture.path) from None


def _height(width: int, height: int, new_width: int) -> int:
    return max(1, round(height * new_width / width))


def _webp(picture: Image.Image, width: int) -> bytes:
    height = _height(picture.width, picture.height, width)
    resized = picture.resize((width, height), Image.Resampling.LANCZOS)
    made = BytesIO()
    resized.save(
        made,
        "WEBP",
        quality=_QUALITY,
        method=4,
        exif=b"",
        xmp=b"",
        icc_profile=picture.info.get("icc_profile", b""),
    )
    return made.getvalue()


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
    """The site's media by their addresses; `absolute` makes of one that it stands by itself."""

    files: Mapping[str, MediaFile]
    absolute: Callable[[str], str]

    def image(self, address: str, description: str, credit: str, licence: str) -> Medium | None:
        """The picture at an address of the site; None when its type is none we know."""
        medium = self._medium(address)
        if medium is None:
            return None
        file = self.files[address]
        size = file.size if file.type in PICTURES.values() else None
        return replace(medium, size=size, description=description, credit=credit, licence=licence)

    def recordings(self, addresses: tuple[str, ...]) -> tuple[Medium, ...]:
        """The sounds and films among addresses of the site, each once."""
        found = (self._medium(address) for address in dict.fromkeys(addresses))
        return tuple(medium for medium in found if medium and medium.kind in ("audio", "video"))

    def _medium(self, address: str) -> Medium | None:
        file = self.files.get(address)
        if file is None or file.type is None or file.type not in _TOLD:
            return None
        return Medium(self.absolute(address), file.type.name, file.length)
