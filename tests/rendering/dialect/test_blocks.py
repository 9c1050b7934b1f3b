"""Blocks: Markdown as people write it becomes what they meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from shapes import rendered, structure

CASES = yaml.safe_load((Path(__file__).parent / "blocks.yml").read_text("utf-8"))
WORDS = {"To do": "Tekemättä", "Done": "Tehty"}


def html(text: str) -> str:
    """The HTML of a text, without places."""
    return re.sub(r' data-tk="\d+:\d+"', "", rendered(text, words=WORDS))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_has_its_structure(case: dict[str, str]) -> None:
    assert structure(rendered(case["markdown"])) == case["structure"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a | b |\n| - | - |\n| c | d |", "table(tr(th(a) th(b)) tr(td(c) td(d)))"),
        ("| a | bcd |\n:-: | --:\ne | f", "table(tr(th(a) th(bcd)) tr(td(e) td(f)))"),
        ("| a\\|b |\n| - |\n| c `\\|` d |\n| e **\\|** f |",
         "table(tr(th(a|b)) tr(td(c | d)) tr(td(e | f)))"),
        ("| a | b |\n| - | - |\n| c | d |\n> e",
         "table(tr(th(a) th(b)) tr(td(c) td(d))) blockquote(p(e))"),
        ("| a | b |\n| - | - |\n| c | d |\ne\n\nf",
         "table(tr(th(a) th(b)) tr(td(c) td(d)) tr(td(e) td())) p(f)"),
        ("| a | b |\n| - |\n| c |", "p(| a | b | | - | | c |)"),
        ("| a | b |\n| - | - |\n| c |\n| d | e | f |",
         "table(tr(th(a) th(b)) tr(td(c) td()) tr(td(d) td(e)))"),
        ("| a | b |\n| - | - |", "table(tr(th(a) th(b)))"),
        ("- [ ] a\n- [x] b", "ul(li(☐ a) li(☑ b))"),
        ("- [x] a\n  - [ ] b\n  - [X] c\n- [ ] d", "ul(li(☑ a ul(li(☐ b) li(☑ c))) li(☐ d))"),
    ],
)  # fmt: skip
def test_tables_and_tasks_are_as_on_github(text: str, expected: str) -> None:
    assert structure(rendered(text)) == expected


def test_a_task_says_what_its_box_shows() -> None:
    assert html("- [ ] vesi *nyt*\n- [x] kartta") == (
        '<ul>\n<li class="tk-task-item">'
        '<span aria-label="Tekemättä" class="tk-task" role="img">☐</span> vesi <em>nyt</em></li>\n'
        '<li class="tk-task-item">'
        '<span aria-label="Tehty" class="tk-task" role="img">☑</span> kartta</li>\n</ul>'
    )
    assert 'aria-label="To do"' in rendered("- [ ] a\n\n- b")


@pytest.mark.parametrize("text", ["[ ] a", "- a [ ] b", "- [y] a", "- `[ ]` a", "- [ ]", "- [x]a"])
def test_what_is_no_task_is_text(text: str) -> None:
    assert "tk-task" not in rendered(text)


@pytest.mark.parametrize(
    ("alert", "box"),
    [
        ("> [!NOTE]\n> a", "!!! note\n    a"),
        ("> [!tip]\n> a", "!!! tip\n    a"),
        ("> [!IMPORTANT]\n> a", "!!! info\n    a"),
        ("> [!WARNING]\n> a", "!!! warning\n    a"),
        ("> [!CAUTION]\n> a", "!!! danger\n    a"),
        ("> [!example]\n> a", "!!! example\n    a"),
        ("> [!NOTE] Oma *otsikko*\n> a", '!!! note "Oma *otsikko*"\n    a'),
        ("> [!NOTE]-\n> a\n>\n> - b", "!!! note\n    a\n\n    - b"),
        ("- x\n\n  > [!NOTE]\n  > a", "- x\n\n    !!! note\n        a"),
    ],
)
def test_an_alert_is_a_box(alert: str, box: str) -> None:
    assert html(alert) == html(box)


def test_an_alert_is_called_as_the_words_say() -> None:
    words = {"Important": "Tärkeää"}
    assert ">Tärkeää</p>" in rendered("> [!IMPORTANT]\n> a", words=words)


@pytest.mark.parametrize("text", ["> [!NOTE]x\n> a", "> a [!NOTE]", "> [!VÄÄRIN]\n> a", "[!NOTE]"])
def test_what_is_no_alert_is_text(text: str) -> None:
    assert "admonition" not in rendered(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~~a~~", "<del>a</del>"),
        ("~~a *b*~~ c", "<del>a <em>b</em></del> c"),
        ("~~ a ~~", "~~ a ~~"),
        ("~a~ ~~~", "~a~ ~~~"),
        ("==a== (==b==)", "<mark>a</mark> (<mark>b</mark>)"),
        ("a == b == c", "a == b == c"),
        ("a==b==c", "a==b==c"),
        ("a\\\nb", "a<br />\nb"),
        ("a\\\\\nb", "a\\\nb"),
        ("a    \nb", "a<br />\nb"),
        ('\\"a\\" \\~ \\|', '"a" ~ |'),
        ("\\&amp; \\& &amp;", "&amp;amp; &amp; &amp;"),
        ('<img alt="a\\" src="b">', '<img alt="a\\" src="b">'),
        ("``b` `` c`", "<code>b` </code> c`"),
        ("``b` c", "``b` c"),
        ("` b ` ``c``", "<code>b</code> <code>c</code>"),
        ('<b title="`">`c`</b>', '<b title="`"><code>c</code></b>'),
        ('[a]("(b) c', '[a]("(b) c'),
        ("[a](<b c.md>) [d](e\\)f)", '<a href="b c.md">a</a> <a href="e)f">d</a>'),
        ("a <span markdown>*b*</span>", "a <span><em>b</em></span>"),
    ],
)
def test_marks_within_a_line(text: str, expected: str) -> None:
    # A tag alone in a paragraph would be a block.
    assert html(f"x {text}") == f"<p>x {expected}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<details markdown>\n<summary>S</summary>\na *b*\n- c\n</details>\nd",
         "details(summary(S) p(a b) ul(li(c))) p(d)"),
        ("<details markdown><summary>S</summary>\n\na\n\n</details>", "details(summary(S) p(a))"),
        ("<details>\n<summary>S</summary>\n\na\n- b\n\n</details>",
         "details(summary(S) p(a) ul(li(b)))"),
        ("<figure markdown>\n  ![K](a.png)\n  <figcaption>T</figcaption>\n</figure>",
         "figure(p() figcaption(T))"),
        ('<div class="grid" markdown="1">\n- a\n- b\n</div>\nc', "div(ul(li(a) li(b))) p(c)"),
        ("<div markdown>\n<div markdown>\n*a*\n</div>\n*b*\n</div>\n*c*",
         "div(div(p(a)) p(b)) p(c)"),
        ("<div markdown>*a*</div>", "div(p(a))"),
        ("<div\n markdown>\n\n*a*\n\n</div>", "div(p(a))"),
        ("- <div markdown>\n  *a*\n  </div>\n- b", "ul(li(div(a)) li(b))"),
        ('<div markdown="0">\n*a*\n</div>', "div(*a*)"),
        ("<div>\n*a*\n</div>", "div(*a*)"),
    ],
)  # fmt: skip
def test_markdown_in_html(text: str, expected: str) -> None:
    made = rendered(text)
    assert structure(made) == expected
    assert "markdown" not in made


def test_an_element_with_markdown_ends_with_what_it_stands_in() -> None:
    assert "*b*" in rendered("- <div markdown>\n\n<div>\na\n</div>\n*b*")
    assert "*b*" not in rendered("- <div markdown>\n\n  <div>\n  a\n  </div>\n  *b*")


def test_an_element_of_one_line_holds_marks_and_no_paragraph() -> None:
    assert html('<p markdown class="a" title="x &amp; y">*b* `c`</p>') == (
        '<p class="a" title="x &amp; y"><em>b</em> <code>c</code></p>'
    )


def test_what_a_value_says_of_markdown_stays() -> None:
    made = html('<div title="a markdown b" markdown>\n\na\n\n</div>')
    assert made.startswith('<div title="a markdown b">')
