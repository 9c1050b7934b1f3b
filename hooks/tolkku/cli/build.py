"""The command `build`: the site, without MkDocs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import click

from tolkku.build.gate import AS_IT_WAS, as_it_was, site_folder
from tolkku.cli.options import Desk, as_of
from tolkku.cli.terminal import tell
from tolkku.model.findings import TolkkuError
from tolkku.reading.settings import read_settings

if TYPE_CHECKING:
    from tolkku.build.engine import Begun, Building


@click.command()
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Where, if not in the `site_dir` of mkdocs.yml.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N",
    help="By at most N processes; by default one a processor.",
)  # fmt: skip
@click.option("--verify", is_flag=True, help="Make some of what did not change anew, and compare.")
@click.option("--profile", is_flag=True, help="Say what took how long.")
@as_of
@click.pass_obj
def build(
    desk: Desk, folder: Path | None, jobs: int | None, verify: bool, profile: bool
) -> None:  # fmt: skip
    """Build the site, as `mkdocs build` does.

    Only what changed is made anew. With an error nothing is published, and the exit code is 1.
    """
    for each in (signal.SIGTERM, signal.SIGINT):  # the half-built folder goes with the process
        signal.signal(each, lambda number, frame: sys.exit(128 + number))
    environment = {**os.environ, **({"TOLKKU_AT": desk.at} if desk.at else {})}
    start, cpu = perf_counter(), process_time()
    try:
        kept = None if verify else as_it_was(desk.config, folder, environment)
        to = folder or site_folder(kept[1] if kept else read_settings(desk.config))
    except TolkkuError as problem:
        for finding in problem.findings:
            _tell(str(finding), finding.is_error)
        sys.exit(1)
    if kept:
        for finding in kept[0].findings:
            _tell(str(finding), False)
        return tell(AS_IT_WAS)
    from tolkku.build.engine import Building, Stopped

    try:
        building = Building.begin(desk.config, to, None, environment, False, _tell, jobs, verify)
        read, read_cpu = perf_counter(), process_time()
        try:
            with _progress() as begun:
                building.write(begun)
            made = perf_counter()
            building.publish()
        except OSError as problem:
            building.give_up(problem)
            raise
    except Stopped as stopped:
        tell(str(stopped), err=True)
        sys.exit(1)
    end = perf_counter()
    if building.making:
        tell(f"{building.making.files} files in {os.path.relpath(to)}, in {end - start:.1f} s.")
    if profile:
        _tell_profile(building, read - start, read_cpu - cpu, made - read, end - made)


def _tell(said: str, is_error: bool) -> None:
    tell(said, err=is_error)


@contextmanager
def _progress() -> Iterator[Begun]:
    """A bar in a terminal: how much of all that is to be made is under way, how long still."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    with click.progressbar(length=1, label="Pages, feeds, search", file=sys.stderr) as bar:

        def begun(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        yield begun


def _tell_profile(
    building: Building, read: float, read_cpu: float, made: float, published: float
) -> None:
    """A table: seconds of the clock, of processors, and how many."""
    rows = [("", "clock", "processor", "made"), ("reading", f"{read:.2f}", f"{read_cpu:.2f}", "")]
    rows.append(("making", f"{made:.2f}", "", ""))
    if building.making:
        kinds = sorted(building.making.seconds.items(), key=lambda each: -each[1])
        for kind, seconds in kinds:
            rows.append((f"  {kind}", "", f"{seconds:.2f}", str(building.making.counts[kind])))
    rows.append(("publishing", f"{published:.2f}", "", ""))
    for name, *numbers in rows:
        tell(f"{name:18}" + "".join(f"{number:>11}" for number in numbers))
