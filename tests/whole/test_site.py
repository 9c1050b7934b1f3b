"""Whole sites, built by the command and read as a reader's browser or a search engine would."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import material
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from lxml import etree, html

from building import Built, build, config_of, copied, visible_text
from paths import LOCALES, SITES

# The fourth language's words are completed by its own test.
# Between them they have all kinds of pages, a base path, a fourth language, and nothing at all.
FOR_PROPERDOCS = {"base-path", "empty-bulletins", "every-kind", "fourth-language"}
WHOLE_SITES = sorted(
    {path.parent.name for path in SITES.glob("*/mkdocs.yml")} - {"fourth-language"}
)
BULLETIN = "bulletins/2026-12-01-72-hours/"


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build(config_of("complete"), tmp_path_factory.mktemp("complete") / "site")
    assert built.exit_code == 0, built.said
    return built


def test_every_kind_of_page_exists_in_every_language(complete: Built) -> None:
    kinds = ["", "now/", "bulletins/", "bulletins/2026/", "bulletins/2026/12/", "topics/"]
    kinds += ["topics/preparedness/", "feeds/", "ethics/", "handbook/", "handbook/sources/"]
    missing = [f"{tag}/{kind}" for tag in ("fi", "sv", "en") for kind in kinds
               if not complete.has(f"{tag}/{kind}index.html")]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("bulletin", f"fi/{BULLETIN}"),
        ("home", "sv/"),
        ("now", "en/now/"),
        ("bulletins", "sv/bulletins/"),
        ("year", "fi/bulletins/2026/"),
        ("list", "en/bulletins/2026/12/"),
        ("topics", "fi/topics/"),
        ("feeds", "sv/feeds/"),
        ("code", "en/ethics/"),
        ("handbook", "fi/handbook/"),
        ("chapter", "sv/handbook/sources/"),
        ("guest", "en/handbook/guest/"),
        ("chooser", ""),
        ("lost", "404.html"),
    ],
)
def test_page_is_as_reviewed(complete: Built, golden, name: str, address: str) -> None:  # type: ignore[no-untyped-def]
    shown = re.sub(r"(main|palette)\.[0-9a-f]{8}", r"\1", complete.text(address))
    golden(f"pages/{name}.html", re.sub(r"\n\s*\n+", "\n", shown))


def test_page_says_its_language_and_a_title_that_ends_nothing(complete: Built) -> None:
    for tag in ("fi", "sv", "en"):
        for address in complete.pages():
            if address.startswith(f"{tag}/"):
                page = complete.page(address)
                assert page.get("lang") == tag, address
                assert page.findtext(".//title"), address


def test_translations_are_absolute_and_reciprocal_with_a_default(complete: Built) -> None:
    for address in complete.pages():
        page = complete.page(address)
        links = _hreflang(page)
        if not links:
            continue
        assert "x-default" in links, address
        for tag, url in links.items():
            assert url.startswith("https://example.org/"), (address, url)
            other = complete.page(url.removeprefix("https://example.org/"))
            if tag != "x-default":
                assert _hreflang(other) == links, (address, url)
                assert other.get("lang") == tag
    assert _hreflang(complete.page("fi/"))["x-default"] == "https://example.org/"
    assert _hreflang(complete.page(f"fi/{BULLETIN}"))["sv"].endswith("/sv/bulletins/72-timmar/")


def _hreflang(page: html.HtmlElement) -> dict[str, str]:
    links = page.xpath("//head/link[@rel='alternate'][@hreflang][not(@type)]")
    return {link.get("hreflang"): link.get("href") for link in links}


def test_sitemap_says_the_same_as_the_pages(complete: Built) -> None:
    tree = etree.fromstring((complete.folder / "sitemap.xml").read_bytes())
    spaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    urls = tree.findall("s:url", spaces)
    for url in urls:
        address = (url.findtext("s:loc", namespaces=spaces) or "").removeprefix(
            "https://example.org/"
        )
        said = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", spaces)}
        assert said == _hreflang(complete.page(address)), address
    assert len(urls) == sum(bool(re.match(r"(fi|sv|en)/", a)) for a in complete.pages()) - 2
    assert not complete.has("sitemap.xml.gz")


def test_internal_links_lead_somewhere(complete: Built) -> None:
    assert _broken(complete, "https://example.org/") == []


def test_everything_works_under_a_base_path(tmp_path: Path) -> None:
    built = build(config_of("base-path"), tmp_path / "site")
    assert built.exit_code == 0, built.said
    assert _broken(built, "https://example.org/repo/") == []
    assert 'href="/repo/assets/tolkku.css"' in built.text("404.html")


def _broken(built: Built, site_url: str) -> list[str]:
    """Every link inside the site that has no file or no anchor behind it."""
    broken = []
    for address in built.pages():
        page = built.page(address)
        for element, attribute, url, _ in page.iterlinks():
            whole = urljoin(site_url + address, url)
            if element.get("rel") == "canonical" or not whole.startswith(site_url):
                continue
            parts = urlsplit(whole.removeprefix(site_url))
            name = unquote(parts.path)
            target = built.folder / (
                name + "index.html" if name.endswith("/") or not name else name
            )
            if not target.is_file():
                broken.append(f"{address}: {attribute}={url}")
            elif parts.fragment and target.suffix == ".html":
                ids = html.parse(str(target)).xpath("//@id")
                if unquote(parts.fragment) not in ids:
                    broken.append(f"{address}: {attribute}={url} (anchor)")
    return broken


def test_no_page_asks_anything_of_anybody_else(complete: Built) -> None:
    for address in complete.pages():
        for element, _, url, _ in complete.page(address).iterlinks():
            if element.tag in ("script", "img", "iframe", "source", "video") or (
                element.tag == "link" and element.get("rel") in ("stylesheet", "icon", "preload")
            ):
                assert not urlsplit(url).netloc, (address, url)


def test_adding_an_edition_replaces_the_stand_in(tmp_path: Path) -> None:
    """The issue's second story: `fi.md` alone, then `sv.md` beside it."""
    site = copied("complete", tmp_path)
    folder = site.parent / "bulletins/2026/2026-12-01-72-hours"
    for tag in ("sv", "en"):
        (folder / f"{tag}.md").rename(tmp_path / f"{tag}.md")
    before = build(site, tmp_path / "before")
    assert before.exit_code == 0, before.said
    stand_in = before.page(f"sv/{BULLETIN}")
    assert stand_in.get("lang") == "sv"
    assert (
        stand_in.xpath("string(//*[@id='stand-in'])")
        .strip()
        .startswith("Den här sidan finns ännu inte")
    )
    assert stand_in.xpath("//article//h1/@lang") == ["fi"]
    assert stand_in.xpath("//link[@rel='canonical']/@href") == [
        f"https://example.org/fi/{BULLETIN}"
    ]
    assert _hreflang(stand_in) == {}
    assert set(_hreflang(before.page(f"fi/{BULLETIN}"))) == {"fi", "x-default"}
    where = ["", "bulletins/", "topics/preparedness/", "now/"]
    for tag, is_there in (("fi", True), ("sv", False), ("en", False)):
        for kind in where:
            assert ("72 tuntia" in visible_text(before.page(f"{tag}/{kind}"))) is is_there, (
                tag,
                kind,
            )
        for feed in ("all", "topic-preparedness"):
            assert ("72 tuntia" in before.text(f"{tag}/feeds/{feed}.atom.xml")) is is_there

    (tmp_path / "sv.md").rename(folder / "sv.md")
    after = build(site, tmp_path / "after")
    assert after.page("sv/bulletins/72-timmar/").xpath("//*[@id='stand-in']") == []
    assert "url=../72-timmar/" in after.text(f"sv/{BULLETIN}")
    assert "72 timmar" in visible_text(after.page("sv/"))
    assert set(_hreflang(after.page(f"fi/{BULLETIN}"))) == {"fi", "sv", "x-default"}


