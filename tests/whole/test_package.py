"""The package: built, installed elsewhere, it makes a site, builds it, and is upgraded under it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from paths import PROJECT
from tolkku import __version__

NAMES = ("docs", "hooks", "locales", "LICENSES", "LICENSE", "CHANGELOG.md", "README.md")
AT = "2026-12-02 12:00"


def package(project: Path, folder: Path) -> Path:
    """The wheel of a project, made as `pip install .` makes it."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=project, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    return wheel


@dataclass(frozen=True)
class Installed:
    """An environment with the package and, from the tests' own, what it depends on."""

    folder: Path

    @classmethod
    def of(cls, wheel: Path, folder: Path) -> Installed:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
        (packages,) = folder.glob("lib/python*/site-packages")
        others = sysconfig.get_path("purelib")
        (packages / "others.pth").write_text(f"{others}\n", "utf-8")
        made = cls(folder)
        made.install(wheel)
        return made

    def install(self, wheel: Path) -> None:
        python = str(self.folder / "bin/python")
        subprocess.run(
            [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index",
             "--quiet", "--force-reinstall", str(wheel)],
            check=True, capture_output=True,
        )  # fmt: skip

    def run(self, folder: Path, name: str, *words: str, code: int = 0) -> str:
        """What a command says, typed in a folder."""
        kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
        python = str(self.folder / "bin/python")
        done = subprocess.run(
            [python, "-P", "-m", name, *words],
            cwd=folder, capture_output=True, text=True, check=False,
            env={**kept, "NO_MKDOCS_2_WARNING": "1", "TOLKKU_AT": AT},
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def site(self, folder: Path) -> dict[str, bytes]:
        """What it builds, strictly."""
        self.run(folder, "mkdocs", "build", "--strict")
        files = (file for file in (folder / "site").rglob("*") if file.is_file())
        return {file.relative_to(folder / "site").as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(PROJECT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed.of(wheel, tmp_path_factory.mktemp("environment") / "env")


WITH_HANDBOOK = ("--name", "Kunta", "--url", "https://kunta.example/x", "--languages", "fi,sv,en")
EMPTY = ("--name", "Kommun", "--url", "https://kommun.example/", "--languages", "sv,fi", "--empty")


def test_a_site_that_begins_with_the_handbook_is_sound(
    installed: Installed, tmp_path: Path
) -> None:
    home = tmp_path / "own"
    said = installed.run(tmp_path, "tolkku", "init", "own", *WITH_HANDBOOK, "--handbook")
    assert f"files in {home.name}" in said
    assert "Nothing to tell." in installed.run(home, "tolkku", "check")
    made = installed.site(home)
    assert {"fi/handbook/index.html", "sv/ethics/index.html", "assets/tolkku.css"} <= made.keys()
    assert b"https://kunta.example/x/fi/" in made["sitemap.xml"]
    assert "nothing odd" in installed.run(home, "tolkku", "feeds", "check")
    numbered = re.findall(r"^          - (\S+)$", (home / "mkdocs.yml").read_text("utf-8"), re.M)
    sample = (PROJECT / "mkdocs.yml").read_text("utf-8")
    assert numbered == re.findall(r"^          - (\S+)$", sample, re.M)  # in the sample's order
    assert not list(home.rglob("*.py"))  # no line of the program
    assert f"tolkku=={__version__}\n" in (home / "requirements.txt").read_text("utf-8")


def test_nothing_is_overwritten(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/mkdocs.yml").write_text("mine", "utf-8")
    said = installed.run(tmp_path, "tolkku", "init", "own", *EMPTY, code=2)
    assert "mkdocs.yml is there already." in said
    assert [file.name for file in (tmp_path / "own").iterdir()] == ["mkdocs.yml"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--languages", "fi,de"], "A site cannot begin with 'de'."),
        (["--languages", "sv", "--handbook"], "translated from Finnish"),
        (["--url", "kunta.fi"], "'kunta.fi' is no address."),
        (["--name", " "], "The name is empty."),
    ],
)
def test_what_cannot_be_begun_with_is_told(
    installed: Installed, tmp_path: Path, words: list[str], told: str
) -> None:
    said = installed.run(tmp_path, "tolkku", "init", "own", *EMPTY, *words, code=2)
    assert told in said
    assert list(tmp_path.iterdir()) == []


def test_a_site_is_upgraded_and_what_is_its_own_wins(
    wheel: Path, installed: Installed, tmp_path: Path
) -> None:
    installed.run(tmp_path, "tolkku", "init", "own", *EMPTY)
    home = tmp_path / "own"
    installed.run(home, "tolkku", "new", "bulletin", "Vatten", "--topic", "sources")
    first = installed.site(home)
    assert "sv/now/index.html" in first

    catalogue = home / "locales/sv/LC_MESSAGES/messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Subscribe"\nmsgstr "Få allt genast"\n', "utf-8",
    )  # fmt: skip
    (home / "theme/partials").mkdir(parents=True)
    (home / "theme/partials/footer.html").write_text("<footer>Our own.</footer>", "utf-8")
    config = home / "mkdocs.yml"
    changed = config.read_text("utf-8").replace("# Templates of", "custom_dir: theme  #")
    config.write_text(changed, "utf-8")
    own = installed.site(home)
    assert "Få allt genast".encode() in own["sv/index.html"]
    assert b"Our own." in own["sv/index.html"]
    assert b"Our own." not in first["sv/index.html"]

    newer = tmp_path / "newer"
    newer.mkdir()
    for name in NAMES:
        source = PROJECT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, newer / name)
    version = newer / "hooks/tolkku/__init__.py"
    pyproject = (PROJECT / "pyproject.toml").read_text("utf-8")
    (newer / "pyproject.toml").write_text(pyproject, "utf-8")
    version.write_text(version.read_text("utf-8").replace('"0.1.0"', '"0.1.1"'), "utf-8")
    installed.install(package(newer, tmp_path / "wheel"))
    upgraded = installed.site(home)
    installed.install(wheel)
    changed = {name for name in own if upgraded[name] != own[name]}
    assert upgraded.keys() == own.keys()
    assert changed == {"fi/search/NOTICE.txt", "sv/search/NOTICE.txt"}  # they name the version


def test_the_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)],
        cwd=PROJECT, check=True, capture_output=True,
    )  # fmt: skip
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path / "unpacked", filter="data")
    (project,) = (tmp_path / "unpacked").iterdir()
    assert package(project, tmp_path / "again").read_bytes() == wheel.read_bytes()
