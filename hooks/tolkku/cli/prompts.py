"""Prompts: what a command still has to know is asked for; what was made is told."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from tolkku.authoring.drafts import name_from
from tolkku.cli.terminal import tell
from tolkku.model.dates import Period, period_named
from tolkku.model.findings import Place, Refusal, TolkkuError
from tolkku.model.harmless import visible
from tolkku.model.languages import Language, find_language
from tolkku.model.settings import Settings
from tolkku.model.texts import BulletinKind
from tolkku.reading.field_types import language_hint, slug
from tolkku.reading.fields import Reader, declared, one_of, text
from tolkku.reading.yaml_nodes import CONTROL, ScalarNode
from tolkku.system.files import Work, write
from tolkku.system.own_folder import linked_folder

T = TypeVar("T")
_TERMINAL = 80


def is_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def asked(
    given: str | None,
    what: str,
    question: str,
    read: Callable[[str], T],
    default: str | None = None,
) -> T:
    """What was given, or else is answered; `read` makes it a value or raises Refusal.

    Where nobody can be asked it is the default; without one that is a Refusal, naming `what`.
    """
    try:
        if given is not None:
            return read(given)
    except Refusal as refused:
        if not is_terminal():
            raise
        tell(f"Error: {usage_error(refused).message}")
    if is_terminal():
        answer: T = click.prompt(
            question, default=default, show_default=bool(default), value_proc=_again(read)
        )
        return answer
    if default is None:
        raise Refusal(f"{what} is missing.")
    return read(default)


def _again(read: Callable[[str], T]) -> Callable[[str], T]:
    """For `click.prompt`, which asks again after a usage error."""

    def judged(typed: str) -> T:
        try:
            return read(typed)
        except Refusal as refused:
            raise usage_error(refused) from None

    return judged


def usage_error(refused: Refusal) -> click.UsageError:
    """The error that click shows, in lines that fit a terminal."""
    width = _TERMINAL - len("Error: ")
    lines = [textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
             for line in str(refused).splitlines()]  # fmt: skip
    return click.UsageError("\n".join(lines))


def one_line(typed: str, what: str = "The title") -> str:
    """A text in one line, as YAML may hold it. Raises Refusal."""
    line = " ".join(typed.split())
    if not line:
        raise Refusal(f"{what} is empty.")
    control = CONTROL.search(line)
    if control:
        raise Refusal(f"{what} holds the invisible character U+{ord(control.group()):04X}.")
    return _read(text(), line, f"{what} ")


def folder_name(typed: str) -> str:
    """A name for a folder or a file. Raises Refusal."""
    try:
        return _read(slug, typed)
    except Refusal as refused:
        near = name_from(typed)
        hint = f"How about '{near}'?" if near else ""
        raise Refusal(refused.problem, f"{refused.remedy}\n{hint}".strip()) from None


def names_from(typed: Iterable[str], known: Iterable[str], what: str) -> tuple[str, ...]:
    """Declared names, each once. Raises Refusal."""
    reader = declared(known)
    return tuple(dict.fromkeys(_read(reader, each, f"The {what} ") for each in typed))


def languages_from(typed: str, languages: tuple[Language, ...]) -> tuple[Language, ...]:
    """`fi,sv`: languages in the order typed. Raises Refusal."""
    found = []
    for tag in words_of(typed):
        language = find_language(tag, languages)
        if language is None:
            hint = language_hint(tag, languages)
            raise Refusal(f"'{tag}' is not a language of this site.", f"{hint}")
        found.append(language)
    if not found:
        raise Refusal("--languages names none. Write it as fi,sv.")
    return tuple(dict.fromkeys(found))


def kind_from(typed: str) -> BulletinKind:
    """A kind of bulletin. Raises Refusal."""
    return _read(one_of(BulletinKind), typed, "The kind ")


def period_from(typed: str) -> Period:
    """A week or a month, by its name. Raises Refusal."""
    period = period_named(typed.strip().upper())
    if period is None:
        raise Refusal(f"'{typed}' is no week and no month.", "Write it as 2026-W48 or 2026-11.")
    return period


def words_of(typed: str) -> list[str]:
    """`fi, sv` and `fi sv` are two words."""
    return typed.replace(",", " ").split()


def _read(reader: Reader[T], typed: str, what: str = "") -> T:
    try:
        return reader(ScalarNode(Place("", 0), typed, True), lambda finding: None)
    except Refusal as rejected:
        raise Refusal(what + rejected.problem, rejected.remedy) from None


@contextmanager
def told() -> Iterator[None]:
    """What cannot be done is told as editors know it, and never as a traceback."""
    try:
        yield
    except Refusal as refused:
        raise usage_error(refused) from None
    except TolkkuError as problem:
        for finding in problem.findings:
            tell(visible(f"{finding.place}: error: {finding.problem} {finding.remedy}"))
        sys.exit(1)
    except OSError as problem:
        tell(visible(f"{problem.filename}: error: cannot be written: {problem.strerror}."))
        tell("Nothing was made.")
        sys.exit(1)


def written(work: Work, settings: Settings) -> None:
    """Write it all, and tell which files it was. Raises Refusal where one is there."""
    linked = next(filter(None, (linked_folder(file, settings.root) for file in work.files)), None)
    if linked:
        raise Refusal(f"{settings.relative(linked)} is a symbolic link.", "Nothing was written.")
    there = work.taken()
    if there:
        raise Refusal(f"{settings.relative(there)} is there already.", "Nothing was written.")
    write(work)
    for what, files in (("Made:", work.made), ("Changed:", work.changed)):
        if files:
            tell("\n  ".join([what, *(settings.relative(file) for file in files)]))


def next_steps(name: str, languages: tuple[Language, ...]) -> None:
    """What an editor does now, in this order."""
    tell("Next:")
    tell('  1. Fill in what says "…". To look at it: make serve')
    tell("  2. Remove the draft lines, and see what is wrong: make check")
    if len(languages) > 1:
        tell(f"  3. When the languages agree:\n     tolkku confirm {name} --all")
