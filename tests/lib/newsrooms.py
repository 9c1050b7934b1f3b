"""Newsrooms: sites that a test writes as editors would, and reads as of a moment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from building import NOON, Built, build, config_of
from paths import PROJECT, SITES
from tolkku.site import Site, read_site

_CONFIG = """
INHERIT: ../base.yml
docs_dir: {docs}
extra:
  tolkku:
    nav: [now, bulletins, digests, corrections, topics, feeds, ethics, about]
"""


def read(config: Path, at: str = NOON, url: str | None = None) -> Site:
    """The site as of a moment; it has no errors."""
    site, findings = read_site(config, at, {}, url)
    assert [str(finding) for finding in findings if finding.is_error] == []
    return site


def site_named(name: str, at: str = NOON) -> Site:
    return read(config_of(name), at)


@dataclass(frozen=True)
class Newsroom:
    """A site that a test writes as its editors would: Finnish, Swedish, English. `folder` is that
    of its `mkdocs.yml`."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> Newsroom:
        """A newsroom without bulletins."""
        home = folder / "tests/sites/newsroom"
        home.mkdir(parents=True)
        for name in ("hooks", "locales"):
            (folder / name).symlink_to(PROJECT / name)
        base = (SITES / "base.yml").read_text("utf-8")
        (home.parent / "base.yml").write_text(base, "utf-8")
        newsroom = cls(home)
        newsroom.set("")
        return newsroom

    @property
    def config(self) -> Path:
        return self.folder / "mkdocs.yml"

    def set(self, ours: str) -> None:
        """Say this in `extra.tolkku`, beside what all newsrooms say."""
        lines = "".join(f"    {line}\n" for line in ours.splitlines())
        written = _CONFIG.format(docs=SITES / "feeds/docs").lstrip() + lines
        self.config.write_text(written, "utf-8")

    def write(self, path: str, *fields: str, body: str = "Teksti.") -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(["---", *fields, "---", "", body, ""]), "utf-8")

    def bulletin(
        self, told: str, published: str, *fields: str, title: str = "", body: str = "Teksti."
    ) -> None:
        """Write an edition, such as `2026-12-01-water/fi`; its title is its name by default.
        A time without a day is on the day of the folder."""
        if len(published) == 5:
            published = f"{told[:10]} {published}"
        self.write(
            f"bulletins/{told[:4]}/{told}.md",
            f"title: {title or told[11:]}",
            f"summary: Lyhyesti {told[11:]}.",
            f"published: {published}",
            "sources: [{name: A, url: 'https://example.com/', checked: 2026-08-01}]",
            *fields,
            body=body,
        )

    def change(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        before = file.read_text("utf-8")
        assert old in before
        file.write_text(before.replace(old, new, 1), "utf-8")

    def at(self, moment: str = NOON, url: str | None = None) -> Site:
        return read(self.config, moment, url)

    def told(self, moment: str = NOON) -> list[str]:
        """What editors are told about digests and settings, errors and notes."""
        _, findings = read_site(self.config, moment, {})
        return [
            f"{each.severity.value} {each}"
            for each in findings
            if "nobody has confirmed" not in str(each)
        ]

    def built(self, moment: str = NOON) -> Built:
        done = build(self.config, self.folder.parent / "built", at=moment)
        assert done.exit_code == 0, done.said
        return done


def correction(of: str, was: str, right: str, editions: str = "") -> tuple[str, ...]:
    """The fields of a bulletin that corrects another."""
    named = f", editions: {editions}" if editions else ""
    return (
        "kind: correction",
        f"corrects: {{id: {of}{named}}}",
        f'correction: {{was: "{was}", right: "{right}"}}',
    )
