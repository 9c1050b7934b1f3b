"""Files become Texts and Editions: where they lie says which, and what disagrees is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from paths import SITES
from sites_for_tests import Files, bulletin, page, read, told
from tolkku.model.texts import Bulletin
from tolkku.reading.settings import read_settings
from tolkku.reading.sources import read_sources

WATER = "bulletins/2026/2026-12-01-water"


def editions(site: str) -> dict[str, str]:
    """Each Text of a test site with its languages, the original in capitals."""
    sources = read_sources(read_settings(SITES / site / "mkdocs.yml"))
    return {
        text.id: " ".join(
            str(e.language).upper() if e.language == text.original else str(e.language)
            for e in text.editions
        )
        for text in sources.texts
    }


def test_the_same_path_in_two_languages_is_one_text() -> None:
    found = editions("complete")
    assert found["handbook/sources"] == "FI sv en"
    assert found["handbook"] == "FI sv en"
    assert found["2026-12-01-72-hours"] == "FI sv en"


def test_the_original_is_what_an_edition_says_or_the_sites_default() -> None:
    assert editions("swedish-original") == {
        "about": "SV", "ethics": "fi SV", "index": "SV",
        "2026-12-01-vatten": "fi SV", "2026-12-02-jaa": "FI sv",
    }  # fmt: skip


def test_a_language_may_be_missing_in_the_middle() -> None:
    assert editions("missing-middle")["2026-12-01-water"] == "FI en"


def test_several_bulletins_of_a_day_are_all_kept() -> None:
    days = [text_id[:10] for text_id in editions("several-a-day") if text_id[0].isdigit()]
    assert sorted(days) == ["2026-11-30", "2026-12-01", "2026-12-01", "2026-12-01"]


def test_fields_of_the_text_are_said_once_and_media_lie_beside_it(tmp_path: Path) -> None:
    files: Files = {
        f"{WATER}/fi.md": bulletin(
            "topics: [health]\nexpires: 2026-12-24 18:00",
            "[a](leaflet.pdf) [b](../../../docs/assets/b.pdf)",
        ),
        f"{WATER}/sv.md": bulletin("topics: [health]"),
        f"{WATER}/leaflet.pdf": "%PDF-1.7",
        "docs/fi/a.md": page(),
        "docs/assets/b.pdf": "%PDF-1.7",
        "bulletins/2026/stray.pdf": "%PDF-1.7",
        "bulletins/digests/2026-W48/fi.md": "a foreword, which is not read here",
    }
    site = read(tmp_path, files, "fi", "sv")
    text = site.catalogue.bulletins["2026-12-01-water"]
    assert isinstance(text, Bulletin)
    assert text.said.topics == ("health",)
    assert f"{text.expires:%d.%m. %H:%M}" == "24.12. 18:00"
    assert site.media == {
        f"{WATER}/leaflet.pdf": "bulletins/2026-12-01-water/leaflet.pdf",
        "docs/assets/b.pdf": "assets/b.pdf",
    }


@pytest.mark.parametrize(
    ("name", "text_id", "address"),
    [
        ("päivä.md", "paiva", "fi/paiva/"),
        ("pa\u0308iva\u0308.md", "paiva", "fi/paiva/"),
        ("😀.md", "u1f600", "fi/u1f600/"),
        ("B.MD", "B", "fi/B/"),
        ("sub/README.md", "sub", "fi/sub/"),
        ("index.md", "index", "fi/"),
    ],
)
def test_a_name_becomes_an_address(tmp_path: Path, name: str, text_id: str, address: str) -> None:
    site = read(tmp_path, {f"docs/fi/{name}": page()}, "fi")
    assert list(site.catalogue.docs) == [text_id]
    assert address in site.pages.by_address


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"docs/xx/a.md": page()},
         "docs/xx/a.md:1: 'xx' is not a language of this site. The languages are fi, sv."
         " Put it into docs/<language>/."),
        ({"docs/se/a.md": page()}, "docs/se/a.md:1: 'se' is not a language of this site."
         " The languages are fi, sv. `tolkku new language se` adds it."
         " Put it into docs/<language>/."),
        ({"docs/fi_FI/a.md": page()}, "docs/fi_FI/a.md:1: 'fi_FI' is not a language of this site."
         " Did you mean 'fi'?"),
        ({"docs/SV/a.md": page()}, "docs/SV/a.md:1: 'SV' is not a language of this site."
         " Did you mean 'sv'?"),
        ({"docs/a.md": page()}, "docs/a.md:1: 'a' is not a language of this site."),
        ({"docs/fi.md": page()}, "docs/fi.md:1: lies beside the language folders."
         " Move it into one."),
        ({"docs/fi/a #1?.md": page()}, "docs/fi/a #1?.md:1: has 'a #1?' in its path, which is no"
         " part of an address. Use letters a–z, digits and hyphens."),
        ({"docs/fi/b.md": page(), "docs/fi/b/index.md": page()},
         "docs/fi/b/index.md:1: has the same address as docs/fi/b.md. Rename one."),
        ({"docs/fi/index.md": page(), "docs/fi/README.md": page()},
         "docs/fi/index.md:1: has the same address as docs/fi/README.md. Rename one."),
        ({"docs/fi/päivä.md": page(), "docs/fi/paiva.md": page()},
         "docs/fi/päivä.md:1: has the same address as docs/fi/paiva.md. Rename one."),
        ({"bulletins/2026/2026-12-01-water.md": bulletin()},
         "bulletins/2026/2026-12-01-water.md:1: does not lie where a bulletin belongs."
         " Move it to bulletins/<year>/<year-month-day-name>/<language>.md."),
        ({"bulletins/2025/2026-12-01-water/fi.md": bulletin()},
         "bulletins/2025/2026-12-01-water/fi.md:1: does not lie where a bulletin belongs."),
        ({"bulletins/2026/2026-12-01-Water/fi.md": bulletin()},
         "bulletins/2026/2026-12-01-Water/fi.md:1: does not lie where a bulletin belongs."),
        ({"bulletins/2026/2026-02-30-water/fi.md": bulletin()},
         "bulletins/2026/2026-02-30-water/fi.md:1: '2026-02-30' is not a day of the calendar."
         " Rename the folder."),
        ({f"{WATER}/FI.md": bulletin()}, f"{WATER}/FI.md:1: 'FI' is not a language of this site."
         " Did you mean 'fi'? Name the file by its language."),
        ({f"{WATER}/sv.md": bulletin()}, f"{WATER}/sv.md:1: has no original: there is no edition in"
         " 'fi'. Add `original: sv` if this is the original."),
        ({f"{WATER}/fi.md": bulletin("original: fi"), f"{WATER}/sv.md": bulletin("original: sv")},
         f"{WATER}/sv.md:6: a second edition calls itself the original, after {WATER}/fi.md:6."
         " Keep `original` in one of them."),
        ({f"{WATER}/fi.md": bulletin(), f"{WATER}/sv.md": bulletin("original: fi")},
         f"{WATER}/sv.md:6: 'original' says 'fi' in a file in 'sv'."
         " Write it in the original only: `original: fi` in its own file."),
        ({f"{WATER}/fi.md": bulletin("topics: [health]"), f"{WATER}/sv.md": bulletin("topics: []")},
         f"{WATER}/sv.md:6: 'topics' differs from {WATER}/fi.md:6."
         " State it once, in the original edition."),
        ({f"{WATER}/fi.md": bulletin(), f"{WATER}/sv.md": bulletin("topics: [health]")},
         f"{WATER}/sv.md:6: 'topics' differs from {WATER}/fi.md, which has none."),
        ({f"{WATER}/fi.md": page()}, f"{WATER}/fi.md:1: 'summary' is missing."
         " Add a line like `summary: In one sentence.`."),
        ({f"{WATER}/fi.md": bulletin("kind: urgent")}, f"{WATER}/fi.md:1: 'expires' is missing."
         " Add a line like `expires: 2026-12-01 18:00`."),
        ({"docs/fi/b.md": page("original: no")}, "docs/fi/b.md:3: 'original' 'no' is not a language"
         " of this site. The languages are fi, sv."),
        ({"docs/fi/b.md": page('draft: "false"')}, "docs/fi/b.md:3: 'draft' wants yes or no."),
        ({"docs/fi/b.md": page("canonical_url: /x")}, "docs/fi/b.md:3: 'canonical_url' is not a"
         " field. Known: "),
        ({"docs/fi/b.md": page("updated: [{at: 2026-12-02 10:00}]")},
         "docs/fi/b.md:3: 'note' is missing. Tell readers what changed, or say `minor: yes`."),
    ],
)  # fmt: skip
def test_what_lies_or_says_wrong_is_told(tmp_path: Path, files: Files, expected: str) -> None:
    found = told(tmp_path, {"docs/fi/a.md": page(), **files}, "fi", "sv")
    assert any(finding.startswith(f"error {expected}") for finding in found), found


def test_a_long_title_is_a_note(tmp_path: Path) -> None:
    assert told(tmp_path, {"docs/fi/a.md": f"---\ntitle: {'a' * 300}\n---\n\nText.\n"}, "fi") == [
        "note docs/fi/a.md:2: 'title' is 300 characters long; 120 fit on a phone. Shorten it."
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "error docs: is not there. Begin with docs/fi/index.md."),
        ({"docs/assets/a.txt": "x"}, "error docs: holds no text. Begin with docs/fi/index.md."),
    ],
)
def test_a_site_without_texts_is_none(tmp_path: Path, files: Files, expected: str) -> None:
    assert told(tmp_path, files, "fi") == [expected]


def test_everything_wrong_is_told_in_one_run(tmp_path: Path) -> None:
    files: Files = {
        "docs/fi/a.md": "---\ntilte: x\ndraft: maybe\n---\n\n[b](b.md) [c](c.md)\n",
        "docs/fi/b.md": b"\xff\xfe",
        "docs/fi/d.md": page("slug: Ä\nunknown: x"),
    }
    places = [finding.split(": ")[0] for finding in told(tmp_path, files, "fi")]
    assert places == [
        "error docs/fi/a.md:1", "error docs/fi/a.md:2", "error docs/fi/a.md:3",
        "error docs/fi/a.md:6", "error docs/fi/a.md:6", "error docs/fi/b.md:1",
        "error docs/fi/d.md:3", "error docs/fi/d.md:4",
    ]  # fmt: skip
