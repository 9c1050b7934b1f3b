"""A site to search in: a page for every case, and bulletins to be put in order and to be marked."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from paths import PROJECT
from sites_for_tests import write

CASES = Path(__file__).with_name("search_cases.tsv")
INFLECTIONS = Path(__file__).with_name("inflections.tsv")
HOSTILE = '</title><img src=x onerror="document.title=1"><b>Kavala</b> & "otsikko"'

_CONFIG = """
INHERIT: ../base.yml
extra:
  tolkku:
    nav: [now, bulletins, {page: handbook, chapters: [handbook/floods]}]
"""
_SOURCES = 'sources: [{name: A, url: "https://a.example/", checked: 2026-11-01}]'

_URGENT = "kind: urgent\nexpires: 2025-05-06 07:00\nnext_update: 2025-05-05 12:00"


@dataclass(frozen=True)
class Case:
    """A reader types `query`; the page with `text` shall be found."""

    language: str
    query: str
    text: str
    kind: str
    key: str


def rows(file: Path) -> list[dict[str, str]]:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def cases() -> list[Case]:
    found = rows(CASES)
    texts = {(row["lang"], row["text"]): None for row in found}
    keys = {each: f"case-{number}" for number, each in enumerate(texts)}
    return [
        Case(row["lang"], row["query"], row["text"], row["kind"], keys[row["lang"], row["text"]])
        for row in found
    ]


def make(folder: Path) -> Path:
    """The site in a folder; returns its `mkdocs.yml`."""
    site = folder / "tests/sites/search"
    site.mkdir(parents=True)
    (site.parent / "base.yml").write_bytes((PROJECT / "tests/sites/base.yml").read_bytes())
    for name in ("hooks", "locales"):
        (folder / name).symlink_to(PROJECT / name)
    files: dict[str, str | bytes] = {"mkdocs.yml": _CONFIG}
    for tag in ("fi", "sv", "en"):
        for page in ("index", "ethics", "about"):
            files[f"docs/{tag}/{page}.md"] = f"---\ntitle: {page}\n---\n\n-\n"
    files["docs/fi/handbook/index.md"] = "---\ntitle: Opas\n---\n\n-\n"
    files["docs/fi/handbook/floods.md"] = "---\ntitle: Tulvaopas\ntopics: [health]\n---\n\n-\n"
    for case in cases():
        head = f"---\noriginal: {case.language}\ntitle: {case.key}\n---\n\n"
        files[f"docs/{case.language}/{case.key}.md"] = f"{head}{case.text}\n"
    files |= _bulletins()
    return write(site, files)


def _bulletins() -> dict[str, str | bytes]:
    """About a flood (tulva), in the order in which they shall not be found."""
    made = {
        "2025-05-05-one": _bulletin("Tulva nousee", fields=_URGENT),
        "2026-11-01-two": _bulletin("Tulvan jälkeen", topics="health"),
        "2026-11-10-three": _bulletin("Ohjeita", summary="Tulvaan voi varautua."),
        "2026-11-20-four": _bulletin("Muuta", body="## Tulvat {#floods}\n\nLisää."),
        "2026-11-25-five": _bulletin("Asiaa", body="Tulvista kerrotaan."),
        "2026-11-26-six": _bulletin("Tulvia etelässä", fields="expires: 2026-12-03 07:00"),
        "2026-11-27-hostile": _bulletin(HOSTILE.replace("'", "''")),
        **{f"2026-10-{day:02}-many": _bulletin(f"Monta {day}") for day in range(1, 26)},
    }
    files: dict[str, str | bytes] = {
        f"bulletins/{name[:4]}/{name}/fi.md": text % {"day": name[:10]}
        for name, text in made.items()
    }
    swedish = _bulletin("Bara på svenska", body="Översvämningen.", fields="original: sv")
    files["bulletins/2026/2026-11-28-swedish/sv.md"] = swedish % {"day": "2026-11-28"}
    return files


def _bulletin(
    title: str, summary: str = "Lyhyesti.", body: str = "-", fields: str = "",
    topics: str = "preparedness",
) -> str:  # fmt: skip
    return (
        f"---\ntitle: '{title}'\nsummary: {summary}\npublished: %(day)s 07:00\n"
        f"topics: [{topics}]\n{_SOURCES}\n{fields}\n---\n\n{body}\n"
    ).replace("\n\n---", "\n---")
