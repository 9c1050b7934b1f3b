"""What is out at a moment, what is in force, and how bulletins hang together."""

from __future__ import annotations

from pathlib import Path

import pytest

from paths import SITES
from sites_for_tests import Files, bulletin, page, read
from tolkku.catalogue.catalogue import Catalogue
from tolkku.model.languages import find_language
from tolkku.site import Site, read_site

NOON = "2026-12-02 12:00"


def site_at(name: str, at: str = NOON, preview: bool = False) -> Site:
    return read_site(SITES / name / "mkdocs.yml", at, {}, preview=preview)[0]


def names(site: Site, tag: str = "fi") -> list[str]:
    """The bulletins of a language, newest first, without their day."""
    language = find_language(tag, site.settings.languages)
    assert language
    return [bulletin.id[11:] for bulletin, _ in site.catalogue.bulletins_in(language)]


def in_force(site: Site, tag: str = "fi") -> list[str]:
    language = find_language(tag, site.settings.languages)
    assert language
    return [bulletin.id[11:] for bulletin, _ in site.catalogue.in_force(language)]


def test_bulletins_stand_newest_first_and_equal_moments_by_name() -> None:
    assert names(site_at("several-a-day")) == ["evening", "alert", "traffic", "eve"]


def test_neighbours_follow_the_same_order() -> None:
    catalogue = site_at("several-a-day").catalogue
    traffic = catalogue.bulletins["2026-12-01-traffic"]
    older, newer = catalogue.neighbours(traffic, traffic.original)
    assert older
    assert newer
    assert (older.id, newer.id) == ("2026-11-30-eve", "2026-12-01-alert")


@pytest.mark.parametrize(
    ("at", "preview", "finnish", "swedish"),
    [
        ("2026-11-19 12:00", False, [], []),
        ("2026-11-20 07:00", False, ["expired"], []),
        (NOON, False, ["in-force", "overdue", "clear", "ended", "expired"], []),
        ("2026-12-03 06:59", False, ["in-force", "overdue", "clear", "ended", "expired"], []),
        ("2026-12-03 07:00", False,
         ["scheduled", "in-force", "overdue", "clear", "ended", "expired"], []),
        ("2026-12-04 09:00", False,
         ["scheduled", "in-force", "overdue", "clear", "ended", "expired"], ["in-force"]),
        (NOON, True, ["scheduled", "in-force", "draft", "overdue", "clear", "ended", "expired"],
         ["in-force"]),
    ],
)  # fmt: skip
def test_an_edition_is_out_from_its_moment_and_a_draft_in_a_preview_only(
    at: str, preview: bool, finnish: list[str], swedish: list[str]
) -> None:
    site = site_at("scheduled-and-expired", at, preview)
    assert names(site) == finnish
    assert names(site, "sv") == swedish


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-20 12:00", ["expired"]),
        ("2026-11-21 12:00", ["ended", "expired"]),
        ("2026-11-22 11:00", ["expired"]),
        ("2026-12-01 06:59", ["expired"]),
        ("2026-12-01 07:00", ["overdue"]),
        (NOON, ["overdue", "in-force"]),
        ("2026-12-24 18:00", ["overdue"]),
        ("2027-01-01 00:00", []),
    ],
)
def test_in_force_ends_by_time_or_by_another_bulletin_urgent_first(
    at: str, expected: list[str]
) -> None:
    assert in_force(site_at("scheduled-and-expired", at)) == expected


@pytest.mark.parametrize(
    ("at", "overdue"), [("2026-12-02 07:59", False), ("2026-12-02 08:00", True), (NOON, True)]
)
def test_a_promised_update_that_did_not_come_is_overdue(at: str, overdue: bool) -> None:
    catalogue = site_at("scheduled-and-expired", at).catalogue
    assert catalogue.is_overdue(catalogue.bulletins["2026-12-01-overdue"]) is overdue


