"""As of: the option `--at` of every command that looks at the site at a moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from tolkku.moments import parse_moment
from tolkku.schema import Rejected

F = TypeVar("F", bound=Callable[..., Any])
HELP = "As of 2026-12-01 07:00, not now."


def read_moment(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """What was typed, once it is known to be a moment: click's callback of an option."""
    try:
        if value is not None:
            parse_moment(value.strip(), ZoneInfo("UTC"))
    except Rejected as rejected:
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
