"""The feed diff: what a reviewer is told about two built sites, by the command."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import NOON
from paths import SITES
from tolkku.catalogue.pages import file_of
from tolkku.cli.feeds import LONGEST_COMMENT, escaped, feeds, markdown_report, printable
from tolkku.feeds.audit.diff import FeedDiff, Kind
from tolkku.feeds.feeds import feed_files
from tolkku.site import read_site

URL = "https://example.org/base/"
FORMATS = ("rss.xml", "atom.xml", "json")


@dataclass(frozen=True)
class Item:
    """An entry as the small sites of these tests have it; `day` is a day of 2026."""

    name: str
    day: str = "12-01"
    title: str = "Vesi"
    text: str = "<p>Teksti</p>"
    updated: str = ""
    id: str = ""
    page: str = ""
    language: str = "fi"

    @property
    def tag(self) -> str:
        return self.id or f"tag:ids.example,2026:{self.name}/{self.language}"

    @property
    def address(self) -> str:
        return self.page or f"{self.language}/bulletins/{self.name}/"

    @property
    def dates(self) -> tuple[str, str]:
        return f"2026-{self.day}T07:00:00+02:00", f"2026-{self.updated or self.day}T07:00:00+02:00"


@dataclass(frozen=True)
class SmallSite:
    """A folder like that of a built site: feeds, and files where their entries lead."""

    folder: Path

    def feed(self, name: str, *items: Item, formats: tuple[str, ...] = FORMATS) -> None:
        """Write a document in the formats: `fi/all`, or the archive `fi/all/2026-11`."""
        for ending in formats:
            address = f"{name.replace('/', '/feeds/', 1)}.{ending}"
            document = {"rss.xml": rss, "atom.xml": atom, "json": json_feed}[ending]
            self.write(address, document(URL + address, items))
        for item in items:
            self.write(file_of(item.address), "<!doctype html>")

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def rss(url: str, items: tuple[Item, ...]) -> str:
    def date(iso: str) -> str:
        year, month, day = iso[:10].split("-")
        return f"{day} {['Nov', 'Dec'][int(month) - 11]} {year} 07:00:00 +0200"

    told = "".join(
        f"<item><title>{escape(escape(item.title, quote=False), quote=False)}</title>"
        f"<description>{item.name}</description><link>{URL}{item.address}</link>"
        f'<guid isPermaLink="false">{escape(item.tag)}</guid><c:encoded>{escape(item.text)}'
        f"</c:encoded><pubDate>{date(item.dates[0])}</pubDate>"
        f"<a:updated>{item.dates[1]}</a:updated></item>\n"
        for item in items
    )
    return (
        '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom" '
        'xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>'
        f'<a:link rel="self" href="{url}"/>\n{told}</channel></rss>\n'
    )


def atom(url: str, items: tuple[Item, ...]) -> str:
    told = "".join(
        f'<entry><title type="html">{escape(escape(item.title, quote=False), quote=False)}</title>'
        f"<id>{escape(item.tag)}</id><summary>{item.name}</summary>"
        f'<link rel="enclosure" href="{URL}a.jpg"/><link href="{URL}{item.address}"/>'
        f'<content type="html">{escape(item.text)}</content>'
        f"<published>{item.dates[0]}</published><updated>{item.dates[1]}</updated></entry>\n"
        for item in items
    )
    links = f'<link href="{URL}fi/"/><link rel="self" href="{url}"/>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{links}\n{told}</feed>\n'


def json_feed(url: str, items: tuple[Item, ...]) -> str:
    told = [
        {
            "id": item.tag, "url": URL + item.address, "title": item.title,
            "summary": item.name, "content_html": item.text,
            "date_published": item.dates[0], "date_modified": item.dates[1],
        }
        for item in items
    ]  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "feed_url": url, "items": told}
    return json.dumps(feed, indent=1)


@dataclass(frozen=True)
class Review:
    """The site as it is published, and the one that is to be."""

    old: SmallSite
    new: SmallSite

    def both(self, name: str, *items: Item) -> None:
        self.old.feed(name, *items)
        self.new.feed(name, *items)

    def says(self, *options: str) -> tuple[int, str]:
        """Exit code and output of the command."""
        words = ["diff", str(self.old.folder), str(self.new.folder), *options]
        done = CliRunner().invoke(feeds, words)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.exit_code, done.output.replace(f"{self.old.folder.parent}{os.sep}", "")


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review(SmallSite(tmp_path / "old"), SmallSite(tmp_path / "new"))


OLD, WATER = Item("2026-11-01-old", "11-01", "Vanha"), Item("2026-12-01-water")
NEWS = Item("2026-12-02-news", "12-02", "Uutinen")
WATER_LINE = "fi 2026-12-01 “Vesi” (tag:ids.example,2026:2026-12-01-water/fi) in all"


# --- the whole report ---


def everything(review: Review) -> None:
    """Something of every kind, in two languages, feeds, formats and archives."""
    kept = Item("2026-12-03-kept", "12-03", "Pidetty")
    old = [Item(f"2026-11-{day:02}-old", f"11-{day:02}", f"Vanha {day}") for day in range(1, 15)]
    mark = Item("2026-12-01-mark", title="In English: Water", page="en/bulletins/water/",
                id="tag:ids.example,2026:2026-12-01-mark/fi/en")  # fmt: skip
    real = Item("2026-12-01-mark", "12-04", "Merkitty")
    removed = Item("2026-11-30-removed", "11-30", "Poistettu")
    named = Item("2026-12-02-wrong-name", "12-02", "Nimi", page="fi/bulletins/name/")
    swedish = Item("2026-12-01-water", "12-01", "Vatten", language="sv")
    news = Item("2026-12-04-news", "12-04", "Uutinen | <b>tärkeä</b> @kaikki")
    late = Item("2026-10-01-late", "11-20", "Myöhäinen")

    review.old.feed("fi/all", kept, named, WATER, mark, removed)
    review.old.feed("fi/all/2026-11", *old)
    review.old.feed("fi/topic-health", WATER, kept)
    review.old.feed("fi/topic-gone", WATER)
    review.old.feed("sv/all", swedish)
    review.old.write("fi/old-page/index.html", "")

    edited = [replace(item, text="<p>Toinen</p>") for item in old]
    renamed = replace(named, name="2026-12-02-right-name")
    review.new.feed(
        "fi/all", news, real, kept, renamed, replace(WATER, updated="12-04"), late, old[0]
    )
    review.new.feed("fi/all/2026-11", *edited)
    review.new.feed("fi/topic-health", replace(WATER, updated="12-04"), replace(kept, day="12-04"))
    review.new.feed("sv/all", replace(swedish, title="Vattnet"), formats=("rss.xml", "atom.xml"))
    review.new.feed("sv/all", swedish, formats=("json",))
    review.new.feed("sv/urgent", swedish)
    (review.new.folder / "fi/bulletins/2026-12-04-news/index.html").unlink()


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("everything.txt", []),
        ("verbose.txt", ["--verbose"]),
        ("everything.md", ["--format", "markdown"]),
        ("verbose.md", ["--format", "markdown", "--verbose"]),
    ],
)
def test_a_review_reads_as_reviewed(
    review: Review, golden: Callable[[str, str], None], name: str, options: list[str]
) -> None:
    everything(review)
    code, said = review.says(*options)
    assert code == 1
    golden(f"feed-diff/{name}", said)
    assert review.says(*options) == (code, said)


def test_every_kind_of_event_is_in_the_report(review: Review) -> None:
    everything(review)
    said = review.says("--verbose")[1]
    assert [kind.name for kind in Kind if kind.meaning not in said] == []


def test_the_same_site_has_nothing_to_tell(review: Review) -> None:
    review.both("fi/all", WATER)
    nothing = "Nobody will be notified again.\nNothing changes for subscribers.\n"
    assert review.says() == (0, nothing)
    assert review.says("--format", "markdown") == (
        0,
        "## What subscribers will notice\n\n**Nobody will be notified again.**\n\n"
        "Nothing changes for subscribers.\n",
    )


# --- what happens to an entry ---


def test_a_new_entry_is_news(review: Review) -> None:
    review.old.feed("fi/all", WATER)
    review.old.feed("fi/topic-health", WATER)
    review.new.feed("fi/all", NEWS, WATER)
    review.new.feed("fi/topic-health", NEWS, WATER)
    assert review.says() == (
        0,
        "Nobody will be notified again.\n"
        "Subscribers get: 1 new entry.\n\n"
        "1 new entry. Shown by feed readers, sent by mail services.\n"
        "  fi 2026-12-02 “Uutinen” (tag:ids.example,2026:2026-12-02-news/fi) "
        "in all, topic-health\n",
    )


def test_formats_are_named_when_only_some_subscribers_are_meant(review: Review) -> None:
    review.both("fi/all", WATER)
    review.new.feed("fi/all", replace(WATER, updated="12-02"), formats=("json", "rss.xml"))
    assert f"\n  {WATER_LINE} (JSON, RSS)\n" in review.says()[1]


@pytest.mark.parametrize(
    "known_as",
    [
        Item("x", id="tag:old.example,2025:2026-12-01-water/fi", page="fi/elsewhere/"),
        Item("2026-12-01-watre", page="fi/bulletins/2026-12-01-water/"),
        Item("2026-12-01-watre", page="fi/moved/"),
        Item("x", id="urn:uuid:1", page="fi/bulletins/2026-12-01-water/"),
        Item("x", id="tag:a.example,2026:digest/w/fi", page="fi/bulletins/2026-12-01-water/"),
    ],
    ids=["domain", "same-page", "redirected-page", "other-scheme", "digest"],
)
def test_another_id_notifies_again(review: Review, known_as: Item) -> None:
    review.old.feed("fi/all", known_as)
    review.new.feed("fi/all", WATER)
    review.new.write(file_of(known_as.address), "")
    review.new.write("_redirects", f"# by hand\n/base/fi/moved/ /base/{WATER.address} 301\n")
    code, said = review.says()
    assert code == 1
    assert said.startswith(
        "Subscribers will be notified again of 1 entry.\n"
        "Not ready to be published: 1 entry with another id.\n\n"
    )
    assert f"\n  {WATER_LINE}; it was {known_as.tag}\n" in said


def test_an_old_id_that_is_kept_too_late_notifies_again(review: Review) -> None:
    review.old.feed("fi/all", WATER)
    review.new.feed("fi/all", replace(WATER, id="https://vanha.example/?p=1"))
    code, said = review.says()
    assert code == 1
    assert said.startswith("Subscribers will be notified again of 1 entry.\n")
    assert f"(https://vanha.example/?p=1) in all; it was {WATER.tag}\n" in said


def test_ids_of_older_feeds_are_not_taken_for_ours(review: Review) -> None:
    one, two = (
        Item(f"2026-12-01-{name}", id=f"tag:vanha.example,2009:blogi/1/{name}")
        for name in ("one", "two")
    )
    review.old.feed("fi/all", WATER, one)
    review.new.feed("fi/all", WATER, two)
    code, said = review.says()
    assert code == 1
    assert said.startswith(
        "Nobody will be notified again.\n"
        "Not ready to be published: 1 entry gone from its feed.\nSubscribers get: 1 new entry.\n"
    )


def test_an_updated_entry_is_told_and_allowed(review: Review) -> None:
    review.old.feed("fi/all", WATER)
    review.new.feed("fi/all", replace(WATER, updated="12-02", title="Vettä"))
    code, said = review.says()
    assert code == 0
    assert said.startswith(
        "Nobody will be notified again, except by feed readers that show updates.\n"
        "Subscribers get: 1 updated entry.\n\n"
    )
    assert "without notice" not in said


@pytest.mark.parametrize(
    "edited", [{"text": "<p>Muu</p>"}, {"title": "Vettä"}, {"updated": "11-30"}], ids=str
)
def test_a_silent_edit_is_counted_and_listed_on_demand(
    review: Review, edited: dict[str, str]
) -> None:
    review.old.feed("fi/all", WATER)
    review.new.feed("fi/all", replace(WATER, **edited))
    code, said = review.says()
    assert code == 0
    assert "Subscribers do not notice: 1 entry edited without notice.\n" in said
    assert WATER.tag not in said
    listed = review.says("--verbose")[1]
    assert WATER.tag in listed
    assert ("; its title was “Vesi”" in listed) == ("title" in edited)


def test_an_update_that_stays_in_an_archive_is_not_noticed(review: Review) -> None:
    review.both("fi/all", NEWS)
    review.old.feed("fi/all/2026-11", OLD)
    review.new.feed("fi/all/2026-11", replace(OLD, updated="12-02"))
    assert "Subscribers do not notice: 1 entry edited" in review.says()[1]


def test_a_removed_entry_is_not_allowed(review: Review) -> None:
    review.old.feed("fi/all", NEWS, WATER)
    review.new.feed("fi/all", NEWS)
    code, said = review.says()
    assert code == 1
    assert "Not ready to be published: 1 entry gone from its feed.\n" in said
    assert f"\n  {WATER_LINE}\n" in said


def test_an_entry_that_leaves_one_of_its_feeds_is_gone_there(review: Review) -> None:
    review.both("fi/all", WATER)
    review.old.feed("fi/topic-health", WATER)
    review.new.feed("fi/topic-health")
    assert (review.says()[0], "in topic-health\n" in review.says()[1]) == (1, True)


def test_what_makes_room_in_a_feed_without_archives_is_not_told(review: Review) -> None:
    review.both("fi/all", NEWS, WATER, OLD)
    review.old.feed("fi/topic-health", WATER, OLD)
    review.old.feed("fi/topic-health/2026-11", OLD)
    review.new.feed("fi/topic-health", NEWS, WATER)
    nobody = "Nobody will be notified again.\nSubscribers get: 1 new entry.\n"
    assert review.says()[1].startswith(nobody)
    # What is not the oldest, or has no page any more, did not make room.
    review.new.feed("fi/topic-health", NEWS, OLD)
    assert (review.says()[0], f"{WATER_LINE[:-3]}topic-health\n" in review.says()[1]) == (1, True)
    review.new.feed("fi/topic-health", NEWS, WATER)
    (review.new.folder / file_of(OLD.address)).unlink()
    assert review.says()[0] == 1


def test_what_is_updated_comes_again_into_a_feed_without_archives(review: Review) -> None:
    updated = replace(OLD, updated="12-03")
    review.old.feed("fi/all", NEWS, WATER, OLD)
    review.new.feed("fi/all", NEWS, WATER, updated)
    review.old.feed("fi/topic-health", NEWS, WATER)
    review.new.feed("fi/topic-health", NEWS, updated)
    code, said = review.says()
    assert (code, "Subscribers get: 1 updated entry.\n" in said) == (0, True)
    assert said.endswith("2026-11-01-old/fi) in all, topic-health\n")


def test_what_moves_into_an_archive_is_not_told(review: Review) -> None:
    review.old.feed("fi/all", WATER, OLD)
    review.new.feed("fi/all", WATER)
    review.new.feed("fi/all/2026-11", OLD)
    assert review.says()[1].endswith("Nothing changes for subscribers.\n")


def test_what_comes_back_from_an_archive_is_told_unless_it_is_updated(review: Review) -> None:
    review.both("fi/all/2026-11", OLD)
    review.old.feed("fi/all", WATER)
    review.new.feed("fi/all", WATER, OLD)
    assert review.says()[1].startswith(
        "Some subscribers may be notified again of 1 entry.\n"
        "To look at: 1 entry back from the archives.\n\n"
    )
    updated = replace(OLD, updated="12-02")
    review.new.feed("fi/all", WATER, updated)
    review.new.feed("fi/all/2026-11", updated)
    assert "Subscribers get: 1 updated entry.\n\n" in review.says()[1]


def test_a_new_entry_that_is_dated_back_is_told(review: Review) -> None:
    review.old.feed("fi/all", NEWS)
    review.new.feed("fi/all", NEWS, WATER)
    review.new.feed("fi/all/2026-11", OLD)
    code, said = review.says()
    assert code == 0
    assert "To look at: 2 new entries that are dated back.\n\n" in said
    assert f"\n  {WATER_LINE}\n" in said
    assert "2026-11-01-old/fi) in all; it is in an archive only\n" in said


def test_another_time_of_publication_is_not_allowed(review: Review) -> None:
    review.old.feed("fi/all", NEWS)
    review.new.feed("fi/all", replace(NEWS, day="12-03", updated="12-02"))
    code, said = review.says()
    assert code == 1
    assert said.startswith("Some subscribers may be notified again of 1 entry.\nNot ready")
    assert "it was 2026-12-02 07:00:00+02:00, it would be 2026-12-03 07:00:00+02:00\n" in said
    assert "without notice" not in said


def test_an_entry_in_another_language_may_give_way_to_the_edition(review: Review) -> None:
    mark = replace(WATER, id=f"{WATER.tag}/en")
    review.old.feed("fi/all", mark)
    review.new.feed("fi/all", replace(WATER, day="12-02"))
    code, said = review.says()
    assert code == 0
    assert "Subscribers get: 1 new entry.\n" in said
    assert "1 entry in another language replaced. " in said
    review.new.feed("fi/all", NEWS)
    assert (review.says()[0], "1 entry gone from its feed" in review.says()[1]) == (1, True)


def test_an_edition_does_not_give_way_to_an_entry_in_another_language(review: Review) -> None:
    review.old.feed("fi/all", WATER)
    review.new.feed("fi/all", replace(WATER, id=f"{WATER.tag}/en"))
    assert (review.says()[0], "1 entry with another id" in review.says()[1]) == (1, True)


def test_a_digest_is_known_by_its_period(review: Review) -> None:
    week = Item("w", page="fi/w49/", id="tag:ids.example,2026:digest/2026-W49/fi")
    next_week = Item("x", "12-08", page="fi/w50/", id="tag:ids.example,2026:digest/2026-W50/fi")
    moved = replace(week, page="fi/w/", id="tag:new.example,2026:digest/2026-W49/fi")
    review.old.feed("fi/weekly", week)
    review.new.feed("fi/weekly", next_week, moved)
    said = review.says()[1]
    assert f"“Vesi” ({moved.tag}) in weekly; it was {week.tag}\n" in said
    assert "Subscribers get: 1 new entry.\n" in said


# --- documents, addresses, formats ---


def test_a_feed_document_that_is_gone_is_not_allowed(review: Review) -> None:
    review.both("fi/all", WATER)
    review.old.feed("fi/all/2026-11", OLD)
    review.new.feed("fi/all/2026-11", OLD, formats=("rss.xml", "atom.xml"))
    review.old.feed("fi/topic-health", WATER)
    code, said = review.says()
    assert code == 1
    assert (
        "4 feed documents gone. Whoever subscribes there gets nothing any more.\n"
        "  fi all, archive 2026-11 (JSON)\n"
        "  fi topic-health (Atom, JSON, RSS)\n"
    ) in said


def test_a_whole_feed_that_is_gone_is_not_allowed(review: Review) -> None:
    review.both("fi/all", WATER)
    review.old.feed("fi/topic-health", WATER)
    assert (review.says()[0], "\n  fi topic-health (Atom, J" in review.says()[1]) == (1, True)


def test_a_new_feed_notifies_nobody(review: Review) -> None:
    """As when the present feeds get JSON, archives and rhythms."""
    review.old.feed("fi/all", WATER, OLD, formats=("rss.xml", "atom.xml"))
    review.new.feed("fi/all", WATER)
    review.new.feed("fi/all/2026-11", OLD)
    review.new.feed("fi/weekly", NEWS)
    assert review.says() == (
        0,
        "Nobody will be notified again.\n"
        "Subscribers do not notice: 2 new feeds.\n\n"
        "2 new feeds. Nobody has subscribed yet.\n"
        "  fi all (JSON)\n"
        "  fi weekly (Atom, JSON, RSS)\n",
    )


def test_a_lost_address_is_told_and_a_redirect_is_none(review: Review) -> None:
    review.both("fi/all", WATER)
    for page in ("fi/lost/index.html", "fi/moved/index.html", "lost.html", "a.jpg"):
        review.old.write(page, "")
    review.new.write("fi/moved/index.html", '<meta http-equiv="refresh" content="0; url=../x/">')
    code, said = review.says()
    assert code == 0
    assert "To look at: 2 lost addresses.\n" in said
    assert said.endswith("of the feeds in mkdocs.yml.\n  /fi/lost/\n  /lost.html\n")


def test_a_lost_address_of_a_feed_is_told(review: Review) -> None:
    review.both("fi/all", WATER)
    lines = [f"/base/{old} /base/fi/feeds/all.rss.xml 301\n" for old in ("feed.xml", "rss/", "rss")]
    review.old.write("_redirects", "".join(lines))
    review.new.write("_redirects", lines[0])
    code, said = review.says()
    assert (code, said.splitlines()[-1]) == (0, "  /rss/")
    assert "To look at: 1 lost address.\n" in said


@pytest.mark.parametrize("page", ["fi/nothing/", "fi/%6eothing/?a=/b/#c", "../new/fi/nothing/"])
def test_an_entry_that_leads_nowhere_is_told(review: Review, page: str) -> None:
    review.both("fi/all", WATER)
    review.both("fi/topic-health", replace(WATER, page=page))
    shutil.rmtree(review.new.folder / "fi/nothing", ignore_errors=True)
    code, said = review.says()
    assert code == 0
    assert "To look at: 1 entry without its page" in said
    assert f"in topic-health; it leads to {URL}{page}\n" in said


def test_an_entry_may_lead_to_a_part_of_a_page(review: Review) -> None:
    review.old.feed("fi/all", WATER)
    review.new.feed("fi/all", replace(WATER, page="fi/%6eow/?a=/b/#c"))
    review.new.write("fi/now/index.html", "")
    assert "without its page" not in review.says()[1]


def test_an_entry_that_leads_off_the_site_is_told(review: Review) -> None:
    review.both("fi/all", WATER)
    for site in (review.old, review.new):
        file = site.folder / "fi/feeds/all.json"
        site.write("fi/feeds/all.json", file.read_text("utf-8").replace(URL, "//[", 1))
        text = file.read_text("utf-8").replace(f'"url": "{URL}', '"url": "https://[::/')
        site.write("fi/feeds/all.json", text)
    said = review.says()[1]
    assert "in all (JSON); it leads to https://[::/fi/bulletins/2026-12-01-water/\n" in said


@pytest.mark.parametrize(
    ("other", "note"),
    [
        ([NEWS], "; it is missing"),
        ([NEWS, replace(WATER, title="Vettä")], "; it has another title"),
        ([NEWS, replace(WATER, page="fi/x/")], "; it has another address"),
        ([NEWS, replace(WATER, updated="12-02")], "; it has another time of update"),
        (
            [NEWS, replace(WATER, day="11-30", updated="12-01")],
            "; it has another time of publication",
        ),
    ],
    ids=["missing", "title", "address", "updated", "published"],
)
@pytest.mark.parametrize("ending", ["rss.xml", "json"])
@pytest.mark.parametrize("archive", ["", "/2026-12"])
def test_formats_that_disagree_are_told(
    review: Review, other: list[Item], note: str, ending: str, archive: str
) -> None:
    for site in (review.old, review.new):
        site.feed("fi/all")
        site.feed(f"fi/all{archive}", NEWS, WATER)
        site.feed(f"fi/all{archive}", *other, formats=(ending,))
    code, said = review.says()
    assert code == 0
    named = {"rss.xml": "RSS", "json": "JSON"}[ending]
    where = " in archive 2026-12" if archive else ""
    assert "To look at: 1 entry that differs by format.\n" in said
    assert f"\n  {WATER_LINE} ({named}){note}{where}\n" in said


def test_the_format_that_disagrees_is_named_although_it_is_the_only_one_of_before(
    review: Review,
) -> None:
    review.old.feed("fi/all", WATER, formats=("rss.xml",))
    review.new.feed("fi/all", replace(WATER, title="Vettä"))
    review.new.feed("fi/all", WATER, formats=("rss.xml",))
    assert "in all (RSS); it has another title\n" in review.says()[1]


# --- what others wrote does no harm ---

HOSTILE = (
    "</details> | `x` [a](javascript:b) <img src=x> &amp; @all #1 GH-2 https://e.example www.e"
)


def test_a_title_cannot_break_out_of_the_comment(review: Review) -> None:
    review.old.feed("fi/all", WATER)
    review.new.feed("fi/all", replace(NEWS, title=f"{HOSTILE}\n\n# x\u202e"), WATER)
    line = review.says("--format", "markdown")[1].splitlines()[-1]
    assert line == (
        r"- fi 2026-12-02 “\</details\> \| \`x\` \[a\](javascript:b) \<img src=x\> \&amp; "
        r"@&#8203;all #&#8203;1 GH-&#8203;2 https\://e.example www&#8203;.e #&#8203; x” "
        r"(tag:ids.example,2026:2026-12-02-news/fi) in all"
    )


def test_no_control_reaches_the_terminal() -> None:
    assert printable("a\x1b[31m\x9b1m\u202eb\r\nc\ud800 \u2066d") == "a [31m 1m b c d"
    assert escaped("@\x00a *b*") == r"@&#8203; a \*b\*"
    assert printable("x" * 300) == "x" * 199 + "…"


def test_a_comment_has_a_length_that_is_taken(review: Review) -> None:
    review.old.feed("fi/all")
    items = [Item(f"2026-12-01-{number}", title="*" * 200) for number in range(400)]
    review.new.feed("fi/all", *items)
    said = review.says("--format", "markdown")[1]
    assert LONGEST_COMMENT / 10 < len(said) <= LONGEST_COMMENT
    assert "\n- … and 350 more: `tolkku feeds diff` tells all\n\n</details>\n" in said
    assert review.says()[1].count("\n  fi ") == 400


def test_a_comment_without_room_for_any_line_still_has_the_verdict() -> None:
    lost = tuple(f"{number}/{'&' * 200}" for number in range(20))
    diff = FeedDiff((), frozenset(), frozenset(), frozenset(), lost * 1000)
    said = markdown_report(diff)
    assert len(said) <= LONGEST_COMMENT
    assert "To look at: 20000 lost addresses." in said


@pytest.mark.parametrize(
    "declared", ["", '<!ENTITY x SYSTEM "secret.txt">', '<!ENTITY x "secret">']
)
def test_no_entity_is_resolved(
    review: Review, monkeypatch: pytest.MonkeyPatch, declared: str
) -> None:
    review.both("fi/all", WATER)
    review.new.write("secret.txt", "secret")
    monkeypatch.chdir(review.new.folder)
    document = atom(f"{URL}fi/feeds/all.atom.xml", (replace(NEWS, title="[ENTITY]"), WATER))
    hostile = f"<!DOCTYPE feed [{declared}]>{document}".replace("[ENTITY]", "a&x;b")
    review.new.write("fi/feeds/all.atom.xml", hostile)
    code, said = review.says()
    assert "secret" not in said
    assert (code, "“a" in said) == ((0, True) if declared else (2, False))


# --- what cannot be read ---


@pytest.mark.parametrize("name", ["nowhere", "empty", "a-file", "fi"])
def test_a_folder_that_is_no_site_is_named_with_the_remedy(review: Review, name: str) -> None:
    review.both("fi/all", WATER)
    (review.new.folder / "empty").mkdir()
    (review.new.folder / "a-file").write_text("", "utf-8")
    wrong = Review(review.old, SmallSite(review.new.folder / name))
    problem = "is no folder." if name in ("nowhere", "a-file") else "holds no feeds"
    code, said = wrong.says()
    assert code == 2
    assert said.startswith(f"new/{name}: error: {problem}")
    assert "Name the folder of a built site, such as 'site', which `mkdocs build` makes.\n" in said


def test_a_site_that_does_not_say_where_it_stands_is_named(review: Review) -> None:
    review.both("fi/all", WATER)
    for ending in FORMATS:
        file = review.old.folder / f"fi/feeds/all.{ending}"
        file.write_text(file.read_text("utf-8").replace(f"feeds/all.{ending}", ""), "utf-8")
    assert review.says()[1].startswith("old: error: holds no feed that says where it stands.")


@pytest.mark.parametrize("options", [[], ["old"], ["old", "new", "--format", "html"]])
def test_misuse_is_told_with_a_code_of_its_own(options: list[str]) -> None:
    done = CliRunner().invoke(feeds, ["diff", *options])
    assert (done.exit_code, "Usage: " in done.output) == (2, True)


ITEMS = '{"version": "https://jsonfeed.org/version/1.1", "items": [%s]}'


@pytest.mark.parametrize(
    ("ending", "document", "expected"),
    [
        ("atom.xml", "", "1: error: is no XML (Document is empty)."),
        ("atom.xml", "<feed>\n<x>\n</feed>", "3: error: is no XML (Opening and ending tag mis"),
        ("atom.xml", "\n<rss/>", "2: error: is no Atom feed."),
        ("rss.xml", "<feed/>", "1: error: is no RSS feed."),
        ("rss.xml", "<rss/>", "1: error: has no <channel>."),
        ("rss.xml", "<rss><channel>\n<item/></channel></rss>", "2: error: has an entry without"),
        (
            "rss.xml", "<rss><channel>\n\n<item><pubDate>x\n</pubDate></item></channel></rss>",
            "3: error: has 'x', which is no date with a time and a zone.",
        ),
        (
            "rss.xml",
            "<rss><channel><item><pubDate>01 Dec 2026 07:00:00</pubDate></item></channel></rss>",
            "1: error: has '01 Dec 2026 07:00:00', which is no date",
        ),
        (
            "atom.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title/></entry></feed>',
            "1: error: has an entry without <link>.",
        ),
        ("json", '{\n"version": 1,\n}', "3: error: is no JSON ("),
        ("json", "{}", "1: error: is no JSON Feed."),
        ("json", "[]", "1: error: is no JSON Feed."),
        ("json", "[" * 100_000, "1: error: is no JSON."),
        ("json", ITEMS.replace("[%s]", "{}"), "1: error: has no 'items'."),
        ("json", ITEMS % "1", "1: error: has no 'date_published' in item 1."),
        (
            "json", ITEMS % '{"date_published": "2026-12-01"}',
            "1: error: has '2026-12-01', which is no date with a time and a zone.",
        ),
        ("json", ITEMS % '{"id": 1, "date_published": "2026-12-01T07:00Z"}', "has no 'id' in item"),
    ],
)  # fmt: skip
def test_a_broken_feed_is_named_with_its_line(
    review: Review, ending: str, document: str, expected: str
) -> None:
    review.both("fi/all", WATER)
    review.new.write(f"fi/feeds/all.{ending}", document)
    code, said = review.says()
    assert code == 2
    assert said.startswith(f"new/fi/feeds/all.{ending}:")
    assert expected in said
    assert said.endswith("Build the site again.\n")


def test_a_feed_that_is_not_utf_8_is_named(review: Review) -> None:
    review.both("fi/all", WATER)
    (review.new.folder / "fi/feeds/all.json").write_bytes(b'{"version": "\xe4"}')
    assert review.says() == (
        2, "new/fi/feeds/all.json:1: error: is no JSON. Build the site again.\n"
    )  # fmt: skip


@pytest.mark.parametrize("broken", ["fi/feeds/all.json", "_redirects"])
def test_a_file_that_cannot_be_read_is_named(
    review: Review, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    review.both("fi/all", WATER)
    review.new.write(broken, "x")
    read = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file == review.new.folder / broken:
            raise PermissionError(13, "Permission denied", str(file))
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    said = f"new/{broken}: error: cannot be read (Permission denied). Make it readable.\n"
    assert review.says() == (2, said)


def test_a_folder_that_cannot_be_read_is_named(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pages would seem lost otherwise."""
    review.both("fi/all", WATER)
    walk = os.walk

    def refuse(top: Path, onerror: Callable[[OSError], None]) -> object:
        if top == review.new.folder:
            onerror(PermissionError(13, "Permission denied", str(top / "fi")))
        return walk(top, onerror=onerror)

    monkeypatch.setattr(os, "walk", refuse)
    assert review.says() == (
        2, "new/fi: error: cannot be read (Permission denied). Make it readable.\n"
    )  # fmt: skip


