"""A warm build is what a cold one is, whatever was changed in between, and does nothing twice."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from building import config_of
from paths import PROJECT
from sites_for_tests import picture
from tolkku.build import engine
from tolkku.build.engine import Building, Making, Stopped
from tolkku.build.state import Made, State
from tolkku.publishing.assembly import Job
from tolkku.system import cache
from tolkku.views.view import View

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@dataclass
class Project:
    """A project of its own, with words and theme to change, and with a cache."""

    folder: Path
    at: datetime = datetime.fromisoformat("2026-12-02 12:00")  # noqa: RUF009
    told: list[str] = field(default_factory=list)

    @classmethod
    def copied(cls, name: str, folder: Path) -> Project:
        """With the words and the theme of the product as its own."""
        source = config_of(name).parent
        shutil.copytree(source, folder / "tests/sites" / name)
        shutil.copy(source.parent / "base.yml", folder / "tests/sites")
        (folder / "hooks").mkdir()
        for each in ("locales", "hooks/theme"):
            shutil.copytree(PROJECT / each, folder / each)
        for each in ("hooks/tolkku", "hooks/mkdocs_events.py"):
            (folder / each).symlink_to(PROJECT / each)
        return cls(folder / "tests/sites" / name)

    def build(self, to: str, is_warm: bool = True, verifies: bool = False) -> Tree | str:
        """The tree, or how the build stopped."""
        self.told.clear()
        kept = {"XDG_CACHE_HOME": str(self.folder.parent / "home")}
        environment = {"TOLKKU_AT": f"{self.at:%Y-%m-%d %H:%M}"}
        environment |= kept if is_warm else {"TOLKKU_CACHE": "no"}
        folder = self.folder.parent / to
        try:
            building = Building.begin(
                self.folder / "mkdocs.yml", folder, None, environment, False,
                lambda said, is_error: self.told.append(said), None, verifies,
            )  # fmt: skip
            building.write()
            building.publish()
        except Stopped as stopped:
            return str(stopped)
        return tree(folder)

    @property
    def texts(self) -> list[Path]:
        homes = (self.folder / "docs", self.folder / "bulletins")
        return sorted(file for home in homes for file in home.rglob("*.md"))

    def change(self, file: Path, pattern: str, by: str) -> None:
        before = file.read_text("utf-8")
        after = re.sub(pattern, by, before, count=1)
        assert after != before, (file, pattern)
        file.write_text(after, "utf-8")


def body(project: Project, chance: random.Random) -> None:
    file = chance.choice(project.texts)
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\nSana {chance.random()}.\n", "utf-8")


def title(project: Project, chance: random.Random) -> None:
    project.change(chance.choice(project.texts), "title: .*", f"title: Otsikko {chance.random()}")


def summary(project: Project, chance: random.Random) -> None:
    file = chance.choice([f for f in project.texts if "summary: " in f.read_text("utf-8")])
    project.change(file, "summary: .*", f"summary: Lyhyesti {chance.random()}.")


def alias(project: Project, chance: random.Random) -> None:
    file = chance.choice([f for f in project.texts if "aliases" not in f.read_text("utf-8")])
    project.change(file, "title: ", f"aliases: [vanha/{chance.randrange(10**9)}]\ntitle: ")


def addition(project: Project, chance: random.Random) -> None:
    home = project.folder / "bulletins/2026"
    new = home / f"2026-11-{chance.randrange(10, 30)}-{chance.randrange(10**6)}"
    shutil.copytree(home / "2026-10-20-expired", new)
    for file in new.glob("*.md"):
        project.change(file, "published: 2026-10-20", f"published: {new.name[:10]}")


def removal(project: Project, chance: random.Random) -> None:
    chance.choice(project.texts).unlink()


def renaming(project: Project, chance: random.Random) -> None:
    docs = [file for file in project.texts if "docs" in file.parts and file.stem != "index"]
    file = chance.choice(docs)
    file.rename(file.with_stem(f"{file.stem}-{chance.randrange(100)}"))


def media(project: Project, chance: random.Random) -> None:
    file = chance.choice(sorted(project.folder.rglob("*.jpg")))
    file.write_bytes(picture("JPEG", quality=chance.randrange(20, 90)))


def word(project: Project, chance: random.Random) -> None:
    file = project.folder.parents[2] / "locales/sv/LC_MESSAGES/messages.po"
    project.change(
        file, 'msgid "Sources"\nmsgstr ".*"', f'msgid "Sources"\nmsgstr "K{chance.random()}"'
    )


def theme(project: Project, chance: random.Random) -> None:
    file = project.folder.parents[2] / "hooks/theme/partials/footer.html"
    project.change(file, "<footer", f"<!-- {chance.random()} --><footer")


def style(project: Project, chance: random.Random) -> None:
    file = project.folder.parents[2] / "hooks/theme/assets/tolkku.css"
    file.write_text(f"{file.read_text('utf-8')}\n/* {chance.random()} */\n", "utf-8")


def settings(project: Project, chance: random.Random) -> None:
    file = project.folder / "mkdocs.yml"
    project.change(file, "promise: {fi: [^,]*", f"promise: {{fi: Vastaus {chance.random()}")


def later(project: Project, chance: random.Random) -> None:
    project.at += timedelta(hours=chance.randrange(1, 24 * 20))


def earlier(project: Project, chance: random.Random) -> None:
    project.at -= timedelta(days=chance.randrange(1, 15))


def nothing(project: Project, chance: random.Random) -> None:
    pass


EDITS: list[Callable[[Project, random.Random], None]] = [
    body, body, body, title, summary, alias, addition, removal, renaming, media, word, theme, style,
    settings, later, earlier, nothing,
]  # fmt: skip


@pytest.mark.parametrize("seed", [12])
def test_a_warm_build_equals_a_cold_one(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    project = Project.copied("every-kind", tmp_path)
    assert not isinstance(project.build("warm"), str)
    edits = chance.sample(EDITS, len(EDITS))
    stopped = 0
    for edit in edits:
        before = tree(project.folder)
        edit(project, chance)
        warm, told = project.build("warm"), sorted(project.told)
        cold = project.build("cold", is_warm=False)
        assert warm == cold, edit.__name__
        news = set(told) ^ set(project.told)
        assert all("Nothing has changed" in line or "Building as of" in line for line in news), news
        if isinstance(warm, str):  # what broke the site is taken back
            stopped += 1
            for name in tree(project.folder).keys() - before.keys():
                (project.folder / name).unlink()
            for name, content in before.items():
                if not (project.folder / name).is_file():
                    (project.folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (project.folder / name).write_bytes(content)
    assert stopped < 5


def test_a_build_may_verify_what_it_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.copied("every-kind", tmp_path)
    first = project.build("site")
    assert project.build("site", verifies=True) == first
    monkeypatch.setattr(View, "canonical", "https://example.org/elsewhere/")
    assert "errors; nothing was written" in str(project.build("site", verifies=True))
    assert any("was taken over, and would be made otherwise now." in each for each in project.told)


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The jobs that builds do."""
    done: list[str] = []
    make = Making._make

    def noting(self: Making, job: Job) -> Made:
        done.append(job.name)
        return make(self, job)

    monkeypatch.setattr(Making, "_make", noting)
    monkeypatch.setattr(engine, "_MANY", 1_000)  # all in this process
    return done


