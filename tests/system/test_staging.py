"""The finished site takes the place of the old one, or the old one stays whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import publish_a_site
import pytest
from publish_a_site import PAGES, versions, write_site

from paths import HOOKS
from tolkku.model.findings import PublishingError
from tolkku.model.outputs import MARK
from tolkku.system import staging as staging_module
from tolkku.system.staging import Staging

SCRIPT = Path(__file__).with_name("publish_a_site.py")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site of version `old`, alone in its folder."""
    site = tmp_path / "public" / "site"
    publish(site, "old")
    return site


def publish(site: Path, version: str) -> None:
    staging = Staging.open(site)
    write_site(staging.folder, version)
    staging.publish()


def start(*arguments: str, umask: int = -1) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), *arguments],
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, umask=umask,
    )  # fmt: skip


def wait_until_held(build: subprocess.Popen[str]) -> None:
    assert build.stdout
    assert build.stdout.readline() == "held\n"


def snapshot(folder: Path) -> dict[str, bytes | str | None]:
    """Everything below a folder, and what it holds."""
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink()
        else path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }  # fmt: skip


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_site_is_built_beside_its_place_and_then_stands_there(tmp_path: Path) -> None:
    site = tmp_path / "site"
    staging = Staging.open(site)
    assert staging.folder == tmp_path / ".site.new"
    assert not site.exists()
    write_site(staging.folder, "new")
    staging.publish()
    assert versions(site) == ["new"]
    assert names(tmp_path) == ["site"]


def test_the_next_site_replaces_all_of_it(site: Path) -> None:
    (site / "gone.html").write_text("old")
    publish(site, "new")
    assert versions(site) == ["new"]
    assert not (site / "gone.html").exists()
    assert names(site.parent) == ["site"]


def test_a_preview_builds_into_a_temporary_folder_again_and_again() -> None:
    with tempfile.TemporaryDirectory() as place:
        site = Path(tempfile.mkdtemp(dir=place))
        for version in ("one", "two", "three"):
            publish(site, version)
            assert versions(site) == [version]
            assert names(Path(place)) == [site.name]
        shutil.rmtree(site)
        assert names(Path(place)) == []


def test_discarding_leaves_nothing_behind(site: Path) -> None:
    before = snapshot(site.parent)
    staging = Staging.open(site)
    write_site(staging.folder, "new")
    staging.discard()
    staging.discard()
    assert snapshot(site.parent) == before


def test_discarding_removes_the_folders_that_were_made_for_the_site(tmp_path: Path) -> None:
    Staging.open(tmp_path / "a" / "b" / "site").discard()
    assert names(tmp_path) == []


def test_discarding_never_raises_when_half_of_it_is_gone(site: Path) -> None:
    staging = Staging.open(site)
    shutil.rmtree(staging.folder)
    (site.parent / ".site.lock").unlink()
    staging.discard()
    assert versions(site) == ["old"]


def test_a_build_that_nobody_ends_is_discarded_when_it_is_forgotten(site: Path) -> None:
    staging = Staging.open(site)
    del staging
    assert names(site.parent) == ["site"]
    publish(site, "new")


def foreign_files(site: Path) -> None:
    site.mkdir()
    (site / "thesis.odt").write_text("ten years of work")


def a_file(site: Path) -> None:
    site.write_text("not a folder")


def a_link(site: Path) -> None:
    publish(site.with_name("elsewhere"), "old")
    site.symlink_to(site.with_name("elsewhere"))


def a_dangling_link(site: Path) -> None:
    site.symlink_to("nowhere")


def a_repository(site: Path) -> None:
    publish(site, "old")
    (site / ".git").mkdir()


def foreign_staging(site: Path) -> None:
    foreign_files(site.with_name(".site.new"))


def linked_staging(site: Path) -> None:
    site.with_name(".site.new").symlink_to("/")


