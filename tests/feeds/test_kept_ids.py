"""Ids that entries had in an older feed: kept in every format, each the id of one entry alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feeds_for_tests import ENDINGS, document, entries, files
from newsrooms import Newsroom, correction
from tolkku.checks.texts import kept_ids
from tolkku.feeds.audit.whole_site import lint_site
from tolkku.site import Site

OLD = "https://vanha.example.org/?p=123&lang=fi"
WATER = "bulletins/2026/2026-12-01-water/fi.md"
OURS = "tag:example.org,2026:2026-12-01-"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom.open(tmp_path)


def told(newsroom: Newsroom) -> list[str]:
    return [each for each in newsroom.told() if each.startswith("error")]


def linted(site: Site) -> list[str]:
    kept = kept_ids(site.catalogue.texts)
    found = lint_site(files(site), site.settings.site_url, kept=kept)
    return [finding.problem for finding in found]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_entry_keeps_its_id_in_every_feed_and_format(newsroom: Newsroom, ending: str) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00", "topics: [health]", f"feed_id: {OLD}")
    newsroom.bulletin("2026-12-01-water/sv", "07:00")
    written = files(newsroom.at())
    for name in ("all", "topic-health"):
        assert [each.id for each in document(written[f"fi/feeds/{name}.{ending}"]).items] == [OLD]
    assert [each.id for each in document(written[f"sv/feeds/all.{ending}"]).items] == [
        f"{OURS}water/sv"
    ]
    said = written[f"fi/feeds/all.{ending}"].decode()
    forms = {"rss.xml": '<guid isPermaLink="false">', "atom.xml": "<id>"}
    kept = OLD.replace("&", "&amp;") if ending in forms else json.dumps(OLD)
    assert f"{forms.get(ending, '')}{kept}" in said


def test_the_id_outlives_title_address_and_correction(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00", f"feed_id: {OLD}", "slug: vesi", title="Vesi")
    newsroom.bulletin("2026-12-02-right/fi", "07:00", *correction("2026-12-01-water", "5", "6"))
    by_id = {each.id: each for each in entries(newsroom.at())}
    assert by_id[OLD].url == "https://example.org/fi/bulletins/vesi/"
    assert by_id[OLD].updated.isoformat() == "2026-12-02T07:00:00+02:00"
    assert linted(newsroom.at()) == []


def test_what_stands_in_for_an_edition_has_an_id_of_its_own(newsroom: Newsroom) -> None:
    newsroom.set("feeds: {missing: {all: mark}}")
    newsroom.bulletin("2026-12-01-water/fi", "07:00", f"feed_id: {OLD}")
    assert [each.id for each in entries(newsroom.at(), "sv")] == [f"{OURS}water/sv/fi"]
    assert linted(newsroom.at()) == []


@pytest.mark.parametrize(
    "id",
    [
        OLD,
        "http://localhost/blogi/?p=7",
        "https://vanha.example.org/ä/#kommentti-1",
        "tag:vanha.example.org,2009-05-01:blogi/1/2",
        "tag:vanha.example.org,2026:2026-12-01-water/sv",
        "tag:blogger.com,1999:blog-123.post-456",
        "urn:uuid:0b0cf08f-5a5c-4a1d-9a53-3d7a0a4cc2c5",
        f"{OURS}renamed/fi",
        f"{OURS}water/fi",
    ],
)
def test_the_lint_and_editors_hear_nothing_of_an_old_id(newsroom: Newsroom, id: str) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00", f"feed_id: '{id}'")
    newsroom.bulletin("2026-12-01-other/fi", "08:00")
    site = newsroom.at()
    assert [each.id for each in entries(site)] == [f"{OURS}other/fi", id]
    assert linted(site) == []


def test_the_lint_knows_no_id_that_no_text_keeps(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00", f"feed_id: {OLD}")
    site = newsroom.at()
    found = lint_site(files(site), site.settings.site_url)
    assert {each.problem for each in found} == {
        f"the entry {OLD} has an id that is not formed as our ids are."
    }


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("123", "'123' is no id for Atom: it begins with no scheme, such as https: or tag:."),
        ("vanha.example.org/?p=1", "'vanha.example.org/?p=1' is no id for Atom: it begins"),
        ("vanha.example.org:80/?p=1", "'vanha.example.org:80/?p=1' is no id for Atom"),
        ("'123 at https://vanha.example.org'", "holds a space, or a character that shows"),
        ('"https://vanha.example.org/\\u200b1"', "holds a space, or a character that shows"),
        ('"https://vanha.example.org/a\\tb"', "holds a space, or a character that shows"),
        ("'https:'", "'https:' is no id for Atom"),
        ("https:vanha.example.org", "'https:vanha.example.org' is no whole id. Copy it as it"),
        ("tag:vanha.example.org:1", "'tag:vanha.example.org:1' is no whole id. Copy it as it"),
        ("urn:1", "'urn:1' is no whole id. Copy it as it was, such as urn:uuid:0b0cf08f"),
        ("https://a.example/<b>", "'https://a.example/<b>' holds a character that Atom allows"),
        ("https://a.example/%zz", "'https://a.example/%zz' holds a character that Atom allows"),
        ("https://a.example/#a#b", "'https://a.example/#a#b' holds a character that Atom allows"),
        ("", "is empty."),
        ("[a]", "wants a text, not a list."),
    ],
)
def test_what_is_no_id_is_an_error(newsroom: Newsroom, written: str, problem: str) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00", f"feed_id: {written}")
    (finding,) = told(newsroom)
    assert finding.startswith(f"error {WATER}:6: 'feed_id' {problem}")


def test_a_bare_number_is_told_what_it_costs(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00", "feed_id: 123")
    assert told(newsroom)[0].endswith(
        "Copy the whole `guid` or `id` from the old feed; if that is all of it, leave the line"
        " out: subscribers get this entry once more."
    )


def test_no_two_entries_have_one_id(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00", f"feed_id: {OLD}")
    newsroom.bulletin("2026-12-01-water/sv", "07:00", f"feed_id: {OLD}")
    newsroom.bulletin("2026-12-01-zebra/fi", "07:00", f"feed_id: {OLD}", "draft: yes")
    where = f"'feed_id' is the id of the entry of {WATER}:6 too. Keep it once: where the old feed"
    assert told(newsroom) == [
        f"error bulletins/2026/2026-12-01-{name}.md:6: {where} had it."
        for name in ("water/sv", "zebra/fi")
    ]


@pytest.mark.parametrize(
    ("id", "whose"),
    [
        (f"{OURS}other/fi", "the entry of 2026-12-01-other"),
        (f"{OURS}other/en", "the entry of 2026-12-01-other"),
        (f"{OURS}other/sv/fi", "the entry of 2026-12-01-other"),
        (f"{OURS}water/sv", "the entry of 2026-12-01-water"),
        ("tag:example.org,2027:digest/2027-W05/fi", "a digest"),
        ("tag:example.org,2026:feeds/fi/all", "a feed"),
    ],
)
def test_an_id_of_our_own_is_not_taken(newsroom: Newsroom, id: str, whose: str) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00", f"feed_id: {id}")
    newsroom.bulletin("2026-12-01-other/fi", "08:00")
    (finding,) = told(newsroom)
    assert finding == (
        f"error {WATER}:6: 'feed_id' is the id of {whose} too. Keep it once: where the old feed"
        " had it."
    )


def test_a_page_has_no_id_in_feeds(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write("docs/fi/x.md", "title: X", f"feed_id: {OLD}")
    config = newsroom.config.read_text("utf-8")
    docs = next(line for line in config.splitlines() if line.startswith("docs_dir"))
    newsroom.config.write_text(config.replace(docs, "docs_dir: docs"), "utf-8")
    assert (
        "error docs/fi/x.md:3: 'feed_id' stands in a page, and feeds hold bulletins only. Remove"
        " it, or make the text a bulletin."
    ) in told(newsroom)
