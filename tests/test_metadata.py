"""What cameras write into pictures is not published; the pictures are, to the last pixel."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest
from PIL import Image, ImageOps, PngImagePlugin

from bad_rows import Row
from building import NOON, warm_builder
from sites_for_tests import bulletin, page, picture, told
from tolkku.media import published_bytes
from tolkku.metadata import without_metadata
from tolkku.opening import Damaged

KINDS = ["JPEG", "PNG", "WEBP"]
SECRET = b"SECRET-CAMERA"


def taken(kind: str, orientation: int = 6) -> bytes:
    """A picture of 40 by 20 pixels as a phone saves it: camera, place, time, orientation, XMP."""
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 15.0)})
    made = Image.linear_gradient("L").resize((40, 20)).convert("RGB")
    more = {}
    if kind == "PNG":
        more["pnginfo"] = said = PngImagePlugin.PngInfo()
        said.add_text("Author", SECRET.decode())
        said.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    else:
        more["xmp"] = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    out = BytesIO()
    made.save(out, kind, exif=exif, **more)
    return out.getvalue()


def opened(raw: bytes) -> Image.Image:
    made = Image.open(BytesIO(raw))
    made.load()
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_camera_is_left_and_every_pixel_is(kind: str) -> None:
    raw = taken(kind)
    bare = without_metadata(raw)
    assert SECRET in raw
    assert SECRET not in bare
    before, after = opened(raw), opened(bare)
    assert set(after.getexif()) <= {0x0112}
    assert after.getexif().get_ifd(0x8825) == {}
    assert after.tobytes() == before.tobytes()
    assert without_metadata(bare) == bare


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_pictures_stay_upright(kind: str, orientation: int) -> None:
    raw = taken(kind, orientation)
    shown = [ImageOps.exif_transpose(opened(each)) for each in (raw, without_metadata(raw))]
    assert shown[0].size == shown[1].size
    assert shown[0].tobytes() == shown[1].tobytes()


def test_a_colour_profile_stays() -> None:
    raw = picture("JPEG", icc_profile=b"profile" * 20, comment=SECRET)
    bare = without_metadata(raw)
    assert opened(bare).info["icc_profile"] == b"profile" * 20
    assert SECRET not in bare


def test_what_stands_after_the_end_goes() -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        raw = picture(kind)
        assert without_metadata(raw + SECRET) == raw, kind


def test_a_moving_picture_moves_on_without_its_comment() -> None:
    frames = [Image.new("P", (4, 4), colour) for colour in range(3)]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=2, comment=SECRET)
    bare = without_metadata(out.getvalue())
    assert SECRET in out.getvalue()
    assert SECRET not in bare
    made = opened(bare)
    assert (made.n_frames, made.info["loop"]) == (opened(out.getvalue()).n_frames, 2)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_cut_short_is_damaged(kind: str) -> None:
    raw = picture(kind)
    with pytest.raises(Damaged):
        without_metadata(raw[: len(raw) // 2])


def test_a_picture_without_metadata_is_copied_as_it_is(tmp_path: Path) -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        file = tmp_path / f"a.{kind.lower()}"
        file.write_bytes(picture(kind))
        assert published_bytes(file) is None, kind


def test_an_avif_with_what_the_camera_wrote_is_refused(tmp_path: Path) -> None:
    files = {"docs/a.avif": taken("AVIF"), "docs/b.avif": picture("AVIF")}
    linking = page(body="[a](../a.avif) [b](../b.avif)")
    assert told(tmp_path, {"docs/fi/a.md": linking, **files}, "fi") == [
        "error docs/a.avif: holds what the camera wrote, perhaps where it was taken."
        " Save it anew, or remove it."
    ]


def test_what_is_large_is_told(tmp_path: Path) -> None:
    wide = BytesIO()
    Image.new("L", (6001, 1)).save(wide, "PNG")
    bomb = bytearray(picture("PNG"))
    bomb[16:24] = (20_000).to_bytes(4, "big") * 2  # its head says: 400 million pixels
    bomb[29:33] = crc32(bomb[12:29]).to_bytes(4, "big")
    noise = BytesIO()
    Image.effect_noise((1600, 1600), 90).save(noise, "PNG")
    files = {
        "docs/assets/a.png": wide.getvalue(),
        "docs/assets/b.png": bytes(bomb),
        "docs/assets/c.png": noise.getvalue(),
    }
    assert told(tmp_path, {"docs/fi/a.md": page(), **files}, "fi") == [
        "note docs/assets/a.png: is 6001 × 1 pixels large, more than any screen shows."
        " Save it smaller.",
        "error docs/assets/b.png: has 400 million pixels, which no phone can unpack."
        " Save it anew, or remove it.",
        f"note docs/assets/c.png: is {len(noise.getvalue()) / 1e6:.1f} MB large, which phones load"
        " slowly. Save it smaller.",
    ]


def test_the_built_site_and_its_feeds_have_the_bare_picture(tmp_path: Path) -> None:
    raw = taken("JPEG")
    folder = "bulletins/2026/2026-12-01-x"
    said = bulletin("image: {file: a.jpg, alt: Kuva}")
    row = Row("metadata", "page", {"files": {f"{folder}/a.jpg": raw, f"{folder}/fi.md": said}})
    row.write(tmp_path / "p")
    built = warm_builder().run(tmp_path / "p", NOON, "mkdocs", "build", "--strict")
    assert built.exit_code == 0, built.said
    bare = (tmp_path / "p/site/bulletins/2026-12-01-x/a.jpg").read_bytes()
    assert bare == without_metadata(raw)
    assert SECRET not in bare
    feed = (tmp_path / "p/site/fi/feeds/all.rss.xml").read_text("utf-8")
    assert f'length="{len(bare)}"' in feed or f'fileSize="{len(bare)}"' in feed
