"""Numbers: where an edition says another number than its original, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tolkku.checks.quantities import Quantity, disagreement, only_in_figures, quantities
from tolkku.model.findings import Finding, Place, note
from tolkku.model.languages import Language
from tolkku.model.texts import Edition, State, Text
from tolkku.reading.placeholders import is_unfilled
from tolkku.rendering.renderer import Rendered
from tolkku.translation.standing import INTRODUCTION, Status, said_by_part

_FIELDS = {
    "title": "the title",
    "summary": "the summary",
    "facts": "the facts",
    "arguments": "the arguments",
    "action": "the action",
    "correction": "the correction",
    "image": "the alternative text of the image",
    "updated": "the notes on updates",
}
_BESIDES = ("correction", "image", "updated")
_ITEMS = {"facts": "fact", "arguments": "argument"}
_REMEDY = "Correct the one that is wrong."


@dataclass(frozen=True, slots=True)
class _Piece:
    """What an edition and its original say in one place. `shown` is what editors call it."""

    part: str
    shown: str
    here: str
    there: str


def check_numbers(
    text: Text, rendered: Mapping[str, Rendered], statuses: Mapping[str, Status]
) -> Iterator[Finding]:
    """Notes on numbers that differ from the original's. Parts known to be outdated are left
    out, and editions that are not filled in yet."""
    original = text.edition(text.original)
    if original is None or len(text.editions) == 1 or is_unfilled(original):
        return
    theirs = _said(original, rendered)
    for edition in text.editions:
        if edition is original or is_unfilled(edition):
            continue
        ours = _said(edition, rendered)
        if edition.state is State.SUMMARY:
            yield from _only_known(edition, ours, theirs, original.language)
            continue
        yield from _fact_counts(edition, original, statuses[edition.path].changed)
        for piece in _pieces(ours, theirs, statuses[edition.path].changed):
            if piece.here != piece.there:
                yield from _difference(edition, piece, original.language)


def _fact_counts(
    edition: Edition, original: Edition, outdated: tuple[str, ...]
) -> Iterator[Finding]:
    here, there = len(edition.facts), len(original.facts)
    if here and there and here != there and "facts" not in outdated:
        told = f"'facts' are {here} here and {there} in the original ({original.language})."
        yield note(edition.place_of("facts"), told, "Say the same facts in the same order.")


def _said(edition: Edition, rendered: Mapping[str, Rendered]) -> dict[str, str]:
    """By part, without the numbers of footnotes, which would stick to the year before them."""
    body = rendered[edition.path]
    bare = tuple(replace(section, text=section.unnumbered) for section in body.sections)
    return {**said_by_part(edition, replace(body, sections=bare)), **_said_besides(edition)}


def _said_besides(edition: Edition) -> dict[str, str]:
    """What readers see besides the parts that `follows` knows."""
    wrong = edition.correction
    said = {
        "correction": f"{wrong.was} {wrong.right}" if wrong else "",
        "image": edition.image.alt if edition.image else "",
        "updated": "\n".join(update.note for update in edition.updated),
    }
    return {field: text for field, text in said.items() if text.strip()}


def _pieces(
    ours: dict[str, str], theirs: dict[str, str], outdated: tuple[str, ...]
) -> Iterator[_Piece]:
    for part, here in ours.items():
        is_known = not outdated or part not in _BESIDES
        if part in theirs and part not in outdated and is_known:
            yield from _items(part, here, theirs[part])
    if not set(outdated) - _FIELDS.keys():  # sections without a counterpart, all together
        here, there = _others(ours, theirs), _others(theirs, ours)
        if here and there:
            yield _Piece("", "the text", here, there)


def _others(ours: dict[str, str], theirs: dict[str, str]) -> str:
    return " ".join(said for part, said in ours.items() if part not in {**theirs, **_FIELDS})


def _items(part: str, here: str, there: str) -> Iterator[_Piece]:
    """Facts and arguments are compared one by one, where there are as many of them."""
    ours, theirs = here.split("\n"), there.split("\n")
    if part not in _ITEMS or len(ours) != len(theirs):
        yield _Piece(part, _shown(part), here, there)
        return
    for number, (own, other) in enumerate(zip(ours, theirs, strict=True), 1):
        yield _Piece(part, f"{_ITEMS[part]} {number}", own, other)


def _shown(part: str) -> str:
    if part == INTRODUCTION:
        return "the text before the first heading"
    return _FIELDS.get(part) or f"the section '#{part.lstrip('#')}'"


def _difference(edition: Edition, piece: _Piece, original: Language) -> Iterator[Finding]:
    ours, theirs = (
        quantities(piece.here, edition.language),
        quantities(piece.there, original),
    )
    here, there = disagreement(ours, theirs)
    if here and there:
        told = f"says {_listed(here)} where the original ({original}) says {_listed(there)}."
    elif here:
        told = f"says {_listed(here)}, which the original ({original}) does not."
    elif there:
        told = f"does not say {_listed(there)}, which the original ({original}) does."
    else:
        return
    yield note(_place(edition, piece.part, here), f"{piece.shown} {told}", _REMEDY)


def _only_known(
    edition: Edition, ours: dict[str, str], theirs: dict[str, str], original: Language
) -> Iterator[Finding]:
    """A short version may leave numbers out; it may not bring new ones."""
    known = quantities("\n".join(theirs.values()), original)
    for part, said in ours.items():
        new = only_in_figures(quantities(said, edition.language), known)
        if new:
            told = f"says {_listed(new)}, which the original ({original}) nowhere does."
            yield note(_place(edition, part, new), f"{_shown(part)} {told}", _REMEDY)


def _listed(found: tuple[Quantity, ...]) -> str:
    shown = list(dict.fromkeys(f"'{' '.join(quantity.written.split())}'" for quantity in found))
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _place(edition: Edition, part: str, found: tuple[Quantity, ...]) -> Place:
    """The line of a field; in the body, the first after the heading that holds what was found."""
    if part in _FIELDS:
        return edition.place_of(part)
    lines = edition.body.split("\n")
    marked = re.compile(rf"#{re.escape(part.lstrip('#'))}\b")
    start = next((n for n, line in enumerate(lines) if part and marked.search(line)), 0)
    written = [quantity.written.casefold() for quantity in found]
    held = (n for n in range(start, len(lines)) if any(w in lines[n].casefold() for w in written))
    return Place(edition.path, edition.body_line + next(held, start))
