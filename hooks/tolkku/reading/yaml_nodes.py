"""YAML read into plain values that know their line, with nothing guessed and nothing executed.

YAML 1.1 would make `no` a boolean, `12.30` a number and `1:30` ninety; here every scalar stays
the text that the editor wrote, and the field that reads it decides what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from tolkku.model.findings import Place, SourceError
from tolkku.reading.yaml_problems import syntax_error
from tolkku.system.cache import Cache

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: the same result, nine times slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)
# C0 and C1 controls except tab and line feed: illegal in XML 1.0, or invisible everywhere.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufffd\ufeff]")
# What can open one more level. The C loader crashes at about a hundred thousand levels.
_OPENING = re.compile(r"[\[{]|[-?]\s")
_MOST_OPENINGS = 10_000
_HASHTAG = re.compile(r"[ \t]+#\w+")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_HASHTAG_IN_LIST = re.compile(r"(?<=[\s\[,])#\w+")
_ITEM_IN_TEXT = re.compile(r"\n[ ]+- ")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text as written; `quoted` when the editor put it in quotes or wrote it as a block."""

    place: Place
    text: str
    quoted: bool

    @property
    def is_null(self) -> bool:
        return not self.quoted and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class SequenceNode:
    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys in the order written; `places` has the place of each key."""

    place: Place
    values: dict[str, Node]
    places: dict[str, Place]

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        return iter(self.values.items())


Node = ScalarNode | SequenceNode | MappingNode


def read_yaml(
    text: str,
    path: str,
    first_line: int = 1,
    keys: tuple[str, ...] | None = None,
    environment: Mapping[str, str] | None = None,
    named: tuple[str, ...] = (),
) -> Node | None:
    """The YAML document in `text`, or None where there is none.

    `first_line` is the line of `path` on which `text` begins. With `keys`, only these keys of
    the outermost mapping are read, so that the others may hold what is not ours to judge; of
    those that are `named` too, only the names of what they list. With
    an `environment`, `!ENV` is replaced by its values, as MkDocs does; never give one for content.
    Raises SourceError at the first thing that is not plain YAML: syntax errors, tags such as
    `!!python/object`, aliases (a few lines of them can fill a memory), duplicate keys.
    """
    if len(_OPENING.findall(text)) > _MOST_OPENINGS:
        raise _too_deep(path, first_line)
    try:
        root = yaml.compose(text, Loader=_Loader)
        if root is None:
            return None
        if keys is not None and isinstance(root, yaml.MappingNode):
            read = [pair for pair in root.value if pair[0].value in keys]
            root.value = [(k, _names_in(v) if k.value in named else v) for k, v in read]
        return _Reader(path, first_line, environment, text).node(root)
    except yaml.YAMLError as problem:
        raise syntax_error(problem, text, path, first_line) from None
    except RecursionError:
        raise _too_deep(path, first_line) from None


def _names_in(listed: yaml.Node) -> yaml.Node:
    """A list without the options of its items: `[search, {tags: {…}}]` names two."""
    if isinstance(listed, yaml.MappingNode):
        items = [key for key, _ in listed.value]
    elif isinstance(listed, yaml.SequenceNode):
        items = [
            item.value[0][0] if isinstance(item, yaml.MappingNode) and item.value else item
            for item in listed.value
        ]
    else:
        items = []
    plain = [item for item in items if item.tag in _PLAIN_TAGS]
    return yaml.SequenceNode("tag:yaml.org,2002:seq", plain, listed.start_mark, listed.end_mark)


def outer_keys(text: str, path: str) -> tuple[tuple[str, Place], ...]:
    """Every key of the outermost mapping with its line, also one that stands twice.

    The YAML must be sound: `read_yaml` tells what is not.
    """
    root = yaml.compose(text, Loader=_Loader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    keys = (key for key, _ in pairs if isinstance(key, yaml.ScalarNode))
    return tuple((key.value, Place(path, key.start_mark.line + 1)) for key in keys)


def _too_deep(path: str, line: int) -> SourceError:
    return SourceError(Place(path, line), "is nested too deeply.", "Write it with fewer levels.")


class _Reader:
    def __init__(
        self,
        path: str,
        first_line: int,
        environment: Mapping[str, str] | None,
        text: str,
    ) -> None:
        self._path = path
        self._text = text
        self._first_line = first_line
        self._environment = environment
        self._seen: set[int] = set()

    def node(self, raw: yaml.Node) -> Node:
        place = Place(self._path, raw.start_mark.line + self._first_line)
        if id(raw) in self._seen:
            raise SourceError(
                place, "a YAML alias (`*name`) is used.", "Write the value out instead."
            )
        self._seen.add(id(raw))
        if raw.tag == "!ENV" and self._environment is not None:
            return ScalarNode(place, self._from_environment(raw), True)
        if raw.tag not in _PLAIN_TAGS:
            shown = raw.tag.replace("tag:yaml.org,2002:", "!!")
            raise SourceError(
                place, f"the YAML tag '{shown}' is not allowed.", "Write the plain value."
            )
        if isinstance(raw, yaml.ScalarNode):
            _refuse_control(raw.value, place)
            self._refuse_hashtag(raw, place)
            self._refuse_joined_items(raw)
            return ScalarNode(place, raw.value, bool(raw.style))
        if isinstance(raw, yaml.SequenceNode):
            self._refuse_hashtags(raw, place)
            return SequenceNode(place, tuple(self.node(item) for item in raw.value))
        return self._mapping(raw, place)

    def _refuse_hashtag(self, raw: yaml.ScalarNode, place: Place) -> None:
        """`title: Join #metoo` says no more than `Join`: to YAML the rest is a comment."""
        if not raw.style:  # libyaml says '', PyYAML None
            found = _HASHTAG.match(self._text, raw.end_mark.index)
            if found:
                told = f"'{found.group().strip()}' is lost: to YAML it is a comment."
                raise SourceError(place, told, "Put the whole value in quotes.")

    def _refuse_hashtags(self, raw: yaml.SequenceNode, place: Place) -> None:
        """Of a list over several lines `[` `#a,` `#b` `]` nothing is left."""
        if raw.flow_style and raw.end_mark.line > raw.start_mark.line:
            written = self._text[raw.start_mark.index : raw.end_mark.index]
            found = _HASHTAG_IN_LIST.search(_QUOTED.sub("", written))
            if found:
                told = f"'{found.group()}' is lost: to YAML it is a comment."
                raise SourceError(place, told, "Write each without #, or in quotes.")

    def _refuse_joined_items(self, raw: yaml.ScalarNode) -> None:
        """An item that is indented further than the one above would become the end of it."""
        if raw.style or raw.end_mark.line == raw.start_mark.line:
            return
        found = _ITEM_IN_TEXT.search(self._text, raw.start_mark.index, raw.end_mark.index)
        if found:
            line = self._text.count("\n", 0, found.end()) + self._first_line
            told = "is indented further than the line above, and taken for a part of it."
            raise SourceError(Place(self._path, line), told, "Begin it under the first '-'.")

    def _from_environment(self, raw: yaml.Node) -> str:
        """`!ENV NAME` or `!ENV [NAME, OTHER, default]`: the first that is set, or the default."""
        names = [raw.value] if isinstance(raw, yaml.ScalarNode) else [n.value for n in raw.value]
        environment = self._environment or {}
        return next((environment[name] for name in names if name in environment), names[-1])

    def _mapping(self, raw: yaml.Node, place: Place) -> MappingNode:
        values: dict[str, Node] = {}
        places: dict[str, Place] = {}
        for raw_key, raw_value in raw.value:
            key = self.node(raw_key)
            if not isinstance(key, ScalarNode):
                if self._text.startswith("{{", raw.start_mark.index):
                    told = "holds a template tag, and none is filled in here."
                    raise SourceError(place, told, "Write what it stands for, in quotes.")
                raise SourceError(key.place, "a key is not a word.", "Write `key: value`.")
            if key.text in values:
                raise SourceError(
                    key.place,
                    f"'{key.text}' stands here again; it is already on line "
                    f"{places[key.text].line}.",
                    "Keep one of the two.",
                )
            values[key.text] = self.node(raw_value)
            places[key.text] = key.place
        return MappingNode(place, values, places)


def _refuse_control(value: str, place: Place) -> None:
    """Quoted YAML can spell what no file may hold: `"\\x08"`."""
    found = CONTROL.search(value)
    if found:
        told = f"holds the invisible character U+{ord(found.group()):04X}."
        raise SourceError(place, told, "Delete it.")


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
    if isinstance(node, ScalarNode):
        return [node.place.line, node.text, node.quoted]
    if isinstance(node, SequenceNode):
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
        return ScalarNode(place, plain[1], plain[2])
    if len(plain) == 2:
        return SequenceNode(place, tuple(_node(item, path) for item in plain[1]))
    fields = plain[1]
    return MappingNode(
        place,
        {key: _node(value, path) for key, _, value in fields},
        {key: Place(path, line) for key, line, _ in fields},
    )
