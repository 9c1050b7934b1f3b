"""Makes a site with years of daily bulletins in three languages, to time what is done with it.

    python tests/benchmarks/years_of_bulletins.py <folder> [days]

Then, for instance: `time python -m mkdocs build -f <folder>/tests/sites/years/mkdocs.yml`. The
words are those of the sample's texts, in another order.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).parents[2]
LANGUAGES = ("fi", "sv", "en")
FIRST = date(2016, 1, 1)
TITLES = {"fi": "Päivän tiedote", "sv": "Dagens bulletin", "en": "Bulletin of the day"}
HEADINGS = {"fi": "Mitä teet", "sv": "Vad du gör", "en": "What you do"}


@dataclass(frozen=True)
class Day:
    """A bulletin in a language: what any builder makes a page of."""

    day: date
    language: str
    title: str
    summary: str
    body: str

    @property
    def name(self) -> str:
        return f"{self.day}-daily"


def years(days: int) -> Iterator[Day]:
    """So many days in every language, the same ones each time."""
    sentences = {language: _sentences(language) for language in LANGUAGES}
    for number in range(days):
        day = FIRST + timedelta(days=number)
        for language in LANGUAGES:
            yield _day(day, number, language, sentences[language])


def _sentences(language: str) -> list[str]:
    texts = sorted((PROJECT / "docs" / language).rglob("*.md"))
    bodies = (file.read_text("utf-8").split("\n---\n", 1)[-1] for file in texts)
    plain = (re.sub(r"[\[\](){}<>*_`#|!:{}]|https?\S+", "", body) for body in bodies)
    found = (" ".join(each.split()) for body in plain for each in re.split(r"(?<=[.?])\s", body))
    plain = {each for each in found if 30 < len(each) < 160 and each.endswith(".")}
    return sorted(each for each in plain if not any(letter.isdigit() for letter in each))


def _day(day: date, number: int, language: str, sentences: list[str]) -> Day:
    chance = random.Random(f"{day} {language}")

    def paragraph() -> str:
        return " ".join(chance.sample(sentences, 5))

    parts = [paragraph()]
    for section in range(3):
        parts += [f"## {HEADINGS[language]} {section + 1}", paragraph()]
        parts += ["\n".join(f"- {each}" for each in chance.sample(sentences, 3))]
    if number % 5 == 0:
        rows = [f"| {n} | {chance.choice(sentences)[:40]} |" for n in range(4)]
        parts.append("\n".join(["| a | b |", "|---|---|", *rows]))
    title = f"{TITLES[language]} {day}: {chance.choice(sentences).split(' ')[0]}"
    return Day(day, language, title, chance.choice(sentences), "\n\n".join(parts))


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
    for language in LANGUAGES:
        write(site / f"docs/{language}/index.md", f"---\ntitle: {TITLES[language]}\n---\n\nText.\n")
        for page in ("ethics", "about"):
            write(site / f"docs/{language}/{page}.md", f"---\ntitle: {page}\n---\n\nText.\n")
    for day in years(days):
        write_day(site, day)
    return config


def write_day(site: Path, day: Day) -> None:
    """A bulletin into a site of ours."""
    originally = (
        "topics: [health]\nsources: [{name: A, url: 'https://a.example/', checked: 2016-01-01}]\n"
        if day.language == "fi"
        else ""
    )
    before = day.day - timedelta(days=1)
    link = f"\n\n[{day.title}](../{before}-daily/{day.language}.md)" if day.day > FIRST else ""
    if before.year != day.day.year:
        link = ""
    write(
        site / f"bulletins/{day.day.year}/{day.name}/{day.language}.md",
        f"---\ntitle: '{day.title}'\nsummary: '{day.summary}'\npublished: {day.day} 07:00\n"
        f"{originally}---\n\n{day.body}{link}\n",
    )


def write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3650))
