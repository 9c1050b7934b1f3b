"""The editors' command, `tolkku`."""

from __future__ import annotations

import io
import os
import shutil
import sys
import textwrap
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tolkku.authoring.confirm import confirm as write_follows
from tolkku.authoring.selection import Choice, Translation
from tolkku.cli.check import Report, how_to_report, what_is_about
from tolkku.cli.confirm import Manner, review
from tolkku.cli.options import HELP, Desk, as_of, read_moment
from tolkku.cli.terminal import tell, wants_colour
from tolkku.model.findings import Finding, Refusal, TolkkuError
from tolkku.model.harmless import unheard, visible
from tolkku.model.languages import Language, find_language
from tolkku.reading.placeholders import is_unfilled
from tolkku.site import Site
from tolkku.translation.standing import Standing

_ELSEWHERE = {
    "build": "tolkku.cli.build:build",
    "feeds": "tolkku.cli.feeds:feeds",
    "init": "tolkku.cli.init:init",
    "new": "tolkku.cli.new:new",
    "next": "tolkku.cli.status:coming",
    "status": "tolkku.cli.status:status",
}


class _Commands(click.Group):
    """The commands below, and others, whose many modules are loaded only when they are typed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as refusal:  # click would show what it quotes as it is
            if type(refusal).show is not click.UsageError.show:
                raise
            lines = map(visible, refusal.format_message().split("\n"))
            raise click.UsageError(unheard("\n".join(lines)), refusal.ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, _, name = _ELSEWHERE[cmd_name].partition(":")
        found = getattr(import_module(module), name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Commands)
@click.option(
    "--config", default="mkdocs.yml", type=click.Path(path_type=Path), show_default=True,
    help="What the site is.",
)  # fmt: skip
@click.option("--at", metavar="TIME", callback=read_moment, help=HELP)
@click.pass_context
def main(context: click.Context, config: Path, at: str | None) -> None:
    """For the editors of a Tolkku site."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that is not UTF-8 shows `\xe4` for ä; without this it would show a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    context.obj = Desk(config, at)


@main.command()
@click.argument("names", nargs=-1)
@click.option("--changed", metavar="REF", help="Duties of texts changed since REF are errors too.")
@how_to_report
@as_of
@click.pass_obj
def check(desk: Desk, /, names: tuple[str, ...], changed: str | None, **how: Any) -> None:
    """Tell everything that is wrong or worth knowing, or what is about NAMES.

    NAMES are files, folders, or ids such as 2026-12-01-72-hours or handbook/sources. Errors end
    with exit code 1, a name that means nothing with 2.
    """
    findings, others = what_is_about(desk.site, names, changed)
    Report(desk.root, **how).tell(findings, others)
    sys.exit(1 if any(finding.is_error for finding in findings) else 0)


@main.command()
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
