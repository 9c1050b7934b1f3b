"""History: what git knows of the site's folder."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path, PurePath

from tolkku.errors import HistoryError
from tolkku.git import LONGEST, NOT_TRUSTED, how_to_trust, run_git

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
