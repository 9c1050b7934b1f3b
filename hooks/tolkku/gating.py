"""Gating: which duties stop a change from being merged."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from tolkku.duties import Owed, Progress
from tolkku.duty_notes import duty_note
from tolkku.findings import Finding, error, in_order
from tolkku.history import changed_since
from tolkku.settings import Settings
from tolkku.texts import Bulletin, Text


def check_change(
    settings: Settings, owed: Iterable[Owed], findings: tuple[Finding, ...], reference: str
) -> tuple[Finding, ...]:
    """The Findings, with errors in the place of notes on the duties that stop this change.

    The change is what differs from where it left the git `reference`. Raises HistoryError.
    """
    errors = gated(settings, owed, changed_since(reference, settings.root))
    places = {(found.place, found.problem) for found in errors}
    return in_order([f for f in findings if (f.place, f.problem) not in places] + list(errors))


def gated(
    settings: Settings, owed: Iterable[Owed], changed_paths: Iterable[str]
) -> tuple[Finding, ...]:
    """An error for each duty that stops a change of these paths (written as in Findings): one of a
    Text that the change touches, that is overdue or allows no time. A Text that waits for its hour
    comes out without another merge, so what it will owe at once is asked of it before.
    """
    touched = _Touched.by(changed_paths, settings)
    found = (
        duty_note(each, settings) for each in owed if _stops(each) and touched.holds(each.text)
    )
    return in_order(error(told.place, told.problem, told.remedy) for told in found)


def _stops(owed: Owed) -> bool:
    is_now = owed.progress is Progress.OVERDUE
    return is_now or (owed.progress is Progress.OPEN and owed.duty.is_at_once)


@dataclass(frozen=True)
class _Touched:
    """What a change touches: files, the folders that they lie in, and the ids of docs. A file that
    is gone touches the Text to which it belonged."""

    files: frozenset[str]
    folders: frozenset[str]
    docs: frozenset[str]

    @classmethod
    def by(cls, paths: Iterable[str], settings: Settings) -> _Touched:
        files = frozenset(unicodedata.normalize("NFC", path) for path in paths)
        docs = settings.relative(settings.docs)
        return cls(
            files,
            frozenset(str(folder) for file in files for folder in PurePosixPath(file).parents),
            frozenset(_docs_id(posixpath.relpath(file, docs)) for file in files),
        )

    def holds(self, text: Text) -> bool:
        """Whether an edition is touched; of a bulletin, anything in its folder."""
        paths = [unicodedata.normalize("NFC", edition.path) for edition in text.editions]
        if isinstance(text, Bulletin):
            return any(posixpath.dirname(path) in self.folders for path in paths)
        return text.id in self.docs or any(path in self.files for path in paths)


def _docs_id(path: str) -> str:
    """The id of the Text that lies, or lay, at a path below docs.

    >>> _docs_id("sv/handbook/index.md")
    'handbook'
    """
    _, _, name = path.removesuffix(".md").partition("/")
    folder, _, last = name.rpartition("/")
    return folder if folder and last in ("index", "README") else name
