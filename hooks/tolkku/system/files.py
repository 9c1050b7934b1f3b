"""Writing: new files, all of them or none and never over another; and files that change whole."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

_MAY_BE_WRITTEN = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class Work:
    """What is to be written: the content of new files, and of those that change.

    `folder` is new too, and must not be there, so that two editors cannot take one name.
    """

    made: Mapping[Path, str]
    changed: Mapping[Path, str] = field(default_factory=dict)
    folder: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        return (*self.made, *self.changed)

    def taken(self) -> Path | None:
        """The first place that is not free."""
        places = [self.folder] if self.folder else []
        return next((place for place in [*places, *self.made] if os.path.lexists(place)), None)


def write(work: Work) -> None:
    """Write it all. Raises OSError; then nothing is left of it.

    What changes is written last: everything that can go wrong has gone well by then.
    """
    with ExitStack() as undoing:
        for folder in _missing_folders(work):
            folder.mkdir(exist_ok=folder != work.folder)
            undoing.callback(_remove_folder, folder)
        for file, content in work.made.items():
            with file.open("x", encoding="utf-8", newline="\n") as new:
                undoing.callback(file.unlink)
                new.write(content)
        for file, content in work.changed.items():
            before = file.read_bytes()
            replace_file(file.resolve(), content.encode("utf-8"))
            undoing.callback(replace_file, file.resolve(), before)
        undoing.pop_all()


def _missing_folders(work: Work) -> list[Path]:
    """The folders that the files need and that are not there, outer ones first."""
    needed = {folder for file in work.made for folder in file.parents if not folder.is_dir()}
    return sorted(
        needed | ({work.folder} if work.folder else set()), key=lambda folder: len(folder.parts)
    )


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):  # somebody else has put a file into it
        folder.rmdir()


def exact_text(file: Path) -> str:
    """A file with its line ends and its byte-order mark. Raises OSError."""
    return file.read_bytes().decode("utf-8")


def replace_file(file: Path, content: bytes) -> None:
    """All of it or nothing: a file beside it takes its place, unless it is marked read-only."""
    if not file.stat().st_mode & _MAY_BE_WRITTEN:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, name = tempfile.mkstemp(prefix=".tolkku-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        shutil.copymode(file, name)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
