"""The editors' command, `tolkku`."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tolkku.cli.options import HELP, Desk, read_moment
from tolkku.model.harmless import unheard, visible

_COMMANDS = {
    "build": "tolkku.cli.build:build",
    "check": "tolkku.cli.check:check",
    "confirm": "tolkku.cli.confirm:confirm",
    "feeds": "tolkku.cli.feeds:feeds",
    "init": "tolkku.cli.init:init",
    "new": "tolkku.cli.new:new",
    "next": "tolkku.cli.status:coming",
    "status": "tolkku.cli.status:status",
}


class _Commands(click.Group):
    """The commands, whose many modules are loaded only when they are typed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as refusal:  # click would show what it quotes as it is
            if type(refusal).show is not click.UsageError.show:
                raise
            lines = map(visible, refusal.format_message().split("\n"))
            raise click.UsageError(unheard("\n".join(lines)), refusal.ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = _COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(module), name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Commands)
@click.option(
    "--config", default="mkdocs.yml", type=click.Path(path_type=Path), show_default=True,
    help="What the site is.",
)  # fmt: skip
@click.option("--at", metavar="TIME", callback=read_moment, help=HELP)
@click.pass_context
def main(context: click.Context, config: Path, at: str | None) -> None:
    """For the editors of a Tolkku site."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that is not UTF-8 shows `\xe4` for ä; without this it would show a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    context.obj = Desk(config, at)
