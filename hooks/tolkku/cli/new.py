"""`tolkku new`: what is wanted of a new Text, from what an editor typed and then answers."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import click

from tolkku.authoring.drafts import (
    BulletinOrder,
    Drafting,
    Earlier,
    Order,
    earlier_bulletins,
    name_from,
    original_first,
    owed,
    usual_authors,
)
from tolkku.authoring.mkdocs_yml import new_language, section_of_chapters, with_chapter, with_page
from tolkku.cli.options import Desk, as_of
from tolkku.cli.prompts import (
    asked,
    folder_name,
    is_terminal,
    kind_from,
    languages_from,
    names_from,
    next_steps,
    one_line,
    period_from,
    told,
    words_of,
    written,
)
from tolkku.cli.terminal import tell
from tolkku.model.dates import week_of
from tolkku.model.findings import Place, Refusal, SourceError
from tolkku.model.languages import Language
from tolkku.model.texts import BulletinKind
from tolkku.reading.field_types import read_now
from tolkku.reading.settings import read_settings
from tolkku.reading.words import read_words
from tolkku.system.cache import Cache

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
    except Refusal as rejected:
        raise SourceError(Place("TOLKKU_AT", 0), rejected.problem, rejected.remedy) from None
    return Drafting(settings, words, now.replace(second=0, microsecond=0))


_SHOWN = 5  # bulletins to choose from: yesterday's mistake, not last year's


@dataclass(frozen=True)
class Said:
    """What was typed with the command: a bulletin's fields name others by their ids."""

    title: str | None
    name: str | None
    languages: str | None
    topics: tuple[str, ...]
    authors: tuple[str, ...]
    kind: str | None = None
    exercise: bool = False
    corrects: str | None = None
    replaces: str | None = None
    cancels: str | None = None
    continues: str | None = None


def bulletin_order(drafting: Drafting, said: Said) -> BulletinOrder:
    """Raises Refusal for what cannot be, and for what is missing where nobody can be asked."""
    settings = drafting.settings
    title = asked(said.title, "TITLE", "Title", one_line)
    name = _name(said.name, title, drafting.refuse_bulletin)
    kind = _kind(said)
    earlier = earlier_bulletins(settings)
    corrects, others = _answers(kind, said, earlier)
    answered = [each for each in (corrects, *dict(others).values()) if each]
    reached = {language for each in answered for language in earlier.editions(each)}
    wanted = {*owed(settings, kind.value, BulletinKind.BULLETIN.value), *reached}
    return BulletinOrder(
        title,
        name,
        _languages(said, tuple(wanted), drafting),
        _topics(said, drafting),
        _authors(said, drafting),
        kind=kind,
        exercise=said.exercise,
        corrects=corrects,
        editions=earlier.editions(corrects) if corrects else (),
        answers=others,
    )


def page_order(drafting: Drafting, said: Said, page_of: Callable[[str], str], *kinds: str) -> Order:
    """The order of a page whose path without language is `page_of` its name; the languages are
    those of the duty for the first of `kinds` that has one."""
    title = asked(said.title, "TITLE", "Title", one_line)
    name = _name(said.name, title, lambda name: drafting.refuse_page(page_of(name)))
    wanted = owed(drafting.settings, *kinds)
    topics = names_from(said.topics, drafting.settings.topics, "topic")
    return Order(title, name, _languages(said, wanted, drafting), topics, _authors(said, drafting))


def _name(given: str | None, title: str, refuse: Callable[[str], None]) -> str:
    """A name that is free: the one given, the title's, or one that is asked for."""

    def free(typed: str) -> str:
        name = folder_name(typed)
        refuse(name)
        return name

    if given is not None:
        return free(given)
    made = name_from(title)
    problem = Refusal(f"'{title}' has no letter from a to z for a name.", "Give one with --name.")
    try:
        if made:
            return free(made)
    except Refusal as refused:
        problem = refused
    if not is_terminal():
        raise problem
    tell(str(problem).partition("\n")[0])
    return asked(None, "--name", "Name, from the letters a–z, digits and hyphens", free)


def _kind(said: Said) -> BulletinKind:
    given = said.kind or (BulletinKind.CORRECTION.value if said.corrects else None)
    question = f"Kind ({', '.join(kind.value for kind in BulletinKind)})"
    kind = asked(given, "--kind", question, kind_from, BulletinKind.BULLETIN.value)
    if said.corrects and kind is not BulletinKind.CORRECTION:
        raise Refusal("--corrects goes with --kind correction only.")
    return kind


def _answers(
    kind: BulletinKind, said: Said, earlier: Earlier
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What it corrects, or nothing; and each field with the id that it names."""
    corrects, continues = said.corrects, said.continues
    if kind is BulletinKind.CORRECTION:
        corrects = _earlier(corrects, "--corrects", "Id of the bulletin that it corrects", earlier)
    if kind is BulletinKind.ALL_CLEAR:
        continues = _earlier(continues, "--continues", "Id of the bulletin that it ends", earlier)
    named = {"replaces": said.replaces, "cancels": said.cancels, "continues": continues}
    found = tuple((field, earlier.find(typed)) for field, typed in named.items() if typed)
    return corrects or "", found


def _earlier(given: str | None, flag: str, question: str, earlier: Earlier) -> str:
    if given is None and is_terminal():
        tell("The newest bulletins:")
        for bulletin in list(earlier.folders)[:_SHOWN]:
            tell(f"  {bulletin}")
    return asked(given, f"{flag} ID", question, earlier.find)


def _languages(
    said: Said, wanted: tuple[Language, ...], drafting: Drafting
) -> tuple[Language, ...]:
    if said.languages is not None:
        return languages_from(said.languages, drafting.settings.languages)
    return original_first(wanted, drafting.settings)


def _topics(said: Said, drafting: Drafting) -> tuple[str, ...]:
    known = drafting.settings.topics
    if said.topics or not known or not is_terminal():
        return names_from(said.topics, known, "topic")
    tell(f"Topics: {', '.join(known)}")
    question = "Which of them (Enter for none)"
    return asked(
        None, "--topic", question, lambda typed: names_from(words_of(typed), known, "topic"), ""
    )


def _authors(said: Said, drafting: Drafting) -> tuple[str, ...]:
    settings = drafting.settings
    return names_from(said.authors, settings.authors, "author") or usual_authors(settings)
