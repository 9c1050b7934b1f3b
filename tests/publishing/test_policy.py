"""What is published beside the texts never runs, whatever the server says of it; our scripts do."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import DESK, served
from building import Built, build, copied
from sites_for_tests import page as text
from sites_for_tests import read
from tolkku.publishing.headers import guarded, hash_of, policy, reloading, scripts_of

SCRIPT = "document.documentElement.dataset.foreign = 'ran';"
KINDS = ("p.txt", "p.csv", "p.vtt", "p.json", "p.md")
PAGE = "fi/handbook/sources/"


def made(folder: Path, site_url: str) -> Built:
    """The complete site with scripts among what is published, and a page that loads them: no text
    can do that; it is put there by hand, as if all that stands before the policy had failed."""
    built = build(copied("complete", folder), folder / "site", SITE_URL=site_url)
    assert built.exit_code == 0, built.said
    for place in ("", "assets/", PAGE):
        for kind in KINDS:
            (built.folder / place / kind).write_text(SCRIPT, "utf-8")
    ours = re.findall(r'integrity="([^"]+)"', built.text("fi/search/"))[0]
    tags = "".join(
        f"<script src='{way}{kind}'></script><script src='{way}{kind}' integrity='{ours}'></script>"
        for way in ("", "../../../", "../../../assets/")
        for kind in KINDS
    )
    tags += f"<script>{SCRIPT}</script><script src='data:,{SCRIPT}'></script>"
    tags += f'<img src="nothing" onerror="{SCRIPT}"><iframe src="../../../"></iframe>'
    file = built.folder / PAGE / "index.html"
    file.write_text(built.text(PAGE).replace("</main>", f"{tags}</main>"), "utf-8")
    return built


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return made(tmp_path_factory.mktemp("policy"), "https://example.org/repo/")


def foreign(page: Page, address: str) -> str | None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found: str | None = page.evaluate("document.documentElement.dataset.foreign ?? null")
    return found


@pytest.mark.parametrize("has_headers", [False, True])
def test_no_published_file_runs_as_a_script(
    site: Built, browser: Browser, has_headers: bool
) -> None:
    """On a server that says nothing, as GitHub Pages, and on one that says what `_headers` has."""
    told = re.findall("  Content-Security-Policy: (.*)", site.text("_headers"))[0]
    with served(site.folder, "/repo/", told if has_headers else "") as home:
        page = browser.new_page()
        assert foreign(page, home + PAGE) is None
        assert home not in [frame.url for frame in page.frames]
        page.close()


def test_it_would_run_where_a_policy_allows_what_is_of_the_site(
    site: Built, browser: Browser, tmp_path: Path
) -> None:
    """The test above would fail with a policy of `'self'` and no more."""
    page = browser.new_page()
    with served(site.folder, "/repo/") as home:
        page.route(
            home + PAGE,
            lambda route: route.fulfill(
                body=re.sub("script-src [^;]*", "script-src 'self'", site.text(PAGE)),
                content_type="text/html",
            ),
        )
        assert foreign(page, home + PAGE) == "ran"
    page.close()


def test_our_scripts_run_at_any_address(site: Built, browser: Browser) -> None:
    """Where the site is looked at is not where it is published: example.org."""
    page = browser.new_page(viewport=DESK, locale="sv-FI")
    with served(site.folder, "/repo/") as home:
        page.goto(home)
        page.wait_for_url(f"{home}sv/")
        page.goto(f"{home}fi/search/")
        page.locator("#search").wait_for(state="visible")
        page.goto(f"{home}fi/feeds/")
        page.locator("[data-copy]").first.wait_for(state="visible")
        page.goto(f"{home}sv/no/such/page/")
        assert page.locator("section").first.get_attribute("lang") == "sv"
    page.close()


def test_a_browser_without_hashes_knows_our_scripts_by_their_place(
    browser: Browser, tmp_path: Path
) -> None:
    """Of the site at its own address; what lies beside them in assets/ still does not run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    built = made(tmp_path, f"http://127.0.0.1:{port}/repo/")
    for file in built.folder.rglob("*.html"):
        source = file.read_text("utf-8")
        source = re.sub(r"(&#39;|'|&#x27;)sha256-[^;']*?\1 ?", "", source)
        file.write_text(re.sub(' integrity="[^"]*"', "", source), "utf-8")
    assert "sha256" not in built.text("fi/search/")
    with served(built.folder, "/repo/", port=port) as home:
        page = browser.new_page()
        page.goto(f"{home}fi/search/")
        page.locator("#search").wait_for(state="visible")
        assert foreign(page, home + PAGE) is None
        page.close()


def test_every_script_is_named_by_its_content(site: Built) -> None:
    for address in site.pages():
        for script in site.page(address).xpath("//script[@src][@defer]"):
            name = re.fullmatch(r"(?:\.\./|/repo/)*(assets/\w+\.js)\?\w{8}", script.get("src"))
            assert name, script.get("src")
            assert script.get("integrity") == hash_of((site.folder / name[1]).read_bytes())


def test_a_policy_holds_whatever_the_address_of_the_site(tmp_path: Path) -> None:
    settings = read(tmp_path, {"docs/fi/index.md": text()}, "fi").settings
    assert scripts_of(settings) == {}
    assert "script-src 'none';" in policy(settings)
    assets = tmp_path / "theme/assets"
    assets.mkdir(parents=True)
    (assets / "a.js").write_bytes(b"1")
    for url, place in (
        ("https://example.org/", "example.org/assets/a.js"),
        ("https://example.org:8443/x/", "example.org:8443/x/assets/a.js"),
        ("https://ä.example/", "xn--4ca.example/assets/a.js"),
        ("https://example.org/a;b,c 'd/", "example.org/a%3Bb%2Cc%20%27d/assets/a.js"),
        ("https://[::1]/", "[::1]/assets/a.js"),
    ):
        here = replace(settings, templates=(tmp_path / "theme",), site_url=url)
        (hashed,) = {script.integrity for script in scripts_of(here).values()}
        assert f"; script-src '{hashed}' {place}; " in policy(here)


def test_only_the_script_of_the_preview_is_let_in() -> None:
    theirs = b"\nvar livereload = function() {}\n"
    page = b"<script>x</script>%b<script>" + theirs + b"</script></body>"
    assert reloading(page) == [hash_of(theirs)]
    assert reloading(page + b"<script>y</script>") == []
    assert reloading(b"<p>var livereload = </p>") == []
    assert reloading(b"") == []
    told: list[object] = []

    def app(environ: object, start_response: object) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])  # type: ignore[operator]
        return [page]

    answer = guarded(app, lambda *more: {"X": " ".join(more) or "none"})
    assert answer({}, lambda *said: told.append(said)) == [page]  # type: ignore[arg-type]
    assert told == [("200 OK", [("Content-Type", "text/plain"), ("X", "none")])]
