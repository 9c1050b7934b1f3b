"""Telling: what `tolkku new` made and what comes next, or why nothing was made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tolkku.asking import usage_error
from tolkku.errors import TolkkuError
from tolkku.languages import Language
from tolkku.naming import Refused
from tolkku.own_folder import linked_folder
from tolkku.printing import tell, visible
from tolkku.settings import Settings
from tolkku.writing import Work, write


@contextmanager
def told() -> Iterator[None]:
    """What cannot be done is told as editors know it, and never as a traceback."""
    try:
        yield
    except Refused as refused:
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
    """Write it all, and tell which files it was. Raises Refused where one is there."""
    linked = next(filter(None, (linked_folder(file, settings.root) for file in work.files)), None)
    if linked:
        raise Refused(f"{settings.relative(linked)} is a symbolic link.\nNothing was written.")
    there = work.taken()
    if there:
        raise Refused(f"{settings.relative(there)} is there already.\nNothing was written.")
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
