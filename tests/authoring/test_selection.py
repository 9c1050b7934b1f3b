"""What editors type, and which translations they mean by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from paths import SITES
from tolkku.authoring.selection import Choice
from tolkku.model.findings import Refusal
from tolkku.model.languages import find_language
from tolkku.site import Site, read_site

BULLETIN = "bulletins/2026/2026-12-01-72-hours"


@pytest.fixture(scope="module")
def site() -> Site:
    return read_site(SITES / "complete" / "mkdocs.yml", "2026-12-02 12:00", {})[0]


def chosen(site: Site, *names: str, everything: bool = False, tag: str = "") -> list[str]:
    language = find_language(tag, site.settings.languages)
    return [edition.path for _, edition in Choice(site, everything, language).of(names)]


@pytest.mark.parametrize(
    ("names", "everything", "tag", "expected"),
    [
        ([f"{BULLETIN}/sv.md"], False, "", [f"{BULLETIN}/sv.md"]),
        ([f"./{BULLETIN}/sv.md"], False, "", [f"{BULLETIN}/sv.md"]),
        ([f"{BULLETIN}/sv.md", f"{BULLETIN}/sv.md"], False, "", [f"{BULLETIN}/sv.md"]),
        ([f"{BULLETIN}/sv.md"], True, "", [f"{BULLETIN}/sv.md", f"{BULLETIN}/en.md"]),
        ([f"{BULLETIN}/fi.md"], True, "", [f"{BULLETIN}/sv.md", f"{BULLETIN}/en.md"]),
        ([f"{BULLETIN}/fi.md"], False, "sv", [f"{BULLETIN}/sv.md"]),
        ([BULLETIN], True, "", [f"{BULLETIN}/sv.md", f"{BULLETIN}/en.md"]),
        (["2026-12-01-72-hours"], False, "en", [f"{BULLETIN}/en.md"]),
        (["bulletins/2026-12-01-72-hours/"], False, "en", [f"{BULLETIN}/en.md"]),
        (["handbook/sources"], True, "",
         ["docs/sv/handbook/sources.md", "docs/en/handbook/sources.md"]),
        (["docs/sv/handbook"], True, "", ["docs/sv/handbook/index.md", "docs/sv/handbook/guest.md",
                                          "docs/sv/handbook/sources.md"]),
        (["docs/fi/handbook/"], True, "sv", ["docs/sv/handbook/index.md",
                                             "docs/sv/handbook/guest.md",
                                             "docs/sv/handbook/sources.md"]),
    ],
)  # fmt: skip
def test_names_mean_translations(
    site: Site, names: list[str], everything: bool, tag: str, expected: list[str]
) -> None:
    assert chosen(site, *names, everything=everything, tag=tag) == expected


def test_paths_may_be_typed_from_anywhere(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SITES / "complete" / BULLETIN)
    assert chosen(site, "sv.md") == [f"{BULLETIN}/sv.md"]
    assert chosen(site, f"{BULLETIN}/sv.md") == [f"{BULLETIN}/sv.md"]
    assert chosen(site, str(Path("sv.md").absolute())) == [f"{BULLETIN}/sv.md"]


def test_a_file_of_the_same_name_elsewhere_is_not_meant(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs" / "sv").mkdir(parents=True)
    (tmp_path / "docs" / "sv" / "ethics.md").touch()
    monkeypatch.chdir(tmp_path)
    assert chosen(site, "docs/sv/ethics.md") == ["docs/sv/ethics.md"]


def test_all_without_a_name_is_every_translation(site: Site) -> None:
    assert len(chosen(site, everything=True)) == 16
    swedish = chosen(site, everything=True, tag="sv")
    assert len(swedish) == 8
    assert all("/sv/" in path or path.endswith("/sv.md") for path in swedish)


def test_one_translation_is_meant_by_the_texts_name() -> None:
    site = read_site(SITES / "missing-middle" / "mkdocs.yml", "2026-12-02 12:00", {})[0]
    assert chosen(site, "ethics") == ["docs/en/ethics.md"]
    assert chosen(site, "docs/fi/ethics.md") == ["docs/en/ethics.md"]


@pytest.mark.parametrize(
    ("names", "tag", "expected"),
    [
        ([], "", "Name a file, a folder or an id, or say --all."),
        ([], "sv", "Name a file, a folder or an id, or say --all."),
        (["2026-12-01-72-hours"], "",
         "'2026-12-01-72-hours' has 2 translations. To confirm all of them:\n"
         "  tolkku confirm 2026-12-01-72-hours --all\n"
         "To confirm one of them:\n"
         f"  tolkku confirm {BULLETIN}/sv.md\n"
         f"  tolkku confirm {BULLETIN}/en.md"),
        (["docs/fi"], "sv", "'docs/fi' has 7 translations. To confirm all of them:\n"
         "  tolkku confirm docs/fi --all --language sv\n"),
        (["2026-12-01-72-hour"], "",
         "There is no text '2026-12-01-72-hour'.\nDid you mean '2026-12-01-72-hours'?"),
        (["docs/sv/ethcs.md"], "",
         "There is no text 'docs/sv/ethcs.md'.\nDid you mean 'docs/sv/ethics.md'?"),
        (["mkdocs.yml"], "", "There is no text 'mkdocs.yml'."),
        ([f"{BULLETIN}/sv.md"], "en", f"'{BULLETIN}/sv.md' has no translation in 'en'."),
        (["docs/sv/ethics.md", "nothing"], "", "There is no text 'nothing'."),
    ],
)  # fmt: skip
def test_what_is_not_clear_chooses_nothing_and_says_what_to_type(
    site: Site, names: list[str], tag: str, expected: str
) -> None:
    with pytest.raises(Refusal) as unclear:
        chosen(site, *names, tag=tag)
    assert str(unclear.value).startswith(expected)
