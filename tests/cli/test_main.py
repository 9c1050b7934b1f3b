"""The editors' command, typed as editors type it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from paths import HOOKS, SITES
from tolkku.cli.main import main

BULLETIN = "bulletins/2026/2026-12-01-72-hours"
NOON = ("--at", "2026-12-02 12:00")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the complete site, and the folder that we are in."""
    site = tmp_path / "tests" / "sites" / "complete"
    shutil.copytree(SITES / "complete", site)
    shutil.copy(SITES / "base.yml", site.parent)
    shutil.copytree(HOOKS.parent / "locales", tmp_path / "locales")
    (tmp_path / "hooks").symlink_to(HOOKS)
    monkeypatch.chdir(site)
    return site


def typed(*words: str) -> tuple[int, str]:
    """Exit code and everything that is said."""
    done = CliRunner().invoke(main, [*NOON, *words], prog_name="tolkku")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


def replace(file: Path, old: str, new: str) -> None:
    source = file.read_text("utf-8")
    assert old in source
    file.write_text(source.replace(old, new), "utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_site_without_anything_to_tell() -> None:
    config = str(SITES / "one-language" / "mkdocs.yml")
    assert typed("--config", config, "check") == (0, "Nothing to tell.\n")


def test_a_configuration_that_is_not_there_is_a_finding(site: Path) -> None:
    assert typed("--config", "nowhere.yml", "check") == (
        1,
        "nowhere.yml\n"
        "  error, line 1: is not there.\n"
        "    Run the command in the folder of mkdocs.yml.\n"
        "\n"
        "1 error, 0 notes in 1 file. Errors stop every build.\n",
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--at", "tomorrow", "check"], "'tomorrow' is not a date with a time."),
        (["chek"], "No such command 'chek'."),
        (["check", "zzz"], "There is no text, file or folder 'zzz'."),
        (["confirm"], "Name a file, a folder or an id, or say --all."),
        (["confirm", "--language", "se", "--all"], "'se' is not a language of this site"
         " (fi, sv, en)."),
        (["confirm", "zzz"], "There is no text 'zzz'."),
    ],
)  # fmt: skip
def test_misuse_has_a_code_of_its_own(site: Path, words: list[str], expected: str) -> None:
    before = snapshot(site)
    code, said = typed(*words)
    assert (code, expected in said) == (2, True), said
    assert snapshot(site) == before


def test_confirming_a_file_writes_it_once(site: Path) -> None:
    before = snapshot(site)
    path = f"{BULLETIN}/sv.md"
    assert typed("confirm", path) == (0, f"{path}: confirmed, it follows {BULLETIN}/fi.md.\n")
    after = snapshot(site)
    assert [name for name in before if before[name] != after[name]] == [str(site / path)]
    assert b'\nfollows:\n  on: 2026-12-02\n  parts:\n    title: "' in after[str(site / path)]
    done = CliRunner().invoke(main, ["--at", "2027-01-01 12:00", "confirm", path])
    assert (done.exit_code, done.output) == (
        0, f"{path}: unchanged, confirmed on 2026-12-02 already.\n"
    )  # fmt: skip
    assert snapshot(site) == after


def test_what_changed_is_told_before_it_is_written(site: Path) -> None:
    typed("confirm", "2026-12-01-72-hours", "--all")
    replace(site / BULLETIN / "fi.md", "title: 72 tuntia", "title: 72 h")
    replace(site / BULLETIN / "fi.md", "Mistä tieto", "Mistä se")
    assert typed("confirm", f"{BULLETIN}/fi.md", "--all") == (
        0,
        f"{BULLETIN}/sv.md: changed since 2026-12-02: title, what-to-do.\n"
        f"{BULLETIN}/sv.md: confirmed, it follows {BULLETIN}/fi.md.\n"
        f"{BULLETIN}/en.md: changed since 2026-12-02: title, what-to-do.\n"
        f"{BULLETIN}/en.md: confirmed, it follows {BULLETIN}/fi.md.\n",
    )
    assert "the original (fi) is newer" not in typed("check")[1]


def test_an_original_alone_confirms_nothing(site: Path) -> None:
    before = snapshot(site)
    code, said = typed("confirm", f"{BULLETIN}/fi.md")
    assert code == 2
    assert f"  tolkku confirm {BULLETIN}/fi.md --all\n" in said
    assert snapshot(site) == before


def test_one_language_is_confirmed_for_the_whole_site(site: Path) -> None:
    assert typed("confirm", "--all", "--language", "sv")[0] == 0
    last = typed("check")[1].splitlines()[-1]
    assert last == "0 errors, 8 notes in 8 files. Notes stop nothing."


@pytest.mark.parametrize("broken", ["sv", "fi"])
def test_what_has_errors_is_not_confirmed_and_the_others_are(site: Path, broken: str) -> None:
    replace(site / f"docs/{broken}/about.md", "title:", "slug: Ä\ntitle:")
    before = (site / "docs/sv/about.md").read_bytes()
    code, said = typed("confirm", "--all")
    assert code == 1
    assert (
        "docs/sv/about.md: not confirmed, for there are errors:\n"
        f"docs/{broken}/about.md\n"
        "  error, line 2: 'slug' 'Ä' cannot be part of an address.\n"
    ) in said
    assert "docs/sv/ethics.md: confirmed, it follows docs/fi/ethics.md.\n" in said
    assert (site / "docs/sv/about.md").read_bytes() == before


def test_a_file_that_cannot_be_read_tells_why(site: Path) -> None:
    (site / "docs/sv/about.md").write_bytes("---\ntitle: Å\n---\n".encode("latin-1"))
    code, said = typed("confirm", "docs/sv/about.md")
    assert code == 1
    assert "docs/sv/about.md\n  error, line 2: is not UTF-8 (byte 0xC5).\n" in said


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_the_command_runs_as_a_module_on_any_terminal(site: Path, encoding: str) -> None:
    replace(site / BULLETIN / "fi.md", "title:", "→: x\ntitle:")
    done = subprocess.run(
        [sys.executable, "-m", "tolkku", *NOON, "check"],
        env={**os.environ, "PYTHONPATH": str(HOOKS), "PYTHONIOENCODING": encoding},
        capture_output=True, text=True, encoding=encoding, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert "is not a field." in " ".join(done.stdout.split())


def test_help_says_what_there_is() -> None:
    code, said = typed("--help")
    assert code == 0
    for word in ("--config", "--at", "check", "confirm"):
        assert word in said


@pytest.mark.parametrize("command", [["check"], ["confirm", "--all"], ["status"], ["next"],
                                     ["new", "bulletin"], ["new", "digest"]])  # fmt: skip
def test_the_moment_may_stand_behind_the_name_of_the_command(command: list[str]) -> None:
    done = CliRunner().invoke(main, [*command, "--at", "tomorrow"], prog_name="tolkku")
    assert done.exit_code == 2
    assert "'tomorrow' is not a date with a time." in done.output


def test_the_moment_counts_wherever_it_stands() -> None:
    config = ["--config", str(SITES / "duties" / "mkdocs.yml")]
    before = CliRunner().invoke(main, [*config, *NOON, "status", "--json"])
    behind = CliRunner().invoke(main, [*config, "status", "--json", *NOON])
    assert before.stdout == behind.stdout
    assert '"2026-12-02' in behind.stdout
