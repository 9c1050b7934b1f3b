"""Extensions of others do with our blocks what they do with Python-Markdown's."""

from __future__ import annotations

import re

import markdown
import pytest
from shapes import rendered, structure

from tolkku.rendering.dialect.markdown import Markdown

FENCED = '```python hl_lines="1"\ndef a(): pass\n```\n\n```\nb\n```\n\n``` {.sh #c}\nls\n```\n'


def unmarked(html: str) -> str:
    return re.sub(r' data-tk="\d+:\d+"', "", html)


@pytest.mark.parametrize(
    "extensions",
    [
        ["fenced_code"],
        ["fenced_code", "attr_list"],
        ["fenced_code", "codehilite"],
        ["pymdownx.superfences"],
        ["pymdownx.superfences", "pymdownx.highlight", "attr_list"],
    ],
    ids=" ".join,
)
def test_fences_are_highlighted_as_ever(extensions: list[str]) -> None:
    made = Markdown(extensions=extensions)
    for html in (made.convert(FENCED), made.reset().convert(FENCED)):
        assert _words(html) == _words(markdown.markdown(FENCED, extensions=extensions))


def _words(html: str) -> str:
    return re.sub(r"\n+", "\n", unmarked(html))


@pytest.mark.parametrize("extension", ["pymdownx.superfences", "codehilite"])
def test_a_highlighted_fence_may_stand_anywhere(extension: str) -> None:
    html = rendered("1. a\n   ```python\n   b = 1\n   ```\n2. c", "fenced_code", extension)
    assert structure(html).startswith("ol(li(a div(pre(b = 1)")
    assert 'data-tk="2:4" class="' in html
    assert 'class="n">b<' in html


def test_a_fence_within_a_fence_is_code() -> None:
    for extension in ("fenced_code", "pymdownx.superfences"):
        text = "````md ?\n```\na\n```\n~~~\n````"
        assert structure(rendered(text, extension)) == "pre(```⏎a⏎```⏎~~~)"


@pytest.mark.parametrize(
    ("extension", "text", "expected"),
    [
        ("pymdownx.details", '??? note "A"\n    b\n    - c\n\n    d\n- e',
         "details(summary(A) p(b) ul(li(c)) p(d)) ul(li(e))"),
        ("pymdownx.details", "- a\n\n  ???+ tip\n      b\n- c",
         "ul(li(p(a) details(summary(Tip) p(b))) li(p(c)))"),
        ("pymdownx.tabbed", '=== "A"\n    - b', "div(A div(ul(li(b))))"),
        ("pymdownx.blocks.admonition", "/// note | A\nb\n///", "div(p(A) p(b))"),
        ("abbr", "- the HTML\n- b\n\n*[HTML]: c\nd", "ul(li(the HTML) li(b)) p(d)"),
        ("md_in_html", "<div markdown>\n- a\n</div>", "div(ul(li(a)))"),
        ("sane_lists", "a\n- b", "p(a) ul(li(b))"),
        ("toc", "[TOC]\n\n## a", "div(ul(li(a))) h2(a)"),
    ],
)  # fmt: skip
def test_what_extensions_make_of_blocks(extension: str, text: str, expected: str) -> None:
    assert structure(rendered(text, extension)) == expected


def test_what_an_extension_cuts_out_keeps_its_places() -> None:
    html = rendered('a\n\n??? note "B"\n    c\n\n    - d\n      - e\n', "pymdownx.details")
    assert re.findall(r'<(\w+)[^>]* data-tk="([\d:]+)"', html) == [
        ("p", "1:1"), ("details", "3:1"), ("p", "4:5"), ("ul", "6:5"), ("li", "6:5"),
        ("ul", "7:7"), ("li", "7:7"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "## a {#b .c}",
        "## a {#b} ##",
        "a\n{: .b #c }",
        "- a\n{: .b }",
        "- a\n  {: .b }\n\n    - c",
        "*a*{: .b }",
        "| a {.b} |\n|---|\n| c {#d} |",
        "## a } {b}{",
        "a {: .b }",
    ],
)
def test_attribute_lists_are_read_as_ever(text: str) -> None:
    ours = re.findall(r' (?:class|id)="[^"]*"', rendered(text, "attr_list", "tables"))
    theirs = markdown.markdown(text, extensions=["attr_list", "tables"])
    assert ours == re.findall(r' (?:class|id)="[^"]*"', theirs)


def test_a_footnote_may_hold_what_a_text_holds() -> None:
    html = rendered("a[^1]\n\n[^1]: b\n    - c\n\n    ```\n    d\n    ```", "footnotes")
    notes = html[html.index('<div class="footnote">') :]
    assert structure(notes.replace('class="footnote"', "")).startswith(
        "div(hr() ol(li(p(b) ul(li(c)) pre(d)"
    )
