"""Git: what it knows of the site's folder, and of a file's earlier versions."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path, PurePath

from tolkku.model.findings import HistoryError, Refusal

_SHALLOW = (
    "This clone is shallow. Fetch all of it: `git fetch --unshallow`"
    " (on GitHub, `fetch-depth: 0` in its checkout)."
)


def changed_since(reference: str, folder: Path) -> tuple[str, ...]:
    """The files that differ from where this branch left `reference`, as paths from `folder`.

    Uncommitted and untracked files too, and of a renamed file both names. Raises HistoryError.
    """
    top = Path(_asked(folder, "rev-parse", "--show-toplevel").removesuffix("\n"))
    base = _base(reference, top)
    changed = _asked(top, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", base, "--")
    untracked = _asked(top, "ls-files", "--others", "--exclude-standard", "-z")
    names = sorted({*changed.split("\0"), *untracked.split("\0")} - {""})
    return tuple(PurePath(os.path.relpath(top / name, folder)).as_posix() for name in names)


def _base(reference: str, top: Path) -> str:
    """The commit at which the branch left the reference."""
    if not (commit := _commit(reference, top)):
        told = f"git knows no commit '{reference}'."
        raise HistoryError(told, _SHALLOW if _is_shallow(top) else "Fetch it, or name another one.")
    if not _commit("HEAD", top):
        raise HistoryError("nothing has been committed yet.", "Commit the site first.")
    found = _git(top, "merge-base", commit, "HEAD")
    if found.returncode:
        told = f"'{reference}' and what is checked out have no commit in common."
        raise HistoryError(told, _SHALLOW if _is_shallow(top) else "Name the branch to merge into.")
    return _text(found.stdout).strip()


def _commit(name: str, top: Path) -> str:
    """The id of the commit that a name stands for; empty where there is none."""
    found = _text(_git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").stdout)
    return found.strip() if re.fullmatch(r"[0-9a-f]+\n", found) else ""


def _is_shallow(top: Path) -> bool:
    return _asked(top, "rev-parse", "--is-shallow-repository").strip() == "true"


def _asked(folder: Path, *words: str) -> str:
    """What git answers. Raises HistoryError where it does not."""
    done = _git(folder, *words)
    if done.returncode:
        raise _refusal(folder, _text(done.stderr).strip() or f"exit code {done.returncode}")
    return _text(done.stdout)


def _refusal(folder: Path, said: str) -> HistoryError:
    if remedy := how_to_trust(said):
        return HistoryError(NOT_TRUSTED, remedy)
    if "not a git repository" in said:
        return HistoryError(f"{folder} lies in no git repository.", "Run it in a clone.")
    first = said.splitlines()[0]
    return HistoryError(f"git does not say what changed ({first}).", "Try it with git itself.")


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return run_git(folder, *words)
    except subprocess.TimeoutExpired:
        told = f"git took more than {LONGEST} seconds."
        raise HistoryError(told, "Try it with git itself.") from None
    except OSError as problem:
        told = f"git cannot be run ({problem.strerror})."
        raise HistoryError(told, "Install it.") from None


def _text(said: bytes) -> str:
    return os.fsdecode(said)


# Set by git for its hooks: they would make git look elsewhere than in the site's folder.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",  # a file may be called `:(top)x`
    "GIT_NO_LAZY_FETCH": "1",
}
LONGEST = 20
"""Seconds that git may take."""


NOT_TRUSTED = "the repository belongs to another user, so git does not read it."


def how_to_trust(said: str) -> str | None:
    """The remedy where git refuses for that reason; None where it says something else."""
    safe = re.search(r"git config --global --add safe\.directory .+", said)
    return f"If you trust it: `{safe.group()}`." if safe else None


def run_git(folder: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
    """What git does and says. Raises OSError where it cannot be run, TimeoutExpired."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    return subprocess.run(
        ["git", "-C", str(folder), *words],
        env={**kept, **_ENVIRONMENT},
        input=os.fsencode(given),
        capture_output=True,
        check=False,
        timeout=LONGEST,
    )


_MOST = 100  # commits
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


def versions(folder: Path, path: str) -> tuple[bytes, ...]:
    """What the file at `path`, relative to `folder`, held in each commit that changed it.

    The newest first, each once; empty for a file that was never committed. Raises Refusal.
    """
    said = _output(
        folder, "-c", "core.quotePath=false", "-c", "log.showSignature=false", "log", "--follow",
        "--name-only", "--no-ext-diff", f"--max-count={_MOST}", "--format=%H", "--", path,
    )  # fmt: skip
    names = list(dict.fromkeys(_names(os.fsdecode(said))))
    if not names:
        return ()
    asked = "".join(f"{name}\n" for name in names)
    return tuple(dict.fromkeys(_blobs(_output(folder, "cat-file", "--batch", given=asked))))


def is_shallow(folder: Path) -> bool:
    """Whether older commits were left out of this clone. Raises Refusal."""
    return _output(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _names(said: str) -> list[str]:
    """`<commit>:<path from the top>`, from the output of `git log`."""
    names, commit = [], ""
    for line in said.splitlines():
        if _COMMIT.fullmatch(line):
            commit = line
        elif line and not line.startswith('"'):  # a name in quotes holds a line end or the like
            names.append(f"{commit}:{line}")
    return names


def _blobs(said: bytes) -> list[bytes]:
    """The contents in the output of `git cat-file --batch`; what is missing is left out."""
    blobs = []
    while said:
        head, _, said = said.partition(b"\n")
        words = head.split()
        if len(words) == 3 and words[2].isdigit():  # else: deleted in this commit
            size = int(words[2])
            if words[1] == b"blob":
                blobs.append(said[:size])
            said = said[size + 1 :]
    return blobs


def _output(folder: Path, *words: str, given: str = "") -> bytes:
    try:
        done = run_git(folder, *words, given=given)
    except subprocess.TimeoutExpired:
        raise Refusal(f"git took more than {LONGEST} seconds.") from None
    except OSError:
        raise Refusal("git cannot be run. Install it.") from None
    if done.returncode:
        raise Refusal(_why_none(os.fsdecode(done.stderr)))
    return done.stdout


def _why_none(said: str) -> str:
    if remedy := how_to_trust(said):
        return f"{NOT_TRUSTED} {remedy}"
    if "not a git repository" in said:
        return "the site lies in no git repository."
    if "does not have any commits yet" in said:
        return "nothing has been committed yet."
    first = next(iter(said.splitlines()), "it says nothing")
    return f"git does not tell ({first})."
