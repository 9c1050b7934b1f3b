"""Typed fields: one reader a type, one object that takes the fields of a mapping."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

from tolkku.model.findings import Finding, Place, Refusal, error, note
from tolkku.model.near_names import NearNames
from tolkku.reading.foreign_fields import remedy_for
from tolkku.reading.loose_dates import as_day
from tolkku.reading.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from tolkku.reading.yaml_problems import in_quotes

MOST_ITEMS = 200
"""Of a list that an editor writes. Nobody reads more, and each is compared with all others."""

MOST_KEYS = 5000
"""Of keys with values of one kind: as many as a text has sections, and a few more."""

_MOST_UNKNOWN = 20  # as many mistakes as somebody mends one by one
T = TypeVar("T")
D = TypeVar("D")
E = TypeVar("E", bound=Enum)

Report = Callable[[Finding], None]
Reader = Callable[[Node, Report], T]
"""Turns a node into a value. Raises Refusal; tells notes and inner errors to the Report."""

_PLAIN_WORDS = re.compile(r"[^\s\[\]{}\"'#:&*!|>%@`,-][^\[\]{}\"'#\n]{0,60}")
_NAMES = re.compile(r"/?\w[\w/.-]*(?:,\s*/?\w[\w/.-]*)*")
_NO_NAMES: Mapping[str, Iterable[str]] = {}
_YES = frozenset({"yes", "true", "on", "Yes", "True"})
_NO = frozenset({"no", "false", "off", "No", "False"})
# Marks that reorder the text a reader sees ("Trojan Source", CVE-2021-42574).
DIRECTION_MARKS = re.compile(r"[\u061c\u202a-\u202e\u2066-\u2069\u200e\u200f]")
# What shows nothing and nobody needs, unlike soft hyphens and joiners; a flag is spelt with tags.
_UNSEEN = re.compile(
    r"\U0001f3f4[\U000e0020-\U000e007f]+"
    r"|(?P<mark>[\x85\u034f\u115f\u1160\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f"
    r"\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e007f])"
)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None."""
    return NearNames(known).nearest(name)


