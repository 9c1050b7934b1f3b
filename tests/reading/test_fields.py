"""Fields of each type: what they take, and what an editor reads who wrote something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tolkku.model.findings import Finding
from tolkku.model.texts import State
from tolkku.reading import field_types as addresses
from tolkku.reading import fields as schema
from tolkku.reading.fields import Fields, Reader
from tolkku.reading.yaml_nodes import MappingNode, read_yaml


def taken(written: str, reader: Reader[Any]) -> tuple[Any, list[str]]:
    """The value of `field: <written>`, and everything that is told."""
    found: list[Finding] = []
    node = read_yaml(f"field: {written}\n", "a.md")
    assert isinstance(node, MappingNode)
    value = Fields(node, found.append).take("field", reader, None)
    return value, [str(finding) for finding in found]


@pytest.mark.parametrize(
    ("written", "reader", "value"),
    [
        ("x", schema.text(), "x"),
        ("2026", schema.text(), "2026"),
        ('"  x "', schema.text(), "x"),
        ("'no'", schema.text(), "no"),
        ("ma\u0308a\u0308", schema.text(), "mää"),
        ("👨‍👩‍👧", schema.text(), "👨‍👩‍👧"),
        ("yes", schema.flag, True),
        ("false", schema.flag, False),
        ("summary", schema.one_of(State), State.SUMMARY),
        ("health", schema.declared(["health"]), "health"),
        ("[a, 2]", schema.items(schema.text()), ("a", "2")),
        ("{a: 1}", schema.table(schema.text(), schema.text()), {"a": "1"}),
        ("72-timmar", addresses.slug, "72-timmar"),
        ("/sv/old/", addresses.old_path, "sv/old"),
        ("sv/old.html", addresses.old_path, "sv/old.html"),
        ("https://example.org/ä", addresses.web_address, "https://example.org/ä"),
        ("mailto:a@example.org", addresses.link, "mailto:a@example.org"),
        ("../sources.md#how", addresses.link, "../sources.md#how"),
    ],
)
def test_value_is_taken(written: str, reader: Reader[Any], value: Any) -> None:
    assert taken(written, reader) == (value, [])


@pytest.mark.parametrize(
    ("written", "reader", "told"),
    [
        ("[a]", schema.text(), "'field' wants a text, not a list. Write one text, in quotes if"),
        ("{a: b}", schema.text(), "'field' wants a text, not keys and values."),
        ("", schema.text(), "'field' is empty. Write a text or remove the line."),
        ("~", schema.text(), "'field' is empty."),
        ('"  "', schema.text(), "'field' is empty."),
        ('"\u00a0\u200b"', schema.text(), "'field' is empty."),
        ("a\u202eb", schema.text(), "'field' holds an invisible mark that changes the direction"
         " of the text. Type the text anew instead of pasting it."),
        ("abcd", schema.text(3), "'field' is 4 characters long; at most 3 fit. Shorten it."),
        ('"false"', schema.flag, "'field' wants yes or no. Write yes or no, without quotes."),
        ("1", schema.flag, "'field' wants yes or no."),
        ("2026-02-30", schema.day, "'field' '2026-02-30' is not a day of the calendar."),
        ("yesterday", schema.day, "'field' 'yesterday' is not a date. Write it as 2026-12-01."),
        ("1.12.2026", schema.day, "'field' '1.12.2026' is not a date."),
        ("sumary", schema.one_of(State), "'field' 'sumary' is not allowed here."
         " Did you mean 'summary'?"),
        ("x", schema.one_of(State), "'field' 'x' is not allowed here."
         " Allowed: full, summary, machine."),
        ("healt", schema.declared(["health"]), "'field' 'healt' is not declared."
         " Did you mean 'health'?"),
        ("x", schema.declared([]), "'field' 'x' is not declared. None is declared in mkdocs.yml."),
        ("a", schema.items(schema.text()), "'field' wants a list."
         " Write [a], with commas between several."),
        ("a, b", schema.items(schema.text()), "'field' wants a list."
         " Write [a, b], with commas between several."),
        ("Boil the water.", schema.items(schema.text()), "'field' wants a list."
         " Write each item on a line of its own, after '- '."),
        ("[a, ~, b]", schema.items(schema.text()), "item 2 is empty."),
        ("{a: ~}", schema.table(schema.text(), schema.text()), "'a' is empty."),
        ("../../../escape", addresses.slug, "'field' '../../../escape' cannot be part of an"
         " address. Use only small letters a–z, digits and hyphens."),
        ("Ä", addresses.slug, "'field' 'Ä' cannot be part of an address."),
        ("a--b", addresses.slug, "'field' 'a--b' cannot be part of an address."),
        ("../x", addresses.old_path, "'field' '../x' is not a path of this site."
         " Write it as sv/bulletins/old."),
        ("a/../b", addresses.old_path, "'field' 'a/../b' is not a path of this site."),
        ("'%2e%2e/x'", addresses.old_path, "'field' '%2e%2e/x' is not a path of this site."),
        ("https://x.fi/", addresses.old_path, "'field' 'https://x.fi' is not a path of this site."),
        ("/", addresses.old_path, "'field' '' is not a path of this site."),
        ("example.org", addresses.web_address, "'field' 'example.org' is not a web address."
         " Begin it with https://."),
        ("javascript:x", addresses.web_address, "'field' 'javascript:x' is not a web address."),
        ("'https://[::1'", addresses.web_address, "'field' 'https://[::1' is not an address."),
        ("javascript:x", addresses.link, "'field' 'javascript:x' is not a safe link."
         " Use https:, mailto:, tel: or a path."),
    ],
)  # fmt: skip
def test_value_is_refused(written: str, reader: Reader[Any], told: str) -> None:
    value, findings = taken(written, reader)
    assert value in (None, ("a", "b"), {})
    assert len(findings) == 1
    assert findings[0].startswith(f"a.md:1: {told}")


def mapped(written: str, build: Callable[[Fields], object]) -> list[str]:
    found: list[Finding] = []
    node = read_yaml(written, "a.md")
    assert isinstance(node, MappingNode)
    fields = Fields(node, found.append)
    build(fields)
    fields.finish()
    return [str(finding) for finding in found]


def person(fields: Fields) -> object:
    name = fields.need("name", schema.text(), "", "name: Nimi")
    return name, fields.take("role", schema.text(), "")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("name: x", []),
        ("role: x", ["a.md:1: 'name' is missing. Add a line like `name: Nimi`."]),
        ("name: x\nrol: y", ["a.md:2: 'rol' is not a field. Did you mean 'role'?"]),
        ("name: x\nage: y", ["a.md:2: 'age' is not a field. Known: name, role."]),
        ("Name: x", ["a.md:1: 'name' is missing. Add a line like `name: Nimi`.",
                     "a.md:1: 'Name' is not a field. Did you mean 'name'?"]),
    ],
)  # fmt: skip
def test_fields_missing_and_unknown_are_told(written: str, told: list[str]) -> None:
    assert mapped(written, person) == told


def test_a_record_is_judged_like_the_whole() -> None:
    def build(fields: Fields) -> object:
        return fields.take("by", schema.items(schema.record(person)), ())

    assert mapped("by:\n  - name: x\n  - rol: y\n  - z\n", build) == [
        "a.md:3: 'name' is missing. Add a line like `name: Nimi`.",
        "a.md:3: 'rol' is not a field. Did you mean 'role'?",
        "a.md:4: item 3 wants keys and values. Write `key: value` lines below it.",
    ]
