"""A line or a word more in a YAML file, and every other character stays as it was."""

from __future__ import annotations

import pytest

from tolkku.authoring.yaml_editing import Change, NewItem, NewKey, Unfolded, edited
from tolkku.model.findings import SourceError

ITEM = NewItem(("nav",), "new", 1)
UNFOLDED = Unfolded(("nav", 1), "page", "pages", "[e]")
KEY = NewKey(("names",), "se", '"…"')

# What stands in a file, what is to be added, and what stands there afterwards.
EDITS: dict[str, tuple[str, Change, str]] = {
    "the last of a list": ("nav:\n  - a\n  - b\n", ITEM, "nav:\n  - a\n  - b\n  - new\n"),
    "in the middle": (
        "nav: # c\n- a # d\n- b # e\n# f\n- c\n",
        ITEM,
        "nav: # c\n- a # d\n- b # e\n- new\n# f\n- c\n",
    ),
    "after one with lines of its own": (
        "nav:\n  - a\n  - page: b\n    pages:\n      - c # last\n      # d\nx: y\n",
        ITEM,
        "nav:\n  - a\n  - page: b\n    pages:\n      - c # last\n  - new\n      # d\nx: y\n",
    ),
    "after brackets over lines": (
        "nav:\n  - a\n  - b: [\n      c\n    ] # d\nx: y\n",
        ITEM,
        "nav:\n  - a\n  - b: [\n      c\n    ] # d\n  - new\nx: y\n",
    ),
    "without an end of line": ("nav:\n- a\n- b", ITEM, "nav:\n- a\n- b\n- new"),
    "wide after the hyphen": ("nav:\n -   a\n -   b\n", ITEM, "nav:\n -   a\n -   b\n -   new\n"),
    "in brackets": ("nav: [a, 'b'] # c\n", ITEM, "nav: [a, 'b', new] # c\n"),
    "in brackets with a comma": ("nav: [\n  a,\n  b,\n]\n", ITEM, "nav: [\n  a,\n  b, new,\n]\n"),
    "in empty brackets": ("nav: [ ] # c\n", ITEM, "nav: [new ] # c\n"),
    "lines of a new item": (
        "nav:\n  - a\n  - b\n",
        NewItem(("nav",), "page: c\npages: [d]", 0),
        "nav:\n  - a\n  - page: c\n    pages: [d]\n  - b\n",
    ),
    "deeper": (
        "x:\n- nav: [a]\n- nav:\n    - b\n",
        NewItem(("x", 1, "nav"), "new", 0),
        "x:\n- nav: [a]\n- nav:\n    - b\n    - new\n",
    ),
    "a name": (
        "names:\n  fi: a\n  sv: b # c\n\nx: y\n",
        KEY,
        'names:\n  fi: a\n  sv: b # c\n  se: "…"\n\nx: y\n',
    ),
    "a name after a text over lines": (
        "names:\n  fi: a\n   b\n  sv: |\n    c\n\n    d\nx: y\n",
        KEY,
        'names:\n  fi: a\n   b\n  sv: |\n    c\n\n    d\n  se: "…"\nx: y\n',
    ),
    "a name in braces": (
        "names: {fi: a, sv: 'b'}  # c\n",
        KEY,
        "names: {fi: a, sv: 'b', se: \"…\"}  # c\n",
    ),
    "a name in empty braces": ("names: {}\n", KEY, 'names: {se: "…"}\n'),
    "a name that YAML takes for false": (
        "names: {fi: a}\n",
        NewKey(("names",), '"no"', "b"),
        'names: {fi: a, "no": b}\n',
    ),
    "a bare name unfolded": (
        "nav:\n- a\n- b # c\n- d\n",
        UNFOLDED,
        "nav:\n- a\n- page: b # c\n  pages: [e]\n- d\n",
    ),
    "a bare name in brackets unfolded": (
        "nav: [a, b]\n",
        UNFOLDED,
        "nav: [a, {page: b, pages: [e]}]\n",
    ),
    "beside what is not ours": (
        "nav: [a, b]\nfunction: !!python/name:os.system\nurl: !ENV [X, y]\n",
        ITEM,
        "nav: [a, b, new]\nfunction: !!python/name:os.system\nurl: !ENV [X, y]\n",
    ),
}


@pytest.mark.parametrize(("before", "change", "after"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("start", ["", "\ufeff", "---\n", "# 😀 ä\n"])
def test_nothing_else_is_touched(
    before: str, change: Change, after: str, line_end: str, start: str
) -> None:
    made = edited((start + before).replace("\n", line_end), "mkdocs.yml", [change])
    assert made == (start + after).replace("\n", line_end)


def test_several_changes_are_made_at_once() -> None:
    changes = [KEY, ITEM, NewKey(("x", "y"), "no", "1")]
    source = "nav: [a, b]\nnames: {fi: a}\nx:\n  y:\n    z: 0\n"
    assert edited(source, "mkdocs.yml", changes) == (
        'nav: [a, b, new]\nnames: {fi: a, se: "…"}\nx:\n  y:\n    z: 0\n    no: 1\n'
    )


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("nav:\n  - - a\n    - b\n", NewItem(("nav", 0), "new", 0)),
        ("nav:\n  -\n    a\n  -\n    b\n", ITEM),
        ("nav: [a, b]\n", NewItem(("nav",), "c, d", 1)),
        ("nav: a\n", ITEM),
        ("x: a\n", ITEM),
        ("names:\n  ? fi\n  : a\n", NewKey(("names",), "se", "b: c")),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(source: str, change: Change) -> None:
    with pytest.raises(SourceError) as refused:
        edited(source, "mkdocs.yml", [change])
    told = "is written in a way that cannot be edited safely. Add the line by hand."
    assert str(refused.value).startswith("mkdocs.yml")
    assert str(refused.value).endswith(told)
