"""The web manifest and the icons, as a browser takes them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from browsing import served
from building import Built, build, config_of
from paths import PROJECT

ASSETS = PROJECT / "hooks/theme/assets"
BASE = "https://example.org/repo/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("manifest") / "site"
    made = build(config_of("complete"), folder, SITE_URL=BASE)
    assert made.exit_code == 0, made.said
    return made


def test_chromium_takes_the_manifest(built: Built, browser: Browser) -> None:
    with served(built.folder, "/repo/") as home:
        for tag, name in (("fi", "Koesivusto"), ("sv", "Provsidan"), ("en", "Test site")):
            page = browser.new_page()
            page.goto(f"{home}{tag}/ethics/")
            asked = page.context.new_cdp_session(page)
            answer = asked.send("Page.getAppManifest")
            assert answer["errors"] == []
            assert answer["url"] == f"{home}{tag}/manifest.webmanifest"
            read = answer["manifest"]
            said = json.loads(answer["data"])
            assert (said["lang"], said["dir"]) == (tag, "ltr")
            assert read["name"] == name
            assert (read["startUrl"], read["scope"]) == (f"{home}{tag}/", home)
            assert read["id"].endswith(f"/repo/{tag}/")
            assert len(read["icons"]) == 5
            problems = asked.send("Page.getInstallabilityErrors")["installabilityErrors"]
            ids = {problem["errorId"] for problem in problems}
            assert ids <= {"in-incognito"}
            page.close()


def test_every_address_in_a_manifest_leads_somewhere(built: Built) -> None:
    for tag in ("fi", "sv", "en"):
        address = f"{BASE}{tag}/manifest.webmanifest"
        manifest = json.loads(built.text(f"{tag}/manifest.webmanifest"))
        pages = [manifest["start_url"], *(short["url"] for short in manifest["shortcuts"])]
        for way in pages:
            assert built.has(urljoin(address, way).removeprefix(BASE) + "index.html"), way
        for icon in manifest["icons"]:
            assert built.has(urljoin(address, icon["src"]).removeprefix(BASE)), icon


def test_icons_have_the_sizes_that_they_say(built: Built) -> None:
    manifest = json.loads(built.text("sv/manifest.webmanifest"))
    for icon in manifest["icons"]:
        if icon["type"] == "image/png":
            with Image.open(built.folder / "sv" / icon["src"]) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]
    with Image.open(built.folder / "assets/apple-touch-icon.png") as image:
        assert image.size == (180, 180)
    assert sum(file.stat().st_size for file in ASSETS.glob("*icon*.png")) < 10_000


def test_what_a_phone_cuts_to_a_shape_has_nothing_in_its_edges() -> None:
    """A maskable icon shows at least its middle four fifths, across."""
    for name in ("icon-maskable-192.png", "icon-maskable-512.png", "apple-touch-icon.png"):
        image = Image.open(ASSETS / name).convert("RGBA")
        ground = image.getpixel((0, 0))
        assert ground == (11, 79, 108, 255), name
        box = ImageChops.difference(image, Image.new("RGBA", image.size, ground)).getbbox(
            alpha_only=False
        )
        assert box
        corners = [(x, y) for x in box[::2] for y in box[1::2]]
        middle = image.width / 2
        furthest = max(((x - middle) ** 2 + (y - middle) ** 2) ** 0.5 for x, y in corners)
        assert furthest <= image.width * 0.4, name


def test_the_png_files_show_what_the_svg_draws(browser: Browser) -> None:
    for size in (192, 512):
        page = browser.new_page(viewport={"width": size, "height": size})
        page.set_content(
            f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>"
            + (ASSETS / "icon.svg").read_text("utf-8")
        )
        drawn = Image.open(io.BytesIO(page.screenshot())).convert("L")
        kept = Image.open(ASSETS / f"icon-{size}.png").convert("RGBA")
        white = Image.new("RGBA", kept.size, "white")
        white.alpha_composite(kept)
        page.close()
        off = ImageChops.difference(drawn, white.convert("L")).point(lambda v: 255 * (v > 40))
        assert off.histogram()[255] < size * size * 0.002, size


def test_pages_name_manifest_icons_and_colours(built: Built) -> None:
    page = built.page("sv/ethics/")
    assert page.xpath("//link[@rel='manifest']/@href") == ["../manifest.webmanifest"]
    assert page.xpath("//link[@rel='apple-touch-icon']/@href") == [
        "../../assets/apple-touch-icon.png"
    ]
    css = (built.folder / "assets/tolkku.css").read_text("utf-8")
    for colour in page.xpath("//meta[@name='theme-color']"):
        assert f"--tk-main: {colour.get('content')};" in css
    assert page.xpath("//meta[@name='theme-color']/@media") == [
        "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)",
    ]  # fmt: skip
    for alone in ("", "404.html"):
        for link in built.page(alone).xpath("//link[@rel='icon' or @rel='apple-touch-icon']"):
            where = urljoin(BASE + alone, link.get("href"))
            assert built.has(where.removeprefix(BASE)), where
    assert not Path(ASSETS / "manifest.webmanifest").exists()
