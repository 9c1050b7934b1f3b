"""YAML becomes plain values that know their line; whatever is not plain is refused."""

from __future__ import annotations

import pytest

from tolkku.model.findings import SourceError
from tolkku.reading.yaml_nodes import MappingNode, Node, ScalarNode, read_yaml

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def plain(node: Node | None) -> object:
    if node is None:
        return None
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, MappingNode):
        return {key: plain(value) for key, value in node}
    return [plain(item) for item in node.items]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a: no", {"a": "no"}),
        ("a: 12.30", {"a": "12.30"}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: 2026-12-01 07:00", {"a": "2026-12-01 07:00"}),
        ("a: 0x1F", {"a": "0x1F"}),
        ("a: [1, ~, yes]", {"a": ["1", "~", "yes"]}),
        ("1: x", {"1": "x"}),
        ('a: "q"', {"a": "q"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a:\tx", {"a": "x"}),
        ("- x", ["x"]),
        ("", None),
        ("# nothing", None),
    ],
)
def test_every_scalar_stays_the_text_that_was_written(written: str, read: object) -> None:
    assert plain(read_yaml(written, "a.md")) == read


def test_values_and_keys_know_their_lines() -> None:
    read = read_yaml("a: x\nb:\n  - y\n  - c: z\n", "a.md", first_line=2)
    assert isinstance(read, MappingNode)
    assert [str(read.places[key]) for key in ("a", "b")] == ["a.md:2", "a.md:3"]
    assert str(read.values["b"].place) == "a.md:4"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("a: !!python/object/apply:os.system [id]",
         "a.md:1: the YAML tag '!!python/object/apply:os.system' is not allowed."
         " Write the plain value."),
        ("a: !ENV HOME", "a.md:1: the YAML tag '!ENV' is not allowed. Write the plain value."),
        ("a: !!binary aGVp", "a.md:1: the YAML tag '!!binary' is not allowed. Write"),
        ("a: !!set {b}", "a.md:1: the YAML tag '!!set' is not allowed. Write"),
        ("a: &x y\nb: *x", "a.md:1: a YAML alias (`*name`) is used. Write the value out instead."),
        (BOMB, "a.md:1: a YAML alias (`*name`) is used."),
        ("a: x\nb: y\na: z", "a.md:3: 'a' stands here again; it is already on line 1."
         " Keep one of the two."),
        ("? [a]\n: x", "a.md:1: a key is not a word. Write `key: value`."),
        ("a:\n\tb: x", "a.md:2: a tab is used for indentation (column 1)."
         " Use spaces instead of the tab."),
        ("\ta: x", "a.md:1: a tab is used for indentation (column 1)."),
        ("a: b: c", "a.md:1: a colon inside the value confuses YAML (column 5)."
         ' Put the whole value in quotes: a: "b: c".'),
        ('a: "b\nc: d', "a.md:1: opens a quote that is never closed."),
        ("a: [b\nc: d", "a.md:1: opens a bracket that is never closed."),
        ("a: x\n\nText.\n\n---\n", "a.md:5: is not `key: value`, and the front matter has not"
         " ended before (column 1). Write `key: value`, or close it with --- above this line."),
        ('a: x\nb: "y\\x08z"', "a.md:2: holds the invisible character U+0008. Delete it."),
        ('"a\\x1e": y', "a.md:1: holds the invisible character U+001E. Delete it."),
        ("a: " + "[" * 3_000 + "]" * 3_000, "a.md:1: is nested too deeply."
         " Write it with fewer levels."),
        ("a: " + "{a: " * 3_000 + "x" + "}" * 3_000, "a.md:1: is nested too deeply."),
        ("a: " + "[" * 200_000, "a.md:1: is nested too deeply."),
        ("- " * 200_000, "a.md:1: is nested too deeply."),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_refused(written: str, told: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_yaml(written, "a.md")
    assert str(refused.value).startswith(told)


def test_of_a_file_that_is_not_all_ours_only_our_keys_are_read() -> None:
    read = read_yaml("a: x\nb: !!python/name:os.system\n", "mkdocs.yml", keys=("a",))
    assert plain(read) == {"a": "x"}


@pytest.mark.parametrize(
    ("written", "read"),
    [("!ENV A", "set"), ("!ENV [B, A, c]", "set"), ("!ENV [B, c]", "c")],
)
def test_settings_may_name_the_environment(written: str, read: str) -> None:
    assert plain(read_yaml(f"a: {written}", "mkdocs.yml", environment={"A": "set"})) == {"a": read}
