"""A team moves in with its subscribers: real readers of the old site's feed, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feed_readers import Newsboat, Reader, Rss2email, letterbox
from feed_server import FeedServer, feed_server
from feeds_for_tests import files
from newsrooms import Newsroom
from tolkku.catalogue.addresses import feed_copies, feed_redirects

POSTS = {
    "2026-10-05-market": "https://vanha.example.org/?p=12&lang=fi",
    "2026-11-21-join-us": "tag:vanha.example.org,2026:uutiset/123",
}
"""What the team had published: the folders that it has now, and the ids that the old feed gave."""

ALIASES = "feeds: {aliases: {fi/all: [feed.xml, rss/]}}"


def old_feed(url: str) -> bytes:
    """The feed as another program made it: guids, and links to pages of that time."""
    zone = ZoneInfo("Europe/Helsinki")
    items = ""
    for name, id in POSTS.items():
        at = datetime.fromisoformat(f"{name[:10]}T08:00").replace(tzinfo=zone)
        items += (
            f"<item><title>{name}</title><link>{url}{name}.html</link>"
            f'<guid isPermaLink="false">{escape(id)}</guid>'
            f"<pubDate>{format_datetime(at)}</pubDate><description>Vanha.</description></item>"
        )
    head = f"<title>Vanha</title><link>{url}</link><description>Vanha</description>"
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as server:
        yield server


@pytest.fixture(params=[Newsboat, Rss2email], ids=["newsboat", "rss2email"])
def subscribe(
    request: pytest.FixtureRequest, tmp_path: Path, server: FeedServer
) -> Iterator[Callable[[str], Reader]]:
    home = tmp_path / "reader"
    home.mkdir()
    with letterbox() as box:

        def subscribed(address: str) -> Reader:
            feeds = [server.url + address]
            return (
                Newsboat(home, feeds) if request.param is Newsboat else Rss2email(home, feeds, box)
            )

        yield subscribed


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    room = Newsroom.open(tmp_path)
    room.set(ALIASES)
    return room


def move_in(newsroom: Newsroom, keep: bool = True) -> None:
    for name, id in POSTS.items():
        newsroom.bulletin(f"{name}/fi", "08:00", *([f"feed_id: {id}"] if keep else []))


def publish(newsroom: Newsroom, server: FeedServer) -> None:
    site = newsroom.at(url=server.url)
    feeds = files(site)
    server.publish({**feeds, **dict(feed_copies(site.settings, feeds))})
    server.leads_on = {
        old: new for old, new in feed_redirects(site.settings) if not old.endswith(".xml")
    }


@pytest.mark.parametrize("address", ["feed.xml", "rss/"])
def test_subscribers_get_what_is_new_and_nothing_else(
    newsroom: Newsroom, server: FeedServer, subscribe: Callable[[str], Reader], address: str
) -> None:
    server.publish({address: old_feed(server.url)})
    reader = subscribe(address)
    assert sorted(each.id for each in reader.news()) == sorted(POSTS.values())

    move_in(newsroom)
    publish(newsroom, server)
    assert reader.news() == []

    newsroom.bulletin("2026-12-02-water/fi", "09:00", title="Vettä")
    publish(newsroom, server)
    assert [(each.title, each.link) for each in reader.news()] == [
        ("Vettä", f"{server.url}fi/bulletins/2026-12-02-water/")
    ]


def test_without_the_old_ids_they_would_get_everything_again(
    newsroom: Newsroom, server: FeedServer, subscribe: Callable[[str], Reader]
) -> None:
    server.publish({"feed.xml": old_feed(server.url)})
    reader = subscribe("feed.xml")
    reader.news()
    move_in(newsroom, keep=False)
    publish(newsroom, server)
    assert len(reader.news()) == len(POSTS)
