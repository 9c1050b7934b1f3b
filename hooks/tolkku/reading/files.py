"""Files: finds the sources, reads them as UTF-8, and judges the media beside them."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tolkku.media.judge import judgement
from tolkku.model.dates import period_named
from tolkku.model.findings import Finding, Place, SourceError, error, note
from tolkku.model.settings import Settings, lies_in
from tolkku.reading.field_types import name_problem
from tolkku.reading.fields import Report
from tolkku.reading.front_matter import SourceText
from tolkku.reading.slips import conflicts, leaked
from tolkku.reading.yaml_nodes import CONTROL, MappingNode, read_fields
from tolkku.system.cache import Cache

LONGEST_TEXT = 300_000
"""Bytes of a Markdown file. All that is done with it takes time that grows with it."""

_FENCE = re.compile(r"(?:[ \t]*\n)*---[ \t]*\n")
_PRIVATE_STARTS = (".", "#", "~$")
_PRIVATE_ENDS = ("~", ".bak", ".orig", ".rej", ".swp", ".tmp")
_PRIVATE = ("__MACOSX", "Thumbs.db", "desktop.ini")
_INVISIBLE = ("Cc", "Cs", "Zl", "Zp")  # controls, what is no UTF-8, line and paragraph ends
_LONGEST_NAME = 200  # bytes; most systems allow 255, and publishing may add to it
_LONGEST_PATH = 240  # bytes: Windows has 260 for all folders above, too
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


def published_files(folder: Path) -> Iterator[Path]:
    """Every file below `folder` that may be published, in one order on every machine.

    Hidden files, editors' backups and what lies in hidden folders are left out. Folders that
    must not be entered stand among the files: see `oddity`.
    """
    unread: list[OSError] = []
    for base, folders, names in os.walk(folder, onerror=unread.append):
        public = sorted(name for name in folders if not _is_private(name))
        odd = [name for name in public if _is_odd_folder(Path(base, name))]
        folders[:] = [name for name in public if name not in odd]
        for name in sorted([*names, *odd]):
            if not _is_private(name):
                yield Path(base) / name
    if folder.exists():
        yield from (Path(str(problem.filename)) for problem in unread)


def _is_private(name: str) -> bool:
    return name.startswith(_PRIVATE_STARTS) or name.endswith(_PRIVATE_ENDS) or name in _PRIVATE


def _is_odd_folder(folder: Path) -> bool:
    return folder.is_symlink() or is_markdown(folder)


def is_markdown(file: Path) -> bool:
    return file.suffix.lower() in (".md", ".markdown", ".mdown")


def oddity(file: Path, homes: tuple[Path, ...]) -> tuple[str, str] | None:
    """Why one of the published files cannot be published (problem and remedy), else None.

    `homes` are the folders that links may lead to.
    """
    if printable(str(file)) != str(file):
        return "has a character in its name that cannot be shown.", "Rename it."
    parts = _parts_below(homes, file)
    if max(len(os.fsencode(part)) for part in parts) > _LONGEST_NAME:
        return f"has a name of more than {_LONGEST_NAME} bytes.", "Give it a short name."
    if len(os.fsencode("/".join(parts))) > _LONGEST_PATH:
        return f"has a path of more than {_LONGEST_PATH} bytes.", "Use fewer folders."
    problem = next(filter(None, map(name_problem, _names(parts))), None)
    if problem and not _is_judged_as_address(parts):
        return problem, "Rename it."
    if file.is_symlink():
        return _odd_link(file, homes)
    if file.is_dir():
        if is_markdown(file):
            return "is a folder with the name of a file.", "Rename the folder."
        return "is a folder that cannot be read.", "Change its permissions."
    if not file.is_file():
        return "is no ordinary file.", "Remove it."
    if not os.access(file, os.R_OK):
        return "cannot be read.", "Change its permissions."
    return None


def _parts_below(homes: tuple[Path, ...], file: Path) -> tuple[str, ...]:
    home = next((home for home in homes if lies_in(file, home)), file.parent)
    return file.parts[len(home.parts) :]


def _names(parts: tuple[str, ...]) -> Iterator[str]:
    """Each name on a path; a text's also without its ending, as it stands in addresses."""
    yield from parts
    if is_markdown(Path(parts[-1])):
        yield Path(parts[-1]).stem


