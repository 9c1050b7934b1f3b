"""Limits: Markdown that would keep the renderer busy for longer than an editor waits."""

from __future__ import annotations

import re

_MOST_BRACKETS = 5000  # Python-Markdown's time grows with their square: 5,000 take four seconds
_MOST_UNFINISHED = 500
_MOST_HEADINGS = 2000
_UNFINISHED = re.compile(r"<[a-zA-Z/!][^<>]*(?=<)")
_HEADING = re.compile(r"^#{1,6}[^#]", re.MULTILINE)


def too_much(body: str) -> tuple[str, str, str] | None:
    """What there is too much of: a piece of it, the problem and the remedy."""
    for block in body.split("\n\n"):
        if block.count("[") > _MOST_BRACKETS:
            return (
                "[",
                f"a paragraph holds more than {_MOST_BRACKETS} opening brackets.",
                "Divide it.",
            )
        if len(_UNFINISHED.findall(block)) > _MOST_UNFINISHED:
            return (
                "<",
                f"a paragraph holds more than {_MOST_UNFINISHED} tags without '>'.",
                "End them.",
            )
    if len(_HEADING.findall(body)) > _MOST_HEADINGS:
        return "#", f"holds more than {_MOST_HEADINGS} headings.", "Divide it into pages."
    return None
