"""Markdown becomes HTML: what readers get, and what editors are told about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites_for_tests import Files, page, picture, read, settings, told
from tolkku.rendering.renderer import Rendered

PNG = picture()


def rendered(folder: Path, body: str) -> Rendered:
    site = read(folder, {"docs/fi/a.md": page(body=body)}, "fi")
    return site.proofs.rendered["docs/fi/a.md"]


def findings(folder: Path, body: str) -> list[str]:
    files: Files = {"docs/fi/a.md": page(body=body), "docs/fi/b.png": PNG}
    return [each for each in told(folder, files, "fi") if not each.startswith("note docs/fi/b.png")]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Huom: ma\u0308a\u0308", "<p>Huom: mää</p>"),
        ("a  \r\nb", "<p>a<br>\nb</p>"),
        ("| a |\n|--:|\n| 1 |", '<th class="tk-right">a</th>'),
        ("```\na < b\n```", '<pre tabindex="0"><code>a &lt; b\n</code></pre>'),
        ("## Otsikko {#oma}", '<h2 id="oma">Otsikko</h2>'),
        ("## Ä & ö", '<h2 id="a-o">Ä &amp; ö</h2>'),
        ("## a {.principle}\n\n## b {.principle number=4}\n\n## c {.principle}",
         '<h2 class="principle" id="b"><span class="tk-number">4</span> b</h2>'),
        ("a <!-- muista -->b", "<p>a b</p>"),
        ("<!-- muista\nkaksi -->\n\na", "<p>a</p>"),
    ],
)  # fmt: skip
def test_markdown_is_rendered(tmp_path: Path, body: str, html: str) -> None:
    assert html in rendered(tmp_path, body).marked_html


def test_sections_begin_at_headings_and_say_what_a_reader_hears(tmp_path: Path) -> None:
    body = "Alku *a*.\n\n## Yksi {#one}\n\nKaksi `b`\n\n- c\n- d\n\n### Kolme\n\n![Kannu](b.png)"
    found = [(s.anchor, s.title, s.text) for s in rendered(tmp_path, body).sections]
    assert found == [
        ("", "", "Alku a."),
        ("one", "Yksi", "Yksi Kaksi b c d"),
        ("kolme", "Kolme", "Kolme Kannu"),
    ]


def test_every_place_that_can_be_linked_to_is_an_anchor(tmp_path: Path) -> None:
    body = '## a {#one}\n\n<a name="two"></a> <p id="three">b</p>\n\nc\n{#four}\n\nd[^1]\n\n[^1]: e'
    assert {"one", "two", "three", "four", "fn:1", "fnref:1"} <= rendered(tmp_path, body).anchors


def test_reading_takes_at_least_a_minute(tmp_path: Path) -> None:
    assert rendered(tmp_path, "a").minutes == 1
    assert rendered(tmp_path, "sana " * 800).minutes == 5


def test_addresses_are_written_as_each_page_needs_them(tmp_path: Path) -> None:
    marked = rendered(tmp_path, "[x](a.md)")
    assert marked.html(lambda address: f"../{address}?a&b") == (
        '<p><a href="../fi/a/?a&amp;b">x</a></p>'
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a\n\n# b", "note docs/fi/a.md:7: has a heading of level 1. Begin headings with ##."),
        ("# a\n\n# b", "note docs/fi/a.md:7: has a heading of level 1."),
        ("## a\n\n#### b `c`", "note docs/fi/a.md:7: the heading 'b c' skips a level, from 2 to 4."
         " Begin it with ###."),
        ("### a", "note docs/fi/a.md:5: the heading 'a' skips a level, from 1 to 3."),
        ("a\n\n<!-- muista -->", "note docs/fi/a.md:7: holds an HTML comment."
         " It is left out of the page."),
        ("a\n\n<!-- muista", "error docs/fi/a.md:7: holds an HTML comment that never ends, so that"
         " readers would see it. End it with -->."),
        ("a\n\nb\u202ec", "note docs/fi/a.md:7: holds an invisible mark that changes the direction"
         " of the text."),
        ("## a {#x}\n\n## b {#x}", "error docs/fi/a.md:7: the anchor '#x' stands here again."
         " Give each place an anchor of its own."),
        ("a\n\n![](b.png)", "error docs/fi/a.md:7: an image has no alternative text (WCAG 1.1.1)."
         " Describe it: ![What it shows](file.jpg)."),
        ("a\n\n![ ](b.png)", "error docs/fi/a.md:7: an image has no alternative text"),
        ('a\n\n<img src="b.png">', "error docs/fi/a.md:7: an image has no alternative text"),
        ("![a](b.png)\n\n![](b.png)", "error docs/fi/a.md:7: an image has no alternative text"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_text_is_told(tmp_path: Path, body: str, expected: str) -> None:
    found = findings(tmp_path, body)
    assert any(finding.startswith(expected) for finding in found), found


@pytest.mark.parametrize(
    "body",
    [
        "a `<!-- b -->` c",
        "```\n<!-- b\n```",
        "```\n# a\n```\n\n## b\n\n### c\n\n## d",
        "![A \\> b](b.png)",
        '<img src="b.png" alt="a">',
        "a[^1] b[^1]\n\n[^1]: c",
        "## a\n\n## a",
    ],
)
def test_nothing_is_told_of_a_text_that_is_right(tmp_path: Path, body: str) -> None:
    assert findings(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (">" * 3_000 + " a", "is nested too deeply."),
        ("*a " * 20_000, None),
        ("**a" * 20_000, None),
        ("`" * 20_001, "is a code fence that never ends"),
        ("<" * 20_000, None),
        ("\n".join("    " * depth + "- a" for depth in range(300)), "is nested too deeply."),
        ("[" * 20_000, "a paragraph holds more than 5000 opening brackets."),
        ("[a](" * 20_000, "a paragraph holds more than 5000 opening brackets."),
        ("![" * 20_000, "a paragraph holds more than 5000 opening brackets."),
        ("sana\n\n" * 48_000, "is 288 kB long, which phones load slowly."),
    ],
)
def test_texts_made_to_hang_the_build_do_not(
    tmp_path: Path, body: str, expected: str | None
) -> None:
    found = findings(tmp_path, body)
    assert [finding for finding in found if not expected or expected not in finding] == []
    assert len(found) == (expected is not None)


def test_a_text_that_breaks_off_leaves_the_next_one_whole(tmp_path: Path) -> None:
    deep = "\n".join("    " * depth + "- a" for depth in range(300))
    after: Files = {"docs/fi/b.md": page(body="- a\n\n    - b\n\n- c")}
    alone = read(tmp_path / "alone", after, "fi").proofs.rendered
    both = read(tmp_path / "both", {"docs/fi/a.md": page(body=deep), **after}, "fi").proofs.rendered
    assert both["docs/fi/a.md"].toc == ()
    assert both["docs/fi/b.md"] == alone["docs/fi/b.md"]


def test_admonitions_without_a_title_speak_the_texts_language(tmp_path: Path) -> None:
    words = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    words += '\nmsgid "Warning"\nmsgstr "Varoitus"\n'
    files: Files = {
        "docs/fi/a.md": page(body='!!! warning\n    a\n\n!!! warning "Oma"\n    b'),
        "locales/fi/LC_MESSAGES/messages.po": words,
        "mkdocs.yml": settings("fi"),
    }
    html = read(tmp_path, files).proofs.rendered["docs/fi/a.md"].marked_html
    assert '<p class="admonition-title">Varoitus</p>' in html
    assert '<p class="admonition-title">Oma</p>' in html
