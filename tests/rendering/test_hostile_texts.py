"""Whatever a text holds, nothing of it runs, leads away or speaks for the site."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from sites_for_tests import page, read, told
from tolkku.catalogue.addresses import Places
from tolkku.feeds.html import feed_body
from tolkku.model.findings import Finding
from tolkku.rendering.links import Resolver
from tolkku.rendering.renderer import Rendered, Renderer
from tolkku.rendering.sanitiser import ELEMENTS


def disguised(tag: str) -> str:
    """A heading with a tag between what looks like a comment, and is two attributes."""
    return f'## <b title="<!--">A</b> x <b title=\'-->">{tag} \'>C</b> end {{#b}}'


CONTENTS = [
    disguised("<img src=x onerror=alert(1)"),
    disguised("<script src=../../../p.txt"),
    disguised('<meta http-equiv=refresh content="3;url=https://elsewhere.example/" x=1'),
    disguised("</script"),
    "## <i title='<!--'>A</i> <i title='--><iframe src=//elsewhere.example>'>B</i> {#b}",
]
RUNS = re.compile(r"<(?:script|meta|iframe|img|base|link|object|embed|form|style)\b|\bon\w+\s*=")


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("hostile")
    site = read(folder, {"docs/fi/a.md": page(body="a")}, "fi")
    edition = next(e for t in site.sources.texts for e in t.editions if e.path == "docs/fi/a.md")
    made = Renderer(site.settings, site.words[edition.language])
    resolver = Resolver(edition.path, Places({}, {}, frozenset()), {})

    def render(body: str) -> tuple[Rendered, tuple[Finding, ...]]:
        return made.render(replace(edition, body=body), resolver)

    return render, site.words[edition.language]


def names(tokens: list[dict[str, Any]]) -> Iterator[str]:
    for token in tokens:
        yield str(token["name"])
        yield from names(token["children"])


@pytest.mark.parametrize("body", CONTENTS)
def test_titles_in_the_contents_are_plain_text(renderer: Any, body: str) -> None:
    rendered, _ = renderer[0](f"## Eka {{#a}}\n\n{body}\n\nTeksti.")
    assert [title for title in names(list(rendered.toc)) if RUNS.search(title)] == []
    assert problems(str(rendered.html(str))) == []


def test_titles_say_what_the_headings_say(renderer: Any) -> None:
    rendered, found = renderer[0]('## A &amp; *b* `c` <kbd>d</kbd>\n\n### "e" < f\n\n### [g](#a)')
    assert list(names(list(rendered.toc))) == ["A & b c d", '"e" < f', "g"]
    assert not [finding for finding in found if finding.is_error]


@pytest.mark.parametrize(
    "name",
    ["md-search__suggest", "md-consent__overlay", "tk-notice--exercise", "tk-heard", "tk-header",
     "tk-scroll", "glossary-term", "md-typeset"],
)  # fmt: skip
def test_no_class_of_the_frame_stands_in_a_text(renderer: Any, name: str) -> None:
    body = f'a [x](https://elsewhere.example/){{: .{name} .lead }}\n\n<p class="{name}">b</p>'
    rendered, found = renderer[0](body)
    assert name not in rendered.marked_html
    assert 'class="lead"' in rendered.marked_html
    told_of = [finding for finding in found if f"'{name}' is no class for texts" in finding.problem]
    assert [(f.place.line, f.is_error) for f in told_of] == [(4, False), (6, False)]


def test_a_wrong_line_is_no_more(tmp_path: Path) -> None:
    """An address whose letters are disguised is told on its own line, not on the first."""
    files = {"docs/fi/a.md": page(body="Eka.\n\nToka.\n\n[y](&#106;avascript:PWN())")}
    assert told(tmp_path, files, "fi")[0].startswith("error docs/fi/a.md:9: ")


TAGS = """
<b title="<!--">|<b title='-->">|</b>|<script>|</script>|<img src=x onerror=PWN()>|
<a href='https://elsewhere.example/'>|<a href=javascript&colon;PWN()>|</a>|<!--|-->|--!>|
<svg><script>PWN()</script></svg>|<math>|<p>|</p>|<div>|</div>|<table><tr><td>|</table>|<?php |
<![CDATA[|<!DOCTYPE x>|<details open>|<summary>|<style>|<base href=//elsewhere.example>|
<iframe src=x>|<noscript>|<textarea>|<title>|<p id=a onmouseover=PWN()>|<p data-tk="1:1">|
<img src=//elsewhere.example>|<body onload=PWN()>|</body>|<html>|<frameset>
"""
ATTRIBUTES = """
{: onclick=PWN() }|{: .md-search__suggest }|{: style=color:red }|{: #a"onload=PWN() }|
{: number=1 }|{: data-tk=1:1 }
"""
LINKS = """
[a](javascript:PWN())|[a](java&#9;script:PWN())|[a](&#106;avascript:PWN())|![x](data:a)|
[a](//elsewhere.example)|[a](https://elsewhere.example/ "t")|![a](https://elsewhere.example/p)|
[a]: javascript:PWN()|[a]
"""
MARKS = """
## |### |- |    |> |1. |`|&lt;|&#x3c;|&#60;script&#62;|&#x1e;|&#xfeff;|*|**|_|[|]|(|)|\\|'|"|<|>|=|
a|ä |[^1]|~~|- [ ] |\t
"""
LINES = ("\n", "\n\n", "```\n", "\n\n[^1]: ", "| a | b |\n|---|---|\n", '!!! note "<img>"\n    ')
GROUPS = (TAGS, ATTRIBUTES, LINKS, MARKS)
PIECES = (*(piece for said in GROUPS for piece in re.split(r"\|\n?", said.strip())), *LINES)
BUDGET = 2000


def test_of_random_texts_nothing_runs(renderer: Any) -> None:
    """Markdown with attribute lists, raw HTML and halves of both, put together at random."""
    chance = random.Random(10)
    render, words = renderer
    published = 0
    for _ in range(BUDGET):
        body = "".join(chance.choices(PIECES, k=chance.randint(2, 14)))
        rendered, found = render(body)
        if any(finding.is_error for finding in found):
            assert rendered.marked_html == "", body
        published += rendered.marked_html != ""
        page_html = str(rendered.html(str))
        feed = feed_body(page_html, "https://example.org/fi/a/", words)
        for written in (page_html, str(feed.text), str(feed.notes)):
            assert problems(written) == [], (body, written)
        assert [title for title in names(list(rendered.toc)) if "\x1e" in title] == [], body
    assert published > BUDGET / 20  # or else nothing would have been tried


def problems(written: str) -> list[str]:
    """What a browser would run or load, in HTML that is published."""
    root = html.fragment_fromstring(written or "<p></p>", create_parent="div")
    found = [element.tag for element in root.iterdescendants() if element.tag not in ELEMENTS]
    for element in root.iterdescendants():
        found += [f"{name}={value}" for name, value in element.items() if is_bad(name, value)]
    return found


def is_bad(name: str, value: str) -> bool:
    if name in ("href", "src", "poster", "cite"):
        scheme = re.match(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
        is_other = bool(scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"))
        return is_other or (name in ("src", "poster") and "elsewhere" in value)
    is_class_of_frame = name == "class" and "md-" in value
    return name.startswith("on") or name in ("style", "data-tk") or is_class_of_frame


RULES = {
    "sanitised": lambda root, mark: iter(()),
    "as_read": lambda raw, mark: (raw, ()),
    "is_clean": lambda body: True,
}


def without(rules: set[str], patch: pytest.MonkeyPatch) -> None:
    for rule in rules:
        patch.setattr(f"tolkku.rendering.renderer.{rule}", RULES[rule])


def test_the_fuzz_bites(renderer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the judges and the wall behind them, what must not be published would be."""
    without(set(RULES), monkeypatch)
    with pytest.raises(AssertionError):
        test_of_random_texts_nothing_runs(renderer)


def test_the_wall_stands_alone(renderer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without our own judge, the sanitiser behind it still refuses whatever would run."""
    without({"sanitised", "as_read"}, monkeypatch)
    for body in ("<p onclick=PWN()>a</p>", "<script>PWN()</script>", "a\n{: onclick=PWN() }"):
        rendered, found = renderer[0](body)
        assert rendered.marked_html == ""
        assert any("a browser reads otherwise" in finding.problem for finding in found)
