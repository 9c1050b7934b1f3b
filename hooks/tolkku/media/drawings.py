"""Drawings: an SVG read once, judged part by part, and written anew from what it may hold.

What is published is what we write, so that no browser can read in it what we did not. Only what
tells of its maker, or is heeded by no browser, is left out without a word: comments, `<metadata>`,
what programs note for themselves (`inkscape:export-filename`, `data-name` …). All else is as it
was, or told. Expat reads: it knows columns, and takes the same time for each attribute of many,
where lxml takes the longer the more there are.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from urllib.parse import unquote
from xml.parsers import expat

from tolkku.media.drawing_rules import (
    ANIMATIONS,
    ATTRIBUTES,
    ELEMENTS,
    PICTURED,
    SVG,
    WORDED,
    XLINK,
    XLINK_SILENT,
    XML,
    is_heeded,
    moves_only_looks,
    named_in,
    style_problem,
    without_comments,
)
from tolkku.media.types import kind_problem

_MOST_ELEMENTS = 50_000
_MOST_ATTRIBUTES = 200  # of one element
_DEEPEST = 200
_MOST_DRAWN = 1_000_000  # elements, each as often as it is used
_MOST_TOLD = 20
_LARGEST_SIDE = 100_000  # pixels
_AS_UTF8 = "Save it as UTF-8."
_NO_DRAWING = "is named .svg, and is no such file."
# https://www.w3.org/TR/css-values-4/#absolute-lengths
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4,
    "q": 96 / 101.6,
}  # fmt: skip
_NUMBER = r"[+-]?(?:[0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?"
_LENGTH = re.compile(rf"\s*({_NUMBER})(px|pt|pc|in|cm|mm|q|em|ex|ch|rem|vw|vh|%)?\s*", re.I)
_EMBEDDED = re.compile(r"\s*data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)", re.I)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a drawing, and where; line and column count from 1."""

    line: int
    column: int
    problem: str
    remedy: str = "Save it anew, or remove it."


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is published of an SVG, nothing of one with faults; `size` in pixels, where it says
    one."""

    content: bytes
    size: tuple[float, float] | None
    faults: tuple[Fault, ...]


def read_drawing(source: bytes) -> Drawing:
    """An SVG file's bytes, whatever they are."""
    problem = _encoding_problem(source)
    if problem:
        return Drawing(b"", None, (Fault(1, 1, *problem),))
    reading = _Reading()
    try:
        reading.parser.Parse(source, True)
        reading.tell_of_too_much()
    except _Stop:
        pass
    except expat.ExpatError as problem_found:
        line, column = problem_found.lineno, problem_found.offset + 1
        reading.faults.append(Fault(line, column, _NO_DRAWING))
    finally:
        del reading.parser  # which knows us: nobody collects circles while a site is read
    faults = tuple(dict.fromkeys(reading.faults))
    return Drawing(b"" if faults else reading.written(), None if faults else reading.size, faults)


def _encoding_problem(source: bytes) -> tuple[str, str] | None:
    """XML in any other encoding may look harmless to one program and not to the next."""
    if source.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in source[:2]:
        return "is saved as UTF-16, not as UTF-8.", _AS_UTF8
    try:
        source.decode("utf-8")
    except UnicodeDecodeError:
        return "is not saved as UTF-8.", _AS_UTF8
    return None


class _Stop(Exception):  # noqa: N818 (nothing is wrong with us)
    """Reading on would be of no use, or never end."""


@dataclass
class _Node:
    """What an element draws: those in it, and those it points to."""

    inside: list[int] = field(default_factory=list)
    pointed: list[str] = field(default_factory=list)


