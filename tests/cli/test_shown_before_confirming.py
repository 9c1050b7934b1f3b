"""`tolkku confirm` shows what changed in the original, asks, and never stumbles over git."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from paths import HOOKS
from sites_for_tests import NOW, bulletin, write
from tolkku.authoring.comparison import Kind, diff_lines
from tolkku.cli import confirm as desk
from tolkku.cli.confirm import Manner
from tolkku.cli.main import main

WATER = "bulletins/2026/2026-12-01-water"
FIELDS = """
facts:
  - Varaa 6 litraa vettä.
  - Apua saa numerosta 112.
arguments: [Naapuri ensin.]
action: {text: Tarkista kaappi, url: "https://example.com/a"}
"""
BODY = """Alussa oli vesi, ja vesi oli kylmää.

## Mitä tehdä {#what-to-do}

Keitä vesi hyvin, ennen kuin juot sitä tai laitat siitä ruokaa. Anna sen jäähtyä rauhassa pannun
alla. Säilytä [loput](https://example.com/b) kannellisessa astiassa. Kerro myös naapurille.

## Vanha osa {#old}

Tämä poistuu.
"""
ORIGINAL = bulletin(FIELDS, BODY)
CHANGED = (
    ORIGINAL.replace("title: Otsikko", "title: Uusi otsikko")
    .replace("6 litraa", "9 litraa")
    .replace("ensin.]", "ensin., Sitten muut.]")
    .replace("Keitä vesi hyvin", "Kiehauta vesi")
    .replace("pannun\nalla", "kannen\nalla")
    .replace("## Vanha osa {#old}\n\nTämä poistuu.", "## Uusi osa {#new}\n\nTämä tuli lisää.")
)
Git = Callable[..., None]


@pytest.fixture
def git(monkeypatch: pytest.MonkeyPatch) -> Git:
    """Git, as nobody has set it up."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Anna")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "anna@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def run(folder: Path, *words: str) -> None:
        subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)

    return run


