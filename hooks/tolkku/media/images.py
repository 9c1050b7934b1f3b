"""Images: how large pictures and recordings are, and the smaller pictures that phones load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import BytesIO
from pathlib import Path, PurePosixPath

from PIL import Image, UnidentifiedImageError

from tolkku.media.metadata import orientation, without_metadata
from tolkku.media.opening import opened
from tolkku.media.pixels import plain, unpacked
from tolkku.media.types import PICTURES, Damaged
from tolkku.model.findings import Place, SourceError
from tolkku.model.outputs import PICTURES as PICTURES_FOLDER
from tolkku.model.outputs import encoded
from tolkku.system.cache import Cache

WIDTHS = (480, 960, 1440)
"""In pixels: of a phone's column, of a sharp phone's, of a sharp desktop's."""

_RESIZED = PICTURES.keys() - {".gif"}
_MUCH = 1.2
_QUALITY = 80
_HIGHEST = 16_383  # pixels of a WebP
# What eight bits of red, green and blue can say. Others (CMYK, sixteen bits) stay as they are.
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
# From this Exif orientation on, a picture lies on its side, and browsers set it up.
_ON_ITS_SIDE = 5


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on disk. `sizes` are the addresses of its WebP sizes by width, ascending."""

    path: str
    file: Path
    width: int
    height: int
    sizes: tuple[tuple[int, str], ...] = ()


def measured(media: Mapping[str, str], root: Path) -> dict[str, Picture]:
    """Every picture among a site's media, by its address as links write it."""
    found = {}
    for path, address in media.items():
        picture = _measured(path, root / path)
        if picture is not None:
            found[encoded(address)] = picture
    return found


def picture_files(pictures: Mapping[str, Picture], cache: Cache) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of every smaller size; one that the cache holds is not made again.

    Raises SourceError when a picture cannot be read to its end.
    """
    made: set[str] = set()
    for picture in pictures.values():
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


def _measured(path: str, file: Path) -> Picture | None:
    suffix = file.suffix.lower()
    if suffix == ".svg":
        return _drawing(path, file)
    if suffix not in PICTURES:
        return None
    raw = file.read_bytes()
    with opened(raw) as picture:  # reads the head of the file, not the pixels
        width, height = picture.size
        is_plain = picture.mode in _MODES and not getattr(picture, "is_animated", False)
    if orientation(raw) >= _ON_ITS_SIDE:
        width, height = height, width
    is_resized = suffix in _RESIZED and is_plain and width > WIDTHS[0]
    return Picture(path, file, width, height, _sizes(raw, width, height) if is_resized else ())


def _sizes(raw: bytes, width: int, height: int) -> tuple[tuple[int, str], ...]:
    """The widths below the picture's own; its own too, where it is much larger than they."""
    widths = [each for each in WIDTHS if each < width]
    if widths[-1] * _MUCH < width <= WIDTHS[-1]:
        widths.append(width)
    widths = [each for each in widths if _height(width, height, each) <= _HIGHEST]
    mark = blake2b(raw, digest_size=8).hexdigest()
    return tuple((each, f"{PICTURES_FOLDER}/{mark}-{each}.webp") for each in widths)


def _drawing(path: str, file: Path) -> Picture | None:
    """An SVG in the pixels that its `width` and `height`, or else its `viewBox`, say."""
    from tolkku.media.drawings import read_drawing  # only where there is an SVG

    size = read_drawing(file.read_bytes()).size
    if size is None:
        return None
    width, height = size
    return Picture(path, file, max(1, round(width)), max(1, round(height)))


def _opened(picture: Picture) -> Image.Image:
    """The pixels, upright, with their colour profile and nothing else of what the file holds."""
    try:
        return plain(unpacked(without_metadata(picture.file.read_bytes())))
    except Damaged:  # since it was judged
        raise SourceError(Place(picture.path, 0), "is damaged.", "Save it anew.") from None


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
