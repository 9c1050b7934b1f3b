"""YAML problems: what could not be read as YAML, told in an editor's words.

libyaml names what it expected next, often lines after the mistake. The mistakes that people make
are few: quotes from a word processor, a colon, a `#`, a sign at the beginning, spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from tolkku.model.findings import Place, SourceError

CURLY = "“”„‟«»‘’‚‛”"
_FIELD = re.compile(r"(?P<before>\s*(?:- +)*(?P<key>[^\s:#'\"\[{][^:#]*):\s+)(?P<value>\S.*?)\s*")
_ITEM = re.compile(r"(?P<before>\s*(?:- +)+)(?P<value>\S.*?)\s*")
_TAG_IN_LIST = re.compile(r"(?<=[\[,])\s*(#\w[\w-]*)")
_SIGNS = "@%*&!|>?-`"
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where libyaml gave up: what it said, the lines, and the number of the line from 0."""

    said: str
    lines: list[str]
    number: int
    column: int
    began: int  # the line on which what it was reading began

    @property
    def line(self) -> str:
        return self.lines[self.number] if self.number < len(self.lines) else ""

    @property
    def where(self) -> str:
        return f"column {self.column + 1}"


_Told = tuple[int, str, str]
"""The number of a line from 0, what is wrong with it, and what to do."""


def syntax_error(problem: yaml.YAMLError, text: str, path: str, first_line: int) -> SourceError:
    """The error to raise for what libyaml says of `text`, which begins on `first_line` of `path`.

    >>> str(syntax_error(yaml.YAMLError("no"), "a", "a.md", 2).findings[0])
    'a.md:2: is not valid YAML: no. Correct it.'
    """
    mark = getattr(problem, "problem_mark", None)
    said = str(getattr(problem, "problem", None) or problem).splitlines()[0]
    if mark is None:
        return SourceError(Place(path, first_line), f"is not valid YAML: {said}.", "Correct it.")
    began = getattr(problem, "context_mark", None) or mark
    scene = _Scene(said, text.split("\n"), mark.line, mark.column, began.line)
    number, told, remedy = next(_guesses(scene))
    return SourceError(Place(path, number + first_line), told, remedy)


def in_quotes(value: str) -> str:
    """A value as it is written in YAML so that nothing in it means anything.

    >>> in_quotes('"Näin" sanoi hän')
    '\\'"Näin" sanoi hän\\''
    """
    bare = value.strip(f" {CURLY}") if value[:1] in CURLY else value
    return "'" + bare.replace("'", "''") + "'" if '"' in bare or "\\" in bare else f'"{bare}"'


def _guesses(scene: _Scene) -> Iterator[_Told]:
    """What may be meant, the likeliest first."""
    if "\t" in scene.line[: scene.column + 1]:
        told = f"a tab is used for indentation ({scene.where})."
        yield scene.number, told, "Use spaces instead of the tab."
    yield from _unclosed(scene)
    if "mapping values are not allowed" in scene.said:
        yield from _indented_key(scene)
        yield from _curly(scene)
        told = f"a colon inside the value confuses YAML ({scene.where})."
        yield scene.number, told, _whole_in_quotes(scene.line)
    if "could not find expected ':'" in scene.said:
        told = f"is not `key: value`, and the front matter has not ended before ({scene.where})."
        remedy = "Write `key: value`, or close it with --- above this line."
        yield scene.number, told, remedy
    yield from _beginning(scene)
    yield from _indentation(scene)
    if "escape character" in scene.said:
        told = f"holds a \\ that means nothing between these quotes ({scene.where})."
        yield scene.number, told, _whole_in_quotes(scene.line)
    yield (
        scene.number,
        f"is not valid YAML: {scene.said} ({scene.where}).",
        "Look at this line and the one before: indentation, quotes, colons.",
    )