# --- the feeds as they are really written ---


def published(config: Path, folder: Path) -> SmallSite:
    """The feeds and pages of a site, without building the rest."""
    site, _ = read_site(config, NOON, {})
    made = SmallSite(folder)
    for address, document in feed_files(site):
        made.write(address, document.decode())
    for page in site.pages.all:
        made.write(file_of(page.address), "")
    return made


def test_the_feeds_of_a_site_are_read_as_they_are_written(tmp_path: Path) -> None:
    config = tmp_path / "tests/sites/feeds/mkdocs.yml"
    shutil.copytree(SITES / "feeds", config.parent)
    shutil.copy(SITES / "base.yml", config.parents[1])
    for name in ("locales", "hooks"):
        (tmp_path / name).symlink_to(SITES.parents[1] / name)
    old = published(config, tmp_path / "old")
    assert Review(old, published(config, tmp_path / "same")).says("--verbose") == (
        0, "Nobody will be notified again.\nNothing changes for subscribers.\n"
    )  # fmt: skip

    bulletin = config.parent / "bulletins/2026/2026-11-25-water/sv.md"
    bulletin.write_text(bulletin.read_text("utf-8").replace("title: ", "title: Ny "), "utf-8")
    shutil.copytree(
        config.parent / "bulletins/2026/2026-12-01-valid",
        config.parent / "bulletins/2026/2026-12-02-news",
    )
    news = config.parent / "bulletins/2026/2026-12-02-news/fi.md"
    news.write_text(news.read_text("utf-8").replace("2026-12-01", "2026-12-02"), "utf-8")
    code, said = Review(old, published(config, tmp_path / "new")).says("--verbose")
    assert code == 0, said
    assert "Nobody will be notified again.\nSubscribers get: 1 new entry.\n" in said
    assert "\n  fi 2026-12-02 “Jakelu jatkuu” (tag:ids.example,2026:2026-12-02-news/fi) in " in said
    assert "\n  sv 2026-11-25 “Ny Vatten och is” (tag:" in said
