"""Old addresses of feeds: what answers there after a move, and what editors are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds_for_tests import document, files
from newsrooms import Newsroom
from tolkku.catalogue.addresses import feed_copies
from tolkku.model.findings import TolkkuError
from tolkku.publishing.web_files import redirect_files
from tolkku.site import Site

NOTE = (
    "no file can hold a feed at '/{0}': feed readers are led on only by a server that reads"
    " `_redirects` (Netlify, Cloudflare Pages), not by GitHub Pages. On other servers, redirect"
    " it to /{1} yourself."
)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    room = Newsroom.open(tmp_path)
    room.bulletin("2026-12-01-water/fi", "07:00")
    return room


def copies(site: Site) -> dict[str, bytes]:
    return dict(feed_copies(site.settings, files(site)))


def redirects(site: Site) -> list[str]:
    return dict(redirect_files(site)).get("_redirects", b"").decode().splitlines()


def test_a_feed_keeps_its_old_file_and_its_old_folder(newsroom: Newsroom) -> None:
    newsroom.set("feeds: {aliases: {fi/all: [feed.xml, /rss/], sv/topic-health: [sv/halsa.json]}}")
    site = newsroom.at()
    assert copies(site) == {
        "feed.xml": files(site)["fi/feeds/all.rss.xml"],
        "sv/halsa.json": files(site)["sv/feeds/topic-health.json"],
    }
    assert redirects(site) == [
        "/feed.xml /fi/feeds/all.rss.xml 301",
        "/rss/ /fi/feeds/all.rss.xml 301",
        "/rss /fi/feeds/all.rss.xml 301",
        "/sv/halsa.json /sv/feeds/topic-health.json 301",
    ]
    (told,) = [each for each in newsroom.told() if "mkdocs.yml" in each]
    line = newsroom.config.read_text("utf-8").count("\n")
    assert told == f"note mkdocs.yml:{line}: {NOTE.format('rss', 'fi/feeds/all.rss.xml')}"


def test_a_copy_names_the_address_to_move_on_to(newsroom: Newsroom) -> None:
    newsroom.set("feeds: {aliases: {fi/all: [feed.xml, atom.xml, feed.json]}}")
    found = {old: document(copy).url for old, copy in copies(newsroom.at()).items()}
    assert found == {
        "feed.xml": "https://example.org/fi/feeds/all.rss.xml",
        "atom.xml": "https://example.org/fi/feeds/all.atom.xml",
        "feed.json": "https://example.org/fi/feeds/all.json",
    }


@pytest.mark.parametrize(
    ("written", "new"),
    [
        ("index.xml", "rss.xml"),
        ("blog/RSS.XML", "rss.xml"),
        ("index.rdf", "rss.xml"),
        ("x.rss", "rss.xml"),
        ("x.atom", "atom.xml"),
        ("feed.atom.xml", "atom.xml"),
        ("{path: feed.xml, format: atom}", "atom.xml"),
        ("{path: atom.xml, format: rss}", "rss.xml"),
        ("x.json", "json"),
    ],
)
def test_a_file_holds_the_format_of_its_ending_or_the_one_that_is_named(
    newsroom: Newsroom, written: str, new: str
) -> None:
    newsroom.set(f"feeds: {{aliases: {{fi/all: [{written}]}}}}")
    site = newsroom.at()
    assert list(copies(site).values()) == [files(site)[f"fi/feeds/all.{new}"]]
    assert [line.split()[1:] for line in redirects(site)] == [[f"/fi/feeds/all.{new}", "301"]]


@pytest.mark.parametrize("path", ["feed", "rss.php", "feed.html", "blog/feed/atom/"])
def test_where_no_file_can_hold_a_feed_only_the_server_leads_on(
    newsroom: Newsroom, path: str
) -> None:
    newsroom.set(f"feeds: {{aliases: {{fi/all: [{{path: {path}, format: atom}}]}}}}")
    site = newsroom.at()
    plain = path.strip("/")
    assert copies(site) == {}
    assert redirects(site) == [
        f"/{plain}/ /fi/feeds/all.atom.xml 301", f"/{plain} /fi/feeds/all.atom.xml 301"
    ]  # fmt: skip
    assert NOTE.format(plain, "fi/feeds/all.atom.xml") in "".join(newsroom.told())


def test_redirects_know_the_base_path(newsroom: Newsroom) -> None:
    newsroom.set("feeds: {aliases: {fi/all: [feed.xml]}}")
    site = newsroom.at(url="https://example.org/repo/")
    assert redirects(site) == ["/repo/feed.xml /repo/fi/feeds/all.rss.xml 301"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("aliases: {fi/al: [feed.xml]}", "'fi/al' is not declared. Did you mean 'fi/all'?"),
        ("aliases: {all: [feed.xml]}", "'all' is not declared. Allowed: fi/all"),
        ("aliases: {de/all: [feed.xml]}", "'de/all' is not declared. Did you mean"),
        ("aliases: {fi/all: feed.xml}", "'fi/all' wants a list. Write [feed.xml], with commas"),
        ("aliases: {fi/all: ['feed.php?type=rss']}",
         "item 1 'feed.php?type=rss' holds a '?', and a site of files has no such address. Let"),
        ("aliases: {fi/all: ['https://old.example/feed.xml']}",
         "item 1 'https://old.example/feed.xml' is a whole address. Write the path alone, such"),
        ("aliases: {fi/all: [../feed.xml]}", "item 1 '../feed.xml' is not a path of this site."),
        ("aliases: {fi/all: [/]}", "item 1 '' is not a path of this site."),
        ("aliases: {fi/all: [feed.xml, feed.xml]}", "'aliases' names 'feed.xml' twice. Keep it"),
        ("aliases: {fi/all: [feed.xml], sv/all: [feed.xml]}", "'aliases' names 'feed.xml' twice."),
        ("aliases: {fi/all: [{path: x.rss, format: atom}]}",
         "'format' says 'atom', and servers tell readers that 'x.rss' is rss. Remove the line."),
        ("aliases: {fi/all: [{path: x.xml, format: json}]}",
         "'format' says 'json', and servers tell readers that 'x.xml' is rss. Remove the line."),
        ("aliases: {fi/all: [{path: x.xml, format: rss2}]}",
         "'format' 'rss2' is not allowed here. Did you mean 'rss'?"),
        ("aliases: {fi/all: [{format: rss}]}", "'path' is missing. Add a line like `path: feed"),
    ],
)  # fmt: skip
def test_what_is_no_old_address_is_an_error_with_a_remedy(
    newsroom: Newsroom, written: str, told: str
) -> None:
    newsroom.set(f"feeds:\n  {written}")
    with pytest.raises(TolkkuError) as problem:
        newsroom.at()
    (finding,) = problem.value.findings
    line = newsroom.config.read_text("utf-8").count("\n")
    assert str(finding).startswith(f"mkdocs.yml:{line}: {told}")


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("sitemap.xml", "the builder's sitemap"),
        ("fi/feeds/old.xml", "the feeds"),
        ("assets/stylesheets/x.xml", "the theme's style sheets"),
        ("fi/bulletins/2026-12-01-water/", "bulletins/2026/2026-12-01-water/fi.md"),
        ("fi/now", "the page 'Voimassa nyt'"),
        ("sv/gammal", "an alias of /fi/bulletins/2026-12-01-water/"),
        ("2026-12-01-water/can.xml", "a folder of an alias of /fi/bulletins/2026-12-01-water/"),
    ],
)
def test_an_old_address_that_something_else_has_is_an_error(
    newsroom: Newsroom, path: str, taken: str
) -> None:
    newsroom.change(
        "bulletins/2026/2026-12-01-water/fi.md", "sources:",
        "aliases: [sv/gammal, 2026-12-01-water/can.xml/x.html]\nsources:",
    )  # fmt: skip
    newsroom.set(f"feeds: {{aliases: {{fi/all: [{path}]}}}}")
    told = f"the old address '/{path.strip('/')}' is taken by {taken}. Remove the alias or rename"
    assert [each for each in newsroom.told() if told in each], newsroom.told()


def test_an_alias_of_a_text_cannot_be_a_feed(newsroom: Newsroom) -> None:
    source = "bulletins/2026/2026-12-01-water/fi.md"
    newsroom.change(source, "sources:", "aliases: [feed.xml, blog/feed, vanha, feed.jpg]\nsources:")
    assert newsroom.told() == [
        f"error {source}:5: the old address '/feed.xml' is that of a feed, and an alias of a text"
        " is a page. Write `feeds: {aliases: {fi/all: [feed.xml]}}` in mkdocs.yml.",
        f"note {source}:5: the old address '/blog/feed' looks like that of a feed; the text"
        " answers there now. If it was a feed, write `feeds: {aliases: {fi/all: [blog/feed]}}`"
        " in mkdocs.yml instead.",
    ]


def test_a_site_is_published_with_its_old_feeds(newsroom: Newsroom) -> None:
    newsroom.set("feeds: {aliases: {fi/all: [feed.xml, rss/]}}")
    built = newsroom.built()
    assert built.text("feed.xml") == built.text("fi/feeds/all.rss.xml")
    assert "/rss/ /fi/feeds/all.rss.xml 301\n" in built.text("_redirects")
    assert not built.has("rss")
    assert "is no address of a feed document" not in built.said
