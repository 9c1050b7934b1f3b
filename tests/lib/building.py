"""Builds the small sites of `tests/sites/` as an editor would: by the command, in a process."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import html

from paths import PROJECT, SITES
from warm_builder import WarmBuilder

NOON = "2026-12-02 12:00"


@dataclass(frozen=True)
class Built:
    """A built site: its folder, and what the command said."""

    folder: Path
    said: str
    exit_code: int

    def text(self, address: str) -> str:
        name = address + "index.html" if address.endswith("/") or not address else address
        return (self.folder / name).read_text(encoding="utf-8")

    def page(self, address: str) -> html.HtmlElement:
        return html.document_fromstring(self.text(address))

    def has(self, address: str) -> bool:
        return (self.folder / address).exists()

    def pages(self) -> list[str]:
        """The address of every HTML page, redirects too."""
        found = sorted(self.folder.rglob("*.html"))
        names = [file.relative_to(self.folder).as_posix() for file in found]
        return [name.removesuffix("index.html") for name in names]


def build(
    config: Path,
    folder: Path,
    at: str = NOON,
    tool: str = "mkdocs",
    strict: bool = True,
    **environment: str,
) -> Built:
    """Build the site of a `mkdocs.yml` into `folder` as of a moment."""
    words = ["build", "-f", str(config), "-d", str(folder), *(["--strict"] if strict else [])]
    if tool == "mkdocs":
        run = warm_builder().run(Path.cwd(), at, tool, *words, **environment)
        return Built(folder, run.said, run.exit_code)
    done = subprocess.run(
        [sys.executable, "-m", tool, *words],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "TOLKKU_AT": at, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return Built(folder, done.stdout + done.stderr, done.returncode)


@cache
def warm_builder() -> WarmBuilder:
    """One for all tests of a process; it ends with it."""
    started = WarmBuilder()
    atexit.register(started.close)
    return started


def config_of(site: str) -> Path:
    return SITES / site / "mkdocs.yml"


def visible_text(page: html.HtmlElement) -> str:
    """What a reader reads: no scripts, styles or head, and nothing hidden."""
    seen = page.xpath("//body//text()[not(parent::script or ancestor::*[@hidden])]")
    return " ".join(" ".join(seen).split())


def copied(site: str, folder: Path) -> Path:
    """A site to change: its own files copied, everything else where it is."""
    source = config_of(site).parent
    target = folder / "tests/sites" / site
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("site", ".site*"))
    shutil.copy(source.parent / "base.yml", target.parent / "base.yml")
    for name in ("hooks", "locales"):
        if not (folder / name).is_symlink():
            (folder / name).symlink_to(PROJECT / name)
    return target / "mkdocs.yml"
