"""`Markdown`: Python-Markdown with another reader of blocks, which knows where each block stands.

    md = Markdown(extensions=["admonition", "attr_list"], words={"To do": "Tekemättä"})
    html = md.reset().convert(text)

Each block element of the HTML carries `data-tk="LINE:COLUMN"` (see `places`); so does the first tag
of a block of raw HTML. What stands within a block, a link or an image, `where` finds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import markdown
from markdown import util
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import PrettifyTreeprocessor

from tolkku.rendering.dialect import attribute_lists, inline
from tolkku.rendering.dialect.blocks import TooDeep, TooMuch, Unended
from tolkku.rendering.dialect.bounds import refuse_length
from tolkku.rendering.dialect.elements import BlockHtml
from tolkku.rendering.dialect.parser import CommonMarkParser
from tolkku.rendering.dialect.places import Marking, Place, place_attribute

__all__ = ["Markdown", "TooDeep", "TooMuch", "Unended"]


class Markdown(markdown.Markdown):
    """Converts texts; `reset` between two of them, as with Python-Markdown.

    `words` names what readers hear or see: "To do" and "Done" of a task's box, and titles of
    `> [!IMPORTANT]` and its like ("Important"), which without a word are called as `!!!` boxes are.
    `convert` raises TooMuch, or TooDeep, with the line in which a text passes a bound.
    """

    parser: CommonMarkParser

    def __init__(self, words: Mapping[str, str] | None = None, **options: Any) -> None:
        self._words = words or {}
        self._lines: list[str] = []
        super().__init__(**options)

    @property
    def place_attribute(self) -> str:
        """The attribute that holds the places in what was converted last."""
        return self.parser.places.attribute

    @property
    def unended(self) -> tuple[Unended, ...]:
        """The fences and comments of the text that never end."""
        return tuple(sorted(self.parser.unended, key=lambda one: (one.line, one.column)))

    @property
    def blocks(self) -> Mapping[Place, tuple[int, int]]:
        """The first and the last line of each block, by its place."""
        return self.parser.places.blocks

    def where(self, block: Place, said: str, after: Place = (0, 0)) -> Place | None:
        """The place, after another, at which the block that stands at a place says something."""
        first, last = self.blocks.get(block, (block[0], block[0]))
        for number in range(max(first, after[0]), last + 1):
            begin = max(
                block[1] if number == block[0] else 1, after[1] + 1 if number == after[0] else 1
            )
            at = self._lines[number - 1].find(said, begin - 1)
            if at >= 0:
                return number, at + 1
        return None

    def build_parser(self) -> Markdown:
        super().build_parser()
        processors = self.parser.blockprocessors
        self.parser = CommonMarkParser(self, self._words)
        self.parser.blockprocessors = processors
        self.treeprocessors.register(_Prettify(self), "prettify", 10)
        marking = Marking(self, self.parser.places)
        self.treeprocessors.register(marking, "tolkku_places", Marking.PRIORITY)
        inline.register(self)
        return self

    def registerExtensions(  # noqa: N802
        self, extensions: Sequence[markdown.Extension | str], configs: Mapping[str, dict[str, Any]]
    ) -> Markdown:
        super().registerExtensions(extensions, configs)
        self.preprocessors.deregister("html_block", strict=False)
        self.preprocessors.register(_LineEnds(self), "normalize_whitespace", 30)
        self.postprocessors.register(BlockHtml(self), "raw_html", 30)
        attribute_lists.bound(self)
        inline.bound(self)
        self.parser.fencer.take()
        self.parser.learn()
        return self

    def reset(self) -> Markdown:
        super().reset()
        self.parser.fencer.take()  # an extension may register anew at each reset
        self.parser.clear()
        return self

    def convert(self, source: str) -> str:
        refuse_length(source)
        self.parser.places.attribute = place_attribute(source)
        self._lines = _with_line_feeds(source).split("\n")
        return super().convert(source)


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _LineEnds(Preprocessor):
    """Line ends only: tabs and empty lines are the block parser's."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines).replace(util.STX, "").replace(util.ETX, "")
        return _with_line_feeds(text).split("\n")


class _Prettify(PrettifyTreeprocessor):
    """Line ends between blocks; code keeps its own."""

    def run(self, root: Any) -> None:
        codes = [(pre[0], pre[0].text) for pre in root.iter("pre") if len(pre)]
        super().run(root)
        for code, text in codes:
            code.text = text
