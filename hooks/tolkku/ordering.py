"""Ordering: what is wanted of a new Text, from what an editor typed and then answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tolkku.asking import (
    asked,
    folder_name,
    is_terminal,
    kind_from,
    languages_from,
    names_from,
    one_line,
    words_of,
)
from tolkku.drafting import BulletinOrder, Drafting, Order, original_first, owed, usual_authors
from tolkku.earlier import Earlier, earlier_bulletins
from tolkku.languages import Language
from tolkku.naming import Refused, name_from
from tolkku.printing import tell
from tolkku.texts import BulletinKind

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
    """Raises Refused for what cannot be, and for what is missing where nobody can be asked."""
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
    problem = Refused(f"'{title}' has no letter from a to z for a name.\nGive one with --name.")
    try:
        if made:
            return free(made)
    except Refused as refused:
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
        raise Refused("--corrects goes with --kind correction only.")
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
