"""Every kind of page, in every language: nobody is kept out, and nothing is loaded in vain."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

import judges
from browsing import DESK, PHONE, Watch, served
from building import Built, build, config_of, copied

LANGUAGES = ("fi", "sv", "en")
KINDS = {
    "home": "",
    "now": "now/",
    "bulletins": "bulletins/",
    "year": "bulletins/2026/",
    "month": "bulletins/2026/11/",
    "urgent": "bulletins/2026-12-02-water/",  # short in Swedish, missing in English
    "in-force": "bulletins/2026-12-01-72-hours/",
    "expired": "bulletins/2026-10-20-expired/",
    "corrected": "bulletins/2026-11-02-wrong/",
    "correction": "bulletins/2026-11-03-right/",
    "all-clear": "bulletins/2026-11-04-over/",
    "withdrawn-exercise": "bulletins/2026-11-10-mast/",
    "withdrawal-sample": "bulletins/2026-11-11-mast-wrong/",
    "chapter": "handbook/sources/",
    "guest": "handbook/guest/",
    "code": "ethics/",
    "handbook": "handbook/",
    "page": "about/",  # a stand-in in Swedish and English
    "glossary": "glossary/",
    "topics": "topics/",
    "topic": "topics/health/",
    "digests": "digests/",
    "digest": "digests/2026-W45/",
    "corrections": "corrections/",
    "subscribe": "feeds/",
    "status": "status/",
    "statement": "accessibility/",
    "search": "search/?q=vesi+vatten+water",
    "lost": "no/such/page/",
}
ALONE = {"lost"}
# How pages are seen. Each kind is seen in three of these ways, one a language: in both sizes and in
# both colours.
WAYS = [(PHONE, "light"), (DESK, "dark"), (PHONE, "dark"), (DESK, "light")]
MOST_BYTES, MOST_REQUESTS = 60_000, 15


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("accessibility") / "site"
    done = build(config_of("every-kind"), folder, SITE_URL="https://example.org/repo/")
    assert done.exit_code == 0, done.said
    return done


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    with served(built.folder, "/repo/") as address:
        yield address


@pytest.fixture(scope="module")
def alfa() -> Iterator[judges.Alfa]:
    with judges.alfa() as judge:
        yield judge


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    """One tab for the whole module: opening another takes longer than judging a page.

    The judges put styles into the page, which the site's own policy forbids.
    """
    page = browser.new_page(viewport=DESK, locale="de", bypass_csp=True)
    yield page
    page.close()


@pytest.fixture
def page(shared: Page) -> Page:
    shared.set_viewport_size(DESK)
    shared.emulate_media(color_scheme="light", reduced_motion="no-preference")
    return shared


def language_of(kind: str) -> str:
    """For what is the same in all languages: one of them, each in its turn."""
    return LANGUAGES[list(KINDS).index(kind) % 3]


def seen(page: Page, kind: str, tag: str) -> None:
    """Look at a page in the way that is this kind's in this language."""
    size, scheme = WAYS[(list(KINDS).index(kind) + LANGUAGES.index(tag)) % len(WAYS)]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)


def visit(page: Page, home: str, tag: str, kind: str) -> None:
    """Open a page, and wait for what it has to find."""
    page.goto(f"{home}{tag}/{KINDS[kind]}")
    if kind == "search":
        page.locator("#search-results li").first.wait_for()


@pytest.mark.parametrize("kind", KINDS)
def test_no_judge_finds_anything(page: Page, home: str, alfa: judges.Alfa, kind: str) -> None:
    """One visit a language, for opening a page takes longer than most judges."""
    found: dict[tuple[str, str], list[str]] = {}
    for tag in LANGUAGES:
        seen(page, kind, tag)
        visit(page, home, tag, kind)
        found[tag, "axe"] = judges.axe(page)
        if tag == language_of(kind):
            found[tag, "Alfa"] = alfa(page)
            found[tag, "HTML_CodeSniffer"] = judges.code_sniffer(page)
        found[tag, "reflow"] = judges.too_wide(page, 320)
        found[tag, "200 %"] = judges.too_wide(page, 1280, text="250%")  # Material has 125 %
        found[tag, "200 % on a phone"] = judges.too_wide(page, 640, text="250%")
        found[tag, "spacing"] = judges.too_wide(page, 390, spaced=True)
    assert {where: told for where, told in found.items() if told} == {}


