"""The feeds' part of the desk: `tolkku feeds`, for those who review what is to be published."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tolkku.errors import TolkkuError
from tolkku.feed_diff import diff
from tolkku.feed_reading import Reading
from tolkku.feed_report import markdown_report, text_report
from tolkku.printing import tell, visible

_REPORTS = {"text": text_report, "markdown": markdown_report}


@click.group()
def feeds() -> None:
    """What subscribers get."""


@feeds.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(list(_REPORTS)), default="text", show_default=True,
    help="Markdown is for a comment on a pull request.",
)  # fmt: skip
@click.option("--verbose", is_flag=True, help="List entries edited without notice too.")
def tell_difference(old: Path, new: Path, form: str, verbose: bool) -> None:
    """Tell what subscribers will notice when the site in folder NEW replaces that in OLD.

    Both are folders of built sites. The exit code is 1 when an entry's id or its time of
    publication changes, or an entry or a feed document is gone; 2 when a site cannot be read.
    """
    reading = Reading()
    try:
        found = diff(reading.site(old), reading.site(new))
    except TolkkuError as problem:
        for finding in problem.findings:
            told = f"{finding.place}: error: {finding.problem} {finding.remedy}"
            tell(visible(told), err=True)
        sys.exit(2)
    tell(_REPORTS[form](found, verbose), nl=False)
    sys.exit(1 if found.is_broken else 0)
