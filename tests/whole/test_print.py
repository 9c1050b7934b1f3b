"""Printed pages: black on white, nothing to click, and where they came from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from browsing import DESK, served
from building import Built, build, config_of

URL = "https://example.org/repo/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    done = build(config_of("every-kind"), tmp_path_factory.mktemp("print") / "site", SITE_URL=URL)
    assert done.exit_code == 0, done.said
    return done


@pytest.fixture
def paper(browser: Browser, built: Built) -> Iterator[Page]:
    """A page as a printer gets it from a reader who has it dark."""
    with served(built.folder, "/repo/") as home:
        context = browser.new_context(base_url=home, viewport=DESK, color_scheme="dark")
        page = context.new_page()
        page.emulate_media(media="print", color_scheme="dark")
        yield page
        context.close()


@pytest.mark.parametrize(
    "address", ["fi/handbook/sources/", "sv/bulletins/2026-12-02-water/", "en/ethics/"]
)
def test_paper_says_where_it_came_from(paper: Page, address: str) -> None:
    paper.goto(address)
    foot = paper.locator(".tk-printed")
    assert URL + address in foot.inner_text()
    drawn = Image.open(io.BytesIO(foot.locator("svg").screenshot()))
    assert zxingcpp.read_barcode(drawn).text == URL + address


def test_on_the_screen_nothing_of_that_is_seen_or_heard(paper: Page) -> None:
    paper.emulate_media(media="screen")
    paper.goto("fi/handbook/sources/")
    assert not paper.locator(".tk-printed").is_visible()


def test_paper_is_white_and_holds_nothing_to_click(paper: Page) -> None:
    paper.goto("fi/bulletins/2026-12-02-water/")
    for gone in (".tk-header", ".tk-side--menu", ".tk-around", ".tk-footer"):
        assert not paper.locator(gone).first.is_visible()
    colours = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    assert paper.locator("body").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    drawn = Image.open(io.BytesIO(paper.screenshot()))
    assert drawn.convert("L").getpixel((5, 5)) == 255
    after = "e => getComputedStyle(e, '::after').content"
    assert "https://pelastustoimi.fi/72" in paper.locator(".tk-button").evaluate(after)


def test_a_long_page_becomes_a_pdf(paper: Page) -> None:
    paper.goto("fi/handbook/sources/")
    made = paper.pdf(format="A4", prefer_css_page_size=True)
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") in (1, 2)


def test_old_bulletins_have_their_address_and_no_code(tmp_path: Path) -> None:
    done = build(config_of("every-kind"), tmp_path / "site", at="2027-01-25 12:00", SITE_URL=URL)
    assert done.exit_code == 0, done.said
    for address, count in (
        ("fi/bulletins/2026-10-20-expired/", 0),
        ("fi/bulletins/2026-11-02-wrong/", 1),
        ("fi/handbook/guest/", 1),
    ):
        (foot,) = done.page(address).find_class("tk-printed")
        assert URL + address in foot.text_content()
        assert len(foot.find_class("tk-qr")) == count
