"""Report: Findings told on a terminal, to CI or to a program."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tolkku.authoring.selection import findings_about
from tolkku.cli.findings import (
    WIDTH,
    Display,
    SourceLines,
    as_annotations,
    as_json,
    markdown_summary,
    summary_line,
    worst_first,
)
from tolkku.cli.terminal import tell, wants_colour
from tolkku.model.findings import Finding, HistoryError, Refusal, TolkkuError
from tolkku.model.harmless import visible
from tolkku.translation.duties import check_change

if TYPE_CHECKING:
    from tolkku.site import Site


_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
_OPTIONS = (
    click.option(
        "--format", "form", type=click.Choice(["text", "github", "json"]), default="text",
        show_default=True, help="'github' annotates a pull request.",
    ),
    click.option(
        "--color/--no-color", default=None,
        help="Default: with colour on a terminal, unless NO_COLOR is set.",
    ),
    click.option(
        "--summary", type=click.Path(path_type=Path, dir_okay=False),
        help="Write a summary in Markdown. With --format github it goes to "
        "$GITHUB_STEP_SUMMARY by itself.",
    ),
)  # fmt: skip


def how_to_report(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options that a Report is made from: form, color, summary."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class Report:
    """Where and how to tell. `root` is the folder of `mkdocs.yml`."""

    root: Path
    form: str = "text"
    color: bool | None = None
    summary: Path | None = None

    def tell(self, findings: Sequence[Finding], others: Sequence[Finding] = ()) -> None:
        """Findings, worst first, and a line that sums them up; of `others` that line only."""
        shown, lines = worst_first(findings), SourceLines(self.root)
        ending = visible(summary_line(shown, others))
        if self.form == "json":
            tell(as_json(shown, lines), nl=False)
        elif self.form == "github":
            workspace = Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()
            # These are orders to CI, and nothing that others wrote is one: see finding_formats.
            click.echo(as_annotations(shown, lines, workspace), nl=False)
            tell(ending)
        else:
            color = wants_colour(os.environ) if self.color is None else self.color
            said = Display(lines, _width(), color).text(shown)
            tell(said + "\n".join(textwrap.wrap(ending, _width())), color=color)
        self._sum_up(markdown_summary(shown, others))

    def _sum_up(self, summary: str) -> None:
        step = os.environ.get(_STEP_SUMMARY)
        file = self.summary or (Path(step) if step and self.form == "github" else None)
        if file is None:
            return
        # Other commands of the same step may have something to say there too.
        is_shared = step is not None and file == Path(step)
        try:
            with file.open("a" if is_shared else "w", encoding="utf-8") as opened:
                opened.write(summary)
        except OSError as problem:
            raise click.UsageError(f"'{file}' cannot be written: {problem.strerror}.") from None


def _width() -> int:
    return shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH


def what_is_about(
    read: Callable[[], tuple[Site, tuple[Finding, ...]]],
    names: tuple[str, ...],
    changed: str | None,
) -> tuple[list[Finding], list[Finding]]:
    """What is about the names (everything, if there are none), and what is not."""
    try:
        site, findings = read()
    except TolkkuError as problem:
        return list(problem.findings), []
    if changed is not None:
        findings = _checked_change(site, findings, changed)
    if not names:
        return list(findings), []
    try:
        meant = dict.fromkeys(findings_about(names, findings, site.sources.texts, site.settings))
    except Refusal as unclear:
        raise click.UsageError(str(unclear)) from None
    return list(meant), [finding for finding in findings if finding not in meant]


def _checked_change(
    site: Site, findings: tuple[Finding, ...], reference: str
) -> tuple[Finding, ...]:
    """The Findings for a change; ends the command with exit code 2 when git does not say it."""
    try:
        return check_change(site.settings, site.owed, findings, reference)
    except HistoryError as problem:
        tell(visible(f"error: {problem}"), err=True)
        sys.exit(2)