def test_what_is_not_out_ends_nothing_and_is_nobodys_neighbour() -> None:
    before = site_at("scheduled-and-expired", "2026-11-22 10:59").catalogue
    ended = before.bulletins["2026-11-21-ended"]
    assert before.ended_by(ended) is None
    assert before.chain(ended) == ()
    assert before.neighbours(ended, ended.original)[1] is None


URGENT = "kind: urgent\nexpires: 2026-12-31 18:00\nnext_update: 2026-12-02 09:00"


def chained(folder: Path, **answers: str) -> Catalogue:
    """`first` of 1 December and its answers of the days after, each with some fields."""
    files: Files = {
        "docs/fi/a.md": page(),
        "bulletins/2026/2026-12-01-first/fi.md": bulletin(URGENT),
    }
    for day, (name, fields) in enumerate(answers.items(), 2):
        path = f"bulletins/2026/2026-12-0{day}-{name}/fi.md"
        files[path] = bulletin(fields, published=f"2026-12-0{day} 07:00")
    return read(folder, files, "fi", at="2026-12-09 12:00").catalogue


@pytest.mark.parametrize(
    ("fields", "ends"),
    [
        ("replaces: 2026-12-01-first", True),
        ("cancels: 2026-12-01-first", True),
        ("kind: all-clear\ncontinues: 2026-12-01-first", True),
        ("continues: 2026-12-01-first", False),
        ("kind: correction\ncorrection: {was: a, right: b}\ncorrects: {id: 2026-12-01-first}",
         False),
    ],
)  # fmt: skip
def test_some_answers_end_a_bulletin_and_all_hang_together(
    tmp_path: Path, fields: str, ends: bool
) -> None:
    catalogue = chained(tmp_path, answer=fields)
    first, answer = (catalogue.bulletins[i] for i in ("2026-12-01-first", "2026-12-02-answer"))
    assert (catalogue.ended_by(first) == answer) is ends
    assert catalogue.is_in_force(first) is not ends
    assert catalogue.chain(first) == catalogue.chain(answer) == (first, answer)


def test_an_all_clear_ends_the_whole_chain_that_it_continues(tmp_path: Path) -> None:
    catalogue = chained(
        tmp_path,
        update="continues: 2026-12-01-first",
        clear="kind: all-clear\ncontinues: 2026-12-02-update",
    )
    first, update, clear = reversed(catalogue.bulletins.values())
    assert catalogue.ended_by(first) == catalogue.ended_by(update) == clear
    assert catalogue.chain(update) == (first, update, clear)


def test_a_replaced_update_does_not_end_what_it_continued(tmp_path: Path) -> None:
    catalogue = chained(
        tmp_path, update="continues: 2026-12-01-first", other="replaces: 2026-12-02-update"
    )
    assert catalogue.ended_by(catalogue.bulletins["2026-12-01-first"]) is None


def test_a_promise_is_kept_by_whatever_continues_it(tmp_path: Path) -> None:
    catalogue = chained(tmp_path, update="continues: 2026-12-01-first")
    assert not catalogue.is_overdue(catalogue.bulletins["2026-12-01-first"])


def test_a_correction_holds_for_the_editions_that_it_names(tmp_path: Path) -> None:
    said = "kind: correction\ncorrection: {was: a, right: b}\ncorrects: {id: 2026-12-01-first%s}"
    catalogue = chained(
        tmp_path, all=said % "", finnish=said % ", editions: [fi]",
    )  # fmt: skip
    first = catalogue.bulletins["2026-12-01-first"]
    found = catalogue.corrections(first, first.original)
    assert [correction.by.id for correction in found] == ["2026-12-02-all", "2026-12-03-finnish"]
    assert [correction.right for correction in found] == ["b", "b"]
    swedish = next(iter(site_at("complete").settings.languages[1:2]))
    assert [c.by.id for c in catalogue.corrections(first, swedish)] == ["2026-12-02-all"]
