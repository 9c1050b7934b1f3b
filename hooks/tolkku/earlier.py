"""Earlier bulletins: what a new one can answer to, by their folders; nothing in them is read.

So that a mistake in one text never stands in the way of correcting another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from tolkku.languages import Language
from tolkku.naming import Refused
from tolkku.schema import nearest
from tolkku.settings import Settings

_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+")


@dataclass(frozen=True)
class Earlier:
    """The bulletins there are: their folders by id, the newest first."""

    folders: dict[str, Path]
    languages: tuple[Language, ...]

    def find(self, typed: str) -> str:
        """The id that was typed, also as the path of its folder or of a file. Raises Refused."""
        parts = PurePath(typed.strip()).parts
        found = next((part for part in parts if part in self.folders), None)
        if found:
            return found
        named = [each for each in self.folders if each[len("2026-12-01-") :] == typed.strip()]
        near = named[0] if named else nearest(typed.strip(), self.folders)
        if near:
            raise Refused(f"There is no bulletin '{typed}'.\nDid you mean '{near}'?")
        newest = next(iter(self.folders), None)
        hint = f"\nThe newest one is '{newest}'." if newest else ""
        raise Refused(f"There is no bulletin '{typed}'.{hint}")

    def editions(self, bulletin: str) -> tuple[Language, ...]:
        """The languages that it has files in."""
        folder = self.folders[bulletin]
        return tuple(each for each in self.languages if (folder / f"{each}.md").is_file())


def earlier_bulletins(settings: Settings) -> Earlier:
    """Every bulletin on disk, drafts and scheduled ones too."""
    folders = [each for each in settings.bulletins.glob("[0-9]*/*/") if _ID.fullmatch(each.name)]
    newest_first = sorted(folders, key=lambda folder: folder.name, reverse=True)
    return Earlier({folder.name: folder for folder in newest_first}, settings.languages)
