"""File history: what one file held in earlier commits, also under earlier names."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from tolkku.git import LONGEST, NOT_TRUSTED, how_to_trust, run_git

_MOST = 100  # commits
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


class NoHistory(Exception):  # noqa: N818 (it says what there is)
    """Git cannot tell; the message says why, in the words of an editor."""


def versions(folder: Path, path: str) -> tuple[bytes, ...]:
    """What the file at `path`, relative to `folder`, held in each commit that changed it.

    The newest first, each once; empty for a file that was never committed. Raises NoHistory.
    """
    said = _git(
        folder, "-c", "core.quotePath=false", "-c", "log.showSignature=false", "log", "--follow",
        "--name-only", "--no-ext-diff", f"--max-count={_MOST}", "--format=%H", "--", path,
    )  # fmt: skip
    names = list(dict.fromkeys(_names(os.fsdecode(said))))
    if not names:
        return ()
    asked = "".join(f"{name}\n" for name in names)
    return tuple(dict.fromkeys(_blobs(_git(folder, "cat-file", "--batch", given=asked))))


def is_shallow(folder: Path) -> bool:
    """Whether older commits were left out of this clone. Raises NoHistory."""
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


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


def _git(folder: Path, *words: str, given: str = "") -> bytes:
    try:
        done = run_git(folder, *words, given=given)
    except subprocess.TimeoutExpired:
        raise NoHistory(f"git took more than {LONGEST} seconds.") from None
    except OSError:
        raise NoHistory("git cannot be run. Install it.") from None
    if done.returncode:
        raise NoHistory(_refusal(os.fsdecode(done.stderr)))
    return done.stdout


def _refusal(said: str) -> str:
    if remedy := how_to_trust(said):
        return f"{NOT_TRUSTED} {remedy}"
    if "not a git repository" in said:
        return "the site lies in no git repository."
    if "does not have any commits yet" in said:
        return "nothing has been committed yet."
    first = next(iter(said.splitlines()), "it says nothing")
    return f"git does not tell ({first})."
