"""Feeds in real readers: what is news to subscribers, which page it opens, and what is no news."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from building import NOON, config_of, copied
from feed_readers import News, Newsboat, Reader, Rss2email, letterbox
from feed_server import FeedServer, feed_server
from paths import SITES
from tolkku.feeds.feeds import feed_files
from tolkku.site import read_site

BULLETINS = ("2026-11-25-water", "2026-12-01-first", "2026-12-01-second")
CORRECTION = "2026-11-26-water-correction"
WATER = "Vettä & jäätä < 5 °C – åäö"

Subscribe = Callable[..., Reader]


def news(url: str, id: str, page: str, title: str) -> News:
    return News(f"tag:ids.example,2026:{id}", f"{url}{page}", title)


def documents(config: Path, url: str | None = None) -> dict[str, bytes]:
    site, findings = read_site(config, NOON, {}, url)
    assert [str(finding) for finding in findings if finding.is_error] == []
    return dict(feed_files(site))


def change(config: Path, file: str, old: str, new: str) -> None:
    path = config.parent / "bulletins/2026" / file
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")


def correct(config: Path) -> None:
    """Correct the first bulletin, by a bulletin of its own."""
    shutil.copytree(
        SITES / "feeds/bulletins/2026" / CORRECTION, config.parent / "bulletins/2026" / CORRECTION
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The `mkdocs.yml` of a site with three bulletins, one of them in every language."""
    config = copied("feeds", tmp_path)
    for folder in (config.parent / "bulletins/2026").iterdir():
        if folder.name not in BULLETINS:
            shutil.rmtree(folder)
    return config


@pytest.fixture
def server(site: Path) -> Iterator[FeedServer]:
    with feed_server() as server:
        server.publish(documents(site, server.url))
        yield server


@pytest.fixture(params=["rss.xml", "atom.xml"])
def ending(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[Newsboat, Rss2email], ids=["newsboat", "rss2email"])
def subscribe(
    request: pytest.FixtureRequest, tmp_path: Path, server: FeedServer, ending: str
) -> Iterator[Subscribe]:
    """Subscribes a reader to everything in some languages."""
    home = tmp_path / "reader"
    home.mkdir()

    with letterbox() as box:

        def subscribed(*languages: str) -> Reader:
            feeds = [f"{server.url}{language}/feeds/all.{ending}" for language in languages]
            if request.param is Newsboat:
                return Newsboat(home, feeds)
            return Rss2email(home, feeds, box)

        yield subscribed


@pytest.fixture
def reader(subscribe: Subscribe, server: FeedServer) -> Reader:
    """A reader of the Finnish feed who has had its three bulletins."""
    reader = subscribe("fi")
    assert len(reader.news()) == 3
    assert set(server.answered()) == {200}
    return reader


# --- what is news ---


def test_a_subscriber_gets_every_bulletin_in_the_language_of_the_feed(
    subscribe: Subscribe, server: FeedServer
) -> None:
    found = subscribe("fi", "sv", "en").news()
    assert found == [
        news(server.url, *expected)
        for expected in (
            ("2026-11-25-water/en", "en/bulletins/2026-11-25-water/", "Water & ice"),
            ("2026-11-25-water/fi", "fi/bulletins/2026-11-25-water/", WATER),
            ("2026-11-25-water/sv", "sv/bulletins/vatten/", "Vatten och is"),
            ("2026-12-01-first/en", "en/bulletins/2026-12-01-first/", "Exercise: cans are filled"),
            (
                "2026-12-01-first/fi",
                "fi/bulletins/2026-12-01-first/",
                "Harjoitus: Kanisterit täyttyvät",
            ),
            ("2026-12-01-second/fi", "fi/bulletins/2026-12-01-second/", "Esimerkki: Toinen"),
            ("2026-12-01-second/sv", "sv/bulletins/2026-12-01-second/", "Exempel: Den andra"),
        )
    ]


def test_a_subscriber_reads_the_whole_text(reader: Reader) -> None:
    """By its own settings rss2email mails the first plain text of an entry, if there is one."""
    text = reader.texts()["tag:ids.example,2026:2026-12-01-first/fi"]
    assert all(said in text for said in ("Ensimmäinen.", "Teksti."))


def test_a_correction_is_one_piece_of_news(site: Path, server: FeedServer, reader: Reader) -> None:
    correct(site)
    server.publish(documents(site, server.url))
    assert reader.news() == [
        news(
            server.url,
            f"{CORRECTION}/fi",
            f"fi/bulletins/{CORRECTION}/",
            "Oikaisu: 6 litraa, ei 5",
        )
    ]


# --- what is none ---


