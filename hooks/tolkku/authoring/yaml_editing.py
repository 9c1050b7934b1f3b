"""YAML editing: a line or a word more in a file, and every other character as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from tolkku.model.findings import Place, SourceError

Way = tuple[str | int, ...]
"""The keys and places in lists that lead from a document to something in it."""

_BEFORE_ITEM = re.compile(r" *- +")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(\r\n|\n|\r|\Z)")


@dataclass(frozen=True)
class NewItem:
    """One more item, in YAML, of the list at `way`, after the item of that number."""

    way: Way
    item: str
    after: int


@dataclass(frozen=True)
class NewKey:
    """One more key of the mapping at `way`, its value in YAML."""

    way: Way
    key: str
    value: str


@dataclass(frozen=True)
class Unfolded:
    """The text at `way` becomes a mapping: the text under `key`, and one more key."""

    way: Way
    key: str
    other: str
    value: str


Change = NewItem | NewKey | Unfolded
_Insertion = tuple[int, str]
"""Where what is written; nothing is ever taken away."""


def document(source: str) -> yaml.Node | None:
    """Its nodes with their places; like `located`, it follows no tag and executes nothing."""
    return yaml.compose(source, Loader=yaml.SafeLoader)


def child(node: yaml.Node | None, *way: str | int) -> yaml.Node | None:
    """What the way leads to, if anything."""
    for step in way:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        else:
            return None
    return node


def edited(source: str, path: str, changes: Iterable[Change]) -> str:
    """The source with the changes. Raises SourceError where it is written so that this is not safe.

    `path` is the file's, for the error. Whatever the edit makes must say exactly what it should.
    """
    changes = tuple(changes)
    root = document(source)
    inserted = [pair for change in changes for pair in _insertions(source, root, change, path)]
    after = source
    for at, written in sorted(inserted, key=lambda pair: pair[0], reverse=True):
        after = after[:at] + written + after[at:]
    wanted = _plain(root)
    for change in changes:
        _apply(change, wanted)
    try:
        is_right = _plain(document(after)) == wanted
    except yaml.YAMLError:
        is_right = False
    if not is_right:
        raise _unsafe(path, 0)
    return after


def _insertions(source: str, root: yaml.Node | None, change: Change, path: str) -> list[_Insertion]:
    node = child(root, *change.way)
    if isinstance(change, Unfolded):
        return _unfolding(source, root, change, path)
    if not isinstance(node, yaml.CollectionNode):
        raise _unsafe(path, 0)
    written = change.item if isinstance(change, NewItem) else f"{change.key}: {change.value}"
    last = _last(node, change)
    if last is None:  # empty: then it stands in brackets
        return [(node.start_mark.index + 1, written)]
    if node.flow_style:
        return [(_end(last[-1]), f", {written}")]
    column = last[0].start_mark.column
    start = last[0].start_mark.index
    lead = source[start - column : start]
    if isinstance(change, NewKey):
        lead = " " * column
    elif not _BEFORE_ITEM.fullmatch(lead):
        raise _unsafe(path, last[0].start_mark.line + 1)
    return [_new_line(source, _end(last[-1]), lead, written, path)]


def _unfolding(
    source: str, root: yaml.Node | None, change: Unfolded, path: str
) -> list[_Insertion]:
    node, around = child(root, *change.way), child(root, *change.way[:-1])
    if not isinstance(node, yaml.ScalarNode) or not isinstance(around, yaml.CollectionNode):
        raise _unsafe(path, 0)
    start, end = node.start_mark.index, node.end_mark.index
    other = f"{change.other}: {change.value}"
    if around.flow_style:
        return [(start, f"{{{change.key}: "), (end, f", {other}}}")]
    below = _new_line(source, end, " " * node.start_mark.column, other, path)
    return [(start, f"{change.key}: "), below]


def _last(node: yaml.CollectionNode, change: NewItem | NewKey) -> tuple[yaml.Node, ...] | None:
    """What the new one comes after: an item, or a key and its value."""
    if not node.value:
        return None
    if isinstance(change, NewKey):
        return tuple(node.value[-1])
    return (node.value[change.after],)


def _new_line(source: str, end: int, lead: str, written: str, path: str) -> tuple[int, str]:
    """A line after the one on which something ends; its comment stays with it."""
    body = "".join(f"{lead if number == 0 else ' ' * len(lead)}{line}\n"
                   for number, line in enumerate(written.split("\n")))  # fmt: skip
    newline = next(iter(re.findall(r"\r\n|\n|\r", source)), "\n")
    body = body.replace("\n", newline)
    if end and source[end - 1] in "\r\n":
        return end, body
    rest = _REST_OF_LINE.match(source, end)
    if rest is None:
        raise _unsafe(path, source.count("\n", 0, end) + 1)
    if not rest.group(1):
        return rest.end(), newline + body.removesuffix(newline)
    return rest.end(), body


def _end(node: yaml.Node) -> int:
    """Where a value ends; for YAML, lines end where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last)
    return int(node.end_mark.index)


def _plain(node: yaml.Node | None) -> object:
    """What a document says, in values that can be compared and changed."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return (node.tag, node.value) if node else None


def _apply(change: Change, said: Any) -> None:
    *way, last = change.way
    for step in way:
        said = said[step]
    new = _plain(document(change.item if isinstance(change, NewItem) else change.value))
    if isinstance(change, NewItem):
        said[last].insert(change.after + 1 if said[last] else 0, new)
    elif isinstance(change, NewKey):
        said[last][_text(change.key)] = new
    else:
        said[last] = {change.key: said[last], change.other: new}


def _text(written: str) -> str:
    """A key without its quotes."""
    return str(getattr(document(written), "value", written))


def _unsafe(path: str, line: int) -> SourceError:
    told = "is written in a way that cannot be edited safely."
    return SourceError(Place(path, line), told, "Add the line by hand.")
