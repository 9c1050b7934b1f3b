"""A branch changes nothing outside the project, whatever links it brings along."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import NOON, copied, warm_builder
from sites_for_tests import page, write
from tolkku.cli.main import main
from tolkku.model.outputs import MARK
from tolkku.system.cache import FOLDER, Cache
from tolkku.system.own_folder import OwnFolder, linked_folder
from warm_builder import Run


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A folder of somebody's beside the project; it might be the site of another project."""
    folder = tmp_path / "victim"
    (folder / "below").mkdir(parents=True)
    for name in ("a.txt", "b.md", "00.json", "0123abcd-x.webp", MARK, "below/c.txt"):
        (folder / name).write_text("mine", "utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone of the complete site; its folders are named as the shipped `mkdocs.yml` has them."""
    config = copied("complete", tmp_path / "theirs")
    return config.parent


def seen(folder: Path) -> dict[str, str]:
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_text("utf-8") for each in files}


def committed(project: Path, link: str, target: Path | str) -> None:
    """The link as git brings it along: committed with force, then checked out."""
    git = ["git", "-C", str(project), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    (project / link).parent.mkdir(parents=True, exist_ok=True)
    (project / link).symlink_to(target)
    subprocess.run([*git, "add", "--force", link], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "content"], check=True)
    (project / link).unlink()
    subprocess.run([*git, "checkout", "--quiet", "--", link], check=True)
    assert (project / link).is_symlink()


