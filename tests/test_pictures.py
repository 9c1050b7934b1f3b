"""Pictures: measured, in smaller sizes, and told to browsers; feeds and drawings left alone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from building import Built, build, config_of, copied
from tolkku.cache import Cache
from tolkku.errors import SourceError
from tolkku.pictures import Picture, measured, picture_files
from tolkku.site import read_site

KEPT = b"s" * 32


def photograph(width: int, height: int, **saved: object) -> bytes:
    made = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(made, "JPEG", **saved)
    return made.getvalue()


def pictures(folder: Path, **files: bytes) -> dict[str, Picture]:
    """The pictures of a folder with these files, `a_jpg` for `a.jpg`."""
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    names = [name.replace("_", ".") for name in files]
    return measured({name: f"assets/{name}" for name in names}, folder)


def made(found: dict[str, Picture], cache: Cache | None = None) -> dict[str, bytes]:
    return dict(picture_files(found, cache or Cache()))


@pytest.mark.parametrize(
    ("width", "sizes"),
    [(480, []), (700, [480, 700]), (1000, [480, 960]), (1440, [480, 960, 1440]),
     (4000, [480, 960, 1440])],
)  # fmt: skip
def test_sizes_are_never_larger_than_the_picture(
    tmp_path: Path, width: int, sizes: list[int]
) -> None:
    found = pictures(tmp_path, a_jpg=photograph(width, 300))["assets/a.jpg"]
    assert (found.width, found.height) == (width, 300)
    assert [each for each, _ in found.sizes] == sizes
    for (each, _), content in zip(found.sizes, made({"a": found}).values(), strict=True):
        with Image.open(BytesIO(content)) as opened:
            assert (opened.format, opened.width) == ("WEBP", each)


def test_what_a_camera_wrote_into_a_picture_does_not_come_along(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "secret place"
    found = pictures(tmp_path, a_jpg=photograph(900, 600, exif=exif))
    assert (found["assets/a.jpg"].width, found["assets/a.jpg"].height) == (600, 900)
    for content in made(found).values():
        with Image.open(BytesIO(content)) as opened:
            assert opened.height > opened.width
            assert not opened.getexif()
        assert b"secret" not in content


def test_the_same_picture_gives_the_same_bytes_and_address(tmp_path: Path) -> None:
    content = photograph(1000, 600)
    found = pictures(tmp_path, a_jpg=content, b_jpg=content)
    assert found["assets/a.jpg"].sizes == found["assets/b.jpg"].sizes
    assert made(found) == made(found)
    other = pictures(tmp_path, a_jpg=photograph(1000, 601))
    assert other["assets/a.jpg"].sizes != found["assets/a.jpg"].sizes


def test_drawings_and_animations_are_measured_and_left_alone(tmp_path: Path) -> None:
    frames = [Image.new("L", (600, 400), shade) for shade in (0, 255)]
    moving = BytesIO()
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:])
    gif = BytesIO()
    frames[0].save(gif, "GIF", save_all=True, append_images=frames[1:])
    found = pictures(
        tmp_path, a_gif=gif.getvalue(), b_webp=moving.getvalue(),
        c_svg=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"/>',
        d_svg=b'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="9"/>',
    )  # fmt: skip
    shown = {name: (each.width, each.height, each.sizes) for name, each in found.items()}
    assert shown == {
        "assets/a.gif": (600, 400, ()),
        "assets/b.webp": (600, 400, ()),
        "assets/c.svg": (300, 200, ()),
    }


def test_a_picture_is_made_once_and_what_others_put_there_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache", KEPT, "mark")
    found = pictures(tmp_path, a_jpg=photograph(1000, 600))
    first = made(found, cache)
    kept = sorted((tmp_path / "cache/pictures").iterdir())
    assert len(kept) == 2
    monkeypatch.setattr("tolkku.pictures._webp", lambda *_: b"made again")
    assert made(found, cache) == first
    kept[0].write_bytes(kept[1].read_bytes())
    assert b"made again" in made(found, cache).values()
    assert made({}, cache) == {}
    assert list((tmp_path / "cache/pictures").iterdir()) == []


def test_a_broken_picture_stops_the_build_and_is_named(tmp_path: Path) -> None:
    found = pictures(tmp_path, a_jpg=photograph(1000, 600)[:-900])
    with pytest.raises(SourceError, match=r"a\.jpg.*damaged"):
        made(found)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    done = build(config_of("every-kind"), tmp_path_factory.mktemp("pictures") / "site")
    assert done.exit_code == 0, done.said
    return done


def test_the_lead_picture_comes_first_and_the_others_when_they_are_needed(built: Built) -> None:
    lead = built.page("fi/bulletins/2026-12-02-water/").xpath("//main//img")[0]
    assert (lead.get("width"), lead.get("height")) == ("1600", "900")
    assert (lead.get("fetchpriority"), lead.get("loading")) == ("high", None)
    other = built.page("fi/handbook/sources/").xpath("//main//img")[0]
    assert (other.get("loading"), other.get("decoding")) == ("lazy", "async")
    for image, page in (
        (lead, "fi/bulletins/2026-12-02-water/"),
        (other, "fi/handbook/sources/"),
    ):
        assert built.has(page + image.get("src"))
        offered = image.xpath("ancestor::picture//source/@srcset")[0].split(", ")
        assert len(offered) in (2, 3)
        assert all(built.has(page + each.split()[0]) for each in offered)


def test_feeds_keep_the_original(built: Built) -> None:
    feed = built.text("fi/feeds/all.atom.xml")
    assert "https://example.org/bulletins/2026-12-02-water/pan.jpg" in feed
    assert "assets/pictures/" not in feed


def test_a_build_with_a_broken_picture_ends_as_a_check_says(tmp_path: Path) -> None:
    config = copied("every-kind", tmp_path)
    file = config.parent / "bulletins/2026/2026-12-02-water/pan.jpg"
    file.write_bytes(file.read_bytes()[:-4000])
    _, findings = read_site(config, "2026-12-02 12:00", {})
    (told,) = (str(finding) for finding in findings if finding.is_error)
    assert told.endswith("pan.jpg: is named .jpg, and is damaged. Save it anew, or remove it.")
    done = build(config, tmp_path / "site")
    assert done.exit_code != 0
    assert told in done.said
    assert "Traceback" not in done.said
    assert not (tmp_path / "site").exists()


def test_colours_that_webp_cannot_say_are_left_alone(tmp_path: Path) -> None:
    deep, printed = BytesIO(), BytesIO()
    Image.new("I;16", (900, 600), 40_000).save(deep, "PNG")
    Image.new("CMYK", (900, 600), (1, 2, 3, 4)).save(printed, "JPEG")
    found = pictures(tmp_path, a_png=deep.getvalue(), b_jpg=printed.getvalue())
    assert [(each.width, each.sizes) for each in found.values()] == [(900, ()), (900, ())]
