"""Past editions: an original as it was when a translation followed it, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tolkku.errors import TolkkuError
from tolkku.file_history import NoHistory, is_shallow, versions
from tolkku.fingerprints import FIELDS, fingerprint, said_by_part
from tolkku.front_matter import read_front_matter
from tolkku.links import Resolver
from tolkku.places import Places
from tolkku.rendering import Rendered, Renderer
from tolkku.site import Site
from tolkku.source_files import source_text
from tolkku.texts import Edition

_NOWHERE = Places({}, {}, frozenset())
_MOST_RENDERED = 30  # versions; a long chapter takes a tenth of a second


@dataclass(frozen=True)
class Past:
    """What the original said, by part; `unknown` says why a part may be missing."""

    said: Mapping[str, str]
    unknown: str = ""


def past_parts(site: Site, original: Edition, followed: Mapping[str, str]) -> Past:
    """The parts of an original whose fingerprints are these, from git's history of its file."""
    if not followed:
        return Past({})
    try:
        found = _found(site, original, followed)
        if found.keys() >= followed.keys():
            return Past(found)
        shallow = is_shallow(site.settings.root)
    except NoHistory as reason:
        return Past({}, str(reason))
    if shallow:
        return Past(found, "this clone is shallow. Fetch all of it: `git fetch --unshallow`.")
    return Past(found, "no commit has it.")


def _found(site: Site, original: Edition, followed: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    needs_body = bool(followed.keys() - FIELDS)
    held = versions(site.settings.root, original.path)
    for raw in held[:_MOST_RENDERED] if needs_body else held:
        for part, said in _said(site, original, raw, needs_body).items():
            if part not in found and followed.get(part) == fingerprint(said):
                found[part] = said
        if found.keys() >= followed.keys():
            break
    return found


def _said(site: Site, original: Edition, raw: bytes, needs_body: bool) -> dict[str, str]:
    """What one version of a file said; what was wrong with it then does not matter now."""
    try:
        source = source_text(raw, original.path, lambda finding: None)
        is_bulletin = (site.settings.root / original.path).is_relative_to(site.settings.bulletins)
        edition = read_front_matter(
            source, original.language, original.path.split("/")[-2], is_bulletin, site.settings,
            lambda finding: None,
        ).edition  # fmt: skip
    except TolkkuError:
        return {}
    return said_by_part(edition, _rendered(site, edition) if needs_body else _UNRENDERED)


_UNRENDERED = Rendered("", (), frozenset(), (), (), ())


def _rendered(site: Site, edition: Edition) -> Rendered:
    """Its links lead nowhere any more; what they say stays."""
    renderer = Renderer(site.settings, site.words[edition.language])
    return renderer.render(edition, Resolver(edition.path, _NOWHERE, {}))[0]
