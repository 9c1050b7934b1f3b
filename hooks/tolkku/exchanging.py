"""Exchanging: a finished folder takes the place of another, and readers see one or the other."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

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
