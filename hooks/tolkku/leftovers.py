"""Leftovers: what was meant as Markdown, or as another tool's mark, and would be shown as text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator

from tolkku.dialect.blocks import Unended
from tolkku.findings import Finding, Place, error, note

_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_ATTRIBUTES = re.compile(r"<[^>]*>")
_QUOTED = 60  # characters of a piece that a Finding shows

# What would be shown, what it is, what to do; an error where showing it would tell too much.
_ERRORS = (
    (re.compile(r"-+8<-+"), "a snippet of another file, which is never read",
     "Write the text here, or link to it."),
    (re.compile(r"\{![^{}\n]+!\}"), "an include of another file, which is never read",
     "Write the text here, or link to it."),
)  # fmt: skip
_NOTES = (
    (re.compile(r"\[\^[^\]\s]+\]"), "a footnote that is not written anywhere",
     "Add a line `[^1]: The note.` with its name."),
    (re.compile(r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]"), "a link that says nowhere where it leads",
     "Add a line `[name]: page.md`."),
    (re.compile(r"^(?:\?\?\?|!!!)\+? ", re.MULTILINE), "a box that this site does not make",
     "Write `!!! note`, an empty line, and the text indented by four spaces."),
)  # fmt: skip
_EMPTY_BOX = re.compile(r'<p class="admonition-title">[^<]*</p>\s*</div>')


def leftovers(body: str, place_of: Callable[..., Place]) -> Iterator[Finding]:
    """Findings on what a rendered body shows as it was typed; `place_of` finds a piece's line."""
    shown = html.unescape(_ATTRIBUTES.sub("", _CODE.sub("", body)))
    for tell, marks in ((error, _ERRORS), (note, _NOTES)):
        for pattern, what, remedy in marks:
            for piece in dict.fromkeys(pattern.findall(shown)):
                told = f"'{piece.strip()[:_QUOTED]}' is {what}: it would be shown as it is."
                yield tell(place_of(piece.strip()), told, remedy)
    if _EMPTY_BOX.search(body):
        told = "a box has a title and no text."
        yield note(place_of("!!!"), told, "Indent its text by four spaces.")


def unended(places: Iterable[Unended], body: Place) -> Iterator[Finding]:
    """Findings on code fences that run to the end of a text whose body begins at a place."""
    for one in places:
        if one.kind == "fence":
            place = Place(body.path, body.line + one.line - 1, one.column)
            told = f"'{one.text[:_QUOTED]}' is a code fence that never ends: all below it is code."
            yield note(place, told, "End the code with a line of the same marks.")
