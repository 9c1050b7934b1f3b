"""What must never change in feeds, whatever editors do: ids, and when an entry was published."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from building import NOON, build, copied
from feeds_for_tests import digest, entries, files, ids, short
from newsrooms import Newsroom, read, site_named
from paths import SITES
from tolkku.feeds.feeds import feeds_of
from tolkku.feeds.values import told_apart
from tolkku.site import Site

SITES_WITH_MUCH = ("three-months", "feeds")
Moments = dict[tuple[str, str, str], datetime]


def published(site: Site) -> Moments:
    """Every entry's language, feed and id, and when it was published."""
    return {
        (each.tag, feed.name, entry.id): entry.published
        for each in site.settings.languages
        for feed in feeds_of(site, each)
        for entry in entries(site, each.tag, feed.name)
    }


def order(site: Site) -> dict[str, list[str]]:
    """The ids of everything in each language, newest first."""
    return {each.tag: ids(site, each.tag) for each in site.settings.languages}


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom.open(tmp_path)


@pytest.fixture(params=SITES_WITH_MUCH)
def changing(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Site, Path]:
    """A site as it is, and the `mkdocs.yml` of a copy to change."""
    config = copied(request.param, tmp_path)
    (config.parent.parent / "complete").symlink_to(SITES / "complete")
    return site_named(request.param), config


def _edit(config: Path, change: Callable[[str, str], str]) -> None:
    """Change every edition of every bulletin: `change` gets its text and a name for it."""
    found = sorted(config.parent.glob("bulletins/2*/*/*.md"))
    assert found
    for number, file in enumerate(found):
        before = file.read_text("utf-8")
        after = change(before, f"new-{number}")
        assert after != before
        file.write_text(after, "utf-8")


def _title(text: str, name: str) -> str:
    return re.sub("title: .*", f"title: {name}", text, count=1)


def _slug_and_alias(text: str, name: str) -> str:
    text = re.sub("slug: .*\n", "", text)
    return text.replace("---\n", f"---\nslug: {name}\naliases: [old/{name}]\n", 1)


def _summary_and_body(text: str, name: str) -> str:
    text = re.sub("summary: .*", f"summary: {name}", text, count=1)
    return f"{text}\n{name}\n"


@pytest.mark.parametrize("change", [_title, _slug_and_alias, _summary_and_body])
def test_editing_changes_no_id_and_no_moment(
    changing: tuple[Site, Path], change: Callable[[str, str], str]
) -> None:
    before, config = changing
    _edit(config, change)
    after = read(config)
    assert files(after) != files(before)
    assert published(after) == published(before)
    assert order(after) == order(before)
    assert _updated(after) == _updated(before)


def _updated(site: Site) -> dict[str, datetime]:
    return {entry.id: entry.updated for tag in ("fi", "sv", "en") for entry in entries(site, tag)}


def test_new_topics_change_no_id_and_no_moment(changing: tuple[Site, Path]) -> None:
    before, config = changing
    for file in config.parent.glob("bulletins/2*/*/fi.md"):
        text = re.sub("topics: .*\n", "", file.read_text("utf-8"))
        if "original: " not in text and not (file.parent / "sv.md").exists():
            text = text.replace("---\n", "---\ntopics: [health, preparedness]\n", 1)
        file.write_text(text, "utf-8")
    after = read(config)
    assert ids(after, "fi", "topic-health") != ids(before, "fi", "topic-health")
    assert _without_topics(published(after)) == _without_topics(published(before))
    assert order(after) == order(before)


def _without_topics(moments: Moments) -> Moments:
    return {key: at for key, at in moments.items() if not key[1].startswith("topic-")}


def test_another_host_and_path_change_no_id_and_no_moment(changing: tuple[Site, Path]) -> None:
    before, config = changing
    after = read(config, url="https://example.net/moved/")
    assert published(after) == published(before)
    written = files(after)
    assert not any(b"https://example.org/" in each for each in written.values())
    assert b"https://example.net/moved/fi/feeds/all.atom.xml" in written["fi/feeds/all.atom.xml"]


def test_the_order_of_languages_changes_no_id_and_no_moment(changing: tuple[Site, Path]) -> None:
    before, config = changing
    base = config.parent.parent / "base.yml"
    lines = base.read_text("utf-8").splitlines(keepends=True)
    languages = [line for line in lines if "- {tag:" in line]
    start = lines.index(languages[0])
    lines[start : start + 3] = [languages[2], languages[1], languages[0]]
    base.write_text("".join(lines), "utf-8")
    after = read(config)
    assert [each.tag for each in after.settings.languages] == ["en", "sv", "fi"]
    assert published(after) == published(before)
    assert {tag: order(after)[tag] for tag in ("fi", "sv", "en")} == order(before)


def test_another_folder_of_bulletins_changes_no_id_and_no_moment(
    changing: tuple[Site, Path],
) -> None:
    before, config = changing
    (config.parent / "bulletins").rename(config.parent / "news")
    text = config.read_text("utf-8")
    config.write_text(text.replace("  tolkku:\n", "  tolkku:\n    bulletins: news\n"), "utf-8")
    assert published(read(config)) == published(before)


