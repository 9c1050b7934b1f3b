"""Engine: how a build begins, what it writes, and how it ends.

It begins with everything read and judged, and stops before anything is written when there is an
error. What the last build made, and would be the same, is taken over. It ends with the finished
site in the place of the old one, or with the old one as it was.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from time import process_time

from tolkku.build.gate import AS_IT_WAS, stands
from tolkku.build.keys import Noted, key_of
from tolkku.build.state import Inputs, Made, State, stat_of
from tolkku.model.findings import Finding, Place, TolkkuError, error
from tolkku.model.settings import Settings
from tolkku.publishing.assembly import Assembly, Content, Job, header_file
from tolkku.publishing.pages import Templates, complaint_files
from tolkku.publishing.upcoming import coming_changes
from tolkku.reading.settings import read_settings
from tolkku.site import Site, read_site
from tolkku.system.cache import Cache
from tolkku.system.parallel import worked_off
from tolkku.system.staging import Staging

UNTOUCHED = "The site that was there is untouched."
_TOGETHER = 20  # pages that one process makes in a row
_VERIFIED = 40  # jobs, about
_WRONG = "Remove the folder .tolkku-cache, build again, and report it: the builder is at fault."
_MANY = 60  # jobs; with fewer, a second process costs more than it saves

Begun = Callable[[int, int], None]
Tell = Callable[[str, bool], None]
"""Hands a line on to whoever follows the build, and whether it is an error."""


class Stopped(Exception):  # noqa: N818 (it says what happened to a build)
    """Nothing was published; everything that led to it has been told."""


@dataclass(frozen=True)
class Building:
    """A site on its way into its folder. Without `making` it is there already, or has `errors`, of
    which there is only a preview."""

    settings: Settings
    staging: Staging
    tell: Tell
    making: Making | None = None
    errors: tuple[Finding, ...] = ()

    @classmethod
    def begin(
        cls, config: Path, folder: Path, site_url: str | None, environment: Mapping[str, str],
        is_preview: bool, tell: Tell, processes: int | None = None, verifies: bool = False,
    ) -> Building:  # fmt: skip
        """The site of a `mkdocs.yml`, about to be built into `folder`, by so many processes. With
        `verifies`, some of what is taken over is made anew and compared. Raises Stopped."""
        cache = Cache.beside(config, environment)
        try:
            settings = read_settings(config, site_url)
            inputs, last = Inputs.of(settings, cache), State.recalled(cache, is_preview)
            if not (is_preview or verifies) and stands(last, inputs, folder, cache, environment):
                _report(last.findings, tell)
                staging = _staging(folder, settings)
                tell(AS_IT_WAS, False)
                return cls(settings, staging, tell)
            site, findings = read_site(config, None, environment, site_url, is_preview, cache)
            _report(findings, tell)
            tell(f"Building as of {site.now:%Y-%m-%d %H:%M %z}", False)
            errors = tuple(finding for finding in findings if finding.is_error)
            if not errors:
                _ = site.files  # read now, so that nothing can be wrong with them later
            staging = _staging(folder, settings)
        except TolkkuError as problem:
            _report(problem.findings, tell)
            raise _stopped(problem.findings) from None
        if errors and not is_preview:
            staging.discard()
            raise _stopped(errors)
        if errors:
            return cls(settings, staging, tell, errors=errors)
        making = Making(
            site, findings, inputs, last, cache, staging, is_preview, processes, verifies
        )
        return cls(settings, staging, tell, making)

    @property
    def watched(self) -> list[Path]:
        """The folders besides `docs` in which a change makes a preview anew."""
        return [folder for folder in _watched(self.settings) if folder.is_dir()]

    def write(self, begun: Begun = lambda *_: None) -> None:
        """Everything, into the folder of this build; `begun` is told how much of all that is to be
        made is under way, and how much there is. Raises Stopped."""
        try:
            if self.errors:
                templates = Templates(self.settings, is_preview=True)
                _write(self.staging.folder, complaint_files(self.errors, templates))
            elif self.making:
                _report(self.making.make(begun), self.tell)
        except TolkkuError as problem:
            _report(problem.findings, self.tell)
            raise _stopped(problem.findings) from None

    def publish(self) -> None:
        """Swap the finished site in. Raises Stopped."""
        if not self.making and not self.errors:
            return self.staging.discard()
        try:
            self.staging.publish()
        except TolkkuError as problem:
            _report(problem.findings, self.tell)
            raise Stopped(UNTOUCHED) from None
        if self.making:
            self.making.keep()

    def give_up(self, problem: Exception | None = None) -> None:
        """Leave the old site as it is. Raises Stopped where it is plain what to tell."""
        told = self.staging.why_not_written(problem) if isinstance(problem, OSError) else None
        self.staging.discard()
        if told is not None:
            _report(told.findings, self.tell)
            raise Stopped(UNTOUCHED) from None


class Making:
    """What is made of a site without errors: what the last build made is taken over where it would
    be the same."""

    def __init__(
        self, site: Site, findings: tuple[Finding, ...], inputs: Inputs, last: State, cache: Cache,
        staging: Staging, is_preview: bool, processes: int | None, verifies: bool,
    ) -> None:  # fmt: skip
        self._noted = Noted(site.proofs.rendered)
        self.site = replace(site, proofs=replace(site.proofs, rendered=self._noted))
        self._findings, self._inputs, self._last = findings, inputs, last
        self._cache, self._staging, self._is_preview = cache, staging, is_preview
        self._processes, self._verifies = processes, verifies
        self._key = key_of(site, inputs, cache, is_preview)
        templates = Templates(site.settings, is_preview)
        self._assembly = Assembly(self.site, cache, staging.published, templates)
        self._made: dict[str, Made] = {}
        self.seconds: dict[str, float] = defaultdict(float)
        self.counts = Counter[str]()

    @property
    def files(self) -> int:
        """How many were written or taken over."""
        return 1 + sum(len(made.files) for made in self._made.values())

    def make(self, begun: Begun) -> tuple[Finding, ...]:
        """Write every file; what is odd about them. Raises TolkkuError."""
        is_same = self._last.key == self._key and self._last.holds_at(self.site.now)
        todo, same = [], []
        for job in self._assembly.jobs():
            before = self._taken_over(job) if is_same else None
            if before is None:
                todo.append(job)
            else:
                same.append(job)
                self._made[job.name] = before
        if self._verifies:
            self._verify(same[:: len(same) // _VERIFIED + 1])
        parts = list(_parts(todo))
        processes = self._processes if len(todo) >= _MANY or self._processes else 1
        ends = list(accumulate(map(len, parts), initial=0))
        for part in worked_off(
            lambda number: self._make_all(parts[number]), len(parts), processes,
            lambda count: begun(ends[count], ends[-1]),
        ):  # fmt: skip
            for name, (made, seconds) in part.items():
                self._made[name] = made
                self.seconds[_kind(name)] += seconds
                self.counts[_kind(name)] += 1
        addresses = [address for made in self._made.values() for address in made.files]
        _write(self._staging.folder, [header_file(self.site, addresses)])
        odd = [finding for made in self._made.values() for finding in made.findings]
        odd += self._assembly.audited(self._feeds)
        self._findings = (*self._findings, *odd)
        return tuple(odd)

    def keep(self) -> None:
        """What was made and from what, for the next build."""
        change = next(coming_changes(self.site), None)
        State.after(
            self._key, self._inputs, self.site.now, change.at if change else None,
            self._findings, self._made, self._staging.site,
        ).keep(self._cache, self._is_preview)  # fmt: skip

    def _make_all(self, jobs: list[Job]) -> dict[str, tuple[Made, float]]:
        """What is made, and in how many seconds of a processor."""
        made: dict[str, tuple[Made, float]] = {}
        for job in jobs:
            start = process_time()
            made[job.name] = (self._make(job), process_time() - start)
        return made

    def _make(self, job: Job) -> Made:
        self._noted.asked = set()
        documents: dict[str, bytes] = {}
        files = _kept(job.make(), documents) if job.judge else job.make()
        addresses = _write(self._staging.folder, files)
        asked = {path: self._noted.digest_of(path) for path in sorted(self._noted.asked)}
        return Made(asked, addresses, job.judge(documents) if job.judge else ())

    def _taken_over(self, job: Job) -> Made | None:
        """What the last build made of it, linked into this one's folder."""
        made = self._last.jobs.get(job.name)
        if made is None or any(self._noted.digest_of(p) != d for p, d in made.asked.items()):
            return None
        old, new = self._staging.site, self._staging.folder
        if any(self._last.files.get(a) != stat_of(f"{old}/{a}") for a in made.files):
            return None
        try:
            for address in made.files:
                _make_folder(f"{new}/{address}")
                os.link(f"{old}/{address}", f"{new}/{address}")
        except OSError:  # a file system without links, or the site is being taken away
            for address in made.files:
                Path(new, address).unlink(missing_ok=True)
            return None
        return made

    def _verify(self, jobs: Iterable[Job]) -> None:
        """Raises PublishingError where a job makes another file than the one taken over."""
        wrong = [
            error(Place(address), "was taken over, and would be made otherwise now.", _WRONG)
            for job in jobs
            for address, content in job.make()
            if _bytes(content) != Path(self._staging.folder, address).read_bytes()
        ]
        if wrong:
            raise TolkkuError(wrong)

    def _feeds(self) -> dict[str, bytes]:
        """Every feed document of this build."""
        names = [name for name in self._made if name.startswith("feeds ")]
        found = [address for name in names for address in self._made[name].files]
        return {a: Path(self._staging.folder, a).read_bytes() for a in found}


