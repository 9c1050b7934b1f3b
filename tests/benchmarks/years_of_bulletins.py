"""Makes a site with years of daily bulletins in three languages, to time what is done with it.

    python tests/benchmarks/years_of_bulletins.py <folder> [days]

Then, for instance: `time python -m mkdocs build -f <folder>/tests/sites/years/mkdocs.yml`.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).parents[2]
TITLES = {"fi": "Päivän tiedote", "sv": "Dagens bulletin", "en": "Bulletin of the day"}
SENTENCE = {
    "fi": "Viranomainen kertoo, mitä tänään kannattaa tehdä ja mistä saa lisää tietoa.",
    "sv": "Myndigheten berättar vad du kan göra i dag och var du får mer information.",
    "en": "The authority says what to do today and where to find out more.",
}


def make(folder: Path, days: int) -> Path:
    """A site of `days` bulletins in three languages in `folder`; returns its `mkdocs.yml`."""
    site = folder / "tests/sites/years"
    site.mkdir(parents=True)
    for name in ("hooks", "locales"):
        (folder / name).symlink_to(PROJECT / name)
    (site.parent / "base.yml").write_bytes((PROJECT / "tests/sites/base.yml").read_bytes())
    config = site / "mkdocs.yml"
    nav = "{nav: [now, bulletins], footer: []}"
    config.write_text(f"INHERIT: ../base.yml\nextra:\n  tolkku: {nav}\n", "utf-8")
    for language in TITLES:
        write(site / f"docs/{language}/index.md", f"---\ntitle: {TITLES[language]}\n---\n\nText.\n")
        for page in ("ethics", "about"):
            write(site / f"docs/{language}/{page}.md", f"---\ntitle: {page}\n---\n\nText.\n")
    for number in range(days):
        _bulletin(site, date(2016, 1, 1) + timedelta(days=number))
    return config


def _bulletin(site: Path, day: date) -> None:
    for language, title in TITLES.items():
        said = SENTENCE[language]
        original = (
            "topics: [health]\n"
            "sources: [{name: A, url: 'https://a.example/', checked: 2016-01-01}]\n"
            if language == "fi"
            else ""
        )
        sections = "\n".join(f"## {title} {n} {{#part-{n}}}\n\n{said * 5}\n" for n in range(4))
        write(
            site / f"bulletins/{day.year}/{day}-daily/{language}.md",
            f"---\ntitle: {title} {day}\nsummary: {said}\npublished: {day} 07:00\n{original}"
            f"facts: ['{said}']\n---\n\n{said}\n\n{sections}",
        )


def write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3650))
