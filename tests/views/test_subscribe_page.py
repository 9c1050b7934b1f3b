"""The page on which readers subscribe: in a browser on a phone, and without what a browser adds."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route

from browsing import PHONE, Watch, served
from building import Built, build, config_of, visible_text
from tolkku.views.body import qr_code

URL = "https://example.org/repo/"
FEEDS = (
    "all", "urgent", "weekly", "monthly", "corrections", "topic-preparedness", "topic-health",
)  # fmt: skip
# What the button says, before and after; where the link leads; a heading.
SAID = {
    "fi": ("Kopioi osoite", "Kopioitu", "Avaa syötelukijassa", "Mikä sopii sinulle?"),
    "sv": ("Kopiera adressen", "Kopierat", "Öppna i en flödesläsare", "Vilket passar dig?"),
    "en": ("Copy address", "Copied", "Open in a feed reader", "Which one suits you?"),
}
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined});"
NO_COPYING = "document.execCommand = () => false;"


def address(tag: str, name: str = "all") -> str:
    return f"{URL}{tag}/feeds/{name}.rss.xml"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("subscribe") / "site"
    done = build(config_of("complete"), folder, SITE_URL=URL)
    assert done.exit_code == 0, done.said
    return done


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    with served(built.folder, "/repo/") as found:
        yield found


def strict(route: Route) -> None:
    """Send a page as a careful host would."""
    answer = route.fetch()
    policy = {"content-security-policy": "default-src 'self'"}
    route.fulfill(response=answer, headers={**answer.headers, **policy})


@pytest.fixture
def phone(browser: Browser, home: str) -> Iterator[BrowserContext]:
    """A phone in dark mode that lets pages copy, on a host with a strict policy."""
    context = browser.new_context(viewport=PHONE, color_scheme="dark")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=home)
    context.route("**/*", strict)
    yield context
    context.unroute_all(behavior="ignoreErrors")  # what is still on its way is not waited for
    context.close()


def opened(context: BrowserContext, home: str, tag: str = "fi", before: str = "") -> Page:
    """The page, after a script that takes something from it."""
    page = context.new_page()
    page.add_init_script(before)
    page.goto(f"{home}{tag}/feeds/")
    page.evaluate("document.fonts.ready")
    return page


def pasted(context: BrowserContext, home: str) -> str:
    page = context.new_page()
    page.goto(home)
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("tag", SAID)
def test_the_button_copies_the_address_and_says_so(
    phone: BrowserContext, home: str, tag: str
) -> None:
    copy, copied, *_ = SAID[tag]
    page = phone.new_page()
    watch = Watch(page, home)
    page.goto(f"{home}{tag}/feeds/")
    for name in FEEDS:
        button = page.locator(f"#{name} button")
        assert button.inner_text().startswith(copy)
        button.click()
        status = page.locator(f"#{name} [aria-live]")
        status.filter(has_text=copied).wait_for()
        assert status.inner_text() == copied
        assert page.evaluate("navigator.clipboard.readText()") == address(tag, name)
    assert watch.complaints == []


def test_the_button_works_by_keyboard_and_keeps_the_focus(phone: BrowserContext, home: str) -> None:
    page = opened(phone, home)
    page.locator("#weekly button").focus()
    page.keyboard.press("Space")
    page.locator("#weekly [aria-live]", has_text="Kopioitu").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address("fi", "weekly")
    assert page.evaluate("document.activeElement.dataset.copy") == "#address-weekly"


def test_what_was_said_can_be_said_again(phone: BrowserContext, home: str) -> None:
    """A live region speaks when it changes, so it must have been silent in between."""
    page = opened(phone, home)
    status = page.locator("#all [aria-live]")
    page.evaluate(
        "new MutationObserver(() => (window.heard = (window.heard || []).concat("
        "document.querySelector('#all [aria-live]').textContent)))"
        ".observe(document.querySelector('#all [aria-live]'), {childList: true})"
    )
    for _ in range(2):
        page.locator("#all button").click()
        page.wait_for_timeout(300)
        assert status.inner_text() == "Kopioitu"
    heard = page.evaluate("window.heard")
    assert [said for said in heard if said] == ["Kopioitu", "Kopioitu"]
    assert "" in heard


def test_it_copies_where_the_browser_has_no_clipboard(phone: BrowserContext, home: str) -> None:
    page = opened(phone, home, before=NO_CLIPBOARD)
    assert page.evaluate("navigator.clipboard") is None
    page.locator("#urgent button").click()
    page.locator("#urgent [aria-live]", has_text="Kopioitu").wait_for()
    assert pasted(phone, home) == address("fi", "urgent")


def test_it_selects_the_address_where_nothing_may_copy(phone: BrowserContext, home: str) -> None:
    page = opened(phone, home, before=NO_CLIPBOARD + NO_COPYING)
    page.locator("#monthly button").click()
    status = page.locator("#monthly [aria-live]", has_text="Teksti on valittu. Kopioi se nyt.")
    status.wait_for()
    assert status.bounding_box()["width"] > 100  # seen, not only heard
    assert page.evaluate("getSelection().toString()") == address("fi", "monthly")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_javascript_the_address_is_there_and_no_dead_button(
    browser: Browser, home: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{home}sv/feeds/")
    assert page.locator("button:visible").count() == 0
    for name in FEEDS:
        code = page.locator(f"#{name} code").first
        assert code.is_visible()
        assert code.inner_text() == address("sv", name)
    page.locator("#weekly summary").click()
    assert page.locator("#weekly svg").is_visible()
    context.close()


@pytest.mark.parametrize("tag", SAID)
def test_a_feed_link_hands_the_address_to_a_reader(built: Built, tag: str) -> None:
    page = built.page(f"{tag}/feeds/")
    for name in FEEDS:
        [link] = page.xpath(f"//section[@id='{name}']//a")
        assert link.get("href") == address(tag, name).replace("https:", "feed:")
        assert link.text == SAID[tag][2]


@pytest.mark.parametrize("name", ["all", "topic-health"])
@pytest.mark.parametrize("tag", SAID)
def test_a_phone_reads_the_code_in_dark_mode(
    phone: BrowserContext, home: str, tag: str, name: str
) -> None:
    page = opened(phone, home, tag)
    assert page.locator(f"#{name} svg").is_hidden()
    page.locator(f"#{name} summary").click()
    picture = page.locator(f"#{name}").screenshot()
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
    assert code.text == address(tag, name)
    image = page.locator(f"#{name}").get_by_role("img")
    assert page.locator(f"#{name} h3").inner_text() in (image.get_attribute("aria-label") or "")


def test_a_code_is_the_same_each_time_plain_and_named() -> None:
    made = qr_code("https://example.org/a?b&c", 'A "b" <c>')
    assert made == qr_code("https://example.org/a?b&c", 'A "b" <c>')
    assert 'role="img" aria-label="A &quot;b&quot; &lt;c&gt;"' in made
    assert "style" not in made
    assert "onload" not in made


@pytest.mark.parametrize("tag", SAID)
def test_every_address_leads_to_a_document(built: Built, tag: str) -> None:
    page = built.page(f"{tag}/feeds/")
    said = [code.text for code in page.xpath("//section//code")]
    wanted = [f"{URL}{tag}/feeds/{name}.{end}" for name in FEEDS
              for end in ("rss.xml", "atom.xml", "json")]  # fmt: skip
    assert said == wanted
    assert all(built.has(each.removeprefix(URL)) for each in said)


@pytest.mark.parametrize("tag", SAID)
def test_each_language_speaks_its_own(built: Built, tag: str) -> None:
    text = visible_text(built.page(f"{tag}/feeds/"))
    assert {other for other, words in SAID.items() if any(word in text for word in words)} == {tag}


def test_the_guide_leads_to_every_kind_of_feed(phone: BrowserContext, home: str) -> None:
    page = opened(phone, home)
    links = page.locator(".tk-guide a")
    assert links.count() == 6
    for number in range(6):
        links.nth(number).click()
        anchor = page.url.partition("#")[2]
        assert page.locator(f"#{anchor}").evaluate("e => e.getBoundingClientRect().top") >= 0
        assert page.locator(f"#{anchor}:is(:target)").is_visible()


@pytest.mark.parametrize("tag", SAID)
def test_nothing_is_wider_than_a_small_phone(browser: Browser, home: str, tag: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{home}{tag}/feeds/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    low = "[...document.querySelectorAll('.tk-feed :is(button, a, summary)')]"
    heights = page.evaluate(f"{low}.map((each) => each.getBoundingClientRect().height)")
    assert min(heights) >= 44
    page.close()


def test_a_site_without_topics_or_other_languages_says_nothing_of_them(tmp_path: Path) -> None:
    built = build(config_of("one-language"), tmp_path / "site")
    assert built.exit_code == 0, built.said
    page = built.page("fi/feeds/")
    assert [link.get("href") for link in page.xpath("//ul[@class='tk-guide']//a")] == [
        "#all", "#urgent", "#weekly", "#monthly", "#corrections",
    ]  # fmt: skip
    assert page.xpath("//section[starts-with(@id, 'topic-')]") == []
    assert "Muilla kielillä" not in visible_text(page)
