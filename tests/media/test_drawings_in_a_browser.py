"""Drawings opened by themselves in Chromium, without any header: nothing runs, nothing is asked
for elsewhere; and they look as they did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route
from test_drawings import HARMLESS, HOSTILE, STYLES, drawing, published_drawings

from paths import PROJECT
from tolkku.media.drawings import read_drawing

HERE = "https://example.org/a.svg"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 400, "height": 600})
    yield page
    page.close()


def complaints(page: Page, content: bytes) -> list[str]:
    """What a drawing does besides being shown."""
    told: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == HERE:
            route.fulfill(body=content, content_type="image/svg+xml")
            return
        told.append(route.request.url)
        route.abort()

    def broke(error: object) -> None:
        told.append(str(error))

    page.route("**", answer)
    page.on("pageerror", broke)
    page.goto(HERE)
    page.wait_for_timeout(20)
    if page.url != HERE:
        told.append(page.url)
    page.remove_listener("pageerror", broke)
    page.unroute("**")
    return told


def test_what_is_published_runs_nothing_and_asks_for_nothing(page: Page) -> None:
    worst = dict.fromkeys(content for _, content in published_drawings())
    whole = drawing("".join(HARMLESS) + '<g ink:onload="PWN()" data-onload="PWN()"/>')
    assert read_drawing(whole).faults == ()
    for content in (read_drawing(whole).content, *list(worst)[:60]):
        assert complaints(page, content) == [], content


@pytest.mark.parametrize(
    ("source", "done"),
    [
        (drawing("<script>PWN()</script>"), "PWN is not defined"),
        (drawing('<animate attributeName="x" dur="1s" onbegin="PWN()"/>'), "PWN is not defined"),
        (drawing("<h:script>PWN()</h:script>"), "PWN is not defined"),
        (drawing('<h:frameset><h:frame src="https://evil.example/"/></h:frameset>'),
         "https://evil.example/"),
        (drawing('<image href="https://evil.example/a.png"/>'), "https://evil.example/a.png"),
        (drawing("<style>a{}<!-- x -->svg{background:url(https://evil.example/)}</style>"),
         "https://evil.example/"),
        (drawing("<style>svg{background:image-set('https://evil.example/')}</style>"),
         "https://evil.example/"),
        (drawing("<style>svg{background:u\\72l(https://evil.example/)}</style>"),
         "https://evil.example/"),
    ],
)  # fmt: skip
def test_what_is_refused_would_do_harm(page: Page, source: bytes, done: str) -> None:
    """So the test above could fail."""
    assert read_drawing(source).faults
    assert done in complaints(page, source)


def test_nothing_is_published_of_what_is_refused(page: Page) -> None:
    styles = [f"<style>{style}</style>" for style in STYLES]
    assert {read_drawing(drawing(inside)).content for inside in (*HOSTILE, *styles)} == {b""}


def looks(page: Page, content: bytes) -> bytes:
    assert complaints(page, content) == []
    return page.screenshot()


@pytest.mark.parametrize(
    "file", sorted((PROJECT / "docs/assets").glob("*.svg")), ids=lambda file: file.name
)
def test_our_own_drawings_look_as_they_did(page: Page, file: Path) -> None:
    source = file.read_bytes()
    assert looks(page, read_drawing(source).content) == looks(page, source)


def test_a_drawing_full_of_notes_looks_as_it_did(page: Page) -> None:
    notes = '<!-- a --><metadata>b</metadata><ink:c><rect width="9"/></ink:c>'
    parts = '<style>rect{/* d */fill:red}</style><rect width="90" height="60" ink:e="f"/>'
    drawn = '<text x="9" y="90" xml:space="preserve">a  b &amp; ä</text><use href="#g" x="99"/>'
    source = drawing(notes + parts + drawn + '<g id="g" data-h="i"><circle r="40" cy="40"/></g>')
    found = read_drawing(source)
    assert found.faults == ()
    assert len(found.content) < len(source)
    assert looks(page, found.content) == looks(page, source)
    assert looks(page, found.content) != looks(page, drawing(notes))
