"""Pictures: measured, in smaller sizes, and told to browsers; feeds and drawings left alone."""

from __future__ import annotations

import random
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from building import Built, build, config_of, copied
from paths import RECORDINGS
from sites_for_tests import published_bytes
from tolkku.media.images import MediaFile, picture_files, read_media
from tolkku.media.judge import media_findings
from tolkku.model.findings import SourceError
from tolkku.publishing.assembly import Assembly
from tolkku.publishing.pages import Templates
from tolkku.site import read_site
from tolkku.system.cache import Cache

KEPT = b"s" * 32


def photograph(width: int, height: int, **saved: object) -> bytes:
    made = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(made, "JPEG", **saved)
    return made.getvalue()


def pictures(folder: Path, **files: bytes) -> dict[str, MediaFile]:
    """The pictures of a folder with these files, `a_jpg` for `a.jpg`."""
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    names = [name.replace("_", ".") for name in files]
    return read_media({name: f"assets/{name}" for name in names}, folder)


def made(found: dict[str, MediaFile], cache: Cache | None = None) -> dict[str, bytes]:
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
    assert found.size == (width, 300)
    assert [each for each, _ in found.sizes] == sizes
    for (each, _), content in zip(found.sizes, made({"a": found}).values(), strict=True):
        with Image.open(BytesIO(content)) as opened:
            assert (opened.format, opened.width) == ("WEBP", each)


def test_what_a_camera_wrote_into_a_picture_does_not_come_along(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "secret place"
    found = pictures(tmp_path, a_jpg=photograph(900, 600, exif=exif))
    assert found["assets/a.jpg"].size == (600, 900)
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
    shown = {name: (each.size, each.sizes) for name, each in found.items()}
    assert shown == {
        "assets/a.gif": ((600, 400), ()),
        "assets/b.webp": ((600, 400), ()),
        "assets/c.svg": ((300, 200), ()),
        "assets/d.svg": (None, ()),
    }


def test_a_picture_is_made_once_and_what_others_put_there_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache", KEPT, "mark")
    found = pictures(tmp_path, a_jpg=photograph(1000, 600))
    first = made(found, cache)
    kept = sorted((tmp_path / "cache/pictures").iterdir())
    assert len(kept) == 2
    monkeypatch.setattr("tolkku.media.images._webp", lambda *_: b"made again")
    assert made(found, cache) == first
    kept[0].write_bytes(kept[1].read_bytes())
    assert b"made again" in made(found, cache).values()
    assert made({}, cache) == {}
    assert list((tmp_path / "cache/pictures").iterdir()) == []


def test_a_broken_picture_stops_the_build_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.jpg.*damaged"):
        made(pictures(tmp_path, a_jpg=photograph(1000, 600)[:-900]))


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
    assert [(each.size, each.sizes) for each in found.values()] == [((900, 600), ())] * 2


def test_no_size_is_higher_than_a_webp_can_be(tmp_path: Path) -> None:
    made_tall = BytesIO()
    Image.new("L", (500, 33_000)).save(made_tall, "PNG")
    found = pictures(tmp_path, a_png=made_tall.getvalue())
    assert found["assets/a.png"].sizes == ()
    assert made(found) == {}


def test_what_is_judged_sound_can_be_published_and_made_smaller(tmp_path: Path) -> None:
    """Four hundred pictures with some bytes changed: none passes the check and breaks the build."""
    chance = random.Random(10)
    whole = Image.linear_gradient("L").resize((500, 40)).convert("RGB")
    sources = []
    for kind, mode in (("JPEG", "RGB"), ("PNG", "P"), ("PNG", "LA"), ("WEBP", "RGB"), ("GIF", "P")):
        saved = BytesIO()
        whole.convert(mode).save(saved, kind)
        sources.append((kind.lower(), saved.getvalue()))
    sound = 0
    for _ in range(400):
        kind, raw = chance.choice(sources)
        spoilt = bytearray(raw)
        for _ in range(chance.choice((1, 2, 5))):
            spoilt[chance.randrange(min(len(raw), 200))] = chance.randrange(256)
        file = tmp_path / f"a.{kind}"
        file.write_bytes(spoilt)
        if any(finding.is_error for finding in media_findings(file, file.name)):
            continue
        sound += 1
        made(read_media({file.name: file.name}, tmp_path))
        with Image.open(BytesIO(published_bytes(file) or bytes(spoilt))) as opened:
            opened.load()
    assert sound > 40


def test_a_drawing_without_a_size_is_told_by_the_check(tmp_path: Path) -> None:
    config = copied("every-kind", tmp_path)
    file = config.parent / "docs/assets/pan.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg"\n width="nan" height="1e999"/>')
    _, findings = read_site(config, "2026-12-02 12:00", {})
    assert [str(finding) for finding in findings if finding.is_error] == [
        'docs/assets/pan.svg:1: says height="1e999", which is no size. Save it anew, or remove it.',
        'docs/assets/pan.svg:1: says width="nan", which is no size. Save it anew, or remove it.',
    ]
    done = build(config, tmp_path / "site")
    assert done.exit_code != 0
    assert "Traceback" not in done.said


def test_the_built_site_has_the_drawings_and_recordings_that_we_wrote(tmp_path: Path) -> None:
    config = copied("every-kind", tmp_path)
    docs = config.parent / "docs/assets"
    (docs / "a.svg").write_text('<!--SECRET--><svg xmlns="http://www.w3.org/2000/svg"/>')
    film = RECORDINGS / "film.mp4"
    (docs / "a.mp4").write_bytes(film.read_bytes())
    text = config.parent / "docs/fi/about.md"
    text.write_text(f"{text.read_text('utf-8')}\n[Elokuva](../assets/a.mp4)\n", "utf-8")
    done = build(config, tmp_path / "site")
    assert done.exit_code == 0, done.said
    drawn = (tmp_path / "site/assets/a.svg").read_text()
    assert drawn == '<svg xmlns="http://www.w3.org/2000/svg"/>\n'
    played = (tmp_path / "site/assets/a.mp4").read_bytes()
    assert b"SECRET" in film.read_bytes()
    assert b"SECRET" not in played


def test_a_picture_is_read_once_to_be_judged_and_once_to_be_published() -> None:
    """Three languages, three formats of feeds, preview cards: it was opened 24 times."""
    opened: list[str] = []

    def count(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(arguments[0]).endswith("pan.jpg"):
            opened.append(str(arguments[0]))

    sys.addaudithook(count)
    site, findings = read_site(config_of("every-kind"), "2026-12-02 12:00", {})
    assert not any(finding.is_error for finding in findings)
    templates = Templates(site.settings, is_preview=False)
    assert dict(Assembly(site, Cache(), lambda _: None, templates).files())
    assert len(opened) <= 3  # and once more for the smaller ones that phones load
    opened.clear()
