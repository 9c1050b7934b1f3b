"""Headers: what a server should say with every file, and the part of it that pages say themselves.

Nothing is loaded from elsewhere, nothing runs that is no file of the site, and no element has a
style of its own. JSON-LD is data: browsers do not run it, and need no permission for it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from itertools import groupby

from tolkku.settings import Settings

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
"""The Content-Security-Policy as a page may state it in a meta element."""

# https://www.w3.org/TR/CSP3/#meta-element: this part works in a header only.
_ONLY_IN_HEADERS = "; frame-ancestors 'self'"
_PERMISSIONS = ("camera", "geolocation", "microphone", "payment", "usb")
# Style sheets; sizes of pictures; what a search fetches. Editors' files may be named by digits too.
_HASHED = re.compile(
    r".*\.[0-9a-f]{8,}\.[^/]*"
    r"|assets/pictures/[0-9a-f]{16}-\d+\.webp"
    r"|[\w-]+/search/[a-z]+/[0-9a-f]{12}\.txt"
)
_FOR_EVER = "public, max-age=31536000, immutable"


def headers(settings: Settings, addresses: Iterable[str]) -> bytes:
    """`_headers`, as Netlify and Cloudflare Pages read it; `addresses` are those of all files.

    What has a hash of its content in its name never changes, and may be kept for ever.
    """
    rules = [("*", _for_all()), *((path, _long_lived()) for path in _hashed(addresses))]
    return "".join(_rule(f"{settings.base_path}{path}", said) for path, said in rules).encode()


def _for_all() -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICY + _ONLY_IN_HEADERS,
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _PERMISSIONS),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }


def _long_lived() -> dict[str, str]:
    return {"Cache-Control": _FOR_EVER}


def _hashed(addresses: Iterable[str]) -> list[str]:
    """Paths of hashed files; one for the whole folder where all its files are.

    Cloudflare reads a hundred rules at most.
    """
    paths = []
    for folder, group in groupby(sorted(addresses, key=_by_folder), key=posixpath.dirname):
        files = list(group)
        hashed = [file for file in files if _HASHED.fullmatch(file)]
        is_whole = folder and hashed == files and len(files) > 1
        paths += [f"{folder}/*"] if is_whole else hashed
    return paths


def _by_folder(address: str) -> tuple[str, str]:
    return posixpath.dirname(address), address


def _rule(path: str, said: dict[str, str]) -> str:
    return path + "\n" + "".join(f"  {name}: {value}\n" for name, value in said.items())
