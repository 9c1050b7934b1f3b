"""A web server on loopback and headless Chromium, for tests that need a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, sync_playwright

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


class _Handler(SimpleHTTPRequestHandler):
    """Answers under a base path, with the site's own page for what is lost."""

    def __init__(self, *args: object, base: str, policy: str, **kwargs: object) -> None:
        self._base, self._policy = base, policy
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(self._base)
        return super().translate_path("/" + inside if inside != path else "/outside-the-site")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(lost)

    def end_headers(self) -> None:
        if self._policy:
            self.send_header("Content-Security-Policy", self._policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path, base: str = "/", policy: str = "", port: int = 0) -> Iterator[str]:
    """The address at which a folder is served, under a base path and a Content-Security-Policy."""
    handler = partial(_Handler, directory=str(folder), base=base, policy=policy)
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{base}"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium, the system's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(path for name in names if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@contextmanager
def watched_tab(browser: Browser, home: str, **how: Any) -> Iterator[tuple[Page, Watch]]:
    """A tab for all tests of a module, for opening one takes longer than most of them."""
    page = browser.new_page(**how)
    yield page, Watch(page, home)
    page.close()


class Watch:
    """Notes what a page should not do: failing requests, requests elsewhere, complaints."""

    def __init__(self, page: Page, home: str) -> None:
        self.complaints: list[str] = []
        page.on("requestfailed", self._failed)
        page.on(
            "response", lambda r: r.status >= 400 and self.complaints.append(f"{r.status}: {r.url}")
        )
        page.on(
            "request", lambda r: r.url.startswith(home) or self.complaints.append(f"away: {r.url}")
        )
        page.on(
            "console", lambda m: m.type == "error" and self.complaints.append(f"said: {m.text}")
        )
        page.on("pageerror", lambda error: self.complaints.append(f"broke: {error}"))

    def _failed(self, request: Request) -> None:
        """A request that the browser drops because the reader has left the page is no failure."""
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"failed: {request.url} {request.failure}")
