"""The command `check`: everything that is wrong or worth knowing."""

from __future__ import annotations

import sys
from typing import Any

import click

from tolkku.cli.options import Desk, as_of
from tolkku.cli.report import Report, how_to_report, what_is_about


@click.command()
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
