"""The config file: `mkdocs.yml` and the files it inherits, as one mapping."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from tolkku.conflict_marks import conflicts
from tolkku.errors import SourceError, TolkkuError
from tolkku.findings import Place
from tolkku.located import Mapping, Node, Scalar, Sequence, outer_keys, read_yaml
from tolkku.schema import Rejected, flag

_BUILT_IN = ("toc", "tables", "fenced_code")  # what MkDocs always adds
_LONGEST = 1_000_000  # bytes
_OWN_KEYS = (
    "site_url",
    "docs_dir",
    "site_dir",
    "markdown_extensions",
    "extra",
    "INHERIT",
    "theme",
    "hooks",
)


def read_mapping(file: Path, shown: str, seen: tuple[Path, ...] = ()) -> Mapping:
    """The file's own and inherited keys; the nearer file wins."""
    source = _text_of(file, shown)
    torn = conflicts(source, shown)
    if torn:
        raise TolkkuError(torn)
    own = read_yaml(source, shown, keys=_OWN_KEYS, environment=os.environ)
    if not isinstance(own, Mapping):
        raise SourceError(Place(shown), "holds no settings.", "Write `key: value` lines.")
    parent = own.values.get("INHERIT")
    if not isinstance(parent, Scalar):
        return own
    inherited = file.parent / parent.text
    if inherited.resolve() in (*seen, file.resolve()):
        raise SourceError(parent.place, "inherits from itself.", "Name another file.")
    under = read_mapping(inherited, os.path.normpath(parent.text), (*seen, file.resolve()))
    return _merged(under, own)


def top_keys(file: Path, shown: str) -> tuple[tuple[str, Place], ...]:
    """The keys at the top of the file itself, MkDocs' too, with their lines; twice if twice."""
    return outer_keys(_text_of(file, shown), shown)


def _text_of(file: Path, shown: str) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(_LONGEST + 1)
        if len(raw) > _LONGEST:
            told = f"is longer than {_LONGEST // 1000} kB."
            raise SourceError(Place(shown), told, "Keep only what the site needs.")
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        raise SourceError(
            Place(shown), "is not there.", "Run the command in the folder of mkdocs.yml."
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise SourceError(
            Place(shown), f"cannot be read ({problem}).", "Save it as UTF-8."
        ) from None


def _merged(under: Mapping, over: Mapping) -> Mapping:
    values, places = {**under.values}, {**under.places, **over.places}
    for key, value in over:
        below = values.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        values[key] = _merged(below, value) if both else value  # type: ignore[arg-type]
    return Mapping(over.place, values, places)


def markdown_options(node: Node | None) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The Markdown extensions and their options, the ones MkDocs builds in first."""
    chosen: dict[str, dict[str, Any]] = {name: {} for name in _BUILT_IN}
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar):
            chosen.setdefault(item.text, {})
        elif isinstance(item, Mapping):
            for name, options in item:
                chosen[name] = _plain(options) or {}
    return tuple(chosen.items())


def _plain(node: Node) -> Any:
    """The value that YAML 1.1 would make of a node; for options of other people's code."""
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    if node.is_null:
        return None
    if not node.quoted and re.fullmatch(r"-?\d+", node.text):
        return int(node.text)
    try:
        return flag(node, lambda finding: None)
    except Rejected:
        return node.text
