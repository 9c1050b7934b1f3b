"""Notes on what was promised for a time that has passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import build, config_of, visible_text
from sites_for_tests import Files, bulletin, page, told

ICE = "bulletins/2026/2026-12-01-ice/fi.md"
URGENT = "kind: urgent\nexpires: 2026-12-09 18:00\nnext_update: 2026-12-02 08:00"
LATE = (
    f"note {ICE}:8: an update was promised for 2026-12-02 08:00. "
    "Publish one that continues this, or give a later 'next_update'."
)


def notes(folder: Path, at: str, **more: str) -> list[str]:
    files: Files = {"docs/fi/index.md": page(), ICE: bulletin(URGENT)}
    for name, fields in more.items():
        published = "2026-12-02 07:00"
        files[f"bulletins/2026/2026-12-02-{name}/fi.md"] = bulletin(fields, published=published)
    return [note for note in told(folder, files, "fi", at=at) if "promised" in note]


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026-12-02 07:59", []), ("2026-12-02 08:00", [LATE]), ("2026-12-09 18:00", [])],
)
def test_an_update_that_has_not_come(tmp_path: Path, at: str, expected: list[str]) -> None:
    assert notes(tmp_path, at) == expected


def test_an_update_that_has_come(tmp_path: Path) -> None:
    assert notes(tmp_path / "a", "2026-12-02 08:00", more="continues: 2026-12-01-ice") == []
    assert notes(tmp_path / "b", "2026-12-02 08:00", other="kind: qa") == [LATE]


@pytest.mark.parametrize(("at", "ended"), [("2026-12-03 23:59", False), ("2026-12-04 00:00", True)])
def test_a_waiver_that_has_ended(tmp_path: Path, at: str, ended: bool) -> None:
    waived = "waived: [{language: sv, until: 2026-12-03, by: Maija, reason: x}]"
    files: Files = {"docs/fi/index.md": page(), "docs/fi/a.md": page(waived)}
    told_of = (
        "note docs/fi/a.md:3: the waiver for 'sv' ended on 2026-12-03. "
        "Remove it, or give a later day."
    )
    assert told(tmp_path, files, "fi", "sv", at=at) == ([told_of] if ended else [])


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-12-10 23:59", "seuraava tarkistus 10.12.2026"),
        ("2026-12-11 00:00", "tarkistuksen määräpäivä oli 10.12.2026"),
    ],
)
def test_a_code_tells_when_its_review_is_late(tmp_path: Path, at: str, said: str) -> None:
    built = build(config_of("duties"), tmp_path / "site", at=at)
    assert said in visible_text(built.page("fi/ethics/"))
