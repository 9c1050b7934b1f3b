"""Staging: a finished folder takes the place of another whole, or the old one stays."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tolkku.model.findings import Finding, PublishingError, error
from tolkku.model.outputs import MARK
from tolkku.model.settings import Settings
from tolkku.system.own_folder import linked_folder

try:
    import fcntl
except ImportError:  # Windows: there two builds of one site are not kept apart
    fcntl = None  # type: ignore[assignment]

_MARK_SAYS = "Tolkku made this folder and replaces all of it: keep nothing of your own here.\n"


class Staging:
    """One build: `folder`, beside the `site`, is where it is made.

    It ends with `publish` or `discard`; if neither is called, with the process or with the last
    reference to it, like `discard`.
    """

    def __init__(self, site: Path, folder: Path, lock: int, parents: list[Path]) -> None:
        self.folder = folder
        self.site = site
        self._end = weakref.finalize(self, _end, site, lock, parents)

    @classmethod
    def open(
        cls, site_dir: Path, sources: Iterable[Path] = (), project: Path | None = None
    ) -> Staging:
        """Where to build the site that shall stand at `site_dir`, in the same file system.

        `sources` are folders that the site must neither hold nor lie in; no folder of the
        `project` that it lies in may be a link, which a branch can bring along. Raises
        PublishingError, before anything is written, when `site_dir` is not ours to replace, and
        when another build is under way.
        """
        site = Path(os.path.abspath(site_dir))  # noqa: PTH100 (`resolve` would follow a symlink)
        with _explained(site):
            _check(site, sources, project)
            site = site.parent.resolve() / site.name
            parents = [parent for parent in site.parents if not parent.exists()]
            site.parent.mkdir(parents=True, exist_ok=True)
            lock = _take_lock(_beside(site, "lock"))
            try:
                return cls(site, _fresh_folder(site), lock, parents)
            except BaseException:  # ended from outside, too
                new = _beside(site, "new")
                with suppress(OSError):
                    if _is_ours(new):
                        _remove(new)
                _release_lock(lock, _beside(site, "lock"))
                raise

    def publish(self) -> None:
        """Put the folder where the site stands. Raises PublishingError; then the old one stays."""
        try:
            with _explained(self.site):
                make_readable(self.folder)
                sync(self.folder)
                swap_in(self.folder, self.site, _beside(self.site, "old"))
                sync_folder(self.site.parent)
        finally:
            self._end()

    def published(self, address: str) -> bytes | None:
        """A file of the site that stands there now; None where there is none."""
        try:
            return (self.site / address).read_bytes()
        except OSError:
            return None

    def why_not_written(self, problem: OSError) -> PublishingError:
        """What to tell when the system refused to write into the folder."""
        return why_not_written(self.site, problem)

    def discard(self) -> None:
        """Remove everything that was made; never raises, and a second time does nothing."""
        self._end()


@contextmanager
def _explained(site: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise why_not_written(site, problem) from None


def why_not_written(site: Path, problem: OSError) -> PublishingError:
    """What to tell when the system refused to write the site."""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        needed = max(_size(folder) for folder in (site, _beside(site, "new")))
        told = f"there is no space left on its disk; a build needs about {needed} MB."
        return PublishingError(str(site), told, "Make room and build again.")
    told = f"cannot be written: {problem.strerror or problem}."
    where = problem.filename if isinstance(problem.filename, str) else str(site)
    return PublishingError(where, told, "Change its permissions, or name another `site_dir`.")


def _size(folder: Path) -> int:
    """Megabytes of all files, at least one."""
    total = 0
    for base, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(base, name)).st_size  # noqa: PTH118
    return total // 1_000_000 + 1


def check_output(settings: Settings) -> Iterator[Finding]:
    """Why no site can be built where `mkdocs.yml` says, which is otherwise told by the build."""
    if settings.output is None:
        return
    folder, place = settings.output
    sources = (settings.docs, settings.bulletins, *settings.locales)
    try:
        _check(Path(os.path.normpath(folder)), sources, settings.root)
    except PublishingError as problem:
        (found,) = problem.findings
        shown = settings.relative(Path(found.place.path))
        yield error(place, f"the site's folder '{shown}' {found.problem}", found.remedy)


def _check(site: Path, sources: Iterable[Path], project: Path | None) -> None:
    linked = project and linked_folder(site.parent, project)
    if linked:
        told = "is a symbolic link, through which the site would leave its project."
        raise PublishingError(str(linked), told, "Name a folder as `site_dir` that is none.")
    problem = _refusal(site, [source.resolve() for source in sources])
    if problem:
        raise PublishingError(str(site), problem, "Name an empty or a new folder as `site_dir`.")


def _refusal(site: Path, sources: list[Path]) -> str | None:
    real = site.resolve()
    if site.is_symlink():
        return "is a symbolic link."
    if real.exists() and not real.is_dir():
        return "is a file, where the site's folder should be."
    home = Path(os.path.expanduser("~")).resolve()  # noqa: PTH111 (it may be unknown)
    if real in (home, *home.parents):
        return "holds your home folder."
    if any(real in (held, *held.parents) for held in (Path.cwd(), *sources)):
        return "holds the texts that it is made from, or the folder you are in."
    if any(source in real.parents for source in sources):
        return "lies among the texts that it is made from."
    if (real / ".git").exists():
        return "holds a git repository (.git)."
    if os.path.ismount(real):
        return "is a mount point, which cannot be replaced; a folder in it can."
    if real.exists() and not _is_ours(real):
        return f"holds files that Tolkku did not make (there is no '{MARK}' in it)."
    return None


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder, and no link to one, that may be replaced."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    return (folder / MARK).is_file() or not any(folder.iterdir())


def _beside(site: Path, what: str) -> Path:
    """`.site.new` for `site`."""
    return site.with_name(f".{site.name}.{what}")


def _take_lock(path: Path) -> int:
    """An open file that holds the lock; the system lets go of it when the process ends."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    if path.is_symlink():
        told = "is a symbolic link, where the lock of a build should be."
        raise PublishingError(str(path), told, "Remove it.")
    while True:
        lock = os.open(path, flags, 0o644)
        try:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(lock, path) from None
        if _is_at(path, lock):
            os.truncate(lock, 0)
            os.write(lock, f"{os.getpid()}\n".encode())
            return lock
        os.close(lock)  # its last holder removed the file before we held it


