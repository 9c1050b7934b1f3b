"""Time in the reader's browser: a page that was built before something ended tells of its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import PHONE, Watch, served
from building import Built, build, copied

BULLETIN = "fi/bulletins/2026-12-01-72-hours/"
URGENT = """---
title: Sähkökatko
summary: Sähköt ovat poikki.
published: 2026-12-02 11:00
kind: urgent
expires: 2026-12-03 18:00
next_update: 2026-12-02 15:00
action: {text: Lataa puhelin, url: "https://example.org/"}
sources: [{name: Pelastustoimi, url: "https://pelastustoimi.fi/72", checked: 2026-11-30}]
---

Sähköt ovat poikki.
"""
CUT = "fi/bulletins/2026-12-02-cut/"
AFTER_ALL = "2026-12-24T18:00:00+02:00"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two bulletins in force when it is built; the urgent one has no edition in English."""
    folder = tmp_path_factory.mktemp("time")
    site = copied("complete", folder)
    cut = site.parent / "bulletins/2026/2026-12-02-cut"
    cut.mkdir()
    (cut / "fi.md").write_text(URGENT, "utf-8")
    made = build(site, folder / "site")
    assert made.exit_code == 0, made.said
    return made


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    with served(built.folder) as address:
        yield address


See = Callable[[str, str], Page]


@pytest.fixture
def see(browser: Browser, home: str) -> Iterator[See]:
    """Opens a page as of a moment."""
    page = browser.new_page(viewport=PHONE)
    watch = Watch(page, home)

    def seen(address: str, at: str) -> Page:
        page.clock.set_fixed_time(at)
        page.goto(home + address)
        return page

    yield seen
    page.close()
    assert watch.complaints == []


def _article(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def test_a_page_is_as_built_until_something_ends(see: See) -> None:
    said = _article(see(CUT, "2026-12-02T14:59:59+02:00"))
    assert "Voimassa nyt" in said
    assert "Seuraava päivitys 2.12.2026 klo 15.00" in said
    assert "Lataa puhelin" in said
    assert "Ei enää voimassa" not in said
    assert "piti tulla" not in said


def test_an_update_that_has_not_come_is_overdue(see: See) -> None:
    said = _article(see(CUT, "2026-12-02T15:00:00+02:00"))
    assert "Päivityksen piti tulla 2.12.2026 klo 15.00" in said
    assert "Seuraava päivitys" not in said
    assert "Voimassa nyt" in said


def test_what_has_ended_says_so_and_asks_for_nothing(see: See) -> None:
    page = see(CUT, "2026-12-03T18:00:00+02:00")
    said = _article(page)
    assert "Ei enää voimassa. Oli voimassa 3.12.2026 klo 18.00 asti." in said
    assert "Voimassa nyt" not in said
    assert "Päivityksen piti tulla" not in said
    assert "Lataa puhelin" not in said
    assert not page.locator(".tk-action").is_visible()


def test_lists_of_what_is_in_force_grow_empty(see: See) -> None:
    for address in ("fi/", "fi/now/"):
        page = see(address, "2026-12-03T17:59:00+02:00")
        shown = page.locator("[data-in-force] .tk-card:visible")
        assert shown.count() == 2, address
        assert page.locator("[data-in-force] .tk-card--urgent").count() == 1
        page = see(address, "2026-12-03T18:00:00+02:00")
        assert shown.count() == 1, address
        assert page.locator(".tk-card--urgent, .tk-now--urgent").count() == 0
        assert "Mikään ei ole" not in _article(page)
        assert not page.locator("[data-nothing]").is_visible()
        page = see(address, AFTER_ALL)
        assert shown.count() == 0
        assert page.locator("[data-nothing]").is_visible(), address
        assert not page.locator("[data-in-force] .tk-cards").is_visible()  # it would leave a gap
        assert page.locator(".tk-now--active").count() == 0


def test_cards_elsewhere_change_their_label(see: See) -> None:
    page = see("fi/bulletins/", "2026-12-02T12:30:00+02:00")
    assert page.locator(".tk-label--now:visible").count() == 2
    page = see("fi/bulletins/", AFTER_ALL)
    assert page.locator(".tk-label--now:visible").count() == 0
    assert page.locator(".tk-label--past:visible").count() == 2
    assert page.locator(".tk-card:visible").count() >= 2


def test_what_is_in_force_in_another_language_ends_too(see: See) -> None:
    page = see("en/now/", "2026-12-03T17:59:00+02:00")
    assert page.locator(".tk-elsewhere").count() == 1
    assert page.locator(".tk-elsewhere").is_visible()
    page = see("en/now/", "2026-12-03T18:00:00+02:00")
    assert not page.locator(".tk-elsewhere").is_visible()
    assert not page.locator("[data-nothing]").is_visible()
    assert see("en/now/", AFTER_ALL).locator("[data-nothing]").is_visible()


def test_a_page_left_open_changes_by_itself(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.clock.install(time="2026-12-03T17:00:00+02:00")
    page.goto(home + CUT)
    assert page.locator(".tk-action").is_visible()
    page.clock.fast_forward("01:00:01")
    assert not page.locator(".tk-action").is_visible()
    assert "Oli voimassa" in _article(page)
    page.close()


def test_without_javascript_a_page_is_as_built(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + CUT)
    assert "Lataa puhelin" in _article(page)
    assert "Ei enää voimassa" not in _article(page)
    page.goto(f"{home}fi/now/")
    assert not page.locator("[data-nothing]").is_visible()
    context.close()


def test_only_pages_where_something_can_end_load_the_script(built: Built) -> None:
    for address in built.pages():
        page = built.page(address)
        waits = bool(page.xpath("//*[@data-expires or @data-next-update]"))
        loads = bool(page.xpath("//script[contains(@src, 'assets/time.js')]"))
        assert loads == waits, address
    assert built.page(CUT).xpath("//script[contains(@src, 'assets/time.js')]/@defer")
    assert not built.page("fi/ethics/").xpath("//script[@src]")


def test_the_script_is_small(built: Built) -> None:
    assert (built.folder / "assets/time.js").stat().st_size < 2500


def test_a_build_after_the_end_leaves_nothing_to_the_browser(tmp_path: Path, built: Built) -> None:
    site = copied("complete", tmp_path)
    late = build(site, tmp_path / "late", at="2026-12-25 12:00")
    assert late.page(BULLETIN).xpath("//*[@data-expires]") == []
    assert "Ei enää voimassa. Oli voimassa" in late.text(BULLETIN)
    (nothing,) = late.page("fi/now/").xpath("//*[@data-nothing]")
    assert nothing.get("hidden") is None
