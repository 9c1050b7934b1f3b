"""Archives: the document subscribed to stays small, and nothing that was in a feed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from feeds_for_tests import ENDINGS, URL, document, files, ids, walk
from newsrooms import Newsroom, site_named

ALL = "fi/feeds/all"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom.open(tmp_path)


def fill(newsroom: Newsroom, month: str, count: int, body: str = "Teksti.") -> None:
    """Write so many bulletins, at noon of the first days of a month, two a day after the 28th."""
    for number in range(count):
        day, hour = number % 28 + 1, 12 + number // 28
        name = "day" if hour == 12 else "again"
        newsroom.bulletin(f"{month}-{day:02}-{name}/fi", f"{hour}:00", body=body)


def archives(written: Mapping[str, bytes], feed: str = ALL) -> list[str]:
    """The archived months of a feed, newest first; the same ones in every format."""
    found = {
        tuple(
            address.removeprefix(f"{feed}/").removesuffix(f".{ending}")
            for address in written
            if address.startswith(f"{feed}/") and address.endswith(ending)
        )
        for ending in ENDINGS
    }
    assert len(found) == 1
    return list(found.pop())


def in_document(written: Mapping[str, bytes], name: str) -> list[str]:
    """The ids in the documents of a name, which are the same in every format."""
    found = [document(written[f"{name}.{ending}"]).ids for ending in ENDINGS]
    assert found[0] == found[1] == found[2]
    return found[0]


@pytest.mark.parametrize("name", ["fi/all/2026-10", "fi/all/2026-09"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_archive_is_as_reviewed(golden: Callable[[str, str], None], name: str, ending: str) -> None:
    tag, rest = name.split("/", 1)
    written = files(site_named("three-months"))[f"{tag}/feeds/{rest}.{ending}"]
    golden(f"feeds/{tag}/archived-{rest.replace('/', '-')}.{ending}", written.decode())


# --- which archives there are ---


def test_there_is_none_before_two_months_are_over(newsroom: Newsroom) -> None:
    fill(newsroom, "2026-10", 3)
    fill(newsroom, "2026-11", 3)
    for at, months in [
        ("2026-10-31 23:59", []),
        ("2026-11-30 23:59", []),
        ("2026-12-01 00:00", ["2026-11", "2026-10"]),
        ("2027-06-01 00:00", ["2026-11", "2026-10"]),
    ]:
        written = files(newsroom.at(at))
        assert archives(written) == months
        assert in_document(written, ALL) == ids(newsroom.at(at))
        assert document(written[f"{ALL}.json"]).older == (
            f"{URL}{ALL}/2026-11.json" if months else ""
        )


def test_as_long_as_there_is_one_month_the_document_holds_all_of_it(newsroom: Newsroom) -> None:
    fill(newsroom, "2026-10", 40)
    for at in ("2026-10-31 12:00", "2026-11-30 12:00", "2027-06-01 12:00"):
        written = files(newsroom.at(at))
        assert archives(written) == []
        assert len(in_document(written, ALL)) == 40


def test_the_open_month_is_archived_once_the_document_cannot_hold_it(newsroom: Newsroom) -> None:
    fill(newsroom, "2026-10", 2)
    fill(newsroom, "2026-11", 30)
    before = files(newsroom.at("2026-11-30 12:00"))
    assert archives(before) == []
    assert len(in_document(before, ALL)) == 32
    newsroom.bulletin("2026-11-30-last/fi", "11:00")
    after = files(newsroom.at("2026-11-30 12:00"))
    assert archives(after) == ["2026-11", "2026-10"]
    assert len(in_document(after, ALL)) == 30
    assert len(in_document(after, f"{ALL}/2026-11")) == 31


def test_a_month_ends_by_the_clocks_of_the_site(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-09-01-a/fi", "12:00")
    newsroom.bulletin("2026-10-31-late/fi", "23:30")
    newsroom.bulletin("2026-11-01-early/fi", "00:30")  # in October, in UTC
    written = files(newsroom.at())
    assert in_document(written, f"{ALL}/2026-10") == ["2026-10-31-late/fi"]
    assert in_document(written, f"{ALL}/2026-11") == ["2026-11-01-early/fi"]


def test_an_edition_is_in_the_month_in_which_it_came_out(newsroom: Newsroom) -> None:
    newsroom.set("feeds: {missing: {all: mark}}")
    newsroom.bulletin("2026-09-30-a/fi", "12:00")
    newsroom.bulletin("2026-10-30-b/fi", "12:00")
    before = files(newsroom.at("2026-11-01 12:00"))
    newsroom.bulletin("2026-10-30-b/sv", "2026-11-02 12:00")
    after = files(newsroom.at("2026-12-01 12:00"))
    months = archives(after, "sv/feeds/all")
    assert [in_document(after, f"sv/feeds/all/{month}") for month in months] == [
        ["2026-10-30-b/sv"], ["2026-10-30-b/sv/fi"], ["2026-09-30-a/sv/fi"]
    ]  # fmt: skip
    for month in ("2026-10", "2026-09"):
        name = f"sv/feeds/all/{month}"
        assert in_document(before, name) == in_document(after, name)


# --- what never changes in them ---


def test_a_closed_month_never_changes_by_what_comes_later(newsroom: Newsroom) -> None:
    fill(newsroom, "2026-09", 3)
    fill(newsroom, "2026-10", 35)
    first = files(newsroom.at("2026-11-01 00:00"))
    fill(newsroom, "2026-11", 40)
    during = files(newsroom.at("2026-11-15 00:00"))
    later = files(newsroom.at("2026-12-01 00:00"))
    fill(newsroom, "2026-12", 1)
    last = files(newsroom.at("2027-01-01 00:00"))
    assert archives(first) == ["2026-10", "2026-09"]
    assert archives(later) == ["2026-11", "2026-10", "2026-09"]
    assert archives(last) == ["2026-12", *archives(later)]
    for ending in ENDINGS:
        september, october = f"{ALL}/2026-09.{ending}", f"{ALL}/2026-10.{ending}"
        assert first[september] == during[september] == later[september] == last[september]
        assert first[october] == during[october]  # November is no neighbour before it is archived
        assert later[october] == last[october]
        added = set(later[october].splitlines()) - set(first[october].splitlines())
        assert b"".join(added).count(b"2026-11") == (0 if ending == "json" else 1)
        assert len(added) == (0 if ending == "json" else 1)


def test_an_edited_entry_changes_its_own_month_only(newsroom: Newsroom) -> None:
    for month in ("2026-08", "2026-09", "2026-10"):
        fill(newsroom, month, 3)
    fill(newsroom, "2026-11", 30)
    before = files(newsroom.at())
    newsroom.change("bulletins/2026/2026-09-02-day/fi.md", "Teksti.", "Uusi teksti.")
    after = files(newsroom.at())
    assert before.keys() == after.keys()
    changed = {address for address in after if before[address] != after[address]}
    assert changed == {f"{ALL}/2026-09.{ending}" for ending in ENDINGS}
    for address in changed:
        assert document(before[address]).ids == document(after[address]).ids


def test_an_entry_updated_after_its_month_comes_to_subscribers_again(newsroom: Newsroom) -> None:
    fill(newsroom, "2026-09", 3)
    fill(newsroom, "2026-10", 30)
    fill(newsroom, "2026-11", 30)
    before = files(newsroom.at())
    assert "2026-09-02-day/fi" not in in_document(before, ALL)
    newsroom.change(
        "bulletins/2026/2026-09-02-day/fi.md", "sources:",
        "updated: [{at: 2026-12-02 09:00, note: Puhelinnumero vaihtui.}]\nsources:",
    )  # fmt: skip
    after = files(newsroom.at())
    held = in_document(after, ALL)
    assert held[-1] == "2026-09-02-day/fi"  # where it belongs by the day on which it came out
    assert len(held) == 30
    assert set(in_document(before, ALL)) - set(held) == {"2026-11-01-day/fi"}  # the stalest
    assert in_document(after, f"{ALL}/2026-09") == in_document(before, f"{ALL}/2026-09")
    for ending in ENDINGS:
        archived = document(after[f"{ALL}/2026-09.{ending}"]).items[1]
        assert archived == document(after[f"{ALL}.{ending}"]).items[-1]


# --- every entry can be reached, in small documents ---


def _few(newsroom: Newsroom) -> None:
    for month in ("2026-09", "2026-10", "2026-11", "2026-12"):
        fill(newsroom, month, 2)


def _many(newsroom: Newsroom) -> None:
    for month in ("2026-09", "2026-11", "2026-12"):
        fill(newsroom, month, 50)


def _large(newsroom: Newsroom) -> None:
    for month in ("2026-10", "2026-11", "2026-12"):
        fill(newsroom, month, 12, body="å" * 12_000)


def _marked_up(newsroom: Newsroom) -> None:
    """Much larger in Atom, where HTML is escaped, than in RSS."""
    for month in ("2026-10", "2026-11", "2026-12"):
        fill(newsroom, month, 12, body="*a* " * 1_000)


def _crowded_out(newsroom: Newsroom) -> None:
    """Old bulletins that were corrected take the places of new ones."""
    fill(newsroom, "2026-10", 28)
    fill(newsroom, "2026-12", 30)
    for day in range(1, 29):
        update = f"updated: [{{at: 2026-12-30 12:{day:02}, note: N}}]\n"
        path = f"bulletins/2026/2026-10-{day:02}-day/fi.md"
        newsroom.change(path, "sources:", f"{update}sources:")


@pytest.mark.parametrize("story", [_few, _many, _large, _marked_up, _crowded_out])
@pytest.mark.parametrize("at", ["2026-12-31 23:59", "2027-01-01 00:00"])
def test_every_entry_is_reached_from_a_small_document(
    newsroom: Newsroom, story: Callable[[Newsroom], None], at: str
) -> None:
    story(newsroom)
    site = newsroom.at(at)
    written = files(site)
    for ending in ENDINGS:
        current, *older = walk(written, f"{ALL}.{ending}")
        assert older
        assert len(current.items) <= 30
        assert len(written[f"{ALL}.{ending}"]) <= 250_000
        reached = {id for each in (current, *older) for id in each.ids}
        assert reached == set(ids(site))
        archived = [id for each in older for id in each.ids]
        assert len(archived) == len(set(archived))
        assert [each.url for each in older] == [
            f"{URL}{ALL}/{month}.{ending}" for month in archives(written)
        ]


def test_a_document_is_as_full_as_it_may_be(newsroom: Newsroom) -> None:
    fill(newsroom, "2026-10", 20, body="å" * 9_500)
    fill(newsroom, "2026-11", 20, body="å" * 9_500)
    written = files(newsroom.at())
    assert in_document(written, ALL) == [f"2026-11-{day:02}-day/fi" for day in range(20, 8, -1)]
    largest = max(len(written[f"{ALL}.{ending}"]) for ending in ENDINGS)
    smallest = min(len(written[f"{ALL}.{ending}"]) for ending in ENDINGS)
    assert largest <= 250_000 < smallest / 12 * 13


def test_every_feed_of_a_site_is_reached_to_its_end() -> None:
    site = site_named("three-months")
    written = files(site)
    reached = 0
    for address in written:
        tag, _, name, *month = address.partition(".")[0].split("/")
        if not month:
            found = {id for each in walk(written, address) for id in each.ids}
            assert found == set(ids(site, tag, name)), address
            reached += 1
    assert reached == 3 * 7 * 3
    assert {address.split("/")[2] for address in written if address.count("/") > 2} == {"all"}


def test_a_feed_that_is_not_archived_holds_the_newest_and_says_where_the_rest_is(
    newsroom: Newsroom,
) -> None:
    """Archives of topics were half of a site's bytes; what is in them is in that of everything."""
    for month in ("2026-10", "2026-11"):
        for day in range(1, 21):
            newsroom.bulletin(f"{month}-{day:02}-x/fi", "07:00", "topics: [health]")
    written = files(newsroom.at())
    topic, october = (
        "fi/feeds/topic-health",
        [f"2026-10-{day:02}-x/fi" for day in range(20, 10, -1)],
    )
    assert archives(written, topic) == []
    held = in_document(written, topic)
    assert (len(held), held[20:]) == (30, october)
    for ending in ENDINGS:
        assert (
            f"Kaikki ovat täällä: {URL}fi/topics/health/" in written[f"{topic}.{ending}"].decode()
        )
        assert document(written[f"{topic}.{ending}"]).older == ""


def test_neighbours_lead_to_each_other() -> None:
    """RFC 5005: next-archive of the one before it, prev-archive of the one after it, or none."""
    written = files(site_named("three-months"))
    for ending in ENDINGS[:2]:
        chain = [f"{ALL}/{month}.{ending}" for month in ("2026-11", "2026-10", "2026-09")]
        assert _links(written[f"{ALL}.{ending}"]) == {"prev-archive": chain[0]}
        for place, address in enumerate(chain):
            newer = {"next-archive": chain[place - 1]} if place else {}
            older = {"prev-archive": chain[place + 1]} if place < 2 else {}
            assert _links(written[address]) == {"current": f"{ALL}.{ending}"} | newer | older
            assert b"<fh:archive/>" in written[address]
        assert b"<fh:archive/>" not in written[f"{ALL}.{ending}"]


def _links(written: bytes) -> dict[str, str]:
    found = etree.fromstring(written).iter("{http://www.w3.org/2005/Atom}link")
    return {
        str(link.get("rel")): link.get("href", "").removeprefix(URL)
        for link in found
        if str(link.get("rel")) in ("current", "prev-archive", "next-archive")
    }
