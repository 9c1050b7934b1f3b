"""Bounds: no text keeps the engine busy for long; what is too much is told with its line.

Each of these texts would take minutes, or days, if anything took time with the square of it.
"""

from __future__ import annotations

import pytest
from shapes import EXTENSIONS, rendered

from tolkku.rendering.dialect.markdown import Markdown, TooDeep, TooMuch


def paragraphs(piece: str, size: int, count: int) -> str:
    return (piece * (size // len(piece)) + "\n\n") * count


HEAVY = {
    "fences": "```aaaaaaaaaa\n" * 9_000,
    "fences that end": "```a\n```\n" * 2_000,
    "fences in a fence": "~~~~\n" + "~~~a\n" * 20_000,
    "words of a fence": "```" + "a " * 49_000,
    "attribute lists": "# a " + "{: " * 30_000,
    "attribute lists in two lines": "a " + "{: " * 30_000 + "\nb}\n===",
    "spaces before an attribute list": "# a" + " " * 99_000 + "b}",
    "attribute lists in cells": "|a|\n|-|\n" + ("|a " + "{: " * 30_000 + "|\n") * 2,
    "brackets": "[" * 5_000,
    "brackets in many paragraphs": paragraphs("[", 4_000, 8),
    "brackets around brackets": paragraphs("[" * 100 + "]", 4_900, 5),
    "links that never end": "[a](" * 5_000,
    "titles that never end": '[a]("' * 5_000,
    "footnotes that never end": "[^" + "a" * 9_000 + "[^" * 4_900,
    "links in links": "[" * 2_400 + "a" + "](b)" * 2_400,
    "references": "".join(f"[a{n}]: b\n" for n in range(8_000)),
    "titles of references": '[a]: b "' * 4_900,
    "footnotes": "".join(f"[^{n}]: x\n" for n in range(1_000)),
    "quotes": "> a\nb\n\n" * 3_000,
    "items": "- a\n" * 5_000,
    "empty lines in lists in lists": "- " * 49 + "a\n" + "\n" * 250_000,
    "lazy lines in quotes in quotes": "> " * 98 + "a\n" + "a\n" * 45_000,
    "stars": "a**b*c** " * 4_000,
    "backticks of all lengths": "".join("`" * n + " " for n in range(1, 430)),
    "struck text that never ends": "~~a " * 24_000,
    "marked text that never ends": "==a " * 24_000,
    "spaces": "a" + " " * 98_000 + "b",
    "spaces at line ends": ("a" + " " * 9_000 + "\n") * 10,
    "comments": "<!-- a\n\n" * 5_000,
    "tags": paragraphs("<a ", 1_400, 20),
    "attributes": "a <b " + "c " * 45_000,
    "a lone tag": "<a" + " b" * 45_000 + "\nc",
    "attributes that say markdown": "<div " + "markdown " * 30_000 + ">",
    "elements with markdown": "<div markdown>\n" * 2_000,
    "pipes": "|-" * 24_000 + "\n" + "|-" * 24_000 + "x",
    "a rule that is none": "* " * 40 + "_ " * 48_000 + "a",
    "terms": "a\n" * 5_000 + ": b",
}  # fmt: skip


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_a_text_made_to_hang_does_not(text: str) -> None:
    assert len(text) <= 300_000
    assert rendered(text) is not None


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a\n" * 150_001, 150_001, "holds more than 300 kB of text."),
        ("x\n\n" + "a" * 100_001, 3, "a paragraph holds more than 100 kB of text."),
        ("x\n\n[\n" + "[" * 5_000, 4, "a paragraph holds more than 5000 opening brackets."),
        ("x\n\n" + "<a " * 502, 3, "a paragraph holds more than 500 tags without '>'."),
        ("## a\n\n" * 2_001, 4_001, "holds more than 2000 headings."),
        ("a\n-\n\n" * 2_001, 6_001, "holds more than 2000 headings."),
        ("[^a]: b\n\n" + "c[^a]\n\n" * 1_001, 2_003, "holds more than 1000 marks of footnotes."),
        ("x\n\n" + "|a" * 250 + "\n" + "|-" * 250 + "\n" + "|\n" * 80, 3,
         "a table holds more than 20000 cells."),
        ("a\n\n" + "- " * 50 + "b", 3, "is nested too deeply."),
        ("a\n\n" + ">" * 101, 3, "is nested too deeply."),
        ("\n".join("  " * n + "- a" for n in range(60)), 50, "is nested too deeply."),
    ],
)  # fmt: skip
def test_too_much_is_told_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(TooMuch) as told:
        rendered(text)
    assert (told.value.line, told.value.problem) == (line, problem)
    assert isinstance(told.value, TooDeep) == ("deeply" in problem)


def test_what_is_just_enough_is_rendered() -> None:
    assert rendered("- " * 49 + "a").count("<li") == 49
    assert rendered("## a\n\n" * 300).count("<h2") == 300
    assert rendered("a[^1] " * 2_000)  # no footnote is written


def test_code_holds_as_much_as_it_likes() -> None:
    assert rendered("```\n" + "# a [ <b [^1]\n" * 6_000 + "```")


def test_a_text_that_breaks_off_leaves_the_next_one_whole() -> None:
    md = Markdown(extensions=list(EXTENSIONS))
    whole = md.convert("- a[^1]\n\n    - b\n\n[^1]: c")
    for text in ("[^1]: x\n\n" + ">" * 200, "[x]: y\n\n" + "[" * 6_000):
        with pytest.raises(TooMuch):
            md.reset().convert(text)
        assert md.reset().convert("- a[^1]\n\n    - b\n\n[^1]: c") == whole