def test_no_entry_is_ever_lost_or_gets_another_moment() -> None:
    """At any later moment the feeds have what they had, and more."""
    known: Moments = {}
    for at in (
        "2026-09-15 06:59", "2026-09-15 07:00", "2026-10-05 15:00", "2026-11-04 07:59",
        "2026-11-24 09:30", "2026-11-25 08:00", "2026-11-28 06:59", "2026-12-01 07:00",
        "2026-12-01 08:00", "2026-12-01 10:15", NOON, "2027-01-01 12:00", "2036-01-01 12:00",
    ):  # fmt: skip
        now = published(site_named("three-months", at))
        assert known.items() <= now.items()
        known = now


def test_only_an_update_that_readers_are_told_of_raises_updated(newsroom: Newsroom) -> None:
    newsroom.bulletin(
        "2026-11-25-water/fi", "07:00", "updated:",
        "  - {at: 2026-11-25 12:00, note: Kirjoitusvirhe., minor: yes}",
        "  - {at: 2026-11-25 18:30, note: Uusi numero., minor: no}",
    )  # fmt: skip
    for at, updated in [
        ("2026-11-25 12:30", "2026-11-25T07:00:00+02:00"),
        ("2026-11-25 18:29", "2026-11-25T07:00:00+02:00"),
        ("2026-11-25 18:30", "2026-11-25T18:30:00+02:00"),
        ("2027-06-01 12:00", "2026-11-25T18:30:00+02:00"),
    ]:
        (told,) = entries(newsroom.at(at))
        assert told.published.isoformat() == "2026-11-25T07:00:00+02:00"
        assert told.updated.isoformat() == updated


# --- equal moments ---


def test_entries_of_one_instant_are_told_apart_in_the_order_of_ids(newsroom: Newsroom) -> None:
    for name in ("c", "a", "b"):
        newsroom.bulletin(f"2026-12-01-{name}/fi", "07:00")
    newsroom.bulletin("2026-12-01-d/fi", "2026-12-01 07:00:01")
    newsroom.bulletin("2026-12-01-a/sv", "07:00")
    shown = [(short(e.id)[11:], f"{e.published:%S}") for e in entries(newsroom.at())]
    assert shown == [("d/fi", "03"), ("c/fi", "02"), ("b/fi", "01"), ("a/fi", "00")]
    (swedish,) = entries(newsroom.at(), "sv")
    assert f"{swedish.published:%H:%M:%S}" == "07:00:00"


def test_moments_are_told_apart_over_the_hour_that_comes_twice() -> None:
    summer, winter = (
        datetime.fromisoformat(f"2026-10-25T{t}") for t in ("03:30:00+03:00", "02:30:00+02:00")
    )
    noon = datetime.fromisoformat("2026-12-02T12:00:00+02:00")
    apart = told_apart({"c": noon, "a": noon, "b": noon, "y": winter, "x": summer})
    assert [f"{apart[key]:%H:%M:%S}" for key in "abc"] == ["12:00:00", "12:00:01", "12:00:02"]
    assert apart["x"].isoformat() == "2026-10-25T03:30:00+03:00"
    assert apart["y"].isoformat() == "2026-10-25T02:30:01+02:00"


# --- an original that comes after its translation ---


def test_what_was_marked_stays_when_a_better_edition_comes(newsroom: Newsroom) -> None:
    newsroom.set("feeds: {missing: {all: mark}}")
    newsroom.bulletin("2026-12-01-water/sv", "2026-11-30 20:00")
    newsroom.bulletin("2026-12-01-water/fi", "2026-12-01 07:00")
    assert ids(newsroom.at("2026-11-30 21:00"), "en") == ["2026-12-01-water/en/sv"]
    assert "2026-12-01-water/en/sv" in ids(newsroom.at("2026-12-01 12:00"), "en")


def test_a_member_stays_in_its_digest_when_a_better_edition_comes(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-03-water/sv", "2026-11-30 20:00")
    newsroom.bulletin("2026-12-03-water/fi", "2026-12-03 07:00")
    for at in ("2026-12-01 08:00", "2026-12-03 12:00"):
        found = digest(newsroom.at(at), "2026-11/en")
        assert found
        assert [edition.language.tag for _, edition in found.members] == ["sv"]


# --- the same bytes ---


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    config = copied("three-months", tmp_path)
    (config.parent.parent / "complete").symlink_to(SITES / "complete")
    made = files(read(config))
    for seed, zone, locale in (("1", "Asia/Tokyo", "C"), ("2", "America/Lima", "C.UTF-8")):
        built = build(
            config, tmp_path / seed, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale, LANG=locale
        )
        assert built.exit_code == 0, built.said
        for address, written in made.items():
            assert (built.folder / address).read_bytes() == written, address
    first, second = (_bytes(tmp_path / seed) for seed in ("1", "2"))
    assert first == second
    assert made.keys() == {name for name in first if re.match(r"\w+/feeds/.*\.(xml|json)$", name)}


def _bytes(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_build_moment_alone_changes_no_byte(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-02-a/fi", "07:00")
    newsroom.bulletin("2026-11-02-a/sv", "07:00")
    first, second, last = (files(newsroom.at(f"2026-12-{day} 12:00")) for day in ("01", "02", "31"))
    assert first == second == last
