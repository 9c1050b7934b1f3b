"""`tolkku status` and `tolkku next`."""

from __future__ import annotations

import os
from typing import Any

import click

from tolkku.authoring.selection import Choice
from tolkku.cli.options import Desk, as_of
from tolkku.cli.status_formats import (
    NOTHING,
    Tone,
    at_the_next,
    lag_json,
    lag_table,
    next_json,
    next_lines,
    status_json,
    status_table,
)
from tolkku.cli.terminal import forbids_colour, plain_json, tell
from tolkku.model.findings import Refusal
from tolkku.model.harmless import visible
from tolkku.model.languages import Language, find_language
from tolkku.model.settings import STATUS
from tolkku.model.texts import BulletinKind, Text
from tolkku.publishing.upcoming import coming_changes, next_changes
from tolkku.site import Site
from tolkku.translation.status import PAGE, Asked, board_of, kind_of, lags_of

_KINDS = [kind.value for kind in BulletinKind]
_COLOURS = {Tone.LATE: "red", Tone.WAITING: "yellow"}


@click.command()
@click.argument("names", nargs=-1)
@click.option("--language", "tag", metavar="TAG", help="Only this language.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice([*_KINDS, PAGE]),
              help="Only bulletins of this kind, or pages; may be given again.")  # fmt: skip
@click.option("--owed", is_flag=True, help="Only where an edition is owed, overdue or not yet.")
@click.option("--overdue", is_flag=True, help="Only where an edition is overdue.")
@click.option("--outdated", is_flag=True, help="Only where the original is newer.")
@click.option("--lag", is_flag=True, help="How many hours other languages waited, by month.")
@click.option("--page", is_flag=True, help="Where the site shows it.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@as_of
@click.pass_obj
def status(
    desk: Desk, names: tuple[str, ...], tag: str | None, kinds: tuple[str, ...], owed: bool,
    overdue: bool, outdated: bool, lag: bool, page: bool, as_json: bool,
) -> None:  # fmt: skip
    """Tell how every text stands in every language, the overdue ones first.

    NAMES are files, folders, or ids such as 2026-12-01-72-hours or handbook/sources.
    """
    if page:
        if lag or as_json:
            raise click.UsageError("--page stands alone.")
        return _tell_page(_site(desk))
    site = _site(desk)
    texts, languages = _texts(site, names), _languages(site, tag)
    if lag:
        chosen = kinds or ([*_KINDS, PAGE] if names else _KINDS)
        lags = lags_of([t for t in texts if kind_of(t) in chosen], languages, site.now)
        return _tell(lag_json(lags, site.now) if as_json else lag_table(lags))
    board = board_of(site, texts, Asked(languages, kinds, owed, overdue, outdated))
    filters = {"overdue": overdue, "owed": owed, "outdated": outdated}
    nothing = " and ".join(name for name, is_asked in filters.items() if is_asked)
    empty = f"Nothing is {nothing}." if nothing else "0 texts."
    _tell(status_json(board) if as_json else status_table(board, _painted, empty))


@click.command("next")
@click.option("--all", "everything", is_flag=True, help="Every change that is known, in order.")
@click.option("--quiet", is_flag=True, help="Only the moment; nothing if there is none.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@as_of
@click.pass_obj
def coming(desk: Desk, everything: bool, quiet: bool, as_json: bool) -> None:
    """Tell when the site changes next by itself, for CI to build it again then.

    The first word is the moment. If nothing lies ahead, nothing is written to standard output.
    """
    site = _site(desk)
    found = next_changes(site) if everything else at_the_next(coming_changes(site))
    if as_json:
        return _tell(next_json(found, site.now))
    lines = next_lines(found)
    if quiet:
        lines = list(dict.fromkeys(line.split()[0] for line in lines))
    elif not lines:
        tell(NOTHING, err=True)
    for line in lines:
        tell(visible(line))


def _site(desk: Desk) -> Site:
    """The site; that it cannot be built as it is, is said beside the answer."""
    site, findings = desk.read()
    if any(finding.is_error for finding in findings):
        tell("The site has errors and cannot be built: see `tolkku check`.", err=True)
    return site


def _tell(said: str | dict[str, Any]) -> None:
    """Text as it is, a value as JSON; colours on terminals only (https://no-color.org/)."""
    whole = said if isinstance(said, str) else plain_json(said, indent=2) + "\n"
    tell(whole, nl=False, color=False if forbids_colour(os.environ) else None)


def _painted(text: str, tone: Tone) -> str:
    shown = visible(text)
    return click.style(shown, fg=_COLOURS[tone]) if tone in _COLOURS else shown


def _tell_page(site: Site) -> None:
    pages = (site.pages.find(STATUS, language) for language in site.settings.languages)
    found = [site.settings.absolute(page.address) for page in pages if page]
    if not site.settings.status_page:
        raise click.UsageError(
            "The site does not show its status. Write `status_page: yes` in mkdocs.yml, below "
            "extra.tolkku; every build then makes the page."
        )
    for address in found:
        tell(address)


def _languages(site: Site, tag: str | None) -> tuple[Language, ...]:
    languages = site.settings.languages
    if tag is None:
        return languages
    found = find_language(tag, languages)
    if found is None:
        known = ", ".join(language.tag for language in languages)
        raise click.UsageError(f"'{tag}' is not a language of this site ({known}).")
    return (found,)


def _texts(site: Site, names: tuple[str, ...]) -> tuple[Text, ...]:
    """The Texts named, each once; all of them, if nothing is named."""
    choice = Choice(site, True, None)
    try:
        named = [text for name in names for text in choice.texts(name)]
    except Refusal as unclear:
        raise click.UsageError(str(unclear)) from None
    ids = {(kind_of(text), text.id) for text in named}
    return tuple(t for t in site.sources.texts if not names or (kind_of(t), t.id) in ids)
