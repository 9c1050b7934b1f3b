"""Feeds: which there are, which entries they hold, and their documents in three formats."""

from __future__ import annotations

import locale
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import fastfeedparser
import feedparser
import pytest
from lxml import etree, html

from building import NOON, config_of
from feeds_for_tests import (
    ENDINGS,
    URL,
    document,
    entries,
    entry,
    feed,
    files,
    ids,
    language,
    short,
)
from newsrooms import Newsroom, correction, site_named
from paths import SITES
from tolkku.feeds import content as feed_bulletins
from tolkku.feeds.feeds import feeds_of
from tolkku.site import Site, read_site

EVERY_SITE = sorted(config.parent.name for config in SITES.glob("*/mkdocs.yml"))
FEEDS = ["all", "urgent", "corrections", "topic-preparedness", "topic-health", "topic-empty",
         "weekly", "monthly"]  # fmt: skip
URGENT = ("kind: urgent", "expires: 2026-12-02 07:00", "next_update: 2026-12-01 20:00")


@pytest.fixture(scope="module")
def feeds() -> Site:
    return site_named("feeds")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom.open(tmp_path)


# --- the documents ---


@pytest.mark.parametrize("name", ["fi/all", "sv/all", "en/all", "fi/topic-empty", "fi/weekly"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_document_is_as_reviewed(
    feeds: Site, golden: Callable[[str, str], None], name: str, ending: str
) -> None:
    document = files(feeds)[f"{name.replace('/', '/feeds/')}.{ending}"]
    golden(f"feeds/{name}.{ending}", document.decode())


def test_every_language_has_every_feed_in_three_formats(feeds: Site) -> None:
    assert list(files(feeds)) == [
        f"{tag}/feeds/{name}.{ending}"
        for tag in ("fi", "sv", "en") for name in FEEDS for ending in ENDINGS
    ]  # fmt: skip
    for each, name in zip(feeds_of(feeds, language(feeds, "sv")), FEEDS, strict=True):
        assert each.name == name
        found = {address for _, address in each.documents}
        assert found == {f"sv/feeds/{name}.{ending}" for ending in ENDINGS}
        assert each.rss == f"sv/feeds/{name}.rss.xml"


def test_feeds_are_named_in_their_own_language(feeds: Site) -> None:
    named = {tag: feeds_of(feeds, language(feeds, tag)) for tag in ("fi", "sv", "en")}
    for ours, site in zip(named.values(), ("Koesivusto", "Provsidan", "Test site"), strict=True):
        assert all(each.title.startswith(site) for each in ours)
        assert len({each.title for each in ours}) == len(FEEDS)
    assert named["sv"][3].title.endswith(": Beredskap & vatten")
    for same in zip(*named.values(), strict=True):
        for said in ("title", "description", "suits"):
            found = {getattr(each, said) for each in same}
            assert len(found) == 3 or found == {""}, said


def test_each_feed_leads_to_a_page_that_shows_the_same(feeds: Site) -> None:
    pages = {each.name: each.page for each in feeds_of(feeds, language(feeds, "en"))}
    assert [pages[name] for name in FEEDS] == [
        "bulletins", "now", "corrections", "topics/preparedness", "topics/health", "topics/empty",
        "digests", "digests",
    ]  # fmt: skip
    for each in feeds_of(feeds, language(feeds, "en")):
        home = f'"home_page_url": "{URL}en/{each.page}/"'
        assert home in files(feeds)[each.address(".json")].decode()


@pytest.mark.parametrize("name", EVERY_SITE)
def test_the_three_formats_say_the_same(name: str) -> None:
    """The same entries in the same order, with the same ids, moments, languages and texts."""
    site, _ = read_site(config_of(name), NOON, {})
    written = files(site)
    for address in written:
        if not address.endswith(".json"):
            continue
        in_json, *others = (
            document(written[address.removesuffix("json") + ending])
            for ending in ("json", "atom.xml", "rss.xml")
        )
        held = {each.id: each for each in entries(site, *_feed_at(address))}
        assert len(in_json.items) <= len(held)
        for item in in_json.items:
            made = held[item.id]
            assert (item.published, item.updated) == (made.published, made.updated)
            assert (item.url, item.content) == (made.url, made.content)
            assert item.language == made.language.tag
        for other in others:
            assert other.items == in_json.items, other.url
            assert other.language == in_json.language == address.split("/")[0]


def _feed_at(address: str) -> tuple[str, str]:
    tag, _, name, *_ = re.split(r"[/.]", address)
    return tag, name


def test_entries_stand_newest_first_and_no_two_have_one_moment() -> None:
    for site in (site_named("feeds"), site_named("three-months")):
        for each in feeds_of(site, language(site, "fi")):
            held = entries(site, "fi", each.name)
            published = [entry.published for entry in held]
            assert published == sorted(published, reverse=True)
            assert len(set(published)) == len({entry.updated for entry in held}) == len(held)


def test_atom_keeps_to_its_schema() -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas/atom.rng"))
    for name in ("feeds", "three-months"):
        for address, written in files(site_named(name)).items():
            if address.endswith(".atom.xml"):
                assert schema.validate(etree.fromstring(written)), (address, schema.error_log)
                broken = written.replace(b"<id>", b"<id x=''>", 1)
                assert not schema.validate(etree.fromstring(broken))


@pytest.mark.parametrize("ending", ENDINGS)
def test_parsers_of_others_read_the_same(feeds: Site, ending: str) -> None:
    for tag, link, title in [
        ("fi", "fi/bulletins/2026-11-25-water/", "Vettä & jäätä < 5 °C – åäö"),
        ("sv", "sv/bulletins/vatten/", "Vatten och is"),
        ("en", "en/bulletins/2026-11-25-water/", "Water & ice"),
    ]:
        written = files(feeds)[f"{tag}/feeds/all.{ending}"]
        id = f"tag:ids.example,2026:2026-11-25-water/{tag}"
        for parsed in _parsed(written):
            found = next(each for each in parsed if each.id == id)
            assert (found.link, found.title) == (f"https://example.org/{link}", title)


@pytest.mark.parametrize("ending", ["rss.xml", "atom.xml"])
def test_a_hostile_title_is_shown_and_does_nothing(feeds: Site, ending: str) -> None:
    hostile = '</title><script>alert("x")</script> ]]> &nbsp; 😀'
    for parsed in _parsed(files(feeds)[f"fi/feeds/all.{ending}"]):
        title = next(each.title for each in parsed if "markup" in each.id)
        shown = html.fragment_fromstring(title, create_parent="div")
        assert len(shown) == 0
        assert shown.text == hostile
    assert entry(feeds, "2026-11-28-markup/fi").title == hostile  # as JSON has it, plain


def _parsed(written: bytes) -> Iterable[list]:  # type: ignore[type-arg]
    yield fastfeedparser.parse(written).entries
    if not written.startswith(b"{"):  # feedparser knows no JSON
        yield feedparser.parse(written).entries


def test_writing_does_not_switch_the_locale(feeds: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda *_: pytest.fail("switched"))
    assert files(feeds)


def test_each_entry_is_made_once(feeds: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[str] = Counter()
    content_of = feed_bulletins.content_of

    def counting(site, bulletin, edition, image):  # type: ignore[no-untyped-def]
        made[edition.path] += 1
        return content_of(site, bulletin, edition, image)

    monkeypatch.setattr(feed_bulletins, "content_of", counting)
    assert files(feeds)
    assert set(made.values()) == {1}
    assert len(made) == sum(len(entries(feeds, tag)) for tag in ("fi", "sv", "en"))


# --- which entries ---


def test_a_topic_has_its_bulletins_and_everything_has_all(feeds: Site) -> None:
    assert ids(feeds, "fi", "topic-health") == ["2026-11-28-markup/fi", "2026-11-25-water/fi"]
    assert ids(feeds, "sv", "topic-health") == ["2026-11-25-water/sv"]
    assert ids(feeds, "fi", "topic-empty") == []
    assert len(ids(feeds, "fi")) == len(feeds.catalogue.bulletins_in(language(feeds, "fi"))) == 8


def test_urgent_has_what_is_urgent_and_whatever_follows_it(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-01-other/fi", "06:00")
    newsroom.bulletin("2026-12-01-boil/fi", "07:00", *URGENT)
    newsroom.bulletin("2026-12-01-update/fi", "08:00", "continues: 2026-12-01-boil")
    newsroom.bulletin("2026-12-01-right/fi", "09:00", *correction("2026-12-01-update", "5", "6"))
    newsroom.bulletin(
        "2026-12-01-over/fi", "10:00", "kind: all-clear", "continues: 2026-12-01-boil"
    )
    newsroom.bulletin("2026-12-01-smoke/fi", "11:00", *URGENT)
    newsroom.bulletin("2026-12-01-smoke-2/fi", "12:00", "replaces: 2026-12-01-smoke")
    newsroom.bulletin("2026-12-01-smoke-3/fi", "13:00", "cancels: 2026-12-01-smoke-2")
    newsroom.bulletin("2026-12-01-more/fi", "14:00", "continues: 2026-12-01-other")
    found = ["smoke-3", "smoke-2", "smoke", "over", "right", "update", "boil"]
    assert ids(newsroom.at(), "fi", "urgent") == [f"2026-12-01-{name}/fi" for name in found]


def test_urgent_keeps_what_has_expired_and_says_so(newsroom: Newsroom) -> None:
    action = "action: {text: Keitä, url: 'https://example.com/'}"
    newsroom.bulletin("2026-12-01-boil/fi", "07:00", *URGENT, action)
    before, after = (
        entry(newsroom.at(at), "2026-12-01-boil/fi", "urgent")
        for at in ("2026-12-02 06:59", "2026-12-02 07:00")
    )
    assert before.content.startswith("<p>Voimassa 2.12.2026 klo 7.00 asti")
    assert "<h2>Mitä voit tehdä</h2>" in before.content
    assert after.content.startswith(
        "<p><strong>Ei enää voimassa. Oli voimassa 2.12.2026 klo 7.00 asti.</strong></p>"
    )
    assert "<h2>Mitä voit tehdä</h2>" not in after.content
    assert (after.id, after.published, after.updated) == (
        before.id, before.published, before.updated
    )  # fmt: skip


def test_corrections_have_what_corrects_and_what_withdraws(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-01-first/fi", "07:00")
    newsroom.bulletin("2026-12-01-right/fi", "08:00", *correction("2026-12-01-first", "5", "6"))
    corrects = correction("2026-12-01-first", "7", "8")[1:]  # whatever kind it is
    newsroom.bulletin("2026-12-01-corrects/fi", "09:00", *corrects)
    newsroom.bulletin("2026-12-01-cancels/fi", "10:00", "cancels: 2026-12-01-first")
    newsroom.bulletin("2026-12-01-replaces/fi", "11:00", "replaces: 2026-12-01-first")
    newsroom.bulletin("2026-12-01-continues/fi", "12:00", "continues: 2026-12-01-first")
    assert ids(newsroom.at(), "fi", "corrections") == [
        "2026-12-01-cancels/fi", "2026-12-01-corrects/fi", "2026-12-01-right/fi"
    ]  # fmt: skip


def test_what_waits_leaves_no_trace(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-25-water/fi", "07:00", "topics: [health]")
    before = files(newsroom.at())
    of_water = correction("2026-11-25-water", "5", "6")
    newsroom.bulletin("2026-12-02-later/fi", "12:01", *of_water, "topics: [preparedness]")
    newsroom.bulletin("2026-12-01-draft/fi", "07:00", "draft: yes", "cancels: 2026-11-25-water")
    newsroom.bulletin("2026-11-25-water/sv", "2026-12-02 12:01")
    assert files(newsroom.at()) == before
    assert files(newsroom.at("2026-12-02 12:01")).keys() == before.keys()
    for tag, name in (("fi", "all"), ("fi", "corrections"), ("fi", "topic-preparedness")):
        newest = entries(newsroom.at("2026-12-02 12:01"), tag, name)[0]
        assert short(newest.id) == "2026-12-02-later/fi"


def test_an_empty_feed_does_not_depend_on_the_clock() -> None:
    """Its date is that of the site's oldest bulletin."""
    then, later = (
        files(site_named("feeds", at))["fi/feeds/topic-empty.atom.xml"]
        for at in (NOON, "2027-03-01 12:00")
    )
    assert then == later
    assert b"<updated>2026-11-20T12:00:00+02:00</updated>" in then


def test_a_site_without_bulletins_has_feeds_with_a_fixed_date(newsroom: Newsroom) -> None:
    written = files(newsroom.at())
    assert len(written) == 3 * 7 * 3
    assert b"<updated>2026-01-01T00:00:00+00:00</updated>" in written["fi/feeds/all.atom.xml"]
    assert all(document(each).items == () for each in written.values())
    assert files(newsroom.at("2027-05-01 12:00")) == written


def test_an_entry_has_the_same_moments_in_every_feed() -> None:
    for name in ("feeds", "three-months"):
        site = site_named(name)
        for tag in ("fi", "sv", "en"):
            seen: dict[str, object] = {}
            for each in feeds_of(site, language(site, tag)):
                for told in entries(site, tag, each.name):
                    assert seen.setdefault(told.id, told) == told


def test_a_document_is_dated_by_its_newest_change(feeds: Site) -> None:
    written = files(feeds)["fi/feeds/topic-health.atom.xml"]
    changed = max(each.updated for each in entries(feeds, "fi", "topic-health"))
    assert etree.fromstring(written).findtext("{*}updated") == changed.isoformat()
    rss = etree.fromstring(files(feeds)[feed(feeds, "fi", "topic-health").rss])
    assert rss.findtext("channel/lastBuildDate") == f"{changed:%a, %d %b %Y %H:%M:%S %z}"
