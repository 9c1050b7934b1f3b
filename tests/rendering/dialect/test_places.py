"""Places: each block says in which line and column it was written, and nobody else can."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import yaml
from shapes import EXTENSIONS, parsed, rendered

from tolkku.rendering.dialect.blocks import Unended
from tolkku.rendering.dialect.markdown import Markdown

CASES = yaml.safe_load((Path(__file__).parent / "blocks.yml").read_text("utf-8"))
EVERY_KIND = """\
Alku *on*
tässä.

## Otsikko {#oma}
Toinen
======
- a
  1) b

     > c
     > - [ ] d
* * *
    koodi

```sh
make
```
| x | y |
|---|---|
| 1 | 2 |

Sana
: Selitys

    jatkuu

!!! note "Nimi"
    e
> [!TIP]
> f

<div>
<b>g</b>
</div>

h[^1]

[^1]: i

    j
"""
PLACED = """\
p 1:1, h2 4:1, h1 5:1, ul 7:1, li 7:1, ol 8:3, li 8:3, p 8:6, blockquote 10:6, p 10:8, ul 11:8, \
li 11:8, hr 12:1, pre 13:5, pre 15:1, table 18:1, tr 18:1, tr 20:1, dl 22:1, dt 22:1, dd 23:1, \
p 23:3, p 25:5, div 27:1, p 27:1, p 28:5, div 29:1, p 29:1, p 30:3, div 32:1, p 36:1, \
p 38:7, p 40:5"""


def places(html: str, attribute: str = "data-tk") -> list[str]:
    return [
        f"{element.tag} {element.get(attribute)}"
        for element in parsed(html).iter()
        if isinstance(element, Element) and element.get(attribute)
    ]


def test_each_block_has_its_line_and_column() -> None:
    assert ", ".join(places(rendered(EVERY_KIND))) == PLACED


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_place_is_where_something_stands(case: dict[str, str]) -> None:
    lines = case["markdown"].split("\n")
    html = rendered(case["markdown"])
    assert places(html)
    for element in parsed(html).iter():
        if not element.get("data-tk"):
            continue
        line, column = map(int, element.get("data-tk").split(":"))
        rest = lines[line - 1][column - 1 :]
        assert rest[:1].strip()
        if element.tag == "p" and "class" not in element.attrib and element.text:
            assert rest.startswith(element.text.split("\n")[0].strip()[:1])
        if element.tag == "li":
            assert re.match(r"[-*+]|\d+[.)]", rest)


def test_a_raw_block_has_its_place_on_its_first_opening_tag() -> None:
    assert places(rendered("a\n\n  <div><p>b</p></div>")) == ["p 1:1", "div 3:3"]
    assert places(rendered("<div>\n\na\n\n</div>\n <p>b</p>"))[-1] == "p 6:2"
    assert rendered("<!-- <p> -->\n\n<div\nid=a></div>") == (
        '<!-- <p> -->\n\n<div data-tk="3:1"\nid=a></div>'
    )


def test_lines_are_counted_however_they_end() -> None:
    assert places(rendered("a\r\n\r\nb\r\rc")) == ["p 1:1", "p 3:1", "p 5:1"]


@pytest.mark.parametrize(
    "forged",
    [
        '<p data-tk="9:9">b</p>',
        "<p DATA-TK=9:9>b</p>",
        "<p data\\-tk=9:9>b</p>",
        "b <b data\\-tk=9:9>c</b>",
        "b\n{: data-tk=9:9 }",
        "b\n{: data\\-tk=9:9 }",
        "b [c](d){: data-tk=9:9 }",
        "<p data\x02-tk=9:9>b</p>",
        "`data-tk`\n\n<p data-tk-6b=9:9>b</p>",
    ],
)
def test_an_authors_attribute_is_not_taken_for_a_place(forged: str) -> None:
    md = Markdown(extensions=list(EXTENSIONS))
    html = md.convert(f"a\n\n{forged}")
    assert md.place_attribute != "data-tk"
    assert [place for place in places(html, md.place_attribute) if "9" in place] == []
    assert places(html, md.place_attribute)[0] == "p 1:1"


def test_places_of_one_text_are_forgotten_before_the_next() -> None:
    md = Markdown()
    md.convert("a data-tk\n\nb")
    assert places(md.reset().convert("c")) == ["p 1:1"]
    assert (md.place_attribute, dict(md.blocks)) == ("data-tk", {(1, 1): (1, 1)})


def test_blocks_say_which_lines_they_reach_over() -> None:
    md = Markdown(extensions=list(EXTENSIONS))
    md.convert("- a\n  b\n\n  c\n- d\n\n```\ne\n```\n\n<div>\n<b>f</b>\n</div>")
    assert dict(md.blocks) == {
        (1, 1): (1, 5), (1, 3): (1, 2), (4, 3): (4, 4), (5, 1): (5, 5), (5, 3): (5, 5),
        (7, 1): (7, 9), (11, 1): (11, 13),
    }  # fmt: skip


def test_what_a_block_says_is_found_in_its_lines() -> None:
    md = Markdown()
    md.convert("x [a](b)\n\n- c\n  [a](b) d [a](b)\n\n[a](b)")
    assert md.where((3, 1), "[a](b)") == (4, 3)
    assert md.where((3, 1), "[a](b)", after=(4, 3)) == (4, 12)
    assert md.where((3, 1), "[a](b)", after=(4, 12)) is None
    assert md.where((1, 1), "d") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n```sh x\nb\n\nc", [Unended("fence", 3, 1, "``` sh x")]),
        ("- ~~~\n  a", [Unended("fence", 1, 3, "~~~")]),
        ("- ```\n  a\n\nb", [Unended("fence", 1, 3, "```")]),
        ("> ```\n> a\n\n```\nb\n```", [Unended("fence", 1, 3, "```")]),
        ("a\n\n <!-- b\n\nc", [Unended("comment", 3, 2, "<!-- b")]),
        ("!!! note\n    ```\n    a", [Unended("fence", 2, 5, "```")]),
        ("```\na\n```\n\n<!-- b --> <!-- c --!>", []),
        ("````\n```\n````", []),
    ],
)
def test_what_never_ends_is_told(text: str, expected: list[Unended]) -> None:
    md = Markdown(extensions=list(EXTENSIONS))
    md.convert(text)
    assert list(md.unended) == expected
