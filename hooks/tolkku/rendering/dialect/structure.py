"""Structure: a text becomes blocks by the rules of CommonMark 0.31, in one pass over its lines.

Beyond CommonMark there are GitHub's tables and, where asked for, `!!!` boxes, `: ` definitions and
`[^1]:` footnotes. An extension may claim a line, with what is indented below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tolkku.rendering.dialect import containers, leaves, raw_html, tables
from tolkku.rendering.dialect.blocks import CONTAINERS, VERBATIM, Block
from tolkku.rendering.dialect.reading import Reading

Begins = Callable[[Reading, Block], Block | None]
GoesOn = Callable[[Reading, Block], bool | None]

# How a block may begin, by the line's next character; the first rule that says so has it.
_BEGINS: tuple[tuple[str, Begins], ...] = (
    ("!", containers.box_begins),
    ("[", containers.note_begins),
    (":", containers.definition_begins),
    (">", containers.quote_begins),
    ("#", leaves.atx_begins),
    ("`~", leaves.fence_begins),
    ("<", raw_html.html_begins),
    ("=-", leaves.setext_begins),
    ("*_-", leaves.rule_begins),
    ("*+-0123456789", containers.item_begins),
    ("|:-", tables.table_begins),
)

# Whether an open block goes on in a line. None: it has used the line up.
_GOES_ON: dict[str, GoesOn] = {
    "list": containers.always_goes_on,
    "dl": containers.always_goes_on,
    "item": containers.item_goes_on,
    "quote": containers.quote_goes_on,
    "box": containers.indented_goes_on,
    "dd": containers.indented_goes_on,
    "note": containers.indented_goes_on,
    "paragraph": leaves.text_goes_on,
    "table": leaves.text_goes_on,
    "fence": leaves.fence_goes_on,
    "code": leaves.code_goes_on,
    "html": raw_html.html_goes_on,
    "claimed": leaves.claimed_goes_on,
    "heading": leaves.never_goes_on,
    "rule": leaves.never_goes_on,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the dialect is wanted beyond CommonMark and tables."""

    boxes: bool = True
    definitions: bool = True
    notes: bool = True


class Structure:
    """Reads texts into blocks. `claims` says which line an extension takes for itself."""

    def __init__(
        self, wanted: Wanted | None = None, claims: Callable[[str], bool] | None = None
    ) -> None:
        self._claims = claims
        self.begins = _by_character(_wanted_rules(wanted or Wanted()))

    def read(self, text: str, line: int = 1) -> Reading:
        """The text read whole: `root` is the document, `references` the links' addresses in it."""
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        reading = Reading(lines, line)
        was_blank = False
        for number, written in enumerate(lines, line):
            reading.line.begin(written, number)
            is_blank = reading.line.is_blank
            # A second empty line changes nothing, however many lists are open.
            if not (was_blank and is_blank and reading.tip.kind not in VERBATIM):
                self._take(reading)
            was_blank = is_blank
        reading.close_to(reading.root)
        reading.close(reading.root)
        return reading

    def _take(self, reading: Reading) -> None:
        """One line into the blocks that it belongs to."""
        here = _gone_on_with(reading)
        if here is None:
            return
        reading.matched = here
        reading.all_matched = here is reading.tip
        reading.is_done = False
        while here.kind not in VERBATIM:
            made = self._begun(reading, here)
            if reading.is_done:
                return
            if made is None:
                break
            here = made
            if here.kind not in CONTAINERS:
                break
        if here.kind not in VERBATIM:
            reading.line.look()
            reading.line.skip_to_text()
        self._put(reading, here)

    def _begun(self, reading: Reading, here: Block) -> Block | None:
        """The block that begins at the line's next character."""
        line = reading.line
        line.look()
        if line.indent >= 4:
            return leaves.code_begins(reading, here)
        for begins in self.begins.get(line.first, ()):
            made = begins(reading, here)
            if made is not None:
                return made
        return None

    def _put(self, reading: Reading, here: Block) -> None:
        """The rest of the line into the block that it belongs to."""
        if reading.may_be_lazy:
            reading.add_line()
            return
        reading.close_unmatched()
        if here.kind in VERBATIM:
            reading.add_line()
            if here.kind == "html" and raw_html.html_ends(reading, here):
                reading.close(here)
        elif reading.line.is_blank:
            pass
        elif here.kind in ("paragraph", "table"):
            reading.add_line()
        elif self._claims and reading.line.indent < 4 and self._claims(reading.line.rest):
            reading.add("claimed")
            reading.add_line()
        else:
            reading.add("paragraph")
            reading.add_line()


def _gone_on_with(reading: Reading) -> Block | None:
    """The innermost open block that the line goes on with; None if that has used it up."""
    here, line = reading.root, reading.line
    while here.children and here.children[-1].is_open:
        child = here.children[-1]
        line.look()
        verdict = _GOES_ON[child.kind](reading, child)
        if verdict is None:
            return None
        if not verdict:
            break
        here = child
    return here


def _wanted_rules(wanted: Wanted) -> Iterator[tuple[str, Begins]]:
    unwanted: dict[Begins, bool] = {
        containers.box_begins: not wanted.boxes,
        containers.definition_begins: not wanted.definitions,
        containers.note_begins: not wanted.notes,
    }
    return ((first, rule) for first, rule in _BEGINS if not unwanted.get(rule))


def _by_character(rules: Iterable[tuple[str, Begins]]) -> dict[str, tuple[Begins, ...]]:
    found: dict[str, tuple[Begins, ...]] = {}
    for characters, rule in rules:
        for character in characters:
            found[character] = (*found.get(character, ()), rule)
    return found
