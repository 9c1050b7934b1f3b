"""Digests: which bulletins are in which, when they come, and what changes them afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from feeds_for_tests import ENDINGS, URL, digest, entries, entry, files, ids
from newsrooms import Newsroom, correction, site_named
from tolkku.site import Site

WEEK, MONTH = "digest/2026-W48", "digest/2026-11"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom.open(tmp_path)


def members(site: Site, told: str) -> list[str] | None:
    """The editions in a digest, newest first: `water/fi` for `2026-11-25-water/fi`."""
    found = digest(site, told)
    if found is None:
        return None
    return [f"{bulletin.id[11:]}/{edition.language}" for bulletin, edition in found.members]


def lines(said: str) -> list[str]:
    """What a subscriber reads, line by line."""
    root = html.fragment_fromstring(said, create_parent="div")
    return [" ".join(each.text_content().split()) for each in root]


@pytest.mark.parametrize("name", ["en/monthly", "fi/weekly"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_feed_of_digests_is_as_reviewed(
    golden: Callable[[str, str], None], name: str, ending: str
) -> None:
    written = files(site_named("three-months"))[f"{name.replace('/', '/feeds/')}.{ending}"]
    golden(f"feeds/{name.replace('/', '/digests-')}.{ending}", written.decode())


# --- when ---


@pytest.mark.parametrize(
    ("published", "week", "month"),
    [
        ("2026-11-22 23:59", "2026-W47", "2026-11"),
        ("2026-11-29 23:30", "2026-W48", "2026-11"),
        ("2026-11-30 00:30", "2026-W49", "2026-11"),  # on Sunday, in UTC
        ("2026-12-01 00:30", "2026-W49", "2026-12"),  # in November, in UTC
        ("2027-01-01 07:00", "2026-W53", "2027-01"),
        ("2027-01-04 00:00", "2027-W01", "2027-01"),
        ("2026-10-25 23:30", "2026-W43", "2026-10"),  # the day has 25 hours
    ],
)
def test_a_bulletin_is_in_the_digest_of_its_local_day(
    newsroom: Newsroom, published: str, week: str, month: str
) -> None:
    newsroom.bulletin(f"{published[:10]}-water/fi", published)
    site = newsroom.at("2027-03-01 12:00")
    assert ids(site, "fi", "weekly") == [f"digest/{week}/fi"]
    assert ids(site, "fi", "monthly") == [f"digest/{month}/fi"]
    assert entries(site, "fi", "weekly")[0].id == (
        f"tag:example.org,{week[:4]}:digest/{week}/fi"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "rhythm", "before", "due"),
    [
        ("2026-11-25", "weekly", "2026-11-30 07:59", "2026-11-30T08:00:00+02:00"),
        ("2026-11-25", "monthly", "2026-12-01 07:59", "2026-12-01T08:00:00+02:00"),
        ("2026-03-29", "weekly", "2026-03-30 07:59", "2026-03-30T08:00:00+03:00"),
        ("2026-10-25", "weekly", "2026-10-26 07:59", "2026-10-26T08:00:00+02:00"),
        ("2026-12-31", "weekly", "2027-01-04 07:59", "2027-01-04T08:00:00+02:00"),
    ],
)
def test_a_digest_comes_at_eight_in_the_morning_of_the_day_after(
    newsroom: Newsroom, day: str, rhythm: str, before: str, due: str
) -> None:
    newsroom.bulletin(f"{day}-water/fi", "07:00")
    pages = newsroom.at(before).pages.by_address
    assert ids(newsroom.at(before), "fi", rhythm) == []
    (made,) = entries(newsroom.at(due), "fi", rhythm)
    assert made.published.isoformat() == made.updated.isoformat() == due
    address = made.url.removeprefix(URL)
    assert address in newsroom.at(due).pages.by_address
    assert address not in pages


def test_without_bulletins_there_is_no_digest(newsroom: Newsroom) -> None:
    newsroom.set("feeds: {missing: {weekly: skip, monthly: skip}}")
    newsroom.bulletin("2026-11-11-a/fi", "07:00")
    newsroom.bulletin("2026-11-25-b/fi", "07:00")
    newsroom.bulletin("2026-11-25-b/sv", "07:00")
    site = newsroom.at("2027-06-01 12:00")
    assert ids(site, "fi", "weekly") == ["digest/2026-W48/fi", "digest/2026-W46/fi"]
    assert ids(site, "sv", "weekly") == ["digest/2026-W48/sv"]
    assert ids(site, "sv", "monthly") == ["digest/2026-11/sv"]
    assert ids(site, "en", "weekly") == ids(site, "en", "monthly") == []
    assert not [a for a in site.pages.by_address if a.startswith("en/digests/2")]
    translations = entry(site, "digest/2026-W48/fi", "weekly").translations
    assert [(each.tag, url) for each, url in translations] == [
        ("sv", f"{URL}sv/digests/2026-W48/")
    ]  # fmt: skip
    assert entry(site, "digest/2026-W46/fi", "weekly").translations == ()


# --- who ---


def test_a_reader_of_english_gets_own_editions_and_the_titles_of_the_others(
    newsroom: Newsroom,
) -> None:
    newsroom.bulletin("2026-11-02-full/fi", "07:00")
    newsroom.bulletin("2026-11-02-full/en", "08:00", title="All of it")
    newsroom.bulletin("2026-11-03-short/fi", "07:00")
    newsroom.bulletin("2026-11-03-short/en", "08:00", "state: summary", title="In short")
    newsroom.bulletin("2026-11-04-machine/fi", "07:00")
    newsroom.bulletin("2026-11-04-machine/en", "08:00", "state: machine", title="By a machine")
    newsroom.bulletin("2026-11-05-none/fi", "07:00", title="Vain suomeksi")
    newsroom.bulletin("2026-11-06-two/fi", "07:00", title="Kaksi")
    newsroom.bulletin("2026-11-06-two/sv", "07:00", "original: sv", "slug: tva", title="Två")
    said = entry(newsroom.at(), f"{MONTH}/en", "monthly").content
    assert lines(said)[:-1] == [
        "Bulletins",
        "Två", "Language: Swedish",
        "Vain suomeksi", "Language: Finnish",
        "By a machine", "Machine translation · Lyhyesti machine/en.",
        "In short", "Short version · Lyhyesti short/en.",
        "All of it", "Lyhyesti full/en.",
    ]  # fmt: skip
    swedish = f'<a href="{URL}sv/bulletins/tva/" lang="sv" hreflang="sv">Två</a>'
    assert f'<h3 lang="sv">{swedish}</h3>' in said
    assert f'<h3><a href="{URL}en/bulletins/2026-11-03-short/">In short</a></h3>' in said


def test_corrections_of_the_period_come_first(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-23-a/fi", "07:00", title="A")
    newsroom.bulletin("2026-11-24-b/fi", "07:00", *correction("2026-11-23-a", "5", "6"), title="B")
    newsroom.bulletin("2026-11-25-c/fi", "07:00", "cancels: 2026-11-23-a", title="C")
    newsroom.bulletin("2026-11-26-d/fi", "07:00", title="D")
    said = lines(entry(newsroom.at(), f"{WEEK}/fi", "weekly").content)
    heads = ("Oikaisut", "Tiedotteet", "A", "B", "C", "D")
    assert [each for each in said if each in heads] == [
        "Oikaisut",
        "C",
        "B",
        "Tiedotteet",
        "D",
        "A",
    ]


def test_a_late_edition_makes_a_bulletin_a_member_of_both_months(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-25-water/sv", "07:00", "original: sv")
    newsroom.bulletin("2026-11-25-water/fi", "2026-11-26 07:00")
    newsroom.bulletin("2026-11-25-water/en", "2026-12-03 07:00")
    newsroom.bulletin("2026-11-27-ice/fi", "07:00")
    newsroom.bulletin("2026-11-27-ice/en", "2026-11-30 22:00")  # later, in the same month
    before, after = newsroom.at("2026-12-02 12:00"), newsroom.at("2027-06-01 12:00")
    for site in (before, after):
        assert members(site, "2026-11/en") == ["ice/en", "water/sv"]
        assert members(site, "2026-11/fi") == ["ice/fi", "water/fi"]
    assert members(after, "2026-12/en") == ["water/en"]
    assert members(after, "2026-12/fi") is None
    assert members(after, "2027-01/en") is None
    assert members(after, "2026-W48/en") == ["ice/fi", "water/sv"]
    assert members(after, "2026-W49/en") == ["water/en", "ice/en"]
    first, second = (entry(site, f"{MONTH}/en", "monthly") for site in (before, after))
    assert second == first


def test_when_texts_are_skipped_only_own_editions_are_members(newsroom: Newsroom) -> None:
    newsroom.set("feeds: {missing: {monthly: skip}}")
    newsroom.bulletin("2026-11-25-water/fi", "07:00")
    newsroom.bulletin("2026-11-25-water/en", "2026-12-03 07:00")
    after = newsroom.at("2027-06-01 12:00")
    assert members(after, "2026-11/en") is None
    assert members(after, "2026-12/en") == ["water/en"]
    assert members(after, "2026-W48/en") == ["water/fi"]


# --- what changes it ---


def test_time_alone_never_changes_an_entry(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-25-boil/fi", "07:00", "kind: urgent", "expires: 2026-12-05 07:00",
                      "next_update: 2026-12-02 07:00")  # fmt: skip
    before, after = (
        files(newsroom.at(at)) for at in ("2026-12-01 08:00", "2027-06-01 12:00")
    )  # fmt: skip
    assert b"Kiireellinen" in before["fi/feeds/weekly.json"]
    for name in ("weekly", "monthly"):
        for ending in ENDINGS:
            address = f"fi/feeds/{name}.{ending}"
            assert before[address] == after[address]
    newsroom.bulletin(
        "2026-12-06-over/fi", "07:00", "kind: all-clear", "continues: 2026-11-25-boil"
    )
    newsroom.bulletin("2026-12-07-new/fi", "07:00", "replaces: 2026-11-25-boil")
    made = entry(newsroom.at("2026-12-07 12:00"), f"{MONTH}/fi", "monthly")
    assert made == entry(newsroom.at("2026-12-05 12:00"), f"{MONTH}/fi", "monthly")


def test_a_correction_of_a_member_changes_it_and_stands_first(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-25-water/fi", "07:00", title="Vettä")
    newsroom.bulletin("2026-11-26-ice/fi", "07:00", title="Jäätä")
    newsroom.bulletin(
        "2026-11-27-c/fi", "07:00", *correction("2026-11-26-ice", "2", "3"), title="C"
    )
    before = entry(newsroom.at("2026-11-30 09:00"), f"{WEEK}/fi", "weekly")
    assert before.published == before.updated  # the correction came before the digest
    assert lines(before.content)[0] == "Oikaisut"
    newsroom.bulletin("2026-11-30-late/fi", "10:00", *correction("2026-11-25-water", "5", "6"))
    after = entry(newsroom.at("2026-11-30 10:00"), f"{WEEK}/fi", "weekly")
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated.isoformat() == "2026-11-30T10:00:00+02:00"
    said = "Korjattu 30.11.2026 klo 10.00."
    values = "Tekstissä luki: 5 Oikea tieto: 6"
    assert lines(after.content)[:2] == [f"{said} Vettä: {values}", "Oikaisut"]
    assert f"{said} {values}" in lines(after.content)[2:]  # with the member, too
    assert after.content.startswith(
        f"<p><strong>{said}</strong> "
        f'<a href="{URL}fi/bulletins/2026-11-25-water/">Vettä</a>: '
        "Tekstissä luki: <del>5</del> Oikea tieto: <ins>6</ins></p>"
    )


def test_a_correction_in_the_very_moment_at_which_it_was_due_was_known(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-25-water/fi", "07:00")
    newsroom.bulletin("2026-11-30-c/fi", "08:00", *correction("2026-11-25-water", "5", "6"))
    made = entry(newsroom.at(), f"{WEEK}/fi", "weekly")
    assert made.updated == made.published
    assert lines(made.content)[0] == "Tiedotteet"


def test_a_withdrawal_of_a_member_changes_it_and_stands_first(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-25-mast/fi", "07:00", title="Masto")
    newsroom.bulletin("2026-11-25-mast/sv", "07:00", title="Masten")
    newsroom.bulletin("2026-12-01-wrong/fi", "09:00", "cancels: 2026-11-25-mast")
    newsroom.bulletin("2026-12-01-wrong/sv", "10:00")
    for tag, hour, said in (
        ("fi", 9, "Peruttu 1.12.2026 klo 9.00. Masto"),
        ("sv", 10, "Återkallad 1.12.2026 kl. 10.00. Masten"),
    ):
        made = entry(newsroom.at(), f"{WEEK}/{tag}", "weekly")
        assert lines(made.content)[0] == said
        assert made.updated.isoformat() == f"2026-12-01T{hour:02}:00:00+02:00"


def test_it_does_not_change_by_what_is_corrected_in_another_language(newsroom: Newsroom) -> None:
    for tag in ("fi", "sv"):
        newsroom.bulletin(f"2026-11-25-water/{tag}", "07:00")
    before = entry(newsroom.at(), f"{WEEK}/sv", "weekly")
    newsroom.bulletin("2026-12-01-c/fi", "09:00", *correction("2026-11-25-water", "5", "6", "[fi]"))
    assert entry(newsroom.at(), f"{WEEK}/sv", "weekly") == before
    assert entry(newsroom.at(), f"{WEEK}/fi", "weekly").updated > before.updated
