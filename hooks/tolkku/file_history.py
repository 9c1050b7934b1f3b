"""File history: what one file held in earlier commits, also under earlier names."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

# Set by git for its hooks: they would make git look elsewhere than in the site's folder.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",  # a file may be called `:(top)x`
    "GIT_NO_LAZY_FETCH": "1",
}
_LONGEST = 20  # seconds that git may take
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
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], env={**kept, **_ENVIRONMENT},
            input=os.fsencode(given), capture_output=True, check=False, timeout=_LONGEST,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NoHistory(f"git took more than {_LONGEST} seconds.") from None
    except OSError:
        raise NoHistory("git cannot be run. Install it.") from None
    if done.returncode:
        raise NoHistory(_refusal(os.fsdecode(done.stderr)))
    return done.stdout


def _refusal(said: str) -> str:
    if safe := re.search(r"git config --global --add safe\.directory .+", said):
        return (
            "the repository belongs to another user, so git does not read it. "
            f"If you trust it: `{safe.group()}`."
        )
    if "not a git repository" in said:
        return "the site lies in no git repository."
    if "does not have any commits yet" in said:
        return "nothing has been committed yet."
    first = next(iter(said.splitlines()), "it says nothing")
    return f"git does not tell ({first})."