def _is_judged_as_address(parts: tuple[str, ...]) -> bool:
    """Whether `sources` says more of it: that a text's name must be part of an address."""
    return is_markdown(Path(parts[-1])) and any(set('<>:"|?*\\') & set(part) for part in parts)


def printable(name: str) -> str:
    """A name with `?` for each character that cannot stand in a Finding."""
    if name.isprintable():  # nearly always, and twenty times as fast
        return name
    return "".join("?" if unicodedata.category(c) in _INVISIBLE else c for c in name)


def _odd_link(link: Path, homes: tuple[Path, ...]) -> tuple[str, str] | None:
    remedy = "Copy what is wanted here instead."
    if not link.exists():
        return "is a link that points to nothing.", remedy
    real = link.resolve()
    home = next((home.resolve() for home in homes if home.resolve() in real.parents), None)
    if home is None or any(_is_private(part) for part in real.relative_to(home).parts):
        return "is a link that points out of the folders for content.", remedy
    if not real.is_file():
        return "is a link to a folder.", remedy
    if is_markdown(real) and not is_markdown(link):  # it would be published as it is, and at once
        return "is a link to a text, under the name of another kind of file.", remedy
    return None


def read_source(file: Path, shown: str, report: Report, cache: Cache | None = None) -> SourceText:
    """One Markdown file. Raises SourceError when it is no UTF-8 or its front matter is broken."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LONGEST_TEXT + 1)
    except OSError as problem:
        raise SourceError(
            Place(shown), f"cannot be read: {problem.strerror}.", "Mend or remove the file."
        ) from None
    return source_text(raw, shown, report, cache)


def source_text(raw: bytes, shown: str, report: Report, cache: Cache | None = None) -> SourceText:
    """What a Markdown file holds. Raises SourceError like `read_source`."""
    if len(raw) > LONGEST_TEXT:
        told = f"is longer than {LONGEST_TEXT // 1000} kB, which is more than a book chapter."
        raise SourceError(Place(shown), told, "Divide it into several texts.")
    source = _meant(_decoded(raw, shown), shown, report)
    if source.startswith("+++"):
        raise SourceError(Place(shown), "begins with TOML.", "Write YAML between two lines of ---.")
    if not source.strip():
        raise SourceError(
            Place(shown), "is empty.", "Write a title and a text, or remove the file."
        )
    opening = _FENCE.match(source)
    if not opening:
        raise SourceError(
            Place(shown), "has no front matter.", "Begin with ---, `title: …` and ---."
        )
    closing = _CLOSING.search(source, opening.end())
    if not closing:
        raise SourceError(
            Place(shown), "has front matter that never ends.", "Close it with a line of ---."
        )
    line = source.count("\n", 0, opening.end()) + 1
    if line > 2:
        told = "has empty lines before the front matter."
        report(note(Place(shown), told, "Remove them: other programs show it as text."))
    written = source[opening.end() : closing.start()]
    fields = read_fields(written, shown, line, cache or Cache())
    if not isinstance(fields, MappingNode):
        raise SourceError(
            Place(shown, line), "has front matter without fields.", "Write `key: value` lines."
        )
    body_line = source.count("\n", 0, closing.end()) + 1
    whole = MappingNode(Place(shown), fields.values, fields.places)
    return SourceText(Place(shown), whole, source[closing.end() :], body_line)


def _meant(source: str, shown: str, report: Report) -> str:
    """The source, unless Git left it saying two things at once. Raises SourceError."""
    torn = conflicts(source, shown)
    for found in (*torn, *leaked(source, shown)):
        report(found)
    if torn:
        raise SourceError(torn[0].place, torn[0].problem, torn[0].remedy)
    return source


def _decoded(raw: bytes, shown: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(Place(shown), "is saved as UTF-16.", "Save it as UTF-8.")
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        byte = f"0x{raw[problem.start]:02X}"
        raise SourceError(
            Place(shown, line), f"is not UTF-8 (byte {byte}).", "Save it as UTF-8."
        ) from None
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    control = CONTROL.search(source)
    if control:
        line = source.count("\n", 0, control.start()) + 1
        name = f"U+{ord(control.group()):04X}"
        raise SourceError(
            Place(shown, line), f"holds the invisible character {name}.", "Delete it."
        )
    return unicodedata.normalize("NFC", source)


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
