"""The examples of CommonMark 0.31.2: every rule of blocks, and most of what stands within lines."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from shapes import whole

from tolkku.rendering.dialect.markdown import Markdown

SPECIFICATION = Path(__file__).parents[2] / "node_modules/commonmark-spec/spec.txt"
_EXAMPLE = re.compile(
    r"^`{32} example\n(?P<markdown>.*?)^\.\n(?P<html>.*?)^`{32}$|^#{1,6} (?P<section>[^\n]*)$",
    re.DOTALL | re.MULTILINE,
)
_ENTITIES = "Entity and numeric character references"
_EMPHASIS = "Emphasis and strong emphasis"
# Where Python-Markdown's own patterns say otherwise; none of them is about blocks.
EXCEPTIONS = {
    28: "a number too large for a character is left to the browser",
    41: "an entity for a quotation mark begins a title",
    **dict.fromkeys((352, 354, 368, 369, 380, 392), "marks beside punctuation make emphasis"),
    **dict.fromkeys((416, 467, 468), "strong stands around emphasis, not in it"),
    **dict.fromkeys((488, 490, 491, 568), "an address may hold spaces"),
    **dict.fromkeys((493, 494), "an address in angle brackets may hold anything"),
    **dict.fromkeys((504, 505, 507, 508), "titles end, and are told from addresses, otherwise"),
    **dict.fromkeys((518, 519, 532, 533), "the outer of two links counts, not the inner"),
    **dict.fromkeys((520, 574), "a link in an alternative text is shown as written"),
    **dict.fromkeys((524, 526, 536, 538), "links are found before tags and addresses"),
    540: "names are compared in small letters, not folded",
    **dict.fromkeys((559, 569, 571), "of brackets beside or in each other the first is a link"),
    **dict.fromkeys((573, 576, 577, 585, 589), "marks in an alternative text are shown"),
    **dict.fromkeys((597, 598, 601, 609), "only addresses with :// are links in angle brackets"),
    602: "an address in angle brackets may hold spaces",
    606: "an escape in an address of e-mail is part of it",
    **dict.fromkeys((610, 619, 621, 624, 632), "what is nearly a tag is a tag, and judged as one"),
    628: "a declaration within a line is text",
}


def examples() -> list[tuple[int, str, str, str]]:
    """Number, section, Markdown and HTML of each example."""
    text, _, _ = SPECIFICATION.read_text("utf-8").partition("<!-- END TESTS -->")
    found, section = [], ""
    for match in _EXAMPLE.finditer(text):
        section = match["section"] or section
        if match["markdown"] is not None:
            markdown, html = (match[part].replace("→", "\t") for part in ("markdown", "html"))
            found.append((len(found) + 1, section, markdown, html))
    return found


EXAMPLES = examples()


def test_all_examples_are_read() -> None:
    counted = Counter(section for _, section, _, _ in EXAMPLES)
    assert (len(EXAMPLES), counted["Lists"], counted[_EMPHASIS], counted[_ENTITIES]) == (
        652, 26, 132, 17,
    )  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example[1]} {example[0]}")
def test_an_example_is_rendered_as_it_says(example: tuple[int, str, str, str]) -> None:
    number, _, markdown, html = example
    is_same = whole(Markdown().convert(markdown)) == whole(html)
    assert is_same != (number in EXCEPTIONS)
