"""Choosing: the translations that an editor means by paths, ids and options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tolkku.languages import Language
from tolkku.pages import key_of
from tolkku.schema import nearest
from tolkku.site import Site
from tolkku.texts import Edition, Text

Translation = tuple[Text, Edition]


class Unclear(Exception):  # noqa: N818 (it says what the words are)
    """What an editor typed does not say which translations are meant; the message says more."""


@dataclass(frozen=True)
class Choice:
    """What was asked for besides names: all translations, or those into one language."""

    site: Site
    everything: bool
    language: Language | None

    def of(self, names: tuple[str, ...]) -> tuple[Translation, ...]:
        """The translations meant, each once, in the order named. Raises Unclear."""
        if names:
            return tuple(dict.fromkeys(pair for name in names for pair in self._named(name)))
        if self.everything:
            return tuple(self._translations(self.site.sources.texts, ""))
        raise Unclear("Name a file, a folder or an id, or say --all.")

    def path(self, name: str) -> str:
        """A path as Findings show it, whether it was typed from here or from the site's root."""
        root = self.site.settings.root
        here = Path(name).resolve()
        is_ours = here.exists() and root in here.parents
        return self.site.settings.relative(here if is_ours else (root / name).resolve())

    def texts(self, name: str) -> tuple[Text, ...]:
        """The Texts that a name means. Raises Unclear if there is none."""
        path = self.path(name)
        texts = tuple(text for text in self.site.sources.texts if _is_meant(text, name, path))
        if not texts:
            raise Unclear(f"There is no text '{name}'.{self._suggestion(name)}")
        return texts

    def _named(self, name: str) -> tuple[Translation, ...]:
        found = tuple(self._translations(self.texts(name), self.path(name)))
        if not found:
            wanted = f" in '{self.language}'" if self.language else ""
            raise Unclear(f"'{name}' has no translation{wanted}.")
        if len(found) > 1 and not self.everything:
            raise Unclear(self._what_to_type(name, found))
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
        return f" Did you mean '{near}'?" if near else ""


def _is_meant(text: Text, name: str, path: str) -> bool:
    """Whether a name is a Text's id, an edition's path, or a folder above one."""
    is_id = name.strip("/") in (text.id, key_of(text))
    return is_id or any(_lies_at(edition, path) for edition in text.editions)


def _lies_at(edition: Edition, path: str) -> bool:
    return edition.path == path or edition.path.startswith(f"{path}/")
