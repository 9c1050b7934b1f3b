"""Placeholders: what `tolkku new` leaves for an editor to fill in, and where it still stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tolkku.model.findings import Finding, Place, error, note
from tolkku.model.texts import Edition
from tolkku.reading.field_types import PLACEHOLDER_URL
from tolkku.reading.front_matter import SourceText
from tolkku.reading.yaml_nodes import MappingNode, Node, ScalarNode

PLACEHOLDER = "…"
TEXT = "the text"

_REMEDY = "Write what belongs there, or remove it."
_FENCE = re.compile(r" {0,3}(```|~~~)")
_LINE = re.compile(r" {0,3}(?:#{1,6} |[-*+] |\d+[.)] )?…(?: *\{[^}]*\})?\s*")


def unfilled(source: SourceText, is_draft: bool) -> Iterator[Finding]:
    """One note for a draft; for anything else an error each, so that none is ever published."""
    left = [*_in_fields(source.fields), *_in_text(source)]
    if not is_draft:
        for name, place in left:
            told = f"{_quoted(name)} still holds the '…' of `tolkku new`."
            yield error(place, told, _REMEDY)
    elif left:
        told = f"is a draft with {_counted(left)} to fill in: {_listed(left)}."
        yield note(left[0][1], told, "Write there instead of '…', or remove what is not needed.")


def is_unfilled(edition: Edition) -> bool:
    """Whether readers' text in an edition still says `…`: it cannot be compared with another."""
    action, wrong = edition.action, edition.correction
    said = [edition.title, edition.summary, *edition.facts, *edition.arguments]
    said += [action.text] if action else []
    said += [wrong.was, wrong.right] if wrong else []
    return PLACEHOLDER in said or next(_lines(edition.body), None) is not None


def unfilled_settings(settings: MappingNode) -> tuple[tuple[str, Place], ...]:
    """The settings that still hold a placeholder: `topics.preparedness.se`, and its place."""
    return tuple(_scalars(settings, ""))


def setting_error(name: str, place: Place) -> Finding:
    return error(place, f"{_quoted(name)} still holds the '…' of `tolkku new`.", _REMEDY)


def _in_fields(fields: MappingNode) -> Iterator[tuple[str, Place]]:
    for key, value in fields:
        yield from ((key, place) for _, place in _scalars(value, key))


def _scalars(node: Node, name: str) -> Iterator[tuple[str, Place]]:
    if isinstance(node, ScalarNode):
        if node.text in (PLACEHOLDER, PLACEHOLDER_URL):
            yield name, node.place
    elif isinstance(node, MappingNode):
        for key, value in node:
            yield from _scalars(value, f"{name}.{key}" if name else key)
    else:
        for item in node.items:
            yield from _scalars(item, name)


def _in_text(source: SourceText) -> Iterator[tuple[str, Place]]:
    for number in _lines(source.body):
        yield TEXT, Place(source.place.path, source.body_line + number)


def _lines(body: str) -> Iterator[int]:
    """The lines, from 0, that hold nothing else; in code a line of dots may be meant."""
    if PLACEHOLDER not in body:
        return
    fence = ""
    for number, line in enumerate(body.split("\n")):
        mark = _FENCE.match(line)
        if mark and fence in ("", mark.group(1)):
            fence = "" if fence else mark.group(1)
        elif not fence and _LINE.fullmatch(line):
            yield number


def _quoted(name: str) -> str:
    return name if name == TEXT else f"'{name}'"


def _counted(left: list[tuple[str, Place]]) -> str:
    return "1 place" if len(left) == 1 else f"{len(left)} places"


def _listed(left: list[tuple[str, Place]]) -> str:
    """`title (line 3), sources (14, 15)`."""
    lines: dict[str, dict[str, None]] = {}
    for name, place in left:
        lines.setdefault(name, {})[str(place.line)] = None
    shown = [f"{name} ({', '.join(numbers)})" for name, numbers in lines.items()]
    return ", ".join(shown).replace("(", "(line ", 1)