@pytest.mark.parametrize(
    ("arrange", "told"),
    [
        (foreign_files, "site: holds files that Tolkku did not make (there is no '.tolkku' in it)."
         " Name an empty or a new folder as `site_dir`."),
        (a_file, "site: is a file, where the site's folder should be. Name"),
        (a_link, "site: is a symbolic link. Name"),
        (a_dangling_link, "site: is a symbolic link. Name"),
        (a_repository, "site: holds a git repository (.git). Name"),
        (foreign_staging, ".site.new: stands where the site is built, and Tolkku did not make it."
         " Move it away."),
        (linked_staging, ".site.new: stands where"),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_refused_and_not_touched(
    tmp_path: Path, arrange: Callable[[Path], None], told: str
) -> None:
    arrange(tmp_path / "site")
    before = snapshot(tmp_path)
    with pytest.raises(PublishingError) as refused:
        Staging.open(tmp_path / "site")
    assert str(refused.value).startswith(f"{tmp_path}/{told}")
    assert snapshot(tmp_path) == before


def test_folders_that_hold_more_than_a_site_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, project = tmp_path / "home", tmp_path / "project"
    docs = project / "docs"
    for folder in (home, docs):
        folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(project)
    (tmp_path / MARK).touch()
    (project / MARK).touch()
    for site, told in (
        (Path("/"), "holds your home folder"),
        (tmp_path, "holds your home folder"),
        (home, "holds your home folder"),
        (Path(), "holds the texts that it is made from, or the folder you are in"),
        (project, "holds the texts that it is made from, or the folder you are in"),
        (docs, "holds the texts"),
        (docs / "site", "lies among the texts that it is made from"),
        (Path("/proc"), "is a mount point, which cannot be replaced; a folder in it can"),
    ):
        with pytest.raises(PublishingError, match=told):
            Staging.open(site, sources=[docs])
    assert names(docs) == []


def test_a_second_build_is_refused_and_told_who_holds_the_lock(site: Path) -> None:
    first = start(str(site), "first", "hold")
    wait_until_held(first)
    second = start(str(site), "second")
    _, told = second.communicate()
    assert second.returncode == 1
    assert told == (
        f"{site.parent}/.site.lock: another build of this site is under way "
        f"(process {first.pid}). Wait until it has ended.\n"
    )
    first.communicate("")
    assert versions(site) == ["first"]
    assert names(site.parent) == ["site"]


def test_a_lock_without_a_living_holder_is_no_obstacle(site: Path) -> None:
    killed = start(str(site), "new", "hold")
    wait_until_held(killed)
    killed.kill()
    killed.communicate()
    assert names(site.parent) == [".site.lock", ".site.new", "site"]
    assert versions(site) == ["old"]
    publish(site, "new")
    assert versions(site) == ["new"]
    assert names(site.parent) == ["site"]


def test_a_build_that_is_told_to_end_leaves_nothing_behind(site: Path) -> None:
    build = start(str(site), "new", "hold")
    wait_until_held(build)
    build.terminate()
    build.communicate()
    assert build.returncode == 143
    assert versions(site) == ["old"]
    assert names(site.parent) == ["site"]


def test_many_builds_at_once_never_share_the_lock(site: Path) -> None:
    builds = [start(str(site), f"v{number}") for number in range(12)]
    outcomes = [(*build.communicate(), build.returncode) for build in builds]
    refused = [told for _, told, code in outcomes if code]
    assert all("another build of this site" in told for told in refused)
    assert len(refused) < len(builds)
    assert len(versions(site)) == 1
    assert names(site.parent) == ["site"]


def test_a_lock_whose_file_was_removed_meanwhile_is_taken_anew(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = site.parent / ".site.lock"

    def flock_too_late(held: int, how: int) -> None:
        monkeypatch.undo()
        lock.unlink()

    monkeypatch.setattr("tolkku.system.staging.fcntl.flock", flock_too_late)
    staging = Staging.open(site)
    assert lock.read_text() == f"{os.getpid()}\n"
    staging.discard()


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_everyone_may_read_the_site_whatever_the_umask(site: Path, umask: int) -> None:
    build = start(str(site), "new", umask=umask)
    assert build.communicate() == ("", "")
    modes = {path.is_dir(): set[str]() for path in (site, site / MARK)}
    for path in (site, *site.rglob("*")):
        modes[path.is_dir()].add(oct(path.stat().st_mode & 0o7777))
    assert modes == {True: {"0o755"}, False: {"0o644"}}


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_kill_at_any_moment_leaves_the_old_site_or_the_new_one(
    site: Path, can_exchange: bool
) -> None:
    """Every doing with the file system is tried: first the kill, then a build that mends it."""
    seen = set()
    for moment in range(1, 1000):
        killed = _killed_build(site, moment, can_exchange)
        if not can_exchange and not site.exists():
            Staging.open(site).discard()
        seen.update(found := versions(site))
        assert found in (["old"], ["new"]), moment
        publish(site, "old")
        assert names(site.parent) == ["site"], moment
        if not killed:
            break
    assert seen == {"old", "new"}
    assert moment > 40


def _killed_build(site: Path, moment: int, can_exchange: bool) -> bool:
    """Whether the build was killed before its end. A fork, for a hundred of them are needed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            staging_module._LIBC = staging_module._LIBC if can_exchange else None
            publish_a_site.main(str(site), "new", "kill", str(moment))
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return_code = os.waitstatus_to_exitcode(status)
    assert return_code in (0, -signal.SIGKILL)
    return return_code != 0


def test_readers_never_miss_a_file_nor_see_a_part_of_one(site: Path) -> None:
    over, faults, reads = threading.Event(), list[str](), 0

    def read() -> None:
        nonlocal reads
        while not over.is_set():
            page = random.choice(PAGES)
            try:
                said = (site / page).read_text().split()
            except OSError as problem:
                faults.append(str(problem))
                continue
            reads += 1
            if len(said) != 2000 or len(set(said)) != 1:
                faults.append(f"{page} has {len(said)} lines")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(50):
        publish(site, f"v{number}")
    over.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert reads > 500


def test_where_folders_cannot_be_exchanged_two_renames_do(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging_module, "_LIBC", None)
    publish(site, "new")
    assert versions(site) == ["new"]
    assert names(site.parent) == ["site"]


def test_a_second_rename_that_fails_brings_the_old_site_back(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging_module, "_LIBC", None)
    staging = Staging.open(site)
    shutil.rmtree(staging.folder)
    monkeypatch.setattr("tolkku.system.staging.make_readable", lambda folder: None)
    with pytest.raises(PublishingError, match="cannot be written: No such file or directory"):
        staging.publish()
    assert versions(site) == ["old"]
    assert names(site.parent) == ["site"]


def in_a_small_disk(script: str, options: str, place: Path) -> str:
    """What the script prints when `place` is a disk of its own, mounted with `options`."""
    if not shutil.which("unshare"):
        pytest.skip("no unshare")
    run = f"{sys.executable} -c '{script}' {place}"
    mount = f"mount -t tmpfs -o {options} none {place} && exec {run}"
    path = os.pathsep.join([str(HOOKS), str(SCRIPT.parent)])
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True,
    )  # fmt: skip
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"no disk of its own: {done.stderr.strip()}")
    return done.stdout + done.stderr


FULL = """
import sys
from pathlib import Path
from publish_a_site import versions, write_site
from tolkku.system.staging import Staging, why_not_written
site = Path(sys.argv[1], "site")
staging = Staging.open(site); write_site(staging.folder, "old"); staging.publish()
staging = Staging.open(site)
try:
    write_site(staging.folder, "new", 100000)
except OSError as problem:
    print(why_not_written(site, problem))
staging.discard()
print(versions(site), sorted(p.name for p in site.parent.iterdir()))
"""


def test_a_full_disk_is_told_in_one_line_and_the_old_site_stays(tmp_path: Path) -> None:
    assert in_a_small_disk(FULL, "size=400k", tmp_path) == (
        f"{tmp_path}/site: there is no space left on its disk; a build needs about 1 MB. "
        "Make room and build again.\n['old'] ['site']\n"
    )


READ_ONLY = """
import sys
from pathlib import Path
from tolkku.model.findings import PublishingError
from tolkku.system.staging import Staging
try:
    Staging.open(Path(sys.argv[1], "site"))
except PublishingError as problem:
    print(problem)
"""


def test_a_disk_that_is_read_only_is_told_in_one_line(tmp_path: Path) -> None:
    assert in_a_small_disk(READ_ONLY, "ro", tmp_path) == (
        f"{tmp_path}/.site.lock: cannot be written: Read-only file system. "
        "Change its permissions, or name another `site_dir`.\n"
    )
