"""Publishes a small site in a process of its own, which the tests of `publishing` disturb.

`python publish_a_site.py <folder> <version> [hold | kill <n>]`: every page of the site says its
version. With `hold` it waits, holding the lock, before it publishes; with `kill` it kills itself
at its n-th doing with the file system, and says nothing.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tolkku.model.findings import PublishingError
from tolkku.system.staging import Staging

PAGES = ("index.html", "fi/index.html", "fi/a/index.html", "sv/index.html", "assets/style.css")
_DOINGS = ("open", "os.", "shutil.", "ctypes.")


def write_site(folder: Path, version: str, size: int = 2000) -> None:
    for page in PAGES:
        file = folder / page
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{version}\n" * size, encoding="utf-8")


def versions(site: Path) -> list[str]:
    """The versions that its pages say; one means that the site is whole."""
    return sorted({line for page in PAGES for line in (site / page).read_text().split()})


def kill_at(number: int) -> None:
    """SIGKILL for this process right before its n-th doing with the file system from now on."""
    seen = 0

    def count(event: str, arguments: object) -> None:
        nonlocal seen
        if event.startswith(_DOINGS):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def main(folder: str, version: str, how: str = "", number: str = "0") -> None:
    site = Path(folder)
    if how == "kill":
        kill_at(int(number))
    try:
        staging = Staging.open(site)
        write_site(staging.folder, version)
        if how == "hold":
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
            print("held", flush=True)
            sys.stdin.read()
        staging.publish()
    except PublishingError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main(*sys.argv[1:])
