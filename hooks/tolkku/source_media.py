"""Source media: the files beside the texts, judged, each with its address on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from tolkku.cache import Cache
from tolkku.findings import Finding, Place, error, note
from tolkku.kinds import PICTURES, saved_as
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
        problem, remark = _judgement(file, shown, cache)
    except OSError as trouble:
        problem, remark = f"cannot be read: {trouble.strerror}.", None
    if problem:
        yield error(place, problem, saved_as(file.name) or "Save it anew, or remove it.")
    if remark:
        yield note(place, remark, "Save it smaller.")


def _judgement(file: Path, shown: str, cache: Cache) -> tuple[str | None, str | None]:
    """What is wrong with it, and what is worth knowing. A picture is unpacked for that, which takes
    time, and only once while it stays the same. Raises OSError."""
    if file.suffix.lower() not in {*PICTURES, ".svg"} or not cache.is_kept:
        return _judged(file)
    key = cache.key(file.name, blake2b(file.read_bytes(), digest_size=16).hexdigest())
    problem, remark = cache.recalled(f"judged {shown}", key, lambda: list(_judged(file)))
    return problem, remark


def _judged(file: Path) -> tuple[str | None, str | None]:
    from tolkku.media import media_problem, media_remark  # with Pillow, which takes a while to load

    problem = media_problem(file)
    return problem, None if problem else media_remark(file)


def without_text(media: dict[str, str], texts: set[str], settings: Settings) -> Iterator[Finding]:
    """Notes on files in folders of bulletins, or of digests, that hold no text; one a folder."""
    top = settings.relative(settings.bulletins)
    told: set[str] = set()
    for path in media:
        parts = path.removeprefix(f"{top}/").split("/")
        name = parts[1] if path.startswith(f"{top}/") else ""
        if name and name not in texts | told:
            told.add(name)
            problem = "lies in a folder without a text, so that it is not published."
            yield note(Place(path, 0), problem, "Write the text, or remove the file.")
