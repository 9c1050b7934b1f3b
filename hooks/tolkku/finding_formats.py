"""Finding formats: Findings for programs, as annotations on GitHub and as JSON."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tolkku.findings import Finding
from tolkku.printing import visible
from tolkku.spots import SourceLines

_LINE_ENDS = {"\r": "%0D", "\n": "%0A"}
_COMMANDS = {True: ("error", "This stops the build"), False: ("notice", "Worth knowing")}


def as_json(findings: Iterable[Finding], lines: SourceLines) -> str:
    """A list of objects, in the order given. Their keys stay what they are:

    `severity` (`error` or `note`), `path` (relative to the folder of `mkdocs.yml`, with `/`),
    `line` and `column` (from 1; null where there is none), `end_column` (the first one after what
    is meant), `problem`, `remedy`, `source` (the line as it stands in the file, or null).
    All of it is ASCII, so that no terminal and no pipe can spoil it; and no two # stand together,
    which could be an order to CI.
    """
    made = [_object(finding, lines) for finding in findings]
    return json.dumps(made, indent=2).replace("##", "#\\u0023") + "\n"


def _object(finding: Finding, lines: SourceLines) -> dict[str, object]:
    spot = lines.spot(finding)
    column = spot.column if spot else None
    return {
        "severity": finding.severity.value,
        "path": finding.place.path,
        "line": finding.place.line or None,
        "column": column,
        "end_column": spot.end + 1 if spot and column else None,
        "problem": finding.problem,
        "remedy": finding.remedy,
        "source": spot.text if spot else None,
    }


def as_annotations(findings: Iterable[Finding], lines: SourceLines, workspace: Path) -> str:
    """Workflow commands, one a line; GitHub shows each beside its line in the pull request.

    `workspace` is the folder of the repository. Of each kind GitHub shows ten a step: what comes
    first matters. docs.github.com: Workflow commands for GitHub Actions.
    """
    return "".join(f"{_annotation(finding, lines, workspace)}\n" for finding in findings)


def _annotation(finding: Finding, lines: SourceLines, workspace: Path) -> str:
    command, title = _COMMANDS[finding.is_error]
    properties = [*_position(finding, lines, workspace), ("title", title)]
    said = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{command} {said}::{_data(f'{finding.problem} {finding.remedy}')}"


def _position(finding: Finding, lines: SourceLines, workspace: Path) -> Iterator[tuple[str, str]]:
    path, line = finding.place.path, finding.place.line
    yield "file", _from(workspace, lines.root / path) or path
    if line:
        yield "line", str(line)
    spot = lines.spot(finding)
    if line and spot and spot.column:
        yield "col", str(spot.column)
        yield "endColumn", str(spot.end + 1)


def _from(workspace: Path, file: Path) -> str | None:
    """The way to a file that is there; some Findings are about an option, or what is missing."""
    try:
        there = file.exists()
    except (OSError, ValueError):  # no name that a file can have
        return None
    return Path(os.path.relpath(file, workspace)).as_posix() if there else None


def _data(text: str) -> str:
    pieces = re.split("([\r\n])", text.replace("%", "%25"))
    return "".join(_LINE_ENDS.get(piece) or visible(piece) for piece in pieces)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