def _is_at(path: Path, lock: int) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(lock), path.stat())
    return False


def _busy(lock: int, path: Path) -> PublishingError:
    holder = os.read(lock, 20).decode("ascii", "replace").strip()
    os.close(lock)
    told = f"another build of this site is under way (process {holder or 'unknown'})."
    return PublishingError(str(path), told, "Wait until it has ended.")


def _release_lock(lock: int, path: Path) -> None:
    with suppress(OSError):
        path.unlink()  # while it is held: later, it might be another's
    with suppress(OSError):
        os.close(lock)


def _fresh_folder(site: Path) -> Path:
    """An empty folder with our mark, when what a killed build left behind is gone."""
    _restore(site)
    old, new = _beside(site, "old"), _beside(site, "new")
    for left in (old, new):
        if os.path.lexists(left) and not _is_ours(left):
            told = "stands where the site is built, and Tolkku did not make it."
            raise PublishingError(str(left), told, "Move it away.")
        if left.exists():
            _remove(left)
    new.mkdir()
    (new / MARK).write_text(_MARK_SAYS, encoding="utf-8", newline="\n")
    return new


def _restore(site: Path) -> None:
    """Undo the first of two renames, when the second did not come."""
    old = _beside(site, "old")
    if not os.path.lexists(site) and _is_ours(old):
        old.rename(site)


def _remove(folder: Path) -> None:
    """The mark goes last, so that a removal which was cut short can be taken up again.

    Raises OSError for a link, which leads to what is not ours.
    """
    if folder.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != MARK:
            entry.unlink()
    (folder / MARK).unlink(missing_ok=True)
    folder.rmdir()


def _end(site: Path, lock: int, parents: list[Path]) -> None:
    with suppress(OSError):
        _restore(site)
    for what in ("new", "old") if site.exists() else ("new",):
        with suppress(OSError):
            _remove(_beside(site, what))
    _release_lock(lock, _beside(site, "lock"))
    for parent in parents:
        with suppress(OSError):  # not empty: the site stands there now
            parent.rmdir()


_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)
_CANNOT_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


def make_readable(folder: Path) -> None:
    """Files 0644 and folders 0755, whatever the umask is."""
    folder.chmod(0o755)
    for base, folders, names in os.walk(folder):
        for mode, group in ((0o755, folders), (0o644, names)):
            for name in group:
                path = os.path.join(base, name)  # noqa: PTH118 (eleven thousand Paths take long)
                if not os.path.islink(path):  # noqa: PTH114
                    os.chmod(path, mode)  # noqa: PTH101


def sync(folder: Path) -> None:
    """Everything on disk before the old site goes.

    One call for the file system where there is one: 0.3 s for 11,000 pages instead of 4 s.
    """
    if _LIBC is None or not hasattr(_LIBC, "syncfs"):
        for base, _, names in os.walk(folder):
            for name in names:
                _sync_file(Path(base, name))
            sync_folder(Path(base))
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        if _LIBC.syncfs(held) != 0:
            raise _system_error(folder)
    finally:
        os.close(held)


def _sync_file(file: Path) -> None:
    with file.open("rb+") as held:
        os.fsync(held.fileno())


def sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # there a folder cannot be opened
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def swap_in(folder: Path, site: Path, old: Path) -> None:
    """`folder` becomes `site`: in one step where the system can exchange two folders.

    Then what stood at `site` is at `folder`; elsewhere, after two renames, it is at `old`.
    """
    if not site.exists():
        folder.rename(site)
    elif not _exchange(folder, site):
        site.rename(old)
        folder.rename(site)


def _exchange(one: Path, other: Path) -> bool:
    """Whether the two folders now stand in each other's place."""
    if _LIBC is None or not hasattr(_LIBC, "renameat2"):
        return False
    names = os.fsencode(one), os.fsencode(other)
    if _LIBC.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in _CANNOT_EXCHANGE:
        return False
    raise _system_error(other)


def _system_error(path: Path) -> OSError:
    code = ctypes.get_errno()
    return OSError(code, os.strerror(code), str(path))
