"""What git knows, asked of real repositories, healthy and otherwise."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from repositories import git
from tolkku.model.findings import HistoryError
from tolkku.system.git import changed_since


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git as it is without anybody's settings."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Maija")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "maija@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def put(folder: Path, name: str, text: str = "x\n") -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def commit(folder: Path, *names: str) -> None:
    for name in names:
        put(folder, name, f"{name}\n" * 20)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """On a branch that left `main` when that had `old.md` and `kept.md`."""
    folder = tmp_path / "site"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "old.md", "kept.md", "gone.md")
    git(folder, "checkout", "--quiet", "-b", "mine")
    return folder


def test_committed_uncommitted_and_untracked_files_have_changed(repository: Path) -> None:
    commit(repository, "docs/fi/committed.md")
    put(repository, "docs/fi/committed-too.md")
    git(repository, "add", "--all")
    put(repository, "kept.md", "other\n")
    put(repository, "docs/päivä 1.md")
    put(repository, ".gitignore", "*.log\n")
    put(repository, "made.log")
    assert changed_since("main", repository) == (
        ".gitignore",
        "docs/fi/committed-too.md",
        "docs/fi/committed.md",
        "docs/päivä 1.md",
        "kept.md",
    )


def test_what_others_changed_meanwhile_is_not_ours(repository: Path) -> None:
    commit(repository, "ours.md")
    git(repository, "checkout", "--quiet", "main")
    commit(repository, "theirs.md")
    git(repository, "checkout", "--quiet", "mine")
    assert changed_since("main", repository) == ("ours.md",)


def test_a_renamed_file_has_two_names_and_a_removed_one_its_own(repository: Path) -> None:
    git(repository, "mv", "old.md", "new.md")
    git(repository, "rm", "--quiet", "gone.md")
    assert changed_since("main", repository) == ("gone.md", "new.md", "old.md")
    git(repository, "commit", "--quiet", "--message", "x")
    assert changed_since("main", repository) == ("gone.md", "new.md", "old.md")


def test_paths_are_from_the_folder_of_the_site(repository: Path) -> None:
    commit(repository, "site/docs/fi/a.md", "shared/docs/fi/b.md")
    assert changed_since("main", repository / "site") == ("../shared/docs/fi/b.md", "docs/fi/a.md")


def test_any_name_of_a_commit_will_do(repository: Path) -> None:
    commit(repository, "a.md")
    git(repository, "tag", "v1", "main")
    first = git(repository, "rev-parse", "main")
    for name in ("main", "HEAD~1", "v1", first, first[:8]):
        assert changed_since(name, repository) == ("a.md",)
    assert changed_since("HEAD", repository) == ()


def test_inside_a_hook_of_git_the_same_is_seen(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, "site/a.md")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/other-index")
    assert changed_since("main", repository / "site") == ("a.md",)


def refused(reference: str, folder: Path) -> str:
    with pytest.raises(HistoryError) as told:
        changed_since(reference, folder)
    return str(told.value)


@pytest.mark.parametrize("reference", ["nowhere", "origin/main", "", "--output=x", "main..mine"])
def test_an_unknown_reference(repository: Path, reference: str) -> None:
    assert refused(reference, repository) == (
        f"--changed: git knows no commit '{reference}'. Fetch it, or name another one."
    )
    assert not (repository / "x").exists()


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    assert refused("main", tmp_path) == (
        f"--changed: {tmp_path} lies in no git repository. Run it in a clone."
    )


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert refused("HEAD", tmp_path).startswith("--changed: git knows no commit 'HEAD'.")


def test_a_bare_repository(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(repository), "bare")
    told = refused("main", tmp_path / "bare")
    assert told == (
        "--changed: git does not say what changed (fatal: this operation must be run in a work "
        "tree). Try it with git itself."
    )


SHALLOW = "This clone is shallow. Fetch all of it: `git fetch --unshallow` (on GitHub, `fetch-depth"


def test_a_shallow_clone(repository: Path, tmp_path: Path) -> None:
    commit(repository, "a.md")
    commit(repository, "b.md")
    url = repository.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=mine", url, "clone")
    clone = tmp_path / "clone"
    told = refused("origin/main", clone)
    assert told.startswith(f"--changed: git knows no commit 'origin/main'. {SHALLOW}")
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "main:main")
    told = refused("main", clone)
    assert told.startswith("--changed: 'main' and what is checked out have no commit in common.")
    assert SHALLOW in told
    git(clone, "fetch", "--quiet", "--unshallow", "origin")
    assert changed_since("main", clone) == ("a.md", "b.md")


def test_histories_that_never_met(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "new")
    commit(repository, "a.md")
    assert refused("main", repository) == (
        "--changed: 'main' and what is checked out have no commit in common. "
        "Name the branch to merge into."
    )


def test_a_repository_of_somebody_else(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert refused("main", repository) == (
        "--changed: the repository belongs to another user, so git does not read it. "
        f"If you trust it: `git config --global --add safe.directory {repository}`."
    )


def test_git_that_is_not_installed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository / "empty"))
    assert refused("main", repository) == (
        "--changed: git cannot be run (No such file or directory). Install it."
    )