def _suggestion(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = nearest(name, names)
    if near:
        return f"Did you mean '{near}'?"
    return f"Allowed: {', '.join(names)}." if names else "None is declared in mkdocs.yml."


def text(longest: int | None = None) -> Reader[str]:
    """A text, white space trimmed, at most `longest` characters."""

    def read(node: Node, report: Report) -> str:
        if not isinstance(node, ScalarNode):
            kind = "a list" if isinstance(node, SequenceNode) else "keys and values"
            raise Refusal(f"wants a text, not {kind}.", _as_one_text(node))
        value = unicodedata.normalize("NFC", node.text).strip()
        if node.is_null or not is_visible(value):
            raise Refusal("is empty.", "Write a text or remove the line.")
        if DIRECTION_MARKS.search(value):
            raise Refusal(
                "holds an invisible mark that changes the direction of the text.",
                "Type the text anew instead of pasting it.",
            )
        _remark_unseen(value, node.place, report)
        if longest and len(value) > longest:
            raise Refusal(f"is {len(value)} characters long; at most {longest} fit.", "Shorten it.")
        return value

    return read


def _remark_unseen(value: str, place: Place, report: Report) -> None:
    unseen = next((found["mark"] for found in _UNSEEN.finditer(value) if found["mark"]), None)
    if unseen:
        told = f"holds the invisible character U+{ord(unseen):04X}."
        report(note(place, told, "Delete it, unless it must be there."))


def _as_one_text(node: Node) -> str:
    """`- Note: boil the water` is a key with a value; an editor means one text."""
    if isinstance(node, MappingNode) and len(node.values) == 1:
        ((key, value),) = node
        if isinstance(value, ScalarNode) and value.text and not value.quoted:
            shown = in_quotes(f"{key}: {value.text}")
            return f"Put the whole text in quotes, for there is a colon in it: {shown}."
    return "Write one text, in quotes if need be."


def is_visible(value: str) -> bool:
    """Whether it is more than white space, joiners and other characters that show nothing."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in value)


def flag(node: Node, report: Report) -> bool:
    """yes or no (true, false), without quotes."""
    if isinstance(node, ScalarNode) and not node.quoted:
        if node.text in _YES:
            return True
        if node.text in _NO:
            return False
    raise Refusal("wants yes or no.", "Write yes or no, without quotes.")


def day(node: Node, report: Report) -> date:
    """A calendar day, `2026-12-01`."""
    value = text()(node, report)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Refusal(f"'{value}' is not a day of the calendar.", "Correct it.") from None
    raise Refusal(f"'{value}' is not a date.", f"Write it as {as_day(value) or '2026-12-01'}.")


def one_of(kind: type[E]) -> Reader[E]:
    """A member of an Enum, by its value."""

    def read(node: Node, report: Report) -> E:
        value = text()(node, report)
        try:
            return kind(value)
        except ValueError:
            known = [str(member.value) for member in kind]
            raise Refusal(f"'{value}' is not allowed here.", _suggestion(value, known)) from None

    return read


def declared(known: Iterable[str], called: Mapping[str, Iterable[str]] = _NO_NAMES) -> Reader[str]:
    """An identifier that `mkdocs.yml` declares; `called` says what readers call each."""
    names = tuple(known)

    def read(node: Node, report: Report) -> str:
        value = text()(node, report)
        if value not in names:
            plain = value.casefold()
            meant = [name for name in names if plain in map(str.casefold, called.get(name, ()))]
            remedy = f"Write '{meant[0]}', its name in mkdocs.yml." if meant else None
            raise Refusal(f"'{value}' is not declared.", remedy or _suggestion(value, names))
        return value

    return read


def items(reader: Reader[T], example: str = "", most: int = MOST_ITEMS) -> Reader[tuple[T, ...]]:
    """A list of at most so many items, written like the `example`. One bad item does not hide the
    others."""

    def read(node: Node, report: Report) -> tuple[T, ...]:
        if not isinstance(node, SequenceNode):
            raise Refusal("wants a list.", _as_list(node, example))
        if len(node.items) > most:
            told = f"has {len(node.items)} items; at most {most} fit."
            raise Refusal(told, "Keep those that readers need.")
        values: list[T] = []
        for number, item in enumerate(node.items, 1):
            try:
                values.append(reader(item, report))
            except Refusal as rejected:
                report(rejected.at(item.place, f"item {number} "))
        return tuple(values)

    return read


def some(reader: Reader[tuple[T, ...]]) -> Reader[tuple[T, ...]]:
    """A list with something in it: an empty one would mean all to one reader, none to another."""

    def read(node: Node, report: Report) -> tuple[T, ...]:
        if isinstance(node, SequenceNode) and not node.items:
            raise Refusal("is an empty list.", "Name at least one, or remove the line.")
        return reader(node, report)

    return read


def _as_list(node: Node, example: str) -> str:
    if example:
        return f"Write {example}."
    if isinstance(node, ScalarNode) and _NAMES.fullmatch(node.text):
        return f"Write [{node.text}], with commas between several."
    return "Write each item on a line of its own, after '- '."


def each_once(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list that names nothing twice."""
    read_all = items(reader)

    def read(node: Node, report: Report) -> tuple[T, ...]:
        values = read_all(node, report)
        twice = next((value for value, number in Counter(values).items() if number > 1), None)
        if twice is not None:
            raise Refusal(f"names '{twice}' twice.", "Keep it once.")
        return values

    return read


def record(build: Callable[[Fields], T], example: str = "") -> Reader[T]:
    """A mapping whose fields `build` takes. `example` is a right one; a text that stands in its
    place is written into it instead of `%s`."""

    def read(node: Node, report: Report) -> T:
        if not isinstance(node, MappingNode):
            raise Refusal("wants keys and values.", _as_record(node, example))
        fields = Fields(node, report)
        value = build(fields)
        fields.finish()
        return value

    return read


def _as_record(node: Node, example: str) -> str:
    if not example:
        return "Write `key: value` lines below it."
    said = node.text if isinstance(node, ScalarNode) and _PLAIN_WORDS.fullmatch(node.text) else "…"
    return f"Write {example.replace('%s', said)}."


def table(key: Reader[str], value: Reader[T]) -> Reader[dict[str, T]]:
    """A mapping with free keys, each read by `key`."""

    def read(node: Node, report: Report) -> dict[str, T]:
        if not isinstance(node, MappingNode):
            raise Refusal("wants keys and values.", "Write `key: value` lines below it.")
        if len(node.values) > MOST_KEYS:
            told = f"has {len(node.values)} lines; at most {MOST_KEYS} fit."
            raise Refusal(told, "Keep those that readers need.")
        values: dict[str, T] = {}
        for name, inner in node:
            place = node.places[name]
            try:
                known = key(ScalarNode(place, name, True), report)
            except Refusal as rejected:  # the problem names the key
                report(rejected.at(place))
                continue
            try:
                values[known] = value(inner, report)
            except Refusal as rejected:
                report(rejected.at(place, f"'{name}' "))
        return values

    return read


class Fields:
    """The fields of one mapping, taken one by one; `finish` reports those that nobody took."""

    def __init__(self, mapping: MappingNode, report: Report) -> None:
        self.mapping = mapping
        self._report = report
        self._known: list[str] = []

    def place(self, key: str) -> Place:
        return self.mapping.places.get(key, self.mapping.place)

    def reject(self, key: str, problem: str, remedy: str) -> None:
        """Report a field whose value is well formed and still wrong."""
        self._report(error(self.place(key), f"'{key}' {problem}", remedy))

    def remark(self, key: str, problem: str, remedy: str) -> None:
        """Tell what is worth knowing of a field whose value is right."""
        self._report(note(self.place(key), f"'{key}' {problem}", remedy))

    def take(self, key: str, reader: Reader[T], otherwise: D) -> T | D:
        """The field's value; `otherwise` when the field is missing or wrong."""
        self._known.append(key)
        node = self.mapping.values.get(key)
        if node is None:
            return otherwise
        try:
            return reader(node, self._report)
        except Refusal as rejected:
            self._report(rejected.at(self.place(key), f"'{key}' "))
            return otherwise

    def need(self, key: str, reader: Reader[T], otherwise: D, example: str) -> T | D:
        """Like `take`, for a field that must be there; `example` shows a right line."""
        if key not in self.mapping.values:
            place = self.mapping.place
            self._report(error(place, f"'{key}' is missing.", f"Add a line like `{example}`."))
        return self.take(key, reader, otherwise)

    def finish(self) -> None:
        unknown = [(key, node) for key, node in self.mapping if key not in self._known]
        for key, node in unknown[:_MOST_UNKNOWN]:
            remedy = remedy_for(key, node, self._known, self.mapping) or self._hint(key)
            self._report(error(self.place(key), f"'{key}' is not a field.", remedy))
        if len(unknown) > _MOST_UNKNOWN:
            told = f"{len(unknown) - _MOST_UNKNOWN} more keys from here on are no fields."
            remedy = f"Known: {', '.join(sorted(self._known))}."
            self._report(error(self.place(unknown[_MOST_UNKNOWN][0]), told, remedy))

    def _hint(self, key: str) -> str:
        near = nearest(key, self._known)
        return f"Did you mean '{near}'?" if near else f"Known: {', '.join(sorted(self._known))}."
