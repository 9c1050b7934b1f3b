"""Source media: the files beside the texts, judged, each with its address on the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tolkku.cache import Cache
from tolkku.findings import Finding, Place, error, note
from tolkku.media import judgement
from tolkku.periods import period_named
from tolkku.settings import Settings, lies_in

BULLETIN_ID = re.compile(r"(\d{4}-\d{2}-\d{2})-[a-z0-9]+(?:-[a-z0-9]+)*")
DIGESTS = "digests"


def media_address(file: Path, settings: Settings) -> str | None:
    """Where a file stands on the site; None when it lies beside no text."""
    if lies_in(file, settings.docs):
        return file.relative_to(settings.docs).as_posix()
    inside = file.relative_to(settings.bulletins).parts
    if len(inside) < 3:
        return None
    folder, name = inside[:2]
    if folder == DIGESTS:
        return "/".join(inside) if period_named(name) else None
    is_bulletins = BULLETIN_ID.fullmatch(name) and name.startswith(f"{folder}-")
    return "/".join(("bulletins", *inside[1:])) if is_bulletins else None


def judge_media(file: Path, shown: str, settings: Settings, cache: Cache) -> Iterator[Finding]:
    """What is to be told of a file that is no text."""
    place = Place(shown, 0)
    if media_address(file, settings) is None:
        told = "lies beside no bulletin, so that it has no address."
        yield error(place, told, "Move it into the folder of the bulletin that it belongs to.")
        return
    try:
        yield from judgement(file, shown, cache)
    except OSError as trouble:
        yield error(place, f"cannot be read: {trouble.strerror}.", "Save it anew, or remove it.")


def stray_media(media: Iterable[str], texts: set[str], settings: Settings) -> dict[str, str]:
    """The files in folders of bulletins, or of digests, that hold no text: the folder by path."""
    top = settings.relative(settings.bulletins) + "/"
    inside = (path for path in media if path.startswith(top))
    folders = {path: path.removeprefix(top).split("/")[1] for path in inside}
    return {path: folder for path, folder in folders.items() if folder not in texts}


def without_text(stray: Mapping[str, str]) -> Iterator[Finding]:
    """Notes on stray files, one a folder."""
    told: set[str] = set()
    for path, folder in stray.items():
        if folder not in told:
            told.add(folder)
            problem = "lies in a folder without a text, so that it is not published."
            yield note(Place(path, 0), problem, "Write the text, or remove the file.")