def test_what_has_not_changed_is_not_even_sent(
    site: Path, server: FeedServer, reader: Reader
) -> None:
    server.publish(documents(site, server.url))
    assert (reader.news(), server.answered()) == ([], [304])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(f"title: {WATER}", "title: Vettä", id="title"),
        pytest.param("Varaa vettä.", "Varaa vettä kotiin.", id="body"),
        pytest.param(
            "minor: yes}\n",
            'minor: yes}\n  - {at: 2026-12-02 09:00, note: "Selvennys.", minor: yes}\n',
            id="minor-update",
        ),
        pytest.param("topics:", "slug: vesi\ntopics:", id="address"),
    ],
)
def test_an_edit_is_no_news(
    site: Path, server: FeedServer, reader: Reader, old: str, new: str
) -> None:
    change(site, "2026-11-25-water/fi.md", old, new)
    server.publish(documents(site, server.url))
    assert (reader.news(), server.answered()) == ([], [200])


def test_a_move_to_another_host_is_no_news(site: Path, server: FeedServer, reader: Reader) -> None:
    with feed_server() as new:
        new.publish(documents(site, new.url))
        server.moved_to = new.url
        assert (reader.news(), server.answered(), new.answered()) == ([], [301], [200])
        assert (reader.news(), new.answered()) == ([], [304])


def test_the_readers_would_notice_another_id(
    site: Path, server: FeedServer, reader: Reader
) -> None:
    others = documents(site, server.url).items()
    server.publish({a: d.replace(b"25-water/fi<", b"25-vesi/fi<") for a, d in others})
    assert [item.title for item in reader.news()] == [WATER]


# --- what stays on the screen ---


def test_newsboat_counts_what_is_unread_and_shows_what_was_edited(
    site: Path, server: FeedServer, tmp_path: Path, ending: str
) -> None:
    newsboat = Newsboat(tmp_path, [f"{server.url}fi/feeds/all.{ending}"])
    newsboat.news()
    assert newsboat.unread() == 3

    change(site, "2026-11-25-water/fi.md", f"title: {WATER}", "title: Älä & <\nslug: vesi")
    server.publish(documents(site, server.url))
    newsboat.news()
    assert newsboat.unread() == 3
    edited = news(server.url, "2026-11-25-water/fi", "fi/bulletins/vesi/", "Älä & <")
    assert newsboat.items()[0] == edited

    correct(site)
    server.publish(documents(site, server.url))
    newsboat.news()
    assert newsboat.unread() == 4


# --- a parser of npm ---


@pytest.fixture(scope="module")
def parsed() -> dict[str, dict[str, Any]]:
    """Every feed document with entries, as the parser understands it."""
    texts = {address: data.decode() for address, data in documents(config_of("feeds")).items()}
    # The parser takes an Atom document without entries for no feed at all.
    full = {a: text for a, text in texts.items() if "<feed" not in text or "<entry" in text}
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("read_feeds.mjs"))],
        input=json.dumps(full),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    assert found.keys() == full.keys()
    return found


def test_the_parser_finds_one_language_in_a_feed(parsed: dict[str, dict[str, Any]]) -> None:
    for address, feed in parsed.items():
        tag = address.partition("/")[0]
        assert feed["language"] == tag, address
        assert feed["link"].startswith(f"https://example.org/{tag}/"), address
        assert "/feeds/" not in feed["link"], address
        for entry in feed["entries"]:
            assert entry["language"] == tag, address
            assert entry["link"].startswith(f"https://example.org/{tag}/"), address
            assert entry["id"].startswith("tag:ids.example,2026:"), address
            assert f"/{tag}" in entry["id"], address


def test_the_parser_finds_the_same_entries_in_every_format(
    parsed: dict[str, dict[str, Any]],
) -> None:
    formats: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(dict)
    for address, feed in parsed.items():
        name, _, ending = address.partition(".")
        formats[name][ending] = [(entry["id"], entry["link"]) for entry in feed["entries"]]
    endings = {address.partition(".")[2] for address in documents(config_of("feeds"))}
    assert endings == {"rss.xml", "atom.xml", "json"}
    for name, found in formats.items():
        entries = found["rss.xml"]
        assert found == dict.fromkeys(endings if entries else found, entries), name


def test_the_parser_shows_the_title_and_opens_the_page_of_its_language(
    parsed: dict[str, dict[str, Any]],
) -> None:
    for tag, page, title in (
        ("fi", "2026-11-25-water", WATER),
        ("sv", "vatten", "Vatten och is"),
        ("en", "2026-11-25-water", "Water & ice"),
    ):
        id = f"tag:ids.example,2026:2026-11-25-water/{tag}"
        everything = [a for a in parsed if a.startswith(f"{tag}/feeds/all.")]
        assert len(everything) == 3
        for address in everything:
            entry = next(each for each in parsed[address]["entries"] if each["id"] == id)
            link = f"https://example.org/{tag}/bulletins/{page}/"
            assert (entry["link"], entry["title"]) == (link, title), address
