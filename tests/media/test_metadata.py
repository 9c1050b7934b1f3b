"""What cameras write into pictures is not published; the pictures are, to the last pixel."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from zlib import compress, crc32

import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from bad_rows import Row
from building import NOON, warm_builder
from sites_for_tests import bulletin, page, picture, published_bytes, told
from tolkku.media.metadata import frames_in, without_metadata
from tolkku.media.pixels import picture_problem
from tolkku.media.types import Damaged

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


def profile(*tags: tuple[bytes, bytes]) -> bytes:
    """A colour profile (ICC, version 2) with tags besides those of sRGB."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    count = struct.unpack_from(">I", made, 128)[0]
    table = [struct.unpack_from(">4sII", made, 132 + 12 * n) for n in range(count)]
    contents = [(name, made[start : start + size]) for name, start, size in table]
    body, index = b"", b""
    everything = [*contents, *tags]
    for name, content in everything:
        at = 132 + 12 * len(everything) + len(body)
        index += struct.pack(">4sII", name, at, len(content))
        body += content + bytes(-len(content) % 4)
    whole = made[4:128] + struct.pack(">I", len(everything)) + index + body
    return struct.pack(">I", len(whole) + 4) + whole


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_of_a_colour_profile_only_colours_stay(kind: str) -> None:
    raw = picture(kind, icc_profile=profile((b"mmod", b"text\0\0\0\0" + SECRET + b"\0")))
    bare = without_metadata(raw)
    assert SECRET in opened(raw).info["icc_profile"]
    kept = opened(bare).info["icc_profile"]
    assert SECRET not in kept
    assert b"sRGB" not in kept
    theirs = [
        ImageCms.applyTransform(
            opened(raw).convert("RGB"),
            ImageCms.buildTransform(
                ImageCms.ImageCmsProfile(BytesIO(each)), ImageCms.createProfile("LAB"), "RGB", "LAB"
            ),
        )
        for each in (opened(raw).info["icc_profile"], kept)
    ]
    assert theirs[0].tobytes() == theirs[1].tobytes()
    assert without_metadata(bare) == bare


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_colour_profile_that_is_none_goes(kind: str) -> None:
    bare = without_metadata(picture(kind, icc_profile=SECRET * 20))
    assert SECRET not in bare
    assert opened(bare).size == (2, 2)


def test_a_colour_profile_of_many_segments_stays_whole() -> None:
    curve = b"curv\0\0\0\0" + struct.pack(">I", 70_000) + bytes(140_000)
    raw = picture("JPEG", icc_profile=profile((b"bkpt", curve)))
    bare = without_metadata(raw)
    assert curve in opened(bare).info["icc_profile"]
    assert without_metadata(bare) == bare


def jpeg_with(segment: bytes) -> bytes:
    raw = picture("JPEG")
    return raw[:2] + segment + raw[2:]


def png_with(name: bytes, content: bytes) -> bytes:
    raw = picture("PNG")
    chunk = struct.pack(">I", len(content)) + name + content
    return raw[:33] + chunk + crc32(name + content).to_bytes(4, "big") + raw[33:]


def webp_with(name: bytes, content: bytes) -> bytes:
    raw = picture("WEBP") + name + struct.pack("<I", len(content)) + content
    return raw[:4] + struct.pack("<I", len(raw) - 8) + raw[8:]


SMALL = b"JFIF\0\1\1\0\0\1\0\1\x03\x02" + b"SECRET-CAMERA-----"


