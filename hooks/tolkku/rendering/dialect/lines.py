"""Lines: one line of a text, and how far it has been read.

Columns are counted with tabs as wide as CommonMark has them: up to the next multiple of four. A tab
may be read in part, as when a list's mark takes one column of it.
"""

from __future__ import annotations

_TAB = 4


class Line:
    """The line `number`, read up to the character `at`, which begins in `column` (from 0).

    After `look`, `next` and `next_column` are where the next character stands that is no space, and
    `indent` is how many columns of space stand before it.
    """

    __slots__ = (
        "at", "column", "in_tab", "indent", "is_blank", "next", "next_column", "number", "text",
    )  # fmt: skip

    def __init__(self, text: str = "", number: int = 1) -> None:
        self.begin(text, number)

    def begin(self, text: str, number: int) -> None:
        self.text = text
        self.number = number
        self.at = self.column = 0
        self.in_tab = False
        self.look()

    def look(self) -> None:
        at, column, text = self.at, self.column, self.text
        size = len(text)
        while at < size:
            character = text[at]
            if character == " ":
                column += 1
            elif character == "\t":
                column += _TAB - column % _TAB
            else:
                break
            at += 1
        self.next, self.next_column = at, column
        self.indent = column - self.column
        self.is_blank = at >= size

    @property
    def first(self) -> str:
        """The next character that is no space, or nothing."""
        return self.text[self.next : self.next + 1]

    @property
    def at_space(self) -> bool:
        return self.text[self.at : self.at + 1] in (" ", "\t")

    @property
    def rest(self) -> str:
        """What has not been read; of a tab read in part, the spaces that are left."""
        text = self.text[self.at :]
        return " " * (_TAB - self.column % _TAB) + text[1:] if self.in_tab else text

    def skip_to_text(self) -> None:
        self.at, self.column, self.in_tab = self.next, self.next_column, False

    def advance(self, count: int) -> None:
        """Over so many columns."""
        while count > 0 and self.at < len(self.text):
            width = _TAB - self.column % _TAB if self.text[self.at] == "\t" else 1
            taken = min(count, width)
            self.in_tab = width > count
            self.column += taken
            self.at += not self.in_tab
            count -= taken
