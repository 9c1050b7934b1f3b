"""Prose: the blocks of a Markdown text, and what of them is said in the text's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6} ")
# What is looked for has a longest form, so that no text keeps the desk busy.
# Code, addresses, what says its language, words of others, and where links lead.
_ASIDE = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3}|\")[^\n]{0,500}?(?P=mark)\{[^}\n]{0,99}\blang=[^}\n]{0,99}\}"
    r"|`[^`\n]*`"
    r"|\[[^\[\]\n]*\]\((?:https?:|mailto:)[^)\n]{0,2000}\)"
    r"|\]\([^)\n]{0,2000}\)|^\[[^\]\n]{1,200}\]:.*$"
    r"|<[^>\n]{0,500}>|\{[^}\n]{0,300}\}|https?://\S+|[^\s@]{1,64}@\S+"
    r"|“[^“”\n]{1,300}”|”[^”\n]{1,300}”|«[^«»\n]{1,300}»|\"[^\"\n]{1,300}\""
    r"|^[ \t]*(?:!!!|\?\?\?\+?|===) *\S*",
    re.MULTILINE,
)
_ELSEWHERE = re.compile(r"\blang=|^[ \t]*\[\^[^\]]+\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a list or a table. `line` counts from 0; `section` from 0 too."""

    line: int
    section: int
    written: str

    @property
    def is_own(self) -> bool:
        """Whether it is in the text's own words: no footnote, and no other language by its mark."""
        return not _ELSEWHERE.search(self.written)

    @property
    def said(self) -> str:
        """Its words, without code, addresses and quotations."""
        return own_words(self.written)


def own_words(written: str) -> str:
    """Markdown without code, addresses, quotations, and the words of links to other sites.

    >>> own_words("Lue [ohje](ohje.md) ja [Koka vatten](https://a.example/) `x y`").split()
    ['Lue', '[ohje', 'ja']
    """
    return _ASIDE.sub(" ", written)


def unfenced(body: str) -> list[str]:
    """The lines of a text, those of code in fences empty.

    >>> unfenced("a\\n```\\nb\\n```\\nc")
    ['a', '', '', '', 'c']
    """
    lines: list[str] = []
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        lines.append("" if mark or fence else line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
    return lines


def blocks(body: str) -> Iterator[Block]:
    """The blocks of a text, without code in fences, each heading by itself."""
    lines: list[str] = []
    first, section = 0, 0
    for number, line in enumerate([*unfenced(body), ""]):
        is_heading = bool(_HEADING.match(line))
        if lines and (is_heading or not line.strip()):
            yield Block(first, section, "\n".join(lines))
            lines = []
        if is_heading:
            section += 1
            yield Block(number, section, line)
        elif line.strip():
            first = first if lines else number
            lines.append(line)
