"""What Texts say wrongly about themselves and each other; time alone never makes it an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from paths import SITES
from sites_for_tests import NOW, Files, bulletin, page, settings, told, write
from tolkku.site import read_site

WATER = "bulletins/2026/2026-12-01-water"
BASE: Files = {"docs/fi/index.md": page(), "docs/fi/a.md": page()}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (bulletin(published="2026-12-02 00:30"), "4: 'published' is 2026-12-02, but the folder says"
         " 2026-12-01. Make them the same day."),
        (bulletin("expires: 2026-11-01 12:00"), "6: 'expires' is 2026-11-01 12:00, not after"
         " publication (2026-12-01 07:00). Give a later time or remove the line."),
        (bulletin("kind: urgent\nexpires: 2026-12-31 18:00\nnext_update: 2026-12-01 07:00"),
         "8: 'next_update' is 2026-12-01 07:00, not after publication"),
        (bulletin().replace("sources:", "#"), "1: has no source."
         " Add `sources:` with at least one name and address."),
        (bulletin("kind: correction\ncorrects: {id: 2026-12-01-water}"),
         "6: a correction does not say what was wrong. Add `correction: {was: …, right: …}`."),
        (bulletin("kind: correction\ncorrection: {was: a, right: b}"), "6: a correction does not"
         " say which bulletin it corrects. Add `corrects: {id: 2026-12-01-name}`."),
        (bulletin("replaces: 2026-12-01-watr"), "6: 'replaces' names '2026-12-01-watr', which is no"
         " bulletin. Did you mean '2026-12-01-water'?"),
        (bulletin("corrects: {id: zzz}"), "6: 'corrects' names 'zzz', which is no bulletin."
         " Name the folder of a bulletin."),
        (bulletin("continues: 2026-12-01-water"), "6: 'continues' names the bulletin itself. Name"
         " an earlier one, or remove the line."),
        (bulletin("correction: {was: a, right: b}"), "6: 'correction' does not say which bulletin"
         " it corrects, and no reader would see it. Add `corrects: {id: 2026-12-01-name}` to the"
         " original, or remove it."),
        (bulletin("corrects: {id: zzz}"), "6: a correction does not say what was wrong."),
        (bulletin("corrects: {id: zzz, editions: []}"), "6: 'editions' is an empty list. Name at"
         " least one, or remove the line."),
        (bulletin("corrects: {id: zzz, editions: [fi, fi]}"), "6: 'editions' names 'fi' twice."),
        (bulletin("correction: {was: 5 litraa, right: 5  litraa.}"), "6: 'right' says the same as"
         " 'was'. Write what is right."),
        (bulletin('correction: {was: "5 litraa", right: "5\\u00A0litraa"}'), "6: 'right' says the"
         " same as 'was'."),
        (bulletin("state: summary"), "6: the original calls itself a summary."
         " Remove `state: summary`."),
        (bulletin("follows: {on: 2026-12-01, parts: {}}"), "6: 'follows' stands in the original,"
         " which follows nothing. Remove it."),
        (bulletin("updated: [{at: 2026-11-30 10:00, note: x}]"), "6: 'updated' has 2026-11-30"
         " 10:00, before publication. Give the time at which it was changed."),
    ],
)  # fmt: skip
def test_a_bulletin_that_contradicts_itself_is_told(
    tmp_path: Path, content: str, expected: str
) -> None:
    found = told(tmp_path, {**BASE, f"{WATER}/fi.md": content}, "fi")
    assert any(f.startswith(f"error {WATER}/fi.md:{expected}") for f in found), found


def test_the_local_day_counts(tmp_path: Path) -> None:
    content = bulletin(published="2026-11-30 23:30+00:00")
    found = told(tmp_path, {**BASE, f"{WATER}/fi.md": content}, "fi")
    assert found == [
        f"note {WATER}/fi.md:4: '2026-11-30 23:30+00:00' has another offset than the site; here it "
        "is 2026-12-01 01:30. Write the local time without an offset."
    ]


def test_a_circle_is_told_once(tmp_path: Path) -> None:
    files: Files = {
        **BASE,
        "bulletins/2026/2026-12-01-a/fi.md": bulletin("continues: 2026-12-01-b"),
        "bulletins/2026/2026-12-01-b/fi.md": bulletin("continues: 2026-12-01-c"),
        "bulletins/2026/2026-12-01-c/fi.md": bulletin("continues: 2026-12-01-a"),
    }
    assert told(tmp_path, files, "fi") == [
        "error bulletins/2026/2026-12-01-a/fi.md:6: bulletins refer to each other in a circle: "
        "2026-12-01-a → 2026-12-01-b → 2026-12-01-c → 2026-12-01-a. Remove one of the references."
    ]


_RIGHT = "correction: {was: a, right: b}"
_SAID = f"corrects: {{id: 2026-11-20-eka%s}}\n{_RIGHT}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (_SAID % "", ""),
        (_SAID % ", editions: [fi]", ""),
        (_SAID % ", editions: [sv]", "error {}:6: 'corrects' names an edition in 'sv', which"
         " '2026-11-20-eka' does not have. Its editions are fi, en; name those with the mistake."),
        (_SAID % ", editions: [fi, sv]", "error {}:6: 'corrects' names an edition in 'sv', which"),
        (_SAID % ", editions: [en]", "error {}:6: 'corrects' names only editions of"
         " '2026-11-20-eka' that are drafts."),
        ("corrects: {id: 2026-11-20-luonnos}\n" + _RIGHT, "error {}:6: 'corrects' names"
         " '2026-11-20-luonnos', which is a draft: no reader has seen it. Publish it first, or"
         " remove the line."),
        ("replaces: 2026-11-20-luonnos", "error {}:6: 'replaces' names '2026-11-20-luonnos',"),
        ("cancels: 2026-11-20-luonnos", "error {}:6: 'cancels' names '2026-11-20-luonnos', which"),
        ("continues: 2026-11-20-luonnos\ndraft: yes", ""),
        ("continues: 2026-12-02-uusi", "error {}:6: 'continues' names '2026-12-02-uusi', which"
         " comes out later (2026-12-02 07:00). Name an earlier bulletin, or correct 'published' in"
         " one of the two."),
        ("corrects: {id: 2026-12-02-uusi}\n" + _RIGHT, "error {}:6: 'corrects' names '2026-12-02-"),
        ("corrects: {id: 2026-11-20-ruotsi, editions: [sv]}\n" + _RIGHT, "note {}:6: corrects only"
         " what was said in 'sv', and is not written in it. Write sv.md: until then its readers get"
         " another language."),
        ("continues: 2026-11-20-eka\nreplaces: 2026-11-20-eka", ""),
        (_SAID.replace("was: a, right: b", "was: eu, right: EU") % "", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", ["2026-11-19 12:00", "2026-12-02 12:00", "2036-01-01 12:00"])
def test_what_is_said_of_an_earlier_bulletin_reaches_readers(
    tmp_path: Path, fields: str, expected: str, at: str
) -> None:
    """Whenever it is looked at."""
    earlier = bulletin(published="2026-11-20 07:00")
    files: Files = {
        **BASE,
        f"{WATER}/fi.md": bulletin(fields),
        "bulletins/2026/2026-11-20-eka/fi.md": earlier,
        "bulletins/2026/2026-11-20-eka/en.md": bulletin("draft: yes", published="2026-11-20 07:00"),
        "bulletins/2026/2026-11-20-luonnos/fi.md": earlier.replace("---\n", "---\ndraft: yes\n", 1),
        "bulletins/2026/2026-11-20-ruotsi/fi.md": earlier,
        "bulletins/2026/2026-11-20-ruotsi/sv.md": earlier,
        "bulletins/2026/2026-12-02-uusi/fi.md": bulletin(published="2026-12-02 07:00"),
    }
    found = told(tmp_path, files, "fi", "sv", "en", at=at)
    of_relations = [each for each in found if " correct" in each or " names " in each]
    begins = expected.format(f"{WATER}/fi.md")
    assert [each[: len(begins)] for each in of_relations] == ([begins] if expected else [])


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("    nav: [a, hanbook]\n", "error mkdocs.yml:13: 'hanbook' is no page of this site."
         " Write docs/<language>/hanbook.md."),
        ("    nav: [a, bulletin]\n", "error mkdocs.yml:13: 'bulletin' is no page of this site."
         " Did you mean 'bulletins'?"),
        ("    footer: [about]\n", "error mkdocs.yml:13: 'about' is no page of this site."),
        ("    nav: [now]\n", "note docs/fi/a.md:1: is in no navigation."
         " Add 'a' to nav in mkdocs.yml."),
    ],
)  # fmt: skip
def test_navigation_and_pages_must_know_each_other(
    tmp_path: Path, added: str, expected: str
) -> None:
    found = told(tmp_path, {**BASE, "mkdocs.yml": settings("fi") + added})
    assert any(finding.startswith(expected) for finding in found), found


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"docs/fi/Foo.md": page(), "docs/fi/foo.md": page()},
         "docs/fi/foo.md:1: has the address '/fi/foo/', like docs/fi/Foo.md."
         " Give one of them another slug."),
        ({"docs/fi/b.md": page("slug: a")}, "docs/fi/b.md:3: has the address '/fi/a/', like"
         " docs/fi/a.md."),
        ({"docs/fi/now.md": page()}, "docs/fi/now.md:1: has the address '/fi/now/', like the page"
         " 'In force now'."),
        ({"docs/Foo.csv": "x", "docs/foo.csv": "x"},
         "docs/foo.csv: has the address '/foo.csv', like docs/Foo.csv. Rename one of them."),
        ({"docs/fi/b.md": page(), "docs/fi/b/index.html": "x"},
         "docs/fi/b.md:1: has the address '/fi/b/', like docs/fi/b/index.html."),
        ({"docs/fi/b.md": page("aliases: [fi/a]")}, "docs/fi/b.md:3: the old address '/fi/a/' is"
         " taken by docs/fi/a.md. Remove the alias or rename the other."),
        ({"docs/fi/b.md": page("aliases: [fi/old]"), "docs/fi/c.md": page("aliases: [fi/OLD]")},
         "docs/fi/c.md:3: the old address '/fi/OLD/' is taken by an alias of /fi/b/."),
    ],
)  # fmt: skip
def test_two_things_at_one_address_are_told(tmp_path: Path, files: Files, expected: str) -> None:
    found = told(tmp_path, {**BASE, **files}, "fi")
    assert any(finding.startswith(f"error {expected}") for finding in found), found


def test_what_waits_and_what_is_due_are_notes(tmp_path: Path) -> None:
    files: Files = {
        "docs/fi/index.md": page(),
        "docs/fi/a.md": page("published: 2062-01-18 08:00"),
        "docs/fi/b.md": page("review_by: 2026-12-01"),
        "docs/fi/c.md": page("review_by: 2026-12-02"),
        "docs/fi/d.md": page(body=""),
        "docs/fi/e.md": page(body="sana sana\n\n" * 25_000),
    }
    assert told(tmp_path, files, "fi") == [
        "note docs/fi/a.md:3: is held back until 2062-01-18 08:00. "
        "It appears by itself in the first build after.",
        "note docs/fi/b.md:3: its review was due on 2026-12-01. "
        "Review it and set a new 'review_by'.",
        "note docs/fi/d.md:1: has no text below its front matter. "
        "Write the text, or remove the file.",
        "note docs/fi/e.md:1: is 275 kB long, which phones load slowly. Divide it.",
    ]


def test_translations_that_nobody_confirmed_are_notes(tmp_path: Path) -> None:
    files: Files = {"docs/fi/a.md": page(), "docs/sv/a.md": page()}
    assert told(tmp_path, files, "fi", "sv") == [
        "note docs/sv/a.md:1: nobody has confirmed that it follows the original (fi). "
        "Run `tolkku confirm docs/sv/a.md` once it agrees with the original."
    ]
    follows = "follows: {on: 2026-11-01, parts: {title: '00000000', gone: '00000000'}}"
    assert told(tmp_path, {"docs/sv/a.md": page(follows)}) == [
        "note docs/sv/a.md:3: the original (fi) is newer in: title, introduction, gone. "
        "Run `tolkku confirm docs/sv/a.md` once it agrees with the original."
    ]


def test_docs_under_a_language_duty_say_when_they_came_out(tmp_path: Path) -> None:
    owed = "    nav: [a]\n    duties: [{for: a, languages: [fi]}]\n"
    found = told(tmp_path, {**BASE, "mkdocs.yml": settings("fi") + owed})
    assert found == [
        "error docs/fi/a.md:1: has no 'published', which its language duty needs. "
        "Add `published: 2026-12-01 08:00`."
    ]


@pytest.mark.parametrize(
    "site",
    ["base-path", "complete", "empty-bulletins", "missing-middle", "one-language",
     "scheduled-and-expired", "several-a-day", "swedish-original"],
)  # fmt: skip
@pytest.mark.parametrize("at", ["1970-01-01 00:00", NOW, "2062-12-31 23:59"])
def test_no_error_arises_from_time_alone(site: str, at: str) -> None:
    _, findings = read_site(SITES / site / "mkdocs.yml", at, {})
    assert [str(finding) for finding in findings if finding.is_error] == []


def test_findings_stand_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    files: Files = {"docs/fi/b.md": page("tilte: x\nslug: Ä"), "docs/fi/a.md": b""}
    _, findings = read_site(write(tmp_path, files, "fi"), NOW, {})
    assert [str(finding.place) for finding in findings] == [
        "docs/fi/a.md:1", "docs/fi/b.md:3", "docs/fi/b.md:4",
    ]  # fmt: skip
