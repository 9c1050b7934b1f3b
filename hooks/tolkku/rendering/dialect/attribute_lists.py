"""Attribute lists: `{: .class }` looked for only where one can end.

Python-Markdown's expressions try each `{` of a text, and each of the spaces before it, up to the
line's end, which takes time with the square of their number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions.attr_list import AttrListTreeprocessor

if TYPE_CHECKING:
    from markdown import Markdown

_LIST = r"\{:?[ ]*([^}\n ][^\n]*)\}[ ]*$"
_AFTER_SPACES = re.compile(rf"(?<! )[ ]+{_LIST}")
_ON_A_LINE = re.compile(rf"\n[ ]*{_LIST}")


class _AtTheEnd:
    """Searches in the last line, and only if it ends like a list."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def search(self, text: str) -> re.Match[str] | None:
        if not text.rstrip(" ").endswith("}"):
            return None
        return self._pattern.search(text, max(text.rfind("\n"), 0))


def bound(md: Markdown) -> None:
    """Put our expressions into the extension, where it is used."""
    if "attr_list" in md.treeprocessors:
        processor = md.treeprocessors["attr_list"]
        assert isinstance(processor, AttrListTreeprocessor)
        processor.HEADER_RE = _AtTheEnd(_AFTER_SPACES)  # type: ignore[assignment, misc]
        processor.BLOCK_RE = _AtTheEnd(_ON_A_LINE)  # type: ignore[assignment, misc]
