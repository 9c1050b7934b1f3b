"""What all tests share: expected files that a person can read and review."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from warm_words import compile_words_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Tests leave nothing beside the sites that they read; those of the cache say otherwise.
os.environ["TOLKKU_CACHE"] = "no"
compile_words_once()

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the expected files; review the diff"
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, one for the tests of a file."""
    from browsing import chromium  # only where a browser is asked for

    with chromium() as found:
        yield found


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name below `tests/golden/`."""

    def compare(name: str, made: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(made, "utf-8")
        assert made == file.read_text("utf-8")

    return compare
