"""`tolkku init`: a new site in a folder, ready to be looked at."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click

from tolkku.authoring.site_start import KNOWN, Start
from tolkku.cli.prompts import asked, one_line, told, words_of
from tolkku.cli.terminal import tell
from tolkku.model.findings import Refusal
from tolkku.model.harmless import visible
from tolkku.system.files import write


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What the site is called.")
@click.option("--url", help="Where it will stand: https://example.org/")
@click.option(
    "--languages", metavar="FI,SV", help=f"Of {', '.join(KNOWN)}; the first is the original."
)
@click.option(
    "--handbook/--empty", "has_handbook", default=None,
    help="Begin with a code of ethics and a handbook to change, or with two short pages.",
)  # fmt: skip
def init(
    folder: Path, name: str | None, url: str | None, languages: str | None,
    has_handbook: bool | None,
) -> None:  # fmt: skip
    """Make a new site in FOLDER: settings, first pages, and a workflow that publishes it.

    In a terminal, what is missing is asked for. Nothing is ever overwritten.
    """
    with told():
        start = Start(
            asked(name, "--name", "What the site is called", partial(one_line, what="The name")),
            asked(url, "--url", "Where it will stand", _address, "https://example.org/"),
            asked(languages, "--languages", "Its languages", _tags, ",".join(KNOWN)),
            asked(None, "--handbook", "Begin with a code of ethics and a handbook", _yes, "yes")
            if has_handbook is None
            else has_handbook,
        )
        work = start.work(folder)
        there = work.taken()
        if there:
            raise Refusal(f"{there} is there already.", "Nothing was written.")
        write(work)
        tell(visible(f"Made: {len(work.made)} files in {folder}"))
        tell("Next:")
        tell(visible(f"  1. cd {folder}{os.sep}"))
        tell("  2. Look at it: mkdocs serve")
        tell("  3. Say in mkdocs.yml who you are, and see what is wrong: tolkku check")
        tell("  4. Write the first bulletin: tolkku new bulletin")


def _address(typed: str) -> str:
    typed = typed.strip()
    parts = urlsplit(typed)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refusal(f"'{typed}' is no address.", "Write it whole: https://example.org/")
    return typed.rstrip("/") + "/"


def _tags(typed: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(tag.lower() for tag in words_of(typed)))
    if not found:
        raise Refusal("A site has a language.", f"Name some of {', '.join(KNOWN)}.")
    return found


def _yes(typed: str) -> bool:
    answer = typed.strip().lower()
    if answer not in ("yes", "y", "no", "n"):
        raise Refusal(f"'{typed}' is neither yes nor no.")
    return answer.startswith("y")
