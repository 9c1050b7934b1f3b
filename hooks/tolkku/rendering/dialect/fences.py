"""Fences: code between fences, written as it is or by the extension that highlights it.

`fenced_code` and `pymdownx.superfences` look for fences in the text before blocks are known. They
are kept from that, and are given each fence by itself, at the line's beginning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from tolkku.rendering.dialect.blocks import Block

if TYPE_CHECKING:
    from markdown import Markdown

_NAME = "fenced_code_block"
_RAW = "fenced_raw_block"  # superfences again, where it keeps tabs
_PLAIN = re.compile(r"(?:\.?([\w#.+-]+))?")
_STOCK = re.compile(r"(?:\{(?P<attributes>[^\n]*)\}|\.?[\w#.+-]* *(?:hl_lines=(\"|').*?\2 *)?)")
_TILDES = re.compile("~+")
_LONGEST_INFO = 1000


class _Asleep(Preprocessor):
    """Stands where an extension looks for its own processor, and changes no text."""

    def __init__(self, processor: Preprocessor) -> None:
        super().__init__(processor.md)
        self._processor = processor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._processor, name)

    def run(self, lines: list[str]) -> list[str]:
        return lines


class Fencer:
    """Knows which extension writes fences."""

    def __init__(self, md: Markdown) -> None:
        self._md = md
        self._processor: Preprocessor | None = None
        self._prefix = "language-"

    def take(self) -> None:
        """Take what the extensions have registered for fences."""
        registry = self._md.preprocessors
        registry.deregister(_RAW, strict=False)
        if _NAME not in registry or isinstance(registry[_NAME], _Asleep):
            return
        taken = registry[_NAME]
        registry.register(_Asleep(taken), _NAME, 25)
        self._processor = taken
        self._prefix = getattr(taken, "config", {}).get("lang_prefix", self._prefix)

    def highlighted(self, block: Block) -> str | None:
        """The placeholder of a fence that an extension has written; None if none writes it."""
        info = block.about["info"]
        if self._processor is None or len(info) > _LONGEST_INFO or not self._reads(info):
            return None
        text = "\n".join(piece.text for piece in block.pieces)
        # Longer than anything in the code that looks like its end.
        mark = "~" * max([3, *(1 + len(run) for run in _TILDES.findall(text))])
        written = self._processor.run([mark + info, *text.split("\n"), mark])
        placeholder = "".join(written).strip()
        return placeholder if HTML_PLACEHOLDER_RE.fullmatch(placeholder) else None

    def class_of(self, info: str) -> str | None:
        """The class of code in the language that stands first after the marks."""
        language = info.split()[0].removeprefix(".") if info.strip(" .") else ""
        return f"{self._prefix}{language}" if language else None

    def _reads(self, info: str) -> bool:
        """Whether an extension does more with these words than name a class."""
        if not isinstance(self._processor, FencedBlockPreprocessor):
            return True
        highlights = any(isinstance(e, CodeHiliteExtension) for e in self._md.registeredExtensions)
        if not highlights and _PLAIN.fullmatch(info):
            return False
        stock = _STOCK.fullmatch(info)
        if stock and stock["attributes"] is not None:
            return not get_attrs_and_remainder(stock["attributes"])[1]
        return stock is not None
