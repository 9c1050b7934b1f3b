"""Confirm: shows what changed in an original before a translation is confirmed."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from textwrap import wrap

import click

from tolkku.authoring.comparison import Kind, Paint, Past, diff_lines, past_parts
from tolkku.authoring.confirm import confirm as write_follows
from tolkku.authoring.selection import Choice, Translation
from tolkku.cli.options import Desk, as_of
from tolkku.cli.report import Report
from tolkku.cli.terminal import tell, wants_colour
from tolkku.model.findings import Finding, Refusal, TolkkuError
from tolkku.model.harmless import visible
from tolkku.model.languages import Language, find_language
from tolkku.reading.placeholders import is_unfilled
from tolkku.rendering.renderer import Rendered
from tolkku.site import Site
from tolkku.translation.standing import FIELDS, INTRODUCTION, Standing, said_by_part

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


@click.command()
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All translations (of the texts named).")
@click.option("--language", metavar="TAG", help="Only translations into this language.")
@click.option("--show", "--dry-run", "only_show", is_flag=True, help="Show, and write nothing.")
@click.option("--yes", is_flag=True, help="Show in a terminal, and do not ask.")
@as_of
@click.pass_obj
def confirm(
    desk: Desk, names: tuple[str, ...], everything: bool, language: str | None, only_show: bool,
    yes: bool,
) -> None:  # fmt: skip
    """Write down that translations agree with their originals as these are now.

    NAMES are files, folders, or ids such as 2026-12-01-72-hours or handbook/sources. In a
    terminal it shows what changed in the original, and asks.
    """
    site, findings = desk.read()
    choice = Choice(site, everything, _language(language, site))
    try:
        chosen = choice.of(names)
    except Refusal as unclear:
        broken = _errors_in({choice.path(name) for name in names}, findings)
        if broken:
            Report(desk.root).tell(broken)
            sys.exit(1)
        raise click.UsageError(str(unclear)) from None
    how = _manner(only_show, yes)
    outcomes = [_confirmed(site, translation, findings, how) for translation in chosen]
    sys.exit(0 if all(outcomes) else 1)


def _language(tag: str | None, site: Site) -> Language | None:
    found = find_language(tag, site.settings.languages) if tag else None
    if tag and found is None:
        known = ", ".join(language.tag for language in site.settings.languages)
        raise click.UsageError(f"'{tag}' is not a language of this site ({known}).")
    return found


def _errors_in(paths: set[str], findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(found for found in findings if found.is_error and found.place.path in paths)


def _manner(only_show: bool, yes: bool) -> Manner:
    terminal = sys.stdout.isatty()
    asks = terminal and sys.stdin.isatty() and not yes and not only_show
    width = min(80, shutil.get_terminal_size().columns) if terminal else 80
    return Manner(only_show or terminal, asks, not only_show, width, wants_colour(os.environ))


def _confirmed(
    site: Site, translation: Translation, findings: tuple[Finding, ...], how: Manner
) -> bool:
    """Whether the translation now says that it follows its original; tells about it."""
    text, edition = translation
    original = text.best(text.original)
    inform = partial(_tell, how=how)
    broken = _errors_in({edition.path, original.path}, findings)
    if broken:
        inform(f"{edition.path}: not confirmed, for there are errors:")
        Report(site.settings.root).tell(broken)
        return False
    unfilled = next((each.path for each in (edition, original) if is_unfilled(each)), None)
    if unfilled:
        inform(f"{edition.path}: not confirmed, for {unfilled} has places to fill in.")
        return False
    status = site.statuses[edition.path]
    if status.standing is Standing.CURRENT and edition.follows:
        inform(f"{edition.path}: unchanged, confirmed on {edition.follows.on} already.")
        return True
    if edition.follows:
        changed = ", ".join(status.changed)
        inform(f"{edition.path}: changed since {edition.follows.on}: {changed}.")
    if how.shows:
        tell("\n".join(review(site, translation, how)))
    if not how.agrees(edition.path):
        if how.writes:
            inform(f"{edition.path}: not confirmed.")
        return True
    try:
        write_follows(site, text, edition)
    except TolkkuError as problem:
        tell("\n".join(visible(str(finding)) for finding in problem.findings))
        return False
    inform(f"{edition.path}: confirmed, it follows {original.path}.")
    return True


def _tell(said: str, how: Manner) -> None:
    """A line; where people read it, lines that fit the terminal."""
    shown = textwrap.fill(
        said, how.width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    tell(shown if how.shows else said)
