"""`tolkku feeds`, for those who review what is to be published."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NoReturn

import click

from tolkku.checks.texts import kept_ids
from tolkku.cli.options import Desk
from tolkku.cli.terminal import tell
from tolkku.feeds.audit.built_site import Channel, Reading, feed_documents
from tolkku.feeds.audit.diff import Documents, Event, FeedDiff, Kind, Weight, diff
from tolkku.feeds.audit.whole_site import lint_site
from tolkku.model.findings import TolkkuError
from tolkku.model.harmless import escaped, printable, visible

LONGEST_COMMENT = 60_000
"""Characters: GitHub takes 65,536."""

_UNFOLDED = 10  # lines
_MOST_LINES = (1000, 200, 50, 10, 0)

Safe = Callable[[str], str]
"""Makes harmless what others wrote."""


@dataclass(frozen=True, slots=True)
class Section:
    """What happens of one kind. A line may be about several, and one may need several lines."""

    kind: Kind
    count: int
    lines: tuple[str, ...]

    @property
    def counted(self) -> str:
        return self.kind.counted(self.count)


def text_report(diff: FeedDiff, verbose: bool = False) -> str:
    """The report for a terminal, complete; what nobody notices is listed only if `verbose`."""
    sections = _sections(diff, verbose, printable)
    blocks = [[_verdict(diff), *_counts(sections)]]
    for section in sections:
        lines = (f"  {line}" for line in section.lines)
        blocks.append([f"{section.counted}. {section.kind.meaning}", *lines])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def markdown_report(diff: FeedDiff, verbose: bool = False) -> str:
    """The report for a comment on a pull request, with as many lines as a comment takes."""
    sections = _sections(diff, verbose, escaped)
    head = ["## What subscribers will notice", f"**{_verdict(diff)}**", *_counts(sections)]
    for most in _MOST_LINES:
        blocks = [*head, *(block for section in sections for block in _markdown(section, most))]
        report = "\n\n".join(blocks) + "\n"
        if len(report) <= LONGEST_COMMENT:
            break
    return report


def _markdown(section: Section, most: int) -> Iterator[str]:
    yield f"### {section.counted}"
    yield section.kind.meaning
    items = [f"- {line}" for line in section.lines[:most]]
    if len(section.lines) > most:
        items.append(f"- … and {len(section.lines) - most} more: `tolkku feeds diff` tells all")
    is_folded = len(items) > _UNFOLDED
    if is_folded:
        yield f"<details><summary>Show {section.counted}</summary>"
    if items:
        yield "\n".join(items)
    if is_folded:
        yield "</details>"


def _verdict(diff: FeedDiff) -> str:
    """What reviewers want to know first."""
    if again := _entries(diff, Kind.RENAMED):
        return f"Subscribers will be notified again of {again}."
    # Mail services pick by time; feed readers forget what is no longer in the document.
    if again := _entries(diff, Kind.REDATED, Kind.RETURNED):
        return f"Some subscribers may be notified again of {again}."
    if _entries(diff, Kind.UPDATED):
        return "Nobody will be notified again, except by feed readers that show updates."
    return "Nobody will be notified again."


def _entries(diff: FeedDiff, *kinds: Kind) -> str:
    number = _count([event for event in diff.events if event.kind in kinds])
    return ("1 entry" if number == 1 else f"{number} entries") if number else ""


def _count(events: list[Event]) -> int:
    return len({(event.language, event.id) for event in events})


def _counts(sections: tuple[Section, ...]) -> list[str]:
    """A line for each weight: `Subscribers get: 2 new entries, 1 updated entry.`"""
    lines = []
    for weight in Weight:
        counts = [section.counted for section in sections if section.kind.weight is weight]
        if counts:
            lines.append(f"{weight.value}: {', '.join(counts)}.")
    return lines or ["Nothing changes for subscribers."]


def _sections(diff: FeedDiff, verbose: bool, safe: Safe) -> tuple[Section, ...]:
    found = (_section(kind, diff, verbose, safe) for kind in Kind)
    return tuple(section for section in found if section.count)


def _section(kind: Kind, diff: FeedDiff, verbose: bool, safe: Safe) -> Section:
    if kind is Kind.LOST:
        return Section(kind, len(diff.lost), tuple(safe(f"/{address}") for address in diff.lost))
    if kind is Kind.GONE:
        return Section(kind, len(diff.gone), _documents(diff.gone, safe))
    if kind is Kind.ADDED:
        feeds = frozenset(document for document in diff.added if not document[1])
        lines = _documents(feeds, safe)
        return Section(kind, len(lines), lines)
    events = [event for event in diff.events if event.kind is kind]
    count = _count(events)
    if kind is Kind.SILENT and count and not verbose:
        return Section(kind, count, ("listed with `--verbose`",))
    return Section(kind, count, tuple(_line(event, diff.shared, safe) for event in events))


def _line(event: Event, shared: frozenset[Channel], safe: Safe) -> str:
    """`sv 2026-12-01 “72 timmar” (tag:…) in all, topic-health`"""
    entry = f"{event.published:%Y-%m-%d} “{safe(event.title)}” ({safe(event.id)})"
    note = f"; {safe(event.note)}" if event.note else ""
    return f"{safe(event.language)} {entry} in {safe(_feeds(event, shared))}{note}"


def _feeds(event: Event, shared: frozenset[Channel]) -> str:
    """`all, topic-health (JSON)`: the formats are named where not all of them are meant."""
    told = []
    for name, group in groupby(event.channels, lambda channel: channel.name):
        those = set(group)
        alike = {c for c in shared if (c.language, c.name) == (event.language, name)}
        is_all = alike and those >= alike and event.kind is not Kind.DISAGREEING
        told.append(name if is_all else f"{name} ({_formats(those)})")
    return ", ".join(told)


def _formats(channels: set[Channel]) -> str:
    return ", ".join(sorted(channel.format for channel in channels))


def _documents(documents: Documents, safe: Safe) -> tuple[str, ...]:
    """`fi topic-health (Atom, JSON, RSS)`, `fi all, archive 2026-10 (RSS)`, a line for each."""
    lines: dict[tuple[str, str, str], set[Channel]] = {}
    for channel, archive in documents:
        key = channel.language, channel.name, archive
        lines.setdefault(key, set()).add(channel)
    return tuple(
        f"{safe(language)} {safe(name)}{safe(f', archive {archive}') if archive else ''} "
        f"({_formats(channels)})"
        for (language, name, archive), channels in sorted(lines.items())
    )


_REPORTS = {"text": text_report, "markdown": markdown_report}


@click.group()
def feeds() -> None:
    """What subscribers get."""


def _refuse(problem: TolkkuError) -> NoReturn:
    """Tell why there is no site to read."""
    for finding in problem.findings:
        tell(visible(f"{finding.place}: error: {finding.problem} {finding.remedy}"), err=True)
    sys.exit(2)


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
        _refuse(problem)
    tell(_REPORTS[form](found, verbose), nl=False)
    sys.exit(1 if found.is_broken else 0)


@feeds.command("check")
@click.argument("folder", type=click.Path(path_type=Path), default="site")
@click.pass_obj
def judge_feeds(desk: Desk, folder: Path) -> None:
    """Judge every feed document of the built site in FOLDER (default: site) by strict rules.

    What subscribers would get is read back and judged: ids, dates, texts, HTML, links, sizes, and
    whether the formats agree. The exit code is 1 when something is odd; 2 when there is no site.
    """
    site, _ = desk.read()
    try:
        documents = feed_documents(folder)
    except TolkkuError as problem:
        _refuse(problem)
    kept = kept_ids(site.catalogue.texts)
    found = lint_site(documents, site.settings.site_url, kept=kept)
    for finding in found:
        tell(visible(str(finding)))
    count = f"{len(documents)} documents"
    tell(f"{count}: {len(found)} odd things." if found else f"{count}, nothing odd.")
    sys.exit(1 if found else 0)
