"""Whole texts that people wrote have the same blocks here as in another reader of CommonMark.

The texts are all of this project's, in three languages, and what comes with the tests' packages,
which nobody here wrote.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from shapes import structure

from paths import PROJECT
from tolkku.rendering.dialect.markdown import Markdown

FOLDERS = ("docs", "bulletins", "tests/node_modules")
LARGEST = 100_000  # characters
FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)


def corpus() -> dict[str, str]:
    files = [*PROJECT.glob("*.md")]
    files += [file for folder in FOLDERS for file in (PROJECT / folder).rglob("*.md")]
    texts = {
        str(file.relative_to(PROJECT)): FRONT_MATTER.sub("", file.read_text("utf-8"))
        for file in sorted(files)
        if not file.is_symlink()
    }
    return {name: text for name, text in texts.items() if len(text) <= LARGEST}


def test_every_text_has_the_same_blocks_as_elsewhere() -> None:
    ours, other = Markdown(), MarkdownIt("commonmark").enable("table")
    texts = corpus()
    differing = [
        name
        for name, text in texts.items()
        if structure(ours.reset().convert(text)) != structure(other.render(text))
    ]
    print(f"{len(differing)} of {len(texts)} texts differ")
    assert len(texts) > 200
    assert differing == []
