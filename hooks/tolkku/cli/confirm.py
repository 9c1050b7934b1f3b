"""Confirm: shows what changed in an original before a translation is confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap

import click

from tolkku.authoring.comparison import Kind, Paint, Past, diff_lines, past_parts
from tolkku.authoring.selection import Translation
from tolkku.model.harmless import visible
from tolkku.rendering.renderer import Rendered
from tolkku.site import Site
from tolkku.translation.standing import FIELDS, INTRODUCTION, said_by_part

_INDENT = "    "
_COLOURS = {Kind.GONE: "red", Kind.NEW: "green"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How `tolkku confirm` goes about it: whether it shows, asks and writes."""

    shows: bool
    asks: bool
    writes: bool
    width: int = 80
    colour: bool = False

    def agrees(self, path: str) -> bool:
        """Whether the edition may be confirmed; asks where somebody can answer."""
        return self.writes and (not self.asks or click.confirm(f"Does {path} say the same?"))


def review(site: Site, translation: Translation, manner: Manner) -> Iterator[str]:
    """Every part that changed, as lines: the old text and the new in one, where git knows it."""
    text, edition = translation
    original = text.best(text.original)
    changed = site.status(edition).changed
    if not edition.follows or not changed:
        yield from wrap(
            f"{edition.path}: nothing is known to compare it with. Read all of {original.path}.",
            manner.width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        return
    now = said_by_part(original, site.rendered(original))
    followed = dict(edition.follows.parts)
    past = past_parts(
        site, original, {part: followed[part] for part in changed if part in followed}
    )
    for part in changed:
        yield ""
        yield f"  {_name(part, site.rendered(original))}{_what(part, now, followed, past)}"
        title = site.rendered(original).section_title(part.removeprefix("#")) or ""
        new = _plain(now[part].removeprefix(title)) if part in now else None
        old = _plain(past.said[part].removeprefix(title)) if part in past.said else None
        yield from _shown(old, new, manner)
    yield from _unknown(changed, followed, past, manner)
    yield ""


def _name(part: str, rendered: Rendered) -> str:
    if part in (*FIELDS, INTRODUCTION):
        return part
    anchor = part.removeprefix("#")
    title = rendered.section_title(anchor)
    return visible(f"#{anchor} ({title})" if title else f"#{anchor}")


def _what(part: str, now: Mapping[str, str], followed: Mapping[str, str], past: Past) -> str:
    if part not in followed:
        return ": new"
    if part not in now:
        return ": gone" if part in past.said else ": gone, the old text is not known"
    return "" if part in past.said else ": the old text is not known; the new one says"


def _plain(said: str) -> str:
    """A text, or a list with an item a line, of which a terminal obeys nothing."""
    return "\n".join(map(visible, said.lstrip().split("\n")))


def _shown(old: str | None, new: str | None, manner: Manner) -> Iterator[str]:
    width = manner.width - len(_INDENT)
    if old is not None or new is None:
        found = diff_lines(old or "", new or "", width, _paint(manner.colour))
        yield from (_INDENT + line for line in found)
        return
    for item in new.split("\n"):
        bullet = "- " if "\n" in new else ""
        for line in wrap(item, width, initial_indent=bullet, subsequent_indent=" " * len(bullet)):
            yield _INDENT + line


def _unknown(
    changed: tuple[str, ...], followed: Mapping[str, str], past: Past, manner: Manner
) -> Iterator[str]:
    """Why git did not know an old text."""
    if past.unknown and any(part in followed and part not in past.said for part in changed):
        yield ""
        yield from wrap(
            visible(f"Why the old text is not known: {past.unknown}"), manner.width,
            initial_indent="  ", subsequent_indent="  ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def _paint(colour: bool) -> Paint:
    def painted(kind: Kind, word: str) -> str:
        return click.style(word, fg=_COLOURS[kind]) if colour else word

    return painted
