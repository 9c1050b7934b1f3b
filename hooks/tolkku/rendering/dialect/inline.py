"""Inline: the marks within a line that Python-Markdown lacks, or whose time grows too fast.

Python-Markdown looks for one kind of mark after the other. Where a mark has no end it looks through
the rest of the paragraph each time, which takes time with the square of their number; here it looks
no further than can matter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import inlinepatterns as stock
from markdown import util

from tolkku.rendering.dialect.raw_html import without_markdown

if TYPE_CHECKING:
    from markdown import Markdown

Handled = tuple[Element | str | None, int | None, int | None]

_NOTHING: Handled = (None, None, None)
_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TAG = rf"{stock.AUTOLINK_RE}|{stock.AUTOMAIL_RE}|{stock.HTML_RE}"
_BACKTICKS = rf"{_TAG}|(?<!\\)(?:(?P<slashes>(?:\\\\)+)(?=`)|(?P<run>`+))"
_ESCAPE = rf"{_TAG}|\\(?P<escaped>.)"
_FOOTNOTE = r"\[\^([^\[\]]*)\]"
_CODE_IN_LABEL = re.compile(r"(?<!`)(`+)(?!`) ?(.{1,999}?) ?(?<!`)\1(?!`)")
_IN_LABEL = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = r"(?<! ) {2,}\n"
_ENTITY = re.compile(r"#?\w+;")
_NAME = re.compile(r"\[([^\[\]]*)\]")  # right after the text, without a space
_BRACKET = re.compile(r"[\[\]]")
_MOST_BRACKETS = 10  # within each other
_MOST_PARENTHESES = 32  # as in CommonMark


def register(md: Markdown) -> None:
    """Put our patterns beside Python-Markdown's, and in the place of some."""
    md.ESCAPED_CHARS = sorted(_ESCAPED)  # other patterns ask for it
    patterns = md.inlinePatterns
    for pattern, name, priority in (
        (CodeSpan(_BACKTICKS), "backtick", 190),
        (Escape(_ESCAPE, md), "escape", 180),
        (Reference(stock.REFERENCE_RE, md), "reference", 170),
        (Link(stock.LINK_RE, md), "link", 160),
        (Image(stock.IMAGE_LINK_RE, md), "image_link", 150),
        (ImageReference(stock.IMAGE_REFERENCE_RE, md), "image_reference", 140),
        (ShortReference(stock.REFERENCE_RE, md), "short_reference", 130),
        (ShortImageReference(stock.IMAGE_REFERENCE_RE, md), "short_image_ref", 125),
        (RawTag(stock.HTML_RE, md), "html", 90),
        (stock.SubstituteTagInlineProcessor(_BREAK, "br"), "linebreak", 85),  # none in a tag
        (Paired(r"(?<!~)~~(?=[^\s~])", r"(?<=[^\s~])~~(?!~)", "del"), "struck", 57),
        (Paired(r"(?<![\w=])==(?=[^\s=])", r"(?<=[^\s=])==(?![\w=])", "mark"), "marked", 55),
    ):
        patterns.register(pattern, name, priority)


def bound(md: Markdown) -> None:
    """Have the extensions' patterns look no further than they must."""
    if "footnote" in md.inlinePatterns:
        md.inlinePatterns["footnote"].compiled_re = re.compile(_FOOTNOTE)


class Paired(stock.InlineProcessor):
    """What stands between two marks becomes an element."""

    def __init__(self, begin: str, end: str, tag: str) -> None:
        super().__init__(begin)
        self._end = re.compile(end)
        self._tag = tag
        self._endless: str | None = None  # a text in which no end is left

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # type: ignore[override] # noqa: N802
        end = None if self._endless is data else self._end.search(data, m.end() + 1)
        if end is None:
            self._endless = data
            return _NOTHING
        element = Element(self._tag)
        element.text = data[m.end() : end.start()]
        return element, m.start(), end.end()


