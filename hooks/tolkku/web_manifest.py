"""Web manifests: what a phone needs to put the site, in one language, on its home screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tolkku.languages import Language
from tolkku.outputs import manifest_address
from tolkku.site import Site
from tolkku.ways import relative

THEME_COLOURS = {"light": "#0b4f6c", "dark": "#0f3d52"}
"""The colour of the header, `--tk-main`, by the reader's colour scheme."""

ICONS = (
    ("assets/icon.svg", "any", "image/svg+xml", "any"),
    ("assets/icon-192.png", "192x192", "image/png", "any"),
    ("assets/icon-512.png", "512x512", "image/png", "any"),
    ("assets/icon-maskable-192.png", "192x192", "image/png", "maskable"),
    ("assets/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""Address, sizes, type and purpose of each icon. The PNG files show what `icon.svg` draws."""

_SHORTCUTS = ("now", "bulletins", "handbook")


def manifest_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """(site address, bytes) of the manifest of every language."""
    for language in site.settings.languages:
        said = json.dumps(_manifest(site, language), ensure_ascii=False, indent=2)
        yield manifest_address(language), f"{said}\n".encode()


def _manifest(site: Site, language: Language) -> dict[str, Any]:
    """Addresses in it are relative to its own, so that any base path works.

    Its scope is the whole site: whoever changes the language stays. `minimal-ui` leaves a reader
    the way back and the address to share.
    """
    here = manifest_address(language)
    name = site.settings.names[language]
    return {
        "id": f"{site.settings.base_path}{language}/",
        "name": name,
        "short_name": name,
        "lang": language.tag,
        "dir": language.direction,
        "start_url": relative(here, f"{language}/"),
        "scope": relative(here, ""),
        "display": "minimal-ui",
        "theme_color": THEME_COLOURS["light"],
        "background_color": "#ffffff",
        "icons": [
            {"src": relative(here, address), "sizes": sizes, "type": kind, "purpose": purpose}
            for address, sizes, kind, purpose in ICONS
        ],
        "shortcuts": list(_shortcuts(site, language)),
    }


def _shortcuts(site: Site, language: Language) -> Iterator[dict[str, str]]:
    for key in _SHORTCUTS:
        page = site.pages.find(key, language)
        if page is not None:
            address = relative(manifest_address(language), page.address)
            yield {"name": page.title, "url": address}
