"""Which duties stop a change from being merged, and which do not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from building import copied
from paths import SITES
from repositories import git
from tolkku.cli.main import main
from tolkku.site import Site, read_site
from tolkku.translation.duties import gated

NOON = "2026-12-02 12:00"
QUESTION = "bulletins/2026/2026-12-02-question"
POWER = "bulletins/2026/2026-11-25-power"
STORM = "bulletins/2026/2026-12-07-storm"
WATER = "bulletins/2026/2026-12-02-water"


def duties(at: str = NOON) -> Site:
    return read_site(SITES / "duties" / "mkdocs.yml", at, {})[0]


def stopped(*changed: str, at: str = NOON) -> list[str]:
    """The places of the errors, and what is lacking there."""
    site = duties(at)
    found = gated(site.settings, site.owed, changed)
    assert all(finding.is_error for finding in found)
    return [f"{finding.place}: {finding.problem.split(':')[0]}" for finding in found]


@pytest.mark.parametrize(
    "path",
    [
        f"{POWER}/fi.md",
        f"{POWER}/sv.md",
        f"{POWER}/en.md",  # removed by the change
        f"{POWER}/pictures/map.png",
    ],
)
def test_whatever_lies_with_a_bulletin_belongs_to_it(path: str) -> None:
    assert stopped(path) == [f"{POWER}/fi.md:1: has no edition in 'en'"]


@pytest.mark.parametrize(
    "path",
    [
        "docs/fi/handbook/sources.md",
        "docs/sv/handbook/sources.md",
        "docs/en/handbook/sources.md",
        "docs/en/handbook/sources/index.md",
        "docs/en/handbook/sources/README.md",
    ],
)
def test_every_language_of_a_page_belongs_to_it(path: str) -> None:
    assert stopped(path) == ["docs/fi/handbook/sources.md:1: has no edition in 'en'"]


@pytest.mark.parametrize(
    "path",
    ["mkdocs.yml", "docs/fi/handbook/index.md", "docs/fi/handbook/other.md", "docs/assets/a.png",
     "elsewhere/fi/handbook/sources.md", f"{POWER}.md", "bulletins/2026", "README.md"],
)  # fmt: skip
def test_other_texts_do_not_stop_a_change(path: str) -> None:
    assert stopped(path) == []


def test_a_duty_that_is_within_its_time_or_waived_stops_nothing() -> None:
    assert stopped(f"{WATER}/fi.md", f"{QUESTION}/fi.md", "docs/fi/handbook/words.md") == []


@pytest.mark.parametrize(
    ("at", "lacking"),
    [
        ("2026-12-02 23:59", []),
        ("2026-12-03 00:00", [f"{WATER}/sv.md:5: is still a draft"]),
        ("2027-01-01 08:00", [f"{WATER}/en.md:5: is machine-made and not reviewed",
                              f"{WATER}/sv.md:5: is still a draft"]),
    ],
)  # fmt: skip
def test_it_does_once_it_is_overdue(at: str, lacking: list[str]) -> None:
    assert stopped(f"{WATER}/fi.md", at=at) == lacking


def test_what_is_owed_at_once_is_asked_for_before_it_comes_out_by_itself() -> None:
    assert stopped(f"{STORM}/fi.md") == [f"{STORM}/fi.md:1: has no edition in 'sv'"]


def test_each_duty_is_told_once_with_its_remedy() -> None:
    site = duties()
    (found,) = gated(
        site.settings, site.owed, [f"{STORM}/fi.md", f"{STORM}/fi.md", f"{STORM}/x.png"]
    )
    assert str(found) == (
        f"{STORM}/fi.md:1: has no edition in 'sv': at least a summary is owed at once on "
        f"2026-12-07 07:00 (duty: urgent). Write {STORM}/sv.md, or excuse it in 'waived'."
    )


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the site at a branch `mine`, in which we are."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Maija")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "maija@example.org")
    site = copied("duties", tmp_path).parent
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    git(tmp_path, "checkout", "--quiet", "-b", "mine")
    monkeypatch.chdir(site)
    return site


def typed(*words: str) -> Result:
    done = CliRunner().invoke(
        main, ["--at", NOON, "check", "--format", "json", *words], prog_name="tolkku"
    )
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def told(done: Result) -> str:
    """The Findings, each on a line."""
    found = json.loads(done.stdout)
    return "\n".join(
        f"{f['path']}:{f['line']}: {f['severity']}: {f['problem']} {f['remedy']}" for f in found
    )


def append(file: Path, text: str = "\nLisää.\n") -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def test_a_change_without_open_duties_passes(work: Path) -> None:
    append(work / "docs/fi/about.md")
    done = typed("--changed", "main")
    assert done.exit_code == 0
    assert done.stdout == typed().stdout


def test_a_change_of_a_text_that_is_overdue_fails(work: Path) -> None:
    append(work / POWER / "fi.md")
    done = typed("--changed", "main")
    assert done.exit_code == 1
    assert (
        f"{POWER}/fi.md:1: error: has no edition in 'en': at least a summary was owed by "
        "2026-12-01 08:00 (duty: monthly). "
        f"Write {POWER}/en.md, or excuse it in 'waived'.\n"
    ) in told(done)
    assert "note: has no edition in 'en': at least a summary was owed" not in told(done)
    assert "docs/fi/handbook/sources.md:1: note: has no edition in 'en'" in told(done)
    assert typed().exit_code == 0


def test_a_silent_change_of_an_original_asks_for_its_translations(work: Path) -> None:
    """A typo is confirmed, or the change is told of: then its time begins anew."""
    append(work / POWER / "fi.md")
    said = told(typed("--changed", "main"))
    assert f"{POWER}/sv.md:5: error: the original (fi) is newer in" in said
    assert f"run `tolkku confirm {POWER}/sv.md`" in said
    confirmed = ["--at", NOON, "confirm", "2026-11-25-power", "--all"]
    assert CliRunner().invoke(main, confirmed).exit_code == 0
    assert f"{POWER}/sv.md:" not in told(typed("--changed", "main"))


def test_a_renamed_page_is_touched(work: Path) -> None:
    for tag in ("fi", "sv"):
        git(work, "mv", f"docs/{tag}/handbook/sources.md", f"docs/{tag}/handbook/words2.md")
    config = work / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("handbook/sources", "handbook/words2"))
    git(work, "commit", "--quiet", "--all", "--message", "x")
    done = typed("--changed", "main")
    assert done.exit_code == 1
    assert "docs/fi/handbook/words2.md:1: error: has no edition in 'en'" in told(done)


def test_ordinary_errors_fail_wherever_they_are(work: Path) -> None:
    git(work, "checkout", "--quiet", "main")
    append(work / "docs/fi/about.md", "[x](nowhere.md)\n")
    git(work, "commit", "--quiet", "--all", "--message", "x")
    git(work, "checkout", "--quiet", "-B", "mine")
    done = typed("--changed", "main")
    assert done.exit_code == 1
    assert "docs/fi/about.md:6: error: 'nowhere.md' leads to no file." in told(done)


@pytest.mark.parametrize("reference", ["nowhere", "", "-x"])
def test_a_question_that_git_cannot_answer(work: Path, reference: str) -> None:
    done = typed(f"--changed={reference}")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"error: --changed: git knows no commit '{reference}'. Fetch it, or name another one.\n"
    )


def test_outside_a_repository(work: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / ".git")
    in_one = subprocess.run(["git", "rev-parse"], cwd=work, capture_output=True, check=False)
    assert in_one.returncode, "the tests' own temporary folder lies in a repository"
    done = typed("--changed", "main")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "lies in no git repository. Run it in a clone." in done.stderr
