"""Raw HTML that could do harm is refused with its line, and what is published is clean anyway."""

from __future__ import annotations

import re
from pathlib import Path

import nh3
import pytest

from sites_for_tests import page, read, told
from tolkku.rendering.sanitiser import is_clean


def findings(folder: Path, body: str) -> list[str]:
    return told(folder, {"docs/fi/a.md": page(body=f"Eka.\n\n{body}")}, "fi")


def published(folder: Path, body: str) -> str:
    site = read(folder, {"docs/fi/a.md": page(body=f"Eka.\n\n{body}")}, "fi")
    return site.proofs.rendered["docs/fi/a.md"].marked_html


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a <script>PWN()</script>", "<script>, which is not allowed"),
        ("<SCRIPT>PWN()</SCRIPT>", "<script>, which is not allowed"),
        ('<div markdown="1">\n<script>PWN()</script>\n</div>', "<script>, which is not allowed"),
        ("a[^1]\n\n[^1]: <script>PWN()</script>", "<script>, which is not allowed"),
        ('<base href="https://evil.example/">', "<base>, which is not allowed"),
        ('<meta http-equiv="refresh" content="0">', "<meta>, which is not allowed"),
        ('<link rel="stylesheet" href="x">', "<link>, which is not allowed"),
        ("<style>*{display:none}</style>", "<style>, which is not allowed"),
        ('<iframe src="https://evil.example/"></iframe>', "<iframe>, which is not allowed"),
        ("<object data=x></object>", "<object>, which is not allowed"),
        ("<form action=/x></form>", "<form>, which is not allowed"),
        ("<svg onload=PWN()></svg>", "<svg>, which is not allowed"),
        ("<math><mi>x</mi></math>", "<math>, which is not allowed"),
        ("</article>", "<article>, which is not allowed"),
        ("<p onclick='PWN()'>a</p>", "<p> with 'onclick', which is not allowed"),
        ("[x](a.md){onclick=PWN()}", "<a> with 'onclick', which is not allowed"),
        ("<p style='position:fixed'>a</p>", "<p> with 'style', which is not allowed"),
        (
            "<table><tr><td style='position:fixed'>a</td></tr></table>",
            "<td> with 'style', which is not allowed",
        ),
        ("<div>\n\na", "a <div> that is not closed or stands in a wrong place"),
        ("a </div> b", "a <div> that is not closed or stands in a wrong place"),
        ("<b>a", "a <b> that is not closed or stands in a wrong place"),
        ("<details><summary>a</summary>\n\nb", "a <details> that is not closed"),
        ("<?php PWN() ?>", "<?php, which is not allowed"),
        ("<![CDATA[ a ]]>", "<!, which is not allowed"),
        ("<!DOCTYPE html>", "<!DOCTYPE, which is not allowed"),
        ("a &#8; b", "the invisible character U+0008"),
        ("a &#x1e;../../x&#x1e; b", "the invisible character U+001E"),
    ],
)
def test_it_is_refused_with_its_line_and_not_published(
    tmp_path: Path, body: str, expected: str
) -> None:
    found = [f for f in findings(tmp_path, body) if " holds " in f]
    assert found, body
    lines = {str(number) for number, line in enumerate(body.split("\n"), 7) if line}
    assert any(re.match(rf"error docs/fi/a.md:({'|'.join(lines)}): ", f) for f in found), found
    assert any(f"holds {expected}" in f for f in found), found
    assert not re.search(r"PWN|evil|<script|<style|style=|\x08|\x1e\.\.", published(tmp_path, body))


def test_of_an_image_with_a_script_everything_is_told(tmp_path: Path) -> None:
    found = findings(tmp_path, "<img src=x onerror=PWN()>")
    assert found == [
        "error docs/fi/a.md:7: 'x' leads to no file. Name a file that is there, or remove it.",
        "error docs/fi/a.md:7: an image has no alternative text (WCAG 1.1.1). "
        "Describe it: ![What it shows](file.jpg).",
        "error docs/fi/a.md:7: holds <img> with 'onerror', which is not allowed. "
        "Write it in Markdown.",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "a < b and c > d, AT&T, a ]]> b &nbsp; c",
        "`<script>`",
        "    <script>\n    </script>",
        '<details markdown="1"><summary>a</summary>\n\nb\n\n</details>',
        '<figure><figcaption lang="sv">a</figcaption></figure>',
        "| a | b |\n|:--|--:|\n| 1 | 2 |",
        "!!! note\n\n    a",
        "a[^1]\n\n[^1]: b",
        "a\n:   b",
        "## a {#b .principle number=4}",
        "a\n{.lead}",
        "<kbd>a</kbd> H<sub>2</sub>O <abbr title='a > b'>c</abbr>",
        "<a@example.org> <https://example.org/?a=1&b=2>",
        '<p aria-label="a" dir="rtl">b</p>',
    ],
)
def test_what_markdown_makes_and_harmless_html_may_stay(tmp_path: Path, body: str) -> None:
    assert findings(tmp_path, body) == []


def test_a_template_is_never_run(tmp_path: Path) -> None:
    assert "{{ config.site_name }} {% raw %}" in published(
        tmp_path, "`{{ config.site_name }} {% raw %}`"
    )


def test_where_a_link_opens_is_the_readers_choice(tmp_path: Path) -> None:
    body = '[a](https://a.fi/){target=_blank} <a href="https://b.fi/" target="_blank">b</a>'
    assert findings(tmp_path, body) == [
        "note docs/fi/a.md:7: gives 'target' to a link, which is left out: readers choose where a"
        " link opens. Remove it."
    ]
    assert "target" not in published(tmp_path / "again", body)


def test_what_is_left_has_one_form(tmp_path: Path) -> None:
    body = "<A HREF='https://x.fi/' title='a > b'>y</A><br />"
    form = '<p>Eka.</p>\n<p><a href="https://x.fi/" title="a &gt; b">y</a><br></p>'
    assert published(tmp_path, body) == form


def test_the_second_wall_escapes_what_could_end_a_tag() -> None:
    """nh3 before 0.3.7 does not; what comes after it could then be fooled."""
    assert nh3.clean('<b title="<!-- > -->">a</b>') == '<b title="&lt;!-- &gt; --&gt;">a</b>'


@pytest.mark.parametrize(
    "body",
    [
        '<a href="javascript:PWN()">a</a>',
        '<p onclick="PWN()">a</p>',
        "<p><div>a</div></p>",
        "<script>a</script>",
        "<!-- a -->",
        '<b title="a > b">c</b>',
        "<div>a",
    ],
)
def test_the_second_wall_lets_nothing_pass_by_itself(body: str) -> None:
    assert not is_clean(body)
    assert is_clean('<p class="a" id="b">c &amp; d&nbsp;<a href="https://a.fi/">e</a></p>')