class CodeSpan(stock.InlineProcessor):
    """Code between runs of as many backticks, but for those in tags and addresses."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self._text = ""
        self._endless: set[int] = set()  # the lengths of runs that no other ends in this text

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # type: ignore[override] # noqa: N802
        if m["slashes"]:
            return _stashed("\\") * (len(m["slashes"]) // 2), m.start(), m.end()
        end = self._end(len(m["run"]), data, m.end()) if m["run"] else None
        if end is None:
            return None, m.start(), m.end()
        element = Element("code")
        code = data[m.end() : end.start()].replace("\n", " ")
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        element.text = util.AtomicString(util.code_escape(code))
        return element, m.start(), end.end()

    def _end(self, length: int, data: str, after: int) -> re.Match[str] | None:
        """The next run that is as long."""
        if self._text is not data:
            self._text, self._endless = data, set()
        if length in self._endless:
            return None
        end = _run_of(length).search(data, after)
        if end is None:
            self._endless.add(length)
        return end


@lru_cache(maxsize=100)
def _run_of(length: int) -> re.Pattern[str]:
    return re.compile(rf"(?<!`)`{{{length}}}(?!`)")


class Escape(stock.InlineProcessor):
    """A mark after a backslash is no mark, but in tags and addresses, which hold no escapes."""

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # type: ignore[override] # noqa: N802
        escaped = m["escaped"]
        if escaped == "\n":
            return Element("br"), m.start(), m.end()
        if escaped == "&" and _ENTITY.match(data, m.end()):
            # Or what follows would make a reference to a character of it.
            return f"{util.AMP_SUBSTITUTE}amp;", m.start(), m.end()
        if escaped in _ESCAPED:
            return _stashed(escaped), m.start(), m.end()
        return None, m.start(), m.end()


def _stashed(character: str) -> str:
    """An escaped character, as Python-Markdown keeps it until all marks are found."""
    return f"{util.STX}{ord(character)}{util.ETX}"


def stashed_label(label: str) -> str:
    """The name of a reference as it is when links are looked for: code in it is read already."""
    return _IN_LABEL.sub(lambda m: _stashed(m[1]), _CODE_IN_LABEL.sub(r"\2", label))


class RawTag(stock.HtmlInlineProcessor):
    """Raw HTML within a line; the attribute `markdown` says what is so anyway."""

    def backslash_unescape(self, text: str) -> str:
        return without_markdown(super().backslash_unescape(text))


class _Bounded(stock.LinkInlineProcessor):
    """Brackets and parentheses are followed only so deep into each other."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        depth = 1
        for found in _BRACKET.finditer(data, index):
            depth += 1 if found.group() == "[" else -1
            if depth == 0:
                return data[index : found.start()], found.end(), True
            if depth > _MOST_BRACKETS:
                break
        return "", index, False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        if data[index : index + 1] != "(":
            return "", None, index, False
        end = index
        for _ in range(_MOST_PARENTHESES):
            end = data.find("(", end + 1)
            if end < 0:
                break
        href, title, after, handled = super().getLink(data[index : end if end > 0 else None], 0)
        return href, title, index + after, handled and after > 0


class Link(_Bounded, stock.LinkInlineProcessor):
    """`[text](address)`"""


class Image(_Bounded, stock.ImageInlineProcessor):
    """`![text](address)`"""


class _Named(_Bounded, stock.ReferenceInlineProcessor):
    """Where a text has no references, none is looked for."""

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # type: ignore[override] # noqa: N802
        return super().handleMatch(m, data) if self.md and self.md.references else _NOTHING

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        name, end, handled = super().evalId(data, index, text)
        return self.unescape(name).lower() if name else name, end, handled


class Reference(_Named, stock.ReferenceInlineProcessor):
    """`[text][name]`"""

    RE_LINK = _NAME


class ShortReference(_Named, stock.ShortReferenceInlineProcessor):
    """`[name]`"""


class ImageReference(_Named, stock.ImageReferenceInlineProcessor):
    """`![text][name]`"""

    RE_LINK = _NAME


class ShortImageReference(_Named, stock.ShortImageReferenceInlineProcessor):
    """`![name]`"""