def test_nothing_is_done_twice(tmp_path: Path, jobs: list[str]) -> None:
    project = Project.copied("every-kind", tmp_path)
    first = project.build("site")
    assert len(jobs) > 110
    jobs.clear()

    assert project.build("site") == first
    assert jobs == []
    assert "Nothing has changed since it was built: the site stays as it is." in project.told

    text = project.folder / "docs/sv/handbook/sources.md"
    for number in range(2):  # by the first its standing to the original may change
        jobs.clear()
        text.write_text(f"{text.read_text('utf-8').rstrip()} Ord {number}.\n", "utf-8")
        project.build("site")
    pages = ["sv/handbook/index.html", "sv/handbook/sources/index.html"]
    assert sorted(jobs) == ["search sv", *pages]  # the handbook says how long reading takes


def test_what_is_not_as_it_was_written_is_made_anew(tmp_path: Path, jobs: list[str]) -> None:
    project = Project.copied("every-kind", tmp_path)
    first = project.build("site")
    site = project.folder.parent / "site"
    (site / "fi/about/index.html").write_text("changed", "utf-8")
    (site / "fi/now/index.html").unlink()
    (site / "more.html").write_text("more", "utf-8")
    jobs.clear()
    assert project.build("site") == first
    assert sorted(jobs) == ["fi/about/index.html", "fi/now/index.html"]


def test_a_state_that_is_not_ours_is_not_believed(
    tmp_path: Path, jobs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.copied("every-kind", tmp_path)
    first = project.build("site")
    state = project.folder / ".tolkku-cache/built.json"
    sound = state.read_bytes()
    for damaged in (sound[:-1], sound.replace(b"about", b"abouu"), b"", b"{}"):
        state.write_bytes(damaged)
        jobs.clear()
        assert project.build("site") == first
        assert len(jobs) > 110
    jobs.clear()
    monkeypatch.setattr(cache, "_mark_of_programs", lambda: "another program")
    assert project.build("site") == first
    assert len(jobs) > 110


def test_a_build_that_was_killed_before_its_state_was_kept_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.copied("every-kind", tmp_path)
    first = project.build("site")
    text = project.folder / "docs/fi/about.md"
    was = text.read_bytes()
    text.write_bytes(was + b"\nUusi.\n")
    with monkeypatch.context() as killed:
        killed.setattr(State, "keep", lambda *_: None)
        assert project.build("site") != first
    text.write_bytes(was)
    assert project.build("site") == first


def test_the_help_of_other_processes_changes_no_byte(tmp_path: Path) -> None:
    """In a process of its own, for only one with a single thread asks for help."""
    project = Project.copied("every-kind", tmp_path)
    code = (
        "import sys; from pathlib import Path; from tolkku.build.engine import Building\n"
        "b = Building.begin(Path(sys.argv[1]), Path(sys.argv[2]), None,\n"
        "    {'TOLKKU_AT': '2026-12-02 12:00', 'TOLKKU_CACHE': 'no'},\n"
        "    False, print, int(sys.argv[3]))\n"
        "b.write(); b.publish()\n"
        "import multiprocessing; print(next(multiprocessing.process._process_counter) - 1)"
    )
    trees = []
    for count in ("1", "3"):
        words = [str(project.folder / "mkdocs.yml"), str(tmp_path / count), count]
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            env={**os.environ, "PYTHONPATH": str(PROJECT / "hooks")},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        helpers = "2" if count == "3" and sys.platform == "linux" else "0"
        assert done.stdout.endswith(f"{helpers}\n"), done.stdout
        trees.append(tree(tmp_path / count))
    assert trees[0] == trees[1]
