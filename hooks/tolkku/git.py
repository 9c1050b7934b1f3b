"""Git, run in a folder: no shell, no questions, nobody's settings of language."""

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
