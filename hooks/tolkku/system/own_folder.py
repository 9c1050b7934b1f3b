"""Own folder: a folder that only Tolkku writes to; no symbolic link in it is ever followed.

A branch may bring such a folder along, with links in it to any place of the computer. So what is
read, written and removed here is named from the opened folder, and opened as what it is. A hard
link cannot be brought along by git, and would do no harm: no file is written in place.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_AS_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_AS_FILE = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | _NO_LINK
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | _NO_LINK
_FROM_OPENED = {os.open, os.mkdir, os.unlink, os.rename} <= os.supports_dir_fd


def linked_folder(folder: Path, project: Path) -> Path | None:
    """The first symbolic link on the way from a project to a folder in it, itself included.

    None for what lies elsewhere: a path that leads out of the project says so.
    """
    inside = Path(os.path.normpath(folder))
    if project not in inside.parents:
        return None
    way = [inside, *inside.parents]
    return next((each for each in reversed(way[: way.index(project)]) if each.is_symlink()), None)


class OwnFolder:
    """A folder by its path; it need not be there before something is written. `above` is the
    folder of the same kind that it lies in."""

    def __init__(self, path: Path, above: OwnFolder | None = None) -> None:
        self._path, self._above = path, above

    def below(self, name: str) -> OwnFolder:
        return OwnFolder(self._path / name, self)

    def read(self, name: str, largest: int) -> bytes | None:
        """What an ordinary file holds; None where there is none, or too large a one."""
        try:
            with _Opened(self) as folder:
                opened = folder.open(name, _AS_FILE)
            with open(opened, "rb") as file:  # noqa: PTH123 (it is open already)
                known = os.fstat(opened)
                if not stat.S_ISREG(known.st_mode) or known.st_size > largest:
                    return None
                return file.read()
        except OSError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """In one step: who reads at the same time finds the old file or the new one.

        Raises OSError.
        """
        with _Opened(self, is_made=True) as folder:
            new = f".{os.urandom(8).hex()}"
            try:
                with open(folder.open(new, _NEW), "wb") as file:  # noqa: PTH123
                    file.write(content)
                folder.rename(new, name)
            except OSError:
                with suppress(OSError):
                    folder.remove(new)
                raise

    def write_new(self, name: str, content: bytes) -> None:
        """A file where nothing of that name is, no link either. Raises OSError."""
        with _Opened(self, is_made=True) as folder, suppress(FileExistsError):
            file = open(folder.open(name, _NEW), "wb")  # noqa: PTH123, SIM115 (closed below)
            with file:
                file.write(content)

    def remove(self, name: str) -> None:
        """The name goes; what a link of that name led to stays. Raises OSError."""
        with _Opened(self) as folder:
            folder.remove(name)

    def names(self) -> list[str]:
        """What lies in it; nothing where it is no folder of ours."""
        try:
            with _Opened(self) as folder:
                return folder.names()
        except OSError:
            return []

    def links(self) -> list[str]:
        """The names in it that are symbolic links."""
        return sorted(name for name in self.names() if (self._path / name).is_symlink())


class _Opened:
    """The folder held open, so that nobody can put a link in its place; by its path on Windows."""

    def __init__(self, folder: OwnFolder, is_made: bool = False) -> None:
        self._folder, self._is_made = folder, is_made
        self._held: int | None = None

    def __enter__(self) -> _Opened:
        path, above = self._folder._path, self._folder._above
        if above is None:
            self._held = self._entered(path, None)
        else:
            with _Opened(above, self._is_made) as outer:
                at = path.name if outer._held is not None else path
                self._held = self._entered(at, outer._held)
        return self

    def __exit__(self, *_: object) -> None:
        if self._held is not None:
            os.close(self._held)

    def _entered(self, path: str | Path, above: int | None) -> int | None:
        if self._is_made:
            with suppress(FileExistsError):
                os.mkdir(path, 0o777, dir_fd=above)
        if _FROM_OPENED:
            return os.open(path, _AS_FOLDER, dir_fd=above)
        if Path(path).is_symlink() or not Path(path).is_dir():
            raise NotADirectoryError(path)
        return None

    def open(self, name: str, flags: int) -> int:
        if self._held is None and os.path.islink(self._at(name)):  # noqa: PTH114
            raise FileExistsError(name)
        return os.open(self._at(name), flags, 0o600, dir_fd=self._held)

    def rename(self, name: str, new: str) -> None:
        if self._held is None:
            Path(self._at(name)).replace(self._at(new))
        else:
            os.rename(name, new, src_dir_fd=self._held, dst_dir_fd=self._held)

    def remove(self, name: str) -> None:
        os.unlink(self._at(name), dir_fd=self._held)

    def names(self) -> list[str]:
        return os.listdir(self._folder._path if self._held is None else self._held)  # noqa: PTH208

    def _at(self, name: str) -> str:
        return name if self._held is not None else str(self._folder._path / name)
