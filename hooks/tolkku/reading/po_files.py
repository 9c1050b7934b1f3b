"""PO files: the entries of one catalogue of words, and what is wrong with how they are written.

Babel's own reader forgives in silence: of an unclosed string it drops the last letter, of an entry
that stands twice it keeps the first, and a `msgstr` without its `msgid` goes to the next entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tolkku.model.findings import Finding, Place, SourceError, error
from tolkku.reading.fields import DIRECTION_MARKS, Report, is_visible
from tolkku.reading.slips import conflicts
from tolkku.reading.yaml_nodes import CONTROL

Key = tuple[str | None, str]
"""Context and message: what gettext looks a word up by."""

_LINE = re.compile(
    r'(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<number>\d)\])?[ \t]*)?'
    r'"(?P<text>(?:[^"\\]|\\.)*)"'
)  # fmt: skip
_BEGINS = re.compile(r'(?:(?:msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)[ \t]*)?"')
_QUOTES = re.compile(r'(?<!\\)(?:\\\\)*"')
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"\\": "\\", '"': '"', "n": "\n", "t": "\t"}
_SHOWN = 60  # characters of a message that a Finding quotes


@dataclass(frozen=True, slots=True)
class Entry:
    """A message and how it is said; `said` has one text, or one a plural form."""

    place: Place
    context: str | None
    id: str
    plural: str
    said: tuple[str, ...]
    is_fuzzy: bool

    @property
    def key(self) -> Key:
        return (self.context, self.id)

    @property
    def is_translated(self) -> bool:
        return all(map(is_visible, self.said))

    @property
    def is_blank(self) -> bool:
        return not any(map(is_visible, self.said))

    @property
    def shown(self) -> str:
        """The message, as a Finding quotes it."""
        line = " ".join(self.id.split())
        return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


@dataclass(frozen=True, slots=True)
class PoFile:
    """The entries in the order written; the header is what it says of the file, by name."""

    place: Place
    header: dict[str, tuple[str, Place]]
    entries: tuple[Entry, ...]


@dataclass
class _Block:
    """The lines of one entry: keyword, number of the form, line, text."""

    flags: frozenset[str]
    lines: list[tuple[str, str | None, int, str]] = field(default_factory=list)
    is_torn: bool = False

    @property
    def pattern(self) -> str:
        """`i s` for a message and its translation, `c i p 0 1` for one with all there can be."""
        letters = {"msgctxt": "c", "msgid": "i", "msgid_plural": "p", "msgstr": "s"}
        return "".join(number or letters.get(word, "?") for word, number, _, _ in self.lines)

    def text(self, keyword: str) -> str | None:
        found = [text for name, _, _, text in self.lines if name == keyword]
        return found[0] if found else None

    @property
    def line(self) -> int:
        return next((line for name, _, line, _ in self.lines if name == "msgid"), self.lines[0][2])


def read_po_file(file: Path, shown: str, report: Report) -> PoFile:
    """What is written wrongly is reported, and left out. Raises SourceError."""
    source = _decoded(file, shown)
    torn = conflicts(source, shown)
    if torn:
        for found in torn:
            report(found)
        return PoFile(Place(shown), {}, ())
    lines = _Lines(shown, report)
    for number, line in enumerate(source.split("\n"), 1):
        lines.take(number, line.strip())
    entries: dict[Key, Entry] = {}
    for block in lines.blocks:
        entry = None if block.is_torn else _entry(block, shown, report)
        if entry is not None and entry.key in entries:
            told = f"'{entry.shown}' stands here again; it is already on line "
            other = entries[entry.key].place.line
            report(error(entry.place, f"{told}{other}.", "Keep one of the two."))
        elif entry is not None:
            entries[entry.key] = entry
    head = entries.pop((None, ""), None)
    return PoFile(Place(shown), _header(head, source, shown), tuple(entries.values()))


def _decoded(file: Path, shown: str) -> str:
    try:
        raw = file.read_bytes()
    except OSError as problem:
        told = f"cannot be read: {problem.strerror}."
        raise SourceError(Place(shown), told, "Mend or remove the file.") from None
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        place = Place(shown, raw.count(b"\n", 0, problem.start) + 1)
        told = f"is not UTF-8 (byte 0x{raw[problem.start]:02X})."
        raise SourceError(place, told, "Save it as UTF-8.") from None
    return source.replace("\r\n", "\n").replace("\r", "\n")


@dataclass
class _Lines:
    """Puts lines together into entries; what is no line of an entry is reported."""

    shown: str
    report: Report
    blocks: list[_Block] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    is_open: bool = False

    def take(self, number: int, line: str) -> None:
        if not line or line.startswith("#~"):
            return
        if line.startswith("#"):
            self.flags.update(_flags(line))
            self.is_open = False
            return
        match = _LINE.fullmatch(line)
        problem = _line_problem(line, match)
        if problem or match is None:
            self.report(error(Place(self.shown, number), *(problem or ("", ""))))
            self._tear(line, number)
        elif match["keyword"]:
            self._begin(match["keyword"], match["number"])
            text = _unescaped(match["text"])
            self.blocks[-1].lines.append((match["keyword"], match["number"], number, text))
        elif not self.is_open:
            told = "is a text that belongs to no entry."
            self.report(error(Place(self.shown, number), told, "Put it below its msgid or msgstr."))
        elif not self.blocks[-1].is_torn:
            keyword, form, at, before = self.blocks[-1].lines[-1]
            self.blocks[-1].lines[-1] = (keyword, form, at, before + _unescaped(match["text"]))

    def _begin(self, keyword: str, number: str | None) -> None:
        if not self.is_open or _begins(keyword, number, self.blocks[-1]):
            self.blocks.append(_Block(frozenset(self.flags)))
            self.flags.clear()
            self.is_open = True

    def _tear(self, line: str, number: int) -> None:
        """Of an entry with a wrong line no more is told: the rest may follow from it."""
        keyword = line.partition('"')[0].strip()
        if keyword in ("msgid", "msgctxt") or not self.is_open:
            self._begin(keyword or "msgid", None)
            self.blocks[-1].lines.append((keyword, None, number, ""))
        self.blocks[-1].is_torn = True


def _flags(line: str) -> Iterator[str]:
    if line.startswith("#,"):
        yield from (flag.strip() for flag in line[2:].split(","))


def _begins(keyword: str, number: str | None, block: _Block) -> bool:
    """Whether an entry begins with this line, or with what is told to lack its beginning."""
    if keyword == "msgstr":
        return any(line[:2] == (keyword, number) for line in block.lines)
    return keyword == "msgctxt" or (keyword == "msgid" and block.pattern != "c")


def _line_problem(line: str, match: re.Match[str] | None) -> tuple[str, str] | None:
    invisible = CONTROL.search(line) or DIRECTION_MARKS.search(line)
    if invisible:
        return f"holds the invisible character U+{ord(invisible.group()):04X}.", "Delete it."
    if match is None:
        if not _BEGINS.match(line):
            remedy = 'Remove it, or write it as msgstr "…".'
            return f"'{line[:_SHOWN]}' is no line of a catalogue.", remedy
        if len(_QUOTES.findall(line)) < 2:
            return "has a text that no quotation mark closes.", 'Write " at its end.'
        return "has a quotation mark in its text, which ends it.", 'Write \\" inside a text.'
    if match["number"] and match["keyword"] != "msgstr":
        return f"'{match['keyword']}' has a number.", "Only msgstr has plural forms."
    odd = next((c for c in _ESCAPED.findall(match["text"]) if c not in _ESCAPES), None)
    if odd is not None:
        return f"'\\{odd}' stands for nothing.", "Write a backslash as two: \\\\."
    return None


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[0]), text)


def _entry(block: _Block, shown: str, report: Report) -> Entry | None:
    place, pattern = Place(shown, block.line), block.pattern
    message = block.text("msgid")
    problem = _block_problem(pattern)
    if problem:
        report(error(place, *problem))
        return None
    context = block.text("msgctxt")
    if not message and (context is not None or block.text("msgid_plural") is not None):
        report(error(place, "has a msgid without a text.", "Write the message, or remove it."))
        return None
    said = tuple(text for keyword, _, _, text in block.lines if keyword == "msgstr")
    plural = block.text("msgid_plural") or ""
    return Entry(place, context, message or "", plural, said, "fuzzy" in block.flags)


def _block_problem(pattern: str) -> tuple[str, str] | None:
    """What is wrong with the order of an entry's lines, and what to do."""
    if "i" not in pattern:
        return "has a translation without its message.", "Write its msgid above, or remove it."
    if not re.search(r"[s\d]", pattern):
        return "has a message without its msgstr.", 'Write msgstr "" below it.'
    forms = pattern.rpartition("p")[2]
    if "p" in pattern and (not forms.isdigit() or forms != "0123456789"[: len(forms)]):
        told = "has a plural whose forms are not numbered one after the other."
        return told, "Write msgstr[0], msgstr[1] and so on."
    if "p" not in pattern and re.search(r"\d", pattern):
        return "has plural forms without a msgid_plural.", "Write msgid_plural, or msgstr alone."
    if not re.fullmatch(r"c?i(?:s|p\d+)", pattern):
        return "has lines that stand twice, or in the wrong order.", "Write msgid, then msgstr."
    return None


def _header(head: Entry | None, source: str, shown: str) -> dict[str, tuple[str, Place]]:
    """What the entry of the empty message says, with the line on which each name stands."""
    lines = source.split("\n")
    found: dict[str, tuple[str, Place]] = {}
    for said in head.said[0].split("\n") if head else ():
        name, colon, value = said.partition(":")
        at = (n for n, line in enumerate(lines, 1) if line.lstrip(' "').startswith(f"{name}:"))
        line = next(at, head.place.line if head else 1)
        if colon:
            found.setdefault(name.strip().lower(), (value.strip(), Place(shown, line)))
    return found


def po_findings(file: PoFile) -> Iterator[Finding]:
    """What the header says of the file and what is not so."""
    said, place = file.header.get("content-type", ("", file.place))
    charset = re.search(r"charset=([^\s;]+)", said)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        told = f"says that it is written in '{charset[1]}'."
        yield error(place, told, "Write charset=utf-8, and save it so.")