def built(project: Path, tmp_path: Path, site: str = "site") -> Run:
    return warm_builder().run(
        project, NOON, "mkdocs", "build", "--strict", "-d", site,
        TOLKKU_CACHE="yes", XDG_CACHE_HOME=str(tmp_path / "home"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("link", "target"),
    [
        (f"{FOLDER}/pictures", "victim"),
        (f"{FOLDER}/.gitignore", "elsewhere/ignore"),
        (f"{FOLDER}/00.json", "victim/00.json"),
        (f"{FOLDER}/pictures/0123abcd-x.webp", "victim/a.txt"),
    ],
)
def test_links_in_the_cache_are_refused(
    project: Path, victim: Path, tmp_path: Path, link: str, target: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    before = seen(victim)
    committed(project, link, tmp_path / target)
    done = built(project, tmp_path)
    assert done.exit_code == 1, done.said
    assert f"{link}: is a symbolic link, which Tolkku did not make" in done.said
    assert seen(victim) == before
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("link", [FOLDER, f"{FOLDER}/pictures", f"{FOLDER}/.gitignore"])
def test_a_cache_that_nobody_judged_follows_no_link_either(
    tmp_path: Path, victim: Path, link: str
) -> None:
    before = seen(victim)
    (tmp_path / link).parent.mkdir(exist_ok=True)
    (tmp_path / link).symlink_to("victim/new" if link.endswith("ignore") else victim)
    cache = Cache(tmp_path / FOLDER, b"x" * 32, "programs")
    cache.keep_bytes("a.webp", b"content")
    cache.keep("rendered a", cache.key("a"), ["a"])
    cache.save()
    cache.drop_other_bytes({"b.webp"})
    assert seen(victim) == before


def test_only_pictures_of_our_making_are_dropped(tmp_path: Path) -> None:
    cache = Cache(tmp_path / FOLDER, b"x" * 32, "programs")
    for name in ("a.webp", "b.webp"):
        cache.keep_bytes(name, b"content")
    pictures = tmp_path / FOLDER / "pictures"
    (pictures / "notes.txt").write_text("mine", "utf-8")
    (pictures / "0123abcd-folder").mkdir()
    cache.drop_other_bytes({"a.webp"})
    left = sorted(file.name.partition("-")[2] or file.name for file in pictures.iterdir())
    assert left == ["a.webp", "folder", "notes.txt"]
    assert cache.recall_bytes("a.webp") == b"content"
    assert cache.recall_bytes("b.webp") is None


def test_a_folder_of_our_own_follows_no_link(tmp_path: Path, victim: Path) -> None:
    before = seen(victim)
    (tmp_path / "own").mkdir()
    (tmp_path / "own/link").symlink_to(victim / "a.txt")
    (tmp_path / "linked").symlink_to(victim)
    own, linked = OwnFolder(tmp_path / "own"), OwnFolder(tmp_path / "linked")
    assert own.read("link", 99) is None
    assert linked.read("a.txt", 99) is None
    assert linked.names() == []
    for folder in (linked, OwnFolder(tmp_path).below("linked"), linked.below("below")):
        with pytest.raises(OSError, match=r"Not a directory|symbolic links"):
            folder.write("new", b"x")
        with pytest.raises(OSError, match=r"Not a directory|symbolic links"):
            folder.remove("a.txt")
    own.write("link", b"ours")
    assert own.read("link", 99) == b"ours"
    assert own.read("link", 3) is None
    assert seen(victim) == before


@pytest.mark.parametrize("folder", ["docs", "bulletins", "texts"])
def test_a_linked_folder_of_texts_is_refused(
    project: Path, victim: Path, tmp_path: Path, folder: str
) -> None:
    """Also where the link stands above the folder that `mkdocs.yml` names."""
    if folder == "texts":
        replace(project / "mkdocs.yml", "INHERIT", "docs_dir: texts/docs\nINHERIT")
        named = (project / "docs").rename(victim / "docs")
        target = named.parent
    else:
        target = (project / folder).rename(victim / folder)
    committed(project, folder, target)
    before = seen(victim)
    done = built(project, tmp_path)
    assert done.exit_code == 1
    assert f"the folder '{folder}' is a symbolic link." in done.said
    checked = warm_builder().run(project, NOON, "tolkku", "check")
    assert f"the folder '{folder}' is a symbolic link." in checked.said
    assert seen(victim) == before


def replace(file: Path, old: str, new: str) -> None:
    source = file.read_text("utf-8")
    assert old in source
    file.write_text(source.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("site", "is a symbolic link."),
        (".site.new", "stands where the site is built, and Tolkku did not make it."),
        (".site.old", "stands where the site is built, and Tolkku did not make it."),
        (".site.lock", "is a symbolic link, where the lock of a build should be."),
        ("out", "is a symbolic link, through which the site would leave its project."),
    ],
)
def test_a_site_is_not_built_through_a_link(
    project: Path, victim: Path, tmp_path: Path, link: str, said: str
) -> None:
    target = victim / "a.txt" if link == ".site.lock" else victim
    committed(project, link, target)
    before = seen(victim)
    done = built(project, tmp_path, "out/site" if link == "out" else "site")
    assert done.exit_code == 1, done.said
    assert said in done.said
    assert seen(victim) == before
    assert sorted(each.name for each in victim.iterdir()) == sorted(
        {name.partition("/")[0] for name in before}
    )


def test_new_files_are_not_written_through_a_link(tmp_path: Path, victim: Path) -> None:
    config = write(tmp_path / "project", {"docs/fi/index.md": page()}, "fi")
    (config.parent / "bulletins").mkdir()
    (config.parent / "bulletins/2026").symlink_to(victim)
    before = seen(victim)
    words = ["--config", str(config), "--at", NOON, "new", "bulletin", "Vesi"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2, done.output
    assert "bulletins/2026 is a symbolic link." in done.output
    assert seen(victim) == before


def test_the_way_to_a_folder_is_looked_at_from_the_project_on(tmp_path: Path) -> None:
    (tmp_path / "real/project/docs").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    project = tmp_path / "link/project"
    assert linked_folder(project / "docs", project) is None
    assert linked_folder(project / "../elsewhere", project) is None
    (project / "a").symlink_to("docs")
    assert linked_folder(project / "a/b/c", project) == project / "a"
    assert linked_folder(project / "docs/../a", project) == project / "a"
