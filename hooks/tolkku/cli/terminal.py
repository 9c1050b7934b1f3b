"""Terminal: what others wrote, made harmless where it is shown, on a terminal or in Markdown.

Whatever the editors' command says goes out through `tell`; what MkDocs says, through `plainly`.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import unicodedata
from collections.abc import Mapping
from typing import Any

import click

from tolkku.model.harmless import unheard, visible

_COLOUR = re.compile("(\x1b\\[[0-9;]*m)")


def tell(text: str, err: bool = False, nl: bool = True, color: bool | None = None) -> None:
    """Write lines for people. The line ends and colours in it are our own: in what others wrote,
    `visible` has to be asked first wherever it could hold some."""
    lines = (_COLOUR.split(line) for line in text.split("\n"))
    shown = ("".join(p if _COLOUR.fullmatch(p) else visible(p) for p in line) for line in lines)
    click.echo(unheard("\n".join(shown)), err=err, nl=nl, color=color)


def plainly(record: logging.LogRecord) -> bool:
    """A filter for a log: each message is one line of which a terminal and CI obey nothing."""
    # Where a log is cut into lines, it is cut at ordinary spaces.
    said = visible(record.getMessage()).replace(" ::", "\u00a0::")
    record.msg, record.args = unheard(said), ()
    return True


def plain_json(value: object, **how: Any) -> str:
    """JSON that a terminal shows as it is, and in which no program finds an order."""
    written = json.dumps(value, ensure_ascii=False, **how)
    made = "".join(c if c.isprintable() or c == "\n" else _code(c) for c in written)
    return made.replace("##", "#\\u0023")


def _code(character: str) -> str:
    return json.dumps(character)[1:-1]


def cells(text: str) -> int:
    """How many columns of a terminal a visible text takes: Chinese and emoji take two each."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character != "\u00ad":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wants_colour(environment: Mapping[str, str]) -> bool:
    """Whether standard output is a terminal that shows colours."""
    return sys.stdout.isatty() and not forbids_colour(environment)


def forbids_colour(environment: Mapping[str, str]) -> bool:
    """https://no-color.org: NO_COLOR, set to anything; a dumb terminal shows codes as they are."""
    return bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
