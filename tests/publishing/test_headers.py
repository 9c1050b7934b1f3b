"""A strict Content-Security-Policy: every page keeps it, and servers are told of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from browsing import DESK, Watch, served
from building import Built, build, copied
from sites_for_tests import page, read
from tolkku.model.settings import Settings
from tolkku.publishing.headers import headers, policy
from tolkku.reading.settings import read_settings

_EVERYTHING = """
!!! note "Huomaa"

    Teksti.

??? warning

    Teksti.

| Vasen | Oikea | {.own} Keski |
|:------|------:|:-----:|
| a     | 1     | x     |

Alaviite.[^1]

<details><summary>Lisää</summary>Teksti.</details>

[^1]: Tässä.
"""


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site whose chapter holds whatever Markdown makes of its own styles and pictures."""
    folder = tmp_path_factory.mktemp("strict")
    site = copied("complete", folder)
    chapter = site.parent / "docs/fi/handbook/sources.md"
    chapter.write_text(chapter.read_text("utf-8") + _EVERYTHING, "utf-8")
    built = build(site, folder / "site", SITE_URL="https://example.org/repo/")
    assert built.exit_code == 0, built.said
    return built


def settings_of(built: Built) -> Settings:
    config = built.folder.parent / "tests/sites/complete/mkdocs.yml"
    return read_settings(config, "https://example.org/repo/")


def test_every_page_states_the_policy_before_it_loads_anything(strict: Built) -> None:
    allowed = policy(settings_of(strict))
    for address in strict.pages():
        head = strict.page(address).find("head")
        stated = head.xpath("meta[@http-equiv='Content-Security-Policy']")
        assert [meta.get("content") for meta in stated] == [allowed], address
        assert head.xpath("meta[@name='referrer']/@content") == ["strict-origin-when-cross-origin"]
        loading = head.xpath("link | script | style")
        assert all(head.index(stated[0]) < head.index(each) for each in loading), address


def test_no_page_needs_more_than_the_policy_allows(strict: Built) -> None:
    for address in strict.pages():
        page = strict.page(address)
        assert page.xpath("//@style | //style | //base") == [], address
        scripts = page.xpath("//script[not(@src)]")
        assert all(each.get("type") == "application/ld+json" for each in scripts), address
        names = {name for element in page.iter(html.etree.Element) for name in element.attrib}
        assert not {name for name in names if name.startswith("on")}, address


def test_no_style_sheet_holds_a_picture(strict: Built) -> None:
    sheets = list(strict.folder.rglob("*.css"))
    assert sheets
    assert [sheet.name for sheet in sheets if "data:" in sheet.read_text("utf-8")] == []


def test_the_browser_has_nothing_to_complain_of(strict: Built, browser: Browser) -> None:
    with served(strict.folder, "/repo/") as home:
        page = browser.new_page(viewport=DESK)
        watch = Watch(page, home)
        for address in ("", "sv/gammal/", "fi/", "fi/feeds/", "fi/handbook/sources/"):
            page.goto(home + address)
            page.wait_for_load_state("networkidle")
        _see_icons(page)
        assert watch.complaints == []
        page.goto(f"{home}fi/no/such/page/")
        assert [said for said in watch.complaints if "404" not in said] == []
        page.close()


def _see_icons(page: Page) -> None:
    """The icon of a note is there: it has moved into a file, and was found."""
    icon = page.evaluate(
        "getComputedStyle(document.querySelector('.admonition-title'), '::before').maskImage"
    )
    assert icon.endswith('/repo/assets/stylesheets/icons/md-admonition-icon--note.svg")')
    assert page.request.get(icon[5:-2]).ok


def test_the_browser_would_complain(strict: Built, browser: Browser) -> None:
    """The test above would fail for a page that breaks the policy."""
    with served(strict.folder, "/repo/") as home:
        page = browser.new_page()
        watch = Watch(page, home)
        page.goto(f"{home}fi/")
        page.evaluate("document.body.setAttribute('style', 'color: red')")
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=data:,x>')")
        page.wait_for_timeout(100)
        assert any("Content Security Policy" in said for said in watch.complaints)
        page.close()


def test_cells_are_aligned_by_a_class(strict: Built) -> None:
    table = strict.page("fi/handbook/sources/").xpath("//table[.//td[. = 'x']]")[0]
    assert table.xpath(".//td/@class") == ["tk-left", "tk-right", "tk-center"]


def test_servers_are_told(strict: Built) -> None:
    told = strict.text("_headers")
    allowed = policy(settings_of(strict))
    assert told.startswith(
        f"/repo/*\n  Content-Security-Policy: {allowed}; frame-ancestors 'self'\n"
    )
    for line in (
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: strict-origin-when-cross-origin",
        "Permissions-Policy: camera=()",
    ):
        assert line in told
    (sheet,) = strict.folder.glob("assets/stylesheets/main.*.css")
    kept = f"/repo/assets/stylesheets/{sheet.name}\n  Cache-Control: public, max-age=31536000, immu"
    assert kept in told


def test_only_what_has_a_hash_is_kept_for_ever(tmp_path: Path) -> None:
    settings = read(tmp_path, {"docs/fi/index.md": page()}, "fi").settings
    addresses = ["a/x.0123abcd.js", "a/y.0123abce.js", "b/z.0123abcd.js", "b/w.js", "fi/index.html"]
    told = headers(settings, addresses).decode()
    paths = [line for line in told.splitlines() if line.startswith("/")]
    assert paths == ["/*", "/a/*", "/b/z.0123abcd.js"]


def test_what_is_made_from_content_is_named_by_it(tmp_path: Path) -> None:
    settings = read(tmp_path, {"docs/fi/index.md": page()}, "fi").settings
    picture, words = "assets/pictures/0123456789abcdef", "fi/search/words/0123456789ab"
    made = [f"{picture}-480.webp", f"{picture}-960.webp", f"{words}.txt", "fi/search/index.json"]
    theirs = ["bulletins/2026-12-01-vesi/20261201.pdf", "assets/202612010700.jpg"]
    told = headers(settings, [*made, *theirs]).decode()
    paths = [line for line in told.splitlines() if line.startswith("/")]
    assert paths == ["/*", "/assets/pictures/*", f"/{words}.txt"]
