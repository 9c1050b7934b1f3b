"""Random texts have the same blocks here and in other readers of CommonMark.

Each of the two others has slips of its own (markdown-it-py with quotes in quotes and deep indents,
commonmark with HTML after a lazy line), so that a text counts where they are of one mind. Tables
only markdown-it-py knows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import commonmark
import pytest
from markdown_it import MarkdownIt
from shapes import structure

from tolkku.rendering.dialect import containers, leaves, raw_html, tables
from tolkku.rendering.dialect.markdown import Markdown
from tolkku.rendering.dialect.structure import Begins

SEED = 20261130
TEXTS = 1000
LINES = [
    "a", "b c", "- d", "* e", "+ f", "1. g", "2) h", "10. i", "-", "1.", "> j", ">", ">k", "# l",
    "## m ##", "#n", "===", "---", "- - -", "***", "_ _ _", "```", "~~~", "````", "```sh", "", "",
    "", "    s", "\tt", "<div>", "</div>", "<p>u</p>", "`aa", "1234567890. bb", "-     cc", "-\tdd",
    "    - ee",
]  # fmt: skip
INDENTS = ["", "", "", "", " ", "  ", "  ", "   ", "    ", "    ", "      ", "\t", "> ", ">", "- "]
TABLE_LINES = [
    "| o | p |", "|---|---|", "q | r", "-|-", ":-:|-", "| s\\| |", "|t|u|v|", "|-|-|-|", "w", "# x",
    "", "`|`",
]  # fmt: skip
RULES = (
    containers.quote_begins, containers.item_begins, leaves.atx_begins, leaves.setext_begins,
    leaves.fence_begins, leaves.rule_begins, raw_html.html_begins, tables.table_begins,
)  # fmt: skip


def texts(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(TEXTS):
        indents = [[chance.choice(INDENTS) for _ in range(2)] for _ in range(chance.randint(1, 9))]
        yield "\n".join(
            first + second * chance.randint(0, 1) + chance.choice(LINES)
            for first, second in indents
        )
        yield _with_table(chance)


def _with_table(chance: random.Random) -> str:
    first, others = chance.choice([("", ""), ("> ", "> "), ("- a\n\n  ", "  ")])
    count = chance.randint(2, 7)
    return first + f"\n{others}".join(chance.choice(TABLE_LINES) for _ in range(count))


class Readers:
    """Ours and the others."""

    def __init__(self) -> None:
        self.ours = Markdown()
        self._plain = MarkdownIt("commonmark")
        self._with_tables = MarkdownIt("commonmark").enable("table")

    def agree(self, text: str) -> bool:
        made = structure(self.ours.reset().convert(text))
        if "|" in text:
            return made == structure(self._with_tables.render(text))
        others = (self._plain.render(text), commonmark.commonmark(text))
        return made in map(structure, others)


def test_random_texts_have_the_same_blocks_as_elsewhere() -> None:
    readers = Readers()
    assert [text for text in texts(SEED) if not readers.agree(text)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_that_is_missing_would_be_found(rule: Begins) -> None:
    readers = Readers()
    begins = readers.ours.parser.structure.begins
    for character, rules in begins.items():
        begins[character] = tuple(one for one in rules if one is not rule)
    assert not all(readers.agree(text) for text in texts(SEED))
