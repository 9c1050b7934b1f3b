"""Comparison: an original as it was, and what changed in it, word by word.

The marks are those of `git diff --word-diff`: `[-gone-]{+new+}`. Colour only ever adds to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from tolkku.catalogue.addresses import Places
from tolkku.model.findings import Finding, Refusal, TolkkuError
from tolkku.model.texts import Edition
from tolkku.reading.files import source_text
from tolkku.reading.front_matter import TextFields
from tolkku.rendering.links import Resolver
from tolkku.rendering.renderer import Rendered, Renderer
from tolkku.site import Site
from tolkku.system.git import is_shallow, versions
from tolkku.translation.standing import FIELDS, fingerprint, said_by_part

_NOWHERE = Places({}, {}, frozenset())
_MOST_RENDERED = 30  # versions; a long chapter takes a tenth of a second


@dataclass(frozen=True)
class Past:
    """What the original said, by part; `unknown` says why a part may be missing."""

    said: Mapping[str, str]
    unknown: str = ""


def past_parts(site: Site, original: Edition, followed: Mapping[str, str]) -> Past:
    """The parts of an original whose fingerprints are these, from git's history of its file."""
    if not followed:
        return Past({})
    try:
        found = _found(site, original, followed)
        if found.keys() >= followed.keys():
            return Past(found)
        shallow = is_shallow(site.settings.root)
    except Refusal as reason:
        return Past({}, str(reason))
    if shallow:
        return Past(found, "this clone is shallow. Fetch all of it: `git fetch --unshallow`.")
    return Past(found, "no commit has it.")


def _found(site: Site, original: Edition, followed: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    needs_body = bool(followed.keys() - FIELDS)
    held = versions(site.settings.root, original.path)
    for raw in held[:_MOST_RENDERED] if needs_body else held:
        for part, said in _said(site, original, raw, needs_body).items():
            if part not in found and followed.get(part) == fingerprint(said):
                found[part] = said
        if found.keys() >= followed.keys():
            break
    return found


def _ignored(finding: Finding) -> None:
    """What was wrong with an earlier version does not matter now."""


def _said(site: Site, original: Edition, raw: bytes, needs_body: bool) -> dict[str, str]:
    """What one version of a file said."""
    try:
        source = source_text(raw, original.path, _ignored)
        is_bulletin = (site.settings.root / original.path).is_relative_to(site.settings.bulletins)
        fields, slug = TextFields(site.settings), original.path.split("/")[-2]
        edition = fields.read(source, original.language, slug, is_bulletin, _ignored).edition
    except TolkkuError:
        return {}
    return said_by_part(edition, _rendered(site, edition) if needs_body else _UNRENDERED)


_UNRENDERED = Rendered("", (), frozenset(), (), (), ())


def _rendered(site: Site, edition: Edition) -> Rendered:
    """Its links lead nowhere any more; what they say stays."""
    renderer = Renderer(site.settings, site.words[edition.language])
    return renderer.render(edition, Resolver(edition.path, _NOWHERE, {}))[0]


_CONTEXT = 8  # words around a change
_BRIDGE = 3  # letters: one word that is so short between two changes belongs to them


class Kind(Enum):
    """What became of words, with the marks around them."""

    SAME = ("", "")
    GONE = ("[-", "-]")
    NEW = ("{+", "+}")


Paint = Callable[[Kind, str], str]
Pieces = tuple[tuple[Kind, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Atom:
    """What no line end may part: a word with its marks, plain and painted."""

    text: str
    shown: str
    glued: bool = False


def diff_lines(old: str, new: str, width: int, paint: Paint) -> Iterator[str]:
    """The difference of two texts as lines; of lists, each line an item, only changed items."""
    before, after = old.split("\n") if old else [], new.split("\n") if new else []
    bullet = "- " if max(len(before), len(after)) > 1 else ""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        for pair in _pairs(before[i1:i2], after[j1:j2]):
            for number, line in enumerate(_wrapped(pieces(*pair), width - len(bullet), paint)):
                yield (" " * len(bullet) if number else bullet) + line


def _pairs(gone: list[str], come: list[str]) -> list[tuple[str, str]]:
    """As many items as before are the same items, changed."""
    if len(gone) == len(come):
        return list(zip(gone, come, strict=True))
    return [*((item, "") for item in gone), *(("", item) for item in come)]


def pieces(old: str, new: str) -> Pieces:
    """The two texts in one.

    >>> [(kind.name, words) for kind, words in pieces("6 litres each", "3 litres each")]
    [('GONE', ('6',)), ('NEW', ('3',)), ('SAME', ('litres', 'each'))]
    """
    before, after = old.split(), new.split()
    found: list[tuple[Kind, tuple[str, ...]]] = []
    gone: list[str] = []
    come: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        is_short = i2 - i1 == 1 and len(before[i1]) <= _BRIDGE
        is_bridge = is_short and (gone or come) and i2 < len(before)
        if tag == "equal" and not is_bridge:
            found += [(Kind.GONE, tuple(gone)), (Kind.NEW, tuple(come))]
            found.append((Kind.SAME, tuple(before[i1:i2])))
            gone, come = [], []
        else:
            gone += before[i1:i2]
            come += after[j1:j2]
    found += [(Kind.GONE, tuple(gone)), (Kind.NEW, tuple(come))]
    return tuple((kind, words) for kind, words in found if words)


def _wrapped(found: Pieces, width: int, paint: Paint) -> Iterator[str]:
    line, length = "", 0
    for atom in _atoms(found, paint):
        space = 0 if atom.glued or not line else 1
        if line and length + space + len(atom.text) > width:
            yield line
            line, length, space = "", 0, 0
        line += " " * space + atom.shown
        length += space + len(atom.text)
    yield line


def _atoms(found: Pieces, paint: Paint) -> Iterator[_Atom]:
    for index, (kind, words) in enumerate(found):
        if kind is Kind.SAME:
            for word in _cut(words, index > 0, index < len(found) - 1):
                yield _Atom(word, word)
            continue
        opening, closing = kind.value
        follows_gone = index > 0 and found[index - 1][0] is Kind.GONE
        for number, word in enumerate(words, 1):
            text = opening * (number == 1) + word + closing * (number == len(words))
            yield _Atom(text, paint(kind, text), glued=follows_gone and number == 1)


def _cut(words: tuple[str, ...], has_before: bool, has_after: bool) -> tuple[str, ...]:
    """The words next to changes, with … for those between."""
    head = words[:_CONTEXT] if has_before else ()
    tail = words[-_CONTEXT:] if has_after else ()
    return words if len(head) + len(tail) >= len(words) else (*head, "…", *tail)