def test_nothing_is_wrong_with_the_chooser(page: Page, home: str, alfa: judges.Alfa) -> None:
    page.goto(home)
    assert judges.axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert judges.axe(page, only_contrast=True) == []
    assert judges.code_sniffer(page) == []
    assert alfa(page) == []
    assert judges.walk(page) == {}
    assert judges.too_wide(page, 320) == []


def test_the_judges_do_find_faults(page: Page, home: str, alfa: judges.Alfa) -> None:
    page.goto(f"{home}fi/now/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=data:,> <a href=/></a>"
                  "<p style=width:2000px>wide</p>')")  # fmt: skip
    page.add_style_tag(content="*:focus-visible { outline: none !important }")
    assert any(told.startswith("image-alt") for told in judges.axe(page))
    assert any("H37" in told for told in judges.code_sniffer(page))
    assert {"sia-r2", "sia-r11"} <= {told.split()[0] for told in alfa(page)}
    assert judges.too_wide(page, 320)
    assert {"unseen"} <= judges.walk(page).keys()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desktop"])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    page: Page, home: str, kind: str, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    visit(page, home, language_of(kind), kind)
    assert judges.walk(page) == {}


def test_the_first_stop_skips_to_the_content(page: Page, home: str) -> None:
    page.goto(f"{home}sv/handbook/sources/")
    page.keyboard.press("Tab")
    assert page.locator(".md-skip").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_phones_menu_opens_by_keyboard_and_is_walked_through(page: Page, home: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{home}fi/handbook/sources/")
    menu = page.locator(".tk-menu--site")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    assert judges.axe(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.tk-menu--site nav') !== null")
    menu.locator("summary").focus()
    page.keyboard.press("Space")
    assert menu.get_attribute("open") is None


@pytest.mark.parametrize("kind", ["home", "urgent", "chapter", "subscribe", "lost"])
def test_nothing_moves_for_those_whom_it_makes_ill(page: Page, home: str, kind: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{home}fi/{KINDS[kind]}")
    assert judges.moving(page) == []


def test_everything_is_said_without_javascript(browser: Browser, home: str, page: Page) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESK)
    without = context.new_page()
    for kind, address in KINDS.items():
        if kind in ("lost", "search"):  # one puts a language first, the other says what it needs
            continue
        address = f"{home}{language_of(kind)}/{address}"
        page.goto(address)
        without.goto(address)
        scripted, plain = (tab.locator("main").inner_text() for tab in (page, without))
        # Buttons that need a script are not there without it.
        assert set(plain.splitlines()) <= set(scripted.splitlines()), kind
    context.close()


def test_no_page_asks_for_anything_it_does_not_get_or_anyone_else(
    browser: Browser, home: str
) -> None:
    page = browser.new_page(viewport=PHONE)
    watch = Watch(page, home)
    for kind, address in KINDS.items():
        if kind not in ALONE:
            page.goto(f"{home}{language_of(kind)}/{address}", wait_until="networkidle")
    page.close()
    assert watch.complaints == []


def first_load(browser: Browser, built: Built, home: str, address: str) -> dict[str, int]:
    """What a first visit loads: bytes under gzip of each file, pictures left out."""
    page = browser.new_page(viewport=PHONE)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(home + address, wait_until="networkidle")
    page.close()
    found = {}
    for request in asked:
        if request.resource_type != "image":
            name = unquote(urlsplit(request.url).path).removeprefix("/repo/")
            file = built.folder / (name + "index.html" if name.endswith("/") else name)
            found[name] = len(gzip.compress(file.read_bytes()))
    return found


@pytest.mark.parametrize("kind", ["home", "chapter", "urgent", "subscribe"])
def test_a_first_visit_is_light(browser: Browser, built: Built, home: str, kind: str) -> None:
    loaded = first_load(browser, built, home, f"fi/{KINDS[kind]}")
    assert sum(loaded.values()) <= MOST_BYTES, loaded
    assert len(loaded) <= MOST_REQUESTS


def test_the_home_page_does_not_grow_with_the_number_of_bulletins(tmp_path: Path) -> None:
    config = copied("every-kind", tmp_path)
    folder = config.parent / "bulletins/2026"
    sizes = []
    for count in (20, 60):
        for number in range(count):
            shutil.copytree(
                folder / "2026-10-20-expired", folder / f"2026-10-20-more-{number:02}",
                dirs_exist_ok=True,
            )  # fmt: skip
        built = build(config, tmp_path / "site")
        assert built.exit_code == 0, built.said
        sizes.append(len(built.text("fi/")))
    assert abs(sizes[1] - sizes[0]) < 200
