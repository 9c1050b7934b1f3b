"""Options: which site a command looks at, and at which moment: `--config` and `--at`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from tolkku.model.findings import Finding, Refusal, TolkkuError
from tolkku.reading.field_types import parse_moment

if TYPE_CHECKING:
    from tolkku.site import Site


@dataclass(frozen=True)
class Desk:
    """Which site, and as of when."""

    config: Path
    at: str | None

    def read(self) -> tuple[Site, tuple[Finding, ...]]:
        """The site and all that there is to tell; ends the command when it cannot be read."""
        try:
            return self.site()
        except TolkkuError as problem:
            from tolkku.cli.report import Report

            Report(self.root).tell(problem.findings)
            sys.exit(1)

    def site(self) -> tuple[Site, tuple[Finding, ...]]:
        """The same. Raises TolkkuError."""
        from tolkku.site import read_site  # and most of the house: only where a site is read
        from tolkku.system.cache import Cache

        cache = Cache.beside(self.config, os.environ)
        return read_site(self.config, self.at, os.environ, cache=cache)

    @property
    def root(self) -> Path:
        return self.config.resolve().parent


F = TypeVar("F", bound=Callable[..., Any])
HELP = "As of 2026-12-01 07:00, not now."


def read_moment(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """What was typed, once it is known to be a moment: click's callback of an option."""
    try:
        if value is not None:
            parse_moment(value.strip(), ZoneInfo("UTC"))
    except Refusal as rejected:
        raise click.BadParameter(f"{rejected.problem} {rejected.remedy}") from None
    return value


def _change_desk(context: click.Context, option: click.Parameter, value: str | None) -> None:
    if read_moment(context, option, value) is not None:
        context.obj = replace(context.obj, at=value)


def as_of(command: F) -> F:
    """Gives a command `--at`, as `tolkku --at` has it, for those who type it behind the name."""
    option = click.option(
        "--at", metavar="TIME", expose_value=False, callback=_change_desk, help=HELP
    )
    return option(command)
