"""When the site changes by itself, and that it does so then and at no other moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from paths import SITES
from sites_for_tests import Files, bulletin, page, read, settings, write
from tolkku.catalogue.catalogue import catalogue_at
from tolkku.cli.main import main
from tolkku.publishing.assembly import Assembly, Content
from tolkku.publishing.pages import Templates
from tolkku.publishing.upcoming import ChangeKind, Prospects, next_changes
from tolkku.site import read_site
from tolkku.system.cache import Cache

NOON = "2026-12-02 12:00"
DUTIES = SITES / "duties" / "mkdocs.yml"
WATER = "bulletins/2026/2026-12-01-water"
Golden = Callable[[str, str], None]


def typed(*words: str, config: Path = DUTIES, at: str = NOON) -> Result:
    said = ["--config", str(config), "--at", at, "next", *words]
    done = CliRunner().invoke(main, said, prog_name="tolkku")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def coming(folder: Path, files: Files, *tags: str, at: str = NOON, added: str = "") -> list[str]:
    """`2026-12-03 07:00 edition`, and a mark behind what only editors are told."""
    whole: Files = {"mkdocs.yml": settings(*tags or ("fi",)) + added, "docs/fi/index.md": page()}
    found = next_changes(read(folder, {**whole, **files}, at=at))
    return [f"{c.at:%Y-%m-%d %H:%M} {c.kind.value}{'' if c.is_seen else ' (note)'}" for c in found]


@pytest.mark.parametrize(
    ("name", "words"), [("next.txt", []), ("next-all.txt", ["--all"]), ("next.json", ["--json"])]
)
def test_it_is_as_reviewed(golden: Golden, name: str, words: list[str]) -> None:
    done = typed(*words)
    assert (done.exit_code, done.stderr) == (0, "")
    golden(f"status/{name}", done.stdout)


def test_every_kind_of_change_stands_in_the_example() -> None:
    site, _ = read_site(DUTIES, NOON, {})
    assert {change.kind for change in next_changes(site)} == set(ChangeKind)


def test_the_first_word_is_the_moment() -> None:
    word = typed().stdout.split()[0]
    assert datetime.fromisoformat(word).isoformat() == "2026-12-03T00:00:00+02:00"
    assert typed("--quiet").stdout == f"{word}\n"
    assert typed("--quiet", at="2026-12-31 12:00").stdout == "2027-01-01T00:00:00+02:00\n"


def test_what_happens_at_one_moment_is_told_together() -> None:
    assert typed(at="2026-12-07 06:00").stdout == (
        "2026-12-07T07:00:00+02:00  bulletins/2026/2026-12-07-storm/fi.md comes out\n"
        "2026-12-07T07:00:00+02:00  at least a summary of 2026-12-07-storm in 'sv' falls due "
        "(urgent)\n"
    )
    assert typed("--quiet", at="2026-12-07 06:00").stdout == "2026-12-07T07:00:00+02:00\n"


def test_a_site_that_will_not_change_says_so_beside_its_answer() -> None:
    config = SITES / "duties" / "mkdocs.yml"
    done = typed(at="2062-01-01 12:00", config=config)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "Nothing lies ahead: the site stays as it is until somebody changes it.\n"
    )
    quiet = typed("--quiet", at="2062-01-01 12:00")
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (0, "", "")
    assert json.loads(typed("--json", at="2062-01-01 12:00").stdout) == {
        "at": "2062-01-01T12:00:00+02:00", "next": None, "changes": []
    }  # fmt: skip


def test_only_what_changes_the_site_is_next(tmp_path: Path) -> None:
    """Without a status page a duty that falls due is told to editors only."""
    added = "    duties: [{for: bulletin, languages: [sv], hours: 6}]\n"
    files: Files = {
        "mkdocs.yml": settings("fi", "sv") + added,
        "docs/fi/index.md": page(),
        f"{WATER}/fi.md": bulletin(published="2026-12-01 07:00"),
    }
    config = write(tmp_path, files)
    at = "2026-12-01 08:00"
    assert typed(config=config, at=at).stdout == (
        "2026-12-07T08:00:00+02:00  the weekly digest 2026-W49 comes out\n"
    )
    assert typed("--all", config=config, at=at).stdout.splitlines()[0] == (
        "2026-12-01T13:00:00+02:00  a full edition of 2026-12-01-water in 'sv' falls due "
        "(bulletin) (a note for editors)"
    )


DIGESTS = ["2026-12-07 08:00 digest", "2027-01-01 08:00 digest"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", []),
        ("draft: yes", None),
        ("expires: 2026-12-02 12:01", ["2026-12-02 12:01 expiry"]),
        ("expires: 2026-12-02 12:00", []),
        ("expires: 2026-12-04 12:00\nnext_update: 2026-12-03 12:00",
         ["2026-12-03 12:00 next-update", "2026-12-04 12:00 expiry"]),
        # What is over by then waits for no update.
        ("expires: 2026-12-03 12:00\nnext_update: 2026-12-04 12:00", ["2026-12-03 12:00 expiry"]),
        ("updated: [{at: 2026-12-02 11:00, note: x}, {at: 2026-12-05 11:00, note: x}]",
         ["2026-12-05 11:00 update"]),
        ("review_by: 2026-12-05", ["2026-12-06 00:00 review (note)"]),
        ("review_by: 2026-12-01", []),
    ],
)  # fmt: skip
def test_what_a_bulletin_says_of_times_ahead(
    tmp_path: Path, fields: str, expected: list[str] | None
) -> None:
    found = coming(tmp_path, {f"{WATER}/fi.md": bulletin(fields)})
    assert found == ([] if expected is None else [*expected, *DIGESTS])


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("replaces: 2026-12-01-water", ["2026-12-03 07:00 edition"]),
        ("continues: 2026-12-01-water", ["2026-12-03 07:00 edition", "2026-12-05 07:00 expiry"]),
    ],
)
def test_a_bulletin_that_another_ends_before_does_not_expire(
    tmp_path: Path, other: str, expected: list[str]
) -> None:
    files: Files = {
        f"{WATER}/fi.md": bulletin("expires: 2026-12-05 07:00\nnext_update: 2026-12-04 07:00"),
        "bulletins/2026/2026-12-03-more/fi.md": bulletin(other, published="2026-12-03 07:00"),
    }
    assert coming(tmp_path, files) == [*expected, *DIGESTS]


@pytest.mark.parametrize(("name", "mark"), [("code", ""), ("index", " (note)")])
def test_a_page_shows_when_its_review_is_late(tmp_path: Path, name: str, mark: str) -> None:
    files: Files = {f"docs/fi/{name}.md": page("review_by: 2026-12-05")}
    assert coming(tmp_path, files) == [f"2026-12-06 00:00 review{mark}"]


def test_a_draft_waits_for_nothing(tmp_path: Path) -> None:
    draft = "draft: yes\nupdated: [{at: 2026-12-05 11:00, note: x}]"
    files: Files = {f"{WATER}/fi.md": bulletin(draft), "docs/fi/a.md": page(draft)}
    assert coming(tmp_path, files) == []
    files["docs/fi/a.md"] = page("draft: yes\npublished: 2026-12-04 11:00")
    assert coming(tmp_path, files) == []


@pytest.mark.parametrize(("added", "mark"), [("", " (note)"), ("    status_page: yes\n", "")])
def test_the_home_page_tells_of_no_updates(tmp_path: Path, added: str, mark: str) -> None:
    files: Files = {"docs/fi/index.md": page("updated: [{at: 2026-12-05 11:00, note: x}]")}
    assert coming(tmp_path, files, added=added) == [f"2026-12-05 11:00 update{mark}"]


def test_a_foreword_comes_with_its_digest_or_later(tmp_path: Path) -> None:
    foreword = "bulletins/digests/2026-W49/fi.md"
    files: Files = {f"{WATER}/fi.md": bulletin(), foreword: page("published: 2026-12-04 08:00")}
    assert coming(tmp_path, files) == DIGESTS
    files[foreword] = page("published: 2026-12-09 08:00")
    assert coming(tmp_path, files) == [DIGESTS[0], "2026-12-09 08:00 edition", DIGESTS[1]]


def test_a_digest_without_bulletins_never_comes(tmp_path: Path) -> None:
    files: Files = {f"{WATER}/sv.md": bulletin("original: sv"), "docs/sv/index.md": page()}
    skipping = "    feeds: {missing: {weekly: skip, monthly: skip}}\n"
    assert coming(tmp_path, files, "fi", "sv", added=skipping) == DIGESTS
    assert coming(tmp_path, files, "fi", "sv", at="2027-03-01 12:00") == []


def test_a_month_is_archived_if_there_was_an_earlier_one(tmp_path: Path) -> None:
    files: Files = {
        f"{WATER}/fi.md": bulletin(),
        "bulletins/2026/2026-11-30-a/fi.md": bulletin(published="2026-11-30 07:00"),
    }
    assert coming(tmp_path, files) == [DIGESTS[0], "2027-01-01 00:00 archive", DIGESTS[1]]


@pytest.mark.parametrize(
    ("feeds", "is_archived"),
    [
        ("{}", False),
        ("{missing: {weekly: mark}}", False),
        ("{missing: {urgent: mark}}", False),
        ("{missing: {all: mark}}", True),
    ],
)
def test_a_feed_that_marks_has_the_entries_of_other_languages(
    tmp_path: Path, feeds: str, is_archived: bool
) -> None:
    """November has a Swedish bulletin only, December a Finnish one only, and both are urgent."""
    urgent = "kind: urgent\nexpires: 2026-12-01 10:00\nnext_update: 2026-12-01 09:00"
    files: Files = {
        f"{WATER}/fi.md": bulletin(urgent),
        "bulletins/2026/2026-11-30-a/sv.md": bulletin(
            f"original: sv\n{urgent}", published="2026-11-30 07:00"
        ),
    }
    # Digests that mark would have entries in both months themselves.
    skipping = feeds.replace("missing: {", "missing: {monthly: skip, ")
    found = coming(tmp_path, files, "fi", "sv", added=f"    feeds: {skipping}\n")
    assert ("2027-01-01 00:00 archive" in found) is is_archived


def test_prospects_are_what_the_catalogue_will_be(tmp_path: Path) -> None:
    files: Files = {
        "docs/fi/a.md": page("updated: [{at: 2026-12-05 11:00, note: x}]"),
        "docs/fi/b.md": page("published: 2026-12-04 11:00"),
        "docs/fi/c.md": page("published: 2026-12-08 11:00"),
        f"{WATER}/fi.md": bulletin(),
        "bulletins/digests/2026-12/fi.md": page("published: 2026-12-07 11:00"),
    }
    site = read(tmp_path, files, "fi")
    prospects = Prospects(site)
    for change in next_changes(site):
        there = catalogue_at(site.sources.texts, site.sources.forewords, change.at)
        ours = prospects.at(change.at)
        assert sorted(ours.texts, key=str) == sorted(there.texts, key=str)
        assert (ours.now, ours.forewords) == (there.now, there.forewords)


WAIVED = "waived: [{language: sv, until: 2026-12-03, by: Maija, reason: x}]"


@pytest.mark.parametrize(
    ("has_swedish", "page_of_status", "expected"),
    [
        (False, False, "waiver"),
        (True, False, "waiver (note)"),
        (True, True, "waiver"),  # it is unconfirmed, so it is owed all the same
    ],
)
def test_a_waiver_ends_where_it_is_shown(
    tmp_path: Path, has_swedish: bool, page_of_status: bool, expected: str
) -> None:
    files: Files = {f"{WATER}/fi.md": bulletin(WAIVED)}
    if has_swedish:
        files[f"{WATER}/sv.md"] = bulletin().replace("sources:", "#")
    added = "    duties: [{for: bulletin, languages: [sv]}]\n"
    added += "    status_page: yes\n" if page_of_status else ""
    found = coming(tmp_path, files, "fi", "sv", added=added)
    assert f"2026-12-04 00:00 {expected}" in found


def test_a_waiver_for_ever_never_ends(tmp_path: Path) -> None:
    files: Files = {f"{WATER}/fi.md": bulletin(WAIVED.replace("2026-12-03", "9999-12-31"))}
    assert coming(tmp_path, files, "fi", "sv") == DIGESTS


def test_a_duty_that_a_scheduled_change_will_make_is_known_now(tmp_path: Path) -> None:
    """The Swedish edition is behind; its time is counted anew from the update to come."""
    swedish = bulletin("follows: {on: 2026-12-01, parts: {title: '00000000'}}")
    files: Files = {
        f"{WATER}/fi.md": bulletin("updated: [{at: 2026-12-03 09:00, note: x}]"),
        f"{WATER}/sv.md": swedish.replace("sources:", "#"),
    }
    added = "    duties: [{for: bulletin, languages: [sv], days: 3}]\n"
    found = coming(tmp_path, files, "fi", "sv", added=added)
    assert [each for each in found if "duty" in each] == ["2026-12-07 00:00 duty (note)"]


def made_at(moments: list[datetime]) -> Iterator[dict[str, Content]]:
    """The files of the example as of each moment."""
    for moment in moments:
        site, findings = read_site(DUTIES, moment.isoformat(), {})
        assert not any(finding.is_error for finding in findings)
        templates = Templates(site.settings, is_preview=False)
        yield dict(Assembly(site, Cache(), lambda _: None, templates).files())


def test_the_site_changes_then_and_at_no_other_moment() -> None:
    """From one moment to the next the same bytes are built; at each one, others."""
    site, _ = read_site(DUTIES, NOON, {})
    changes = sorted({change.at for change in next_changes(site) if change.is_seen})
    before = [moment - timedelta(seconds=1) for moment in changes]
    moments = [site.now, *chain(*zip(before, changes, strict=True))]
    trees = list(made_at(moments))
    changed = [at for at, one, other in zip(moments[1:], trees, trees[1:], strict=False)
               if one != other]  # fmt: skip
    assert changed == changes
    assert len(trees[0]) > 100
