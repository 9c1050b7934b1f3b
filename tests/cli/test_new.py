"""`tolkku new`, typed as editors type it: what is made, what is asked for, what is refused."""

from __future__ import annotations

import difflib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner

from building import build, copied
from paths import PROJECT
from tolkku.cli.main import main
from tolkku.model.settings import walk
from tolkku.reading.settings import read_settings
from tolkku.site import Site, read_site

NOW = "2026-12-02 10:07"
TODAY = "bulletins/2026/2026-12-02"
WATER, HOURS = "2026-11-30-water-cut", "2026-12-01-72-hours"

# What is typed, and the files that are made.
CASES: dict[str, tuple[list[str], list[str]]] = {
    "bulletin": (
        ["bulletin", "72 tuntia", "--topic", "preparedness"],
        [f"{TODAY}-72-tuntia/{tag}.md" for tag in ("fi", "sv")],
    ),
    "urgent": (
        ["bulletin", "Keitä vesi", "--kind", "urgent"],
        [f"{TODAY}-keita-vesi/{tag}.md" for tag in ("fi", "sv")],
    ),
    "exercise": (
        ["bulletin", "Vattnet ska kokas", "--kind", "urgent", "--exercise", "--continues", WATER,
         "--languages", "sv,en", "--topic", "health", "--topic", "preparedness",
         "--author", "guest", "--name", "boil-water"],
        [f"{TODAY}-boil-water/{tag}.md" for tag in ("sv", "en")],
    ),
    "correction": (
        ["bulletin", "Oikaisu: 6 litraa aikuista kohti", "--kind", "correction",
         "--corrects", HOURS],
        [f"{TODAY}-oikaisu-6-litraa-aikuista-kohti/{tag}.md" for tag in ("fi", "sv", "en")],
    ),
    "all-clear": (
        ["bulletin", "Vettä tulee taas", "--kind", "all-clear", "--continues", WATER],
        [f"{TODAY}-vetta-tulee-taas/{tag}.md" for tag in ("fi", "sv")],
    ),
    "qa": (
        ["bulletin", "Viisi kysymystä", "--kind", "qa", "--languages", "fi"],
        [f"{TODAY}-viisi-kysymysta/fi.md"],
    ),
    "chapter": (
        ["chapter", "Huhut", "--after", "handbook/sources"],
        [f"docs/{tag}/handbook/huhut.md" for tag in ("fi", "sv", "en")],
    ),
    "page": (
        ["page", "Usein kysyttyä", "--under", "topics", "--languages", "fi,sv"],
        [f"docs/{tag}/usein-kysyttya.md" for tag in ("fi", "sv")],
    ),
    "digest": (
        ["digest", "2026-W49"],
        [f"bulletins/digests/2026-W49/{tag}.md" for tag in ("fi", "sv", "en")],
    ),
}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the site for writing on, and the folder that we are in."""
    site = copied("ready-to-write", tmp_path).parent
    (tmp_path / "locales").unlink()  # it was a link to the project's own
    shutil.copytree(PROJECT / "locales", tmp_path / "locales")
    monkeypatch.chdir(site)
    monkeypatch.delenv("TOLKKU_AT", raising=False)
    return site


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits there and answers."""
    for module in ("prompts", "new"):
        monkeypatch.setattr(f"tolkku.cli.{module}.is_terminal", lambda: True)


def typed(*words: str, answers: str = "", at: str = NOW) -> tuple[int, str]:
    """Exit code and everything that is said."""
    done = CliRunner().invoke(
        main, ["--at", at, *words], input=answers, prog_name="tolkku", catch_exceptions=False
    )
    return done.exit_code, done.output


def new(*words: str, answers: str = "", at: str = NOW) -> tuple[int, str]:
    return typed("new", *words, answers=answers, at=at)


def snapshot(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes().decode() for file in files}


