"""A new site: its settings, its first pages, and what it needs to be checked and published.

No line of the program is in it: the site names a version of the package, and upgrades by naming
another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tolkku import __version__
from tolkku.authoring.drafts import filled, row
from tolkku.model.findings import Refusal
from tolkku.system.files import Work
from tolkku.system.package import start_folder

KNOWN = {
    "fi": "{tag: fi, name: Suomi, locale: fi_FI}",
    "sv": "{tag: sv, name: Svenska, locale: sv_FI}",
    "en": "{tag: en, name: English, locale: en_GB}",
}
"""The languages that a site can begin with; others are added by `tolkku new language`."""

_ORIGINAL = "fi"  # of the texts to begin with
_FIRST = ("index", "about")
# Of the sample: guides to its own making, and links to bulletins that a new site does not have.
_LEFT_OUT = ("editors",)
_TO_A_BULLETIN = re.compile(r"\[([^\[\]]*)\]\((?:\.\./)+bulletins/[^()]*\)")


@dataclass(frozen=True)
class Start:
    """What is wanted of a new site; `url` is where it will stand."""

    name: str
    url: str
    languages: tuple[str, ...]
    has_handbook: bool

    def work(self, folder: Path) -> Work:
        """Every file, by its path in `folder`. Raises Refusal."""
        self._refuse()
        made = dict(self._files())
        return Work({folder / name: content for name, content in made.items()})

    def _refuse(self) -> None:
        unknown = [tag for tag in self.languages if tag not in KNOWN]
        if unknown:
            raise Refusal(
                f"A site cannot begin with '{unknown[0]}'.\n"
                f"Begin with {', '.join(KNOWN)}; then type: tolkku new language {unknown[0]}"
            )
        if self.has_handbook and _ORIGINAL not in self.languages:
            raise Refusal(
                "The handbook to begin with is translated from Finnish.\n"
                "Add fi to --languages, or begin with --empty."
            )

    def _files(self) -> Iterator[tuple[str, str]]:
        yield "mkdocs.yml", self._said("mkdocs.yml")
        yield ".gitignore", self._said("gitignore")
        yield "requirements.txt", self._said("requirements.txt")
        yield ".github/workflows/site.yml", self._said("workflow.yml")
        for tag in self.languages:
            if self.has_handbook:
                yield from _texts(tag)
            else:
                for page in _FIRST:
                    yield f"docs/{tag}/{page}.md", self._said(f"{page}.{tag}.md")
        if self.has_handbook:
            yield from _pictures(self.languages)

    def _said(self, template: str) -> str:
        host = urlsplit(self.url).hostname or "example.org"
        return filled(
            f"site/{template}",
            name=self.name,
            url=self.url,
            domain=host,
            email=f"newsroom@{host}",
            languages=self.languages,
            known=KNOWN,
            has_handbook=self.has_handbook,
            names=partial(_names, self.languages),
            version=__version__,
        )


def _names(languages: tuple[str, ...], **said: str) -> str:
    return row({tag: said[tag] for tag in languages})


def _texts(tag: str) -> Iterator[tuple[str, str]]:
    top = start_folder() / tag
    for file in sorted(top.rglob("*.md")):
        path = file.relative_to(top)
        if path.parts[0] not in _LEFT_OUT:
            text = _TO_A_BULLETIN.sub(r"\1", file.read_text("utf-8"))
            yield f"docs/{tag}/{path.as_posix()}", text


def _pictures(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The drawings of the texts; each is of one language."""
    for file in sorted((start_folder() / "assets").glob("*.svg")):
        if file.stem.rpartition("-")[2] in languages:
            yield f"docs/assets/{file.name}", file.read_text("utf-8")
