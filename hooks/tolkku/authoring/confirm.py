"""Confirming: writes `follows` into a translation's file, and touches nothing else in it."""

from __future__ import annotations

import json
import re

import yaml

from tolkku.model.findings import Place, SourceError
from tolkku.model.texts import Edition, Follows, Text
from tolkku.reading.yaml_nodes import MappingNode, Node, ScalarNode, read_yaml
from tolkku.site import Site
from tolkku.system.files import replace_file
from tolkku.translation.standing import parts_of

_OPENING = re.compile("\ufeff?(?:[ \t]*(?:\r\n|\n|\r))*---[ \t]*(\r\n|\n|\r)")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_COMMENT = re.compile(r"(?<=\s)#[^\r\n]*")
_PLAIN_NAME = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[a-z][a-z0-9-]*")


def present_follows(site: Site, text: Text) -> Follows:
    """What a translation that agrees with its original says, now."""
    original = text.edition(text.original)
    assert original is not None
    parts = parts_of(original, site.rendered(original))
    return Follows(site.now.date(), tuple(parts.items()))


def confirm(site: Site, text: Text, edition: Edition) -> None:
    """Write what the edition follows into its file. Raises SourceError; then it is untouched."""
    file = site.settings.root / edition.path
    follows = present_follows(site, text)
    try:
        before = file.read_bytes().decode("utf-8")
        after = with_follows(before, follows)
        _check(before, after, follows, edition.path)
        replace_file(file.resolve(), after.encode("utf-8"))
    except OSError as problem:
        told = f"cannot be written: {problem.strerror or problem}."
        raise SourceError(Place(edition.path, 0), told, "Change its permissions.") from None


def with_follows(source: str, follows: Follows) -> str:
    """The source of an edition with these `follows`. Its front matter must be without errors."""
    opening, start, end = _front_matter(source)
    front = source[start:end]
    for first, last, written in sorted(_edits(front, follows), reverse=True):
        front = front[:first] + written.replace("\n", opening) + front[last:]
    return source[:start] + front + source[end:]


def _front_matter(source: str) -> tuple[str, int, int]:
    """Its line end, and where it begins and ends."""
    opening = _OPENING.match(source)
    closing = _CLOSING.search(source, opening.end()) if opening else None
    assert opening is not None
    assert closing is not None
    return opening.group(1), opening.end(), closing.start()


_Edit = tuple[int, int, str]
"""What is written between two positions, instead of what stands there."""


def _edits(front: str, follows: Follows) -> list[_Edit]:
    root = yaml.compose(front, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    indent = " " * root.start_mark.column
    found = next(((key, node) for key, node in root.value if key.value == "follows"), None)
    if found is None:
        return [(len(front), len(front), _block(follows, indent))]
    key, node = found
    fields = {name.value: value for name, value in getattr(node, "value", ())}
    parts = fields.get("parts")
    if not isinstance(parts, yaml.MappingNode) or node.flow_style or parts.flow_style:
        first, last = key.start_mark.index, _end(node)
        comments = [f"{indent}{said}\n" for said in _COMMENT.findall(front[first:last])]
        block = "".join(comments) + _block(follows, indent)
        return [(first, last, block.removeprefix(indent).removesuffix("\n"))]
    on = _replaced(fields["on"], follows.on.isoformat())
    return [on, *_part_edits(front, parts, dict(follows.parts))]


def _end(node: yaml.Node) -> int:
    """Where a value ends; for YAML, lines of fields end where the next one begins."""
    is_lines = isinstance(node, yaml.MappingNode) and not node.flow_style and node.value
    return _end(node.value[-1][1]) if is_lines else int(node.end_mark.index)


def _block(follows: Follows, indent: str) -> str:
    lines = ["follows:", f"  on: {follows.on}", "  parts:"]
    lines += [f"    {_part(name, mark)}" for name, mark in follows.parts]
    return "".join(f"{indent}{line}\n" for line in lines)


def _part(name: str, mark: str) -> str:
    """`title: "12345678"`: in quotes, for other programs take 12345678 and 1e5 for numbers."""
    shown = name if _PLAIN_NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    return f'{shown}: "{mark}"'


def _replaced(node: yaml.Node, written: str) -> _Edit:
    return node.start_mark.index, node.end_mark.index, written


def _part_edits(front: str, parts: yaml.MappingNode, marks: dict[str, str]) -> list[_Edit]:
    """Line by line, so that comments stay where they are."""
    edits = []
    end = 0
    for key, node in parts.value:
        start = key.start_mark.index - key.start_mark.column
        end = _line_end(front, node.end_mark.index)
        mark = marks.pop(key.value, None)
        edits.append((start, end, "") if mark is None else _replaced(node, f'"{mark}"'))
    indent = " " * parts.start_mark.column
    new = "".join(f"{indent}{_part(name, mark)}\n" for name, mark in marks.items())
    return [*edits, (end, end, new)]


def _line_end(front: str, position: int) -> int:
    """Where the next line begins."""
    found = re.compile(r"\r\n|\n|\r").search(front, position)
    return found.end() if found else len(front)


def _check(before: str, after: str, follows: Follows, path: str) -> None:
    """Refuse an edit that says anything else than it should, in whatever YAML it was made."""
    wanted = {"on": follows.on.isoformat(), "parts": dict(follows.parts)}
    if _said(after, path) != {**(_said(before, path) or {}), "follows": wanted}:
        told = "has front matter that cannot be edited safely."
        raise SourceError(Place(path), told, "Write each field on lines of its own, without {}.")


def _said(source: str, path: str) -> dict[str, object] | None:
    """The fields of a source; None when it is no YAML any more."""
    _, start, end = _front_matter(source)
    try:
        said = _plain(read_yaml(source[start:end], path))
    except SourceError:
        return None
    return said if isinstance(said, dict) else None


def _plain(node: Node | None) -> object:
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, value in node}
    if isinstance(node, ScalarNode) or node is None:
        return node and node.text
    return [_plain(item) for item in node.items]
