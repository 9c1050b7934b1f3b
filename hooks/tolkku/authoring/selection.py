"""Selection: the texts, files and folders that an editor means by ids, paths and options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tolkku.catalogue.pages import key_of
from tolkku.model.findings import Finding, Refusal
from tolkku.model.languages import Language
from tolkku.model.settings import Settings
from tolkku.model.texts import Bulletin, Edition, Text
from tolkku.reading.fields import nearest
from tolkku.site import Site

Translation = tuple[Text, Edition]


@dataclass(frozen=True)
class Choice:
    """What was asked for besides names: all translations, or those into one language."""

    site: Site
    everything: bool
    language: Language | None

    def of(self, names: tuple[str, ...]) -> tuple[Translation, ...]:
        """The translations meant, each once, in the order named. Raises Refusal."""
        if names:
            return tuple(dict.fromkeys(pair for name in names for pair in self._named(name)))
        if self.everything:
            return tuple(self._translations(self.site.sources.texts, ""))
        raise Refusal("Name a file, a folder or an id, or say --all.")

    def path(self, name: str) -> str:
        """A path as Findings show it, whether it was typed from here or from the site's root."""
        root = self.site.settings.root
        here = Path(name).resolve()
        is_ours = here.exists() and root in here.parents
        return self.site.settings.relative(here if is_ours else (root / name).resolve())

    def texts(self, name: str) -> tuple[Text, ...]:
        """The Texts that a name means. Raises Refusal if there is none."""
        path = self.path(name)
        texts = tuple(text for text in self.site.sources.texts if _is_meant(text, name, path))
        if not texts:
            raise Refusal(f"There is no text '{name}'.", self._suggestion(name))
        return texts

    def _named(self, name: str) -> tuple[Translation, ...]:
        found = tuple(self._translations(self.texts(name), self.path(name)))
        if not found:
            wanted = f" in '{self.language}'" if self.language else ""
            raise Refusal(f"'{name}' has no translation{wanted}.")
        if len(found) > 1 and not self.everything:
            raise Refusal(self._what_to_type(name, found))
        return found

    def _translations(self, texts: Iterable[Text], path: str) -> Iterator[Translation]:
        for text in texts:
            for edition in self._editions(text, path):
                asked = self.language is None or edition.language == self.language
                if edition.language != text.original and asked:
                    yield text, edition

    def _editions(self, text: Text, path: str) -> tuple[Edition, ...]:
        """An original stands for the whole Text, and so does its id; a translation for itself."""
        there = tuple(edition for edition in text.editions if _lies_at(edition, path))
        holds_original = any(edition.language == text.original for edition in there)
        is_file = any(edition.path == path for edition in there)
        is_whole = not there or holds_original or (is_file and self.everything)
        return text.editions if is_whole else there

    def _what_to_type(self, name: str, found: tuple[Translation, ...]) -> str:
        option = f" --language {self.language}" if self.language else ""
        lines = [
            f"'{name}' has {len(found)} translations. To confirm all of them:",
            f"  tolkku confirm {name} --all{option}",
            "To confirm one of them:",
            *(f"  tolkku confirm {edition.path}" for _, edition in found[:5]),
            *(["  …"] if len(found) > 5 else []),
        ]
        return "\n".join(lines)

    def _suggestion(self, name: str) -> str:
        texts = self.site.sources.texts
        known = [text.id for text in texts] + [e.path for text in texts for e in text.editions]
        near = nearest(name, known)
        return f"Did you mean '{near}'?" if near else ""


def _is_meant(text: Text, name: str, path: str) -> bool:
    """Whether a name is a Text's id, an edition's path, or a folder above one."""
    is_id = name.strip("/") in (text.id, key_of(text))
    return is_id or any(_lies_at(edition, path) for edition in text.editions)


def _lies_at(edition: Edition, path: str) -> bool:
    return edition.path == path or edition.path.startswith(f"{path}/")


_BULLETIN = re.compile(r"\d{4}-\d\d-\d\d-[^/]+$")
_ENDINGS = ("", ".md", ".markdown", "/index.md", "/README.md")


def findings_about(
    names: Sequence[str], findings: Sequence[Finding], texts: Sequence[Text], settings: Settings
) -> tuple[Finding, ...]:
    """Those about what is named: an id, a file, or a folder with all that lies in it.

    Raises Refusal when a name means nothing.
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
        raise Refusal(f"There is no text, file or folder '{name}'.", _hint(name, texts, settings))
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
    return f"Did you mean '{near}'?" if near else ""
