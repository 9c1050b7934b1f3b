"""Used files: which of the files beside the texts readers get, and which no text has a use for.

A file is published when something that readers have links to it, shows it or plays it; so nothing
of what is held back is out before its hour, wherever it lies. Pictures and fonts in `docs/assets`
are for the whole site: they are published too, unless only what is held back uses them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from tolkku.media.types import FONTS, OFFICE, PICTURES
from tolkku.model.findings import Finding, Place, error, note
from tolkku.model.outputs import encoded
from tolkku.model.settings import Settings
from tolkku.reading.sources import Sources
from tolkku.rendering.proofs import Proofs

_FOR_ALL = {*PICTURES, *FONTS, ".svg", ".ico"}
# What browsers and others ask every site for by name, at its root.
_ASKED_FOR = ("ads.txt", "apple-touch-icon.png", "favicon.ico", "humans.txt", "security.txt")


Uses = Mapping[str, frozenset[str]]
"""By an edition's path, the addresses on this site that it leads to or shows."""


def uses_of(proofs: Proofs) -> Uses:
    """What every edition uses, drafts and scheduled ones too."""
    return {path: frozenset(_used_by(path, proofs)) for path in proofs.rendered}


def _used_by(path: str, proofs: Proofs) -> list[str]:
    found: list[str] = []

    def take(address: str) -> str:
        found.append(address)
        return address

    proofs.rendered[path].html(take)
    if path in proofs.images:
        found.append(proofs.images[path])
    if path in proofs.actions:
        found.append(proofs.actions[path].address)
    return found


def published_media(
    media: Mapping[str, str], uses: Uses, shown: Collection[str], settings: Settings
) -> dict[str, str]:
    """The files that readers get with the editions `shown`: address by path."""
    wanted: set[str] = set().union(*(uses[path] for path in shown))
    known = set().union(*uses.values())
    return {
        path: address
        for path, address in media.items()
        if (at := encoded(address)) in wanted
        or (at not in known and _is_for_all(path, address, settings))
    }


def check_unused(
    sources: Sources, uses: Uses, settings: Settings, told: Iterable[Finding]
) -> Iterator[Finding]:
    """Files that no text uses, not even one that is held back. What is `told` of as wrong already,
    or named by a link that leads nowhere, may be used when that is mended."""
    known = set().union(*uses.values())
    wrong = " ".join(f"{each.place} {each.problem}" for each in told if each.is_error)
    for path, address in sources.media.items() if uses else ():
        is_known = encoded(address) in known or path in sources.stray
        if is_known or _name(path) in wrong or _is_for_all(path, address, settings):
            continue
        if PurePosixPath(path).suffix.lower() in OFFICE:
            problem = "is an office file that no text links to."
            remedy = "Link to it if readers are to have it, or keep it elsewhere."
            yield error(Place(path, 0), problem, remedy)
        else:
            problem = "is not published, because no text links to it or shows it."
            yield note(Place(path, 0), problem, "Link to it from a text, or remove it.")


def _name(path: str) -> str:
    """The name of a file, as links and Findings may have it."""
    return unicodedata.normalize("NFC", PurePosixPath(path).name)


def _is_for_all(path: str, address: str, settings: Settings) -> bool:
    """Whether it is for the whole site. No symbolic link is: what it leads to may be held back."""
    if address in _ASKED_FOR:
        return True
    is_shared = path.startswith(f"{settings.relative(settings.docs)}/assets/")
    if not is_shared or PurePosixPath(path).suffix.lower() not in _FOR_ALL:
        return False
    return not (settings.root / path).is_symlink()
