"""The part of the desk that makes new files: `tolkku new`."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import click

from tolkku.as_of import Desk, as_of
from tolkku.asking import asked, is_terminal, languages_from, one_line, period_from
from tolkku.cache import Cache
from tolkku.configuration import read_settings
from tolkku.drafting import Drafting, owed
from tolkku.errors import SourceError
from tolkku.findings import Place
from tolkku.moments import read_now
from tolkku.nav_editing import section_of_chapters, with_chapter, with_page
from tolkku.new_languages import new_language
from tolkku.ordering import Said, bulletin_order, page_order
from tolkku.periods import week_of
from tolkku.printing import tell
from tolkku.remembered_words import read_words
from tolkku.schema import Rejected
from tolkku.telling import next_steps, told, written
from tolkku.texts import BulletinKind

F = TypeVar("F", bound=Callable[..., None])
_KINDS = ", ".join(kind.value for kind in BulletinKind)


@click.group()
def new() -> None:
    """Make new files, ready to fill in, in every language that is owed.

    In a terminal, what is missing is asked for. Nothing is ever overwritten.
    """


_LANGUAGES = click.option(
    "--languages", metavar="FI,SV", help="Instead of those owed; the first is the original."
)


def _for_a_text(command: F) -> F:
    """What can be said of every new Text."""
    for option in (
        click.option("--author", "authors", multiple=True, metavar="NAME", help="Who writes it."),
        click.option("--topic", "topics", multiple=True, metavar="NAME", help="As in mkdocs.yml."),
        as_of,
        click.option("--name", help="Of the folder or file, instead of the title's."),
        _LANGUAGES,
        click.argument("title", required=False),
    ):
        command = option(command)
    return command


@new.command("bulletin")
@_for_a_text
@click.option("--kind", metavar="KIND", help=f"One of: {_KINDS}.")
@click.option("--corrects", metavar="ID", help="The bulletin that it corrects.")
@click.option("--replaces", metavar="ID", help="The bulletin whose place it takes.")
@click.option("--cancels", metavar="ID", help="The bulletin that it withdraws.")
@click.option("--continues", metavar="ID", help="The bulletin that it goes on from, or ends.")
@click.option("--exercise", is_flag=True, help="Nothing has happened; every page says so.")
@click.pass_obj
def make_bulletin(desk: Desk, /, **said: Any) -> None:
    """Make a bulletin of today: a folder with a file in each language."""
    with told():
        drafting = _drafting(desk)
        order = bulletin_order(drafting, Said(**said))
        written(drafting.bulletin(order), drafting.settings)
        next_steps(drafting.bulletin_id(order.name), order.languages)


@new.command("chapter")
@_for_a_text
@click.option("--in", "named", metavar="PAGE", help="The page of nav whose chapters are meant.")
@click.option("--after", metavar="PAGE", help="The chapter before it, instead of the last.")
@click.pass_obj
def make_chapter(desk: Desk, /, named: str | None, after: str | None, **said: Any) -> None:
    """Make a chapter of the handbook, and name it in nav."""
    with told():
        drafting = _drafting(desk)
        section = section_of_chapters(drafting.settings, named)
        order = page_order(drafting, Said(**said), f"{section.page}/{{}}".format, section.page)
        page = f"{section.page}/{order.name}"
        changed = with_chapter(drafting.settings, section, page, after)
        work = replace(drafting.page(order, "chapter.md", page), changed=changed)
        written(work, drafting.settings)
        next_steps(page, order.languages)


@new.command("page")
@_for_a_text
@click.option("--under", metavar="PAGE", help="The page of nav that it stands under.")
@click.pass_obj
def make_page(desk: Desk, /, under: str | None, **said: Any) -> None:
    """Make a page, and name it in nav."""
    with told():
        drafting = _drafting(desk)
        order = page_order(drafting, Said(**said), str, *([under] if under else []))
        changed = with_page(drafting.settings, order.name, under)
        work = replace(drafting.page(order, "page.md", order.name), changed=changed)
        written(work, drafting.settings)
        next_steps(order.name, order.languages)


@new.command("digest")
@click.argument("period", required=False)
@_LANGUAGES
@as_of
@click.pass_obj
def make_digest(desk: Desk, period: str | None, languages: str | None) -> None:
    """Make the foreword to a digest: PERIOD is a week, 2026-W48, or a month, 2026-11."""
    with told():
        drafting = _drafting(desk)
        settings = drafting.settings
        usual = week_of(drafting.now.date()).name if is_terminal() else None
        chosen = asked(period, "PERIOD", "Week or month", period_from, usual)
        owed_here = owed(settings, chosen.rhythm.value)
        wanted = languages_from(languages, settings.languages) if languages else owed_here
        written(drafting.foreword(chosen, wanted), settings)
        next_steps("", wanted[:1])


@new.command("language")
@click.argument("tag", required=False)
@click.option("--name", help="What its readers call it.")
@click.option("--locale", help="Whose dates and numbers it has, if not its own: se_FI.")
@click.pass_obj
def make_language(desk: Desk, tag: str | None, name: str | None, locale: str | None) -> None:
    """Make a language of the site: TAG is its BCP 47 tag, such as se."""
    with told():
        settings = read_settings(desk.config)
        named = partial(one_line, what="The name")
        chosen = asked(tag, "TAG", "Tag of the language, such as se", str.strip)
        called = asked(name, "--name", "Its name, as its readers say it", named)
        made = new_language(desk.config, chosen, called, locale)
        written(made.work, settings)
        file = next(file for file in made.work.made if file.suffix == ".po")
        tell("The site cannot be built before these are filled in:")
        tell(f'  {made.names} names in {settings.place.path}, which say "…" now')
        if made.words:
            tell(f"  {made.words} words in {settings.relative(file)}")
        tell("See how far you are: tolkku check")


def _drafting(desk: Desk) -> Drafting:
    settings = read_settings(desk.config)
    words, _ = read_words(settings, Cache())
    try:
        now = read_now(desk.at, os.environ, settings.zone)
    except Rejected as rejected:
        raise SourceError(Place("TOLKKU_AT", 0), rejected.problem, rejected.remedy) from None
    return Drafting(settings, words, now.replace(second=0, microsecond=0))
