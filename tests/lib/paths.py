"""Where things lie that tests use."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).parents[2]
TESTS = PROJECT / "tests"
HOOKS = PROJECT / "hooks"
LOCALES = PROJECT / "locales"
SITES = TESTS / "sites"
RECORDINGS = TESTS / "media/recordings"
