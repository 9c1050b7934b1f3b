"""References: `[name]: address "title"` at the beginning of a paragraph."""

from __future__ import annotations

import re

from tolkku.rendering.dialect.blocks import Block

References = dict[str, tuple[str, str | None]]

_REFERENCE = re.compile(
    r"[ ]{0,3}\[(?P<label>(?:[^\[\]\\]|\\.){1,999}+)\]:[ \t]*+\n?[ \t]*+"
    r"(?P<to><(?:[^<>\n\\]|\\.)*+>|[^\s<]\S*+)"
    r"(?P<title>(?:[ \t]+|[ \t]*\n[ \t]*)"
    r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?"
    r"[ \t]*+(?:\n|$)",
    re.DOTALL,
)


_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def unescaped(text: str) -> str:
    r"""The text without the backslashes before marks.

    >>> unescaped(r"a\*b\c")
    'a*b\\c'
    """
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def take_references(block: Block, references: References) -> None:
    """Take the references at the start of a paragraph out of it; the first of a name counts."""
    if not block.pieces or not block.pieces[0].text.startswith("["):
        return
    text, at = block.text, 0
    while at < len(text) and text[at] == "[" and (found := _reference(text, at)):
        label = " ".join(found["label"].split()).lower()
        to, title = found["to"], unescaped((found["title"] or "").strip()[1:-1])
        to = unescaped(to[1:-1] if to.startswith("<") else to)
        references.setdefault(label, (to, title or None))
        at = found.end()
    used = text.count("\n", 0, at) if at < len(text) else len(block.pieces)
    del block.pieces[:used]


def _reference(text: str, at: int) -> re.Match[str] | None:
    """The reference that begins there. What only looks like its title, a line below, is text."""
    found = _REFERENCE.match(text, at)
    if found is None:
        found = _on_one_line(text, at) or _on_two_lines(text, at)
    if found is None or not found["label"].strip():
        return None
    return None if found["title"] and not found["title"].strip() else found


def _on_one_line(text: str, at: int) -> re.Match[str] | None:
    """The reference whose title would begin on the next line, if that were one."""
    end = text.find("\n", at)
    return _REFERENCE.match(text, at, end + 1) if end >= 0 else None


def _on_two_lines(text: str, at: int) -> re.Match[str] | None:
    end = text.find("\n", at)
    end = text.find("\n", end + 1) if end >= 0 else -1
    return _REFERENCE.match(text, at, end + 1) if end >= 0 else None
