"""What feeds do as `mkdocs.yml` says: Texts that a language lacks are marked or skipped; a hub."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from feeds_for_tests import ENDINGS, URL, document, entries, entry, files, ids, language, short
from newsrooms import Newsroom, correction, site_named
from tolkku.feeds.audit.whole_site import lint_site
from tolkku.model.findings import TolkkuError
from tolkku.model.languages import Language
from tolkku.model.settings import FeedSettings, Missing

_READERS = ("fi", "sv", "en")
MARKED = "feeds: {missing: {all: mark}}"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom.open(tmp_path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_marked_feed_is_as_reviewed(golden: Callable[[str, str], None], ending: str) -> None:
    written = files(site_named("three-months"))[f"sv/feeds/all/2026-11.{ending}"]
    golden(f"feeds/sv/marked-2026-11.{ending}", written.decode())


def test_a_text_without_an_edition_is_skipped_unless_the_site_says_otherwise(
    newsroom: Newsroom,
) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00", "kind: urgent", "topics: [health]",
                      "expires: 2026-12-24 07:00", "next_update: 2026-12-24 07:00")  # fmt: skip
    names = ("all", "urgent", "topic-health", "topic-preparedness")
    assert [ids(newsroom.at(), "sv", name) for name in names] == [[], [], [], []]
    for name in names[:3]:
        newsroom.set(f"feeds: {{missing: {{{name}: mark, topic-preparedness: mark}}}}")
        for each in names:
            marked = ["2026-12-01-water/sv/fi"] if each == name else []
            assert ids(newsroom.at(), "sv", each) == marked
        assert ids(newsroom.at(), "fi", name) == ["2026-12-01-water/fi"]


def test_a_marked_entry_tells_its_language_and_leads_to_the_real_edition(
    newsroom: Newsroom,
) -> None:
    newsroom.set(MARKED)
    newsroom.bulletin(
        "2026-12-01-water/fi", "07:00", "slug: vesi", title="Vettä", body="Varaa [vettä](fi.md)."
    )
    site = newsroom.at()
    for tag, called in (("sv", "På finska"), ("en", "In Finnish")):
        (marked,) = entries(site, tag)
        own = entry(site, "2026-12-01-water/fi")
        assert marked.id == f"tag:example.org,2026:2026-12-01-water/{tag}/fi"
        assert marked.title == f"{called}: Vettä"
        assert marked.language.tag == "fi"
        assert marked.url == own.url == f"{URL}fi/bulletins/vesi/"
        assert (marked.published, marked.summary, marked.content) == (
            own.published, own.summary, own.content
        )  # fmt: skip
        for ending in ENDINGS:
            written = document(files(site)[f"{tag}/feeds/all.{ending}"])
            assert written.language == tag
            assert [(each.id, each.language) for each in written.items] == [(marked.id, "fi")]


@pytest.mark.parametrize(
    ("reader", "text", "title"),
    [
        ("fi", "sv", "Ruotsiksi: Koka"),
        ("fi", "en", "Englanniksi: Koka"),
        ("sv", "fi", "På finska: Koka"),
        ("sv", "en", "På engelska: Koka"),
        ("en", "fi", "In Finnish: Koka"),
        ("en", "sv", "In Swedish: Koka"),
    ],
)
def test_a_title_names_its_language_and_no_country(
    newsroom: Newsroom, reader: str, text: str, title: str
) -> None:
    """In Finnish *Ruotsi* with a capital letter is the country."""
    newsroom.set(MARKED)
    newsroom.bulletin(f"2026-12-01-water/{text}", "07:00", f"original: {text}", title="Koka")
    site = newsroom.at()
    assert [each.title for each in entries(site, reader)] == [title]
    assert [str(each) for each in lint_site(files(site), URL)] == []


@pytest.mark.parametrize(
    ("tag", "name", "in_finnish", "in_swedish", "in_english"),
    [
        ("fr", "Français", "(ranska) T", "På franska: T", "In French: T"),
        ("se", "Davvisámegiella", "(pohjoissaame) T", "På nordsamiska: T", "In Northern Sami: T"),
        ("sv-FI", "Svenska", "Ruotsiksi: T", "På svenska: T", "In Swedish: T"),
        ("fr-FR", "Français", "(ranska) T", "På franska: T", "In French: T"),
        ("fi-simple", "Selkosuomi", "(Selkosuomi) T", "(Selkosuomi) T", "(Selkosuomi) T"),
    ],
)
def test_a_language_that_the_words_do_not_know_is_named_in_any_case(
    tag: str, name: str, in_finnish: str, in_swedish: str, in_english: str
) -> None:
    site = site_named("feeds")
    other = Language(tag, name, "en")
    said = [site.words[language(site, reader)].in_language(other, "T") for reader in _READERS]
    assert said == [in_finnish, in_swedish, in_english]


def test_the_best_of_several_editions_is_marked(newsroom: Newsroom) -> None:
    newsroom.set(MARKED)
    newsroom.bulletin("2026-12-01-a/fi", "07:00")
    newsroom.bulletin("2026-12-01-a/sv", "07:00")
    newsroom.bulletin("2026-12-01-b/fi", "08:00")
    newsroom.bulletin("2026-12-01-b/sv", "08:00", "original: sv")
    assert ids(newsroom.at(), "en") == ["2026-12-01-b/en/sv", "2026-12-01-a/en/fi"]


def test_the_real_edition_comes_as_a_new_entry_and_the_marked_one_stays(
    newsroom: Newsroom,
) -> None:
    newsroom.set(MARKED)
    newsroom.bulletin("2026-12-01-water/fi", "07:00")
    newsroom.bulletin("2026-12-01-water/sv", "2026-12-02 09:00")
    before, after = newsroom.at("2026-12-02 08:59"), newsroom.at("2026-12-02 09:00")
    assert ids(before, "sv") == ["2026-12-01-water/sv/fi"]
    assert ids(after, "sv") == ["2026-12-01-water/sv", "2026-12-01-water/sv/fi"]
    (old,), (new, stays) = entries(before, "sv"), entries(after, "sv")
    assert new.published.isoformat() == "2026-12-02T09:00:00+02:00"
    assert (stays.id, stays.title, stays.published, stays.updated, stays.url) == (
        old.id, old.title, old.published, old.updated, old.url
    )  # fmt: skip
    assert [url for _, url in stays.translations] == [f"{URL}sv/bulletins/2026-12-01-water/"]


def test_a_text_that_came_in_all_languages_at_once_is_never_marked(newsroom: Newsroom) -> None:
    newsroom.set(MARKED)
    newsroom.bulletin("2026-12-01-water/fi", "07:00")
    newsroom.bulletin("2026-12-01-water/sv", "07:00")
    newsroom.bulletin("2026-12-01-ice/fi", "10:00")
    newsroom.bulletin("2026-12-01-ice/sv", "08:00")
    site = newsroom.at()
    assert ids(site, "sv") == ["2026-12-01-ice/sv", "2026-12-01-water/sv"]
    assert ids(site, "fi") == [
        "2026-12-01-ice/fi", "2026-12-01-ice/fi/sv", "2026-12-01-water/fi"
    ]  # fmt: skip


def test_marked_and_own_entries_have_no_equal_moments(newsroom: Newsroom) -> None:
    newsroom.set(MARKED)
    newsroom.bulletin("2026-12-01-a/fi", "07:00")
    newsroom.bulletin("2026-12-01-b/fi", "07:00")
    newsroom.bulletin("2026-12-01-c/fi", "07:00")
    newsroom.bulletin("2026-12-01-c/sv", "07:00")
    shown = [
        (short(each.id), f"{each.published:%H:%M:%S}", f"{each.updated:%H:%M:%S}")
        for each in entries(newsroom.at(), "sv")
    ]
    assert shown == [
        ("2026-12-01-b/sv/fi", "07:00:02", "07:00:02"),
        ("2026-12-01-a/sv/fi", "07:00:01", "07:00:01"),
        ("2026-12-01-c/sv", "07:00:00", "07:00:00"),
    ]


def test_nor_when_one_correction_is_of_both(newsroom: Newsroom) -> None:
    newsroom.set(MARKED)
    newsroom.bulletin("2026-11-25-a/fi", "07:00")
    newsroom.bulletin("2026-11-25-a/en", "2026-11-26 07:00")
    newsroom.bulletin("2026-11-27-b/fi", "07:00", *correction("2026-11-25-a", "5", "6"))
    shown = {short(e.id)[11:]: f"{e.updated:%d %H:%M:%S}" for e in entries(newsroom.at(), "en")}
    assert shown == {
        "a/en": "27 07:00:00", "a/en/fi": "27 07:00:01", "b/en/fi": "27 07:00:02"
    }  # fmt: skip


def test_an_update_raises_the_marked_entry_too(newsroom: Newsroom) -> None:
    newsroom.set(MARKED)
    newsroom.bulletin("2026-12-01-water/fi", "07:00", "updated: [{at: 2026-12-02 09:00, note: N}]")
    (marked,) = entries(newsroom.at(), "sv")
    assert marked.published.isoformat() == "2026-12-01T07:00:00+02:00"
    assert marked.updated.isoformat() == "2026-12-02T09:00:00+02:00"


# --- settings ---


def test_settings_of_feeds(newsroom: Newsroom) -> None:
    assert newsroom.at().settings.feeds == FeedSettings("", {})
    newsroom.set("feeds: {hub: 'https://hub.example.com/a', missing: {all: mark, monthly: skip}}")
    found = newsroom.at().settings.feeds
    assert found == FeedSettings(
        "https://hub.example.com/a", {"all": Missing.MARK, "monthly": Missing.SKIP}
    )
    assert [found.marks(name) for name in ("all", "urgent", "weekly", "monthly")] == [
        True, False, True, False
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("missing: {everything: mark}",
         "'everything' is not declared. Allowed: all, urgent, corrections, weekly, monthly,"
         " topic-preparedness, topic-health."),
        ("missing: {topic-helth: mark}",
         "'topic-helth' is not declared. Did you mean 'topic-health'?"),
        ("missing: {all: marked}", "'all' 'marked' is not allowed here. Did you mean 'mark'?"),
        ("missing: mark", "'missing' wants keys and values. Write `key: value` lines below it."),
        ("hub: hub.example.com",
         "'hub' 'hub.example.com' is not a web address. Begin it with https://."),
        ("mising: {all: mark}", "'mising' is not a field. Did you mean 'missing'?"),
    ],
)  # fmt: skip
def test_what_feeds_do_not_know_is_an_error_with_its_line_and_a_remedy(
    newsroom: Newsroom, written: str, told: str
) -> None:
    newsroom.set(f"feeds:\n  {written}")
    with pytest.raises(TolkkuError) as problem:
        newsroom.at()
    (finding,) = problem.value.findings
    line = newsroom.config.read_text("utf-8").splitlines().index(f"      {written}") + 1
    assert str(finding).startswith(f"mkdocs.yml:{line}: ")
    assert str(finding).endswith(told)


def test_a_hub_is_named_in_every_document_and_only_when_there_is_one(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-01-water/fi", "07:00")
    without = files(newsroom.at())
    assert {document(each).hubs for each in without.values()} == {()}
    assert not any(b"hub" in each for each in without.values())
    newsroom.set("feeds: {hub: 'https://hub.example.com/'}")
    assert {document(each).hubs for each in files(newsroom.at()).values()} == {
        ("https://hub.example.com/",)
    }
    assert {document(each).hubs for each in files(site_named("three-months")).values()} == {
        ("https://hub.example.com/",)
    }
