"""What was meant as a mark is never shown as typed without a word: a table of forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites_for_tests import page, read, told

RENDERED = [
    ("a list after a paragraph", "Ota mukaan:\n- vesi\n- puhelin", "<li>vesi</li>"),
    ("a list in a list by two", "- a\n  - b\n- c", "<ul>\n<li>b</li>"),
    ("a list in a list by three", "1. a\n   - b", "<ul>\n<li>b</li>"),
    ("text of a step by three", "1. a\n\n   b\n\n2. c", "<p>b</p>"),
    ("bullets after steps", "1. a\n2. b\n\n- c", "<ul>\n<li>c</li>"),
    ("steps with a bracket", "1) a\n2) b", "<ol>\n<li>a</li>"),
    ("steps that begin at three", "3. a\n4. b", '<ol start="3">'),
    ("a table after a paragraph", "Luvut:\n| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>"),
    ("a quotation without a space", ">a", "<blockquote>"),
    ("a box of GitHub", "> [!NOTE]\n> a", '<div class="admonition note">'),
    ("a warning of GitHub", "> [!WARNING]\n> a", '<div class="admonition warning">'),
    ("a box", "!!! note\n    a", '<div class="admonition note">'),
    ("a task", "- [ ] a", "☐"),
    ("a task that is done", "- [x] a", "☑"),
    ("struck words", "~~a~~", "<del>a</del>"),
    ("marked words", "==a==", "<mark>a</mark>"),
    ("a line end", "a\\\nb", "a<br>"),
    ("code with a title", '```yaml title="x"\na: 1\n```', "a: 1"),
    ("a fence in a list", "- a\n\n  ```\n  b\n  ```", "<code>b\n</code>"),
    ("Markdown in details", "<details>\n<summary>a</summary>\n\n- b\n\n</details>", "<li>b</li>"),
    ("Markdown in a figure", '<figure markdown>\n*a*\n</figure>', "<em>a</em>"),
    ("a table without a body", "<table><tr><td>a</td></tr></table>", "<tbody><tr><td>a</td>"),
    ("items without ends", "<ul><li>a<li>b</ul>", "<li>a</li><li>b</li>"),
    ("an address in brackets", "<https://example.org/>", '<a href="https://example.org/">'),
    ("an old anchor in a heading", '## <a name="a"></a>A', '<h2 id="a">A</h2>'),
    ("an old anchor before a heading", '<a id="a"></a>\n\n## A', '<h2 id="a">A</h2>'),
    ("an anchor of one's own", "## A {#b}", '<h2 id="b">A</h2>'),
    ("a lead paragraph", "a\n{: .lead }", '<p class="lead">a</p>'),
    ("a heading underlined", "A\n---", "<h2"),
    ("characters of HTML 5", "a &check; &hellip; &copy; &#8211;", "✓ … © –"),
    ("a tag in code", "`{{ a }}` `<br>` `:smile:`", "{{ a }}"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "html"), [r[1:] for r in RENDERED], ids=[r[0] for r in RENDERED])
def test_what_has_a_plain_meaning_is_rendered(tmp_path: Path, body: str, html: str) -> None:
    files = {"docs/fi/a.md": page(body=body)}
    assert told(tmp_path / "told", files, "fi") == []
    assert html in read(tmp_path / "read", files, "fi").proofs.rendered["docs/fi/a.md"].marked_html


TOLD = [
    ("{{ vuosi }}", "error", "a tag of a template"),
    ("{% include x %}", "error", "a tag of a template"),
    ('{{< figure src="a.jpg" >}}', "error", "a tag of a template"),
    ("{{% notice %}}", "error", "a tag of a template"),
    ("{# muista #}", "error", "a remark for another tool"),
    ("%%muista%%", "error", "a remark for another tool"),
    ('--8<-- "x.md"', "error", "a snippet of another file"),
    ("{!x.md!}", "error", "an include of another file"),
    (":::warning\na\n:::", "note", "a box of another tool"),
    ("::: note\na\n:::", "note", "a box of another tool"),
    ("/// note\na\n///", "note", "a box of another tool"),
    ("??? note\n    a", "note", "a box that this site does not make"),
    ("> [!MUISTA]\n> a", "note", "a box that this site does not make"),
    ('=== "Helsinki"\n\n    a', "note", "a tab of another tool"),
    (".. note:: a", "note", "a directive of another tool"),
    (":smile: a", "note", "the name of an emoji"),
    ("[[sivu]]", "note", "a link of another tool"),
    ("![[kuva.png]]", "note", "a link of another tool"),
    ("[a][b]", "note", "a link that says nowhere where it leads"),
    ("[karttaan] (https://example.com/)", "note", "a link with a space too much"),
    ("<!-- a -->[vettä](https://example.org/b)", "note", "a link in a line of HTML"),
    ("[@lahde2020]", "note", "a citation of another tool"),
    ("a[^1]", "note", "a footnote that is not written anywhere"),
    ("a ^[suoraan]", "note", "a footnote in another tool's way"),
    ("Huipputaso {.ylaotsikko}, a", "note", "an attribute that belongs to nothing"),
    ("## Otsikko{#ankkuri}", "note", "an attribute that belongs to nothing"),
    ("### Toinen{: #toinen }", "note", "an attribute that belongs to nothing"),
    ("**Tärkeää: **vesi", "note", "a mark of strong text that does not end"),
    ("a &amp;ndash; b", "note", "a character's name"),
    ("Katso https://example.com/a", "note", "an address that nobody can click"),
    ("##Otsikko", "note", "a heading without a space"),
    ("-vesi\n-ruoka", "note", "a list without spaces"),
    ("1)vesi\n2)ruoka", "note", "a list without spaces"),
    ("$$x^2$$", "note", "a formula"),
    ("h2. Otsikko", "note", "a heading of another tool"),
    ("\\\\emph{a}", "note", "a command of LaTeX"),
    ('[caption id="1"]a[/caption]', "note", "a tag of another tool"),
    ("[b]a[/b]", "note", "a tag of another tool"),
    ("```\na", "note", "a code fence that never ends"),
    ("•\tvesi", "note", "a list of an office program"),
    ("· vesi", "note", "a list of an office program"),
    ("a\tb\nc\td", "note", "a table is drawn with tabs"),
    ("!!! note", "note", "a box has a title and no text"),
    ("!!! note\na", "note", "a box has a title and no text"),
    ("*a*{: .ylaotsikko }", "note", "'ylaotsikko' is no class for texts"),
    ("[a](https://example.com/){target=_blank}", "note", "gives 'target' to a link"),
]


@pytest.mark.parametrize(("body", "severity", "what"), TOLD, ids=[row[0] for row in TOLD])
def test_what_would_be_shown_as_typed_is_told(
    tmp_path: Path, body: str, severity: str, what: str
) -> None:
    found = told(tmp_path, {"docs/fi/a.md": page(body=f"Alku.\n\n{body}")}, "fi")
    assert [each for each in found if each.startswith(f"{severity} docs/fi/a.md:7: ")], found
    assert any(what in each for each in found), found


@pytest.mark.parametrize(
    "body",
    [
        "Klo 12:30:45 ja suhde 1:2:3",
        "Hinta 5 * 3 * 2 euroa",
        "– Moi, sanoi hän.\n– Moi.",
        "1.12.2026 alkaa.\n2.12.2026 jatkuu.",
        "Luku 50 %, 100 % ja 5 %%",
        "a [hakasulku] (selitys suluissa)",
        "#hashtag ja #toinen",
        "C&A, AT&T ja R&D; myös Q&A",
        "Polku a/b//c ja c:\\a",
        "Kysy: miksi? Vastaa: siksi!",
        "{aaltosulut} ja { tyhjää }",
        "2 < 3 > 1",
        "Nimi_alaviiva_nimi ja __init__",
        "`https://example.com/`",
        "Kirjoita toimitus@example.org.",
        "-5 astetta\n-7 astetta yöllä",
        "Hän sanoi: :) ja :-D",
        "3$ ja 5$",
    ],
)
def test_right_text_is_no_leftover(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, {"docs/fi/a.md": page(body=body)}, "fi") == []
