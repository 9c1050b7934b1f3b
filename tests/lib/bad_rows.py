"""The tables of `tests/bad_inputs/`: rows read, and put into a site."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from paths import PROJECT, TESTS

TABLES = TESTS / "bad_inputs"
_KEYS = {
    "name", "wants", "in", "fields", "body", "file", "files", "links", "folders", "removed",
    "settings", "finds", "build", "only", "shows", "lacks",
}  # fmt: skip
_SOURCES = '[{name: Lähde, url: "https://example.org/", checked: 2026-11-30}]'
_PAGE = {"title": "Otsikko"}
_BULLETIN = {**_PAGE, "summary": "Lyhyesti.", "published": "2026-12-01 07:00", "sources": _SOURCES}
_HOMES: dict[str, tuple[str, dict[str, str]]] = {
    "page": ("docs/fi/x.md", _PAGE),
    "swedish": ("docs/sv/x.md", {**_PAGE, "original": "sv"}),
    "home": ("docs/fi/index.md", _PAGE),
    "draft": ("docs/fi/x.md", {**_PAGE, "draft": "yes"}),
    "bulletin": ("bulletins/2026/2026-12-01-x/fi.md", _BULLETIN),
    "swedish bulletin": (
        "bulletins/2026/2026-12-01-x/sv.md",
        {**_BULLETIN, "original": "sv"},
    ),
    "foreword": ("bulletins/digests/2026-11/fi.md", _PAGE),
}


class _Loader(yaml.SafeLoader):
    pass


_Loader.add_constructor("!bytes", lambda loader, node: node.value.encode("latin-1"))


def _repeated(loader: yaml.SafeLoader, node: yaml.Node) -> str:
    before, again, times, after = loader.construct_sequence(node)  # type: ignore[arg-type]
    return str(before) + str(again) * int(times) + str(after)


_Loader.add_constructor("!repeat", _repeated)


@dataclass(frozen=True)
class Row:
    """One bad input in one place."""

    table: str
    home: str
    said: dict[str, Any]

    @property
    def id(self) -> str:
        where = f" in {self.home}" if "in" in self.said else ""
        return f"{self.table}: {self.said['name']}{where}"

    @property
    def is_first(self) -> bool:
        """Whether it is the first place in which this input is tried."""
        return bool(self.home == self.said.get("in", [self.home])[0])

    @property
    def wants(self) -> str:
        return str(self.said["wants"])

    @property
    def path(self) -> str:
        return _HOMES[self.home][0]

    @property
    def finds(self) -> list[str]:
        """The Findings expected, with file and line: `docs/fi/x.md:3: error: …`."""
        return [self._placed(finding) for finding in self.said.get("finds", [])]

    def _placed(self, finding: str) -> str:
        match = re.match(r"(file|fields|body|changed):(\d+): ", finding)
        if not match:
            return finding
        above = {
            "file": 0,
            "fields": 1,
            "body": self._front_matter().count("\n") + 1,
            "changed": self._above_the_change(),
        }[match.group(1)]
        path = "mkdocs.yml" if match.group(1) == "changed" else self.path
        return f"{path}:{above + int(match.group(2))}: {finding[match.end() :]}"

    def _above_the_change(self) -> int:
        """How many lines of `mkdocs.yml` stand above its first change."""
        config = (TABLES / "site/mkdocs.yml").read_text("utf-8")
        old = next(iter(self.said.get("settings", {})), "")
        return config[: config.index(old)].count("\n")

    def _front_matter(self) -> str:
        fields = self.said.get("fields", "").rstrip("\n")
        given = set(re.findall(r"^(\w+) *:", fields, re.MULTILINE))
        lines = [fields] if fields else []
        needed = _HOMES[self.home][1]
        lines += [f"{key}: {value}" for key, value in needed.items() if key not in given]
        return "\n".join(["---", *lines, "---", ""])

    def write(self, folder: Path) -> None:
        """The sound site with this row in it."""
        write_sound_site(folder)
        for name in self.said.get("removed", []):
            gone = folder / name
            shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
        for name, content in self._files(folder):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        for name in self.said.get("folders", []):
            (folder / name).mkdir(parents=True)
        for name, target in self.said.get("links", {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(target)

    def _files(self, folder: Path) -> Iterator[tuple[str, str | bytes]]:
        if "file" in self.said:
            yield self.path, self.said["file"]
        elif self.said.keys() & {"fields", "body"}:
            yield self.path, f"{self._front_matter()}\n{self.said.get('body', 'Teksti.')}\n"
        yield from self.said.get("files", {}).items()
        if "settings" in self.said:
            config = (folder / "mkdocs.yml").read_text("utf-8")
            for old, new in self.said["settings"].items():
                assert old in config, f"{self.id}: the sound mkdocs.yml has no '{old}'"
                config = config.replace(old, new, 1)
            yield "mkdocs.yml", config


def write_sound_site(folder: Path) -> None:
    """The site into which the rows are put."""
    shutil.copytree(TABLES / "site", folder, dirs_exist_ok=True)
    (folder / "hooks").symlink_to(PROJECT / "hooks")
    shutil.copytree(PROJECT / "locales", folder / "locales", dirs_exist_ok=True)


def all_rows() -> list[Row]:
    rows = []
    for file in sorted(TABLES.glob("*.yml")):
        for said in yaml.load(file.read_text("utf-8"), _Loader):
            unknown = set(said) - _KEYS
            assert not unknown, f"{file.name}: {said.get('name')}: {unknown}"
            rows += [Row(file.stem, home, said) for home in said.get("in", ["page"])]
    return rows
