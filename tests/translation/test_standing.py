"""Which parts of an original changed since a translation was confirmed, and what is no change."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites_for_tests import Files, bulletin, read
from tolkku.translation.standing import Standing, fingerprint, parts_of

PATH = "bulletins/2026/2026-12-01-water"
FIELDS = (
    "facts: [6 litraa]\n"
    "arguments: [Naapuri ensin.]\n"
    'action: {text: Tarkista, url: "https://example.org/a"}'
)
BODY = 'Alku, "näin".\n\n## Mitä tehdä {#do}\n\nVaraa [vettä](https://example.org/b).\n'
ORIGINAL = bulletin(FIELDS, BODY)


def parts(folder: Path, original: str) -> dict[str, str]:
    site = read(folder, {f"{PATH}/fi.md": original}, "fi")
    edition = next(iter(site.catalogue.bulletins.values())).editions[0]
    return parts_of(edition, site.rendered(edition))


def changed(folder: Path, original: str, follows: dict[str, str]) -> tuple[Standing, list[str]]:
    """How a Swedish edition stands to the original when it was made from these parts."""
    lines = "".join(f'\n    "{name}": "{mark}"' for name, mark in follows.items())
    swedish = bulletin(f"follows:\n  on: 2026-12-01\n  parts:{lines}")
    files: Files = {f"{PATH}/fi.md": original, f"{PATH}/sv.md": swedish}
    status = read(folder, files, "fi", "sv").statuses[f"{PATH}/sv.md"]
    return status.standing, list(status.changed)


def test_the_parts_are_the_fields_that_readers_see_and_the_sections(tmp_path: Path) -> None:
    found = parts(tmp_path, ORIGINAL)
    assert list(found) == [
        "title", "summary", "facts", "arguments", "action", "introduction", "do"
    ]  # fmt: skip
    assert all(len(mark) == 8 for mark in found.values())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Otsikko", "title: Otsake", ["title"]),
        ("summary: Lyhyesti", "summary: Pitkästi", ["summary"]),
        ("6 litraa", "9 litraa", ["facts"]),
        ("Naapuri ensin", "Naapuri viimein", ["arguments"]),
        ("text: Tarkista", "text: Katso", ["action"]),
        ("Alku,", "Loppu,", ["introduction"]),
        ("Varaa [vettä]", "Osta [vettä]", ["do"]),
        ("## Mitä tehdä", "## Mitä nyt", ["do"]),
        ("{#do}", "{#act}", ["act", "do"]),
        ("facts: [6 litraa]\n", "", ["facts"]),
        ("Varaa", "## Uusi {#new}\n\nVaraa", ["do", "new"]),
    ],
)
def test_what_changed_is_named(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    follows = parts(tmp_path, ORIGINAL)
    assert old in ORIGINAL
    assert changed(tmp_path, ORIGINAL.replace(old, new), follows) == (Standing.OUTDATED, expected)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"näin"', "”näin”"),
        ('"näin"', "«näin»"),
        ("Alku, ", "Alku,   "),
        ("Varaa [vettä]", "Varaa\n[vettä]"),
        ("https://example.org/b", "https://example.org/c"),
        ("https://example.org/a", "https://example.org/d"),
        ("published: 2026-12-01 07:00", "published: 2026-12-01 08:00"),
        ("Varaa [vettä](https://example.org/b)", "Varaa vettä"),
        ("Varaa", "Varaa<!-- muista -->"),
        ("published:", "draft: yes\npublished:"),
        ("\n", "\r\n"),
    ],
)
def test_what_readers_do_not_see_is_no_change(tmp_path: Path, old: str, new: str) -> None:
    follows = parts(tmp_path, ORIGINAL)
    assert old in ORIGINAL
    assert changed(tmp_path, ORIGINAL.replace(old, new), follows) == (Standing.CURRENT, [])


def test_without_follows_nobody_has_confirmed_anything(tmp_path: Path) -> None:
    files: Files = {f"{PATH}/fi.md": ORIGINAL, f"{PATH}/sv.md": bulletin()}
    statuses = read(tmp_path, files, "fi", "sv").statuses
    assert statuses[f"{PATH}/sv.md"].standing is Standing.UNCONFIRMED
    assert statuses[f"{PATH}/fi.md"].standing is Standing.CURRENT


def test_an_anchor_named_like_a_field_is_a_part_of_its_own(tmp_path: Path) -> None:
    found = parts(tmp_path, bulletin(body="## Faktat {#facts}\n\nVettä.\n"))
    assert list(found) == ["title", "summary", "#facts"]


def test_a_picture_counts_by_its_alternative_text() -> None:
    assert fingerprint("a  b\nc") == fingerprint("a b c")
    assert fingerprint("Say ”yes”") == fingerprint("Say 'yes'")
    assert fingerprint("a") != fingerprint("b")
