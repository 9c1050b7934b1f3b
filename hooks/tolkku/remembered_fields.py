"""Remembered fields: front matter read as YAML, or recalled as it was read the last time."""

from __future__ import annotations

from typing import Any

from tolkku.cache import Cache
from tolkku.findings import Place
from tolkku.located import Mapping, Node, Scalar, Sequence, read_yaml


def read_fields(text: str, path: str, first_line: int, cache: Cache) -> Node | None:
    """The YAML document in `text`, as `read_yaml` reads it. Raises SourceError."""
    name, key = f"fields {path}", cache.key(text, str(first_line))
    kept = cache.recall(name, key)
    if kept is not None:
        return _node(kept, path)
    node = read_yaml(text, path, first_line)
    if node is not None:
        cache.keep(name, key, _plain(node))
    return node


def _plain(node: Node) -> list[Any]:
    """A node as lists: its line first. A scalar ends with whether it is quoted, a sequence is
    told from a mapping by the length of the list."""
    if isinstance(node, Scalar):
        return [node.place.line, node.text, node.quoted]
    if isinstance(node, Sequence):
        return [node.place.line, [_plain(item) for item in node.items]]
    return [
        node.place.line,
        [[key, node.places[key].line, _plain(value)] for key, value in node],
        None,
        None,
    ]


def _node(plain: list[Any], path: str) -> Node:
    place = Place(path, plain[0])
    if len(plain) == 3:
        return Scalar(place, plain[1], plain[2])
    if len(plain) == 2:
        return Sequence(place, tuple(_node(item, path) for item in plain[1]))
    fields = plain[1]
    return Mapping(
        place,
        {key: _node(value, path) for key, _, value in fields},
        {key: Place(path, line) for key, line, _ in fields},
    )
