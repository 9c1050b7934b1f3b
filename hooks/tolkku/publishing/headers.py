"""Headers: what a server, or a preview, says with every file, and what pages say themselves.

Nothing is loaded from elsewhere, nothing runs but the scripts of the theme, and no element has a
style of its own. JSON-LD is data: browsers do not run it, and need no permission for it.

Many a server says of no file that it is no script, and would let a published text be run as one.
So a script may run by what it is, a hash of its content, at whatever address the site is looked
at: Chromium 59, Firefox 116, Safari 15.6. Older browsers know it by its place at `site_url`.
https://www.w3.org/TR/CSP3/#external-hash

MkDocs puts a script of its own into each page, to load it anew after a change. It is the one thing
more that may run there, known by its content.
"""

from __future__ import annotations

import posixpath
import re
import socket
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from tolkku.model.settings import Settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


REFERRER = "strict-origin-when-cross-origin"
"""What others learn of the page that a reader comes from: the site, not the page."""

_POLICY = "base-uri 'none'; form-action 'self'; frame-src 'none'; object-src 'none'"
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


@dataclass(frozen=True, slots=True)
class Script:
    """A script of the theme: its address, and its content's hash as browsers write it."""

    address: str
    integrity: str

    @property
    def fresh(self) -> str:
        """Its address with a mark of its content: no older one is taken out of a cache."""
        return f"{self.address}?{re.sub('[^A-Za-z0-9]', '', self.integrity)[6:14]}"


def scripts_of(settings: Settings) -> dict[str, Script]:
    """The scripts that pages may run, by their names."""
    found: dict[str, Script] = {}
    for folder in settings.templates:
        for file in sorted((folder / "assets").glob("*.js")):
            found[file.stem] = Script(f"assets/{file.name}", hash_of(file.read_bytes()))
    return found


def hash_of(content: bytes) -> str:
    """`sha256-…`, as a policy and an `integrity` attribute have it."""
    return f"sha256-{b64encode(sha256(content).digest()).decode()}"


def policy(settings: Settings, *more: str) -> str:
    """The Content-Security-Policy as a page may state it in a meta element; `more` are hashes of
    other scripts that run."""
    scripts = scripts_of(settings).values()
    hashes = [f"'{each}'" for each in (*(script.integrity for script in scripts), *more)]
    places = [_place(settings.absolute(script.address)) for script in scripts]
    allowed = " ".join([*hashes, *places]) or "'none'"
    return f"default-src 'self'; script-src {allowed}; {_POLICY}"


def _place(address: str) -> str:
    """An address as a policy has it: of the scheme of the page, or of https."""
    parts = urlsplit(address)
    host, _, port = parts.netloc.rpartition(":") if parts.port else (parts.netloc, "", "")
    ascii_host = host if host.isascii() else host.encode("idna").decode()
    return f"{ascii_host}{port and f':{port}'}{quote(parts.path, safe='/%')}"


def headers(settings: Settings, addresses: Iterable[str]) -> bytes:
    """`_headers`, as Netlify and Cloudflare Pages read it; `addresses` are those of all files.

    What has a hash of its content in its name never changes, and may be kept for ever.
    """
    rules = [("*", said_of_all(settings)), *((path, _long_lived()) for path in _hashed(addresses))]
    return "".join(_rule(f"{settings.base_path}{path}", said) for path, said in rules).encode()


def said_of_all(settings: Settings, *more: str) -> dict[str, str]:
    """What is said with every file, by the names of the headers; `more` as for the policy."""
    return {
        "Content-Security-Policy": policy(settings, *more) + _ONLY_IN_HEADERS,
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _PERMISSIONS),
        "Referrer-Policy": REFERRER,
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


_OPENING, _BEGINS, _CLOSING = b"<script>", b"var livereload = ", b"</script>"

Said = Callable[..., dict[str, str]]
"""The headers, by name; it is given the hashes of what may run besides the site's own."""


def why_not_shown(family: int, address: Any) -> str | None:
    """Why a preview cannot answer at an address of this computer; None where it can."""
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as problem:
            return problem.strerror or str(problem)
    return None


def guarded(app: WSGIApplication, said: Said) -> WSGIApplication:
    """The application, whose every answer has the headers."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        held: list[tuple[str, list[tuple[str, str]]]] = []

        def hold(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[..., object]:
            held.append((status, headers))
            return lambda _: None

        body = app(environ, hold)
        status, headers = held[-1]
        more: list[str] = []
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            body = [b"".join(body)]
            more = reloading(body[0])
        start_response(status, [*headers, *said(*more).items()])
        return body

    return answer


def reloading(page: bytes) -> list[str]:
    """The hash of the script that loads a page anew, which MkDocs puts last."""
    start = page.rfind(_OPENING) + len(_OPENING)
    script = page[start : page.find(_CLOSING, start)]
    is_theirs = page.rfind(_OPENING) >= 0 and script.lstrip().startswith(_BEGINS)
    return [hash_of(script)] if is_theirs else []
