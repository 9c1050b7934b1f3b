"""Search in a real browser: what readers find, in which order, by what means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from search_site import HOSTILE, Case, cases, make

from browsing import DESK, PHONE, Watch, served, watched_tab
from building import NOON, Built, build

POLICY = "default-src 'self'"
MUST = [case for case in cases() if case.kind == "must"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def built(config: Path) -> Built:
    made = build(config, config.parents[3] / "site", SITE_URL="https://example.org/repo/")
    assert made.exit_code == 0, made.said
    return made


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    """Served under a base path, and with the strictest policy that a site can have."""
    with served(built.folder, "/repo/", POLICY) as address:
        yield address


@pytest.fixture(scope="module")
def tab(browser: Browser, home: str) -> Iterator[tuple[Page, Watch]]:
    """A page at the moment of the build, which sees that nothing is asked of anybody else."""
    with watched_tab(browser, home, viewport=DESK) as (page, watch):
        page.clock.set_fixed_time(f"{NOON.replace(' ', 'T')}:00+02:00")
        yield page, watch


@pytest.fixture
def page(tab: tuple[Page, Watch]) -> Iterator[Page]:
    found, watch = tab
    found.set_viewport_size(DESK)
    yield found
    told, watch.complaints[:] = list(watch.complaints), []
    assert told == []


def search(page: Page, home: str, tag: str, query: str) -> list[str]:
    """The addresses of all results, best first."""
    page.goto(f"{home}{tag}/search/{query}")
    expect(page.get_by_role("status")).not_to_be_empty()
    while page.locator("#search-more").is_visible():
        count = page.locator("#search-results li").count()
        page.locator("#search-more").click()
        page.locator("#search-results li").nth(count).wait_for()
    links = page.locator("#search-results a").evaluate_all("all => all.map((a) => a.href)")
    return [link.removeprefix(f"{home}{tag}/").rstrip("/") for link in links]


def names(found: list[str]) -> list[str]:
    """Bulletins without `bulletins/` and the day."""
    return [re.sub(r"^bulletins/\d{4}-\d\d-\d\d-", "", each) for each in found]


@pytest.mark.parametrize("case", MUST, ids=lambda case: f"{case.language}-{case.query}")
def test_a_word_is_found_in_any_form(page: Page, home: str, case: Case) -> None:
    assert case.key in search(page, home, case.language, f"?q={case.query}")
    assert page.locator("#search-results mark").count()
    assert re.fullmatch(r"\d+ \w+\.", page.get_by_role("status").inner_text())


def test_what_says_most_comes_first_and_then_the_newest(page: Page, home: str) -> None:
    found = names(search(page, home, "fi", "?q=tulva"))
    assert found == ["six", "two", "one", "handbook/floods", "three", "four", "five"]


def test_the_reader_may_ask_in_any_form_and_without_dots(page: Page, home: str) -> None:
    for query in ("tulvissa", "TULVILLE", "tulvastakin", "tulva!"):
        assert names(search(page, home, "fi", f"?q={query}"))[:3] == ["six", "two", "one"], query
    assert "case-2" in search(page, home, "fi", "?q=jono")
    assert "three" in names(search(page, home, "fi", "?q=ohjeita"))
    assert "six" in names(search(page, home, "fi", "?q=etelassa"))


def test_a_typo_is_forgiven_and_told(page: Page, home: str) -> None:
    assert "case-4" in search(page, home, "fi", "?q=tieodte")
    said = page.get_by_role("status").inner_text()
    assert "Mikään sivu ei vastaa hakuasi täsmälleen." in said


def test_several_words_find_pages_that_have_all_of_them(page: Page, home: str) -> None:
    assert names(search(page, home, "fi", "?q=tulva+etelä")) == ["six"]
    found = names(search(page, home, "fi", "?q=tulva+kirahvi"))
    assert "six" in found
    assert "Millään sivulla ei ole kaikkia sanoja." in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("query", ["xyzzy", "constructor", "__proto__", "%3Cb%3E", "..%2F..%2F"])
def test_nothing_found_is_said(page: Page, home: str, query: str) -> None:
    assert search(page, home, "en", f"?q={query}") == []
    assert "Nothing was found." in page.get_by_role("status").inner_text()


def test_filters_narrow_what_is_found(page: Page, home: str) -> None:
    for query, wanted in {
        "?q=tulva&kind=urgent": ["one"],
        "?q=tulva&kind=chapter": ["handbook/floods"],
        "?q=tulva&topic=health": ["two", "handbook/floods"],
        "?q=tulva&year=2025": ["one"],
        "?q=tulva&year=2026&topic=preparedness": ["six", "three", "four", "five"],
        "?q=tulva&kind=qa": [],
        "?kind=urgent": ["one"],
    }.items():
        assert names(search(page, home, "fi", query)) == wanted, query


def test_a_filter_is_kept_in_the_address(page: Page, home: str) -> None:
    search(page, home, "fi", "?q=tulva")
    page.get_by_label("Vuosi").select_option("2025")
    expect(page.locator("#search-results li")).to_have_count(1)
    assert page.url == f"{home}fi/search/?q=tulva&year=2025"
    page.go_back()
    expect(page.locator("#search-results li")).to_have_count(7)
    assert page.get_by_label("Vuosi").input_value() == ""
    assert page.title().startswith("tulva – ")


def test_a_stand_in_is_found_only_in_the_language_of_its_text(page: Page, home: str) -> None:
    found = search(page, home, "sv", "?q=översvämning")
    assert found == ["bulletins/2026-11-28-swedish"]
    for tag in ("fi", "en"):
        assert search(page, home, tag, "?q=översvämning") == []
        assert search(page, home, tag, "?q=svenska") == []


def test_results_say_what_they_are_and_whether_they_hold(page: Page, home: str) -> None:
    search(page, home, "fi", "?q=tulva")
    cards = page.locator("#search-results li")
    assert _labels(page, 0) == ["Tiedote", "Voimassa nyt"]
    assert _labels(page, 2) == ["Kiireellinen", "Ei enää voimassa"]
    assert _labels(page, 3) == ["Käsikirjan luku"]
    assert cards.nth(2).locator(".tk-card__time").inner_text() == "5.5.2025 klo 7.00 · Varautuminen"
    assert cards.nth(3).locator(".tk-card__time").inner_text().strip(" ·") == "Terveys"


def test_what_expires_after_the_build_is_marked_too(page: Page, home: str) -> None:
    page.clock.set_fixed_time("2026-12-24T12:00:00+02:00")
    search(page, home, "fi", "?q=etelä")
    assert _labels(page, 0) == ["Tiedote", "Ei enää voimassa"]


def _labels(page: Page, number: int) -> list[str]:
    return page.locator("#search-results li").nth(number).locator(".tk-label").all_inner_texts()


def test_an_excerpt_shows_the_text_and_never_a_lemma(page: Page, home: str) -> None:
    search(page, home, "fi", "?q=huijaus")
    card = page.locator("#search-results li").first
    assert card.locator(".tk-card__summary").inner_text() == "Varo huijausviestejä."
    assert card.locator("mark").all_inner_texts() == ["huijausviestejä"]


def test_a_hostile_title_is_text(page: Page, home: str) -> None:
    search(page, home, "fi", "?q=kavala")
    assert page.locator("#search-results a").inner_text() == HOSTILE
    assert page.locator("#search-results img, #search-results b").count() == 0
    search(page, home, "fi", "?q=%3Cimg+src%3Dx+onerror%3D%22document.title%3D1%22%3E+kavala")
    assert page.locator("#search-words").input_value().startswith("<img")
    assert page.title() != "1"


def test_more_results_come_when_asked_for(page: Page, home: str) -> None:
    page.goto(f"{home}fi/search/?q=monta")
    expect(page.get_by_role("status")).not_to_be_empty()
    assert page.get_by_role("status").inner_text() == "25 tulosta."
    assert page.locator("#search-results li").count() == 10
    page.get_by_role("button", name="Näytä lisää tuloksia").press("Enter")
    expect(page.locator("#search-results li")).to_have_count(20)
    assert page.locator("#search-results a").nth(10).evaluate("a => a === document.activeElement")


def test_nothing_is_fetched_before_the_reader_searches(page: Page, home: str) -> None:
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url.removeprefix(home).partition("?")[0]))
    page.goto(f"{home}fi/")
    assert not [address for address in asked if "search" in address]
    page.goto(f"{home}fi/search/")
    page.locator("#search-words").fill("tulva")
    page.wait_for_load_state("networkidle")
    own = {"fi/search/", "assets/search.js"}
    assert {address for address in asked if "search" in address} == own
    page.locator("#search-words").press("Enter")
    expect(page.get_by_role("status")).not_to_be_empty()
    fetched = {address for address in asked if "search" in address} - own
    assert all(address.startswith("fi/search/") for address in fetched)
    assert len(fetched) <= 4 + 7  # where to look, the word, its places now and before, the results
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_by_keyboard_alone(page: Page, home: str) -> None:
    page.goto(f"{home}fi/search/")
    page.keyboard.press("/")
    page.keyboard.type("etelä/")
    assert page.locator("#search-words").input_value() == "etelä/"
    page.keyboard.press("Escape")
    assert page.locator("#search-words").input_value() == ""
    page.keyboard.type("etelä")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).not_to_be_empty()
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#search-results a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}fi/bulletins/2026-11-26-six/")


def test_the_count_is_announced_and_every_field_has_a_name(page: Page, home: str) -> None:
    page.goto(f"{home}sv/search/")
    assert page.get_by_role("status").get_attribute("id") == "search-status"
    assert page.get_by_role("search").count() == 1
    for name in ("Vad söker du?", "Typ", "Ämne", "År"):
        assert page.get_by_label(name, exact=True).count() == 1, name
    assert page.get_by_role("list").filter(has=page.locator("article")).count() == 0
    search(page, home, "sv", "?q=källa")
    assert page.get_by_role("status").inner_text() == "1 träff."


def test_the_header_leads_there_with_what_was_written(page: Page, home: str) -> None:
    page.goto(f"{home}sv/ethics/")
    page.locator(".tk-find input").fill("källa")
    page.locator(".tk-find input").press("Enter")
    page.wait_for_url(f"{home}sv/search/?q=k%C3%A4lla")
    expect(page.get_by_role("status")).not_to_be_empty()
    assert page.locator("#search-results li").count() == 1
    page.set_viewport_size(PHONE)
    page.goto(f"{home}en/")
    page.get_by_role("link", name="Search", exact=True).click()
    page.wait_for_url(f"{home}en/search/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_javascript_the_page_says_so(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for tag, said in {
        "fi": "Haku vaatii JavaScriptin.",
        "sv": "Sökningen kräver JavaScript.",
        "en": "Search needs JavaScript.",
    }.items():
        page.goto(f"{home}{tag}/search/?q=tulva")
        assert said in page.locator("#search-without").inner_text()
        assert not page.locator("#search").is_visible()
        page.locator("#search-else ~ ul a").first.click()
        assert page.url == f"{home}{tag}/bulletins/"
    context.close()


def test_a_search_that_cannot_be_loaded_says_so(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.route("**/search/places/*", lambda route: route.abort())
    page.goto(f"{home}en/search/?q=source")
    expect(page.get_by_role("status")).not_to_be_empty()
    said = page.get_by_role("status").inner_text()
    assert said == "The search could not be loaded. Check your connection and try again."
    page.unroute("**/search/places/*")
    page.locator("#search-words").press("Enter")
    page.wait_for_selector("#search-results li")
    page.close()


def test_two_builds_are_the_same_to_the_byte(config: Path, built: Built) -> None:
    url = "https://example.org/repo/"
    again = build(config, built.folder.with_name("again"), SITE_URL=url, PYTHONHASHSEED="77")
    made = {file.relative_to(built.folder) for file in built.folder.rglob("search/**/*")}
    assert made == {file.relative_to(again.folder) for file in again.folder.rglob("search/**/*")}
    for name in made:
        file = built.folder / name
        assert file.is_dir() or file.read_bytes() == (again.folder / name).read_bytes(), name