@pytest.fixture
def site(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site below the top of its repository, whose original changed after it was confirmed."""
    folder = tmp_path / "top" / "site"
    files = {f"{WATER}/fi.md": ORIGINAL, f"{WATER}/sv.md": bulletin()}
    write(folder, {"docs/fi/index.md": "---\ntitle: A\n---\n\nb", **files}, "fi", "sv")
    git(tmp_path / "top", "init", "-b", "main")
    monkeypatch.chdir(folder)
    assert typed("confirm", "--all") == (
        0, f"{WATER}/sv.md: confirmed, it follows {WATER}/fi.md.\n"
    )  # fmt: skip
    commit(git, folder, "first")
    (folder / WATER / "fi.md").write_text(ORIGINAL.replace("6 litraa", "7 litraa"), "utf-8")
    commit(git, folder, "second")
    (folder / WATER / "fi.md").write_text(CHANGED, "utf-8")
    return folder


def commit(git: Git, folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-m", message)


def typed(*words: str, answer: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--at", NOW, *words], prog_name="tolkku", input=answer)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def shown() -> str:
    code, said = typed("confirm", "--show", "--all")
    assert code == 0
    return said


def test_what_changed_is_shown_part_by_part(site: Path, golden: Callable[[str, str], None]) -> None:
    before = (site / WATER / "sv.md").read_bytes()
    said = shown()
    golden("confirm/changed.txt", said)
    assert max(map(len, said.splitlines())) <= 80
    assert (site / WATER / "sv.md").read_bytes() == before
    assert typed("confirm", "--dry-run", "--all") == (0, said)


def test_what_is_no_terminal_is_not_asked_and_not_shown_anything(site: Path) -> None:
    assert typed("confirm", "--all") == (
        0,
        f"{WATER}/sv.md: changed since 2026-12-02: title, facts, arguments, what-to-do, new, old.\n"
        f"{WATER}/sv.md: confirmed, it follows {WATER}/fi.md.\n",
    )
    assert shown() == f"{WATER}/sv.md: unchanged, confirmed on 2026-12-02\n  already.\n"


@pytest.mark.parametrize(
    ("answer", "end", "writes"),
    [
        ("y\n", f"{WATER}/sv.md: confirmed, it follows\n  {WATER}/fi.md.\n", True),
        ("n\n", f"{WATER}/sv.md: not confirmed.\n", False),
        ("\n", f"{WATER}/sv.md: not confirmed.\n", False),
    ],
)
def test_a_terminal_asks(
    site: Path, monkeypatch: pytest.MonkeyPatch, answer: str, end: str, writes: bool
) -> None:
    monkeypatch.setattr(desk, "_manner", lambda *_: Manner(shows=True, asks=True, writes=True))
    before = (site / WATER / "sv.md").read_bytes()
    code, said = typed("confirm", "--all", answer=answer)
    assert code == 0
    assert f"Does {WATER}/sv.md say the same? [y/N]: {answer}{end}" in said
    assert "[-Otsikko-]{+Uusi otsikko+}" in said
    assert ((site / WATER / "sv.md").read_bytes() != before) is writes


@pytest.mark.parametrize(("words", "colour"), [(["--yes"], True), (["--show"], True), ([], False)])
def test_in_a_real_terminal_colour_adds_to_the_marks(
    site: Path, words: list[str], colour: bool
) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(HOOKS), "TOLKKU_AT": NOW, "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    if not colour:
        environment["NO_COLOR"] = "1"
    with subprocess.Popen(
        [sys.executable, "-m", "tolkku", "confirm", *words, "--all"], cwd=site, env=environment,
        stdin=theirs, stdout=theirs, stderr=theirs,
    ) as running:  # fmt: skip
        os.close(theirs)
        os.write(ours, b"y\n")
        said = _all_of(ours)
    os.close(ours)
    assert running.returncode == 0
    assert ("\x1b[31m[-Otsikko-]\x1b[0m\x1b[32m{+Uusi\x1b[0m" in said) is colour
    assert ("[-Otsikko-]{+Uusi otsikko+}" in said) is not colour
    assert ("say the same?" in said) is (not words)
    assert ("unchanged" in shown()) is ("--show" not in words)


def _all_of(descriptor: int) -> str:
    said = b""
    while True:
        try:
            some = os.read(descriptor, 4096)
        except OSError:  # Linux says so when the other side is closed
            some = b""
        if not some:
            return said.decode()
        said += some


def test_a_renamed_original_is_followed_back(site: Path, git: Git) -> None:
    git(site, "mv", WATER, "bulletins/2026/2026-12-01-vesi")
    commit(git, site, "renamed")
    said = shown()
    assert "[-Otsikko-]{+Uusi otsikko+}" in said
    assert "not known" not in said


def test_the_environment_of_a_hook_of_git_does_no_harm(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert "not known" not in shown()


NOT_KNOWN = "Why the old text is not known:"


def why(said: str) -> str:
    """The reason, on one line."""
    return " ".join(said.partition(NOT_KNOWN)[2].split())


def test_without_history_only_the_new_text_is_shown(
    site: Path, git: Git, golden: Callable[[str, str], None]
) -> None:
    git(site.parent, "update-ref", "-d", "HEAD")
    said = shown()
    golden("confirm/unknown.txt", said)
    assert why(said) == "nothing has been committed yet."


def test_a_state_that_was_never_committed_is_not_known(site: Path, git: Git) -> None:
    git(site, "checkout", "--orphan", "other")
    commit(git, site, "all at once")
    assert why(shown()) == "no commit has it."


def test_a_shallow_clone_says_so(
    site: Path, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(git, site, "third")
    git(tmp_path, "clone", "--depth=1", f"file://{tmp_path}/top", "shallow")
    monkeypatch.chdir(tmp_path / "shallow" / "site")
    assert why(shown()) == "this clone is shallow. Fetch all of it: `git fetch --unshallow`."


def test_no_repository_says_so(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.parent / ".git").rename(tmp_path / "elsewhere")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert why(shown()) == "the site lies in no git repository."


def test_a_repository_of_somebody_else_says_what_to_do(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert why(shown()) == (
        "the repository belongs to another user, so git does not read it. If you trust it: "
        f"`git config --global --add safe.directory {site.parent}`."
    )


def test_a_machine_without_git_says_so(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert why(shown()) == "git cannot be run. Install it."


def test_a_version_that_was_broken_is_passed_over(site: Path, git: Git) -> None:
    for broken in (b"\xff\xfe", b"---\ntitle: [\n---\n", b"no front matter"):
        (site / WATER / "fi.md").write_bytes(broken)
        commit(git, site, "broken")
    (site / WATER / "fi.md").unlink()
    commit(git, site, "deleted")
    (site / WATER / "fi.md").write_text(CHANGED, "utf-8")
    assert "not known" not in shown()


def test_a_translation_that_nobody_confirmed_cannot_be_compared(site: Path) -> None:
    (site / WATER / "sv.md").write_text(bulletin(), "utf-8")
    assert shown() == (
        f"{WATER}/sv.md: nothing is known to compare it with. Read\n  all of {WATER}/fi.md.\n"
    )


def test_what_has_tabs_is_refused_and_left_alone(site: Path) -> None:
    tabs = bulletin("follows:\n\ton: 2026-12-01")
    (site / WATER / "sv.md").write_text(tabs, "utf-8")
    code, said = typed("confirm", f"{WATER}/sv.md")
    assert code != 0
    assert "sv.md\n  error, line 7:" in said
    assert "tab" in said.lower()
    assert (site / WATER / "sv.md").read_text("utf-8") == tabs


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("6 litraa", "3 litraa", ["[-6-]{+3+} litraa"]),
        ("Alku loppu", "Alku", ["Alku [-loppu-]"]),
        ("Alku", "Alku loppu", ["Alku {+loppu+}"]),
        ("", "Uutta tekstiä", ["{+Uutta tekstiä+}"]),
        ("a b c x", "d b e x", ["[-a b c-]{+d b e+} x"]),
        ("a pitkä c x", "d pitkä e x", ["[-a-]{+d+} pitkä [-c-]{+e+} x"]),
        (
            "1 2 3 4 5 6 7 8 9 10 x 1 2 3 4 5 6 7 8 9 10",
            "1 2 3 4 5 6 7 8 9 10 y 1 2 3 4 5 6 7 8 9 10",
            ["… 3 4 5 6 7 8 9 10 [-x-]{+y+} 1 2 3 4 5 6", "7 8 …"],
        ),
        ("yksi\nkaksi\nkolme", "yksi\nkakkonen\nkolme", ["- [-kaksi-]{+kakkonen+}"]),
        ("yksi\nkaksi", "yksi", ["- [-kaksi-]"]),
        ("yksi", "yksi\nkaksi\nkolme", ["- {+kaksi+}", "- {+kolme+}"]),
        ("x " * 12, "y " * 12, ["[-x x x x x x x x x x x x-]{+y y y y y y y", "y y y y y+}"]),
    ],
)
def test_the_difference_of_two_texts(old: str, new: str, expected: list[str]) -> None:
    assert list(diff_lines(old.strip(), new.strip(), 42, lambda kind, word: word)) == expected


def test_paint_goes_around_marks() -> None:
    paint = {Kind.GONE: "<{}>", Kind.NEW: "({})"}
    assert list(diff_lines("a b c", "a d c", 80, lambda kind, word: paint[kind].format(word))) == [
        "a <[-b-]>({+d+}) c"
    ]
