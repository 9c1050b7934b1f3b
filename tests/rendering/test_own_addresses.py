"""Own addresses: a link that is written as the site's own address, and anchors of made pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import build, config_of
from newsrooms import site_named
from sites_for_tests import Files, bulletin, page, read, settings, told
from tolkku.catalogue.addresses import page_addresses
from tolkku.catalogue.pages import TextPage
from tolkku.feeds.feeds import feeds_of
from tolkku.rendering.proofs import anchors_of

BASE = settings("fi", "sv").replace("https://example.org/", "https://Example.org/base/", 1)
WATER = "bulletins/2026/2026-11-24-water"
AROUND: Files = {
    "mkdocs.yml": BASE,
    "docs/fi/index.md": page(body="## Näin {#how}\n\nTeksti."),
    "docs/fi/ethics.md": page("aliases: [old/ethics, oldest.html]", "## Näin {#how}\n\nTeksti."),
    "docs/fi/later.md": page("published: 2027-01-01 08:00"),
    f"{WATER}/fi.md": bulletin("slug: vesi", "[a](a.pdf)", "2026-11-24 07:00"),
    f"{WATER}/a.pdf": "%PDF-1.7",
    "bulletins/digests/2026-W48/fi.md": page(body="## Alku {#start}\n\nTeksti."),
}


def html(folder: Path, written: str) -> str:
    """Where a link in a page leads, with the addresses of the site as they are."""
    files = {**AROUND, "docs/fi/a.md": page(body=f"[x]({written})")}
    body = read(folder, files).proofs.rendered["docs/fi/a.md"].html(lambda way: way)
    return body.removeprefix('<p><a href="').removesuffix('">x</a></p>')


def errors(folder: Path, written: str, fields: str = "") -> list[str]:
    found = told(folder, {**AROUND, "docs/fi/a.md": page(fields, f"[x]({written})")})
    return [each for each in found if each.startswith("error")]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/base/fi/ethics/", "fi/ethics/"),
        ("http://EXAMPLE.org:80/base/fi/ethics/?a=1#how", "fi/ethics/?a=1#how"),
        ("https://example.org:443/base/fi/", "fi/"),
        ("https://example.org/base/sv/ethics/", "sv/ethics/"),
        ("https://example.org/base/fi/bulletins/vesi/", "fi/bulletins/vesi/"),
        ("https://example.org/base/fi/bulletins/2026-11-24-water/", "fi/bulletins/vesi/"),
        ("https://example.org/base/old/ethics/", "fi/ethics/"),
        ("https://example.org/base/oldest.html", "fi/ethics/"),
        ("https://example.org/base/bulletins/2026-11-24-water/a.pdf",
         "bulletins/2026-11-24-water/a.pdf"),
        ("https://example.org/base/fi/feeds/all.atom.xml", "fi/feeds/all.atom.xml"),
        ("https://example.org/base/sv/feeds/topic-health.json", "sv/feeds/topic-health.json"),
        ("https://example.org/base/fi/digests/2026-W48/#start", "fi/digests/2026-W48/#start"),
        ("https://example.org/base/fi/digests/2026-W48/#foreword", "fi/digests/2026-W48/#foreword"),
        # The front door chooses a language, and other sites on the host are none of ours.
        ("https://example.org/base/", "https://example.org/base/"),
        ("https://example.org/base", "https://example.org/base"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org/basement/", "https://example.org/basement/"),
        ("https://example.org/fi/nowhere/", "https://example.org/fi/nowhere/"),
        ("https://www.example.org/base/fi/nowhere/", "https://www.example.org/base/fi/nowhere/"),
        ("https://example.org:8443/base/x/", "https://example.org:8443/base/x/"),
    ],
)  # fmt: skip
def test_an_own_address_leads_to_the_page(tmp_path: Path, written: str, address: str) -> None:
    assert html(tmp_path, written) == address


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://example.org/base/fi/ethcs/",
         "there is no page '/fi/ethcs/' on this site. Did you mean '/fi/ethics/'?"),
        ("http://example.org/base/fi/ethics",
         "there is no page '/fi/ethics' on this site. Did you mean '/fi/ethics/'?"),
        ("https://example.org/base/zzz", "there is no page '/zzz' on this site. Link to the file,"
         " as it lies on disk."),
        ("https://example.org/base/fi/ethics/#hwo",
         "there is no '#hwo' on /fi/ethics/. There are: #how."),
        ("https://example.org/base/fi/later/", "there is no page '/fi/later/' on this site."),
        ("https://example.org/base/bulletins/2026-11-24-water/b.pdf",
         "there is no page '/bulletins/2026-11-24-water/b.pdf' on this site."),
        ("https://a@example.org/base/fi/ethics/", "'https://a@example.org/base/fi/ethics/' holds"
         " an '@' before its host, which hides where it leads."),
        ("index.md#nowhere", "there is no '#nowhere' on /fi/. There are: #"),
        ("/fi/#nowhere", "there is no '#nowhere' on /fi/."),
        ("../sv/index.md#nowhere", "there is no '#nowhere' on /sv/."),
        ("/fi/now/#nowhere", "there is no '#nowhere' on /fi/now/. It has no anchors: link to the"
         " page."),
        ("/fi/bulletins/#y2025", "there is no '#y2025' on /fi/bulletins/. There are: #y2026."),
        ("/sv/bulletins/#archive", "there is no '#archive' on /sv/bulletins/. It has no anchors"),
        ("/fi/digests/#daily", "there is no '#daily' on /fi/digests/. There are: #weekly"),
        ("/fi/digests/2026-W48/#corrections",
         "there is no '#corrections' on /fi/digests/2026-W48/. There are: #"),
        ("/fi/feeds/#topic-helth", "there is no '#topic-helth' on /fi/feeds/. There are:"),
    ],
)  # fmt: skip
def test_an_own_address_that_leads_nowhere_is_told(
    tmp_path: Path, written: str, expected: str
) -> None:
    found = errors(tmp_path, written)
    assert len(found) == 1
    assert found[0].startswith(f"error docs/fi/a.md:5: {expected}")


@pytest.mark.parametrize(
    "written",
    ["index.md#how", "index.md#now", "/fi/#newest", "/sv/#how", "/fi/bulletins/#y2026",
     "/fi/digests/#weekly", "/fi/digests/2026-W48/#bulletins", "/fi/feeds/#topic-health",
     "/fi/feeds/#mail", "/fi/topics/health/#read", "/fi/search/#search"],
)  # fmt: skip
def test_an_anchor_that_the_builder_makes_is_known(tmp_path: Path, written: str) -> None:
    assert errors(tmp_path, written) == []


def test_what_an_action_says_is_judged_as_well(tmp_path: Path) -> None:
    fields = 'action: {text: Lue, url: "https://example.org/base/fi/ethcs/"}'
    assert errors(tmp_path, "ethics.md", fields) == [
        "error docs/fi/a.md:3: there is no page '/fi/ethcs/' on this site."
        " Did you mean '/fi/ethics/'?"
    ]


def test_a_picture_is_named_as_it_lies_on_disk(tmp_path: Path) -> None:
    body = "![x](https://example.org/base/bulletins/2026-11-24-water/a.png)"
    found = told(tmp_path, {**AROUND, "docs/fi/a.md": page(body=body)})
    assert (
        "error docs/fi/a.md:5: '/bulletins/2026-11-24-water/a.png' leads to no picture, sound or"
        " video. Name the file, as it lies on disk."
    ) in found


def test_the_anchors_of_made_pages_are_those_that_they_have(tmp_path: Path) -> None:
    """Those that are known stand in the pages; and every heading that a page has is known."""
    site, built = site_named("every-kind"), build(config_of("every-kind"), tmp_path / "built")
    for each in site.pages.all:
        if isinstance(each, TextPage):
            continue
        known = anchors_of(each, site.pages, site.proofs.rendered, site.settings)
        found = built.page(each.address)
        assert known - set(found.xpath("//@id")) - {"read"} == set(), each.address
        headings = set(found.xpath("//main//*[self::h2 or self::h3][@id]/@id"))
        assert headings <= known, each.address


def test_the_feeds_that_are_known_are_those_that_are_made() -> None:
    site = site_named("every-kind")
    feeds = [feed for language in site.settings.languages for feed in feeds_of(site, language)]
    made = {address for feed in feeds for _, address in feed.documents}
    known = page_addresses(site.catalogue, site.pages, site.settings, {}).documents
    assert known == {*made, "sitemap.xml", "robots.txt"}
