"""Engine: how a build begins, what it writes, and how it ends.

It begins with everything read and judged, and stops before anything is written when there is an
error. It ends with the finished site in the place of the old one, or with the old one as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tolkku.model.findings import Finding, TolkkuError
from tolkku.publishing.assembly import Assembly, Content, header_file
from tolkku.publishing.pages import Templates, complaint_files
from tolkku.site import Site, read_site
from tolkku.system.cache import Cache
from tolkku.system.staging import Staging

UNTOUCHED = "The site that was there is untouched."

Tell = Callable[[str, bool], None]
"""Hands a line on to whoever follows the build, and whether it is an error."""


class Stopped(Exception):  # noqa: N818 (it says what happened to a build)
    """Nothing was published; everything that led to it has been told."""


@dataclass(frozen=True)
class Building:
    """A site on its way into its folder. With `errors` there is only a preview of these."""

    site: Site
    files: Assembly
    staging: Staging
    errors: tuple[Finding, ...]
    tell: Tell

    @classmethod
    def begin(
        cls, config: Path, folder: Path, site_url: str | None, environment: Mapping[str, str],
        is_preview: bool, tell: Tell,
    ) -> Building:  # fmt: skip
        """The site of a `mkdocs.yml`, about to be built into `folder`. Raises Stopped."""
        cache = Cache.beside(config, environment)
        try:
            site, findings = read_site(config, None, environment, site_url, is_preview, cache)
            _report(findings, tell)
            tell(f"Building as of {site.now:%Y-%m-%d %H:%M %z}", False)
            errors = tuple(finding for finding in findings if finding.is_error)
            if not errors:
                _ = site.files  # read now, so that nothing can be wrong with them later
            staging = Staging.open(
                folder, [site.settings.docs, *_watched(site)], site.settings.root
            )
        except TolkkuError as problem:
            _report(problem.findings, tell)
            raise _stopped(problem.findings) from None
        if errors and not is_preview:
            staging.discard()
            raise _stopped(errors)
        templates = Templates(site.settings, is_preview)
        files = Assembly(site, cache, staging.published, templates)
        return cls(site, files, staging, errors, tell)

    @property
    def watched(self) -> list[Path]:
        """The folders besides `docs` in which a change makes a preview anew."""
        return [folder for folder in _watched(self.site) if folder.is_dir()]

    def write(self) -> None:
        """Everything, into the folder of this build. Raises Stopped."""
        try:
            if self.errors:
                self._write_all(complaint_files(self.errors, self.files.templates))
                return
            addresses = self._write_all(self.files.files())
            self._write_all([header_file(self.site, addresses)])
        except TolkkuError as problem:
            _report(problem.findings, self.tell)
            raise _stopped(problem.findings) from None
        _report(self.files.findings(), self.tell)

    def _write_all(self, files: Iterable[tuple[str, Content]]) -> list[str]:
        """Writes them, and says their addresses."""
        made: set[str] = set()
        addresses = []
        for address, content in files:
            target = f"{self.staging.folder}/{address}"
            folder = target.rpartition("/")[0]
            if folder not in made:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (eleven thousand Paths take long)
                made.add(folder)
            if isinstance(content, Path):
                shutil.copyfile(content, target)
            else:
                with open(target, "wb") as file:  # noqa: PTH123
                    file.write(content)
            addresses.append(address)
        return addresses

    def publish(self) -> None:
        """Swap the finished site in. Raises Stopped."""
        try:
            self.staging.publish()
        except TolkkuError as problem:
            _report(problem.findings, self.tell)
            raise Stopped(UNTOUCHED) from None

    def give_up(self, problem: Exception | None = None) -> None:
        """Leave the old site as it is. Raises Stopped where it is plain what to tell."""
        told = self.staging.why_not_written(problem) if isinstance(problem, OSError) else None
        self.staging.discard()
        if told is not None:
            _report(told.findings, self.tell)
            raise Stopped(UNTOUCHED) from None


def _watched(site: Site) -> list[Path]:
    return [site.settings.bulletins, *site.settings.locales]


def _report(findings: Iterable[Finding], tell: Tell) -> None:
    for finding in findings:
        tell(str(finding), finding.is_error)


def _stopped(findings: Iterable[Finding]) -> Stopped:
    count = sum(finding.is_error for finding in findings)
    errors = "1 error" if count == 1 else f"{count} errors"
    return Stopped(f"{errors}; nothing was written, and the site that was there is untouched.")