class _Reading:
    """The parser, what it has found wrong so far, and what has been written so far."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.pieces: list[str] = []
        self.size: tuple[float, float] | None = None
        self._open: list[int] = []  # numbers of the elements around
        self._nodes: list[_Node] = []
        self._named: dict[str, int] = {}
        self._depth_left_out = 0
        self._is_tag_open = self._uses_xlink = False
        self._style: list[str] | None = None
        self._style_at = 0
        self._elements = self._pixels = 0
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def written(self) -> bytes:
        if self._uses_xlink:
            self.pieces[2] = f' xmlns:xlink="{XLINK}"'
        return ("".join(self.pieces) + "\n").encode()

    def _tell(self, problem: str, *remedy: str, line: int = 0) -> None:
        at = self.parser
        column = 0 if line else at.CurrentColumnNumber + 1
        self.faults.append(Fault(line or at.CurrentLineNumber, column, problem, *remedy))
        if len(self.faults) >= _MOST_TOLD:
            raise _Stop

    def _stop(self, problem: str, *remedy: str) -> None:
        self._tell(problem, *remedy)
        raise _Stop

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8"):
            self._stop(f"says that it is saved as {encoding[:40]}, not as UTF-8.", _AS_UTF8)

    def _doctype(self, *_: object) -> None:
        self._stop("holds a DOCTYPE, which can hide things.", "Take out <!DOCTYPE …>.")

    def _instruction(self, *_: object) -> None:
        self._tell("holds a processing instruction.")

    def _start(self, name: str, attributes: list[str]) -> None:
        self._bound(len(attributes) // 2)
        if self._depth_left_out:
            self._depth_left_out += 1
            return
        namespace, _, local = name.rpartition(" ")
        if not self._open and (namespace, local) != (SVG, "svg"):
            self._stop(_NO_DRAWING)
        if self._style is not None or namespace != SVG or local == "metadata":
            is_note = (namespace, local) == (SVG, "metadata") or not is_heeded(namespace)
            self._leave_out("" if is_note else f"holds <{local[:60]}>.")
            return
        if local == "a":
            self._tell("holds a link (<a>).", "Write the link in the text beside it.")
        elif local not in ELEMENTS:
            self._tell(f"holds <{local[:60]}>.")
        self._write_start(local, attributes)

    def _bound(self, attributes: int) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            self._stop(f"has more than {_MOST_ELEMENTS:,} elements.")
        if attributes > _MOST_ATTRIBUTES:
            self._stop(f"has an element with more than {_MOST_ATTRIBUTES} attributes.")
        if len(self._open) + self._depth_left_out >= _DEEPEST:
            self._stop(f"is nested more than {_DEEPEST} deep.")

    def _leave_out(self, problem: str) -> None:
        self._depth_left_out = 1
        if problem:
            self._tell(problem)

    def _write_start(self, name: str, attributes: list[str]) -> None:
        if self._open:
            self._nodes[self._open[-1]].inside.append(len(self._nodes))
        self._nodes.append(_Node())
        is_root = not self._open
        self._open.append(len(self._nodes) - 1)
        kept = self._kept(name, list(zip(attributes[::2], attributes[1::2], strict=True)))
        self._close_tag()
        self.pieces.append(f"<{name}")
        if is_root:
            self._measure(dict(kept))
            self.pieces += [f' xmlns="{SVG}"', ""]  # the second is filled in where XLink is used
        self.pieces += [f' {key}="{_escaped_value(value)}"' for key, value in kept]
        self._is_tag_open = True
        if name == "style":
            self._style, self._style_at = [], self.parser.CurrentLineNumber

    def _kept(self, element: str, attributes: list[tuple[str, str]]) -> list[tuple[str, str]]:
        kept = []
        for full, value in attributes:
            namespace, _, local = full.rpartition(" ")
            key = self._key(namespace, local)
            if key in ("href", "xlink:href"):
                kept.append((key, self._reference(element, value)))
            elif key:
                kept.append((key, self._value(element, key, value)))
            self._uses_xlink |= key == "xlink:href"
        return kept

    def _key(self, namespace: str, name: str) -> str:
        """How an attribute is written; empty when it is left out, or told."""
        if not namespace and (name in ATTRIBUTES or name.startswith("aria-")):
            return name
        if namespace == XML and name in ("lang", "space"):
            return f"xml:{name}"
        if namespace == XLINK and name == "href":
            return "xlink:href"
        is_silent = namespace == XLINK and name in XLINK_SILENT
        is_note = not namespace and (name.startswith("data-") or name == "content")  # of draw.io
        if is_silent or is_note or not is_heeded(namespace):
            return ""
        if name.lower().startswith("on"):
            self._tell(f"holds the script '{name[:60]}'.")
        else:
            self._tell(f"holds the attribute '{name[:60]}', which is not allowed in a drawing.")
        return ""

    def _value(self, element: str, key: str, value: str) -> str:
        if key == "id":
            self._named.setdefault(value, self._open[-1])
        if key == "attributeName" and element in ANIMATIONS and not moves_only_looks(value.strip()):
            what = "a link" if value.strip().lower().endswith("href") else f"'{value[:40]}'"
            self._tell(f"changes {what} by <{element}>.")
        if key in WORDED or key.startswith(("aria-", "xml:")):
            return value
        problem = style_problem(value)
        if problem:
            self._tell(problem[1])
        elif "url" in value.lower() or "/*" in value:
            self._nodes[self._open[-1]].pointed += named_in(value)
            return without_comments(value)
        return value

    def _reference(self, element: str, value: str) -> str:
        if value.strip().startswith("#"):
            if element in ("use", "feImage"):
                self._nodes[self._open[-1]].pointed.append(value.strip()[1:])
            return value
        said = self._embedded(value) if element in PICTURED else ""
        if not said:
            self._tell(f"loads '{value[:60]}'.")
        return said

    def _embedded(self, value: str) -> str:
        """A picture that stands in the drawing itself, without what a camera wrote into it; empty
        when it is none."""
        found = _EMBEDDED.fullmatch(value)
        if not found:
            return ""
        # Pillow takes a while to load: only where there is one.
        from tolkku.media.metadata import without_metadata
        from tolkku.media.pixels import MOST_PIXELS, picture_problem, pixels_of

        kind = found[1].lower()
        try:
            raw = b64decode("".join(found[2].split()), validate=True)
        except ValueError:
            raw = b""
        problem = kind_problem(f"a.{kind}", raw[:32]) or picture_problem(raw, kind)
        if problem:
            self._tell("holds a picture that is damaged, or too large.")
            return value
        self._pixels += pixels_of(raw)
        if self._pixels > MOST_PIXELS:
            self._stop("holds pictures of too many pixels.")
        return f"data:image/{kind};base64,{b64encode(without_metadata(raw)).decode()}"

    def _measure(self, root: dict[str, str]) -> None:
        width, height = (self._length(root, key) for key in ("width", "height"))
        box = self._view_box(root.get("viewBox"))
        if box and (width is None or height is None):
            side = (width or 0) / box[0] or (height or 0) / box[1]
            scale = side or min(1, _LARGEST_SIDE / max(box))
            width, height = box[0] * scale, box[1] * scale
        if width and height and max(width, height) <= _LARGEST_SIDE:
            self.size = (width, height)

    def _length(self, root: dict[str, str], key: str) -> float | None:
        """In pixels; None when it depends on where the drawing is shown."""
        said = root.get(key, "auto")
        if said.strip() == "auto":
            return None
        found = _LENGTH.fullmatch(said)
        if not found or not 0 < float(found[1]) <= _LARGEST_SIDE:
            self._tell(f'says {key}="{said[:40]}", which is no size.')
            return None
        unit = _PIXELS.get((found[2] or "").lower())
        return float(found[1]) * unit if unit else None

    def _view_box(self, said: str | None) -> tuple[float, float] | None:
        if said is None:
            return None
        found = re.fullmatch(rf"\s*{_NUMBER}" + rf"[\s,]+({_NUMBER})" * 3 + r"\s*", said)
        sides = [float(side) for side in found.groups()[1:]] if found else []
        if not sides or not all(1e-6 < side < 1e12 for side in sides):
            self._tell(f'says viewBox="{said[:40]}", which is no size.')
            return None
        return sides[0], sides[1]

    def _end(self, name: str) -> None:
        if self._depth_left_out:
            self._depth_left_out -= 1
            return
        if self._style is not None:
            self._write_style("".join(self._style))
            self._style = None
        self._open.pop()
        local = name.rpartition(" ")[2]
        self.pieces.append("/>" if self._is_tag_open else f"</{local}>")
        self._is_tag_open = False

    def _write_style(self, style: str) -> None:
        problem = style_problem(style)
        if problem:
            at, told = problem
            self._tell(told, line=self._style_at + style.count("\n", 0, at))
        elif style:
            self._close_tag()
            self.pieces.append(_escaped(without_comments(style)))

    def _text(self, text: str) -> None:
        if self._depth_left_out or not self._open:
            return
        if self._style is not None:
            self._style.append(text)
            return
        self._close_tag()
        self.pieces.append(_escaped(text))

    def _close_tag(self) -> None:
        if self._is_tag_open:
            self.pieces.append(">")
        self._is_tag_open = False

    def tell_of_too_much(self) -> None:
        """A drawing can use a part that uses a part … ten times each, and keep a phone busy."""
        named = self._named
        draws = {
            number: [*node.inside, *(named[i] for i in map(unquote, node.pointed) if i in named)]
            for number, node in enumerate(self._nodes)
        }
        drawn: dict[int, int] = {}
        try:
            for number in TopologicalSorter(draws).static_order():
                drawn[number] = 1 + sum(drawn[each] for each in draws[number])
                if drawn[number] > _MOST_DRAWN:
                    self._tell(
                        f"draws more than {_MOST_DRAWN:,} elements, by using some often.", line=1
                    )
                    return
        except CycleError:
            self._tell("has a part that is drawn inside itself.", line=1)


def _escaped(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")


def _escaped_value(value: str) -> str:
    value = _escaped(value).replace("&gt;", ">").replace('"', "&quot;")
    return value.replace("\n", "&#10;").replace("\t", "&#9;")
