"""Parser: the block parser that Python-Markdown and its extensions ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from tolkku.dialect.blocks import Block, Unended
from tolkku.dialect.bounds import refuse_excess
from tolkku.dialect.elements import Elements
from tolkku.dialect.fences import Fencer
from tolkku.dialect.places import Places
from tolkku.dialect.structure import Structure, Wanted

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

    def learn(self) -> None:
        """Look at what the extensions have registered."""
        registry = self._parser.blockprocessors
        known = [registry[name] for name in _KNOWN if name in registry]
        self._others = [processor for processor in registry if processor not in known]

    def __bool__(self) -> bool:
        return bool(self._others)

    def __call__(self, line: str) -> bool:
        nowhere = Element("div")
        return any(processor.test(nowhere, line) for processor in self._others)

    def run(self, parent: Element, text: str) -> str | None:
        for processor in self._others:
            blocks = [text]
            if processor.test(parent, text) and processor.run(parent, blocks) is not False:
                return "\n\n".join(blocks)
        return None

    def parse(self, parent: Element, text: str) -> None:
        self._parser.parseChunk(parent, text)

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
        self._is_inside = False

    def learn(self) -> None:
        """Look at what the extensions have registered."""
        self._claims.learn()
        wanted = Wanted(
            boxes="admonition" in self.blockprocessors,
            definitions="deflist" in self.blockprocessors,
            notes="footnote" in self.blockprocessors,
        )
        self._structure = Structure(wanted, self._claims if self._claims else None)
        self._elements = Elements(
            self.md.htmlStash, self.places, self.fencer, self._claims, self._words
        )

    def clear(self) -> None:
        self.places.clear()
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
        reading = self._structure.read(text)
        refuse_excess(reading.root)
        self.unended += reading.unended
        for label, found in reading.references.items():
            self.md.references.setdefault(label, found)  # type: ignore[arg-type]
        is_tight = self.state.isstate("list") and reading.root.is_tight
        self._elements.write(parent, reading.root, is_tight)