def _staging(folder: Path, settings: Settings) -> Staging:
    return Staging.open(folder, [settings.docs, *_watched(settings)], settings.root)


def _parts(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """What is made in a row: each large job alone, pages together."""
    pages: list[Job] = []
    for job in jobs:
        if not job.name.endswith(".html"):
            yield [job]
            continue
        pages.append(job)
        if len(pages) == _TOGETHER:
            yield pages
            pages = []
    yield pages


def _kind(name: str) -> str:
    """What a job makes, in a word."""
    return "pages" if name.endswith(".html") else name.partition(" ")[0]


def _kept(
    files: Iterable[tuple[str, Content]], documents: dict[str, bytes]
) -> Iterator[tuple[str, Content]]:
    for address, content in files:
        if isinstance(content, bytes):
            documents[address] = content
        yield address, content


def _bytes(content: Content) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content


def _write(home: Path, files: Iterable[tuple[str, Content]]) -> list[str]:
    """Writes them into a folder, and says their addresses."""
    addresses = []
    for address, content in files:
        target = f"{home}/{address}"
        _make_folder(target)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            with open(target, "wb") as file:  # noqa: PTH123 (eleven thousand Paths take long)
                file.write(content)
        addresses.append(address)
    return addresses


def _make_folder(target: str) -> None:
    folder = target.rpartition("/")[0]
    if not os.path.isdir(folder):  # noqa: PTH112
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _watched(settings: Settings) -> list[Path]:
    return [settings.bulletins, *settings.locales]


def _report(findings: Iterable[Finding], tell: Tell) -> None:
    for finding in findings:
        tell(str(finding), finding.is_error)


def _stopped(findings: Iterable[Finding]) -> Stopped:
    count = sum(finding.is_error for finding in findings)
    errors = "1 error" if count == 1 else f"{count} errors"
    return Stopped(f"{errors}; nothing was written, and the site that was there is untouched.")
