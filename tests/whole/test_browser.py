"""The built site in a real browser, at the size of a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browsing import DESK, PHONE, Watch, served, watched_tab
from building import build, config_of

KINDS = [
    "", "now/", "bulletins/", "bulletins/2026/", "bulletins/2026/12/", "topics/",
    "topics/health/", "feeds/", "ethics/", "handbook/", "handbook/sources/", "handbook/guest/",
    "about/", "glossary/", "bulletins/2026-12-01-72-hours/",
]  # fmt: skip


@pytest.fixture(scope="module", params=["/", "/repo/"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The complete site, at the root of its host and under a base path."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    built = build(config_of("complete"), folder, SITE_URL=f"https://example.org{request.param}")
    assert built.exit_code == 0, built.said
    with served(folder, request.param) as address:
        yield address


@pytest.fixture(scope="module")
def tab(browser: Browser, home: str) -> Iterator[tuple[Page, Watch]]:
    with watched_tab(browser, home, viewport=PHONE) as found:
        yield found


@pytest.fixture
def phone(tab: tuple[Page, Watch]) -> Page:
    page, watch = tab
    watch.complaints.clear()
    page.set_viewport_size(PHONE)
    return page


@pytest.mark.parametrize("kind", KINDS)
def test_language_switch_walks_to_the_same_page(
    phone: Page, tab: tuple[Page, Watch], home: str, kind: str
) -> None:
    phone.goto(f"{home}fi/{kind}")
    first = phone.url
    heading = phone.locator("h1").inner_text()
    for tag in ("sv", "en", "fi"):
        phone.locator(f".tk-languages a[lang={tag}]").click()
        phone.wait_for_load_state()
        assert phone.locator("html").get_attribute("lang") == tag
        assert f"/{tag}/" in phone.url
        assert phone.locator(".tk-languages a[aria-current]").get_attribute("lang") == tag
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert phone.url == first
    assert phone.locator("h1").inner_text() == heading
    assert tab[1].complaints == []


def test_chooser_goes_to_the_readers_language_and_remembers_nothing(
    browser: Browser, home: str
) -> None:
    for wanted, tag in (("sv-FI", "sv"), ("en-US", "en"), ("fi", "fi")):
        page = browser.new_page(viewport=PHONE, locale=wanted)
        page.goto(home)
        page.wait_for_url(f"{home}{tag}/")
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        page.close()
    page = browser.new_page(viewport=PHONE, locale="de-DE")
    page.goto(home)
    assert page.url == home
    assert page.locator("a[hreflang]").count() == 3
    page.close()


def test_lost_page_speaks_the_language_of_the_path_first(phone: Page, home: str) -> None:
    for tag in ("sv", "en", "fi"):
        phone.goto(f"{home}{tag}/no/such/page/")
        assert phone.locator("section").first.get_attribute("lang") == tag
        assert phone.locator("section").count() == 3
        phone.locator("section").first.locator("a").first.click()
        phone.wait_for_url(f"{home}{tag}/")


def test_menu_opens_by_keyboard(phone: Page, home: str) -> None:
    phone.goto(f"{home}sv/")
    phone.locator(".tk-menu summary").focus()
    phone.keyboard.press("Enter")
    link = phone.locator(".tk-menu a", has_text="Etiska regler")
    assert link.is_visible()
    link.focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url(f"{home}sv/ethics/")


def test_everything_reads_without_javascript(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESK)
    page = context.new_page()
    page.goto(home)
    page.locator("a[hreflang=sv]").click()
    page.locator(".tk-nav--side a", has_text="Handbok").first.click()
    page.locator("article a", has_text="Goda källor").first.click()
    assert page.locator("h1").inner_text() == "1 Goda källor"
    assert page.locator("a.glossary-term").get_attribute("title") == "Varifrån uppgiften kommer."
    context.close()