@pytest.mark.parametrize(
    "raw",
    [
        jpeg_with(b"\xff\xe0" + struct.pack(">H", len(SMALL) + 2) + SMALL),
        jpeg_with(b"\xff\xee\x00\x1dAdobe\0\x64\0\0\0\0\1" + SECRET + b"--"),
        jpeg_with(b"\xff\xf7\x00\x0f" + SECRET),
        jpeg_with(b"\xff\x02\x00\x0f" + SECRET),
        png_with(b"sPLT", SECRET + b"\0\x08"),
        png_with(b"gAMA", b"\0\0\xb1\x8f" + SECRET),
        png_with(b"teXt", SECRET),
        png_with(b"tIME", SECRET),
        png_with(b"iCCP", SECRET + b"\0\0" + compress(b"nothing")),
        webp_with(b"XYZW", SECRET + b"\0"),
        webp_with(b"ICCP", SECRET + b"\0"),
        picture("AVIF") + b"\0\0\0\x25uuid" + bytes(16) + SECRET,
        picture("AVIF") + b"\0\0\0\x15free" + SECRET,
        picture("AVIF") + b"\0\0\0\x15Exif" + SECRET,
        picture("AVIF") + SECRET,
    ],
)  # fmt: skip
def test_parts_that_nobody_knows_go(raw: bytes) -> None:
    assert SECRET in raw
    bare = without_metadata(raw)
    assert SECRET not in bare
    assert opened(bare).size == (2, 2)
    assert without_metadata(bare) == bare


def test_a_moving_webp_loses_what_is_in_its_frames_too() -> None:
    frames = [Image.new("RGB", (4, 4), (shade, 0, 0)) for shade in (0, 90, 200)]
    made = BytesIO()
    frames[0].save(made, "WEBP", save_all=True, append_images=frames[1:])
    raw = made.getvalue()
    assert frames_in(raw) == 3
    at = raw.index(b"ANMF")
    size = struct.unpack_from("<I", raw, at + 4)[0]
    hidden = b"HIDE" + struct.pack("<I", 14) + SECRET + b"\0"
    longer = struct.pack("<I", size + len(hidden))
    raw = raw[: at + 4] + longer + raw[at + 8 : at + 8 + size] + hidden + raw[at + 8 + size :]
    raw = raw[:4] + struct.pack("<I", len(raw) - 8) + raw[8:]
    assert without_metadata(raw) == without_metadata(made.getvalue())
    assert SECRET not in without_metadata(raw)


def test_text_in_a_gif_goes() -> None:
    raw = picture("GIF")
    text = b"\x21\x01\x0c" + bytes(12) + bytes([len(SECRET)]) + SECRET + b"\0"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x05\x00" + bytes([len(SECRET)]) + SECRET + b"\0"
    at = raw.index(b"\x2c", 13)
    bare = without_metadata(raw[:at] + text + loop + raw[at:])
    assert SECRET not in bare
    assert opened(bare).info["loop"] == 5


def test_a_png_with_a_part_that_must_be_known_and_is_not_is_damaged() -> None:
    with pytest.raises(Damaged):
        without_metadata(png_with(b"CgBI", b"\0\0\0\0"))


def test_pixels_are_counted_before_they_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tolkku.media.pixels.unpacked", lambda _: pytest.fail("was unpacked"))
    bomb = bytearray(picture("WEBP", lossless=True))
    assert bomb[12:16] == b"VP8L"
    bomb[21:25] = (13_999 | 6_999 << 14).to_bytes(4, "little")  # its head says: 98 million pixels
    told = "has 98 million pixels, and no phone can unpack more than 40."
    assert picture_problem(bytes(bomb), "webp") == told
    assert len(bomb) < 100


def test_a_moving_picture_of_many_frames_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tolkku.media.pixels._MOST_MOVING", 40)
    frames = [Image.new("RGB", (4, 4), (shade, 0, 0)) for shade in (0, 90, 200)]
    for kind in ("GIF", "PNG", "WEBP", "AVIF"):
        made = BytesIO()
        frames[0].save(made, kind, save_all=True, append_images=frames[1:])
        assert picture_problem(made.getvalue(), "x") == (
            "moves, and has 3 frames of 16 pixels, which keeps phones too busy."
        ), kind
        assert picture_problem(picture(kind), "x") is None


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
        "error docs/assets/b.png: has 400 million pixels, and no phone can unpack more than 40."
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
