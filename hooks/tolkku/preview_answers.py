"""Preview answers: what a published site's server says with every file, the preview says too.

MkDocs puts a script of its own into each page, to load it anew after a change. It is the one thing
more that may run there, known by its content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tolkku.headers import hash_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_OPENING, _BEGINS, _CLOSING = b"<script>", b"var livereload = ", b"</script>"

Said = Callable[..., dict[str, str]]
"""The headers, by name; it is given the hashes of what may run besides the site's own."""


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