def _unclosed(scene: _Scene) -> Iterator[_Told]:
    """A list or a quote that goes on to the end."""
    if scene.began >= len(scene.lines):
        return
    opening = scene.lines[scene.began]
    if "did not find expected ',' or" in scene.said:
        lost = _TAG_IN_LIST.findall(opening)
        if lost:
            yield scene.began, f"'{lost[0]}' is lost: to YAML it is a comment.", _tags(opening)
        elif scene.began != scene.number:
            told = "opens a bracket that is never closed."
            yield scene.began, told, "Close it on the same line, or put the whole value in quotes."
    if "end of stream" in scene.said or "document indicator" in scene.said:
        told = "opens a quote that is never closed."
        yield scene.began, told, "Close it with the same quote at the end of the value."


def _tags(line: str) -> str:
    words = re.findall(r"#?(\w[\w-]*)", line.partition("[")[2])[:_MOST_WORDS]
    quoted = ", ".join(f'"#{word}"' for word in words)
    return f"Write them without #: [{', '.join(words)}]; or each in quotes: [{quoted}]."


def _curly(scene: _Scene) -> Iterator[_Told]:
    field = _FIELD.fullmatch(scene.line)
    if field and field["value"][0] in CURLY:
        told = f"'{field['value'][0]}' is no quote to YAML, so that the colon confuses it."
        yield scene.number, told, f"Use straight quotes: {_quoted_line(field)}."


def _indented_key(scene: _Scene) -> Iterator[_Told]:
    """A key that is taken for the next words of the line above."""
    if scene.number == 0 or ":" in scene.line[: scene.column]:
        return
    above = scene.lines[scene.number - 1]
    if _indent(scene.line) > _indent(above) and _FIELD.fullmatch(above):
        told = "is indented further than the line above, and taken for a part of it."
        yield scene.number, told, f"Begin it under '{above.split(':')[0].strip()}'."
    elif above.strip() and ":" not in above:
        told = "is not `key: value`."
        yield scene.number - 1, told, "Write a colon and a space after the key."


def _beginning(scene: _Scene) -> Iterator[_Told]:
    """A value that begins with what means something to YAML."""
    field = _FIELD.fullmatch(scene.line) or _ITEM.fullmatch(scene.line)
    if not field or scene.column < len(field["before"]):
        return
    first = field["value"][0]
    if first in "'\"" and "did not find expected" in scene.said:
        told = f"a quote ends before the value does ({scene.where})."
    elif first in "[{" and field["value"][-1] in "]}":
        told = f"a text between the brackets confuses YAML ({scene.where})."
        remedy = "Put it in quotes, as every text with a colon, comma or bracket in it."
        yield scene.number, told, remedy
        return
    elif first in "[{" and "did not find expected" in scene.said:
        told = f"begins with a bracket, which to YAML begins a list ({scene.where})."
    elif first in _SIGNS:
        told = f"begins with '{first}', which means something to YAML ({scene.where})."
    else:
        return
    yield scene.number, told, f"Put the whole value in quotes: {_quoted_line(field)}."


def _indentation(scene: _Scene) -> Iterator[_Told]:
    if not re.search("expected ('-'|key)", scene.said) or scene.column != _indent(scene.line):
        return
    above = {_indent(line) for line in scene.lines[: scene.number] if line.strip()}
    if scene.column in above and "'-' indicator" in scene.said:
        told = "stands among the items of a list, and is none."
        yield scene.number, told, "Begin it with '- ', or indent the list above."
    if scene.column in above:
        return
    shown = " or ".join(map(str, sorted(above)))
    told = f"begins after {_spaces(scene.column)}; the lines above begin after {shown}."
    yield scene.number, told, "Begin it exactly under the line that it belongs to."


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _whole_in_quotes(line: str) -> str:
    field = _FIELD.fullmatch(line) or _ITEM.fullmatch(line)
    shown = _quoted_line(field) if field else 'key: "value: with a colon"'
    return f"Put the whole value in quotes: {shown}."


def _quoted_line(field: re.Match[str]) -> str:
    before, value = field["before"].strip(), field["value"]
    if before.startswith("-") and _is_prose(field.groupdict().get("key") or ""):
        before, value = "-", f"{field['key']}: {value}"
    if value[0] in "'\"" and value[-1] == value[0] and len(value) > 1:
        value = value[1:-1]
    return f"{before} {in_quotes(value)}"


def _is_prose(key: str) -> bool:
    """Whether what stands before a colon is no name of a field."""
    return " " in key or key[:1].isupper()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
