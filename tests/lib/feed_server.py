"""A web server on loopback that feed readers subscribe to: it says when a document is unchanged."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_TYPES = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "json": "application/feed+json",
    "xml": "application/xml",
}
_FIRST_PUBLISHED = datetime(2026, 12, 2, 12, tzinfo=UTC)


@dataclass
class FeedServer:
    """The documents it serves under `url`, or where they have `moved_to`; and its answers. From
    some addresses it `leads_on` to others, as servers do that read `_redirects`."""

    url: str = ""
    moved_to: str | None = None
    leads_on: Mapping[str, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    _files: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    _publications: int = 0

    def publish(self, files: Mapping[str, bytes]) -> None:
        """Serve these instead. What has changed was modified a day after the last time."""
        modified = _FIRST_PUBLISHED + timedelta(days=self._publications)
        self._publications += 1
        self._files = {
            address: old
            if (old := self._files.get(address)) and old[0] == document
            else (document, modified)
            for address, document in files.items()
        }

    def answered(self) -> list[int]:
        """The statuses since this was last asked."""
        taken, self.statuses = self.statuses, []
        return taken

    def answer(self, address: str, known: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a reader that knows the version `known` (If-None-Match)."""
        if self.moved_to:
            return 301, {"Location": self.moved_to + address}, b""
        if address in self.leads_on:
            return 301, {"Location": self.url + self.leads_on[address]}, b""
        if address not in self._files:
            return 404, {}, b""
        document, modified = self._files[address]
        tag = f'"{sha256(document).hexdigest()}"'
        validators = {"ETag": tag, "Last-Modified": format_datetime(modified, usegmt=True)}
        if tag in known:
            return 304, validators, b""
        type = _TYPES[address.rpartition("/")[2].partition(".")[2] or "rss.xml"]
        return 200, {**validators, "Content-Type": f"{type}; charset=utf-8"}, document


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, *args: object, feeds: FeedServer) -> None:
        self._feeds = feeds
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        known = self.headers.get("If-None-Match", "")
        status, headers, body = self._feeds.answer(self.path.removeprefix("/"), known)
        self._feeds.statuses.append(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """A server that has nothing to serve yet, on a free port."""
    feeds = FeedServer()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, feeds=feeds)) as server:
        feeds.url = f"http://127.0.0.1:{server.server_address[1]}/"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield feeds
        finally:
            server.shutdown()