def test_an_error_leaves_the_old_site_untouched(tmp_path: Path) -> None:
    site = copied("complete", tmp_path)
    folder = tmp_path / "site"
    assert build(site, folder).exit_code == 0
    before = _bytes(folder)
    broken = site.parent / "bulletins/2026/2026-12-01-72-hours/sv.md"
    broken.write_text(broken.read_text("utf-8").replace("title:", "tilte:"), "utf-8")
    chapter = site.parent / "docs/en/handbook/sources.md"
    chapter.write_text(chapter.read_text("utf-8") + "\n[nowhere](nowhere.md)\n", "utf-8")
    for strict in (True, False):
        failed = build(site, folder, strict=strict)
        assert failed.exit_code != 0
        assert "Traceback" not in failed.said
        assert (
            "2026-12-01-72-hours/sv.md:2: 'tilte' is not a field. Did you mean 'title'?"
            in failed.said
        )
        assert "docs/en/handbook/sources.md:19: 'nowhere.md' leads to no file." in failed.said
        assert _bytes(folder) == before
        assert sorted(p.name for p in tmp_path.iterdir()) == ["hooks", "locales", "site", "tests"]


def test_a_strict_build_with_warnings_leaves_the_old_site_untouched(tmp_path: Path) -> None:
    site = copied("complete", tmp_path)
    assert build(site, tmp_path / "site").exit_code == 0
    before = _bytes(tmp_path / "site")
    site.write_text(site.read_text("utf-8") + "unknown_setting: yes\n", "utf-8")
    assert build(site, tmp_path / "site").exit_code != 0
    assert _bytes(tmp_path / "site") == before


