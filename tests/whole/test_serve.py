"""The preview: what an editor saves is what the browser shows, mistakes too."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browsing import Watch, chromium
from building import NOON, copied

BULLETIN = "bulletins/2026/2026-12-01-72-hours/fi.md"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the complete site and the address of its preview."""
    config = copied("complete", tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-f", str(config), "-a", host],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "TOLKKU_AT": NOON, "TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield config.parent, f"http://{host}/"
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    assert [path.name for path in tmp_path.glob(".mkdocs*")] == []


def test_an_address_that_is_taken_is_told_in_words(tmp_path: Path) -> None:
    config = copied("complete", tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "serve", "-f", config, "-a", f"127.0.0.1:{port}"],
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "TOLKKU_AT": NOON},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert f"\nNothing can be shown at http://127.0.0.1:{port}" in done.stdout
    assert "Address already in use. Is the preview running in another window?" in done.stdout
    assert "Traceback" not in done.stdout


def shows(address: str, wanted: str) -> bool:
    """Whether the page says it before long."""
    for _ in range(200):
        if wanted in _read(address):
            return True
        time.sleep(0.1)
    return False


def _read(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return str(error.read().decode())
    except OSError:
        return ""


def test_what_is_saved_is_shown_and_so_is_what_is_wrong(preview: tuple[Path, str]) -> None:
    site, home = preview
    page = f"{home}fi/bulletins/2026-12-01-72-hours/"
    assert shows(page, "<h1>72 tuntia</h1>")
    file = site / BULLETIN
    right = file.read_text("utf-8")
    file.write_text(right.replace("title: 72 tuntia", "title: Kolme päivää"), "utf-8")
    assert shows(page, "<h1>Kolme päivää</h1>")
    file.write_text(right.replace("title:", "tilte:"), "utf-8")
    assert shows(page, "Did you mean &#39;title&#39;?")
    file.write_text(right, "utf-8")
    assert shows(page, "<h1>72 tuntia</h1>")


def test_the_preview_keeps_the_policy_and_still_loads_itself_anew(
    preview: tuple[Path, str],
) -> None:
    site, home = preview
    address = f"{home}fi/bulletins/2026-12-01-72-hours/"
    file = site / BULLETIN
    right = file.read_text("utf-8")
    assert shows(address, "<h1>72 tuntia</h1>")
    with chromium() as browser:
        page = browser.new_page()
        watch = Watch(page, home)
        page.goto(address)
        page.evaluate("window.old = true")
        assert watch.complaints == []
        assert attacked(page) == []
        file.write_text(right.replace("title: 72 tuntia", "title: Kolme päivää"), "utf-8")
        page.locator("h1", has_text="Kolme päivää").wait_for()
        assert page.evaluate("window.old") is None
        file.write_text(right.replace("title:", "tilte:"), "utf-8")
        page.locator("li", has_text="not a field").wait_for()
        assert page.evaluate("getComputedStyle(document.querySelector('code')).fontWeight") == "700"
        assert attacked(page) == []
        file.write_text(right, "utf-8")
        page.locator("h1", has_text="72 tuntia").wait_for()
        page.goto(f"{home}fi/search/")
        page.locator("#search").wait_for(state="visible")


def attacked(page: Page) -> list[str]:
    """Which of the ways in which HTML runs a script are open."""
    found: list[str] = page.evaluate(
        """async () => {
          window.ran = [];
          const add = (html) => document.body.insertAdjacentHTML("beforeend", html);
          add("<img src='nothing' onerror='ran.push(1)'>");
          const inside = document.createElement("script");
          inside.textContent = "ran.push(2)";
          const outside = document.createElement("script");
          outside.src = "data:,ran.push(3)";
          document.body.append(inside, outside);
          add("<a id='run' href='javascript:ran.push(4)'>x</a>");
          document.getElementById("run").click();
          await new Promise((done) => setTimeout(done, 300));
          return window.ran;
        }"""
    )
    return found


def test_drafts_and_scheduled_editions_are_shown_under_a_mark(preview: tuple[Path, str]) -> None:
    site, home = preview
    file = site / BULLETIN
    right = file.read_text("utf-8")
    file.write_text(right.replace("summary:", "draft: yes\nsummary:"), "utf-8")
    page = f"{home}fi/bulletins/2026-12-01-72-hours/"
    assert shows(page, "Tämä sivu näkyy vain esikatselussa.")
    assert shows(f"{home}fi/bulletins/", "Ei vielä julkaistu")
    assert "tk-label--now" not in _read(f"{home}fi/bulletins/")  # it is not in force before
