"""What would harm subscribers for good is told in every build; the whole is judged where asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from feeds_for_tests import files
from newsrooms import Newsroom, site_named
from tolkku.cli.main import main
from tolkku.feeds.documents import LARGEST
from tolkku.feeds.feeds import feed_files
from tolkku.feeds.invariants import broken_invariants
from tolkku.publishing.assembly import Assembly
from tolkku.publishing.pages import Templates
from tolkku.system.cache import Cache

ADDRESS = "fi/feeds/all.json"


def told(
    documents: dict[str, bytes], before: dict[str, bytes] | None = None, **kept: str
) -> list[str]:
    now = site_named("feeds").now
    found = broken_invariants(documents, "ids.example", kept, now, (before or {}).get)
    return [f"{each.place}: {each.problem}" for each in found]


@pytest.fixture(scope="module")
def sound() -> dict[str, bytes]:
    return files(site_named("feeds"))


@pytest.mark.parametrize("site", ["feeds", "complete", "duties", "three-months", "several-a-day"])
def test_sound_feeds_are_not_told_of(site: str) -> None:
    read = site_named(site)
    made = files(read)
    domain = read.settings.id_domain
    assert broken_invariants(made, domain, {}, read.now, {}.get) == ()
    assert broken_invariants(made, domain, {}, read.now, made.get) == ()


def changed(sound: dict[str, bytes], old: bytes, new: bytes) -> dict[str, bytes]:
    assert old in sound[ADDRESS]
    return {**sound, ADDRESS: sound[ADDRESS].replace(old, new)}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            b"tag:ids.example,2026:2026-12-01-",
            b"tag:other.example,2026:2026-12-01-",
            "is none of this",
        ),
        (b'"date_published": "2026-12-01', b'"date_published": "2027-12-01', "is from the future"),
        (b'"date_modified": "2026-12-01', b'"date_modified": "2025-12-01', "changed before it"),
    ],
)
def test_what_is_broken_is_told(
    sound: dict[str, bytes], old: bytes, new: bytes, problem: str
) -> None:
    assert any(problem in each for each in told(changed(sound, old, new)))


def test_an_id_stands_for_one_entry(sound: dict[str, bytes]) -> None:
    first, second = [line for line in sound[ADDRESS].splitlines() if b'"id": "tag' in line][:2]
    assert any("stands for 2 entries" in each for each in told(changed(sound, second, first)))


def test_a_document_has_a_size(sound: dict[str, bytes]) -> None:
    large = {**sound, "fi/feeds/all.atom.xml": b" " * (LARGEST + 1)}
    assert [each for each in told(large) if "all.atom.xml is" in each]


def test_ids_and_times_stay_as_they_were(sound: dict[str, bytes]) -> None:
    renamed = changed(sound, b"2026:2026-12-01-", b"2026:2026-12-01-new-")
    assert any("subscribers get it again" in each for each in told(renamed, sound))
    moved = changed(sound, b'"date_published": "2026-12-01T', b'"date_published": "2026-11-30T')
    assert any("and now 2026-11-30T" in each for each in told(moved, sound))
    assert told(sound, {ADDRESS: b"<html>"}) == []


def test_the_whole_audit_is_a_setting_and_a_command(tmp_path: Path) -> None:
    newsroom = Newsroom.open(tmp_path)
    newsroom.bulletin("2026-12-01-water/fi", "07:00")
    assert newsroom.at().settings.feeds.is_audited is False
    newsroom.set("feeds: {audit: yes}")
    site = newsroom.at()
    assembly = Assembly(site, Cache(), {}.get, Templates(site.settings, is_preview=False))
    documents = dict(feed_files(site))
    assert assembly.audited(lambda: documents) == ()
    sound = documents["fi/feeds/all.rss.xml"]
    broken = sound.replace(b"https://example.org/fi/bulletins/", b"http://[/")
    assert assembly.audited(lambda: {**documents, "fi/feeds/all.rss.xml": broken}) != ()

    built = newsroom.built()
    words = ["--config", str(newsroom.config), "--at", "2026-12-02 12:00", "feeds", "check"]
    told = CliRunner().invoke(main, [*words, str(built.folder)])
    assert told.exit_code == 0
    assert told.output.endswith(" documents, nothing odd.\n")
    (built.folder / "fi/feeds/all.rss.xml").write_bytes(broken)
    odd = CliRunner().invoke(main, [*words, str(built.folder)])
    assert odd.exit_code == 1
    assert "fi/feeds/all.rss.xml" in odd.output
    none = CliRunner().invoke(main, [*words, str(tmp_path / "nowhere")])
    assert none.exit_code == 2
