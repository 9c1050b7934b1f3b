"""Asked for: the Findings about the texts, files and folders that an editor names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

from tolkku.choosing import Unclear
from tolkku.findings import Finding
from tolkku.pages import key_of
from tolkku.schema import nearest
from tolkku.settings import Settings
from tolkku.texts import Bulletin, Text

_BULLETIN = re.compile(r"\d{4}-\d\d-\d\d-[^/]+$")
_ENDINGS = ("", ".md", ".markdown", "/index.md", "/README.md")


def findings_about(
    names: Sequence[str], findings: Sequence[Finding], texts: Sequence[Text], settings: Settings
) -> tuple[Finding, ...]:
    """Those about what is named: an id, a file, or a folder with all that lies in it.

    Raises Unclear when a name means nothing.
    """
    paths = {path for name in names for path in _paths(name, texts, settings)}
    return tuple(found for found in findings if _lies_in(found.place.path, paths))


def _paths(name: str, texts: Sequence[Text], settings: Settings) -> set[str]:
    """What lies there, seen from here or from the site's folder; else what has this id."""
    for ways in ((Path(name).absolute(),), (settings.root / name,)):
        if found := set(_there(ways, settings)):
            return found
    found = {*_of_texts(name, texts), *_there(_by_id(name.strip("/"), settings), settings)}
    if not found:
        raise Unclear(f"There is no text, file or folder '{name}'.{_hint(name, texts, settings)}")
    return found


def _of_texts(name: str, texts: Sequence[Text]) -> Iterator[str]:
    for text in texts:
        if name.strip("/") in (text.id, key_of(text)):
            for edition in text.editions:
                is_bulletin = isinstance(text, Bulletin)
                yield edition.path.rpartition("/")[0] if is_bulletin else edition.path


def _by_id(name: str, settings: Settings) -> Iterator[Path]:
    """Where a text with this id may lie; one that cannot be read is there all the same."""
    if _BULLETIN.match(name):
        yield from (folder for folder in settings.bulletins.glob("*/*") if folder.name == name)
    elif ".." not in name.split("/"):
        docs = [settings.docs / language.tag for language in settings.languages]
        yield from (folder / f"{name}{ending}" for folder, ending in product(docs, _ENDINGS))


def _there(paths: Iterable[Path], settings: Settings) -> Iterator[str]:
    """Those that are there and in the site, as Findings name them."""
    for path in paths:
        try:
            is_ours = path.exists() and settings.root in (path.resolve(), *path.resolve().parents)
        except (OSError, ValueError, RuntimeError):  # too long a name, a NUL, a circle of links
            continue
        if is_ours:
            yield _relative(path, settings)


def _relative(path: Path, settings: Settings) -> str:
    """As Findings name it; a link stands for itself. The whole site is the empty path."""
    parent = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
    return "" if parent == settings.root else settings.relative(parent)


def _lies_in(path: str, folders: set[str]) -> bool:
    if "" in folders or path in folders:
        return True
    ends = (number for number, character in enumerate(path) if character == "/")
    return any(path[:end] in folders for end in ends)


def _hint(name: str, texts: Sequence[Text], settings: Settings) -> str:
    paths = [edition.path for text in texts for edition in text.editions]
    folders = {path.rpartition("/")[0] for path in paths}
    begun = (path for path in sorted(paths) if path.startswith(f"{name}."))
    near = next(begun, None) or nearest(name, [*(t.id for t in texts), *paths, *sorted(folders)])
    return f" Did you mean '{near}'?" if near else ""