def added(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What is there now and was not, when nothing has gone."""
    assert before.keys() <= after.keys()
    return [name for name in after if name not in before]


def findings_told(at: str = NOW) -> list[str]:
    """Every Finding, on a line."""
    found = json.loads(typed("check", "--format", "json", at=at)[1])
    return [
        f"{f['path']}:{f['line']}: {f['severity']}: {f['problem']} {f['remedy']}" for f in found
    ]


def errors(at: str = NOW) -> list[str]:
    return [line for line in findings_told(at) if ": error: " in line]


def preview() -> Site:
    return read_site(Path("mkdocs.yml"), NOW, {}, preview=True)[0]


@pytest.mark.parametrize("case", CASES)
def test_what_is_made_is_as_reviewed(
    site: Path, case: str, golden: Callable[[str, str], None]
) -> None:
    words, files = CASES[case]
    before = snapshot(site)
    code, said = new(*words)
    assert code == 0, said
    after = snapshot(site)
    assert sorted(added(before, after)) == sorted(files)
    assert [name for name in before if before[name] != after[name]] in ([], ["mkdocs.yml"])
    golden(f"new/{case}/said.txt", said)
    for name in files:
        parts = Path(name).parts
        golden(f"new/{case}/{parts[1] if parts[0] == 'docs' else parts[-1][:-3]}.md", after[name])
    if after["mkdocs.yml"] != before["mkdocs.yml"]:
        golden(f"new/{case}/mkdocs.diff", difference(before["mkdocs.yml"], after["mkdocs.yml"]))
    assert errors() == []


def difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), n=1)
    return "".join(line for line in lines if not line.startswith(("---", "+++")))


def test_a_site_with_everything_new_on_it_is_built_without_any_of_it(
    site: Path, tmp_path: Path
) -> None:
    before = build(site / "mkdocs.yml", tmp_path / "before", at=NOW)
    for words, _ in CASES.values():
        assert new(*words)[0] == 0
    after = build(site / "mkdocs.yml", tmp_path / "after", at=NOW)
    assert (before.exit_code, after.exit_code) == (0, 0), after.said
    assert after.pages() == before.pages()
    for page in after.pages():
        assert "…" not in after.text(page)


def test_a_preview_shows_it_all(site: Path) -> None:
    for words, _ in CASES.values():
        assert new(*words)[0] == 0
    pages = preview().pages
    shown = {page.key for page in pages.all if page.is_real and "…" in page.title}
    assert "bulletins/2026-12-02-keita-vesi" in shown
    assert {"handbook/huhut", "usein-kysyttya"} <= shown


def test_an_unfilled_place_cannot_be_published(site: Path) -> None:
    new(*CASES["urgent"][0])
    file = site / f"{TODAY}-keita-vesi/fi.md"
    assert (
        f"{TODAY}-keita-vesi/fi.md:5: note: is a draft with 12 places to fill in: summary (line 5),"
        " sources (21, 22), facts (27, 28, 29), the text (35, 39, 43, 47, 51, 55). "
        "Write there instead of '…', or remove what is not needed."
    ) in findings_told()
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("draft:")), "utf-8")
    told = errors()
    assert told[0] == (
        f"{TODAY}-keita-vesi/fi.md:4: error: 'summary' still holds the '…' of `tolkku new`. "
        "Write what belongs there, or remove it."
    )
    assert len(told) == 12


def test_what_is_not_filled_in_is_not_compared_and_cannot_be_confirmed(site: Path) -> None:
    new("bulletin", "Juna lähtee kello 12", "--name", "train")
    bulletin = f"{TODAY}-train"
    told = [line for line in findings_told() if line.startswith(bulletin)]
    assert all("to fill in" in line for line in told)
    assert len(told) == 2
    code, said = typed("confirm", bulletin, "--all")
    assert code == 1
    assert f"{bulletin}/sv.md: not confirmed, for {bulletin}/sv.md has places to fill in." in said
    assert "follows:" not in (site / bulletin / "sv.md").read_text("utf-8")


@pytest.mark.parametrize("unfilled", ["fi", "sv"])
def test_one_side_that_is_not_filled_in_is_enough(site: Path, unfilled: str) -> None:
    new("bulletin", "Juna lähtee kello 12", "--name", "train", "--languages", "fi,sv")
    bulletin = f"{TODAY}-train"
    filled = site / bulletin / ("sv.md" if unfilled == "fi" else "fi.md")
    said = filled.read_text("utf-8").replace("https://…", "https://example.org/")
    filled.write_text(said.replace("…", "Kello 13."), "utf-8")
    assert not any("does not say" in line or "which the" in line for line in findings_told())
    said = typed("confirm", f"{bulletin}/sv.md")[1]
    assert f"{bulletin}/sv.md: not confirmed, for {bulletin}/{unfilled}.md has places" in said


def test_filled_in_it_is_published(site: Path, tmp_path: Path) -> None:
    new(*CASES["correction"][0])
    folder = site / f"{TODAY}-oikaisu-6-litraa-aikuista-kohti"
    for file in folder.iterdir():
        lines = file.read_text("utf-8").replace("https://…", "https://example.org/").splitlines()
        more = {True: " oikein.", False: "."}
        filled = [
            line.replace("…", f"Sanottu {file.stem}{more['right:' in line]}") for line in lines
        ]
        kept = [line for line in filled if not line.startswith("draft:")]
        file.write_text("\n".join(kept) + "\n", "utf-8")
    assert typed("confirm", folder.name, "--all")[0] == 0
    built = build(site / "mkdocs.yml", tmp_path / "site", at=NOW)
    assert built.exit_code == 0, built.said
    for tag in ("fi", "sv", "en"):
        assert f"Sanottu {tag}." in built.text(f"{tag}/bulletins/{folder.name}/")
        assert f"Sanottu {tag}." in built.text(f"{tag}/bulletins/{HOURS}/")


# -- languages and time --


def test_the_languages_owed_are_those_of_the_duty(site: Path) -> None:
    for title, kind, tags in (("a", "urgent", "fi sv"), ("b", "qa", "fi sv")):
        new("bulletin", title, "--kind", kind)
        made = (site / f"{TODAY}-{title}").iterdir()
        assert sorted(file.stem for file in made) == tags.split()


def test_the_usual_original_goes_first(site: Path) -> None:
    replace(site / "mkdocs.yml", "original: fi", "original: sv")
    said = new("bulletin", "a")[1]
    assert said.splitlines()[1:3] == [f"  {TODAY}-a/sv.md", f"  {TODAY}-a/fi.md"]
    assert "title: a" in (site / f"{TODAY}-a/sv.md").read_text("utf-8")


def test_topics_are_those_said(site: Path) -> None:
    for kind, file in (("chapter", "handbook/a"), ("page", "b")):
        new(kind, file[-1], "--topic", "health", "--topic", "preparedness", "--topic", "health")
        source = (site / f"docs/fi/{file}.md").read_text("utf-8")
        assert "\ntopics: [health, preparedness]\n" in source
        assert "# topics" not in source


def test_without_a_duty_all_languages_are_wanted(site: Path) -> None:
    replace(site / "mkdocs.yml", "- {for: bulletin, languages: [sv, fi]}", "")
    new("bulletin", "a")
    assert sorted(file.stem for file in (site / f"{TODAY}-a").iterdir()) == ["en", "fi", "sv"]


def test_who_got_the_bulletin_gets_its_answer(site: Path) -> None:
    """An English reader of the bulletin must not miss that it is withdrawn."""
    new("bulletin", "a", "--cancels", HOURS)
    assert (site / f"{TODAY}-a/en.md").is_file()
    assert f"cancels: {HOURS}\n" in (site / f"{TODAY}-a/fi.md").read_text("utf-8")
    assert errors() == []


@pytest.mark.parametrize(
    ("at", "folder", "written"),
    [
        # In UTC it is still yesterday, and last year.
        ("2026-12-31T22:30:00Z", "2027/2027-01-01-a",
         ("2027-01-01 00:30", "2027-01-01 12:30", "2027-01-01 02:30")),
        ("2026-12-02 23:59:59", "2026/2026-12-02-a",
         ("2026-12-02 23:59", "2026-12-03 12:00", "2026-12-03 02:00")),
        ("2026-12-02 10:15:59", "2026/2026-12-02-a",
         ("2026-12-02 10:15", "2026-12-02 22:15", "2026-12-02 12:15")),
        # The clocks show half past three twice, and go back an hour in between.
        ("2026-10-25T00:30:00Z", "2026/2026-10-25-a",
         ("2026-10-25 03:30+03:00", "2026-10-25 14:30", "2026-10-25 04:30")),
        ("2026-10-24T22:30:00Z", "2026/2026-10-25-a",
         ("2026-10-25 01:30", "2026-10-25 12:30", "2026-10-25 03:30+03:00")),
        ("2026-10-25T01:30:00Z", "2026/2026-10-25-a",
         ("2026-10-25 03:30+02:00", "2026-10-25 15:30", "2026-10-25 05:30")),
        # They skip the hour from three to four.
        ("2027-03-27T23:30:00Z", "2027/2027-03-28-a",
         ("2027-03-28 01:30", "2027-03-28 14:30", "2027-03-28 04:30")),
    ],
)  # fmt: skip
def test_times_are_the_sites_own(
    site: Path, at: str, folder: str, written: tuple[str, ...]
) -> None:
    assert new("bulletin", "a", "--kind", "urgent", at=at)[0] == 0
    source = (site / "bulletins" / folder / "fi.md").read_text("utf-8")
    for field, wanted in zip(("published", "expires", "next_update"), written, strict=True):
        assert f"\n{field}: {wanted}\n" in source
    assert f"checked: {folder[5:15]}\n" in source
    assert errors(at) == []


def test_the_environment_says_what_now_is_too(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLKKU_AT", "2026-12-24 18:00")
    assert CliRunner().invoke(main, ["new", "bulletin", "a"]).exit_code == 0
    assert (site / "bulletins/2026/2026-12-24-a/fi.md").is_file()
    monkeypatch.setenv("TOLKKU_AT", "tomorrow")
    done = CliRunner().invoke(main, ["new", "bulletin", "b"])
    assert (done.exit_code, done.output.splitlines()) == (
        1,
        ["TOLKKU_AT: error: 'tomorrow' is not a date with a time. "
         "Write date and time as 2026-12-01 07:00."],
    )  # fmt: skip


# -- titles and names --


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sähköt poikki: mitä nyt?!", "sahkot-poikki-mita-nyt"),
        ("Åland & Öja", "aland-oja"),
        ("He sanoi: \"älä\" # 'juo' {vettä}", "he-sanoi-ala-juo-vetta"),
        ("don't panic", "dont-panic"),
        ("Dán čálus lea đ, ŋ ja ŧ", "dan-calus-lea-d-n-ja-t"),
        ("---", None),
        ("--- kolme viivaa ---", "kolme-viivaa"),
        ("- luettelo", "luettelo"),
        ("rivi\nvaihto\u2028ja\ttabulaattori", "rivi-vaihto-ja-tabulaattori"),
        ("Talvi 😀 👨‍👩‍👧‍👦 tulee", "talvi-tulee"),
        ("no", "no"),
        ("null", "null"),
        ("2026", "2026"),
        ("12:30", "12-30"),
        ("½ litraa", "1-2-litraa"),
        ("!!! ???", None),
        ("🚰", None),
        ("Вода", None),
        ("</title><script>x</script>", "title-script-x-script"),
        ("{{ config }} {% raw %}", "config-raw"),
        ("a" * 150, "a" * 38),
        ("sana " * 30, "sana-sana-sana-sana-sana-sana-sana"),
    ],
)
def test_any_title_makes_a_valid_bulletin(site: Path, title: str, name: str | None) -> None:
    if name is None:
        before = snapshot(site)
        code, said = new("bulletin", "--", title)
        assert (code, snapshot(site)) == (2, before)
        assert "Give one with --name." in said
        assert new("bulletin", "--name", "nimi", "--", title)[0] == 0
    else:
        assert new("bulletin", "--", title)[0] == 0
    assert errors() == []
    made = preview().catalogue.bulletins[f"2026-12-02-{name or 'nimi'}"]
    assert made.editions[0].title == " ".join(title.split())


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("", "The title is empty."),
        (" \n ", "The title is empty."),
        ("\u200d", "The title is empty."),
        ("a\u202eb", "The title holds an invisible mark that changes the direction of the text."),
        ("a\u200fb", "The title holds an invisible mark that changes the direction of the text."),
        ("a\x08b", "The title holds the invisible character U+0008."),
        ("a\udce4", "The title holds the invisible character U+DCE4."),
    ],
)
def test_some_titles_are_refused(site: Path, title: str, told: str) -> None:
    before = snapshot(site)
    code, said = new("bulletin", title)
    assert (code, snapshot(site)) == (2, before)
    assert told in " ".join(said.split())


@pytest.mark.parametrize("name", ["Ä", "a b", "../b", "a/b", "a--b", "", "/etc", "a" * 121])
def test_a_name_is_part_of_an_address(site: Path, name: str) -> None:
    before = snapshot(site.parents[2])
    code, _ = new("bulletin", "a", "--name", name)
    assert (code, snapshot(site.parents[2])) == (2, before)


# -- nothing is overwritten --


def test_a_name_that_is_taken_is_told_and_another_one_helps(site: Path) -> None:
    words = CASES["bulletin"][0]
    new(*words)
    before = snapshot(site)
    code, said = new(*words)
    assert (code, snapshot(site)) == (2, before)
    assert said.endswith(
        f"Error: {TODAY}-72-tuntia is there already.\nNothing was written. Give another --name.\n"
    )
    assert new(*words, "--name", "72-tuntia-2")[0] == 0


@pytest.mark.parametrize("taken", ["docs/sv/a.md", "docs/en/a/index.md", "docs/fi/a/README.md"])
def test_a_page_is_taken_where_any_language_has_it(site: Path, taken: str) -> None:
    (site / taken).parent.mkdir(exist_ok=True)
    (site / taken).write_text("mine", "utf-8")
    before = snapshot(site)
    code, said = new("page", "a", "--languages", "fi")
    assert (code, snapshot(site)) == (2, before)
    assert f"Error: {taken} is there already." in said


def test_a_folder_without_texts_is_taken_too(site: Path) -> None:
    (site / f"{TODAY}-a").mkdir()
    assert new("bulletin", "a")[0] == 2
    assert list((site / f"{TODAY}-a").iterdir()) == []


@pytest.mark.parametrize("page", ["Now", "Topics", "Index"])
def test_pages_of_the_builder_are_taken(site: Path, page: str) -> None:
    code, said = new("page", page)
    assert (code, f"Tolkku makes the page '{page.lower()}' itself." in said) == (2, True)


def test_a_foreword_is_never_overwritten(site: Path) -> None:
    new("digest", "2026-w49", "--languages", "sv")
    before = snapshot(site)
    code, said = new("digest", "2026-W49")
    assert (code, snapshot(site)) == (2, before)
    assert "bulletins/digests/2026-W49/sv.md is there already." in said
    assert new("digest", "2026-W49", "--languages", "fi,en")[0] == 0


def test_languages_that_several_duties_owe_are_made_together(site: Path) -> None:
    config = site / "mkdocs.yml"
    more = """
      - {for: bulletin, languages: [en], days: 3}
      - {for: weekly, languages: [en], state: summary}
"""
    said = config.read_text("utf-8")
    config.write_text(said.replace("\n    topics:\n", f"{more}    topics:\n", 1), "utf-8")
    assert new("bulletin", "Vesi", "--topic", "health")[0] == 0
    folder = site / "bulletins/2026/2026-12-02-vesi"
    assert sorted(file.name for file in folder.iterdir()) == ["en.md", "fi.md", "sv.md"]
    assert new("digest", "2026-W48")[0] == 0
    folder = site / "bulletins/digests/2026-W48"
    assert [file.name for file in folder.iterdir()] == ["en.md"]


def test_a_disk_that_is_full_leaves_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device", "mkdocs.yml")

    before = snapshot(site), sorted(site.rglob("*"))
    monkeypatch.setattr(os, "fsync", full)
    code, said = new("chapter", "a")
    assert (code, snapshot(site), sorted(site.rglob("*"))) == (1, *before)
    assert said == (
        "mkdocs.yml: error: cannot be written: No space left on device.\nNothing was made.\n"
    )


# -- what is missing or wrong --


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["bulletin"], "TITLE is missing."),
        (["chapter"], "TITLE is missing."),
        (["digest"], "PERIOD is missing."),
        (["language"], "TAG is missing."),
        (["language", "se"], "--name is missing."),
        (["bulletin", "a", "--kind", "correction"], "--corrects ID is missing."),
        (["bulletin", "a", "--kind", "all-clear"], "--continues ID is missing."),
        (["bulletin", "a", "--kind", "urgnt"], "Did you mean 'urgent'?"),
        (["bulletin", "a", "--kind", "qa", "--corrects", HOURS],
         "--corrects goes with --kind correction only."),
        (["bulletin", "a", "--corrects", "2026-12-01-72-huors"], f"Did you mean '{HOURS}'?"),
        (["bulletin", "a", "--corrects", "72-hours"], f"Did you mean '{HOURS}'?"),
        (["bulletin", "a", "--replaces", "x"], f"The newest one is '{HOURS}'."),
        (["bulletin", "a", "--topic", "helth"], "Did you mean 'health'?"),
        (["bulletin", "a", "--author", "newsrom"], "Did you mean 'newsroom'?"),
        (["bulletin", "a", "--languages", "fi,se"], "'se' is not a language of this site."),
        (["bulletin", "a", "--languages", ","], "--languages names none."),
        (["chapter", "a", "--in", "about"], "Say --in with one of: handbook."),
        (["chapter", "a", "--after", "handbook/source"], "Did you mean 'handbook/sources'?"),
        (["page", "a", "--under", "abuot"], "Did you mean 'about'?"),
        (["page", "a", "--under", "handbook"], "Make one with: tolkku new chapter"),
        (["digest", "2026-W54"], "'2026-W54' is no week and no month."),
        (["language", "sv", "--name", "x"], "'sv' is a language of this site already."),
        (["language", "SE", "--name", "x"], "'SE' is not a language tag (BCP 47)."),
        (["language", "../x", "--name", "x"], "is not a language tag (BCP 47)."),
        (["language", "xx", "--name", "x"], "('xx') has no dates in CLDR. Add --locale"),
        (["language", "se", "--name", "x", "--locale", "yy"], "is not a locale of CLDR."),
        (["language", "se", "--name", "\x08"], "The name holds the invisible character U+0008."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_made(site: Path, words: list[str], told: str) -> None:
    before = snapshot(site)
    code, said = new(*words)
    assert (code, snapshot(site)) == (2, before)
    assert told in " ".join(said.split())
    assert max(map(len, said.splitlines())) <= 80


def test_settings_that_cannot_be_read_are_told(site: Path) -> None:
    replace(site / "mkdocs.yml", "original: fi", "original: xx")
    code, said = new("bulletin", "a")
    assert code == 1
    assert said.startswith("mkdocs.yml:22: error: 'original' 'xx' is not a language of this site.")


def test_errors_elsewhere_do_not_stand_in_the_way(site: Path) -> None:
    (site / "docs/fi/about.md").write_text("no front matter", "utf-8")
    (site / f"bulletins/2026/{WATER}/fi.md").write_bytes(b"\xe4")
    assert new("bulletin", "a", "--corrects", HOURS)[0] == 0
    assert not any(TODAY in line for line in errors())


def test_a_bulletin_may_be_named_by_its_path(site: Path) -> None:
    for number, path in enumerate((f"bulletins/2026/{WATER}/", f"bulletins/2026/{WATER}/sv.md")):
        assert new("bulletin", f"a {number}", "--continues", path)[0] == 0
        source = (site / f"{TODAY}-a-{number}/fi.md").read_text("utf-8")
        assert f"\ncontinues: {WATER}\n" in source


def replace(file: Path, old: str, new: str) -> None:
    source = file.read_text("utf-8")
    assert old in source
    file.write_text(source.replace(old, new), "utf-8")


# -- in a terminal --


@pytest.mark.usefixtures("terminal")
def test_what_is_missing_is_asked_for(site: Path, golden: Callable[[str, str], None]) -> None:
    answers = ["", "72 tuntia", "rubbish", "correction", "72-hours", HOURS, "helth", "health"]
    code, said = new("bulletin", answers="\n".join(answers) + "\n")
    assert code == 0
    golden("new/asked.txt", said)
    source = (site / f"{TODAY}-72-tuntia/fi.md").read_text("utf-8")
    assert f"\ncorrects: {{id: {HOURS}, editions: [fi, sv, en]}}\n" in source
    assert "\ntopics: [health]\n" in source
    assert errors() == []


@pytest.mark.usefixtures("terminal")
def test_what_is_wrong_is_asked_for_again(site: Path) -> None:
    code, said = new("bulletin", "a", "--corrects", "72-hours", answers=f"{HOURS}\n\n")
    assert code == 0
    assert f"Error: There is no bulletin '72-hours'.\nDid you mean '{HOURS}'?\nId of" in said
    assert f"corrects: {{id: {HOURS}," in (site / f"{TODAY}-a/fi.md").read_text("utf-8")


@pytest.mark.usefixtures("terminal")
def test_enter_takes_what_is_usual(site: Path) -> None:
    assert new("bulletin", "a", answers="\n\n")[0] == 0
    source = (site / f"{TODAY}-a/fi.md").read_text("utf-8")
    assert "kind:" not in source.partition("sources:")[0]
    assert "\n# topics: [preparedness, health]\n" in source
    assert new("digest", answers="\n")[0] == 0
    assert (site / "bulletins/digests/2026-W49/fi.md").is_file()


@pytest.mark.usefixtures("terminal")
def test_another_name_is_asked_for_when_one_is_taken_or_there_is_none(site: Path) -> None:
    (site / f"{TODAY}-a").mkdir()
    code, said = new("bulletin", "a", answers="a\nB\nb\n\n\n")
    assert code == 0, said
    assert f"{TODAY}-a is there already.\nName" in said
    assert (site / f"{TODAY}-b/fi.md").is_file()
    assert new("bulletin", "!!!", answers="c\n\n\n")[0] == 0
    assert (site / f"{TODAY}-c/fi.md").is_file()


@pytest.mark.usefixtures("terminal")
def test_who_goes_away_leaves_nothing(site: Path) -> None:
    before = snapshot(site)
    code, said = new("bulletin", "a", answers="urgent\n")
    assert (code, snapshot(site)) == (1, before)
    assert "Aborted!\n" in said


def test_a_real_terminal_is_known_as_one(site: Path) -> None:
    here, there = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tolkku", "--at", NOW, "new", "bulletin"],
        stdin=there, stdout=there, stderr=there,
        env={**os.environ, "PYTHONPATH": str(PROJECT / "hooks")},
    )  # fmt: skip
    os.close(there)
    os.write(here, b"Vesi\nurgent\n\n")
    assert process.wait(timeout=60) == 0
    os.close(here)
    assert "kind: urgent" in (site / f"{TODAY}-vesi/sv.md").with_stem("fi").read_text("utf-8")


# -- a language --


def test_a_language_is_made_and_says_what_it_lacks(
    site: Path, golden: Callable[[str, str], None]
) -> None:
    before = snapshot(site)
    code, said = new("language", "se", "--name", "Davvisámegiella", "--locale", "se_FI")
    assert code == 0
    after = snapshot(site)
    catalogue = "../../../locales/se/LC_MESSAGES/messages.po"
    assert (site / catalogue).is_file()
    assert added(before, after) == ["docs/se/index.md"]
    golden("new/language/index.md", after["docs/se/index.md"])
    golden("new/language/mkdocs.diff", difference(before["mkdocs.yml"], after["mkdocs.yml"]))
    golden("new/language/said.txt", re.sub(r"\d+ words", "(number) words", said))
    found = errors()
    names = [line for line in found if "still holds" in line]
    assert f"  {len(names)} names in mkdocs.yml" in said
    words = next(line for line in found if "words have no translation" in line)
    assert f"  {words.split('error: ')[1].split()[0]} words in" in said
    assert len(found) == len(names) + 1


def test_a_language_that_is_filled_in_is_built(site: Path, tmp_path: Path) -> None:
    assert new("language", "no", "--name", "Norsk, bokmål: «test»")[0] == 0
    replace(site / "mkdocs.yml", '"no": "…"', '"no": Navn')  # plain, it is YAML's false
    home = site / "docs/no/index.md"
    replace(home, "…", "Hjem")
    lines = home.read_text("utf-8").splitlines(keepends=True)
    home.write_text("".join(line for line in lines if not line.startswith("draft:")), "utf-8")
    translate(site / "../../../locales/no/LC_MESSAGES/messages.po")
    built = build(site / "mkdocs.yml", tmp_path / "site", at=NOW)
    assert built.exit_code == 0, built.said
    page = built.page("no/")
    assert page.get("lang") == "no"
    assert "Hjem" in page.text_content()
    assert "Norsk, bokmål: «test»" in built.text("fi/")


def translate(file: Path) -> None:
    """Give every word of a catalogue a made-up translation, but none to what editors read."""
    with file.open("rb") as source:
        catalogue = read_po(source)
    for message in catalogue:
        if isinstance(message.id, tuple):
            one, many = message.id
            message.string = (one, *[many] * (catalogue.num_plurals - 1))
        elif message.id and not message.context:
            message.string = message.id
    with file.open("wb") as target:
        write_po(target, catalogue)


_MADE = {"now", "bulletins", "digests", "corrections", "topics", "feeds"}  # from no text


def test_the_shipped_settings_take_a_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command of the README, and then a build: what Sámi has no text for, Finnish stands in."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    shutil.copytree(PROJECT / "locales", tmp_path / "locales")
    (tmp_path / "hooks").symlink_to(PROJECT / "hooks")
    (tmp_path / "bulletins").mkdir()
    settings = read_settings(tmp_path / "mkdocs.yml")
    named = {item.page for item in walk(settings.nav)} | {"index", *settings.footer}
    for name in named - _MADE:
        file = tmp_path / f"docs/fi/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: Sivu {name}\npublished: 2026-11-01 08:00\n---\n"
        file.write_text(f"{head}\nTeksti.\n\n## Oikaisut {{#corrections}}\n\nTeksti.\n", "utf-8")
    before = (tmp_path / "mkdocs.yml").read_text("utf-8")
    code, said = new("language", "se", "--name", "Davvisámegiella")
    assert code == 0, said
    after = (tmp_path / "mkdocs.yml").read_text("utf-8")
    names = after.count('"…"')
    assert names >= len(settings.topics)
    assert f"  {names} names in mkdocs.yml" in said
    assert re.sub(r"(, se: \"…\"|\n *se: \"…\"|\n *- \{tag: se, .*\})", "", after) == before
    (tmp_path / "mkdocs.yml").write_text(after.replace("…", "Namma"), "utf-8")
    translate(tmp_path / "locales/se/LC_MESSAGES/messages.po")
    built = build(tmp_path / "mkdocs.yml", tmp_path / "site", at=NOW)
    assert built.exit_code == 0, built.said
    assert "Sivu ethics" in built.page("se/ethics/").text_content()
    assert built.page("se/about/").get("lang") == "se"


def test_a_catalogue_is_what_make_messages_makes(site: Path) -> None:
    new("language", "se", "--name", "Davvisámegiella")
    made = site / "../../../locales/se/LC_MESSAGES/messages.po"
    with made.open("rb") as source, (PROJECT / "locales/messages.pot").open("rb") as wanted:
        catalogue, messages = read_po(source), read_po(wanted)
    ids = {(message.context, message.id) for message in messages if message.id}
    assert {(message.context, message.id) for message in catalogue if message.id} == ids
    assert not any(any(m.string) for m in catalogue if m.id)
    head = made.read_text("utf-8").partition("\n\n")[0].splitlines()
    ours = (PROJECT / "locales/fi/LC_MESSAGES/messages.po").read_text("utf-8").splitlines()
    assert [line.split(":")[0] for line in head] == [
        line.split(":")[0] for line in ours[: len(head)]
    ]
    assert '"Plural-Forms: nplurals=3; plural=(((n == 1)) ? 0 : ((n == 2)) ? 1 : 2);\\n"' in head


def test_a_form_of_a_language_needs_no_words_of_its_own(site: Path) -> None:
    code, said = new("language", "fi-simple", "--name", "Selkosuomi")
    assert code == 0
    assert " words in " not in said
    assert not any("words have no translation" in line for line in errors())


def test_a_language_that_has_a_catalogue_already_is_not_touched(site: Path) -> None:
    folder = site / "../../../locales/se/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text("mine", "utf-8")
    before = snapshot(site)
    code, said = new("language", "se", "--name", "x")
    assert (code, snapshot(site)) == (2, before)
    assert "locales/se/LC_MESSAGES/messages.po is there already." in said


def test_without_a_template_there_is_no_catalogue(site: Path) -> None:
    (site / "../../../locales/messages.pot").unlink()
    before = snapshot(site)
    code, said = new("language", "se", "--name", "x")
    assert (code, snapshot(site)) == (1, before)
    assert said.endswith("Run `make messages`.\n")


def test_inherited_settings_are_edited_where_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = copied("complete", tmp_path).parent
    shutil.copytree(PROJECT / "locales", tmp_path / "words")
    (tmp_path / "locales").unlink()
    (tmp_path / "words").rename(tmp_path / "locales")
    monkeypatch.chdir(site)
    own = (site / "mkdocs.yml").read_bytes()
    base = (site.parent / "base.yml").read_text("utf-8")
    assert new("chapter", "a")[0] == 0
    assert new("page", "b", "--under", "ethics")[0] == 0
    assert new("language", "se", "--name", "x")[0] == 0
    assert (site / "mkdocs.yml").read_bytes() == own
    after = difference(base, (site.parent / "base.yml").read_text("utf-8"))
    assert "+        chapters: [handbook/sources, handbook/guest, handbook/a]\n" in after
    assert "+      - page: ethics\n+        pages: [b]\n" in after
    assert '+    name: {fi: Koesivusto, sv: Provsidan, en: Test site, se: "…"}\n' in after
    assert all("still holds" in line or "no translation" in line for line in errors())


@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_settings_keep_their_line_ends(site: Path, line_end: str, start: str) -> None:
    config = site / "mkdocs.yml"
    source = start + config.read_text("utf-8").replace("\n", line_end)
    config.write_bytes(source.encode("utf-8"))
    for words in (["chapter", "a"], ["page", "b"], ["language", "se", "--name", "x"]):
        assert new(*words)[0] == 0
    after = config.read_bytes().decode("utf-8")
    assert after.startswith(start + "# A site")
    assert after.count("\r") == (after.count("\n") if line_end == "\r\n" else 0)
    kept = [line for line in after.split(line_end) if line in source.split(line_end)]
    assert len(kept) >= len(source.split(line_end)) - 12


def test_a_page_that_nav_waits_for_is_not_named_twice(site: Path) -> None:
    replace(site / "mkdocs.yml", "chapters:\n", "chapters:\n          - handbook/a\n")
    before = (site / "mkdocs.yml").read_bytes()
    assert len(errors()) == 1
    assert new("chapter", "a")[0] == 0
    assert errors() == []
    assert (site / "mkdocs.yml").read_bytes() == before


def test_help_says_what_there_is() -> None:
    said = typed("new", "--help")[1]
    for word in ("bulletin", "chapter", "page", "digest", "language"):
        assert f"\n  {word} " in said
    for name in ("bulletin", "chapter", "page", "digest", "language"):
        code, said = new(name, "--help")
        assert (code, max(map(len, said.splitlines())) <= 80) == (0, True)
