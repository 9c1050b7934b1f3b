"""The cache: what one file yielded the last time, kept beside `mkdocs.yml`, safe to delete.

A record is found again only under a key that is made from everything it depends on, so that a
stale one cannot be. Records lie in shards: JSON under a seal, which is made with a secret of this
user on this computer. So what a branch brings along, or a disk has spoilt, is not believed.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from typing import Any
from zlib import crc32

from tolkku.model.findings import Finding, Place, Severity, error
from tolkku.system.own_folder import OwnFolder
from tolkku.system.parallel import shared

FOLDER = ".tolkku-cache"
SWITCH = "TOLKKU_CACHE"
"""Set to `no` in the environment, nothing is kept and nothing recalled."""

_SHARDS = 32  # one changed text rewrites one of them
_LARGEST = 200_000_000  # bytes of a file that is still read
_PICTURES = "pictures"
_PICTURE = re.compile(r"[0-9a-f]{8}-[\w.-]+")  # what we call a picture that is kept
_SEAL = 64  # hexadecimal digits
_NOTE = "# What Tolkku keeps to be quick. Safe to delete.\n*\n"


class Cache:
    """Recalls what is kept under a name, if it was kept under the same key."""

    def __init__(self, folder: Path | None = None, secret: bytes = b"", mark: str = "") -> None:
        self._folder = OwnFolder(folder) if folder else None
        self._secret = secret
        self._mark = mark.encode()
        self._shards: dict[int, dict[str, list[Any]]] = {}
        self._seen: set[str] = set()
        self._changed: set[int] = set()

    @classmethod
    def beside(cls, config: Path, environment: Mapping[str, str]) -> Cache:
        """The cache of a site; one that keeps nothing where there is no place for it."""
        folder = config.resolve().parent / FOLDER
        is_elsewhere = folder.is_symlink() or (folder.exists() and not folder.is_dir())
        if environment.get(SWITCH) == "no" or is_elsewhere:
            return cls()
        secret, mark = _secret(environment), _mark_of_programs()
        return cls(folder, secret, mark) if secret and mark else cls()

    @property
    def is_kept(self) -> bool:
        return self._folder is not None

    def key(self, *parts: str) -> str:
        """A key that is another if any part, Tolkku or an installed library is another."""
        made = blake2b(self._mark, digest_size=16)
        for part in parts:
            written = part.encode("utf-8", "surrogatepass")
            made.update(b"%d:" % len(written) + written)
        return made.hexdigest()

    def recall(self, name: str, key: str) -> Any:
        """What was kept, plain lists and texts; None if there is nothing under this key."""
        if self._folder is None:
            return None
        self._seen.add(name)
        record = self._shard(_number(name)).get(name)
        return record[1] if record and record[0] == key else None

    def keep(self, name: str, key: str, value: Any) -> None:
        """Keep plain lists, texts and numbers, once `save` is called."""
        if self._folder is not None:
            number = _number(name)
            self._seen.add(name)
            self._shard(number)[name] = [key, value]
            self._changed.add(number)

    def recalled(self, name: str, key: str, make: Callable[[], Any]) -> Any:
        """What was kept, or else what `make` makes, which is not None; it is kept then."""
        kept = self.recall(name, key)
        if kept is None:
            kept = make()
            self.keep(name, key, kept)
        return kept

    def save(self) -> None:
        """Write what is new; what nobody asked for goes. Where that is impossible, nothing is
        kept: the next run takes its time, and is right all the same."""
        if self._folder is None or not self._changed:
            return
        try:
            self._folder.write_new(".gitignore", _NOTE.encode())
            for number in sorted(self._changed):
                self._write(number)
        except (OSError, UnicodeEncodeError):
            return
        self._changed.clear()

    def check(self) -> Iterator[Finding]:
        """Links among what is kept: only somebody else can have put them there."""
        if self._folder is None:
            return
        below = (f"{_PICTURES}/{name}" for name in self._folder.below(_PICTURES).links())
        for name in (*self._folder.links(), *below):
            told = "is a symbolic link, which Tolkku did not make and does not follow."
            yield error(Place(f"{FOLDER}/{name}", 0), told, "Remove it; ask who put it there.")

    def recall_bytes(self, name: str) -> bytes | None:
        """The content of a file that was kept under this name, which says all it depends on."""
        if self._folder is None:
            return None
        called = self._pictured(name)
        sealed = self._folder.below(_PICTURES).read(called, _LARGEST) or b""
        seal, content = sealed[:_SEAL], sealed[_SEAL:]
        return content if compare_digest(seal, self._sealed(called, content)) else None

    def keep_bytes(self, name: str, content: bytes) -> None:
        """Keep the content of a file at once; where that is impossible, it is made again."""
        if self._folder is None:
            return
        called = self._pictured(name)
        with suppress(OSError):
            self._folder.write_new(".gitignore", _NOTE.encode())
            self._folder.below(_PICTURES).write(called, self._sealed(called, content) + content)

    def drop_other_bytes(self, names: set[str]) -> None:
        """Take away the files kept under any other name of our making."""
        if self._folder is None:
            return
        pictures, kept = self._folder.below(_PICTURES), set(map(self._pictured, names))
        for name in pictures.names():
            if name not in kept and _PICTURE.fullmatch(name):
                with suppress(OSError):
                    pictures.remove(name)

    def state(self, name: str) -> Any:
        """What was kept alone in a file of this name; None where there is nothing sound."""
        return self._read(f"{name}.json") or None if self._folder else None

    def keep_state(self, name: str, value: Any) -> None:
        """Keep it at once, or nothing where that is impossible."""
        if self._folder is None:
            return
        try:
            self._folder.write_new(".gitignore", _NOTE.encode())
            self._put(f"{name}.json", value)
        except (OSError, UnicodeEncodeError):
            with suppress(OSError):
                self._folder.remove(f"{name}.json")

    def _pictured(self, name: str) -> str:
        """Files are large, so that each stands alone; other programs may make other bytes."""
        return f"{blake2b(self._mark, digest_size=4).hexdigest()}-{name}"

    def _shard(self, number: int) -> dict[str, list[Any]]:
        if number not in self._shards:
            self._shards[number] = self._read(_file(number))
        return self._shards[number]

    def _read(self, name: str) -> dict[str, list[Any]]:
        assert self._folder is not None
        sealed = self._folder.read(name, _LARGEST) or b""
        seal, content = sealed[:_SEAL], sealed[_SEAL + 1 :]
        if not compare_digest(seal, self._sealed(name, content)):
            return {}
        found: dict[str, list[Any]] = json.loads(content)
        return found

    def _write(self, number: int) -> None:
        assert self._folder is not None
        kept = {name: each for name, each in self._shards[number].items() if name in self._seen}
        self._put(_file(number), kept)

    def _put(self, name: str, value: Any) -> None:
        assert self._folder is not None
        content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        self._folder.write(name, self._sealed(name, content) + b"\n" + content)

    def _sealed(self, name: str, content: bytes) -> bytes:
        """Seals of the same content under two names are two: nothing can change its place."""
        person = blake2b(name.encode(), digest_size=16).digest()
        made = blake2b(content, key=self._secret, person=person, digest_size=_SEAL // 2)
        return made.hexdigest().encode()


def _file(number: int) -> str:
    return f"{number:02}.json"


def _number(name: str) -> int:
    return crc32(name.rpartition(" ")[2].encode("utf-8", "surrogatepass")) % _SHARDS


def _secret(environment: Mapping[str, str]) -> bytes | None:
    """Thirty-two bytes that only this user knows, made when first needed."""
    try:
        home = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        file = Path(home, "tolkku", "seal")
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            _link(_written(os.urandom(32), file.parent), file)
        found = file.read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: nobody knows where home is
        return None
    return found if len(found) == 32 else None


def _link(made: Path, file: Path) -> None:
    """Give it its name, unless another process was quicker."""
    with suppress(FileExistsError):
        file.hardlink_to(made)
    made.unlink()


def _written(content: bytes, folder: Path) -> Path:
    """A new file that nobody else can read, and nobody else writes."""
    file = folder / f".{os.urandom(8).hex()}"
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(opened, "wb") as new:  # noqa: PTH123 (it is open already)
            new.write(content)
    except OSError:
        file.unlink()
        raise
    return file


def _mark_of_programs() -> str:
    """What says which programs made a record: Python, every library that is installed, and each
    line of Tolkku, its lexicons and feed templates too. Empty where these cannot be read."""
    made = blake2b(sys.version.encode(), digest_size=16)
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 (five times as fast)
        except OSError:  # a zip file, or nothing at all
            continue
        installed = sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))
        made.update("\n".join(installed).encode("utf-8", "surrogatepass"))
    files = Path(__file__).parents[1].rglob("*")
    modules = sorted(file for file in files if file.suffix in (".py", ".txt", ".html"))
    for module in modules:
        made.update(module.read_bytes())
    return made.hexdigest() if modules else ""


Plain = list[list[Any]]


_MANY = 200  # texts; with fewer, a second process costs more than it saves


def remembered_findings(
    cache: Cache, name: str, parts: Sequence[str], make: Callable[[], Iterable[Finding]]
) -> tuple[Finding, ...]:
    """What `make` tells, which must depend on the `parts` alone."""
    return all_remembered(cache, [(name, parts)], lambda numbers: [list(make()) for _ in numbers])[
        0
    ]


def all_remembered(
    cache: Cache,
    asked: Sequence[tuple[str, Sequence[str]]],
    make: Callable[[Sequence[int]], list[list[Finding]]],
) -> list[tuple[Finding, ...]]:
    """The same for each name and its parts; `make` tells of their numbers. On several processors
    where there are many."""
    keys = [cache.key(*parts) if cache.is_kept else "" for _, parts in asked]
    kept = [cache.recall(name, key) for (name, _), key in zip(asked, keys, strict=True)]
    found = {n: as_findings(told) for n, told in enumerate(kept) if told is not None}
    missing = [number for number, told in enumerate(kept) if told is None]
    for number, told in zip(missing, shared(make, missing, _MANY), strict=True):
        found[number] = tuple(told)
        cache.keep(asked[number][0], keys[number], plain_findings(told))
    return [found[number] for number in range(len(asked))]


def plain_findings(findings: Iterable[Finding]) -> Plain:
    """As the cache keeps them."""
    return [
        [
            found.place.path, found.place.line, found.place.column,
            found.severity.value, found.problem, found.remedy,
        ]
        for found in findings
    ]  # fmt: skip


def as_findings(plain: Plain) -> tuple[Finding, ...]:
    return tuple(
        Finding(Place(path, line, column), Severity(severity), problem, remedy)
        for path, line, column, severity, problem, remedy in plain
    )