def _bytes(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_two_builds_are_the_same_bytes(complete: Built, tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        again = build(
            copied("complete", tmp_path), tmp_path / "elsewhere",
            LANG="C", LC_ALL="C", TZ="Asia/Tokyo", PYTHONHASHSEED="7", HOME="/nonexistent",
        )  # fmt: skip
    finally:
        os.umask(old)
    assert again.exit_code == 0, again.said
    assert _bytes(again.folder) == _bytes(complete.folder)


@pytest.mark.parametrize("name", WHOLE_SITES)
def test_every_site_builds_and_properdocs_builds_the_same_bytes(tmp_path: Path, name: str) -> None:
    ours = build(config_of(name), tmp_path / "mkdocs")
    assert ours.exit_code == 0, ours.said
    if name in FOR_PROPERDOCS:
        theirs = build(config_of(name), tmp_path / "properdocs", tool="properdocs", strict=False)
        assert theirs.exit_code == 0, theirs.said
        assert _bytes(theirs.folder) == _bytes(ours.folder)


def test_hostile_titles_are_text_everywhere(tmp_path: Path) -> None:
    site = copied("complete", tmp_path)
    hostile = """</title><script>PWN()</script> " onload="PWN() & <img src=x onerror=PWN()>"""
    for name in ("bulletins/2026/2026-12-01-72-hours/fi.md", "docs/fi/handbook/sources.md"):
        file = site.parent / name
        file.write_text(
            re.sub("title: .*", f"title: '{hostile}'", file.read_text("utf-8")), "utf-8"
        )
    built = build(site, tmp_path / "site")
    assert built.exit_code == 0, built.said
    for address in built.pages():
        page = built.page(address)
        assert all("PWN" not in (s.text or "") or s.get("type") == "application/ld+json"
                   for s in page.iter("script")), address  # fmt: skip
        assert page.xpath("//*[@onload or @onerror]") == [], address
    page = built.page(f"fi/{BULLETIN}")
    assert page.findtext(".//title", "").startswith(hostile)
    assert page.xpath("//meta[@property='og:title']/@content") == [hostile]
    assert (
        json.loads(page.xpath("string(//script[@type='application/ld+json'])"))["headline"]
        == hostile
    )


def _json_ld(page: html.HtmlElement) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    return said


def test_structured_data_of_a_bulletin(complete: Built) -> None:
    page = complete.page("sv/bulletins/72-timmar/")
    said = _json_ld(page)
    assert said["@type"] == "NewsArticle"
    assert said["inLanguage"] == "sv"
    assert said["datePublished"] == "2026-12-01T07:00:00+02:00"
    assert said["expires"] == "2026-12-24T18:00:00+02:00"
    assert said["citation"][0]["url"] == "https://pelastustoimi.fi/72"
    assert said["publisher"]["ethicsPolicy"] == "https://example.org/sv/ethics/"
    assert said["publisher"]["correctionsPolicy"] == "https://example.org/sv/about/#corrections"


@pytest.mark.parametrize("tag", ["fi", "sv"])
def test_no_english_in_a_page_of_another_language(complete: Built, tag: str) -> None:
    """Neither our own English words nor Material's, in text, attributes or scripts."""
    english = _english_words(tag)
    for address in complete.pages():
        if not address.startswith(f"{tag}/"):
            continue
        page = complete.page(address)
        said = {" ".join(text.split()).rstrip(":.") for text in page.xpath("//text()")}
        said |= set(page.xpath("//@title|//@aria-label|//@alt|//@placeholder"))
        # X's cards have English names, whatever the language of the page.
        said |= set(page.xpath("//meta[not(@name='twitter:card')]/@content"))
        assert said & english == set(), address
        together = " ".join(said)
        assert [piece for piece in _english_pieces(tag) if piece in together] == [], address


def _messages(tag: str) -> list[str]:
    """The English messages that the language says in other words."""
    with (LOCALES / tag / "LC_MESSAGES/messages.po").open("rb") as file:
        pairs = [(m.id, m.string) if isinstance(m.id, str) else (m.id[0], m.string[0])
                 for m in read_po(file) if m.id]  # fmt: skip
    return [message for message, said in pairs if message != said]


def _english_pieces(tag: str) -> set[str]:
    """What stands around the values of messages that have some."""
    pieces = {
        piece.strip() for m in _messages(tag) if "%(" in m for piece in re.split(r"%\(\w+\)s", m)
    }
    return {piece for piece in pieces if " " in piece}


def _english_words(tag: str) -> set[str]:
    words = {message.rstrip(":.") for message in _messages(tag)}
    theirs = Path(material.__file__).parent / "templates/partials/languages/en.html"
    words |= set(re.findall(r'": "([A-Z][^"]+)"', theirs.read_text("utf-8")))
    return {word for word in words if "%(" not in word} - _same_in(tag)


def _same_in(tag: str) -> set[str]:
    """Words that are right in both languages."""
    return {"fi": {"media"}, "sv": {"Bulletin", "Original", "Version", "Tags"}}[tag]


@pytest.mark.parametrize("tag", ["fi", "sv"])
def test_every_message_is_translated(tag: str) -> None:
    with (LOCALES / tag / "LC_MESSAGES/messages.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    blank = [
        m.id
        for m in messages
        if m.fuzzy or not all([m.string] if isinstance(m.string, str) else m.string)
    ]
    assert blank == []
    assert {message.id for message in messages} == _words_in_the_code()


def _words_in_the_code() -> set[object]:
    """Every message that the code and the templates say, collected anew."""
    project = LOCALES.parent
    with (LOCALES / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(
        project / "hooks",
        [(pattern.removeprefix("hooks/"), method) for pattern, method in methods],
        {pattern.removeprefix("hooks/"): said for pattern, said in options.items()},
        {"say": None, "say_number": (1, 2), "_": None, "pgettext": ((1, "c"), 2)},
    )
    return {message for _, _, message, _, _ in found}


def test_no_english_in_a_feed_of_another_language(complete: Built) -> None:
    for tag in ("fi", "sv"):
        english = [word for word in _english_words(tag) | _english_pieces(tag) if " " in word]
        for feed in sorted((complete.folder / tag / "feeds").glob("*.xml")):
            said = feed.read_text("utf-8")
            assert [word for word in english if word in said] == [], feed.name


def test_dates_are_written_as_the_language_writes_them(complete: Built) -> None:
    assert "1.12.2026 klo 7.00" in visible_text(complete.page(f"fi/{BULLETIN}"))
    assert "1.12.2026 kl. 7.00" in visible_text(complete.page("sv/bulletins/72-timmar/"))
    assert "1 December 2026 at 07:00" in visible_text(complete.page(f"en/{BULLETIN}"))


def test_an_old_address_leads_on(complete: Built) -> None:
    assert 'content="0; url=../bulletins/72-timmar/"' in complete.text("sv/gammal/")
    assert "/sv/gammal/ /sv/bulletins/72-timmar/ 301" in complete.text("_redirects")


def test_now_is_an_input(tmp_path: Path) -> None:
    before = build(config_of("complete"), tmp_path / "before", at="2026-11-30 12:00")
    assert before.exit_code == 0, before.said
    assert not before.has(f"fi/{BULLETIN}")
    assert all("72-hours" not in path for path in _bytes(before.folder))
    assert all(b"72 tuntia" not in content for content in _bytes(before.folder).values())
    after = build(config_of("complete"), tmp_path / "after", at="2026-12-25 12:00")
    assert "Ei enää voimassa" in visible_text(after.page(f"fi/{BULLETIN}"))
    assert "72 tuntia" not in visible_text(after.page("fi/now/"))
    assert after.page(f"fi/{BULLETIN}").xpath("//*[@class='tk-action']") == []


def test_files_are_readable_by_a_web_server(complete: Built) -> None:
    modes = {path.stat().st_mode & 0o777 for path in complete.folder.rglob("*") if path.is_file()}
    assert modes == {0o644}


def test_readers_of_another_language_are_told_what_is_in_force(tmp_path: Path) -> None:
    site = copied("complete", tmp_path)
    for tag in ("sv", "en"):
        (site.parent / f"bulletins/2026/2026-12-01-72-hours/{tag}.md").unlink()
    built = build(site, tmp_path / "site")
    for address in ("sv/", "sv/now/"):
        page = built.page(address)
        assert "Gäller, men är inte översatt ännu: Voimassa nyt (finska)" in visible_text(page)
        assert "Just nu finns inga bulletiner i kraft" not in visible_text(page)
    assert "72 tuntia" not in visible_text(built.page("sv/now/"))


def test_an_update_that_lies_ahead_is_known_to_nobody(tmp_path: Path) -> None:
    site = copied("complete", tmp_path)
    file = site.parent / "bulletins/2026/2026-12-01-72-hours/fi.md"
    update = "updated: [{at: 2026-12-03 09:00, note: Litrat korjattu}]\n"
    file.write_text(file.read_text("utf-8").replace("topics:", update + "topics:"), "utf-8")
    before = build(site, tmp_path / "before")
    assert before.exit_code == 0, before.said
    assert all(b"Litrat" not in content for content in _bytes(before.folder).values())
    assert "2026-12-03" not in before.text("fi/feeds/all.atom.xml") + before.text("sitemap.xml")
    after = build(site, tmp_path / "after", at="2026-12-03 09:00")
    assert "Litrat korjattu" in visible_text(after.page(f"fi/{BULLETIN}"))
    assert "<updated>2026-12-03T09:00:00+02:00</updated>" in after.text("fi/feeds/all.atom.xml")


def test_the_home_text_tells_the_truth_about_its_language(tmp_path: Path) -> None:
    site = copied("complete", tmp_path)
    (site.parent / "docs/sv/index.md").unlink()
    built = build(site, tmp_path / "site")
    page = built.page("sv/")
    assert "Den här sidan finns ännu inte på svenska." in page.xpath("string(//*[@id='stand-in'])")
    assert page.xpath("//h1/@lang") == ["fi"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://example.org/sv/"]


def test_an_action_may_lead_to_a_section_of_its_own_page(tmp_path: Path) -> None:
    site = copied("complete", tmp_path)
    file = site.parent / "bulletins/2026/2026-12-01-72-hours/fi.md"
    source = file.read_text("utf-8")
    file.write_text(
        source.replace('url: "https://pelastustoimi.fi/72"}\n---', 'url: "#what-to-do"}\n---'),
        "utf-8",
    )
    built = build(site, tmp_path / "site")
    assert built.exit_code == 0, built.said
    page = f"https://example.org/fi/{BULLETIN}"
    (action,) = built.page(f"fi/{BULLETIN}").xpath("//*[@class='tk-button']/@href")
    assert urljoin(page, action) == f"{page}#what-to-do"
    assert f'href="{page}#what-to-do"' in built.text("fi/feeds/all.atom.xml").replace("&quot;", '"')
