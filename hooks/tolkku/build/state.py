"""State: what the last build made, and from what, so that the next one does nothing twice.

Every file of the site is made by a job. A job depends on the whole site but for the bodies of the
texts, whose digest is the site's key; and on the bodies that it asked for, which are noted while it
works. Where all of these are as they were, its files are taken over from the site that stands
there, if they are still the files that were written. The state lies in the cache and is sealed like
all that lies there: lost, damaged or another program's, it is not believed, and all is made anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from tolkku.model.findings import Finding
from tolkku.model.settings import Settings
from tolkku.system.cache import Cache, as_findings, plain_findings

Stat = list[int]
"""Of a file: its bytes, when it was last written in nanoseconds, and which file it is."""


def stat_of(path: str) -> Stat | None:
    """None where there is no file."""
    try:
        found = os.stat(path)  # noqa: PTH116 (eleven thousand Paths take long)
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ino]


def stats_below(folder: Path) -> dict[str, Stat]:
    """Every file below a folder and every folder, by its path from there."""
    found: dict[str, Stat] = {}
    start = len(str(folder)) + 1
    for base, folders, names in os.walk(folder):
        found |= {f"{base}/"[start:]: [0, 0, len(folders)]}
        for name in names:
            path = f"{base}/{name}"
            found[path[start:]] = stat_of(path) or []
    return found


def digest(parts: Iterable[str | bytes]) -> str:
    made = blake2b(digest_size=16)
    for part in parts:
        written = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        made.update(b"%d:" % len(written) + written)
    return made.hexdigest()


@dataclass(frozen=True)
class Inputs:
    """All that a build reads but for the program itself, as it was before it was read."""

    settings: Settings
    said: str
    contents: str
    stats: dict[str, Stat]

    @classmethod
    def of(cls, settings: Settings, cache: Cache) -> Inputs:
        words_and_theme = (*settings.locales, *settings.templates)
        stats: dict[str, Stat] = {}
        for folder in (settings.docs, settings.bulletins, *words_and_theme):
            stats |= {f"{folder}/{name}": stat for name, stat in stats_below(folder).items()}
        files = [str(file) for file in settings.root.glob("*.yml")]
        stats |= {file: stat_of(file) or [] for file in files}
        said = digest([cache.key(repr(settings)), repr(sorted(stats.items()))])
        return cls(settings, said, digest(_contents(words_and_theme)), stats)


def _contents(folders: Iterable[Path]) -> Iterator[str | bytes]:
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield from (str(file.relative_to(folder)), file.read_bytes())


@dataclass(frozen=True)
class Made:
    """What a job asked for, by path and digest; the addresses of its files; its Findings."""

    asked: dict[str, str]
    files: list[str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class State:
    """What was built from a `key` and from `inputs`, as of a moment from `since` until before
    `until`; `files` are those of the site, `findings` what editors were told."""

    key: str = ""
    inputs: str = ""
    since: str = ""
    until: str = ""
    files: Mapping[str, Stat] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    jobs: Mapping[str, Made] = field(default_factory=dict)

    @classmethod
    def after(
        cls, key: str, inputs: Inputs, since: datetime, until: datetime | None,
        findings: Iterable[Finding], jobs: Mapping[str, Made], folder: Path,
    ) -> State:  # fmt: skip
        """That of a build which has put its site into the folder."""
        moments = since.isoformat(), until.isoformat() if until else ""
        return cls(key, inputs.said, *moments, stats_below(folder), tuple(findings), jobs)

    @classmethod
    def recalled(cls, cache: Cache, is_preview: bool) -> State:
        """That of the last build; an empty one where there is none to be believed."""
        kept = cache.state(_name(is_preview)) or {}
        if kept.get("program") != cache.key("state"):
            return cls()
        key, inputs, since, until, files, findings, jobs = kept["state"]
        made = {name: Made(a, f, as_findings(told)) for name, (a, f, told) in jobs.items()}
        return cls(key, inputs, since, until, files, as_findings(findings), made)

    def keep(self, cache: Cache, is_preview: bool) -> None:
        jobs = {
            name: [made.asked, made.files, plain_findings(made.findings)]
            for name, made in self.jobs.items()
        }
        said: list[object] = [self.key, self.inputs, self.since, self.until, self.files]
        said += [plain_findings(self.findings), jobs]
        cache.keep_state(_name(is_preview), {"program": cache.key("state"), "state": said})

    def holds_at(self, now: datetime) -> bool:
        """Whether nothing changes by itself between its moment and this one."""
        if not self.since or now < datetime.fromisoformat(self.since):
            return False
        return not self.until or now < datetime.fromisoformat(self.until)

    def says_at(self, now: datetime) -> bool:
        """Whether editors would be told the same, too: some notes are about days."""
        return self.holds_at(now) and now.date() == datetime.fromisoformat(self.since).date()

    def stands_in(self, folder: Path) -> bool:
        """Whether the folder holds what was written, and nothing else."""
        return self.files == stats_below(folder)


def _name(is_preview: bool) -> str:
    return "preview" if is_preview else "built"
