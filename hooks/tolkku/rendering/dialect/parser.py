"""Parser: the block parser that Python-Markdown and its extensions ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from tolkku.rendering.dialect.blocks import Block, Piece, Unended
from tolkku.rendering.dialect.bounds import refuse_excess
from tolkku.rendering.dialect.elements import Elements
from tolkku.rendering.dialect.fences import Fencer
from tolkku.rendering.dialect.inline import stashed_label
from tolkku.rendering.dialect.places import Places
from tolkku.rendering.dialect.reading import Reading
from tolkku.rendering.dialect.structure import Structure, Wanted

if TYPE_CHECKING:
    from markdown import Markdown

# What the structure knows by itself.
_KNOWN = frozenset(
    "empty indent code hashheader setextheader hr olist ulist quote reference paragraph table "  # noqa: SIM905 (easier to read)
    "admonition deflist defindent footnote markdown_block".split()
)
_NOTE_KEY = "\x02note:"  # no text holds this character


class OtherProcessors:
    """The block processors of other extensions, asked for what they would take."""

    def __init__(self, parser: CommonMarkParser) -> None:
        self._parser = parser
        self._others: list[BlockProcessor] = []
        self._claiming: list[BlockProcessor] = []
        self._given: list[Piece] | None = None  # what a processor has and has not yet read

    def learn(self) -> None:
        """Look at what the extensions have registered."""
        registry = self._parser.blockprocessors
        known = [registry[name] for name in _KNOWN if name in registry]
        self._others = [processor for processor in registry if processor not in known]
        # Some look into every paragraph; they claim no line.
        nowhere = Element("div")
        self._claiming = [other for other in self._others if not other.test(nowhere, "a")]

    @property
    def may_claim(self) -> bool:
        return bool(self._claiming)

    def claim(self, line: str) -> bool:
        """Whether an extension takes a line, with what is indented below it."""
        nowhere = Element("div")
        return any(processor.test(nowhere, line) for processor in self._claiming)

    def run(self, parent: Element, block: Block, text: str) -> str | None:
        for processor in self._others:
            if not processor.test(parent, text):
                continue
            blocks = [text]
            with self._giving(block):
                if processor.run(parent, blocks) is not False:
                    return "\n".join(blocks)
        return None

    def parse(self, parent: Element, block: Block, text: str) -> None:
        with self._giving(block):
            self._parser.parseChunk(parent, text)

    @contextmanager
    def _giving(self, block: Block) -> Iterator[None]:
        around, self._given = self._given, list(block.pieces)
        try:
            yield
        finally:
            self._given = around

    @property
    def is_running(self) -> bool:
        return self._given is not None

    def origin(self, text: str) -> tuple[int, int] | None:
        """How many lines and columns above and before a text stand in the source.

        None where it is not found in what the extension was given.
        """
        lines = text.split("\n")
        first = next((n for n, line in enumerate(lines) if line.strip()), None)
        if first is None:
            return None
        given = self._given or []
        for number, piece in enumerate(given):
            at = piece.text.find(lines[first].strip())
            if at >= 0 and piece.text.strip() == lines[first].strip():
                del given[: number + 1]
                indent = len(lines[first]) - len(lines[first].lstrip())
                return piece.line - 1 - first, piece.column - 1 + at - indent
        return None

    def set_footnote(self, name: str, block: Block) -> None:
        """Footnotes are written at the end, when the extension asks for this text."""
        key = f"{_NOTE_KEY}{name}"
        self._parser.notes[key] = block
        self._parser.blockprocessors["footnote"].footnotes.setFootnote(name, key)  # type: ignore[attr-defined]


class CommonMarkParser(BlockParser):
    """Reads blocks by CommonMark's rules, and knows where each element was written."""

    def __init__(self, md: Markdown, words: Mapping[str, str]) -> None:
        super().__init__(md)
        self.places = Places()
        self.fencer = Fencer(md)
        self.notes: dict[str, Block] = {}
        self.unended: list[Unended] = []
        self._claims = OtherProcessors(self)
        self._words = words

    def learn(self) -> None:
        """Look at what the extensions have registered."""
        self._claims.learn()
        wanted = Wanted(
            boxes="admonition" in self.blockprocessors,
            definitions="deflist" in self.blockprocessors,
            notes="footnote" in self.blockprocessors,
        )
        claims = self._claims.claim if self._claims.may_claim else None
        self.structure = Structure(wanted, claims)
        self._elements = Elements(
            self.md.htmlStash, self.places, self.fencer, self._claims, self._words
        )

    def clear(self) -> None:
        self.places.clear()
        self.places.is_unknown = False
        self.notes.clear()
        self.unended.clear()

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        text = "\n\n".join(blocks)
        blocks.clear()
        self.parseChunk(parent, text)

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802
        if text in self.notes:
            self._elements.write(parent, self.notes[text])
            return
        reading = self.structure.read(text)
        refuse_excess(reading.root)
        for label, found in reading.references.items():
            self.md.references.setdefault(stashed_label(label), found)  # type: ignore[arg-type]
        is_tight = self.state.isstate("list") and reading.root.is_tight
        if parent is self.root and not self._claims.is_running:
            self.unended += reading.unended
            self._elements.write(parent, reading.root, is_tight)
        else:
            self._write_part(parent, reading, text, is_tight)

    def _write_part(self, parent: Element, reading: Reading, text: str, tight: bool) -> None:
        """Write what an extension has cut out of the text."""
        origin = self._claims.origin(text)
        was_unknown = self.places.is_unknown
        if origin is None:
            self.places.is_unknown = True
        else:
            reading.root.move(*origin)
            lines, columns = origin
            self.unended += [
                Unended(one.kind, one.line + lines, one.column + columns, one.text)
                for one in reading.unended
            ]
        self._elements.write(parent, reading.root, tight)
        self.places.is_unknown = was_unknown
